package org.trialwright.oversight.committee;

import java.util.List;
import org.trialwright.pages.Dates;
import org.trialwright.pages.Role;
import org.trialwright.pages.Words;
import org.trialwright.study.Speaker;
import org.trialwright.study.Study;

/** The committee's acts in the reader's language. */
record Voice(Study study, Words words) {
  String arm(String name) {
    return Speaker.of(study, words.language().code()).arm(name).text();
  }

  String advice(Advice advice, String arm) {
    return advice.said(words, arm.isEmpty() ? "" : arm(arm));
  }

  String roles(List<String> codes) {
    return codes.stream()
        .flatMap(code -> Role.of(code).stream())
        .map(role -> role.said(words))
        .reduce(this::both)
        .orElse("");
  }

  String signed(Act<?> act, Dates dates) {
    var first = said(act.first(), dates);
    return act.second().map(second -> both(first, said(second, dates))).orElse(first);
  }

  private String both(String one, String other) {
    return words.say("two of them", one, other);
  }

  private String said(Act.Signature signature, Dates dates) {
    return words.say("signed by at", signature.by().name(), dates.moment(signature.at()));
  }
}
