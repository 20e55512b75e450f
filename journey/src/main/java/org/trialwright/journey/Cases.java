package org.trialwright.journey;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.trialwright.quantities.Truth;
import org.trialwright.quantities.Unit;
import org.trialwright.study.Answer;
import org.trialwright.study.Because;
import org.trialwright.study.Case;
import org.trialwright.study.Case.Claim;
import org.trialwright.study.Case.Value;
import org.trialwright.study.Fault;
import org.trialwright.study.Form;
import org.trialwright.study.Item;
import org.trialwright.study.Study;
import org.trialwright.study.Term;
import org.trialwright.study.Type;
import org.trialwright.study.What.Action;
import org.trialwright.study.What.Drug;
import org.trialwright.study.Who;

/** Runs the worked cases of a study: every one is folded, and all that is expected must come. */
final class Cases {
  private final Study study;
  private final List<Fault> faults = new ArrayList<>();
  private final List<WorkedCase> earlier = new ArrayList<>();

  private Cases(Study study) {
    this.study = study;
  }

  /** What does not hold, in the order of the cases. */
  static List<Fault> run(Study study, List<Case> cases) {
    var runner = new Cases(study);
    cases.stream().filter(one -> !one.facts().isEmpty()).forEach(runner::run);
    return List.copyOf(runner.faults);
  }

  private void run(Case worked) {
    var participant = new WorkedCase(study, worked, earlier);
    earlier.add(participant);
    for (var expectation : worked.expectations()) {
      var day = expectation.on().orElse(participant.lastDay());
      var found = found(expectation.claim(), participant, day);
      if (!found.holds()) {
        faults.add(
            new Fault(
                Fault.Severity.FAULT,
                expectation.at(),
                "case "
                    + worked.name()
                    + ": "
                    + expectation.subject()
                    + " "
                    + found.text()
                    + ", expected "
                    + expectation.expected()));
      }
    }
    unexpected(worked, participant);
    drawn(worked, participant);
  }

  /** An arm is drawn only where it could have been. */
  private void drawn(Case worked, WorkedCase participant) {
    for (var drawn : participant.ownDraws()) {
      var why = participant.notReady(drawn);
      if (!why.isEmpty()) {
        faults.add(
            new Fault(
                Fault.Severity.FAULT,
                drawn.at(),
                "case "
                    + worked.name()
                    + ": no arm can be drawn on "
                    + drawn.day()
                    + ": "
                    + String.join(", ", why)));
      }
    }
  }

  /** A record that is impossible where the participant stands would change nothing, silently. */
  private void unexpected(Case worked, WorkedCase participant) {
    for (var refusal : participant.on(participant.lastDay()).refusals()) {
      var record = refusal.record();
      var day = LocalDate.ofEpochDay(record.day());
      boolean expected =
          worked.expectations().stream()
              .anyMatch(
                  one ->
                      one.claim().equals(new Claim.Impossible(record.form()))
                          && one.on().equals(Optional.of(day)));
      if (!expected) {
        faults.add(
            new Fault(
                Fault.Severity.FAULT,
                worked.at(),
                "case "
                    + worked.name()
                    + ": "
                    + record.form().name()
                    + " on "
                    + day
                    + " is impossible in "
                    + refusal.place()));
      }
    }
  }

  /** What came of it, as it would stand behind the subject. */
  private record Found(boolean holds, String text) {}

  private Found found(Claim claim, WorkedCase participant, LocalDate day) {
    var journey = participant.on(day);
    return switch (claim) {
      case Claim.Eligible _, Claim.NotEligible _, Claim.Undecided _ ->
          who(claim, journey.eligibility());
      case Claim.InPlace(var place) -> new Found(journey.at(place), "is " + journey.place());
      case Claim.Dose(var drug, var amount) -> dose(line(journey, drug, day), amount);
      case Claim.Changed(var drug, var action, var reason) ->
          changed(line(journey, drug, day), action, reason);
      case Claim.GoesOn(var drug) -> goesOn(line(journey, drug, day));
      case Claim.Due due -> due(due, journey);
      case Claim.Clock(var alarm, var due) -> clock(alarm, due, journey);
      case Claim.Answered(var item, var value) ->
          answered(item, value, record(item.form(), journey, day, participant));
      case Claim.Is(var named, var value) ->
          compared(journey.named(named, day), named.type(), value);
      case Claim.Endpoint endpoint -> endpoint(endpoint, journey);
      case Claim.Refused refused -> refused(refused, journey, day);
      case Claim.Impossible(var form) -> impossible(form, journey, day);
      case Claim.Allowed(var item, var from, var to) -> allowed(item, from, to, participant);
    };
  }

  // ---- who

  private Found who(Claim claim, Who.Eligibility eligibility) {
    var failed = eligibility.with(Truth.NO).stream().map(Who.Verdict::criterion).toList();
    var waiting = new LinkedHashSet<String>();
    for (var verdict : eligibility.with(Truth.UNKNOWN)) {
      verdict.because().stream()
          .filter(because -> because.truth() == Truth.UNKNOWN)
          .forEach(because -> waiting.add(waitsFor(because)));
    }
    boolean holds =
        switch (claim) {
          case Claim.NotEligible(var criteria) -> named(failed, criteria);
          case Claim.Undecided(var questions) -> failed.isEmpty() && waiting.equals(questions);
          default -> eligibility.eligible() == Truth.YES;
        };
    return new Found(
        holds,
        switch (eligibility.eligible()) {
          case YES -> "is eligible";
          case NO ->
              "is not eligible because "
                  + String.join(", ", failed.stream().map(Who.Criterion::name).toList());
          case UNKNOWN -> "is undecided until " + String.join(", ", waiting);
        });
  }

  private static boolean named(List<Who.Criterion> failed, Set<String> criteria) {
    boolean everyFailedIsNamed =
        failed.stream()
            .allMatch(
                one -> criteria.contains(one.name()) || criteria.contains(one.sentenceName()));
    boolean everyNamedFailed =
        criteria.stream()
            .allMatch(
                name ->
                    failed.stream()
                        .anyMatch(
                            one -> one.name().equals(name) || one.sentenceName().equals(name)));
    return everyFailedIsNamed && everyNamedFailed && !failed.isEmpty();
  }

  /** An age waits for the date of birth. */
  private String waitsFor(Because because) {
    if (because.about() instanceof Term.Age) {
      return study.forms().values().stream()
          .flatMap(form -> form.items().stream())
          .filter(Item::identifying)
          .map(Item::path)
          .findFirst()
          .orElse("age");
    }
    return because.item().map(Item::path).orElse(because.text());
  }

  // ---- doses

  private static DoseCard.Line line(Journey journey, String drug, LocalDate day) {
    return journey.doses(day).line(drug).orElseThrow();
  }

  private static Found dose(DoseCard.Line line, Value.Number expected) {
    boolean given =
        line.givable()
            && same(line.amount().orElseThrow(), Unit.parse(line.unit()).orElseThrow(), expected);
    return new Found(given, text(line));
  }

  private static Found changed(DoseCard.Line line, Action action, String reason) {
    boolean because =
        line.reasons().stream()
            .filter(one -> one.known() && one.action() == action)
            .anyMatch(one -> one.text().equals(reason) || said(one.source()).equals(reason));
    boolean done = action == Action.CONFIRM ? line.givable() : line.action() == action;
    return new Found(because && done, text(line));
  }

  private static Found goesOn(DoseCard.Line line) {
    return new Found(line.action() == Action.GIVE, text(line));
  }

  private static String text(DoseCard.Line line) {
    var reasons = new LinkedHashSet<String>();
    for (var reason : line.reasons()) {
      var text = reason.text().isEmpty() ? said(reason.source()) : reason.text();
      reasons.add(text + (reason.known() ? "" : " (cannot be told)"));
    }
    var because = reasons.isEmpty() ? "" : " because " + String.join(" and ", reasons);
    return switch (line.action()) {
      case GIVE, LEVEL -> "is " + amount(line) + because;
      case CONFIRM -> "is " + amount(line) + " and needs confirmation" + because;
      case PAUSE -> "is paused" + because;
      case HOLD -> "is held" + because;
      case OMIT -> "is omitted" + because;
      case STOP -> "is stopped" + because;
    };
  }

  private static String said(DoseCard.Source source) {
    return source.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String amount(DoseCard.Line line) {
    return line.amount().isPresent()
        ? plain(line.amount().getAsDouble()) + " " + line.unit()
        : "not known";
  }

  // ---- when

  private static Found due(Claim.Due expected, Journey journey) {
    var dues =
        journey.calendar().stream()
            .filter(due -> due.visit().name().equals(expected.visit()))
            .filter(due -> due.state() != Due.State.CANCELLED && due.from().isPresent())
            .toList();
    var targets = dues.stream().flatMap(due -> due.target().stream()).toList();
    boolean holds =
        expected.targets().size() > 1
            ? targets.equals(expected.targets())
            : dues.stream().anyMatch(due -> fits(due, expected));
    var text = String.join(", ", dues.stream().map(Cases::text).toList());
    return new Found(holds, text.isEmpty() ? "is not due" : "is due " + text);
  }

  private static boolean fits(Due due, Claim.Due expected) {
    boolean target =
        expected.targets().isEmpty()
            || due.target().equals(Optional.of(expected.targets().getFirst()));
    boolean window =
        expected.window().isEmpty()
            || List.of(due.from().orElseThrow(), due.to().orElseThrow()).equals(expected.window());
    return target && window;
  }

  private static String text(Due due) {
    return due.target().map(target -> target + " ").orElse("")
        + "from "
        + due.from().orElseThrow()
        + " to "
        + due.to().orElseThrow();
  }

  private static Found clock(String alarm, Instant expected, Journey journey) {
    var due =
        journey.clocks().stream()
            .filter(clock -> clock.alarm().name().equals(alarm))
            .map(RunningClock::due)
            .toList();
    return new Found(
        due.contains(expected),
        due.isEmpty()
            ? "does not run"
            : "is due " + String.join(", ", due.stream().map(Instant::toString).toList()));
  }

  // ---- values

  /** The record of the day; the newest one when it is asked on the last day. */
  private static Optional<Record> record(
      Form form, Journey journey, LocalDate day, WorkedCase participant) {
    return journey.records(form).stream()
        .filter(record -> record.day() == day.toEpochDay() || day.equals(participant.lastDay()))
        .reduce((_, later) -> later);
  }

  private static Found answered(Item item, Value value, Optional<Record> record) {
    return record
        .map(one -> compared(one.answer(item), item.type(), value))
        .orElse(new Found(false, "is not recorded"));
  }

  private static Found compared(Answer answer, Type type, Value value) {
    boolean holds =
        switch (value) {
          case Value.Number number ->
              type instanceof Type.Numeric numeric
                  && answer instanceof Answer.Ranged ranged
                  && ranged.exact()
                  && same(ranged.low(), numeric.unit(), number);
          case Value.Exactly(var exactly) -> same(answer, exactly);
          case Value.NotKnown _ -> !answer.known() && !(answer instanceof Answer.NotAsked);
          case Value.NotAsked _ -> answer instanceof Answer.NotAsked;
        };
    return new Found(holds, "is " + text(answer, type, value));
  }

  private static boolean same(Answer answer, Answer exactly) {
    return (answer instanceof Answer.Ranged a && exactly instanceof Answer.Ranged b)
        ? a.low() == b.low() && a.high() == b.high()
        : answer.equals(exactly);
  }

  /** Equal to the digits that are written. */
  private static boolean same(double found, Unit unit, Value.Number expected) {
    return rounded(unit.convert(found, expected.unit()), expected.decimals())
            .compareTo(rounded(expected.number(), expected.decimals()))
        == 0;
  }

  private static BigDecimal rounded(double number, int decimals) {
    return BigDecimal.valueOf(number).setScale(decimals, RoundingMode.HALF_UP);
  }

  private static String text(Answer answer, Type type, Value like) {
    return switch (answer) {
      case Answer.Unknown _ -> "not known";
      case Answer.NotAsked _ -> "not asked";
      case Answer.NotSigned _ -> "not recorded";
      case Answer.Written(var words) -> words;
      case Answer.Coded(var possible) ->
          type instanceof Type.Coded coded
              ? String.join(" or ", coded.list().of(possible))
              : "of another kind";
      case Answer.Ranged ranged ->
          ranged.exact()
              ? text(ranged.low(), type, like)
              : text(ranged.low(), type, like) + " to " + text(ranged.high(), type, like);
    };
  }

  private static String text(double number, Type type, Value like) {
    return switch (type) {
      case Type.Day _ -> LocalDate.ofEpochDay((long) number).toString();
      case Type.Moment _ -> Instant.ofEpochSecond((long) number).toString();
      case Type.Numeric numeric when like instanceof Value.Number wanted ->
          rounded(numeric.unit().convert(number, wanted.unit()), wanted.decimals())
              + (wanted.unit().symbol().isEmpty() ? "" : " " + wanted.unit().symbol());
      case Type.Numeric _, Type.Coded _, Type.Clock _, Type.Words _ -> plain(number);
    };
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  // ---- measure

  private Found endpoint(Claim.Endpoint expected, Journey journey) {
    var value = journey.endpoint(study.measure().endpoint(expected.endpoint()).orElseThrow());
    boolean holds =
        switch (expected.outcome()) {
          case EVENT -> value.equals(new EndpointValue.EventOn(expected.day()));
          case COMPETING -> value.equals(new EndpointValue.CompetingOn(expected.day()));
          case CENSORED -> value.equals(new EndpointValue.CensoredOn(expected.day()));
          case NO_EVENT -> value instanceof EndpointValue.CensoredOn;
          case YES -> value.equals(new EndpointValue.Holds(Truth.YES));
          case NO -> value.equals(new EndpointValue.Holds(Truth.NO));
        };
    return new Found(
        holds,
        switch (value) {
          case EndpointValue.EventOn(var day) -> "has an event on day " + day;
          case EndpointValue.CompetingOn(var day) -> "has a competing event on day " + day;
          case EndpointValue.CensoredOn(var day) -> "is censored on day " + day;
          case EndpointValue.Holds(var truth) ->
              switch (truth) {
                case YES -> "is yes";
                case NO -> "is no";
                case UNKNOWN -> "is not known";
              };
          case EndpointValue.Elsewhere _ -> "is not worked out for one participant";
          case EndpointValue.NotKnown _ -> "is not known";
        });
  }

  // ---- what is refused

  private Found refused(Claim.Refused expected, Journey journey, LocalDate day) {
    var records =
        journey.records(expected.form()).stream()
            .filter(record -> record.day() == day.toEpochDay())
            .filter(record -> expected.drug().stream().allMatch(drug -> of(record, drug)))
            .toList();
    var raised = new LinkedHashSet<String>();
    for (var record : records) {
      journey.findings(record).stream()
          .filter(finding -> finding.raised() == Truth.YES)
          .forEach(finding -> raised.add(finding.check().message()));
    }
    return new Found(
        raised.contains(expected.check()),
        records.isEmpty()
            ? "is not recorded"
            : raised.isEmpty()
                ? "passes every check"
                : "is refused because " + String.join(" and ", raised));
  }

  private boolean of(Record record, String drug) {
    var drugs = study.what().drugs().stream().map(Drug::name).toList();
    return record.form().items().stream()
        .filter(item -> item.type() instanceof Type.Coded)
        .filter(item -> Journey.codeOf(item, record.answer(item)).filter(drug::equals).isPresent())
        .anyMatch(
            item ->
                item.type() instanceof Type.Coded coded && drugs.containsAll(coded.list().codes()));
  }

  private static Found impossible(Form form, Journey journey, LocalDate day) {
    boolean refused =
        journey.refusals().stream()
            .map(Refusal::record)
            .anyMatch(record -> record.form() == form && record.day() == day.toEpochDay());
    return new Found(refused, "is accepted");
  }

  private static Found allowed(Item item, LocalDate from, LocalDate to, WorkedCase participant) {
    var wrong = new ArrayList<String>();
    for (var day : List.of(from.minusDays(1), from, to, to.plusDays(1))) {
      boolean inside = !day.isBefore(from) && !day.isAfter(to);
      if (deviates(item, day, participant) == inside) {
        wrong.add((inside ? "is a deviation on " : "is allowed on ") + day);
      }
    }
    return new Found(wrong.isEmpty(), String.join(" and ", wrong));
  }

  private static boolean deviates(Item item, LocalDate day, WorkedCase participant) {
    var journey =
        participant.with(
            new Case.CaseFact.Filled(
                day, item.form(), Map.of(item.name(), day.toString()), item.at()));
    var record = journey.record(item.form(), participant.count(item.form()) + 1).orElseThrow();
    return journey.findings(record).stream()
        .anyMatch(
            finding ->
                finding.check().role() == Form.Role.DEVIATION && finding.raised() == Truth.YES);
  }
}
