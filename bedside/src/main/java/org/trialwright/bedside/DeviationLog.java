package org.trialwright.bedside;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.trialwright.journey.Author;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.LoggedDeviation;
import org.trialwright.quantities.PartialDate;

/**
 * What may be written into one log of deviations: everybody tells, another person in another role
 * judges, and nobody writes over what they have not read.
 */
record DeviationLog(List<LoggedDeviation> log, Author author, LocalDate today) {

  /** What is to be kept, or why nothing is. */
  sealed interface Came {
    record Kept(Event event, PartialDate day, String reason) implements Came {}

    record Refused(Outcome why) implements Came {}
  }

  Came told(Deviating deviating) {
    var told = deviating.told();
    var wrong = wrong(deviating);
    if (!wrong.isEmpty()) {
      return new Came.Refused(new Outcome.WrongAnswers(wrong));
    }
    var known = told.number() > 0 ? byNumber(told.number()) : byRule(told.rule());
    if (known.isEmpty() || known.get().number() == 0) {
      boolean byHand = told.number() == 0 && told.rule().isEmpty();
      return known.isPresent() || byHand
          ? new Came.Kept(told.under(next(), told.rule()), deviating.happened(), "")
          : new Came.Refused(
              new Outcome.WrongAnswers(Map.of("rule", "no such deviation is in the log")));
    }
    var newest = known.get().said().getLast();
    if (newest.sequence() > deviating.seen()
        || known.get().state() == LoggedDeviation.State.CLOSED) {
      return new Came.Refused(new Outcome.ChangedMeanwhile(newest));
    }
    return deviating.reason().isBlank()
        ? new Came.Refused(new Outcome.ReasonNeeded(List.of()))
        : new Came.Kept(
            told.under(known.get().number(), known.get().rule()),
            deviating.happened(),
            deviating.reason());
  }

  Came judged(Event.Assessed judged, long seen) {
    var known = byNumber(judged.deviation());
    if (known.isEmpty()) {
      return new Came.Refused(
          new Outcome.WrongAnswers(Map.of("deviation", "no such deviation is in the log")));
    }
    var newest = known.get().said().getLast();
    if (newest.sequence() > seen) {
      return new Came.Refused(new Outcome.ChangedMeanwhile(newest));
    }
    if (!Deviating.CATEGORIES.contains(judged.category())) {
      return new Came.Refused(
          new Outcome.WrongAnswers(Map.of("category", "not one of the categories")));
    }
    var told = known.get().told().orElseThrow();
    if (isSame(told)) {
      return new Came.Refused(new Outcome.AnotherPersonNeeded(told));
    }
    return !judged.closes() && judged.text().isBlank()
        ? new Came.Refused(new Outcome.ReasonNeeded(List.of()))
        : new Came.Kept(judged, PartialDate.of(today), "");
  }

  private boolean isSame(Fact told) {
    return told.author().person().equals(author.person())
        || told.author().role().equals(author.role());
  }

  /** A day that is only known in part may be any of its days. */
  private Map<String, String> wrong(Deviating deviating) {
    Map<String, String> wrong = new TreeMap<>();
    var told = deviating.told();
    if (told.what().isBlank()) {
      wrong.put("what", "what happened is needed");
    }
    if (!Deviating.CATEGORIES.contains(told.category())) {
      wrong.put("category", "not one of the categories");
    }
    if (deviating.happened().earliest().isAfter(today)) {
      wrong.put("happened", "this day has not come yet");
    }
    if (told.noticed().isAfter(today) || told.noticed().isBefore(deviating.happened().earliest())) {
      wrong.put("noticed", "nothing is noticed before it happens, or after today");
    }
    return wrong;
  }

  private Optional<LoggedDeviation> byNumber(int number) {
    return log.stream().filter(one -> one.number() == number && number > 0).findFirst();
  }

  private Optional<LoggedDeviation> byRule(String rule) {
    return rule.isEmpty()
        ? Optional.empty()
        : log.stream().filter(one -> one.rule().equals(rule)).findFirst();
  }

  private int next() {
    return log.stream().mapToInt(LoggedDeviation::number).max().orElse(0) + 1;
  }
}
