package org.trialwright.bedside.verification;

import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.ToReview;
import org.trialwright.journal.Standing;
import org.trialwright.pages.SignedIn;

/** Every record that somebody is to compare or review, at the sites they may read. */
@Component
class Worklist {
  static final List<String> HEAD =
      List.of(
          "participant",
          "site",
          "form",
          "record",
          "visit",
          "day",
          "questions",
          "state",
          "saved_utc",
          "said_utc",
          "said_by",
          "changed_utc",
          "changed_by");

  private final Desk desk;
  private final Front front;

  Worklist(Desk desk, Front front) {
    this.desk = desk;
    this.front = front;
  }

  /** What was saved longest ago comes first. */
  List<ToReview> of(SignedIn person, String kind) {
    var plan = desk.reviewPlan();
    return front.sites(person).stream()
        .flatMap(site -> desk.trial().standings().at(site.id()).stream())
        .map(Standing::participant)
        .flatMap(one -> Desk.toReview(one, desk.facts(one), kind, plan).stream())
        .sorted(Comparator.comparing(one -> one.newest().sequence()))
        .toList();
  }

  static List<String> cells(ToReview one) {
    var saved = one.saved();
    var said = one.review().map(review -> review.said());
    var change = one.review().flatMap(review -> review.change());
    return List.of(
        one.participant().value(),
        Desk.siteOf(one.participant()).value(),
        saved.form(),
        String.valueOf(saved.ordinal()),
        saved.visit(),
        one.newest().occurred().toString(),
        String.join(" ", one.items()),
        ReviewFilter.state(one).code(),
        one.newest().recordedUtc(),
        said.map(fact -> fact.recordedUtc()).orElse(""),
        said.map(fact -> fact.author().name()).orElse(""),
        change.map(fact -> fact.recordedUtc()).orElse(""),
        change.map(fact -> fact.author().name()).orElse(""));
  }
}
