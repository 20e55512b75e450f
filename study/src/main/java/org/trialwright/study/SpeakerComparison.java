package org.trialwright.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.trialwright.study.Comparison.AtPlace;
import org.trialwright.study.Comparison.Change;
import org.trialwright.study.Comparison.Kind;
import org.trialwright.study.Comparison.Trust;

/** The differences of two versions of a study, as Markdown. */
final class SpeakerComparison {
  private final Grammar grammar;
  private final Comparison comparison;
  private final StringBuilder page = new StringBuilder();

  SpeakerComparison(Grammar grammar, Comparison comparison) {
    this.grammar = grammar;
    this.comparison = comparison;
  }

  String write(Study before, Study after) {
    page.append("# ")
        .append(grammar.say("compare title", after.name(), before.version(), after.version()))
        .append("\n");
    if (comparison.changes().isEmpty()) {
      page.append("\n").append(grammar.say("compare same")).append("\n");
    } else {
      changes();
      places();
    }
    trusted();
    renamed();
    list("unsaid", comparison.unsaid());
    return page.toString();
  }

  private void section(String key) {
    page.append("\n## ").append(grammar.say("section " + key)).append("\n\n");
  }

  private void line(String text) {
    page.append("- ").append(grammar.capital(text)).append("\n");
  }

  private void under(String text) {
    page.append("  - ").append(text).append("\n");
  }

  private void list(String key, List<String> lines) {
    if (!lines.isEmpty()) {
      section(key);
      lines.forEach(this::line);
    }
  }

  /** The same change of several things is said once. */
  private void changes() {
    Map<Change, Set<String>> alike = new LinkedHashMap<>();
    for (var one : comparison.changes()) {
      alike
          .computeIfAbsent(
              new Change(one.chapter(), one.kind(), "", one.before(), one.after(), one.assumed()),
              _ -> new LinkedHashSet<>())
          .add(one.about());
    }
    var chapter = "";
    var about = "";
    for (var one : alike.entrySet()) {
      var change = one.getKey();
      if (!change.chapter().equals(chapter)) {
        chapter = change.chapter();
        about = "";
        section(chapter);
      }
      var named = named(one.getValue());
      if (!named.isEmpty() && !named.equals(about)) {
        line("**" + grammar.capital(named) + "**");
      }
      about = named;
      said(change, !named.isEmpty());
    }
  }

  private String named(Set<String> abouts) {
    return grammar.listed(abouts.stream().filter(about -> !about.isEmpty()).toList(), true);
  }

  private void said(Change change, boolean under) {
    var lines = lines(change);
    for (int i = 0; i < lines.size(); i++) {
      if (under || i > 0) {
        under(lines.get(i));
      } else {
        line(lines.get(i));
      }
    }
  }

  private List<String> lines(Change change) {
    var badge = change.assumed() ? " " + grammar.say("assumed") : "";
    return switch (change.kind()) {
      case ADDED -> List.of(grammar.say("compare new", change.after()) + badge);
      case REMOVED -> List.of(grammar.say("compare gone", change.before()));
      case CHANGED ->
          List.of(
              grammar.say("compare before", change.before()),
              grammar.say("compare now", change.after()) + badge);
      case MOVED ->
          List.of(
              grammar.say("compare order before", change.before()),
              grammar.say("compare order now", change.after()));
    };
  }

  private void places() {
    section("places");
    var untouched = new ArrayList<String>();
    for (var place : comparison.places()) {
      if (place.untouched()) {
        untouched.add(grammar.say("quoted", place.label()));
      } else {
        place(place);
      }
    }
    if (untouched.size() == comparison.places().size()) {
      page.append(grammar.say("place nobody")).append("\n");
    } else if (!untouched.isEmpty()) {
      line(grammar.say("place untouched", grammar.listed(untouched, true)));
    }
  }

  private void place(AtPlace place) {
    var label = "**" + place.label() + "**";
    line(
        switch (place.fate()) {
          case KEPT -> label;
          case ADDED, REMOVED -> grammar.say("place " + place.fate().name(), label);
        });
    place.gains().forEach(act -> under(grammar.say("place gains", act)));
    place.losses().forEach(act -> under(grammar.say("place losses", act)));
    var said = new LinkedHashSet<String>();
    place.changes().forEach(change -> said.add(shortly(change, place.label())));
    said.forEach(text -> under(grammar.say("place otherwise", text)));
  }

  /** What a change is about; the text itself where that says it. */
  private String shortly(Change change, String place) {
    var text = change.kind() == Kind.REMOVED ? change.before() : change.after();
    return change.about().isEmpty() || change.about().equals(place)
        ? text
        : grammar.say("value", change.about(), text);
  }

  private void trusted() {
    if (comparison.trusted().isEmpty()) {
      return;
    }
    section("trusted");
    for (var trust : Trust.values()) {
      var own = comparison.trusted().stream().filter(one -> one.trust() == trust).toList();
      if (!own.isEmpty()) {
        line("**" + grammar.say("trust " + trust.name()) + "**");
        own.forEach(
            one ->
                under(
                    one.clause().isEmpty()
                        ? one.label()
                        : grammar.say("of form", one.label(), one.clause())));
      }
    }
  }

  private void renamed() {
    list(
        "renamed",
        comparison.renamed().stream()
            .map(one -> grammar.say("renamed", one.before(), one.after()))
            .toList());
  }
}
