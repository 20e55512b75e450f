package org.trialwright.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.trialwright.study.When.Alarm;
import org.trialwright.study.When.Visit;

/** Reads {@code when}. */
final class WhenReader {
  static final Set<String> KEYS = Set.of("dates", "visits", "do", "clocks", "missed");
  private static final String ANY_TIME = "any time";

  private final Blocks blocks;
  private final Names names;

  WhenReader(Blocks blocks, Names names) {
    this.blocks = blocks;
    this.names = names;
  }

  void declare(Node.Block when) {
    for (var entry : blocks.entries(when, "visits")) {
      if (blocks.named(entry)) {
        names.visits.add(entry.key());
      }
    }
    for (var entry : blocks.entries(when, "dates")) {
      if (blocks.named(entry)) {
        var date = names.declare(Named.Kind.DATE, entry.key(), entry.at());
        blocks
            .line(entry)
            .ifPresent(
                line -> names.readLater(date, () -> blocks.attemptTo(() -> date(date, line))));
      }
    }
  }

  private void date(Named date, Node.Line line) {
    var phrase = new Phrase(line);
    var term = new RuleReader(names, phrase, RuleReader.Place.RULE, null).conditionalSum();
    phrase.end();
    if (!(term.type() instanceof Type.Day)) {
      throw new PhraseFault(line.at(), "a date is needed; this is " + term.type().described());
    }
    date.term = term;
    date.type = term.type();
  }

  When read(Node.Block when) {
    blocks.onlyKeys(when, "when", KEYS);
    Map<String, List<Form>> forms = new HashMap<>();
    var anyTime = new ArrayList<Form>();
    for (var entry : blocks.entries(when, "do")) {
      doLine(entry, forms, anyTime);
    }
    var visits = new ArrayList<Visit>();
    for (var entry : blocks.entries(when, "visits")) {
      var line = blocks.line(entry);
      var work = forms.get(entry.key());
      if (work == null) {
        blocks.faults().add(entry.at(), "visit '" + entry.key() + "' has nothing to do");
      }
      line.flatMap(
              found -> blocks.attempt(() -> visit(entry, found, work == null ? List.of() : work)))
          .ifPresent(visits::add);
    }
    var dates =
        names.named.values().stream().filter(named -> named.kind() == Named.Kind.DATE).toList();
    double missed =
        blocks
            .lineAt(when, "missed")
            .flatMap(line -> blocks.attempt(() -> missed(line)))
            .orElse(0.0);
    return new When(dates, visits, anyTime, alarms(when), missed);
  }

  private double missed(Node.Line line) {
    var phrase = new Phrase(line);
    double days = new RuleReader(names, phrase, RuleReader.Place.RULE, null).days();
    phrase.expect("after its window");
    phrase.end();
    return days;
  }

  private void doLine(Node.Entry entry, Map<String, List<Form>> forms, List<Form> anyTime) {
    var line = blocks.line(entry);
    if (line.isEmpty()) {
      return;
    }
    var work = blocks.attempt(() -> forms(new Phrase(line.get()))).orElse(List.of());
    if (entry.key().equals(ANY_TIME)) {
      anyTime.addAll(work);
      return;
    }
    blocks.attemptTo(
        () -> {
          var phrase = new Phrase(entry.key(), entry.at());
          do {
            var visit = names.visit(phrase.word("a visit"), phrase);
            if (forms.put(visit, work) != null) {
              throw phrase.fault("visit '" + visit + "' stands under 'do' twice");
            }
          } while (phrase.accept(","));
          phrase.end();
        });
  }

  private List<Form> forms(Phrase phrase) {
    var forms = new ArrayList<Form>();
    do {
      forms.add(names.form(phrase.word("a form"), phrase));
    } while (phrase.accept(","));
    phrase.end();
    return forms;
  }

  private Visit visit(Node.Entry entry, Node.Line line, List<Form> forms) {
    var phrase = new Phrase(line);
    // The '+' before an offset belongs to the timing, so the anchor is read without sums.
    var anchor = anchor(phrase);
    var occasions = new TimingReader(phrase).read();
    var tails = new Tails();
    while (phrase.accept(";")) {
      tail(phrase, tails);
    }
    phrase.end();
    return new Visit(
        entry.key(),
        anchor,
        occasions,
        tails.places,
        tails.arms,
        Optional.ofNullable(tails.onlyIf),
        Optional.ofNullable(tails.unless),
        forms,
        entry.at());
  }

  private Term anchor(Phrase phrase) {
    int mark = phrase.mark();
    var rules = new RuleReader(names, phrase, RuleReader.Place.WHEN, null);
    var anchor = rules.anchor();
    if (!(anchor.type() instanceof Type.Day)) {
      phrase.reset(mark);
      throw phrase.fault(
          "a visit hangs on a date; " + anchor.text() + " is " + anchor.type().described());
    }
    return anchor;
  }

  /** What may follow a timing. */
  private static final class Tails {
    private final List<String> places = new ArrayList<>();
    private final List<String> arms = new ArrayList<>();
    private @Nullable Condition onlyIf;
    private When.@Nullable Replaced unless;
  }

  private void tail(Phrase phrase, Tails tails) {
    if (phrase.accept("while")) {
      do {
        tails.places.add(names.place(phrase.word("a place"), phrase));
      } while (phrase.accept(","));
    } else if (phrase.accept("in")) {
      do {
        tails.arms.add(
            Names.oneOf(phrase.word("an arm"), names.arms(phrase).codes(), "an arm", phrase));
      } while (phrase.accept(","));
    } else if (phrase.accept("if")) {
      tails.onlyIf = new RuleReader(names, phrase, RuleReader.Place.WHEN, null).condition();
    } else if (phrase.accept("unless")) {
      var visit = names.visit(phrase.word("a visit"), phrase);
      phrase.expect("within");
      tails.unless =
          new When.Replaced(
              visit, new RuleReader(names, phrase, RuleReader.Place.RULE, null).days());
    } else {
      throw phrase.fault(
          "'while', 'in', 'if' or 'unless' may follow, not '" + phrase.peekWord() + "'");
    }
  }

  private List<Alarm> alarms(Node.Block when) {
    var alarms = new ArrayList<Alarm>();
    for (var entry : blocks.entries(when, "clocks")) {
      blocks
          .line(entry)
          .flatMap(line -> blocks.attempt(() -> alarm(entry, line)))
          .ifPresent(alarms::add);
    }
    return alarms;
  }

  private Alarm alarm(Node.Entry entry, Node.Line line) {
    var phrase = new Phrase(line);
    int mark = phrase.mark();
    var formName = phrase.word("a form");
    var form = names.form(formName, phrase);
    phrase.reset(mark);
    var from = new RuleReader(names, phrase, RuleReader.Place.WHEN, form).anchor();
    if (!(from.type() instanceof Type.Moment || from.type() instanceof Type.Day)) {
      phrase.reset(mark);
      throw phrase.fault(
          "a clock starts on a date; " + from.text() + " is " + from.type().described());
    }
    phrase.expect("+");
    double number = phrase.needNumber();
    double hours = TimingReader.time(phrase).convert(number, Units.of("h"));
    phrase.expect("until");
    var until = new RuleReader(names, phrase, RuleReader.Place.WHEN, form).condition();
    double warn = hours;
    @Nullable Condition onlyIf = null;
    while (phrase.accept(";")) {
      if (phrase.accept("warn at")) {
        double warnAt = phrase.needNumber();
        warn = TimingReader.time(phrase).convert(warnAt, Units.of("h"));
      } else {
        phrase.expect("if");
        onlyIf = new RuleReader(names, phrase, RuleReader.Place.WHEN, form).condition();
      }
    }
    phrase.end();
    if (hours <= 0 || warn <= 0 || warn > hours) {
      throw phrase.fault("a clock warns before it ends, and ends after it began");
    }
    return new Alarm(entry.key(), form, from, hours, until, warn, Optional.ofNullable(onlyIf));
  }
}
