package org.trialwright.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * "May I join?": what anybody may be asked at home, and every criterion as data that a browser can
 * judge (see {@code docs/reference/join-rules.md}). The words files say under {@code who.ask} which
 * questions those are; whatever else a criterion reads is found out by the hospital.
 *
 * @param questions those that help to judge most criteria first, those that are easy to answer
 *     before numbers, then in the order of the study; a question that depends on another right
 *     behind it
 * @param gates for an item that is not always asked: whether its form is, and whether it is itself
 */
public record JoinQuestions(
    List<Question> questions, List<Judged> criteria, Map<String, List<Object>> gates) {
  /** The name of the question that no form asks. */
  public static final String AGE = "age";

  static final String ASK = "who.ask.";
  private static final double OLDEST = 130;

  public JoinQuestions {
    questions = List.copyOf(questions);
    criteria = List.copyOf(criteria);
    gates = Collections.unmodifiableMap(new LinkedHashMap<>(gates));
  }

  /**
   * One question.
   *
   * @param name {@code age}, or the path of the item it stands for
   * @param item empty for the age
   * @param yesNo whether the choices are yes and no, in this order
   * @param choices empty where a number is asked for
   * @param low the least number that is possible, in the unit of the item; years for the age
   */
  public record Question(
      String name,
      Optional<Item> item,
      boolean yesNo,
      List<Choice> choices,
      double low,
      double high) {
    public Question {
      choices = List.copyOf(choices);
    }

    /** Whether it is asked for sure: neither its form nor itself waits for another answer. */
    boolean always() {
      return item.map(one -> one.askedIf().isEmpty() && one.form().askedIf().isEmpty())
          .orElse(true);
    }
  }

  /**
   * One answer to choose.
   *
   * @param codes the answers of the form that it stands for, as bits of the item's list: codes that
   *     no rule tells apart are one choice
   */
  public record Choice(long codes) {
    /** The places of the codes in their list, from 0. */
    public List<Integer> indices() {
      return JoinRules.indices(codes);
    }
  }

  /**
   * A criterion as it is judged at home.
   *
   * @param questions those that its rules read
   * @param rules all must hold to include, any excludes; empty where only the hospital can tell
   */
  public record Judged(Who.Criterion criterion, List<String> questions, List<List<Object>> rules) {
    public Judged {
      questions = List.copyOf(questions);
      rules = List.copyOf(rules);
    }

    /** Whether somebody at home can tell anything about it. */
    public boolean atHome() {
      return !rules.isEmpty();
    }
  }

  /**
   * The questions of a study that was found sound; none where its words ask nothing.
   *
   * @throws IllegalStateException when a criterion cannot be judged at home, which loading refuses
   */
  public static JoinQuestions of(Study study) {
    try {
      return read(study);
    } catch (PhraseFault fault) {
      throw new IllegalStateException(fault);
    }
  }

  static JoinQuestions read(Study study) {
    var asked = asked(study);
    Map<String, List<Object>> gates = new LinkedHashMap<>();
    var criteria = new ArrayList<Judged>();
    for (var criterion : study.who().criteria()) {
      criteria.add(judged(criterion, asked, gates));
    }
    var questions = new ArrayList<Question>();
    for (var name : inOrderOfStudy(study, asked)) {
      questions.add(question(study, name));
    }
    return new JoinQuestions(inOrder(questions, criteria), criteria, gates);
  }

  private static Set<String> asked(Study study) {
    Set<String> asked = new LinkedHashSet<>();
    study
        .words()
        .values()
        .forEach(
            words ->
                words.texts().keySet().stream()
                    .filter(path -> path.startsWith(ASK))
                    .forEach(path -> asked.add(path.substring(ASK.length()))));
    return asked;
  }

  private static Judged judged(
      Who.Criterion criterion, Set<String> asked, Map<String, List<Object>> gates) {
    boolean plain =
        criterion.rules().stream()
            .allMatch(rule -> rule.condition() instanceof Condition.Otherwise);
    if (!plain && criterion.rules().stream().noneMatch(rule -> reads(rule.condition(), asked))) {
      return new Judged(criterion, List.of(), List.of());
    }
    var rules = new JoinRules(asked, criterion, gates);
    var translated = criterion.rules().stream().map(rule -> rules.rule(rule.condition())).toList();
    return new Judged(criterion, List.copyOf(rules.read()), translated);
  }

  private static boolean reads(Condition condition, Set<String> asked) {
    return Mentions.terms(condition).stream()
        .anyMatch(
            term ->
                (term instanceof Term.Age && asked.contains(AGE))
                    || term.item().filter(item -> asked.contains(item.path())).isPresent());
  }

  private static List<String> inOrderOfStudy(Study study, Set<String> asked) {
    Set<String> all = new LinkedHashSet<>();
    all.add(AGE);
    study.forms().values().forEach(form -> form.items().forEach(item -> all.add(item.path())));
    all.retainAll(asked);
    return List.copyOf(all);
  }

  private static Question question(Study study, String name) {
    if (name.equals(AGE)) {
      return new Question(AGE, Optional.empty(), false, List.of(), 0, OLDEST);
    }
    int dot = name.indexOf('.');
    var item = study.form(name.substring(0, dot)).item(name.substring(dot + 1)).orElseThrow();
    if (item.kind().orElseThrow() instanceof AnswerKind.Amount amount) {
      return new Question(name, Optional.of(item), false, List.of(), amount.low(), amount.high());
    }
    return coded(study, item);
  }

  /** Codes that no rule tells apart are one choice; two choices of one rule are yes and no. */
  private static Question coded(Study study, Item item) {
    var list = ((Type.Coded) item.type()).list();
    var comparisons = comparisons(study, item);
    var sets = new LinkedHashSet<Long>();
    boolean alike = true;
    for (var comparison : comparisons) {
      if (comparison instanceof Condition.Is is) {
        sets.add(is.negated() ? list.all() & ~is.codes() : is.codes());
      } else {
        alike = false;
      }
    }
    if (list.equals(CodeList.YES_NO)) {
      return new Question(
          item.path(), Optional.of(item), true, List.of(new Choice(2), new Choice(1)), 0, 0);
    }
    if (alike && sets.size() == 1) {
      long yes = sets.getFirst();
      return new Question(
          item.path(),
          Optional.of(item),
          true,
          List.of(new Choice(yes), new Choice(list.all() & ~yes)),
          0,
          0);
    }
    Map<Object, Long> classes = new LinkedHashMap<>();
    for (int i = 0; i < list.codes().size(); i++) {
      long bit = 1L << i;
      var told = new ArrayList<Boolean>();
      sets.forEach(set -> told.add((set & bit) != 0));
      classes.merge(alike ? told : bit, bit, Long::sum);
    }
    return new Question(
        item.path(),
        Optional.of(item),
        false,
        classes.values().stream().map(Choice::new).toList(),
        0,
        0);
  }

  /** Every comparison with an item that a criterion or the gate of an item makes. */
  private static List<Condition> comparisons(Study study, Item item) {
    var rules = new ArrayList<Condition>();
    var items = new LinkedHashSet<Item>();
    for (var criterion : study.who().criteria()) {
      for (var rule : criterion.rules()) {
        rules.add(rule.condition());
        items.addAll(Reads.of(rule.condition()).items());
      }
    }
    for (var one : items) {
      one.askedIf().ifPresent(rules::add);
      one.form().askedIf().ifPresent(rules::add);
    }
    var found = new ArrayList<Condition>();
    for (var rule : rules) {
      Mentions.in(
          rule,
          condition -> {
            if (compares(condition, item)) {
              found.add(condition);
            }
          },
          _ -> {});
    }
    return found;
  }

  private static boolean compares(Condition condition, Item item) {
    return switch (condition) {
      case Condition.Is is -> about(is.term(), item);
      case Condition.Compare compare -> about(compare.left(), item) || about(compare.right(), item);
      default -> false;
    };
  }

  private static boolean about(Term term, Item item) {
    return Objects.equals(term.item().orElse(null), item);
  }

  private static List<Question> inOrder(List<Question> questions, List<Judged> criteria) {
    var sorted = new ArrayList<>(questions);
    sorted.sort(
        Comparator.comparingLong((Question one) -> -judgedBy(one, criteria))
            .thenComparing(one -> one.choices().isEmpty() && !one.name().equals(AGE)));
    var placed = new LinkedHashSet<Question>();
    sorted.stream().filter(Question::always).forEach(one -> place(one, sorted, placed));
    placed.addAll(sorted);
    return List.copyOf(placed);
  }

  private static void place(Question one, List<Question> all, Set<Question> placed) {
    placed.add(one);
    for (var next : all) {
      if (!placed.contains(next) && !next.always() && waitsFor(next, one)) {
        place(next, all, placed);
      }
    }
  }

  private static boolean waitsFor(Question next, Question one) {
    return next.item().stream()
        .flatMap(item -> Stream.concat(item.askedIf().stream(), item.form().askedIf().stream()))
        .anyMatch(
            gate ->
                Mentions.terms(gate).stream()
                    .anyMatch(term -> one.item().filter(item -> about(term, item)).isPresent()));
  }

  private static long judgedBy(Question question, List<Judged> criteria) {
    return criteria.stream().filter(one -> one.questions().contains(question.name())).count();
  }
}
