package org.trialwright.simulation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.trialwright.quantities.SiteId;
import org.trialwright.study.How;
import org.trialwright.study.Item;
import org.trialwright.study.Scenario;
import org.trialwright.study.Study;

/**
 * The lives that participants of a study may have in a scenario, as a program made by playing the
 * study. What it leaves out is in docs/decisions/0071-a-program-of-lives.md.
 */
public final class Lives {
  private final Study study;
  private final Scenario scenario;

  /** What the program was made of, and the program as it was made. */
  private final Scenario marked;

  private final Program made;

  private final Program program;
  private final List<Item> asked;

  /** The stratum of each site and leaf, and the names of the strata. */
  private final int[][] numbers;

  private final List<String> labels;

  private Lives(Study study, Scenario scenario, Scenario marked, Program made, List<Item> asked) {
    this.study = study;
    this.scenario = scenario;
    this.marked = marked;
    this.made = made;
    this.program = Numbers.into(made, marked, scenario);
    this.asked = asked;
    var known = new LinkedHashMap<String, Integer>();
    var leaves = program.entrance().leaves();
    this.numbers = new int[scenario.setting().sites()][leaves.size()];
    for (int site = 0; site < numbers.length; site++) {
      for (var leaf : leaves) {
        var label = label(site, leaf);
        int number = known.computeIfAbsent(label, _ -> known.size());
        numbers[site][leaf.number()] = number;
      }
    }
    this.labels = List.copyOf(known.keySet());
  }

  /**
   * Makes the program; it takes from a second to minutes.
   *
   * @throws NotCompiled with the name that cannot be told in tables
   */
  public static Lives of(Study study, Scenario scenario) {
    return of(study, scenario, () -> {});
  }

  /**
   * The same.
   *
   * @param tried told of each life that was played to make it, in any thread
   */
  public static Lives of(Study study, Scenario scenario, Runnable tried) {
    var asked = asked(study);
    switch (study.how().allocation()) {
      case How.PermutedBlocks _, How.NoAllocation _ -> {}
      case How.Minimisation _ ->
          throw new NotCompiled(
              "participants are allocated by minimisation, which trials do not play");
      case How.Cohorts _ ->
          throw new NotCompiled(
              "each level follows from the participants before, which trials do not play");
      case How.Sites _ ->
          throw new NotCompiled("whole sites are allocated, which trials do not play");
    }
    var marked = Marked.of(scenario);
    var made = Compiler.compile(study, marked, asked, tried);
    return new Lives(study, scenario, marked, made, asked);
  }

  /**
   * The same lives with other numbers in some lines of the scenario. Nothing is tried again, so it
   * takes moments.
   *
   * @throws Times.Refused when a line has no numbers that can be multiplied
   */
  public Lives with(List<Times> changes) {
    var other = scenario;
    for (var change : changes) {
      other = change.in(other);
    }
    return changes.isEmpty() ? this : new Lives(study, other, marked, made, asked);
  }

  /**
   * The same lives in one of many worlds.
   *
   * @param world from 1; the same seed and world give the same lives
   */
  public Lives in(List<Unsure> unsure, long seed, long world) {
    var draws = new Draws(Draws.seed(seed, world), 0);
    return with(unsure.stream().map(one -> one.in(draws)).toList());
  }

  /** By which answers participants are put into strata, at allocation. */
  private static List<Item> asked(Study study) {
    List<Item> items = new ArrayList<>();
    for (var stratum : study.how().allocation().strata()) {
      if (stratum instanceof How.ByAnswer(Item item)) {
        items.add(item);
      }
    }
    return List.copyOf(items);
  }

  private String label(int site, Program.Levels leaf) {
    var levels = new ArrayList<String>();
    for (var stratum : study.how().allocation().strata()) {
      levels.add(level(stratum, site, leaf));
    }
    return String.join(" / ", levels);
  }

  private String level(How.Stratum stratum, int site, Program.Levels leaf) {
    return switch (stratum) {
      case How.BySite _ -> site(site).value();
      case How.ByAnswer(Item item) -> leaf.codes().get(asked.indexOf(item));
    };
  }

  static SiteId site(int index) {
    return new SiteId("%02d".formatted(index + 1));
  }

  /** Of each visit of the study, the chance that somebody comes to an occasion of it. */
  double[] coming() {
    return study.when().visits().stream()
        .mapToDouble(visit -> 1 - Player.attendance(scenario, visit.name()).misses())
        .toArray();
  }

  /** Room for the visits of trials. */
  public Load load() {
    return new Load(study.when().visits().size(), scenario.setting().sites());
  }

  /** Names of the sites, by number. */
  public List<String> sites() {
    return IntStream.range(0, scenario.setting().sites())
        .mapToObj(site -> site(site).value())
        .toList();
  }

  Program program() {
    return program;
  }

  Scenario scenario() {
    return scenario;
  }

  int stratum(int site, int leaf) {
    return numbers[site][leaf];
  }

  /**
   * Visits at which something is seen that is not known before, by name; empty when all is known on
   * its day.
   */
  public List<String> visits() {
    return program.visits().stream().sorted().toList();
  }

  /** The strata of the allocation, by number. */
  public List<String> strata() {
    return labels;
  }

  public Study study() {
    return study;
  }

  /** The scenario's first day; days of trials count from it. */
  public LocalDate begins() {
    return scenario.setting().begins();
  }

  /** The places of the study, in its order. */
  public List<String> places() {
    return program.places();
  }

  /**
   * Groups of strata: a number for each stratum that is the same where these factors are the same.
   *
   * @param within factors of the allocation
   * @throws NotCompiled when participants were not allocated within one of them
   */
  public int[] within(List<How.Stratum> within) {
    for (var factor : within) {
      if (!study.how().allocation().strata().contains(factor)) {
        throw new NotCompiled("%s is no factor of the allocation".formatted(factor));
      }
    }
    var groups = new int[labels.size()];
    Map<List<String>, Integer> known = new LinkedHashMap<>();
    for (int site = 0; site < numbers.length; site++) {
      int at = site;
      for (var leaf : program.entrance().leaves()) {
        var key = within.stream().map(factor -> level(factor, at, leaf)).toList();
        int number = known.computeIfAbsent(key, _ -> known.size());
        groups[numbers[site][leaf.number()]] = number;
      }
    }
    return groups;
  }

  /**
   * Room for the participants of one trial.
   *
   * @param size how many are allocated
   */
  public Cohort cohort(int size) {
    return new Cohort(this, size);
  }
}
