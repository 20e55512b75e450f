package org.trialwright.bedside.results;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.trialwright.bedside.LabLimits;
import org.trialwright.bedside.Reads;
import org.trialwright.bedside.Voice;
import org.trialwright.pages.Kind;
import org.trialwright.pages.Numbers;
import org.trialwright.quantities.Unit;
import org.trialwright.study.AnswerKind;
import org.trialwright.study.Form;
import org.trialwright.study.Item;
import org.trialwright.study.Study;

/**
 * What the columns of a file hold for one form.
 *
 * @param parts in the order of the columns, each as it is written in the fact: {@code ALT}, {@code
 *     ALT:mg/dL} when its numbers are in that unit, {@code ALT:unit}, {@code ALT:low}, {@code
 *     ALT:high}
 */
record Columns(Form form, List<String> head, List<String> parts) {
  static final String NOTHING = "-";

  // No question of a study can have these names, for they begin with a line.
  static final String PARTICIPANT = "_participant";
  static final String DAY = "_day";

  private static final String UNIT_PART = ":unit";
  private static final String LOW_PART = ":low";
  private static final String HIGH_PART = ":high";

  Columns {
    head = List.copyOf(head);
    parts = List.copyOf(parts);
  }

  /** The forms that a file may fill: nobody signs by one, and nobody is identified by one. */
  static List<Form> forms(Study study) {
    var approval = Reads.byApproval(study);
    return study.forms().values().stream()
        .filter(form -> !approval.mentions(form) && !questions(form).isEmpty())
        .filter(form -> form.items().stream().noneMatch(item -> isSigned(item)))
        .filter(form -> form.items().stream().noneMatch(Item::identifying))
        .toList();
  }

  private static boolean isSigned(Item item) {
    return item.kind().filter(AnswerKind.Signature.class::isInstance).isPresent();
  }

  private static List<Item> questions(Form form) {
    return form.items().stream()
        .filter(item -> item.kind().isPresent() && item.answeredBy().isEmpty())
        .filter(item -> item.kind().filter(AnswerKind.File.class::isInstance).isEmpty())
        .toList();
  }

  /** Where the day of a record stands: in a question of the form, or beside them. */
  static String dayOf(Form form) {
    return form.dayItem().filter(item -> !item.workedOut()).map(Item::name).orElse(DAY);
  }

  /** All that a column may hold, in the reader's words. */
  static List<Kind.Choice> choices(Form form, Voice voice) {
    var w = voice.words();
    var choices = new ArrayList<Kind.Choice>();
    choices.add(new Kind.Choice(NOTHING, w.say("leave the column out")));
    choices.add(new Kind.Choice(PARTICIPANT, w.say("number of the participant")));
    if (dayOf(form).equals(DAY)) {
      choices.add(new Kind.Choice(DAY, w.say("on which day")));
    }
    for (var item : questions(form)) {
      var text = voice.speaker().question(item).text();
      choices.add(new Kind.Choice(item.name(), text));
      var units = units(item);
      if (units.size() > 1) {
        units.forEach(
            unit ->
                choices.add(
                    new Kind.Choice(
                        item.name() + ":" + unit,
                        w.say("question in a unit", text, Numbers.unit(unit)))));
      }
      if (!units.isEmpty()) {
        choices.add(new Kind.Choice(item.name() + UNIT_PART, w.say("unit of", text)));
      }
      if (LabLimits.amount(item).isPresent()) {
        choices.add(new Kind.Choice(item.name() + LOW_PART, w.say("lower limit of", text)));
        choices.add(new Kind.Choice(item.name() + HIGH_PART, w.say("upper limit of", text)));
      }
    }
    return choices;
  }

  private static List<String> units(Item item) {
    var units = new ArrayList<String>();
    item.kind()
        .filter(AnswerKind.Amount.class::isInstance)
        .map(AnswerKind.Amount.class::cast)
        .filter(amount -> !amount.unit().equals(Unit.NONE))
        .ifPresent(
            amount -> {
              units.add(amount.unit().symbol());
              amount.otherUnits().forEach(other -> units.add(other.unit().symbol()));
            });
    return units;
  }

  /**
   * What the columns hold as far as it is known: as somebody said before, else what is called
   * alike.
   */
  static Columns begun(Form form, List<String> head, Map<String, String> known, Voice voice) {
    var choices = choices(form, voice);
    var parts = new ArrayList<String>();
    for (var heading : head) {
      parts.add(
          Optional.ofNullable(known.get(heading))
              .filter(part -> choices.stream().anyMatch(one -> one.code().equals(part)))
              .or(() -> alike(heading, choices).filter(part -> !parts.contains(part)))
              .orElse(NOTHING));
    }
    return new Columns(form, head, parts);
  }

  private static Optional<String> alike(String heading, List<Kind.Choice> choices) {
    var asked = plain(heading);
    return choices.stream()
        .filter(one -> plain(one.code()).equals(asked) || plain(one.label()).equals(asked))
        .map(Kind.Choice::code)
        .findFirst();
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[\\s_:]+", "");
  }

  /** What is wrong with it, by the place of the column; -1 for the whole. */
  Map<Integer, String> wrong(Voice voice) {
    var w = voice.words();
    var wrong = new LinkedHashMap<Integer, String>();
    var codes = choices(form, voice).stream().map(Kind.Choice::code).toList();
    for (int i = 0; i < parts.size(); i++) {
      var part = parts.get(i);
      if (!codes.contains(part)) {
        wrong.put(i, w.say("answer this question"));
      } else if (!part.equals(NOTHING) && parts.indexOf(valueOrSelf(part)) < 0) {
        var holds = valueOrSelf(part);
        if (values().noneMatch(one -> one.equals(holds))) {
          wrong.put(i, w.say("its result is in no column"));
        }
      }
    }
    for (int i = 0; i < parts.size(); i++) {
      int again = i;
      boolean twice =
          !parts.get(i).equals(NOTHING)
              && parts.subList(0, i).stream().anyMatch(one -> isSame(one, parts.get(again)));
      if (twice) {
        wrong.putIfAbsent(i, w.say("two columns hold the same"));
      }
    }
    if (!parts.contains(PARTICIPANT)) {
      wrong.put(-1, w.say("no column says who"));
    } else if (!parts.contains(dayOf(form))) {
      wrong.put(-1, w.say("no column says when"));
    } else if (values().allMatch(one -> one.equals(dayOf(form)))) {
      wrong.put(-1, w.say("no column holds a result"));
    }
    return wrong;
  }

  private static boolean isSame(String one, String other) {
    boolean values = isValue(one) && isValue(other);
    return values ? valueOrSelf(one).equals(valueOrSelf(other)) : one.equals(other);
  }

  private static boolean isValue(String part) {
    return !part.endsWith(UNIT_PART) && !part.endsWith(LOW_PART) && !part.endsWith(HIGH_PART);
  }

  /** The questions whose answers stand in a column, by name. */
  private Stream<String> values() {
    return parts.stream()
        .filter(part -> isValue(part) && !List.of(NOTHING, PARTICIPANT, DAY).contains(part))
        .map(Columns::valueOrSelf);
  }

  private static String valueOrSelf(String part) {
    int colon = part.indexOf(':');
    return colon < 0 ? part : part.substring(0, colon);
  }

  /** What stands in the fact: headings with what they hold, those left out as well. */
  Map<String, String> said() {
    var said = new LinkedHashMap<String, String>();
    for (int i = 0; i < head.size(); i++) {
      said.put(head.get(i), parts.get(i));
    }
    return said;
  }

  /** The questions that the file answers, in the order of the form. */
  List<Item> answered() {
    var names = values().toList();
    return form.items().stream().filter(item -> names.contains(item.name())).toList();
  }

  /** The place of the column with the answer to a question. */
  private int place(Item item) {
    for (int i = 0; i < parts.size(); i++) {
      if (isValue(parts.get(i)) && valueOrSelf(parts.get(i)).equals(item.name())) {
        return i;
      }
    }
    return -1;
  }

  /** The heading of the column with the answer to a question; empty when there is none. */
  Optional<String> heading(Item item) {
    int place = place(item);
    return place < 0 ? Optional.empty() : Optional.of(head.get(place));
  }

  String heading(String part) {
    return head.get(parts.indexOf(part));
  }

  /** A cell of a line; empty when no column holds this. */
  String cell(List<String> cells, String part) {
    int place = parts.indexOf(part);
    return place < 0 ? "" : cells.get(place).strip();
  }

  /** What a line says to a question. */
  org.trialwright.bedside.form.Typed typed(List<String> cells, Item item) {
    int place = place(item);
    var part = parts.get(place);
    var unit = cell(cells, item.name() + UNIT_PART);
    return new org.trialwright.bedside.form.Typed(
        cells.get(place).strip(),
        unit.isEmpty() ? part.substring(valueOrSelf(part).length()).replaceFirst(":", "") : unit,
        cell(cells, item.name() + LOW_PART),
        cell(cells, item.name() + HIGH_PART));
  }
}
