package org.trialwright.pages;

import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One question of a form, as it is shown now. Texts are in the reader's language; an empty text
 * means there is none.
 *
 * @param name the item's name in the study file: the id on the page and the name of its fields
 * @param text the question itself
 * @param hint how to answer it, beneath the question
 * @param kind how it is answered
 * @param fields what stands in its fields: from {@link Answers#fields}, or as submitted
 * @param optional said in words beside the question
 * @param missing the reasons for no answer that are offered; empty when an answer must be given
 * @param assumed why a value of this question is assumed; empty when it is not
 * @param from where a pre-filled value comes from
 * @param proposed the code that the study file proposes; another one asks for a reason in {@code
 *     .because}
 * @param error why the last answer was not taken
 * @param check a soft check that the last answer tripped
 * @param changes the answer's history, newest first
 * @param today the day that the Today button fills in, at the site
 * @param folded what stands in place of the question while it is folded away because it has an
 *     answer elsewhere; "" when the question stands open
 * @param focused whether the page's focus begins here
 */
public record Question(
    String name,
    String text,
    String hint,
    Kind kind,
    Map<String, String> fields,
    boolean optional,
    List<String> missing,
    String assumed,
    String from,
    String proposed,
    String error,
    List<SoftCheck> check,
    List<Change> changes,
    LocalDate today,
    String folded,
    boolean focused) {

  public Question {
    fields = Map.copyOf(fields);
    missing = List.copyOf(missing);
    check = List.copyOf(check);
    changes = List.copyOf(changes);
  }

  /** An unanswered question that offers every reason for no answer. */
  public static Question of(String name, String text, Kind kind, LocalDate today) {
    return new Question(
        name,
        text,
        "",
        kind,
        Map.of(),
        false,
        Answers.MISSING,
        "",
        "",
        "",
        "",
        List.of(),
        List.of(),
        today,
        "",
        false);
  }

  public Question hint(String hint) {
    return new Question(
        name, text, hint, kind, fields, optional, missing, assumed, from, proposed, error, check,
        changes, today, folded, focused);
  }

  /** With the answer that is stored now, in canonical text; "" for none. */
  public Question answered(String canonical) {
    return submitted(Answers.fields(kind, name, canonical));
  }

  /**
   * With the unit and the limits of an earlier laboratory result, and no result. As long as only
   * these stand in the fields, the question has no answer.
   *
   * @param earlier the earlier answer, in canonical text
   */
  public Question limitsOf(String earlier) {
    return submitted(Answers.limits(kind, name, earlier));
  }

  /** With the fields as they were submitted, so that nothing typed is lost. */
  public Question submitted(Map<String, String> fields) {
    return new Question(
        name, text, hint, kind, fields, optional, missing, assumed, from, proposed, error, check,
        changes, today, folded, focused);
  }

  public Question optional(boolean optional) {
    return new Question(
        name, text, hint, kind, fields, optional, missing, assumed, from, proposed, error, check,
        changes, today, folded, focused);
  }

  public Question missing(List<String> missing) {
    return new Question(
        name, text, hint, kind, fields, optional, missing, assumed, from, proposed, error, check,
        changes, today, folded, focused);
  }

  public Question assumed(String assumed) {
    return new Question(
        name, text, hint, kind, fields, optional, missing, assumed, from, proposed, error, check,
        changes, today, folded, focused);
  }

  public Question from(String from) {
    return new Question(
        name, text, hint, kind, fields, optional, missing, assumed, from, proposed, error, check,
        changes, today, folded, focused);
  }

  public Question proposed(String proposed) {
    return new Question(
        name, text, hint, kind, fields, optional, missing, assumed, from, proposed, error, check,
        changes, today, folded, focused);
  }

  public Question error(String error) {
    return new Question(
        name, text, hint, kind, fields, optional, missing, assumed, from, proposed, error, check,
        changes, today, folded, focused);
  }

  /** Folded away under these words until somebody opens it or it holds something. */
  public Question folded(String folded) {
    return new Question(
        name, text, hint, kind, fields, optional, missing, assumed, from, proposed, error, check,
        changes, today, folded, focused);
  }

  /** Whether the page's focus begins here. */
  public Question focused(boolean focused) {
    return new Question(
        name, text, hint, kind, fields, optional, missing, assumed, from, proposed, error, check,
        changes, today, folded, focused);
  }

  public Question check(SoftCheck check) {
    return new Question(
        name,
        text,
        hint,
        kind,
        fields,
        optional,
        missing,
        assumed,
        from,
        proposed,
        error,
        List.of(check),
        changes,
        today,
        folded,
        focused);
  }

  public Question changes(List<Change> changes) {
    return new Question(
        name, text, hint, kind, fields, optional, missing, assumed, from, proposed, error, check,
        changes, today, folded, focused);
  }

  /**
   * A soft check inside the item: its sentence, and what was answered to it so far. Fields: {@code
   * .check} ({@code wrong} or {@code right}) and {@code .check-because}.
   *
   * @param verdict {@code wrong}, {@code right} or "" while it is open
   * @param because why it is right
   */
  public record SoftCheck(String sentence, String verdict, String because) {}

  /**
   * One entry of an answer's history.
   *
   * @param was "" at the first entry
   * @param who name and role
   * @param when with its zone or UTC
   * @param why "" when no reason was asked
   */
  public record Change(String now, String was, String who, String when, String why) {}

  /** Whether nothing stands in its fields but, perhaps, a unit. */
  public boolean isBlank() {
    boolean onlyLimits = Answers.isOnlySuggestedLimits(name, fields);
    return onlyLimits
        || fields.entrySet().stream()
            .filter(field -> field.getKey().equals(name) || field.getKey().startsWith(name + "."))
            .filter(field -> !field.getKey().equals(name + ".unit"))
            .allMatch(field -> field.getValue().isBlank());
  }

  /** Whether somebody can answer it here. */
  public boolean isAsked() {
    return !(kind instanceof Kind.Calculated);
  }

  /** Whether it stands folded away now. */
  boolean isFolded() {
    return !folded.isEmpty();
  }

  /** Whether this choice, the first of its group, has the page's focus. */
  boolean focusedAt(Words words, String code) {
    return focused
        && switch (kind) {
          case Kind.YesNo _ -> code.equals("yes");
          default -> code.equals(choices(words).getFirst().code());
        };
  }

  /** What stands in a field, such as {@code ".unit"}; "" for nothing. */
  public String field(String part) {
    return fields.getOrDefault(name + part, "");
  }

  /** An id on the page: the item's own, or of a part of it, which no item name can equal. */
  public String id(String part) {
    return part.isEmpty() ? name : name + "--" + part.replace('.', '-').replaceFirst("^-", "");
  }

  boolean wrong() {
    return !error.isEmpty();
  }

  /** What is wrong with questions, each as a link to where it is mended. */
  public static List<Link> problems(Words words, List<Question> questions) {
    return questions.stream()
        .filter(Question::wrong)
        .map(
            question ->
                new Link(
                    words.say("label and text", question.text(), question.error()),
                    "#" + question.target()))
        .toList();
  }

  /** The id of the control that a link from the error summary goes to. */
  public String target() {
    return switch (kind) {
      case Kind.YesNo _, Kind.Grade _, Kind.Calculated _ -> name;
      case Kind.OneOf _ -> isGroup() ? name : id("value");
      case Kind.Day _, Kind.Moment _ -> id("day");
      case Kind.Number _,
          Kind.Laboratory _,
          Kind.Clock _,
          Kind.Text _,
          Kind.Signature _,
          Kind.Paper _ ->
          id("value");
    };
  }

  /** The missing reason that is chosen now; "" for none. */
  String missingNow() {
    String own = field("");
    return own.startsWith(Answers.NO_ANSWER)
        ? own.substring(Answers.NO_ANSWER.length())
        : field(".missing");
  }

  /** A group of controls needs a fieldset with a legend; one control a label. */
  boolean isGroup() {
    return switch (kind) {
      case Kind.YesNo _, Kind.Grade _, Kind.Day _, Kind.Moment _, Kind.Laboratory _ -> true;
      case Kind.OneOf(var choices) -> choices.size() <= 7;
      case Kind.Number(var units, _, _, _) -> units.size() > 1;
      case Kind.Clock _, Kind.Text _, Kind.Signature _, Kind.Paper _, Kind.Calculated _ -> false;
    };
  }

  /** A stored code that is only partly known, such as {@code 4a or 4b}, shown as a choice. */
  Optional<String> partlyKnown() {
    String own = field("");
    return own.contains(" or ") && kind instanceof Kind.OneOf ? Optional.of(own) : Optional.empty();
  }

  boolean isChosen() {
    return kind instanceof Kind.YesNo || kind instanceof Kind.OneOf || kind instanceof Kind.Grade;
  }

  boolean hasHint() {
    return !hint.isEmpty()
        || !assumed.isEmpty()
        || !from.isEmpty()
        || kind instanceof Kind.Day
        || kind instanceof Kind.Moment
        || kind instanceof Kind.Clock
        || kind instanceof Kind.Paper;
  }

  /** How answers of this kind are written. */
  String kindHint(Words words) {
    return switch (kind) {
      case Kind.Day(var partial) ->
          words.say(
              partial ? "a partial date, for example" : "a date, for example", example(words));
      case Kind.Moment _ -> words.say("a date and time, for example", example(words));
      case Kind.Clock _ -> words.say("a time, for example");
      case Kind.Paper _ -> words.say("noted on paper");
      case Kind.YesNo _,
          Kind.OneOf _,
          Kind.Grade _,
          Kind.Number _,
          Kind.Laboratory _,
          Kind.Text _,
          Kind.Signature _,
          Kind.Calculated _ ->
          "";
    };
  }

  private String example(Words words) {
    return words.language() == Language.CHINESE
        ? today.getYear() + " " + today.getMonthValue() + " " + today.getDayOfMonth()
        : today.getDayOfMonth() + " " + today.getMonthValue() + " " + today.getYear();
  }

  /** The ids of what describes the control, for {@code aria-describedby}; "" for none. */
  String described() {
    StringBuilder ids = new StringBuilder();
    if (wrong()) {
      ids.append(id("error"));
    }
    if (hasHint()) {
      ids.append(ids.isEmpty() ? "" : " ").append(id("hint"));
    }
    if (kind instanceof Kind.Number || kind instanceof Kind.Laboratory) {
      ids.append(ids.isEmpty() ? "" : " ").append(id("range"));
    }
    if (!check.isEmpty()) {
      ids.append(ids.isEmpty() ? "" : " ").append(id("check"));
    }
    return ids.toString();
  }

  /** The choices in their order, then a stored one that is only partly known. */
  List<Kind.Choice> choices(Words words) {
    List<Kind.Choice> listed =
        switch (kind) {
          case Kind.OneOf(var choices) -> choices;
          case Kind.Grade(var grades) -> grades;
          case Kind.YesNo _,
              Kind.Number _,
              Kind.Laboratory _,
              Kind.Day _,
              Kind.Moment _,
              Kind.Clock _,
              Kind.Text _,
              Kind.Signature _,
              Kind.Paper _,
              Kind.Calculated _ ->
              List.of();
        };
    if (partlyKnown().isEmpty()) {
      return listed;
    }
    String code = partlyKnown().get();
    List<Kind.Choice> all = new ArrayList<>(listed);
    List<String> labels =
        listed.stream()
            .filter(choice -> List.of(code.split(" or ", -1)).contains(choice.code()))
            .map(Kind.Choice::label)
            .toList();
    all.add(new Kind.Choice(code, String.join(" " + words.say("or") + " ", labels)));
    return all;
  }

  /** {@code usual 4–12, possible 0–40}, in the question's own unit. */
  String range(Words words) {
    return switch (kind) {
      case Kind.Number(var units, var usual, var possible, _) ->
          range(words, units, usual, possible);
      case Kind.Laboratory(var units, var usual, var possible, _) ->
          range(words, units, usual, possible);
      case Kind.YesNo _,
          Kind.OneOf _,
          Kind.Grade _,
          Kind.Day _,
          Kind.Moment _,
          Kind.Clock _,
          Kind.Text _,
          Kind.Signature _,
          Kind.Paper _,
          Kind.Calculated _ ->
          "";
    };
  }

  private static String range(
      Words words, List<String> units, Kind.Bounds usual, Kind.Bounds possible) {
    String own = units.size() > 1 ? " " + Numbers.unit(units.getFirst()) : "";
    String usually = usual.equals(Kind.Bounds.NONE) ? "" : words.say("usual", bounds(words, usual));
    String possibly =
        possible.equals(Kind.Bounds.NONE) ? "" : words.say("possible", bounds(words, possible));
    if (usually.isEmpty() || possibly.isEmpty()) {
      return usually.isEmpty() && possibly.isEmpty() ? "" : usually + possibly + own;
    }
    return words.say("two parts", usually, possibly) + own;
  }

  private static String bounds(Words words, Kind.Bounds bounds) {
    if (bounds.low().isEmpty()) {
      return words.say("up to", bounds.high());
    }
    return bounds.high().isEmpty()
        ? words.say("from bound", bounds.low())
        : bounds.low() + "–" + bounds.high();
  }

  /** A month that was stored as a figure is shown by its name in English. */
  String monthShown(Words words) {
    String month = field(".month");
    return words.language() == Language.ENGLISH && month.matches("[1-9]|1[0-2]") && !wrong()
        ? Month.of(Integer.parseInt(month)).getDisplayName(TextStyle.SHORT, Locale.US)
        : month;
  }

  /** The offsets that this time may have in the zone: two in the hour that comes twice. */
  List<String> offsets(ZoneId zone) {
    return Answers.offsets(name, fields, zone);
  }

  String zoneName(ZoneId zone) {
    String offset =
        zone.getRules().getOffset(today.atTime(12, 0)).getId().replace("Z", "").replace(":00", "");
    return "UTC" + offset.replaceFirst("^([+-])0", "$1");
  }
}
