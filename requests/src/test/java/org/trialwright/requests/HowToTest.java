package org.trialwright.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialwright.statistics.Boundary;
import org.trialwright.statistics.Estimate;
import org.trialwright.statistics.EventFormula;
import org.trialwright.statistics.FollowUp;
import org.trialwright.statistics.Futility;
import org.trialwright.statistics.GroupSequentialDesign;
import org.trialwright.statistics.Interval;
import org.trialwright.statistics.KaplanMeier;
import org.trialwright.statistics.SpendingFunction;
import org.trialwright.statistics.TwoProportions;

/** The examples of docs/how-to/analyse-numbers.md, run as they stand there. */
class HowToTest {
  @TempDir private Path folder = Path.of(".");

  private static String page() {
    return Reference.text(Path.of("../docs/how-to/analyse-numbers.md"));
  }

  private static String block(String begin) {
    int from = page().indexOf(begin);
    assertThat(from).as("the page has: " + begin).isNotNegative();
    return page().substring(from, page().indexOf("```", from));
  }

  @Test
  void the_request_with_rows_is_answered() {
    var result =
        new CaseFiles(folder)
            .write("case.json", block("{\n  \"id\": \"lung\""))
            .csv(block("participant,arm"))
            .result();
    assertThat(result.get("logrank").get("n").toString()).isEqualTo("[2,2]");
  }

  @Test
  void the_request_without_rows_is_answered() {
    var limits =
        new CaseFiles(folder)
            .write("case.json", block("{\n  \"id\": \"response\""))
            .result()
            .get("answers")
            .get(0)
            .get("miettinenNurminen");
    assertThat(limits.get("lower").doubleValue()).isCloseTo(0.0528, within(5e-5));
  }

  @Test
  void the_java_of_the_page_says_what_the_page_says() {
    assertThat(page()).contains("var seen = TwoProportions.of(56, 70, 48, 80);");
    var seen = TwoProportions.of(56, 70, 48, 80);
    Interval limits = seen.miettinenNurminen(0.95);
    assertThat(limits.lower()).isCloseTo(0.0528, within(5e-5));
    assertThat(limits.upper()).isCloseTo(0.3382, within(5e-5));

    var design =
        new GroupSequentialDesign(
            GroupSequentialDesign.equalRates(3),
            0.025,
            1,
            new Boundary.Spending(new SpendingFunction.ObrienFlemingLike()),
            new Futility.None(),
            false);
    double events =
        design.plan(0.2).inflationFactor() * EventFormula.SCHOENFELD.events(0.025, 0.2, 0.7, 1, 1);
    assertThat(events).isBetween(246.0, 252.0);

    var curve = KaplanMeier.curve(FollowUp.of(new double[] {4.5, 11.2}, new int[] {1, 0}));
    String shown =
        switch (curve.quantile(0.8)) {
          case Estimate.Known(double months) -> "%.1f months".formatted(months);
          case Estimate.NotEstimable(var reason) -> "not reached: " + reason;
        };
    assertThat(shown).startsWith("not reached: ");
  }
}
