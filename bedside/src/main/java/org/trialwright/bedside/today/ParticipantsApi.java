package org.trialwright.bedside.today;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Site;
import org.trialwright.bedside.api.ApiController;
import org.trialwright.bedside.api.Operation;
import org.trialwright.bedside.api.Paged;
import org.trialwright.journal.Standing;
import org.trialwright.journey.Due;
import org.trialwright.journey.LoggedDeviation;
import org.trialwright.journey.Queries;
import org.trialwright.pages.SignedIn;
import org.trialwright.study.Form;

/** The list of participants, one of them, and the day, for programs. */
@ApiController
class ParticipantsApi {
  private final Desk desk;
  private final Front front;
  private final DayList days;

  ParticipantsApi(Desk desk, Front front, DayList days) {
    this.desk = desk;
    this.front = front;
    this.days = days;
  }

  /**
   * One participant of the list.
   *
   * @param due the day by which something is due, ISO 8601; empty when nothing is
   * @param closing {@code open}, {@code changed}, {@code endorsed} or {@code locked}
   */
  record Listed(
      String number,
      String site,
      String place,
      String since,
      String due,
      String dueWhat,
      int openQueries,
      String closing) {}

  /** A visit of one participant; {@code open} holds the forms that are not filled in. */
  record Visit(String visit, String state, String from, String to, List<String> open) {}

  /**
   * One participant.
   *
   * @param arm empty before allocation; {@code (masked)} where the site may not know it
   * @param locked who locked the record when, in words; empty while it is open
   * @param newest the sequence number of the newest fact
   */
  record Participant(
      String number,
      String site,
      String place,
      String since,
      boolean ended,
      String arm,
      String locked,
      int openQueries,
      int openDeviations,
      long newest,
      List<Visit> visits) {}

  /** A visit of the day's list, as the list names it. */
  record DueVisit(
      String participant,
      String list,
      String visit,
      String from,
      String to,
      String state,
      String left,
      String why) {}

  @GetMapping("/participants")
  @Operation(
      value = "The participants of the sites you may see",
      query = {"site: only this site", "place: only those at this place of the path"},
      gives = Listed.class,
      list = true)
  Paged<Listed> listParticipants(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @RequestParam Map<String, String> query) {
    var found =
        front.sites(person).stream()
            .filter(site -> query.getOrDefault("site", site.id().value()).equals(site.id().value()))
            .flatMap(site -> desk.trial().standings().at(site.id()).stream())
            .filter(one -> query.getOrDefault("place", one.place()).equals(one.place()))
            .map(ParticipantsApi::listed)
            .toList();
    return Paged.of(found, Listed::number, query, front.words(request));
  }

  private static Listed listed(Standing one) {
    return new Listed(
        one.participant().value(),
        one.site().value(),
        one.place(),
        one.since().toString(),
        one.due().map(LocalDate::toString).orElse(""),
        one.dueLabel(),
        one.openQueries(),
        one.closing().name().toLowerCase(Locale.ROOT));
  }

  @GetMapping("/participants/{participant}")
  @Operation(
      value = "One participant: where they stand, and every visit with its window",
      gives = Participant.class)
  Participant getParticipant(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant) {
    var chart = Chart.open(front, desk, request, person, participant);
    var journey = chart.journey();
    return new Participant(
        participant,
        chart.site().value(),
        journey.place(),
        journey.stays().isEmpty()
            ? chart.facts().getFirst().occurred().earliest().toString()
            : journey.stays().getLast().since().toString(),
        journey.ended(),
        journey.arm().orElse(""),
        chart.holds().lock().map(chart::held).orElse(""),
        Queries.open(chart.facts()).size(),
        (int)
            Desk.deviations(chart.facts(), journey).stream()
                .filter(one -> one.state() != LoggedDeviation.State.CLOSED)
                .count(),
        chart.newest(),
        journey.calendar().stream().map(ParticipantsApi::visit).toList());
  }

  private static Visit visit(Due due) {
    return new Visit(
        due.label(),
        due.state().name().toLowerCase(Locale.ROOT),
        due.from().map(LocalDate::toString).orElse(""),
        due.to().map(LocalDate::toString).orElse(""),
        due.open().stream().map(Form::name).toList());
  }

  @GetMapping("/today")
  @Operation(
      value = "The visits that are due, late, open or coming, as the day's page lists them",
      query = "site: only this site",
      gives = DueVisit.class,
      list = true)
  Paged<DueVisit> listDay(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @RequestParam Map<String, String> query) {
    var sites =
        front.sites(person).stream()
            .filter(site -> query.getOrDefault("site", site.id().value()).equals(site.id().value()))
            .toList();
    var voice = front.voice(request, sites.stream().findFirst().map(Site::id));
    var rows =
        DayFiles.rows(days.day(sites, person, voice)).stream()
            .map(
                row ->
                    new DueVisit(
                        row.get(0),
                        row.get(1),
                        row.get(2),
                        row.get(3),
                        row.get(4),
                        row.get(5),
                        row.get(6),
                        row.get(7)))
            .toList();
    return Paged.of(
        rows,
        row -> row.participant() + "/" + row.from() + "/" + row.to() + "/" + row.visit(),
        query,
        voice.words());
  }
}
