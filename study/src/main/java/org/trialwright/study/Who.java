package org.trialwright.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialwright.quantities.Truth;

/**
 * Who may join.
 *
 * @param fresh for each form, the days for which its answers count before allocation
 */
public record Who(List<Criterion> criteria, Map<Form, Double> fresh) {
  public Who {
    criteria = List.copyOf(criteria);
    fresh = Map.copyOf(fresh);
  }

  public enum Kind {
    INCLUDE,
    EXCLUDE
  }

  /**
   * One criterion that is judged by itself: a sentence to include may own several, one for each
   * named rule.
   *
   * @param name as it stands in the study, such as {@code fit} or {@code disease.T}
   * @param sentence the registered sentence, verbatim
   * @param rules all must hold to include; any excludes
   */
  public record Criterion(Kind kind, String name, String sentence, List<Rule> rules, Position at) {
    public Criterion {
      rules = List.copyOf(rules);
    }

    /** The registered sentence's name: {@code disease} for {@code disease.T}. */
    public String sentenceName() {
      int dot = name.indexOf('.');
      return dot < 0 ? name : name.substring(0, dot);
    }
  }

  public record Rule(String name, Condition condition) {}

  /**
   * What one criterion says of one participant.
   *
   * @param met whether it stands in the way: no means that it does, unknown that nobody can tell
   *     yet
   * @param because the comparisons that force it
   */
  public record Verdict(Criterion criterion, Truth met, List<Because> because) {}

  /** All verdicts, in the order of the study. */
  public record Eligibility(List<Verdict> verdicts) {
    public Eligibility {
      verdicts = List.copyOf(verdicts);
    }

    /** No if any criterion is not met; else unknown if any cannot be told; else yes. */
    public Truth eligible() {
      var all = Truth.YES;
      for (var verdict : verdicts) {
        all = all.and(verdict.met());
      }
      return all;
    }

    public List<Verdict> with(Truth met) {
      return verdicts.stream().filter(verdict -> verdict.met() == met).toList();
    }
  }

  /** Judges every criterion; an answer older than its form stays fresh counts as not known. */
  public Eligibility judge(World world) {
    var fresh = new FreshOnly(world, this.fresh);
    var verdicts = new ArrayList<Verdict>();
    for (var criterion : criteria) {
      verdicts.add(judge(criterion, fresh));
    }
    return new Eligibility(verdicts);
  }

  /** Whether all criteria are met, without the reasons. */
  public Truth eligible(World world) {
    var fresh = new FreshOnly(world, this.fresh);
    var all = Truth.YES;
    for (var criterion : criteria) {
      all = all.and(met(criterion, fresh));
    }
    return all;
  }

  private static Truth met(Criterion criterion, World world) {
    var all = Truth.YES;
    for (var rule : criterion.rules()) {
      var holds = rule.condition().test(world, Rows.NONE);
      all = all.and(criterion.kind() == Kind.INCLUDE ? holds : holds.not());
    }
    return all;
  }

  private static Verdict judge(Criterion criterion, World world) {
    var met = met(criterion, world);
    var wanted = criterion.kind() == Kind.INCLUDE ? met : met.not();
    var because = new ArrayList<Because>();
    for (var rule : criterion.rules()) {
      if (rule.condition().test(world, Rows.NONE) == wanted) {
        because.addAll(rule.condition().because(world, Rows.NONE));
      }
    }
    return new Verdict(criterion, met, List.copyOf(because));
  }

  public Optional<Criterion> criterion(String name) {
    return criteria.stream().filter(criterion -> criterion.name().equals(name)).findFirst();
  }
}
