package org.trialwright.bedside.verification;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.ReviewPlan;
import org.trialwright.bedside.ToReview;
import org.trialwright.journal.Standing;
import org.trialwright.pages.SignedIn;
import org.trialwright.quantities.SiteId;

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
        .flatMap(site -> at(site.id(), kind, plan))
        .sorted(Comparator.comparing(one -> one.newest().sequence()))
        .toList();
  }

  private Stream<ToReview> at(SiteId site, String kind, ReviewPlan plan) {
    var people = desk.trial().standings().at(site).stream().map(Standing::participant).toList();
    return desk.trial().journal().reviews(people).stream()
        .collect(Collectors.groupingBy(fact -> fact.participant().orElseThrow()))
        .entrySet()
        .stream()
        .flatMap(one -> Desk.toReview(one.getKey(), one.getValue(), kind, plan).stream());
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
