package org.trialwright.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trialwright.quantities.Truth.NO;
import static org.trialwright.quantities.Truth.UNKNOWN;
import static org.trialwright.quantities.Truth.YES;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Condition.Order;

/**
 * What a rule says of partly known answers is what it says of all answers that are still possible.
 */
class RulesTest {
  private static final int RULES = 12_000;
  private static final int COMPLETIONS = 10;
  private static final List<Order> ORDERS = List.of(Order.values());

  private final Study study = SmallStudy.study();
  private final Form exam = study.form("exam");
  private final Form scan = study.form("scan");
  private final List<Item> asked =
      List.of(
          item(exam, "ecog"),
          item(exam, "weight"),
          item(exam, "platelets"),
          item(exam, "smokes"),
          item(exam, "packs"));

  private static Item item(Form form, String name) {
    return form.item(name).orElseThrow();
  }

  /** A record with given answers. */
  private record Answered(Form form, Map<Item, Answer> answers) implements Row {
    @Override
    public Answer answer(Item item) {
      return answers.getOrDefault(item, Answers.UNKNOWN);
    }

    @Override
    public long day() {
      return 20_000;
    }

    @Override
    public String visit() {
      return "";
    }
  }

  /** A world that knows the records of one form. */
  private static World world(List<Answered> rows) {
    return new LikeWorld(NoWorld.HERE) {
      @Override
      public List<? extends Row> rows(Form form) {
        return rows;
      }
    };
  }

  private record Case(List<Answered> scans, Answered exam) {
    Truth of(Condition rule) {
      return rule.test(world(scans), exam);
    }
  }

  private Condition random(Random random, int depth, boolean inScan) {
    int kind = random.nextInt(depth > 2 ? 3 : 8);
    return switch (kind) {
      case 0 -> is(random, inScan);
      case 1 -> compare(random, inScan);
      case 2, 3 -> inScan ? is(random, true) : overRows(random, depth);
      case 4 -> new Condition.Not(random(random, depth + 1, inScan));
      case 5 -> new Condition.And(parts(random, depth, inScan));
      case 6 -> new Condition.Or(parts(random, depth, inScan));
      default -> within(random, inScan);
    };
  }

  private List<Condition> parts(Random random, int depth, boolean inScan) {
    var parts = new ArrayList<Condition>();
    for (int i = 0; i < 2 + random.nextInt(2); i++) {
      parts.add(random(random, depth + 1, inScan));
    }
    return parts;
  }

  private Condition is(Random random, boolean inScan) {
    var item = inScan ? item(scan, "result") : pick(random, "ecog", "smokes");
    var list = ((Type.Coded) item.type()).list();
    long codes = 1 + random.nextLong(list.all());
    return new Condition.Is(new Term.Own(item), list, codes, random.nextBoolean(), "is");
  }

  private Item pick(Random random, String... names) {
    return item(exam, names[random.nextInt(names.length)]);
  }

  private Condition compare(Random random, boolean inScan) {
    var item = inScan ? item(scan, "size") : pick(random, "weight", "platelets", "packs");
    var order = ORDERS.get(random.nextInt(ORDERS.size()));
    Term right =
        !inScan && random.nextInt(4) == 0
            ? new Term.Own(pick(random, "weight", "platelets"))
            : number(random.nextInt(12));
    return new Condition.Compare(new Term.Own(item), order, right, "compare");
  }

  private static Term number(double value) {
    return new Term.Constant(Answer.exactly(value), Types.COUNT, String.valueOf(value));
  }

  private Condition within(Random random, boolean inScan) {
    var item = inScan ? item(scan, "size") : pick(random, "weight", "packs");
    int low = random.nextInt(8);
    return new Condition.Within(
        new Term.Own(item), low, low + random.nextInt(6), random.nextBoolean(), "within");
  }

  private Condition overRows(Random random, int depth) {
    var where = random(random, depth + 2, true);
    var size = item(scan, "size");
    var limit = number(random.nextInt(12));
    var order = ORDERS.get(random.nextInt(ORDERS.size()));
    var picks = List.of(Term.Pick.values());
    return switch (random.nextInt(4)) {
      case 0 -> new Condition.Rows(scan, false, where, "any");
      case 1 -> new Condition.Rows(scan, true, where, "every");
      case 2 ->
          new Condition.Compare(
              new Term.Count(scan, where, "count"), order, number(random.nextInt(4)), "count");
      default ->
          new Condition.Compare(
              new Term.Aggregate(
                  picks.get(random.nextInt(picks.size())), false, size, where, "pick"),
              order,
              limit,
              "pick");
    };
  }

  private Answer answer(Item item, Random random) {
    if (random.nextInt(5) == 0) {
      return Answers.UNKNOWN;
    }
    if (item.name().equals("packs") && random.nextInt(4) == 0) {
      return Answers.NOT_ASKED;
    }
    if (item.type() instanceof Type.Coded coded) {
      return new Answer.Coded(
          random.nextBoolean()
              ? 1L << random.nextInt(coded.list().codes().size())
              : 1 + random.nextLong(coded.list().all()));
    }
    int low = random.nextInt(10);
    return Answer.between(low, random.nextBoolean() ? low : low + random.nextInt(4));
  }

  private static Answer completed(Item item, Answer answer, Random random) {
    return switch (answer) {
      case Answer.Unknown _ when item.type() instanceof Type.Coded coded ->
          new Answer.Coded(1L << random.nextInt(coded.list().codes().size()));
      case Answer.Unknown _ -> Answer.exactly(random.nextInt(14));
      case Answer.Coded coded -> {
        long left = coded.possible();
        for (int skip = random.nextInt(Long.bitCount(left)); skip > 0; skip--) {
          left &= left - 1;
        }
        yield new Answer.Coded(Long.lowestOneBit(left));
      }
      case Answer.Ranged ranged ->
          Answer.exactly(ranged.low() + random.nextInt((int) (ranged.high() - ranged.low()) + 1));
      case Answer.NotAsked _, Answer.NotSigned _, Answer.Written _ -> answer;
    };
  }

  private Case partly(Random random) {
    var scans = new ArrayList<Answered>();
    for (int i = random.nextInt(4); i > 0; i--) {
      scans.add(record(scan, List.of(item(scan, "size"), item(scan, "result")), random));
    }
    return new Case(scans, record(exam, asked, random));
  }

  private Answered record(Form form, List<Item> items, Random random) {
    Map<Item, Answer> answers = new HashMap<>();
    items.forEach(item -> answers.put(item, answer(item, random)));
    return new Answered(form, answers);
  }

  private static Answered completed(Answered partly, Random random) {
    Map<Item, Answer> answers = new HashMap<>();
    partly.answers().forEach((item, given) -> answers.put(item, completed(item, given, random)));
    return new Answered(partly.form(), answers);
  }

  private static Case completed(Case partly, Random random) {
    return new Case(
        partly.scans().stream().map(row -> completed(row, random)).toList(),
        completed(partly.exam(), random));
  }

  @Test
  void a_verdict_on_partly_known_answers_stands_whatever_they_turn_out_to_be() {
    long seed = 20260901;
    var random = new Random(seed);
    int decided = 0;
    for (int i = 0; i < RULES; i++) {
      var rule = random(random, 0, false);
      var partly = partly(random);
      var verdict = partly.of(rule);
      if (verdict == UNKNOWN) {
        continue;
      }
      decided++;
      for (int j = 0; j < COMPLETIONS; j++) {
        var whole = completed(partly, random);
        assertThat(whole.of(rule))
            .as("seed %s, rule %s, partly %s, whole %s", seed, rule, partly, whole)
            .isEqualTo(verdict);
      }
    }
    assertThat(decided).isGreaterThan(RULES / 4);
  }

  @Test
  void the_reasons_given_alone_force_the_verdict() {
    long seed = 20260902;
    var random = new Random(seed);
    for (int i = 0; i < RULES; i++) {
      var rule = random(random, 0, false);
      var given = partly(random);
      var verdict = given.of(rule);
      var because = rule.because(world(given.scans()), given.exam());
      if (verdict == UNKNOWN) {
        continue;
      }
      Set<Item> kept = new HashSet<>();
      for (var reason : because) {
        assertThat(
                reason.test().test(world(given.scans()), given.exam()) == reason.truth()
                    || reason.item().filter(item -> item.form() == scan).isPresent())
            .as("seed %s: %s", seed, reason)
            .isTrue();
        Mentions.terms(reason.test()).forEach(term -> term.item().ifPresent(kept::add));
      }
      Map<Item, Answer> answers = new HashMap<>();
      given
          .exam()
          .answers()
          .forEach(
              (item, answer) -> answers.put(item, kept.contains(item) ? answer : Answers.UNKNOWN));
      assertThat(rule.test(world(given.scans()), new Answered(exam, answers)))
          .as("seed %s, rule %s, given %s, because %s", seed, rule, given, because)
          .isEqualTo(verdict);
    }
  }

  @Test
  void a_decision_takes_its_last_line_only_when_every_line_above_is_no() {
    long seed = 20260903;
    var random = new Random(seed);
    var codes = new CodeList("decision", List.of("a", "b", "c", "d"), false);
    for (int i = 0; i < RULES; i++) {
      var lines = new ArrayList<Item.Choice>();
      for (var code : codes.codes().subList(0, 3)) {
        lines.add(choice(codes, code, random(random, 1, false)));
      }
      lines.add(choice(codes, "d", new Condition.Otherwise()));
      var table = new Item.Table(codes, lines);
      var partly = partly(random);
      var result = (Answer.Coded) table.decide(world(partly.scans()), partly.exam());
      var above = lines.subList(0, 3).stream().map(line -> partly.of(line.when())).toList();
      if (result.possible() == codes.bit("d")) {
        assertThat(above).as("seed %s", seed).containsOnly(NO);
      }
      if (above.contains(UNKNOWN) && !above.contains(YES)) {
        assertThat(Long.bitCount(result.possible())).as("seed %s", seed).isGreaterThan(1);
      }
      for (int j = 0; j < COMPLETIONS; j++) {
        var whole = completed(partly, random);
        var final_ = (Answer.Coded) table.decide(world(whole.scans()), whole.exam());
        assertThat(final_.possible() & ~result.possible())
            .as("seed %s, %s, partly %s, whole %s", seed, lines, partly, whole)
            .isZero();
      }
    }
  }

  private static Item.Choice choice(CodeList codes, String code, Condition when) {
    return new Item.Choice(code, codes.bit(code), when, new Position("x", 1, 1));
  }

  private Truth ask(Condition rule, Answer packs) {
    return rule.test(NoWorld.HERE, new Answered(exam, Map.of(item(exam, "packs"), packs)));
  }

  @Test
  void what_was_not_asked_makes_every_comparison_no_and_every_is_not_yes() {
    var packs = new Term.Own(item(exam, "packs"));
    var one = number(1);
    for (var order : Order.values()) {
      var rule = new Condition.Compare(packs, order, one, "");
      assertThat(ask(rule, Answers.NOT_ASKED)).isEqualTo(order == Order.UNEQUAL ? YES : NO);
      assertThat(ask(rule, Answers.UNKNOWN)).isEqualTo(UNKNOWN);
      assertThat(ask(rule, Answers.NOT_SIGNED)).isEqualTo(NO);
    }
    assertThat(ask(new Condition.Within(packs, 0, 3, false, ""), Answers.NOT_ASKED)).isEqualTo(NO);
    assertThat(ask(new Condition.Within(packs, 0, 3, true, ""), Answers.NOT_ASKED)).isEqualTo(YES);
    assertThat(ask(new Condition.Within(packs, 0, 3, true, ""), Answers.NOT_SIGNED)).isEqualTo(NO);
    assertThat(ask(new Condition.Known(packs, ""), Answers.NOT_ASKED)).isEqualTo(NO);
  }

  @Test
  void a_form_not_signed_since_arrival_makes_comparisons_of_its_codes_no() {
    var smokes = new Term.Own(item(exam, "smokes"));
    for (boolean negated : new boolean[] {false, true}) {
      var rule = new Condition.Is(smokes, CodeList.YES_NO, 2, negated, "");
      var row = new Answered(exam, Map.of(item(exam, "smokes"), Answers.NOT_SIGNED));
      assertThat(rule.test(NoWorld.HERE, row)).isEqualTo(NO);
    }
  }
}
