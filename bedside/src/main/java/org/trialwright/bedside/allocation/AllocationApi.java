package org.trialwright.bedside.allocation;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.api.ApiController;
import org.trialwright.bedside.api.Operation;
import org.trialwright.bedside.api.Problem;
import org.trialwright.bedside.api.Refused;
import org.trialwright.bedside.api.Sent;
import org.trialwright.bedside.api.Taken;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.pages.Credentials;
import org.trialwright.pages.Row;
import org.trialwright.pages.SignedIn;

/** Randomisation, for programs. Nothing here knows what will be drawn before it is. */
@ApiController
class AllocationApi {
  private final Desk desk;
  private final Front front;
  private final Credentials credentials;

  AllocationApi(Desk desk, Front front, Credentials credentials) {
    this.desk = desk;
    this.front = front;
    this.credentials = credentials;
  }

  /** A line of what the page shows; {@code more} may be empty. */
  record Used(String what, String is, String more) {}

  /**
   * Whether an arm can be drawn now.
   *
   * @param why it cannot, by what is open; empty when it can, or when one was drawn
   * @param uses what the drawing would use
   * @param seen to be named when the arm is drawn
   */
  record AllocationCheck(
      String participant,
      boolean ready,
      boolean allocated,
      Map<String, String> why,
      List<Used> uses,
      long seen) {}

  /**
   * An allocation as it was drawn.
   *
   * @param entry number of the fact
   * @param how it was drawn: within which stratum, by which method
   * @param next what is due now, each with its window
   */
  record Allocated(
      String participant,
      String arm,
      String label,
      long entry,
      String at,
      String by,
      String role,
      List<Used> how,
      List<Used> next) {}

  @GetMapping(AllocationPage.ROUTE)
  @Operation(
      value = "Whether an arm can be drawn now, why not, and what the drawing would use",
      gives = AllocationCheck.class)
  AllocationCheck checkAllocation(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant) {
    var chart = Chart.open(front, desk, request, person, participant);
    var before = Drawing.before(chart, desk);
    return new AllocationCheck(
        chart.participant().value(),
        before.isEmpty(),
        chart.allocation().isPresent(),
        before
            .filter(Drawing.Came.Refused.class::isInstance)
            .map(Drawing.Came.Refused.class::cast)
            .map(refused -> open(AllocationPage.refused(chart, refused.why())))
            .orElse(Map.of()),
        before.isEmpty() ? used(AllocationPage.uses(chart)) : List.of(),
        chart.newest());
  }

  /** What is open, each with its reason; the verdict itself when nothing smaller is. */
  private static Map<String, String> open(RefusedView view) {
    var open = new TreeMap<String, String>();
    view.open().forEach(one -> open.merge(one.sentence(), one.seen(), "%s; %s"::formatted));
    if (open.isEmpty()) {
      open.put(view.verdict().answer(), view.verdict().reason());
    }
    return open;
  }

  private static List<Used> used(List<Row> rows) {
    return rows.stream().map(row -> new Used(row.name(), row.value(), row.more())).toList();
  }

  @GetMapping(AllocationPage.ROUTE + "/result")
  @Operation(
      value = "The arm that was drawn, when, by whom and how it can be checked",
      gives = Allocated.class)
  Allocated getAllocation(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant) {
    return result(Chart.open(front, desk, request, person, participant));
  }

  private static Allocated result(Chart chart) {
    var fact = chart.allocation().orElseThrow(() -> Problem.notFound(chart.words()));
    var shown = AllocationPage.result(chart, fact);
    return new Allocated(
        chart.participant().value(),
        arm(fact),
        shown.result().what(),
        fact.sequence(),
        fact.recordedUtc(),
        fact.author().name(),
        fact.author().role(),
        used(shown.how()),
        shown.next().stream().map(one -> new Used(one.what(), one.when(), "")).toList());
  }

  private static String arm(Fact fact) {
    return ((Event.Allocated) fact.event()).arm();
  }

  @PostMapping(AllocationPage.ROUTE)
  @Operation(
      value =
          "Draw the arm of a participant. Once drawn it is the same for ever: asked again, by"
              + " whichever key, the same answer comes",
      takes = {
        @Taken(name = "seen", says = "seen of the check as it was read", kind = Taken.Kind.WHOLE),
        @Taken(name = "password", says = "of the account that draws, given anew")
      },
      gives = Allocated.class)
  Allocated allocate(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody Map<String, Object> body) {
    var chart = Chart.open(front, desk, request, person, participant);
    var words = chart.words();
    var sent = new Sent(body);
    var came =
        Drawing.over(
            chart,
            desk,
            credentials,
            sent.whole("seen"),
            sent.text("password"),
            chart.act("POST", AllocationPage.ROUTE, key.toString()));
    return switch (came) {
      case Drawing.Came.Drawn() -> result(chart.reopened());
      case Drawing.Came.Changed() ->
          throw Problem.conflict(words, words.say("something changed, check again"));
      case Drawing.Came.NotConfirmed() -> throw Problem.password(words);
      case Drawing.Came.Refused(var why) ->
          throw refused(AllocationPage.refused(chart.reopened(), why), chart);
    };
  }

  private static Refused refused(RefusedView view, Chart chart) {
    return Problem.conflict(
        chart.words(),
        String.join(" ", view.verdict().answer(), view.verdict().reason()).strip(),
        chart.words().say("api mend what is open"),
        open(view));
  }
}
