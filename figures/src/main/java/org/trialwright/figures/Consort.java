package org.trialwright.figures;

import java.util.ArrayList;
import java.util.List;

/**
 * The flow of participants as CONSORT 2025 (doi 10.1136/bmj-2024-081123) asks for it: assessed,
 * excluded with reasons, randomised, and for each arm allocation, follow-up and analysis. The boxes
 * must sum; if they do not, the flow is refused with the numbers that disagree.
 *
 * @param excluded before randomisation, by reason
 * @param arms one to five, each with steps of the same kinds in the same order
 */
public record Consort(
    About about, int assessed, List<Count> excluded, int randomised, List<Arm> arms)
    implements Figure {

  /**
   * @param of what it is made of, which must sum to it; empty when nothing is said
   */
  public record Count(Text what, int n, List<Count> of) {
    public Count {
      of = List.copyOf(of);
      Checks.that(!what.isNone(), "a count of %s of nothing", n);
      Checks.count(n, what.english());
      sums(what.english(), n, of);
    }

    public static Count of(Text what, int n) {
      return new Count(what, n, List.of());
    }
  }

  /** What happens to an arm after allocation. */
  public sealed interface Step permits Reached, Left {}

  /** A box on the way: all who have not left reach it. */
  public record Reached(Count box) implements Step {}

  /** Those who leave the way here, with reasons; who leaves may still be analysed. */
  public record Left(List<Count> reasons) implements Step {
    public Left {
      reasons = List.copyOf(reasons);
      Checks.that(!reasons.isEmpty(), "leaving without a reason");
    }
  }

  /**
   * @param allocated the first box
   * @param analysed the last box
   * @param notAnalysed by reason; with the analysed they are the allocated
   */
  public record Arm(Count allocated, List<Step> steps, Count analysed, List<Count> notAnalysed) {
    public Arm {
      steps = List.copyOf(steps);
      notAnalysed = List.copyOf(notAnalysed);
      String name = allocated.what().english();
      int here = allocated.n();
      for (Step step : steps) {
        switch (step) {
          case Left left -> {
            int leaving = sum(left.reasons());
            Checks.that(leaving <= here, "%s: %s leave, but %s are there", name, leaving, here);
            here -= leaving;
          }
          case Reached(Count box) ->
              Checks.that(
                  box.n() == here,
                  "%s: %s reach \"%s\", but %s are there",
                  name,
                  box.n(),
                  box.what().english(),
                  here);
        }
      }
      Checks.that(
          analysed.n() + sum(notAnalysed) == allocated.n(),
          "%s: %s analysed and %s not are not the %s allocated",
          name,
          analysed.n(),
          sum(notAnalysed),
          allocated.n());
    }
  }

  public Consort {
    excluded = List.copyOf(excluded);
    arms = List.copyOf(arms);
    Checks.size(arms.size(), 1, 5, "arms");
    Checks.count(assessed, "assessed");
    Checks.that(
        assessed - sum(excluded) == randomised,
        "%s assessed less %s excluded are %s, not the %s randomised",
        assessed,
        sum(excluded),
        assessed - sum(excluded),
        randomised);
    int allocated = arms.stream().mapToInt(arm -> arm.allocated().n()).sum();
    Checks.that(
        allocated == randomised, "%s allocated are not the %s randomised", allocated, randomised);
    for (Arm arm : arms) {
      Checks.that(
          kinds(arm).equals(kinds(arms.getFirst())),
          "%s has other steps than %s",
          arm.allocated().what().english(),
          arms.getFirst().allocated().what().english());
    }
  }

  private static List<Class<?>> kinds(Arm arm) {
    List<Class<?>> kinds = new ArrayList<>();
    arm.steps().forEach(step -> kinds.add(step.getClass()));
    return kinds;
  }

  private static int sum(List<Count> counts) {
    return counts.stream().mapToInt(Count::n).sum();
  }

  private static void sums(String what, int n, List<Count> of) {
    Checks.that(of.isEmpty() || sum(of) == n, "%s: %s, but its parts sum to %s", what, n, sum(of));
  }

  @Override
  public String svg(Look look) {
    return new ConsortDrawing(this, look).svg();
  }

  @Override
  public Table table(Look look) {
    Table.Rows rows =
        new Table.Rows(
            look, List.of(look.in(Words.ARM), look.in(Words.STAGE), look.in(Words.WHAT), "n"));
    String all = look.in(Words.ALL);
    add(rows, look, all, Words.ENROLMENT, Count.of(Words.ASSESSED, assessed), 0);
    add(rows, look, all, Words.ENROLMENT, new Count(Words.EXCLUDED, sum(excluded), excluded), 0);
    add(rows, look, all, Words.ENROLMENT, Count.of(Words.RANDOMISED, randomised), 0);
    for (Arm arm : arms) {
      String name = look.in(arm.allocated().what());
      add(rows, look, name, Words.ALLOCATION, arm.allocated(), 0);
      for (Step step : arm.steps()) {
        switch (step) {
          case Reached(Count box) -> add(rows, look, name, Words.FOLLOW_UP, box, 0);
          case Left(List<Count> reasons) ->
              reasons.forEach(reason -> add(rows, look, name, Words.FOLLOW_UP, reason, 0));
        }
      }
      add(rows, look, name, Words.ANALYSIS, arm.analysed(), 0);
      arm.notAnalysed().forEach(one -> add(rows, look, name, Words.ANALYSIS, one, 0));
    }
    return rows.table();
  }

  private static void add(
      Table.Rows rows, Look look, String arm, Text stage, Count count, int depth) {
    rows.word(arm).word(look.in(stage));
    rows.word("\u2003".repeat(depth) + look.in(count.what())).count(count.n());
    count.of().forEach(part -> add(rows, look, arm, stage, part, depth + 1));
  }

  @Override
  public String finding(Look look) {
    if (!about.finding().isNone()) {
      return look.in(about.finding());
    }
    Numbers numbers = look.numbers();
    List<String> parts = new ArrayList<>();
    for (Arm arm : arms) {
      parts.add(
          Words.fill(
              look,
              new Text("{0} n={1}, analysed n={2}", "{0} n={1}，纳入分析 n={2}"),
              look.in(arm.allocated().what()),
              numbers.count(arm.allocated().n()),
              numbers.count(arm.analysed().n())));
    }
    return Words.fill(
        look,
        new Text(
            "Of {0} assessed, {1} were excluded and {2} randomised. {3}.",
            "评估 {0} 人，排除 {1} 人，随机化 {2} 人。{3}。"),
        numbers.count(assessed),
        numbers.count(sum(excluded)),
        numbers.count(randomised),
        String.join(look.in(Words.SEMICOLON), parts));
  }
}
