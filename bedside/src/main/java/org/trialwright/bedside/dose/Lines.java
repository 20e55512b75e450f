package org.trialwright.bedside.dose;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.Reads;
import org.trialwright.journey.DoseCard;
import org.trialwright.pages.Dose;
import org.trialwright.pages.Link;
import org.trialwright.pages.Note;
import org.trialwright.pages.Numbers;
import org.trialwright.quantities.PartialDate;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Item;
import org.trialwright.study.What;

/** Says one line of the day's doses: the sum, the reasons, the change from the last dose. */
final class Lines {
  private final Chart chart;
  private final DoseCard card;

  Lines(Chart chart, DoseCard card) {
    this.chart = chart;
    this.card = card;
  }

  Dose dose(DoseCard.Line line) {
    boolean held = !line.givable();
    var path = "what." + line.drug().name();
    return new Dose(
        line.drug().name(),
        chart.speaker().drug(line.drug().name()).text(),
        held ? actionWord(line.action()) : amount(line),
        held ? "" : line.unit(),
        held,
        route(line.drug()),
        chart.assumed(path + ".give"),
        reasons(line),
        steps(line));
  }

  private String actionWord(What.Action action) {
    return switch (action) {
      case STOP -> chart.words().say("stop for good");
      case OMIT -> chart.words().say("leave out");
      case HOLD -> chart.words().say("hold");
      case PAUSE -> chart.words().say("pause");
      // What may be given is not held; only an amount that cannot be worked out comes here.
      case GIVE, CONFIRM, LEVEL -> chart.words().say("hold");
    };
  }

  /** The dose without its unit: no trailing zeros, a leading zero. */
  static String amount(DoseCard.Line line) {
    return line.amount().isPresent()
        ? Numbers.measure(BigDecimal.valueOf(line.amount().getAsDouble()), "")
        : "";
  }

  private String route(What.Drug drug) {
    var words = chart.words();
    var route =
        switch (drug.route()) {
          case "IV" -> words.say("into a vein");
          case "PO" -> words.say("by mouth");
          default -> drug.route();
        };
    return drug.over()
        .map(
            minutes ->
                words.say(
                    "route over minutes",
                    route,
                    minutes.from() == minutes.to()
                        ? Sums.plain(minutes.from())
                        : Sums.plain(minutes.from()) + "–" + Sums.plain(minutes.to())))
        .orElse(route);
  }

  /** Why it is held or changed, the strictest first; each says what was found. */
  private List<String> reasons(DoseCard.Line line) {
    return line.reasons().stream()
        .filter(reason -> reason.action() != What.Action.CONFIRM)
        .map(reason -> reason(line, reason))
        .distinct()
        .toList();
  }

  private String reason(DoseCard.Line line, DoseCard.Reason reason) {
    var words = chart.words();
    return switch (reason.source()) {
      case MODIFICATION -> modification(reason);
      case GRADE -> words.say("adverse event holds", reason.text());
      case NOT_IN_ARM -> words.say("not part of this arm");
      case TOO_EARLY -> words.say("too early, not before", chart.dates().day(reason.text()));
      case TOO_LATE -> words.say("too late, after day", reason.text());
      case NO_LEVEL_LEFT -> words.say("no lower level is left");
      case NOT_PLANNED -> words.say("no dose is planned now");
      case INPUT_MISSING ->
          words.say(
              "these answers are missing",
              line.waiting().stream()
                  .map(item -> chart.speaker().question(item).text())
                  .collect(Collectors.joining(" · ")));
    };
  }

  private String modification(DoseCard.Reason reason) {
    var words = chart.words();
    var name =
        chart.study().what().modifications().stream()
            .filter(one -> one.reason().equals(reason.text()))
            .findFirst()
            .map(one -> chart.speaker().reason(one).text())
            .orElse(reason.text());
    if (reason.because().isEmpty()) {
      return name;
    }
    return reason.known()
        ? words.say("label and text", name, chart.speaker().finding(reason.because()).text())
        : words.say(
            "cannot be told, so held", name, chart.speaker().needed(reason.because()).text());
  }

  private List<Dose.Step> steps(DoseCard.Line line) {
    var steps = new ArrayList<Dose.Step>();
    var sums = new Sums(chart, line);
    inputs(line)
        .forEach(
            (item, input) ->
                steps.add(
                    new Dose.Step(
                        chart.speaker().question(item).text(),
                        input.day().map(day -> chart.dates().day(day)).orElse(""),
                        chart.speaker().answer(item, input.answer()).text())));
    for (var step : line.steps()) {
      steps.add(
          new Dose.Step(
              chart.speaker().name(step.name()).text(),
              sums.how(step),
              Sums.measure(step.value(), step.unit()),
              chart.assumed("what.work out." + step.name().name())));
    }
    if (line.exact().isPresent()) {
      steps.add(last(line));
      rounding(line, steps);
    }
    return steps;
  }

  private static Map<Item, DoseCard.Input> inputs(DoseCard.Line line) {
    var inputs = new LinkedHashMap<Item, DoseCard.Input>();
    line.steps()
        .forEach(
            step ->
                step.inputs().stream()
                    .filter(input -> input.answer().known())
                    .forEach(input -> inputs.putIfAbsent(input.item(), input)));
    return inputs;
  }

  private Dose.Step last(DoseCard.Line line) {
    var words = chart.words();
    double exact = line.exact().getAsDouble();
    var drug = line.drug();
    double level =
        drug.levels().isEmpty()
            ? 0
            : drug.levels().get(Math.min(line.level(), drug.levels().size() - 1));
    var value = Sums.measure(exact, line.unit());
    var name = line.level() > 0 ? words.say("dose level below full", line.level()) : "";
    return switch (drug.give()) {
      case What.Give.Flat _ -> new Dose.Step(words.say("fixed dose"), "", value);
      case What.Give.Fractions _ -> new Dose.Step(words.say("each fraction"), "", value);
      case What.Give.Per per -> {
        double each = drug.levels().isEmpty() ? per.amount() : level;
        var how =
            stepValue(line, per.step().name())
                .map(size -> Sums.plain(each) + " × " + Sums.plain(size))
                .orElse("");
        yield new Dose.Step(join(Sums.measure(each, per.unit()), name), how, value);
      }
      case What.Give.Auc auc -> {
        double target = drug.levels().isEmpty() ? auc.target() : level;
        var how =
            stepValue(line, auc.clearance().name())
                .map(clearance -> Sums.plain(target) + " × (" + Sums.plain(clearance) + " + 25)")
                .orElse("");
        yield new Dose.Step(join("AUC " + Sums.plain(target), name), how, value);
      }
    };
  }

  private String join(String text, String more) {
    return more.isEmpty() ? text : chart.words().say("two parts", text, more);
  }

  private static java.util.Optional<Double> stepValue(DoseCard.Line line, String name) {
    return line.steps().stream()
        .filter(step -> step.name().name().equals(name))
        .map(DoseCard.Step::value)
        .findFirst();
  }

  private void rounding(DoseCard.Line line, List<Dose.Step> steps) {
    var words = chart.words();
    var path = "what." + line.drug().name() + ".round";
    if (line.drug().rounding().isEmpty()) {
      steps.add(new Dose.Step(words.say("not rounded"), "", ""));
      return;
    }
    var rounding = line.drug().rounding().get();
    double amount = line.amount().orElseThrow();
    boolean fine = Math.abs(Math.IEEEremainder(amount, rounding.coarse())) > 1e-9;
    var text =
        fine
            ? words.say(
                "to the nearest fine",
                Sums.plain(rounding.fine()),
                Sums.plain(rounding.coarse()),
                Sums.plain(rounding.percent()))
            : words.say("to the nearest", Sums.plain(rounding.coarse()));
    steps.add(new Dose.Step(text, "", Sums.measure(amount, line.unit()), chart.assumed(path)));
  }

  /** How the dose differs from the last one, when it does, and whether a second person is asked. */
  List<Note> notes(DoseCard.Line line, boolean confirmed) {
    var words = chart.words();
    var notes = new ArrayList<Note>();
    if (!line.givable()) {
      return notes;
    }
    if (line.level() > 0) {
      notes.add(new Note(Note.Tone.CARE, words.say("reduced by levels", line.level()), ""));
    }
    double change = line.changePercent().orElse(0);
    var last = line.last().isPresent() ? Sums.measure(line.last().getAsDouble(), line.unit()) : "";
    var percent = Sums.plain(Math.round(Math.abs(change) * TENTHS) / TENTHS);
    var sentence =
        change == 0
            ? ""
            : change < 0
                ? words.say("less than the last dose", percent, last)
                : words.say("more than the last dose", percent, last);
    if (line.needsSecondPerson() && !confirmed) {
      notes.add(
          new Note(
              Note.Tone.CARE,
              sentence.isEmpty() ? words.say("a second person is needed") : sentence,
              words.say("a second person confirms", secondRule(line)),
              "",
              Link.NONE));
    } else if (!sentence.isEmpty()) {
      notes.add(new Note(Note.Tone.PLAIN, sentence, ""));
    }
    return notes;
  }

  /** The forms whose answers the dose waits for. */
  List<Link> fill(DoseCard.Line line) {
    var items = new LinkedHashSet<Item>(line.waiting());
    line.reasons().stream()
        .filter(reason -> !reason.known())
        .flatMap(reason -> reason.because().stream())
        .filter(because -> because.truth() == Truth.UNKNOWN)
        .flatMap(because -> because.item().stream())
        .forEach(items::add);
    line.reasons().stream()
        .filter(reason -> reason.source() == DoseCard.Source.MODIFICATION)
        .flatMap(reason -> reason.because().stream())
        .filter(because -> !because.found().known())
        .flatMap(because -> Reads.by(chart.study(), List.of(because.test())).forms().stream())
        .flatMap(form -> form.items().stream().limit(1))
        .forEach(items::add);
    return items.stream()
        .map(Item::form)
        .distinct()
        .filter(form -> !form.repeats())
        .map(
            form ->
                new Link(
                    chart.words().say("answer the form", chart.speaker().form(form).text()),
                    chart.address(form, 0)))
        .toList();
  }

  private static final double TENTHS = 10.0;

  private String secondRule(DoseCard.Line line) {
    return line.reasons().stream()
        .filter(reason -> reason.action() == What.Action.CONFIRM)
        .map(this::modification)
        .findFirst()
        .orElse("");
  }

  /** Drugs of the arm without a dose now, each with why. */
  List<String> notDue() {
    return card.lines().stream()
        .filter(line -> !isShown(line))
        .filter(line -> !isOtherArms(line))
        .map(
            line ->
                chart
                    .words()
                    .say(
                        "label and text",
                        chart.speaker().drug(line.drug().name()).text(),
                        chart.words().say("no dose is planned now")))
        .toList();
  }

  static boolean isOtherArms(DoseCard.Line line) {
    return line.reasons().stream()
        .anyMatch(reason -> reason.source() == DoseCard.Source.NOT_IN_ARM);
  }

  /** A drug has a card while its dose is planned. */
  static boolean isShown(DoseCard.Line line) {
    return line.plannedDay().isPresent() && !isOtherArms(line);
  }

  /** The day as a date of a form. */
  PartialDate day() {
    return PartialDate.of(card.day());
  }
}
