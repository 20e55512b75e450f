package org.trialwright.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the things of a study are called, as inside a sentence. The words file of the language is
 * asked first; English falls back on the study's own text, every other language on marked English.
 */
final class SpeakerLabels {
  /** Two small letters make a word; {@code 4a}, {@code IIIb}, {@code PET-CT} are none. */
  private static final Pattern WORD = Pattern.compile("\\p{Ll}{2}");

  private static final Pattern WRITTEN_AS_ONE =
      Pattern.compile("(?<=[\\p{Lu}\\d])-(?=[\\p{Lu}\\d])");

  private final Study study;
  private final Words words;
  private final Words english;
  private final boolean isEnglish;
  private final Set<String> sharedQuestions;
  final Grammar grammar;

  SpeakerLabels(Study study, String language, Grammar grammar) {
    this.study = study;
    this.words = study.words().getOrDefault(language, new Words(language, "", Map.of()));
    this.english = study.words().getOrDefault("en", new Words("en", "", Map.of()));
    this.isEnglish = language.equals("en");
    this.grammar = grammar;
    this.sharedQuestions = sharedQuestions();
  }

  /** Questions that more than one form asks in the same words, and so need their form beside. */
  private Set<String> sharedQuestions() {
    Map<String, String> forms = new HashMap<>();
    Set<String> shared = new HashSet<>();
    for (var form : study.forms().values()) {
      for (var item : form.items()) {
        var words = english(item).toLowerCase(Locale.ROOT);
        var earlier = forms.putIfAbsent(words, form.name());
        if (earlier != null && !earlier.equals(form.name())) {
          shared.add(words);
        }
      }
    }
    return shared;
  }

  /** The first of the paths that has a text, else what the study itself says. */
  String text(List<String> paths, Supplier<String> inStudy) {
    for (var path : paths) {
      var found = words.find(path);
      if (found.isPresent()) {
        return found.get();
      }
    }
    if (isEnglish) {
      return inStudy.get();
    }
    return Spoken.foreign(
        paths.stream().flatMap(path -> english.find(path).stream()).findFirst().orElseGet(inStudy));
  }

  private String text(String path, Supplier<String> inStudy) {
    return text(List.of(path), inStudy);
  }

  /** A heading that needs no translation: without one it is only numbered. */
  String orNumber(String path, String english, int number) {
    return words.find(path).orElseGet(() -> isEnglish ? english : grammar.say("group", number));
  }

  /** The text at a path, in this language or in marked English; empty when nobody wrote one. */
  Optional<String> written(String path) {
    return words.find(path).or(() -> english.find(path).map(this::english));
  }

  /** A text that stands in the study in English only. */
  String english(String text) {
    return isEnglish ? text : Spoken.foreign(text);
  }

  /** A code or name as words: {@code surgery-by-choice} is "surgery by choice". */
  static String plain(String name) {
    var held = WRITTEN_AS_ONE.matcher(name).replaceAll("\u0000");
    return held.replace('-', ' ').replace('\u0000', '-');
  }

  private String named(String group, String name) {
    return text(group + "." + name, () -> plain(name));
  }

  String place(String name) {
    return grammar.capital(named("places", name));
  }

  String visit(String name) {
    return grammar.capital(named("visits", name));
  }

  /** The visit's own name and which of its occasions: {@code surveillance 6 mo}. */
  String occasion(String full) {
    var name =
        study.when().visits().stream()
            .map(When.Visit::name)
            .filter(one -> full.equals(one) || full.startsWith(one + " "))
            .findFirst();
    if (name.isEmpty() || name.get().equals(full)) {
      return visit(full);
    }
    return grammar.say(
        "visit at", visit(name.get()), which(full.substring(name.get().length() + 1)));
  }

  private String which(String label) {
    int blank = label.indexOf(' ');
    if (blank < 0) {
      return label;
    }
    var before = label.substring(0, blank);
    var after = label.substring(blank + 1);
    if (before.equals("day")) {
      return grammar.counted(after, "d");
    }
    return after.equals("d")
        ? grammar.time(before, before.equals("1"), "d")
        : grammar.counted(before, after);
  }

  String arm(String name) {
    return text(
        "arms." + name, () -> study.arm(name).map(How.Arm::label).orElseGet(() -> plain(name)));
  }

  /** Somebody's part in the study; the study's own words where it is not a word of the language. */
  String role(String role) {
    var key = "role " + role;
    return grammar.phrases().containsKey(key) ? grammar.say(key) : english(role);
  }

  String drug(String name) {
    var label = text("drugs." + name, () -> name);
    return Character.isUpperCase(name.charAt(0)) ? label : grammar.inner(label);
  }

  String form(Form form) {
    return text("forms." + form.name() + ".title", () -> written(form));
  }

  private static String written(Form form) {
    return form.title().equals(form.name()) ? plain(form.name()) : form.title();
  }

  /** The question as asked. */
  String question(Item item) {
    return text("forms." + item.path(), () -> english(item));
  }

  private static String english(Item item) {
    return item.question().isEmpty() ? plain(item.name()) : item.question();
  }

  /**
   * What the question is about, inside a sentence of its own form: its short name if it has one,
   * else the question up to a semicolon, between quotation marks where it would not hold together.
   */
  String own(Item item) {
    var name = shortName(item);
    if (name.isPresent()) {
      return name.get();
    }
    if (isDay(item)) {
      return grammar.dateOf(form(item.form()));
    }
    var question = question(item);
    int remark = question.indexOf(';');
    var cut = remark < 0 ? question : question.substring(0, remark) + closing(question);
    boolean englishDate =
        dated(item) && (isEnglish || question.equals(Spoken.foreign(english(item))));
    return englishDate ? grammar.say("quoted", cut) : whole(cut);
  }

  /** English helps out only where there is no translation of the question either. */
  private Optional<String> shortName(Item item) {
    var path = "short." + item.path();
    return words.find("forms." + item.path()).isPresent() ? words.find(path) : written(path);
  }

  private static boolean broken(String text) {
    return text.chars().anyMatch(letter -> ",，、".indexOf(letter) >= 0);
  }

  private static boolean dated(Item item) {
    boolean time = item.type() instanceof Type.Day || item.type() instanceof Type.Moment;
    return time && !item.question().isEmpty();
  }

  /** A text that holds commas stands between quotation marks, so that its end is seen. */
  String whole(String text) {
    return broken(text) ? grammar.say("quoted", text) : grammar.inner(text);
  }

  private static String closing(String question) {
    char last = question.charAt(question.length() - 1);
    return Spoken.mark(last) ? String.valueOf(last) : "";
  }

  /** The same outside its form: a question that other forms ask as well names its form. */
  String subject(Item item) {
    boolean shared =
        !isDay(item)
            && shortName(item).isEmpty()
            && sharedQuestions.contains(english(item).toLowerCase(Locale.ROOT));
    return shared ? grammar.say("of form", own(item), grammar.inner(form(item.form()))) : own(item);
  }

  /** The day of the record itself; a partly known one is called {@code day} by its author. */
  private static boolean isDay(Item item) {
    return item.form().dayItem().filter(day -> day == item).isPresent()
        || (item.type() instanceof Type.Day && item.name().equals("day"));
  }

  String code(CodeList list, Optional<Item> item, String code) {
    if (list.equals(CodeList.YES_NO) || list.name().equals("weekday")) {
      return grammar.say(code);
    }
    if (list.name().equals("arms")) {
      return arm(code);
    }
    if (list.name().startsWith("setting.") && grammar.phrases().containsKey(code)) {
      return grammar.say(code);
    }
    var paths = codePaths(list, item, code);
    if (paths.stream().noneMatch(path -> words.find(path).isPresent())) {
      if (study.what().drug(code).isPresent()) {
        return drug(code);
      }
      if (neutral(code)) {
        return code;
      }
    }
    var label = text(paths, () -> plain(code));
    if (Stream.of(":", "：", ",", "，").anyMatch(mark -> label.startsWith(code + mark))) {
      return code;
    }
    // A code that begins small in the study is no proper name, whatever its label begins with.
    return Character.isUpperCase(code.charAt(0)) ? label : grammar.inner(label);
  }

  static List<String> codePaths(CodeList list, Optional<Item> item, String code) {
    var paths = new ArrayList<String>();
    item.ifPresent(one -> paths.add("codes." + one.path() + "." + code));
    paths.add("codes." + list.name() + "." + code);
    paths.add("lists." + list.name() + "." + code);
    return paths;
  }

  boolean notReviewed() {
    return !words.status().isEmpty();
  }

  /** Whether one of the paths has a text in this language. */
  boolean has(List<String> paths) {
    return isEnglish || paths.stream().anyMatch(path -> words.find(path).isPresent());
  }

  /** A code among others or behind "is not", so that it holds together. */
  String quotedCode(CodeList list, Optional<Item> item, String code) {
    var label = code(list, item, code);
    return label.startsWith("not ") || broken(label) ? grammar.say("quoted", label) : label;
  }

  /** A code as a choice on a form, with the explanation that its label may hold. */
  String choice(CodeList list, Optional<Item> item, String code) {
    var paths = codePaths(list, item, code);
    return paths.stream()
        .flatMap(path -> words.find(path).stream())
        .findFirst()
        .orElseGet(() -> code(list, item, code));
  }

  /** Names that are written alike in all languages need no translation. */
  static boolean neutral(String code) {
    return !WORD.matcher(code).find();
  }

  String setting(String name) {
    return text(settingPaths(name), () -> plain(name));
  }

  static List<String> settingPaths(String name) {
    return List.of("study.settings." + name, "settings." + name);
  }

  String name(Named name) {
    return name.kind() == Named.Kind.BUILT_IN
        ? grammar.say(name.name())
        : text(namedPaths(name), () -> plain(name.name()));
  }

  static List<String> namedPaths(Named name) {
    return switch (name.kind()) {
      case BUILT_IN -> List.of();
      case DATE -> List.of("when.dates." + name.name(), "dates." + name.name());
      case STEP -> List.of("what.work out." + name.name(), "steps." + name.name());
      case EVENT -> List.of("measure.events." + name.name(), "dates." + name.name());
    };
  }
}
