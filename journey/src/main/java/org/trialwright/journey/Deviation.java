package org.trialwright.journey;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Form;

/**
 * Where a participant's course left what the study asks, as its own rules find it from the facts.
 * Nobody has to notice it, and it goes when the value that made it is mended.
 */
public sealed interface Deviation {

  /** By which it is known again, such as {@code form/scan/2/A scan is done on a day of work}. */
  String rule();

  /** The day it happened; of a visit that was not held, the first day that was too late. */
  LocalDate day();

  /** A sentence under {@code deviations:} of a form that does not hold. */
  record Unkept(Record record, Form.Check check) implements Deviation {
    @Override
    public String rule() {
      return "form/" + record.form().name() + "/" + record.ordinal() + "/" + check.message();
    }

    @Override
    public LocalDate day() {
      return LocalDate.ofEpochDay(record.day());
    }
  }

  /**
   * A visit held outside its window, or not at all and too late by now.
   *
   * @param held whether it was held
   */
  record OffWindow(Due due, LocalDate day, boolean held) implements Deviation {
    @Override
    public String rule() {
      return "visit/" + due.label();
    }
  }

  /** All of them: forms in the order of the study, then visits in that of the calendar. */
  static List<Deviation> of(Journey journey) {
    var found = new ArrayList<Deviation>(unkept(journey));
    for (var visit : Adherence.of(journey)) {
      switch (visit.kind()) {
        case OUTSIDE -> found.add(new OffWindow(visit.due(), visit.off().orElseThrow(), true));
        case MISSED -> {
          var last = visit.due().amberTo().or(visit.due()::to).orElseThrow();
          if (journey.today().isAfter(last)) {
            found.add(new OffWindow(visit.due(), last.plusDays(1), false));
          }
        }
        case WITHIN, LATE -> {}
      }
    }
    return List.copyOf(found);
  }

  /** The sentences of forms that do not hold. */
  static List<Unkept> unkept(Journey journey) {
    var found = new ArrayList<Unkept>();
    for (var form : journey.study().forms().values()) {
      if (form.checks().stream().noneMatch(check -> check.role() == Form.Role.DEVIATION)) {
        continue;
      }
      for (var record : journey.records(form)) {
        for (var finding : journey.findings(record)) {
          if (finding.check().role() == Form.Role.DEVIATION
              && finding.raised() == Truth.YES
              && journey.judges(record, finding.check())) {
            found.add(new Unkept(record, finding.check()));
          }
        }
      }
    }
    return List.copyOf(found);
  }
}
