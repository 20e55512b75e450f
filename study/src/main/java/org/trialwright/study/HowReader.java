package org.trialwright.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.trialwright.study.How.Allocation;
import org.trialwright.study.How.Arm;
import org.trialwright.study.How.Stratum;

/** Reads {@code how}. */
final class HowReader {
  static final Set<String> KEYS =
      Set.of(
          "arms",
          "allocate",
          "cohort",
          "instead",
          "masking",
          "unblind",
          "kits",
          "periods",
          "before");
  private static final List<String> KINDS =
      List.of("experimental", "active comparator", "placebo comparator", "no treatment");

  private final Blocks blocks;
  private final Names names;

  HowReader(Blocks blocks, Names names) {
    this.blocks = blocks;
    this.names = names;
  }

  /** Only the arms, which rules may name before this block is read. */
  List<Arm> arms(Node.Block how) {
    var arms = new ArrayList<Arm>();
    for (var entry : blocks.entries(how, "arms")) {
      if (blocks.named(entry)) {
        blocks
            .line(entry)
            .flatMap(line -> blocks.attempt(() -> arm(entry, line)))
            .ifPresent(arms::add);
      }
    }
    return arms;
  }

  private static Arm arm(Node.Entry entry, Node.Line line) {
    var parts = line.text().split(",", 3);
    boolean shaped =
        parts.length == 3
            && parts[0].strip().matches("[1-9]\\d?")
            && KINDS.contains(parts[1].strip())
            && !parts[2].isBlank();
    if (!shaped) {
      throw new PhraseFault(
          line.at(),
          "an arm is written: share, kind, label (kinds: " + String.join(", ", KINDS) + ")");
    }
    return new Arm(
        entry.key(),
        Integer.parseInt(parts[0].strip()),
        parts[1].strip(),
        parts[2].strip(),
        entry.at());
  }

  How read(Node.Block how, List<Arm> arms) {
    blocks.onlyKeys(how, "how", KEYS);
    Allocation allocation =
        blocks
            .lineAt(how, "allocate")
            .flatMap(line -> blocks.attempt(() -> allocation(how, line)))
            .orElse(new How.NoAllocation());
    blocks.lineAt(how, "instead").ifPresent(line -> blocks.attempt(() -> allocation(how, line)));
    how.find("cohort")
        .filter(_ -> blocks.lineAt(how, "allocate").filter(HowReader::inCohorts).isEmpty())
        .ifPresent(
            entry ->
                blocks
                    .faults()
                    .add(entry.at(), "'cohort' belongs to 'allocate: cohorts of … from …'"));
    if (how.find("allocate").isEmpty()) {
      blocks
          .faults()
          .add(
              how.at(),
              "how: 'allocate' is missing; write 'allocate: none' when nobody is allocated");
    }
    if (!(allocation instanceof How.NoAllocation) && arms.size() < 2) {
      blocks.faults().add(how.at(), "how: an allocation needs at least two arms");
    }
    var before = new ArrayList<How.Precondition>();
    for (var entry : blocks.entries(how, "before")) {
      blocks
          .line(entry)
          .flatMap(
              line ->
                  blocks.attempt(
                      () -> RuleReader.condition(names, line, RuleReader.Place.RULE, null)))
          .ifPresent(condition -> before.add(new How.Precondition(entry.key(), condition)));
    }
    return new How(
        arms,
        allocation,
        blocks.lineAt(how, "masking").map(Node.Line::text).orElse("none"),
        blocks.lineAt(how, "unblind").flatMap(line -> blocks.attempt(() -> unblinding(line))),
        blocks.lineAt(how, "kits").flatMap(line -> blocks.attempt(() -> kits(line))),
        blocks.lineAt(how, "periods").flatMap(line -> blocks.attempt(() -> periods(line, arms))),
        before);
  }

  private How.Unblinding unblinding(Node.Line line) {
    var phrase = new Phrase(line);
    var roles = new ArrayList<String>();
    do {
      roles.add(Names.oneOf(phrase.word("a role"), UseProof.ROLES, "a role", phrase));
    } while (phrase.accept(","));
    phrase.expect("in an emergency");
    phrase.expect(",");
    phrase.expect("recorded in");
    var form = names.form(phrase.word("a form"), phrase);
    phrase.end();
    return new How.Unblinding(roles, form);
  }

  private Item kits(Node.Line line) {
    var phrase = new Phrase(line);
    phrase.expect("numbered");
    phrase.expect(",");
    phrase.expect("recorded in");
    int mark = phrase.mark();
    var item = EndpointReader.item(names, phrase);
    var type = names.typeOf(item, phrase);
    if (!(type instanceof Type.Words)) {
      phrase.reset(mark);
      throw phrase.fault(
          "the number of a pack is a text; " + item.path() + " is " + type.described());
    }
    phrase.end();
    return item;
  }

  private How.Periods periods(Node.Line line, List<Arm> arms) {
    var phrase = new Phrase(line);
    var sequences = new LinkedHashMap<String, List<String>>();
    while (!phrase.nextIs("each")) {
      var arm = Names.oneOf(phrase.word("an arm"), names.arms(phrase).codes(), "an arm", phrase);
      phrase.expect("gives");
      var drugs = new ArrayList<String>();
      do {
        drugs.add(Names.oneOf(phrase.word("a drug"), names.drugs.keySet(), "a drug", phrase));
      } while (phrase.accept(","));
      if (!sequences.isEmpty() && sequences.firstEntry().getValue().size() != drugs.size()) {
        throw phrase.fault("every arm has as many periods as the first");
      }
      if (sequences.put(arm, drugs) != null) {
        throw phrase.fault("arm '" + arm + "' has two sequences");
      }
      phrase.expect(";");
    }
    phrase.expect("each");
    int days = days(phrase);
    phrase.expect(";");
    phrase.expect("washout");
    int washout = days(phrase);
    phrase.end();
    arms.stream()
        .map(Arm::name)
        .filter(arm -> !sequences.containsKey(arm))
        .findFirst()
        .ifPresent(
            arm -> {
              throw phrase.fault("arm '" + arm + "' has no sequence: '" + arm + " gives …'");
            });
    return new How.Periods(sequences, days, washout);
  }

  private int days(Phrase phrase) {
    return (int) new RuleReader(names, phrase, RuleReader.Place.RULE, null).days();
  }

  private static boolean inCohorts(Node.Line allocate) {
    return new Phrase(allocate).accept("cohorts of");
  }

  private Allocation allocation(Node.Block how, Node.Line line) {
    var phrase = new Phrase(line);
    if (phrase.accept("cohorts of")) {
      return new How.Cohorts(new EscalationReader(blocks, names, how).read(phrase));
    }
    if (phrase.accept("sites")) {
      return sites(phrase);
    }
    if (phrase.accept("permuted blocks")) {
      if (phrase.nextIs("of")) {
        throw phrase.fault("block sizes are sealed with the list and never written in a study");
      }
      var strata = phrase.accept("within") ? strata(phrase) : List.<Stratum>of();
      if (phrase.numberNext() || phrase.nextIs(",")) {
        throw phrase.fault("block sizes are sealed with the list and never written in a study");
      }
      phrase.end();
      return new How.PermutedBlocks(strata);
    }
    if (phrase.accept("minimisation on")) {
      return minimisation(phrase);
    }
    if (phrase.accept("none")) {
      if (phrase.accept(",")) {
        phrase.expect("observational");
      }
      phrase.end();
      return new How.NoAllocation();
    }
    throw phrase.fault(
        "an allocation is 'permuted blocks within …', 'minimisation on … by range, favoured with"
            + " 0.80', 'cohorts of … from …', 'sites', or 'none'");
  }

  /** Each site has an arm for good, or crosses once from the first to the second. */
  private Allocation sites(Phrase phrase) {
    if (!phrase.accept(",")) {
      phrase.end();
      return new How.Sites(Optional.empty());
    }
    phrase.expect("from");
    var arms = names.arms(phrase).codes();
    var before = Names.oneOf(phrase.word("an arm"), arms, "an arm", phrase);
    phrase.expect("to");
    var after = Names.oneOf(phrase.word("an arm"), arms, "an arm", phrase);
    if (before.equals(after) || arms.size() != 2) {
      throw phrase.fault("sites cross from one of two arms to the other");
    }
    phrase.expect("in");
    int number = phrase.whole("the number of steps");
    if (number < 2) {
      throw phrase.fault("sites cross at two steps or more, so that the order can be drawn");
    }
    phrase.expect("steps of");
    double units = phrase.needNumber();
    var length = TimingReader.offset(units, TimingReader.time(phrase));
    if (length.amount() < 1 || length.amount() != Math.rint(length.amount())) {
      throw phrase.fault("a step lasts a whole number of days or months, from 1");
    }
    phrase.expect("from");
    var first = new RuleReader(names, phrase, RuleReader.Place.RULE, null).day();
    boolean open = phrase.accept(",");
    if (open) {
      phrase.expect("order open");
    }
    phrase.end();
    return new How.Sites(Optional.of(new How.Steps(before, after, number, length, first, open)));
  }

  private Allocation minimisation(Phrase phrase) {
    var factors = strata(phrase);
    phrase.expect("by");
    boolean variance = phrase.accept("variance");
    if (!variance) {
      phrase.expect("range");
    }
    phrase.expect(",");
    phrase.expect("favoured with");
    double chance = phrase.needNumber();
    if (chance < 0.5 || chance > 1) {
      throw phrase.fault("a chance between 0.5 and 1");
    }
    phrase.end();
    return new How.Minimisation(factors, variance, chance);
  }

  private List<Stratum> strata(Phrase phrase) {
    var strata = new ArrayList<Stratum>();
    do {
      strata.add(stratum(phrase));
    } while (phrase.accept(","));
    return strata;
  }

  private Stratum stratum(Phrase phrase) {
    if (phrase.accept("site")) {
      return new How.BySite();
    }
    int mark = phrase.mark();
    var term = new RuleReader(names, phrase, RuleReader.Place.RULE, null).sum();
    Optional<Item> item = term.item();
    if (item.isEmpty() || !(term.type() instanceof Type.Coded)) {
      phrase.reset(mark);
      throw phrase.fault(
          "a stratum must be a coded answer; " + term.text() + " is " + term.type().described());
    }
    return new How.ByAnswer(item.get());
  }
}
