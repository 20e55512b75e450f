package org.trialwright.oversight.report;

import gg.jte.Content;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.trialwright.analysis.Analysed;
import org.trialwright.analysis.Harm;
import org.trialwright.analysis.Report;
import org.trialwright.analysis.Result;
import org.trialwright.analysis.Subgroups;
import org.trialwright.figures.About;
import org.trialwright.figures.Caption;
import org.trialwright.figures.Figure;
import org.trialwright.figures.Language;
import org.trialwright.figures.Mark;
import org.trialwright.figures.Text;
import org.trialwright.study.Study;

/** The figures of a report: its numbers, drawn. */
public final class Pictures {
  private static final Text EVERYBODY = new Text("all registered", "全部登记者");

  private final Names names;
  private final Report report;
  private final boolean simulated;

  /**
   * @param simulated whether the participants are made up
   */
  public Pictures(Study study, Report report, boolean simulated) {
    this.names = new Names(study);
    this.report = report;
    this.simulated = simulated;
  }

  /** What a figure says about itself, and of what its axis is. */
  record Told(About about, Text percent) {}

  /** A picture as it is written into a page. */
  public static Content raw(String svg) {
    return output -> output.writeContent(svg);
  }

  public static Language language(org.trialwright.pages.Language language) {
    return switch (language) {
      case ENGLISH -> Language.ENGLISH;
      case CHINESE -> Language.CHINESE;
    };
  }

  /** The name by which the picture of a result is asked for, unique in a report. */
  static String name(Analysed one) {
    return name(
        one.endpoint(),
        one.item(),
        one.set(),
        one.of(),
        countsPending(one.method()) ? "with-pending" : "");
  }

  private static String name(String... parts) {
    return Stream.of(parts)
        .filter(part -> !part.isEmpty())
        .map(part -> part.replaceAll("[^A-Za-z0-9]", "_"))
        .collect(Collectors.joining("-"));
  }

  /** Whether a method counts those whose censoring is not the last word as events. */
  static boolean countsPending(String method) {
    return method.endsWith("counted as events");
  }

  /** The figure of a result; empty where a table says it better, or there is nothing to draw. */
  Optional<Figure> of(Analysed one) {
    return switch (one.result()) {
      case Result.Curves curves when new StepPictures(names, report).drawable(curves) ->
          Optional.of(new StepPictures(names, report).survival(told(one), one, curves));
      case Result.Incidences incidences when new StepPictures(names, report).drawable(incidences) ->
          Optional.of(new StepPictures(names, report).incidence(told(one), one, incidences));
      case Result.WorstGrades worst -> HarmPicture.of(names, told(one).about(), one, worst);
      case Result.Repeated repeated -> ScorePicture.of(names, told(one).about(), repeated);
      default -> Optional.empty();
    };
  }

  /** The flow of participants. */
  Optional<Figure> flow() {
    return FlowPicture.of(
        names, about("flow", FlowPicture.TITLE, EVERYBODY), report.flow(), analysed());
  }

  /** The share of participants in each place over time, one figure an arm. */
  private List<Figure> occupation() {
    return report.occupation().stream()
        .<Figure>map(
            one ->
                PlacesPicture.of(
                    names,
                    about(
                        "places-" + name(one.arm()),
                        PlacesPicture.title(names.group(one.arm())),
                        counted(names.group(one.arm()), one.n())),
                    one))
        .toList();
  }

  /** The subgroups of each endpoint that has some, one figure an endpoint and set. */
  private List<Figure> parts() {
    return together(report.subgroups(), one -> one.endpoint() + " " + one.set()).stream()
        .flatMap(all -> parts(all).stream())
        .toList();
  }

  private Optional<Figure> parts(List<Subgroups> all) {
    var first = all.getFirst();
    var endpoint = names.endpoint(first.endpoint());
    var about =
        about(
            name("parts", first.endpoint(), first.set()),
            new Text("Subgroups: " + endpoint.english(), "亚组：" + endpoint.chinese()),
            counted(names.set(first.set()), first.rows()));
    return PartsPicture.of(names, about, endpoint, all);
  }

  /** How much more often each adverse event is seen in one arm, one figure an endpoint and set. */
  private List<Figure> harms() {
    return together(report.harms(), one -> one.endpoint() + " " + one.set()).stream()
        .flatMap(all -> harms(all).stream())
        .toList();
  }

  private Optional<Figure> harms(List<Harm> all) {
    var first = all.getFirst();
    var endpoint = names.endpoint(first.endpoint());
    var about =
        about(
            name("harms", first.endpoint(), first.set()),
            new Text("Difference by term: " + endpoint.english(), "各事件差值：" + endpoint.chinese()),
            counted(names.set(first.set()), first.n() + first.ofReference()));
    return HarmPicture.of(names, about, all);
  }

  /** Those of one key beside each other, in the order in which keys are met. */
  private static <T> Collection<List<T>> together(List<T> all, Function<T, String> key) {
    return all.stream()
        .collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()))
        .values();
  }

  /** How many went which way, and each participant's course, two figures an arm. */
  private List<Figure> ways() {
    var figures = new ArrayList<Figure>();
    for (var arm : names.arms()) {
      var lanes = report.lanes().stream().filter(lane -> lane.arm().equals(arm)).toList();
      if (!lanes.isEmpty()) {
        var group = names.group(arm);
        var counted = counted(group, lanes.size());
        var picture = new WaysPicture(names, lanes);
        figures.add(
            picture.flow(about("ways-" + name(arm), WaysPicture.flowTitle(group), counted)));
        figures.add(
            picture.courses(
                about("courses-" + name(arm), WaysPicture.courseTitle(group), counted)));
      }
    }
    return figures;
  }

  /** Figures that belong to no one result. */
  List<Figure> beside() {
    return Stream.of(parts(), harms(), occupation(), ways()).flatMap(List::stream).toList();
  }

  /** Every figure by its name. */
  public Optional<Figure> named(String name) {
    return Stream.of(
            report.results().stream()
                .filter(one -> name(one).equals(name))
                .flatMap(one -> of(one).stream()),
            flow().stream().filter(one -> name.equals("flow")),
            beside().stream().filter(one -> one.about().id().equals("f-" + name)))
        .flatMap(figures -> figures)
        .findFirst();
  }

  /** The first set of the primary endpoint. */
  private String analysed() {
    return report.results().stream()
        .filter(one -> names.primary(one.endpoint()))
        .map(Analysed::set)
        .findFirst()
        .orElse("");
  }

  private static Text counted(Text who, int n) {
    return new Text(
        "%s (n=%d)".formatted(who.english(), n), "%s（n=%d）".formatted(who.chinese(), n));
  }

  private Told told(Analysed one) {
    var title = title(one);
    return new Told(
        about(name(one), title, counted(names.set(one.set()), one.rows())),
        new Text(title.english() + " (%)", title.chinese() + "（%）"));
  }

  private Text title(Analysed one) {
    var endpoint = names.endpoint(one.endpoint());
    var item = one.item().isEmpty() ? Text.NONE : names.question(one.item());
    return item.isNone()
        ? endpoint
        : new Text(
            endpoint.english() + ": " + item.english(), endpoint.chinese() + "：" + item.chinese());
  }

  private About about(String id, Text title, Text set) {
    Set<Mark> marks = EnumSet.noneOf(Mark.class);
    if (report.view() == Report.View.POOLED) {
      marks.add(Mark.BLINDED);
    }
    if (simulated) {
      marks.add(Mark.SIMULATED);
    }
    return new About(
        "f-" + id,
        title,
        Text.NONE,
        new Caption(report.day().toString(), set, report.version()),
        marks);
  }
}
