package org.trialwright.study;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.trialwright.quantities.Truth;
import org.trialwright.quantities.Unit;
import org.trialwright.study.SpeakerClauses.Predicate;

/** Why a rule said what it said, and what would change it. */
final class SpeakerReasons {
  /** More inputs than a person takes in at once are not listed. */
  private static final int MOST_INPUTS = 6;

  private final SpeakerLabels labels;
  private final SpeakerValues values;
  private final SpeakerClauses clauses;
  private final Grammar grammar;

  SpeakerReasons(SpeakerLabels labels, SpeakerValues values, SpeakerClauses clauses) {
    this.labels = labels;
    this.values = values;
    this.clauses = clauses;
    this.grammar = labels.grammar;
  }

  /**
   * One comparison.
   *
   * @param must whether it ought to hold, so that a no says what it must be
   */
  String because(Because because, boolean must) {
    return switch (because.truth()) {
      case UNKNOWN -> grammar.say("cannot tell until", needed(because));
      case YES -> said(because, false);
      case NO -> said(because, must);
    };
  }

  String because(List<Because> reasons, boolean must) {
    var parts = new LinkedHashSet<String>();
    var needed = new LinkedHashSet<String>();
    for (var reason : reasons) {
      if (reason.truth() == Truth.UNKNOWN) {
        needed.add(needed(reason));
      } else {
        parts.add(because(reason, must));
      }
    }
    if (!needed.isEmpty()) {
      parts.add(grammar.say("cannot tell until", grammar.listed(List.copyOf(needed), true)));
    }
    return String.join(grammar.semicolon(), parts);
  }

  private String said(Because because, boolean must) {
    var about = because.about();
    boolean holds = because.truth() == Truth.YES;
    if (about == null || !(because.test() instanceof Condition.Compared test)) {
      return holds ? clauses.condition(because.test()) : clauses.denied(because.test());
    }
    var value = value(about, because.found());
    var behind = behind(because, clauses.predicate(test), holds, must);
    return behind.isEmpty() ? value : value + grammar.comma() + behind;
  }

  private String value(Term about, Answer found) {
    var subject = short_(about);
    boolean workedOut =
        about.item().map(Item::workedOut).orElse(true) || about instanceof Term.Converted;
    var value =
        about instanceof Term.Age && found instanceof Answer.Ranged years && years.exact()
            ? values.age(years.low())
            : values.value(about.type(), about.item(), found, workedOut);
    return switch (found) {
      case Answer.NotAsked _, Answer.NotSigned _, Answer.Unknown _ ->
          grammar.say("value", subject, value);
      case Answer.Coded _ ->
          about.type().equals(Types.YES_NO)
              ? grammar.say("value", subject, value)
              : grammar.said(subject, grammar.say("is", value));
      case Answer.Ranged _, Answer.Written _ -> grammar.said(subject, value);
    };
  }

  /** Where the value stands beside, how old it may be need not be said. */
  private String short_(Term about) {
    return switch (about) {
      case Term.Recent recent -> labels.subject(recent.question());
      default -> clauses.term(about);
    };
  }

  private String behind(Because because, Predicate predicate, boolean holds, boolean must) {
    boolean codes = because.test() instanceof Condition.Is;
    if (holds) {
      return codes ? "" : withLimit(because, predicate.clause());
    }
    boolean yesNo = because.test() instanceof Condition.Is is && is.list().equals(CodeList.YES_NO);
    if (must) {
      return withLimit(because, predicate.must());
    }
    boolean compared =
        because.found() instanceof Answer.Coded || because.found() instanceof Answer.Ranged;
    return yesNo || !compared ? "" : withLimit(because, predicate.not());
  }

  /** Twice the upper limit is also said as a number where the laboratory gave its limit. */
  private String withLimit(Because because, String text) {
    if (!(because.test() instanceof Condition.AgainstLimit limit)
        || !(because.found() instanceof Answer.Ranged found)) {
      return text;
    }
    double one = limit.upper() ? found.uln() : found.lln();
    var unit = limit.left().type() instanceof Type.Numeric numeric ? numeric.unit() : Unit.NONE;
    return Double.isNaN(one)
        ? text
        : grammar.say("which is", text, values.measure(limit.times() * one, unit));
  }

  /** What must be answered before a comparison can be made. */
  String needed(Because because) {
    var about = because.about();
    if (about == null) {
      return clauses.condition(because.test());
    }
    if (because.test() instanceof Condition.AgainstLimit limit
        && because.found() instanceof Answer.Ranged found
        && Double.isNaN(limit.upper() ? found.uln() : found.lln())) {
      return grammar.say(limit.upper() ? "the upper limit" : "the lower limit", short_(about));
    }
    if (because.test() instanceof Condition.Compare compare && because.found().known()) {
      return withInputs(compare.right());
    }
    var term = withInputs(about);
    return switch (because.found()) {
      case Answer.Unknown unknown when unknown.why().isEmpty() -> term;
      case Answer.Unknown _ -> grammar.say("with reason", term, found(about, because.found()));
      case Answer.Coded coded when about.type() instanceof Type.Coded list ->
          coded.possible() == list.list().all()
              ? term
              : grammar.say("with reason", term, found(about, because.found()));
      case Answer.Ranged _ -> grammar.say("with reason", term, found(about, because.found()));
      case Answer.Coded _, Answer.NotAsked _, Answer.NotSigned _, Answer.Written _ -> term;
    };
  }

  private String found(Term about, Answer found) {
    return values.value(about.type(), about.item(), found, true);
  }

  private String withInputs(Term term) {
    var said = clauses.term(term);
    boolean asked = term.item().filter(item -> !item.workedOut()).isPresent();
    if (asked || term instanceof Term.Call) {
      return said;
    }
    var inputs = SpeakerInputs.of(term);
    return inputs.isEmpty() || inputs.size() > MOST_INPUTS
        ? said
        : grammar.say(
            "worked out from",
            said,
            grammar.listed(inputs.stream().map(labels::subject).toList(), true));
  }

  /** What speaks for the verdict, without the verdict itself. */
  String evidence(Who.Verdict verdict) {
    boolean include = verdict.criterion().kind() == Who.Kind.INCLUDE;
    return because(verdict.because(), include && verdict.met() == Truth.NO);
  }

  String verdict(Who.Verdict verdict) {
    return switch (verdict.met()) {
      case YES ->
          verdict.because().isEmpty()
              ? grammar.say("met plainly")
              : grammar.say("met", evidence(verdict));
      case NO -> grammar.say("not met", evidence(verdict));
      case UNKNOWN -> grammar.say("unknown", listNeeded(verdict.because()));
    };
  }

  String listNeeded(List<Because> reasons) {
    var needed = new LinkedHashSet<String>();
    reasons.forEach(reason -> needed.add(needed(reason)));
    return needed.isEmpty() ? grammar.say("nothing") : grammar.listed(List.copyOf(needed), true);
  }

  /** Empty for a criterion that is met. */
  String wouldChange(Who.Verdict verdict) {
    boolean include = verdict.criterion().kind() == Who.Kind.INCLUDE;
    return switch (verdict.met()) {
      case YES -> "";
      case NO -> {
        var needs = new ArrayList<String>();
        for (var rule : verdict.criterion().rules()) {
          needed(rule.condition(), include, verdict.because()).ifPresent(needs::add);
        }
        yield needs.isEmpty() ? "" : grammar.say("needed", grammar.joined(needs, true));
      }
      case UNKNOWN -> wouldDecide(verdict, include);
    };
  }

  /** An open comparison that stands alone decides; one of several only counts for or against. */
  private String wouldDecide(Who.Verdict verdict, boolean include) {
    var said = new LinkedHashSet<String>();
    boolean alone = verdict.because().size() == 1;
    for (var because : verdict.because()) {
      boolean positive =
          verdict.criterion().rules().stream()
                  .flatMap(rule -> polarity(rule.condition(), because.test()).stream())
                  .findFirst()
                  .orElse(true)
              == include;
      sides(because)
          .map(
              sides ->
                  grammar.say(
                      alone ? "decides" : "favours",
                      needed(because),
                      positive ? sides.yes() : sides.no(),
                      positive ? sides.no() : sides.yes()))
          .ifPresent(said::add);
    }
    return said.isEmpty() ? "" : String.join(grammar.semicolon(), said);
  }

  /** Values that make a comparison hold, and those that do not. */
  private record Sides(String yes, String no) {}

  private Optional<Sides> sides(Because because) {
    var about = because.about();
    if (about == null || !(because.test() instanceof Condition.Compared test)) {
      return Optional.empty();
    }
    return switch (test) {
      case Condition.Is is ->
          codes(
              is.list(),
              about,
              because.found(),
              is.negated() ? is.list().all() & ~is.codes() : is.codes());
      case Condition.Compare compare when SpeakerClauses.satisfied(compare).isPresent() -> {
        var holding = SpeakerClauses.satisfied(compare).get();
        yield codes(holding.list(), about, because.found(), holding.bits());
      }
      case Condition.Compare _, Condition.AgainstLimit _, Condition.Within _ ->
          Optional.of(clauses.predicate(test))
              .filter(predicate -> !predicate.not().isEmpty())
              .map(predicate -> new Sides(predicate.clause(), predicate.not()));
    };
  }

  private Optional<Sides> codes(CodeList list, Term about, Answer found, long holding) {
    long possible = found instanceof Answer.Coded coded ? coded.possible() : list.all();
    long yes = possible & holding;
    long no = possible & ~holding;
    return yes == 0 || no == 0
        ? Optional.empty()
        : Optional.of(
            new Sides(
                values.codes(list, about.item(), yes, false),
                values.codes(list, about.item(), no, false)));
  }

  /** Whether a comparison counts for the rule (true) or, under 'not', against it. */
  private static Optional<Boolean> polarity(Condition rule, Condition leaf) {
    if (rule.equals(leaf)) {
      return Optional.of(true);
    }
    return switch (rule) {
      case Condition.And and -> polarity(and.parts(), leaf);
      case Condition.Or or -> polarity(or.parts(), leaf);
      case Condition.Not not -> polarity(not.part(), leaf).map(positive -> !positive);
      case Condition.Rows rows -> polarity(rows.where(), leaf);
      default -> Optional.empty();
    };
  }

  private static Optional<Boolean> polarity(List<Condition> parts, Condition leaf) {
    return parts.stream().flatMap(part -> polarity(part, leaf).stream()).findFirst();
  }

  /** What has to be otherwise, at least, for the rule to be as wanted. */
  private Optional<String> needed(Condition rule, boolean wanted, List<Because> reasons) {
    return switch (rule) {
      case Condition.And and -> needed(and.parts(), wanted, wanted, reasons);
      case Condition.Or or -> needed(or.parts(), wanted, !wanted, reasons);
      case Condition.Not not -> needed(not.part(), !wanted, reasons);
      case Condition.Rows rows ->
          reasons.stream().anyMatch(reason -> polarity(rows, reason.test()).isPresent())
              ? Optional.of(wanted ? clauses.condition(rows) : clauses.denied(rows))
              : Optional.empty();
      default ->
          reasons.stream()
              .filter(reason -> reason.test().equals(rule))
              .filter(reason -> reason.truth() == (wanted ? Truth.NO : Truth.YES))
              .findFirst()
              .map(_ -> wanted ? clauses.condition(rule) : clauses.denied(rule));
    };
  }

  private Optional<String> needed(
      List<Condition> parts, boolean wanted, boolean all, List<Because> reasons) {
    var needs = new ArrayList<String>();
    for (var part : parts) {
      needed(part, wanted, reasons).ifPresent(needs::add);
    }
    if (needs.isEmpty()) {
      return Optional.empty();
    }
    var joined = grammar.joined(needs, all);
    return Optional.of(!all && needs.size() > 1 ? grammar.bracketed(joined) : joined);
  }
}
