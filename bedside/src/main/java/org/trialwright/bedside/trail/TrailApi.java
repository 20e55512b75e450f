package org.trialwright.bedside.trail;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.api.ApiController;
import org.trialwright.bedside.api.Operation;
import org.trialwright.bedside.api.Paged;
import org.trialwright.bedside.form.Fields;
import org.trialwright.pages.SignedIn;
import org.trialwright.quantities.SiteId;

/** Every change, for programs. */
@ApiController
class TrailApi {
  private final Desk desk;
  private final Front front;

  TrailApi(Desk desk, Front front) {
    this.desk = desk;
    this.front = front;
  }

  /**
   * One change; several may come from one entry of the journal.
   *
   * @param number within the trail, from 1, oldest first
   * @param kind such as {@code entered} or {@code changed}
   * @param record of the form; 0 when it is about none
   * @param fingerprint of the entry, which the next one holds
   */
  record Change(
      int number,
      long entry,
      String recorded,
      String person,
      String name,
      String role,
      String site,
      String kind,
      String form,
      int record,
      String item,
      String was,
      String now,
      String note,
      String reason,
      String occurred,
      String studyVersion,
      String fingerprint) {}

  @GetMapping(TrailPage.ROUTE)
  @Operation(
      value = "Every change to a participant, oldest first: who, when, what, why",
      query = {
        "form: only this one",
        "ordinal: only this record of it",
        "item: only this question of it"
      },
      gives = Change.class,
      list = true)
  Paged<Change> listTrail(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestParam Map<String, String> query) {
    var chart = Chart.open(front, desk, request, person, participant);
    front.took(
        chart.act("GET", TrailPage.ROUTE, "").author(), participant, "the trail, for a program");
    var hashes = desk.trial().journal().fingerprints(chart.participant());
    var changes = new ArrayList<Change>();
    for (var entry : Entry.of(chart.facts())) {
      changes.add(
          change(changes.size() + 1, entry, hashes.getOrDefault(entry.fact().sequence(), "")));
    }
    var form = query.getOrDefault("form", "");
    int ordinal = (int) Fields.number(query, "ordinal");
    var item = query.getOrDefault("item", "");
    var about =
        changes.stream()
            .filter(one -> form.isEmpty() || one.form().equals(form))
            .filter(one -> ordinal == 0 || one.record() == ordinal)
            .filter(one -> item.isEmpty() || one.item().equals(item))
            .toList();
    return Paged.of(about, one -> "%09d".formatted(one.number()), query, chart.words());
  }

  private static Change change(int number, Entry entry, String fingerprint) {
    var fact = entry.fact();
    return new Change(
        number,
        fact.sequence(),
        fact.recordedUtc(),
        fact.author().person(),
        fact.author().name(),
        fact.author().role(),
        fact.author().site().map(SiteId::value).orElse(""),
        entry.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
        entry.form(),
        entry.ordinal(),
        entry.item(),
        entry.was(),
        entry.now(),
        entry.note(),
        fact.reason(),
        fact.occurred().toString(),
        fact.studyVersion(),
        fingerprint);
  }
}
