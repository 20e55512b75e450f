package org.trialwright.bedside.closing;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
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
import org.trialwright.journey.Endorsement;
import org.trialwright.journey.Queries;
import org.trialwright.pages.Credentials;
import org.trialwright.pages.SignedIn;

/** Signatures and locks, for programs. */
@ApiController
class ClosingApi {
  private final Desk desk;
  private final Front front;
  private final Credentials credentials;

  ClosingApi(Desk desk, Front front, Credentials credentials) {
    this.desk = desk;
    this.front = front;
    this.credentials = credentials;
  }

  /** A record of the list; {@code closing} as of a participant. */
  record ToSign(
      String participant,
      String site,
      String place,
      String since,
      int openQueries,
      String closing,
      boolean awaitsSignature) {}

  /** A signature; {@code holds} while nothing has changed since. */
  record Signature(String by, String role, String at, boolean holds) {}

  /**
   * How far a record has come towards being final.
   *
   * @param digest of what a signature given now would cover
   * @param locked who locked it when, in words; empty while it is open
   * @param waits what must come before a lock, in words
   */
  record Closing(
      String participant,
      String digest,
      String locked,
      List<String> waits,
      List<Signature> signatures) {}

  @GetMapping("/signatures")
  @Operation(
      value = "How far each record has come towards being final",
      query = "site: only this site",
      gives = ToSign.class,
      list = true)
  Paged<ToSign> listSignatures(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @RequestParam Map<String, String> query) {
    var found =
        front.sites(person).stream()
            .filter(site -> query.getOrDefault("site", site.id().value()).equals(site.id().value()))
            .flatMap(site -> desk.trial().standings().at(site.id()).stream())
            .map(
                one ->
                    new ToSign(
                        one.participant().value(),
                        one.site().value(),
                        one.place(),
                        one.since().toString(),
                        one.openQueries(),
                        one.closing().name().toLowerCase(Locale.ROOT),
                        desk.awaitsSignature(one)))
            .toList();
    return Paged.of(found, ToSign::participant, query, front.words(request));
  }

  @GetMapping(ClosingPage.ROUTE)
  @Operation(
      value = "The signatures on a participant's whole record, its lock, and what it waits for",
      gives = Closing.class)
  Closing getClosing(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant) {
    return closing(Chart.open(front, desk, request, person, participant));
  }

  private Closing closing(Chart chart) {
    boolean endorsed = Endorsement.newest(chart.facts()).filter(Endorsement::holds).isPresent();
    var lock = chart.holds().lock();
    return new Closing(
        chart.participant().value(),
        desk.covered(chart.participant(), chart.facts()),
        lock.map(chart::held).orElse(""),
        lock.isPresent()
            ? List.of()
            : chart.voice().waits(endorsed, Queries.open(chart.facts()).size()),
        Endorsement.all(chart.facts()).stream()
            .map(
                one ->
                    new Signature(
                        one.signed().author().name(),
                        one.signed().author().role(),
                        one.signed().recordedUtc(),
                        one.holds()))
            .toList());
  }

  @PostMapping(ClosingPage.ENDORSE)
  @Operation(
      value = "Sign a participant's whole record as it was read",
      takes = {
        @Taken(name = "digest", says = "digest of the record as it was read"),
        @Taken(name = "password", says = "of the account that signs, given anew")
      },
      gives = Closing.class)
  Closing signRecord(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody Map<String, Object> body) {
    var chart = Chart.open(front, desk, request, person, participant);
    var sent = new Sent(body);
    sent.confirm(credentials, person, chart.words());
    var act = chart.act("POST", ClosingPage.ENDORSE, key.toString());
    return came(
        chart, desk.endorse(chart.participant(), ClosingPage.MEANING, sent.text("digest"), act));
  }

  @PostMapping(ClosingPage.LOCK)
  @Operation(
      value = "Lock a participant's whole record, or open it again",
      takes = {
        @Taken(name = "lock", says = "true locks, false opens", kind = Taken.Kind.FLAG),
        @Taken(name = "reason", says = "why it is opened", optional = true)
      },
      gives = Closing.class)
  Closing lockRecord(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody Map<String, Object> body) {
    var chart = Chart.open(front, desk, request, person, participant);
    var sent = new Sent(body);
    var act = chart.act("POST", ClosingPage.LOCK, key.toString());
    return came(
        chart,
        sent.flag("lock")
            ? desk.lock(chart.participant(), act)
            : desk.unlock(chart.participant(), sent.text("reason").strip(), act));
  }

  private Closing came(Chart chart, Outcome outcome) {
    if (outcome instanceof Outcome.Done) {
      return closing(chart.reopened());
    }
    throw Problem.of(outcome, chart.voice());
  }
}
