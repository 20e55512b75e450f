package org.trialwright.oversight.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.trialwright.analysis.Result;
import org.trialwright.analysis.Subgroups;
import org.trialwright.figures.About;
import org.trialwright.figures.Estimate;
import org.trialwright.figures.Figure;
import org.trialwright.figures.Forest;
import org.trialwright.figures.Share;
import org.trialwright.figures.Text;

/** The hazard ratio in the parts of every subgroup, as a forest. */
final class PartsPicture {
  private static final Text HEAD = new Text("HR (95% CI)", "HR（95% CI）");
  private static final Text OVERALL = new Text("All participants", "全部受试者");
  private static final List<Double> TICKS = List.of(0.25, 0.5, 1.0, 2.0, 4.0);

  private PartsPicture() {}

  /**
   * @param subgroups of one endpoint in one set, which compare the same arms
   */
  static Optional<Figure> of(Names names, About about, Text endpoint, List<Subgroups> subgroups) {
    var first = subgroups.getFirst();
    var lines = new ArrayList<Forest.Line>();
    for (var subgroup : subgroups) {
      var name = names.subgroup(subgroup.name());
      lines.add(
          subgroup.p() instanceof org.trialwright.statistics.Estimate.Known(double p)
              ? new Forest.TestedGroup(name, p)
              : new Forest.Group(name));
      for (var part : subgroup.levels()) {
        lines.add(row(names.level(subgroup.name(), part.level()), part));
      }
    }
    lines.add(new Forest.Overall(OVERALL, shares(first.overall()), estimate(first.overall())));
    return Optional.of(
        new Forest(
            about,
            new Text("Hazard ratio: " + endpoint.english(), "风险比：" + endpoint.chinese()),
            HEAD,
            List.of(names.group(first.group()), names.group(first.reference())),
            lines,
            true,
            TICKS,
            favours(names.group(first.group())),
            favours(names.group(first.reference()))));
  }

  private static Text favours(Text arm) {
    return new Text("favours " + arm.english(), "有利于" + arm.chinese());
  }

  private static Forest.Row row(Text name, Subgroups.Part part) {
    return new Forest.Row(name, shares(part), weight(part), estimate(part));
  }

  private static List<Share> shares(Subgroups.Part part) {
    return List.of(
        new Share(part.events(), part.n()),
        new Share(part.eventsOfReference(), part.ofReference()));
  }

  /** The inverse of the variance; that of one event where there is no ratio. */
  private static double weight(Subgroups.Part part) {
    return part.ratio() instanceof Result.HazardRatio ratio
        ? 1 / (ratio.standardError() * ratio.standardError())
        : 1;
  }

  private static Estimate estimate(Subgroups.Part part) {
    return part.ratio() instanceof Result.HazardRatio ratio
        ? new Estimate(ratio.ratio(), ratio.lower(), ratio.upper())
        : Estimate.NONE;
  }
}
