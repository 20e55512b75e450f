package org.trialwright.bedside.laboratory;

import java.time.LocalDate;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Voice;
import org.trialwright.journey.Event;
import org.trialwright.pages.Numbers;

/** Limits in the reader's words. */
record SaidLimits(Voice voice) {
  String question(Event.LimitsSet set) {
    int dot = set.question().indexOf('.');
    var form = set.question().substring(0, dot);
    return voice
        .words()
        .say(
            "label and text",
            voice.form(form),
            voice.question(form, set.question().substring(dot + 1)));
  }

  /** Whom they are for. */
  String people(Event.LimitsSet set) {
    var w = voice.words();
    var sex =
        set.sex().isEmpty()
            ? ""
            : Desk.sex(voice.study())
                .map(item -> voice.speaker().code(item, set.sex()).text())
                .orElse(set.sex());
    var ages =
        set.everyAge()
            ? ""
            : set.toAge() == Event.LimitsSet.OLDEST
                ? w.say("from n years", set.fromAge())
                : w.say("from n to n years", set.fromAge(), set.toAge());
    return sex.isEmpty() && ages.isEmpty()
        ? w.say("everybody")
        : sex.isEmpty() || ages.isEmpty() ? sex + ages : w.say("two parts", sex, ages);
  }

  /** Such as {@code 59–104 µmol/L}, which stays on one line. */
  String span(Event.LimitsSet set) {
    return set.low()
        + "\u2060–\u2060"
        + set.high()
        + (set.unit().isEmpty() ? "" : "\u00a0" + Numbers.unit(set.unit()));
  }

  String day(LocalDate day) {
    return voice.dates().day(day);
  }
}
