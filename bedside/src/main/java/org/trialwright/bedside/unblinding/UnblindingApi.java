package org.trialwright.bedside.unblinding;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.api.ApiController;
import org.trialwright.bedside.api.Operation;
import org.trialwright.bedside.api.Paged;
import org.trialwright.bedside.api.Problem;
import org.trialwright.bedside.api.Sent;
import org.trialwright.bedside.api.Taken;
import org.trialwright.pages.Credentials;
import org.trialwright.pages.SignedIn;

/** Opening an arm in an emergency, and the register of it, for programs. */
@ApiController
class UnblindingApi {
  private final Desk desk;
  private final Front front;
  private final Credentials credentials;
  private final UnblindingsPage register;

  UnblindingApi(Desk desk, Front front, Credentials credentials, UnblindingsPage register) {
    this.desk = desk;
    this.front = front;
    this.credentials = credentials;
    this.register = register;
  }

  /**
   * An arm that was opened. Which it is stands nowhere.
   *
   * @param how {@code opened here} or {@code told on the form}
   */
  record OpenedArm(
      long entry,
      String participant,
      String site,
      String opened,
      String by,
      String role,
      String how,
      String reason) {}

  @GetMapping(UnblindingsPage.ROUTE)
  @Operation(
      value = "Who learned whose arm, when and why; not which arm",
      gives = OpenedArm.class,
      list = true)
  Paged<OpenedArm> listUnblindings(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @RequestParam Map<String, String> query) {
    var all =
        register.all(person).stream()
            .map(
                one -> {
                  var cells = one.cells();
                  return new OpenedArm(
                      one.fact().sequence(),
                      cells.get(0),
                      cells.get(1),
                      cells.get(2),
                      cells.get(4),
                      cells.get(5),
                      cells.get(6),
                      cells.get(7));
                })
            .toList();
    return Paged.of(all, one -> "%012d".formatted(one.entry()), query, front.words(request));
  }

  /** The arm, told once. */
  record TheArm(String participant, String arm, String name, long entry, String opened) {}

  @PostMapping(UnblindingPage.ROUTE)
  @Operation(
      value = "Open a participant's arm in an emergency: it is told once, and recorded for ever",
      takes = {
        @Taken(
            name = "answers",
            says = "to the questions of the form that the study names for it; its day is today's",
            kind = Taken.Kind.TEXTS),
        @Taken(name = "reason", says = "why the arm must be known now; others read it"),
        @Taken(name = "password", says = "of the account")
      },
      gives = TheArm.class)
  ResponseEntity<TheArm> openArm(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody Map<String, Object> body) {
    var words = front.words(request);
    if (desk.trial().study().how().unblind().isEmpty()) {
      throw Problem.notFound(words);
    }
    var chart = Chart.open(front, desk, request, person, participant);
    var sheet = UnblindingPage.sheet(desk, chart);
    var sent = new Sent(body);
    var answers = new HashMap<>(sheet.initial());
    sent.texts("answers")
        .forEach(
            (name, text) -> {
              if (sheet.form().item(name).filter(item -> item.kind().isPresent()).isEmpty()) {
                throw Problem.fields(
                    words, Map.of("answers." + name, words.say("api no such question")));
              }
              answers.put(name, text);
            });
    var filled = sheet.read(sheet.with(Map.of(), sheet.form().items(), answers));
    if (filled.isWrong()) {
      throw Problem.answers(words, filled.wrong());
    }
    var reason = sent.text("reason").strip();
    if (reason.isEmpty()) {
      throw Problem.fields(words, Map.of("reason", words.say("api a reason is needed")));
    }
    sent.confirm(credentials, person, words);
    var act = chart.act("POST", UnblindingPage.ROUTE, key.toString());
    return switch (desk.unblind(UnblindingPage.save(chart, sheet, filled), reason, act)) {
      case Outcome.Unblinded(var fact, var arm) ->
          ResponseEntity.ok()
              .cacheControl(CacheControl.noStore())
              .body(
                  new TheArm(
                      participant,
                      arm,
                      chart.arm(arm).label(),
                      fact.sequence(),
                      fact.recordedUtc()));
      case Outcome.Done _ ->
          throw Problem.conflict(
              words, words.say("the arm was shown before"), words.say("api ask somebody who may"));
      case Outcome.NotHere _ -> throw Problem.conflict(words, words.say("there is no arm to open"));
      case Outcome.NotYourRole(_, var roles) ->
          throw Problem.forbidden(
              words, words.say("only these roles open an arm", Front.role(words, roles)));
      case Outcome other -> throw Problem.of(other, chart.voice());
    };
  }
}
