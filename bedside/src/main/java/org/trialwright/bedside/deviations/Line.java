package org.trialwright.bedside.deviations;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.trialwright.bedside.Deviating;
import org.trialwright.bedside.Voice;
import org.trialwright.journey.Deviation;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.LoggedDeviation;
import org.trialwright.quantities.PartialDate;
import org.trialwright.quantities.ParticipantId;

/**
 * A deviation with whose it is.
 *
 * @param age whole days of the site since somebody told it, else since it happened
 */
record Line(Deviating.Whose whose, LoggedDeviation one, long age) {
  static final List<String> HEAD =
      List.of(
          "participant",
          "site",
          "deviation",
          "state",
          "category",
          "importance",
          "happened",
          "noticed",
          "what",
          "why",
          "action",
          "reported",
          "rule",
          "told_by",
          "told_utc",
          "judged_by",
          "judged_utc",
          "judgement",
          "age_days");

  static Line of(Deviating.Whose whose, LoggedDeviation one, LocalDate today, Voice voice) {
    var since =
        one.said().stream()
            .findFirst()
            .map(fact -> LocalDate.ofInstant(fact.recorded(), voice.dates().zone()))
            .or(() -> one.found().map(Deviation::day))
            .orElse(today);
    return new Line(whose, one, Math.max(0, ChronoUnit.DAYS.between(since, today)));
  }

  String participant() {
    return whose.participant().map(ParticipantId::value).orElse("");
  }

  /** The page of the log it stands in. */
  String address() {
    return address(whose);
  }

  static String address(Deviating.Whose whose) {
    return whose
        .participant()
        .map(one -> "/participants/" + one + "/deviations")
        .orElse("/sites/" + whose.site() + "/deviations");
  }

  /** The place on that page. */
  String target() {
    return target(one);
  }

  /** One that has no number yet is known by its rule. */
  static String target(LoggedDeviation one) {
    return one.number() > 0
        ? "d-" + one.number()
        : "r-" + Integer.toHexString(one.rule().hashCode());
  }

  /** The day it happened, as it was told last, else as it was found. */
  PartialDate happened() {
    return happened(one);
  }

  static PartialDate happened(LoggedDeviation one) {
    return one.told()
        .map(Fact::occurred)
        .orElseGet(() -> PartialDate.of(one.found().orElseThrow().day()));
  }

  List<String> cells(Voice voice) {
    var told = one.account();
    return List.of(
        participant(),
        whose.site().value(),
        one.number() > 0 ? String.valueOf(one.number()) : "",
        one.state().code(),
        one.category(),
        one.number() == 0 ? "" : one.important() ? "important" : "minor",
        happened().toString(),
        told.map(event -> event.noticed().toString()).orElse(""),
        voice.deviation(one),
        told.map(Event.Deviated::why).orElse(""),
        told.map(Event.Deviated::action).orElse(""),
        told.map(Event.Deviated::reported).orElse(""),
        one.rule(),
        one.told().map(fact -> fact.author().name()).orElse(""),
        one.told().map(fact -> fact.recordedUtc()).orElse(""),
        one.judged().map(fact -> fact.author().name()).orElse(""),
        one.judged().map(fact -> fact.recordedUtc()).orElse(""),
        one.judged().map(fact -> ((Event.Assessed) fact.event()).text()).orElse(""),
        String.valueOf(age));
  }
}
