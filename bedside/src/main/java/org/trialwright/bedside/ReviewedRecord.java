package org.trialwright.bedside;

import java.util.List;

/**
 * A record that is to be compared with its source, or reviewed, as programs read it.
 *
 * @param questions that it is about; none for the whole record
 * @param state {@code never}, {@code changed} since somebody said so, or {@code done}
 * @param seen what whoever says so must name
 * @param saidBy empty before anybody said so
 * @param changedBy who changed it since; empty when nobody did
 */
public record ReviewedRecord(
    String participant,
    String form,
    int ordinal,
    String visit,
    String day,
    List<String> questions,
    String state,
    long seen,
    String saved,
    String saidBy,
    String said,
    String changedBy,
    String changed) {

  public static ReviewedRecord of(ToReview one) {
    var saved = one.saved();
    var said = one.review().map(Review::said);
    var change = one.review().flatMap(Review::change);
    return new ReviewedRecord(
        one.participant().value(),
        saved.form(),
        saved.ordinal(),
        saved.visit(),
        one.newest().occurred().toString(),
        one.items(),
        one.done() ? "done" : one.changed() ? "changed" : "never",
        one.newest().sequence(),
        one.newest().recordedUtc(),
        said.map(fact -> fact.author().name()).orElse(""),
        said.map(fact -> fact.recordedUtc()).orElse(""),
        change.map(fact -> fact.author().name()).orElse(""),
        change.map(fact -> fact.recordedUtc()).orElse(""));
  }
}
