package org.trialwright.requests;

import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where the reference misses its own tolerance, and who says so. Nothing else is forgiven.
 *
 * <p>The limits of the conditional odds ratio come from a search by R's fisher.test that stops at
 * 1.2e-4 of 1/odds, which is 1 % at odds of 1000; StatisticsErrataTest in {@code statistics} shows
 * that ours solves the defining equation to 1e-12 and that the reference does not. R's qt(1e-300,
 * 3) is 7.6e-9 off: its own pt of it is 0.99999998e-300. And one case writes the curves of its
 * group F under f.
 */
final class Errata {
  private static final Map<String, Set<String>> FORGIVEN =
      Map.of(
          "two-proportions",
          Set.of(
              ".answers[1].fisher.conditionalOddsRatio.upper",
              ".answers[2].fisher.conditionalOddsRatio.upper"),
          "distributions",
          Set.of(".answers[6].quantile[0]"));

  private Errata() {}

  static boolean forgives(String name, String difference) {
    return FORGIVEN.getOrDefault(name, Set.of()).contains(difference.split(":", 2)[0]);
  }

  static int forgiven(String name) {
    return FORGIVEN.getOrDefault(name, Set.of()).size();
  }

  /** The expected results with the misspelt label as the data have it. */
  static ObjectNode mended(String name, ObjectNode expected) {
    if (name.equals("cif-mgus2-sex") && expected.path("curves").has("f")) {
      var curves = (ObjectNode) expected.get("curves");
      curves.set("F", curves.remove("f"));
    }
    return expected;
  }
}
