package org.trialwright.bedside;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;
import org.trialwright.study.Comparison;

/**
 * Participants at a place for whom another version of the study changes something.
 *
 * @param place what changes there
 * @param participants who stand there under an earlier version and whose path has not ended, by
 *     site
 */
public record Affected(Comparison.AtPlace place, Map<SiteId, List<ParticipantId>> participants) {
  public Affected {
    participants = Map.copyOf(participants);
  }

  /** How many there are, at all of these sites. */
  public int count() {
    return participants.values().stream().mapToInt(List::size).sum();
  }

  /**
   * By place, in the order of the path; a place where nothing changes is left out.
   *
   * @param going of the sites that are asked about
   */
  static List<Affected> of(Comparison compared, Map<SiteId, List<Going>> going) {
    return compared.places().stream()
        .filter(place -> !place.untouched())
        .map(place -> new Affected(place, at(place.place(), going)))
        .toList();
  }

  private static Map<SiteId, List<ParticipantId>> at(String place, Map<SiteId, List<Going>> going) {
    Map<SiteId, List<ParticipantId>> at =
        new TreeMap<>(java.util.Comparator.comparing(SiteId::value));
    going.forEach(
        (site, all) -> {
          var here =
              all.stream()
                  .filter(one -> one.place().equals(place))
                  .filter(
                      one -> one.fate() != Going.Fate.UNDER_IT && one.fate() != Going.Fate.ENDED)
                  .map(Going::participant)
                  .toList();
          if (!here.isEmpty()) {
            at.put(site, here);
          }
        });
    return at;
  }
}
