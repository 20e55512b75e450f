package org.trialwright.study;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Words are attached to things that exist, and every other language has all that English has. */
final class WordsProof {
  private static final int SHOWN = 5;
  private static final Pattern WORD = Pattern.compile("\\p{Ll}{3}");
  static final Set<String> HEAD = Set.of("language", "status");

  /** Words about what may stand anywhere in the study; others stand under the name of a block. */
  static final Set<String> SECTIONS =
      Set.of(
          "study", "forms", "help", "codes", "lists", "places", "visits", "arms", "drugs", "record",
          "who");

  private static final Set<String> ABOUT_STUDY = Set.of("title", "note");
  private static final Set<String> ABOUT_CRITERION = Set.of("name", "question", "change");

  /** Both are asked of people at home: the age, or an item of a form. */
  private static final Set<String> ABOUT_QUESTION = Set.of("ask", "hint");

  private final Study study;
  private final Names names;
  private final ProofText text;
  private final Faults faults;

  WordsProof(Study study, Names names, ProofText text, Faults faults) {
    this.study = study;
    this.names = names;
    this.text = text;
    this.faults = faults;
  }

  void run() {
    for (var page : new TreeMap<>(text.pages()).entrySet()) {
      if (page.getKey().matches("[a-z]{2}\\.yaml")) {
        for (var entry : page.getValue().entries()) {
          if (!HEAD.contains(entry.key())) {
            known(entry);
          }
        }
        if (!page.getKey().equals("en.yaml")) {
          missing(page.getKey(), page.getValue());
        }
      }
    }
  }

  private void known(Node.Entry section) {
    if (!(section.value() instanceof Node.Block block)) {
      nothing(section.at(), section.key(), "");
      return;
    }
    for (var line : ProofText.lines("", block)) {
      var objection = objection(section.key(), line.path());
      objection.ifPresent(near -> nothing(line.at(), section.key() + "." + line.path(), near));
      if (objection.isPresent() && section.key().equals("codes")) {
        noSuchAnswer(line);
      }
    }
  }

  /** Either side may be wrong, so the question is named too. */
  private void noSuchAnswer(ProofText.Written line) {
    int last = line.path().lastIndexOf('.');
    text.find("forms." + line.path().substring(0, Math.max(0, last)))
        .ifPresent(
            question ->
                faults.add(
                    question.at(),
                    line.at().file()
                        + " has words for '"
                        + line.path().substring(last + 1)
                        + "', which is no answer here; was it renamed?"));
  }

  private void nothing(Position at, String path, String near) {
    faults.add(at, "'" + path + "' translates nothing: there is no such name in the study" + near);
  }

  /** Empty when the path is known; else advice, perhaps none. */
  private Optional<String> objection(String section, String path) {
    return switch (section) {
      case "study" ->
          path.startsWith("settings.")
              ? oneOf(path.substring("settings.".length()), study.settings().keySet())
              : oneOf(path, ABOUT_STUDY);
      case "forms" -> form(path);
      case "help" -> item(path);
      case "codes" -> code(path);
      case "lists" -> listCode(path);
      case "places" -> oneOf(path, names.places);
      case "visits" -> oneOf(path, names.visits);
      case "arms" -> oneOf(path, names.arms == null ? List.of() : names.arms.codes());
      case "drugs" -> oneOf(path, names.drugs.keySet());
      case "record" -> Optional.empty();
      case "who" -> who(path);
      default -> text.find(section + "." + path).isPresent() ? Optional.empty() : Optional.of("");
    };
  }

  private static Optional<String> oneOf(String name, java.util.Collection<String> known) {
    return known.contains(name) ? Optional.empty() : Optional.of(Faults.didYouMean(name, known));
  }

  private Optional<String> who(String path) {
    int dot = path.indexOf('.');
    if (dot > 0 && ABOUT_QUESTION.contains(path.substring(0, dot))) {
      var question = path.substring(dot + 1);
      return question.contains(".") ? item(question) : oneOf(question, List.of(JoinQuestions.AGE));
    }
    if (dot > 0 && ABOUT_CRITERION.contains(path.substring(0, dot))) {
      Set<String> known = new LinkedHashSet<>();
      for (var criterion : study.who().criteria()) {
        known.add(criterion.name());
        known.add(criterion.sentenceName());
        criterion.rules().forEach(rule -> known.add(rule.name()));
      }
      return oneOf(path.substring(dot + 1), known);
    }
    return text.find("who." + path).isPresent() ? Optional.empty() : Optional.of("");
  }

  private Optional<String> form(String path) {
    int dot = path.indexOf('.');
    if (dot < 0 || !study.forms().containsKey(path.substring(0, dot))) {
      return oneOf(dot < 0 ? path + "." : path.substring(0, dot), study.forms().keySet());
    }
    var rest = path.substring(dot + 1);
    if (rest.equals("title") || text.find("forms." + path).isPresent()) {
      return Optional.empty();
    }
    return oneOf(
        rest, study.form(path.substring(0, dot)).items().stream().map(Item::name).toList());
  }

  private Optional<String> item(String path) {
    int dot = path.indexOf('.');
    var form = dot < 0 ? Optional.<Form>empty() : formNamed(path.substring(0, dot));
    return form.isEmpty()
        ? oneOf(dot < 0 ? path + "." : path.substring(0, dot), study.forms().keySet())
        : oneOf(path.substring(dot + 1), form.get().items().stream().map(Item::name).toList());
  }

  private Optional<Form> formNamed(String name) {
    return Optional.ofNullable(study.forms().get(name));
  }

  private Optional<String> code(String path) {
    int last = path.lastIndexOf('.');
    var item = last < 0 ? path + "." : path.substring(0, last);
    var objection = item(item);
    if (objection.isPresent()) {
      return objection;
    }
    int dot = item.indexOf('.');
    return study
        .form(item.substring(0, dot))
        .item(item.substring(dot + 1))
        .map(Item::type)
        .filter(type -> type instanceof Type.Coded)
        .map(type -> oneOf(path.substring(last + 1), ((Type.Coded) type).list().codes()))
        .orElse(Optional.of("; it has no answers to name"));
  }

  private Optional<String> listCode(String path) {
    int dot = path.indexOf('.');
    var list = dot < 0 ? null : names.lists.get(path.substring(0, dot));
    return list == null
        ? oneOf(dot < 0 ? path : path.substring(0, dot) + ".", names.lists.keySet())
        : oneOf(path.substring(dot + 1), list.codes());
  }

  private void missing(String file, Node.Block block) {
    var there = new LinkedHashSet<String>();
    ProofText.lines("", block).forEach(line -> there.add(line.path()));
    var absent = needed().stream().filter(path -> !there.contains(path)).toList();
    if (absent.isEmpty()) {
      return;
    }
    var first = absent.subList(0, Math.min(SHOWN, absent.size()));
    faults.warn(
        new Position(file, 1, 1),
        file.replace(".yaml", "")
            + ": "
            + (absent.size() == 1 ? "1 text is" : absent.size() + " texts are")
            + " missing ("
            + String.join(", ", first)
            + (absent.size() > SHOWN ? ", …" : "")
            + "); shown in English with a mark");
  }

  /** All that people read, in the order of the study. */
  private Set<String> needed() {
    Set<String> all = new LinkedHashSet<>();
    for (var criterion : study.who().criteria()) {
      boolean sentence =
          !criterion.sentenceName().equals("age") && !criterion.sentenceName().equals("sex");
      if (sentence) {
        var kind = criterion.kind() == Who.Kind.INCLUDE ? "include" : "exclude";
        all.add("who." + kind + "." + criterion.sentenceName());
      }
    }
    study.how().before().forEach(before -> all.add("how.before." + before.sentence()));
    for (var line : study.what().modifications()) {
      boolean grouped = !line.group().equals(line.reason());
      all.add("what.modify." + (grouped ? line.group() + "." : "") + line.reason());
    }
    study.forms().values().forEach(form -> form(form, all));
    for (var list : names.lists.entrySet()) {
      codes("lists." + list.getKey(), list.getValue(), all);
    }
    names.places.forEach(place -> all.add("places." + place));
    names.visits.forEach(visit -> all.add("visits." + visit));
    study.how().arms().forEach(arm -> all.add("arms." + arm.name()));
    study.what().drugs().forEach(drug -> all.add("drugs." + drug.name()));
    Optional.ofNullable(text.pages().get("en.yaml"))
        .ifPresent(english -> ProofText.lines("", english).forEach(line -> all.add(line.path())));
    all.removeAll(HEAD);
    return all;
  }

  private void form(Form form, Set<String> into) {
    into.add("forms." + form.name() + ".title");
    for (var item : form.items()) {
      if (!item.question().isEmpty()) {
        into.add("forms." + item.path());
      }
      if (item.type() instanceof Type.Coded coded && coded.list().name().equals(item.path())) {
        codes("codes." + item.path(), coded.list(), into);
      }
    }
    for (var check : form.checks()) {
      var role =
          switch (check.role()) {
            case CHECK -> "checks";
            case ADVICE -> "advise";
            case DEVIATION -> "deviations";
          };
      into.add("forms." + form.name() + "." + role + "." + check.message());
    }
  }

  /** Numbers, letters and abbreviations are the same in every language. */
  private static void codes(String path, CodeList list, Set<String> into) {
    for (var code : new ArrayList<>(list.codes())) {
      if (WORD.matcher(code).find()) {
        into.add(path + "." + code);
      }
    }
  }
}
