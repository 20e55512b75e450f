package org.trialwright.bedside.dose;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.trialwright.bedside.Chart;
import org.trialwright.clinical.BodySize;
import org.trialwright.clinical.Sex;
import org.trialwright.journey.DoseCard;
import org.trialwright.journey.Journey;
import org.trialwright.pages.Numbers;
import org.trialwright.quantities.Truth;
import org.trialwright.quantities.Unit;
import org.trialwright.study.Answer;
import org.trialwright.study.Condition;
import org.trialwright.study.Item;
import org.trialwright.study.Rows;
import org.trialwright.study.Term;
import org.trialwright.study.Type;

/** Writes the sum of a step with its numbers set in, as a person would work it out by hand. */
final class Sums {
  private static final int DECIMALS_BELOW_TEN = 4;
  private static final int DECIMALS = 2;
  private static final double TEN = 10;

  private final Chart chart;
  private final DoseCard.Line line;

  /** The visit whose answers are read; empty for the newest. */
  private final String visit;

  Sums(Chart chart, DoseCard.Line line) {
    this(chart, line, "");
  }

  private Sums(Chart chart, DoseCard.Line line, String visit) {
    this.chart = chart;
    this.line = line;
    this.visit = visit;
  }

  /** How a step came about; also says which limit was used and which was not. */
  String how(DoseCard.Step step) {
    return step.name().term().map(term -> parted(term, step)).orElse("");
  }

  private String parted(Term term, DoseCard.Step step) {
    if (term instanceof Term.Limited limited) {
      return join(parted(limited.term(), step), limit(limited, step));
    }
    if (term instanceof Term.Kept kept) {
      return kept(kept, step);
    }
    if (term instanceof Term.Choice choice) {
      return choice(choice, step);
    }
    return sum(term, step);
  }

  private String join(String sum, String more) {
    return sum.isEmpty() ? more : chart.words().say("sum; remark", sum, more);
  }

  private String limit(Term.Limited limited, DoseCard.Step step) {
    boolean used = step.limited().orElse(false);
    var unit = limited.type() instanceof Type.Numeric numeric ? numeric.unit().symbol() : "";
    var bound = Numbers.measure(BigDecimal.valueOf(limited.limit()), unit);
    if (limited.order() == Condition.Order.AT_LEAST) {
      return used
          ? chart.words().say("floor used", bound)
          : chart.words().say("floor not used", bound);
    }
    return used ? chart.words().say("cap used", bound) : chart.words().say("cap not used", bound);
  }

  private String kept(Term.Kept kept, DoseCard.Step step) {
    var world = chart.journey().world();
    var then = world.at(kept.watched(), kept.visit());
    var visit = chart.speaker().visit(kept.visit()).text();
    if (then instanceof Answer.Ranged first
        && first.exact()
        && value(kept.watched(), step).isPresent()) {
      double change = (value(kept.watched(), step).get() - first.low()) / first.low() * 100;
      boolean small = Math.abs(change) < kept.percent();
      var said = signed(change);
      var limit = plain(kept.percent());
      var name = chart.speaker().question(kept.watched()).text();
      return join(
          small ? new Sums(chart, line, kept.visit()).sum(kept.now(), step) : sum(kept.now(), step),
          small
              ? chart.words().say("value kept", name, said, limit, visit)
              : chart.words().say("value not kept", name, said, limit, visit));
    }
    return sum(kept.now(), step);
  }

  private static String signed(double percent) {
    var text = BigDecimal.valueOf(percent).setScale(1, RoundingMode.HALF_UP).toPlainString();
    return text.startsWith("-") ? text.replace('-', '−') : "+" + text;
  }

  private String choice(Term.Choice choice, DoseCard.Step step) {
    boolean holds = choice.when().test(chart.journey().world(), Rows.NONE) == Truth.YES;
    var condition =
        holds
            ? chart.words().say("because it holds", chart.speaker().condition(choice.when()).text())
            : chart
                .words()
                .say("because it does not hold", chart.speaker().condition(choice.when()).text());
    var chosen = holds ? choice.then() : choice.otherwise();
    return chosen == null ? condition : join(sum(chosen, step), condition);
  }

  private String sum(Term term, DoseCard.Step step) {
    return switch (term) {
      case Term.Call call -> call(call, step);
      case Term.Arithmetic sum ->
          "(" + sum(sum.left(), step) + " " + sign(sum.sign()) + " " + sum(sum.right(), step) + ")";
      case Term.Converted converted -> converted(converted, step);
      case Term.Limited limited -> parted(limited, step);
      case Term.Kept kept -> kept(kept, step);
      case Term.Choice choice -> choice(choice, step);
      case Term.Constant _,
          Term.Own _,
          Term.Newest _,
          Term.Recent _,
          Term.AtVisit _,
          Term.Name _,
          Term.SettingValue _,
          Term.Arm _,
          Term.Today _,
          Term.Age _,
          Term.Shifted _,
          Term.Aggregate _,
          Term.Count _,
          Term.TimesAt _,
          Term.Extreme _,
          Term.Grade _,
          Term.Change _,
          Term.PlannedDose _,
          Term.Weekday _,
          Term.Verdict _ ->
          number(term, step).map(Sums::plain).orElse(chart.speaker().term(term).text());
    };
  }

  private String converted(Term.Converted converted, DoseCard.Step step) {
    var inner = number(converted.term(), step).map(Sums::plain).orElse("");
    if (inner.isEmpty()) {
      return chart.speaker().term(converted).text();
    }
    return converted.factor() < 1
        ? inner + " ÷ " + plain(1 / converted.factor())
        : inner + " × " + plain(converted.factor());
  }

  private static String sign(char sign) {
    return switch (sign) {
      case '-' -> "−";
      case '*' -> "×";
      case '/' -> "÷";
      default -> String.valueOf(sign);
    };
  }

  /** General formulas of medicine as they are printed; another function by its name. */
  private String call(Term.Call call, DoseCard.Step step) {
    var name = call.text().replaceAll("\\(.*$", "").strip();
    var args = call.arguments();
    return switch (name) {
      case "bmi" ->
          filled("{1} ÷ ({0} ÷ 100)²", in(args.get(0), "cm", step), in(args.get(1), "kg", step));
      case "mosteller" ->
          filled("√({0} × {1} ÷ 3600)", in(args.get(0), "cm", step), in(args.get(1), "kg", step));
      case "du-bois" ->
          filled(
              "0.007184 × {0}^0.725 × {1}^0.425",
              in(args.get(0), "cm", step), in(args.get(1), "kg", step));
      case "haycock" ->
          filled(
              "0.024265 × {0}^0.3964 × {1}^0.5378",
              in(args.get(0), "cm", step), in(args.get(1), "kg", step));
      case "adjusted-weight" -> adjustedWeight(args, step);
      case "cockcroft-gault" ->
          filled(
              code(args.get(3), step).equals("female")
                  ? "(140 − {0}) × {1} × 0.85 ÷ (72 × {2})"
                  : "(140 − {0}) × {1} ÷ (72 × {2})",
              in(args.get(0), "y", step),
              in(args.get(1), "kg", step),
              in(args.get(2), "mg/dL", step));
      default -> named(call, step);
    };
  }

  private String adjustedWeight(List<Term> args, DoseCard.Step step) {
    var height = in(args.get(0), "cm", step);
    var weight = in(args.get(1), "kg", step);
    var sex = code(args.get(2), step);
    if (height.isEmpty() || weight.isEmpty() || sex.isEmpty()) {
      return "";
    }
    double ideal = BodySize.idealWeight(height.get(), Sex.ofCode(sex));
    return filled("{0} + 0.4 × ({1} − {0})", Optional.of(ideal), weight);
  }

  private String named(Term.Call call, DoseCard.Step step) {
    var values = new ArrayList<String>();
    for (var argument : call.arguments()) {
      values.add(number(argument, step).map(Sums::plain).orElse(code(argument, step)));
    }
    return chart.speaker().term(call).text() + " (" + String.join(", ", values) + ")";
  }

  @SafeVarargs
  private static String filled(String pattern, Optional<Double>... numbers) {
    var text = pattern;
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i].isEmpty()) {
        return "";
      }
      text = text.replace("{" + i + "}", plain(numbers[i].get()));
    }
    return text;
  }

  /** A number in the unit in which the formula is printed. */
  private Optional<Double> in(Term term, String unit, DoseCard.Step step) {
    return number(term, step)
        .map(
            number ->
                term.type() instanceof Type.Numeric numeric
                    ? numeric.unit().convert(number, Unit.parse(unit).orElseThrow())
                    : number);
  }

  private Optional<Double> number(Term term, DoseCard.Step step) {
    if (term instanceof Term.Name(var named)) {
      return line.steps().stream()
          .filter(other -> other.name().equals(named))
          .map(DoseCard.Step::value)
          .findFirst();
    }
    if (term instanceof Term.Newest || term instanceof Term.Recent) {
      return term.item().flatMap(item -> value(item, step));
    }
    return exact(term.value(chart.journey().world(), Rows.NONE));
  }

  private static Optional<Double> exact(Answer answer) {
    return answer instanceof Answer.Ranged ranged && ranged.exact()
        ? Optional.of(ranged.low())
        : Optional.empty();
  }

  private Optional<Double> value(Item item, DoseCard.Step step) {
    var then =
        visit.isEmpty() ? Optional.<Double>empty() : exact(chart.journey().world().at(item, visit));
    if (then.isPresent()) {
      return then;
    }
    return step.inputs().stream()
        .filter(input -> input.item().equals(item))
        .findFirst()
        .flatMap(input -> exact(input.answer()));
  }

  private String code(Term term, DoseCard.Step step) {
    return term.item()
        .flatMap(
            item ->
                step.inputs().stream()
                    .filter(input -> input.item().equals(item))
                    .findFirst()
                    .flatMap(input -> Journey.codeOf(item, input.answer())))
        .orElse("");
  }

  /** Four decimals below ten, two above; never a trailing zero. */
  static String plain(double number) {
    int decimals = Math.abs(number) < TEN ? DECIMALS_BELOW_TEN : DECIMALS;
    var rounded =
        BigDecimal.valueOf(number).setScale(decimals, RoundingMode.HALF_UP).stripTrailingZeros();
    return Numbers.measure(rounded, "");
  }

  static String measure(double number, String unit) {
    return unit.isEmpty() ? plain(number) : plain(number) + "\u00a0" + Numbers.unit(unit);
  }
}
