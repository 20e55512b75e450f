package org.trialwright.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.trialwright.study.Contents;
import org.trialwright.study.Damages;
import org.trialwright.study.Fault;
import org.trialwright.study.Folder;

/**
 * One changed token of the built-in study is refused where it stands. Loading is what the command
 * {@code check} does, and every start of the application.
 */
class ChangedTokensTest {
  private static final int TIMES = 500;
  private static final long SEED = 20260914;

  /** How many damages were refused, and refused in their own line or the one beside it. */
  private static final class Share {
    private int made;
    private int refused;
    private int near;

    void count(Damages.Damage damage, List<Fault> faults) {
      made++;
      refused += faults.isEmpty() ? 0 : 1;
      near += faults.stream().anyMatch(fault -> isNear(fault, damage.token())) ? 1 : 0;
    }

    private static boolean isNear(Fault fault, Damages.Token token) {
      return fault.at().file().equals(token.file())
          && Math.abs(fault.at().line() - 1 - token.line()) <= 1;
    }

    double nearOfMade() {
      return (double) near / made;
    }

    @Override
    public String toString() {
      return made + " made, " + refused + " refused, " + near + " of them within a line";
    }
  }

  @Test
  void five_hundred_changed_tokens_are_refused_where_they_stand() {
    var random = new Random(SEED);
    var unsigned = Trial.FOLDER.without(Contents.FILE);
    var contents =
        Contents.sign(unsigned, Trial.STUDY, "a test", LocalDate.parse("2026-11-25")).text();
    var tokens = Damages.tokens(new TreeMap<>(unsigned.files()));
    var proven = new Share();
    var tried = new Share();
    var signed = new Share();
    Map<Damages.Kind, Share> kinds = new EnumMap<>(Damages.Kind.class);
    var slipped = new ArrayList<String>();
    for (int i = 0; i < TIMES; i++) {
      var damage = Damages.one(tokens, random);
      var damaged = new Folder(Damages.apply(unsigned.files(), damage));
      var found = faults(damaged);
      // Cases are run only when reading and proof found nothing.
      proven.count(
          damage, found.stream().filter(one -> !one.at().file().equals("cases.yaml")).toList());
      tried.count(damage, found);
      kinds.computeIfAbsent(damage.token().kind(), _ -> new Share()).count(damage, found);
      signed.count(damage, faults(damaged.with(Contents.FILE, contents)));
      if (found.isEmpty()) {
        slipped.add(damage.toString());
      }
    }
    System.out.println("Changed tokens of PALACE3, seed " + SEED);
    System.out.println("  reading and proof:      " + proven);
    System.out.println("  and worked cases:       " + tried + "; by kind " + kinds);
    System.out.println("  and signed contents:    " + signed);
    slipped.forEach(one -> System.out.println("  found by signed contents only: " + one));

    assertThat(signed.nearOfMade()).as("with contents, seed %s", SEED).isGreaterThan(0.95);
    assertThat(signed.refused).as("no token changes silently").isEqualTo(TIMES);
    assertThat((double) tried.refused / TIMES)
        .as("without contents, seed %s", SEED)
        .isGreaterThan(0.90);
    assertThat(words(kinds)).as("words without contents, seed %s", SEED).isGreaterThan(0.94);
  }

  @Test
  void wild_damages_never_end_in_an_exception_when_the_cases_are_run_too() {
    wild(100, 20261125);
  }

  @Test
  @Tag("long")
  void ten_thousand_damages_never_end_in_an_exception_when_the_cases_are_run_too() {
    wild(10_000, 20261126);
  }

  /** Half of them wild, half of them a changed token, without contents so that the cases run. */
  private static void wild(int times, long seed) {
    var random = new Random(seed);
    var files = new TreeMap<>(Trial.FOLDER.without(Contents.FILE).files());
    var tokens = Damages.tokens(files);
    for (int i = 0; i < times; i++) {
      var damaged =
          i % 2 == 0
              ? Damages.wild(files, random)
              : Damages.apply(files, Damages.one(tokens, random));
      try {
        StudyFolder.load(new Folder(damaged));
      } catch (RuntimeException unexpected) {
        throw new AssertionError("seed " + seed + ", damage " + i, unexpected);
      }
    }
  }

  private static double words(Map<Damages.Kind, Share> kinds) {
    int made = 0;
    int refused = 0;
    for (var share : kinds.entrySet()) {
      if (share.getKey() != Damages.Kind.NUMBER) {
        made += share.getValue().made;
        refused += share.getValue().refused;
      }
    }
    return (double) refused / made;
  }

  private static List<Fault> faults(Folder folder) {
    return StudyFolder.load(folder).faults().stream()
        .filter(fault -> fault.severity() == Fault.Severity.FAULT)
        .toList();
  }
}
