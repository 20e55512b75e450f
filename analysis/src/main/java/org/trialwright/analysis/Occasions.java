package org.trialwright.analysis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trialwright.quantities.Unit;
import org.trialwright.study.Form;
import org.trialwright.study.Quantity;
import org.trialwright.study.Study;
import org.trialwright.study.Term;
import org.trialwright.study.When;

/** The times at which a form is asked for, equal in all arms. */
final class Occasions {
  private Occasions() {}

  /** The time, such as {@code 12 mo}, by the label of the visit's occasion; in order of time. */
  static Map<String, String> byLabel(Study study, Form form) {
    Map<String, String> times = new LinkedHashMap<>();
    for (var visit : visits(study, form)) {
      for (var occasion : visit.occasions()) {
        var label = label(visit, occasion);
        times.put(label, occasion.label().isEmpty() ? visit.name() : occasion.label());
      }
    }
    return times;
  }

  /** Where none hangs on allocation: those that hang on one named date in all arms. */
  private static List<When.Visit> visits(Study study, Form form) {
    var all = study.when().visits().stream().filter(one -> one.forms().contains(form)).toList();
    var fromAllocation = all.stream().filter(one -> Folding.fromAllocation(one.anchor())).toList();
    return fromAllocation.isEmpty()
        ? all.stream()
            .filter(one -> one.anchor() instanceof Term.Name && one.arms().isEmpty())
            .toList()
        : fromAllocation;
  }

  private static String label(When.Visit visit, When.Occasion occasion) {
    return occasion.label().isEmpty() ? visit.name() : visit.name() + " " + occasion.label();
  }

  /** The times up to the one asked for; all when none is the one asked for. */
  static List<String> upTo(Study study, Form form, Quantity at) {
    var all = byLabel(study, form).values().stream().distinct().toList();
    int last = all.indexOf(at.text());
    return last < 0 ? all : all.subList(0, last + 1);
  }

  /** The planned day of each time, counted from where its visit hangs; months of 30.4375 days. */
  static Map<String, Double> days(Study study, Form form) {
    Map<String, Double> days = new LinkedHashMap<>();
    for (var visit : visits(study, form)) {
      for (var occasion : visit.occasions()) {
        var offset = occasion.target().orElse(occasion.window().from());
        days.put(
            occasion.label().isEmpty() ? visit.name() : occasion.label(),
            offset.months() ? Unit.DAYS_OF_A_MONTH * offset.amount() : offset.amount());
      }
    }
    return days;
  }
}
