package org.trialwright.oversight.report;

import java.util.Arrays;
import org.trialwright.analysis.Courses;
import org.trialwright.figures.About;
import org.trialwright.figures.StateOccupation;
import org.trialwright.figures.Text;
import org.trialwright.quantities.Unit;

/** In which place an arm's participants are as time goes on; seldom ones are taken together. */
final class PlacesPicture {
  private static final Text OTHERS = new Text("other places", "其他节点");

  private PlacesPicture() {}

  static Text title(Text arm) {
    return new Text("Where participants are: " + arm.english(), "受试者所处节点：" + arm.chinese());
  }

  static StateOccupation of(Names names, About about, Courses.Occupation occupation) {
    double[] days = occupation.days().toArray();
    double until = days[days.length - 1] + 1;
    return StateOccupation.most(
        about,
        Months.axis(until),
        occupation.places().stream().map(names::place).toList(),
        OTHERS,
        Arrays.stream(days).mapToObj(day -> day / Unit.DAYS_OF_A_MONTH).toList(),
        occupation.probability().stream()
            .map(one -> Arrays.stream(one.toArray()).boxed().toList())
            .toList(),
        until / Unit.DAYS_OF_A_MONTH);
  }
}
