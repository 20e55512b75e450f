package org.trialwright.figures;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What makes no sense is refused, with the numbers that were seen. */
class RefusalTest {
  private static final Text NAME = new Text("Arm 1", "第 1 组");
  private static final About ABOUT = Gallery.lung().about();

  private static void refused(ThrowingCallable made, String... because) {
    assertThatThrownBy(made)
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .contains(because);
  }

  private static Consort.Count count(String what, int n, Consort.Count... of) {
    return new Consort.Count(Text.same(what), n, List.of(of));
  }

  private static Consort.Arm arm(int n, int analysed, Consort.Step... steps) {
    return new Consort.Arm(
        count("Allocated", n), List.of(steps), count("Analysed", analysed), List.of());
  }

  @Test
  void boxes_of_a_flow_must_sum() {
    refused(
        () -> new Consort(ABOUT, 412, List.of(count("Declined", 50)), 356, List.of(arm(356, 356))),
        "412 assessed less 50 excluded are 362, not the 356 randomised");
    refused(
        () -> new Consort(ABOUT, 356, List.of(), 356, List.of(arm(178, 178), arm(177, 177))),
        "355 allocated are not the 356 randomised");
    refused(() -> arm(178, 177), "177 analysed and 0 not are not the 178 allocated");
    refused(
        () -> count("Did not receive it", 8, count("refused", 5), count("died", 2)),
        "Did not receive it: 8, but its parts sum to 7");
    refused(
        () ->
            arm(
                10,
                10,
                new Consort.Left(List.of(count("Lost", 3))),
                new Consort.Reached(count("Surgery", 8))),
        "8 reach \"Surgery\", but 7 are there");
    refused(() -> arm(10, 10, new Consort.Left(List.of(count("Lost", 11)))), "11 leave, but 10");
    refused(
        () ->
            new Consort(
                ABOUT,
                20,
                List.of(),
                20,
                List.of(arm(10, 10), arm(10, 10, new Consort.Left(List.of(count("Lost", 1)))))),
        "other steps");
  }

  @Test
  void curves_that_cannot_be_are_refused() {
    refused(() -> new Step(0, 0.5, 0.4, 0.6), "time 0.0");
    refused(() -> new Step(1, 1.2, 0.4, 0.6), "1.2", "from 0 to 1");
    refused(() -> new Step(1, Double.NaN, 0.4, 0.6), "NaN");
    refused(() -> new Step(1, 0.5, 0.6, 0.7), "from 0.6 to 0.7 does not hold 0.5");
    refused(() -> new Step(1, 0.5, Double.NaN, 0.7), "NaN");
    Step first = new Step(1, 0.5, 0.4, 0.6);
    Step rising = new Step(2, 0.6, 0.5, 0.7);
    refused(() -> curve(List.of(rising, first)), "do not ascend: 2.0 then 1.0");
    refused(() -> survival(curve(List.of(first, rising))), "rises at time 2.0");
    refused(
        () ->
            new CumulativeIncidence(
                ABOUT,
                NAME,
                Gallery.MONTHS,
                List.of(curve(List.of(first, new Step(2, 0.3, 0.2, 0.4)))),
                List.of(),
                options(),
                1),
        "falls at time 2.0");
    refused(
        () ->
            new CumulativeIncidence(
                ABOUT,
                NAME,
                Gallery.MONTHS,
                List.of(curve(List.of(first))),
                List.of(),
                options(),
                0.3),
        "reaches 0.5, the axis 0.3");
    refused(
        () -> new Curve(NAME, List.of(first), List.of(9.), List.of(), 5),
        "censored at 9.0, followed until 5.0");
    refused(
        () ->
            new Curve(
                NAME, List.of(), List.of(), List.of(new AtRisk(5, 0, 0), new AtRisk(6, 0, 0)), 5),
        "cannot follow");
    refused(
        () -> survival(new Curve(NAME, List.of(), List.of(), List.of(new AtRisk(5, 0, 0)), 5)),
        "1 numbers at risk for 6 ticks");
    Curve one = curve(List.of(first));
    refused(() -> survival(one, one, one, one, one), "5 curves");
    refused(() -> survival(), "0 curves");
    refused(() -> new TimeAxis(NAME, List.of(1., 2.)), "begins at 1.0");
    refused(() -> new TimeAxis(NAME, List.of(0., 2., 2.)), "do not ascend");
    refused(() -> CurveOptions.of(Text.NONE), "not said");
  }

  private static CurveOptions options() {
    return CurveOptions.of(Text.same("95% CI"));
  }

  private static Curve curve(List<Step> steps) {
    return new Curve(NAME, steps, List.of(), List.of(), 10);
  }

  private static KaplanMeier survival(Curve... curves) {
    return new KaplanMeier(ABOUT, NAME, Gallery.MONTHS, List.of(curves), List.of(), options());
  }

  @Test
  void other_figures_refuse_what_does_not_agree() {
    refused(() -> new Share(5, 4), "5 of 4");
    refused(() -> new Estimate(1, 2, 3), "does not hold 1.0");
    refused(() -> new Forest.Row(NAME, List.of(), 0, Estimate.NONE), "weighs 0.0");
    refused(
        () ->
            new Forest(
                ABOUT,
                NAME,
                NAME,
                List.of(NAME),
                List.of(new Forest.Group(NAME)),
                true,
                List.of(2., 4.),
                NAME,
                NAME),
        "do not hold 1.0");
    refused(
        () ->
            new PathFlow(
                ABOUT,
                List.of(NAME, NAME),
                List.of(new PathFlow.Node(NAME, 0, 0, 5), new PathFlow.Node(NAME, 1, 1, 5)),
                List.of(new PathFlow.Flow(0, 1, 4))),
        "4 go on, but 5 are there");
    refused(() -> new StateOccupation.Moment(3, List.of(0.5, 0.4)), "sum to 0.9, not to 1");
    refused(
        () ->
            new HeatMap(
                ABOUT, NAME, NAME, NAME, List.of(NAME), List.of(NAME), List.of(List.of(0.1, 0.2))),
        "2 values for 1 columns");
    refused(
        () ->
            new Swimmer.Lane(
                "P-1",
                List.of(new Swimmer.Spell(0, 0, 3), new Swimmer.Spell(0, 2, 4)),
                List.of(),
                false),
        "begins before 3.0");
    refused(
        () ->
            new AdverseEvent(
                NAME,
                new Share(3, 10),
                new Share(4, 10),
                new Share(1, 9),
                new Share(0, 9),
                Estimate.NONE),
        "severe");
    refused(
        () ->
            new Accrual(
                ABOUT,
                NAME,
                Gallery.MONTHS,
                List.of(new Accrual.Point(1, 5), new Accrual.Point(2, 4)),
                List.of(),
                List.of(),
                0),
        "cannot follow");
    refused(() -> new Lines.Series(NAME, List.of()), "no points");
  }

  @Test
  void what_every_figure_says_is_checked() {
    refused(() -> About.of("1 a", NAME, ABOUT.caption()), "\"1 a\" is no id");
    refused(() -> About.of("a\"b", NAME, ABOUT.caption()), "no id");
    refused(() -> new About("a", Text.NONE, NAME, ABOUT.caption(), Set.of()), "no title");
    refused(() -> new Text("one", ""), "one language only");
    refused(() -> new Caption("", Text.NONE, "3"), "analysis set");
    refused(() -> new Table(List.of("a"), List.of(List.of())), "0 cells under 1 heads");
    refused(() -> Png.of(Gallery.lung(), Look.of(Language.ENGLISH), 5), "5.0 dots per inch");
  }
}
