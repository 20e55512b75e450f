package org.trialwright.bedside.deviations;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Deviating;
import org.trialwright.bedside.Site;
import org.trialwright.bedside.Voice;
import org.trialwright.journal.Standing;
import org.trialwright.journey.LoggedDeviation;
import org.trialwright.quantities.ParticipantId;

/**
 * The logs of whole sites. A participant's log that was made before is used again while neither
 * their facts nor the day nor the site has changed.
 */
@Component
class DeviationLogs {
  private record Made(long sequence, LocalDate today, Site site, List<LoggedDeviation> log) {}

  private final Desk desk;
  private final Map<ParticipantId, Made> made = new ConcurrentHashMap<>();

  DeviationLogs(Desk desk) {
    this.desk = desk;
  }

  /** Every deviation at these sites: the site's own, then its participants' by number. */
  List<Line> at(List<Site> sites, Voice voice) {
    return sites.stream()
        .flatMap(
            site -> {
              var today = desk.today(site.id());
              var own = Deviating.Whose.of(site.id());
              return Stream.concat(
                  desk.deviations(site.id()).stream().map(one -> Line.of(own, one, today, voice)),
                  desk.trial().standings().at(site.id()).stream()
                      .flatMap(
                          standing ->
                              log(standing, site, today).stream()
                                  .map(
                                      one ->
                                          Line.of(
                                              Deviating.Whose.of(standing.participant()),
                                              one,
                                              today,
                                              voice))));
            })
        .toList();
  }

  private List<LoggedDeviation> log(Standing standing, Site site, LocalDate today) {
    var before = made.get(standing.participant());
    if (before != null
        && before.sequence() == standing.sequence()
        && before.today().equals(today)
        && before.site().equals(site)) {
      return before.log();
    }
    var facts = desk.facts(standing.participant());
    var log = Desk.deviations(facts, desk.journey(standing.participant(), facts));
    made.put(standing.participant(), new Made(standing.sequence(), today, site, log));
    return log;
  }
}
