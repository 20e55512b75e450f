package org.trialwright.oversight.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.trialwright.analysis.Courses;
import org.trialwright.figures.About;
import org.trialwright.figures.StateOccupation;
import org.trialwright.figures.Text;
import org.trialwright.quantities.Unit;

/** In which place an arm's participants are as time goes on; seldom ones are taken together. */
final class PlacesPicture {
  private static final int SHOWN = 5;
  private static final Text OTHERS = new Text("other places", "其他节点");

  private PlacesPicture() {}

  static Text title(Text arm) {
    return new Text("Where participants are: " + arm.english(), "受试者所处节点：" + arm.chinese());
  }

  static StateOccupation of(Names names, About about, Courses.Occupation occupation) {
    var shown =
        IntStream.range(0, occupation.places().size())
            .boxed()
            .sorted(
                Comparator.comparingDouble((Integer at) -> -weight(occupation, at))
                    .thenComparing(at -> at))
            .limit(SHOWN)
            .sorted()
            .toList();
    boolean others = shown.size() < occupation.places().size();
    var states = new ArrayList<Text>();
    shown.forEach(at -> states.add(names.place(occupation.places().get(at))));
    if (others) {
      states.add(OTHERS);
    }
    double[] days = occupation.days().toArray();
    var moments = new ArrayList<StateOccupation.Moment>();
    for (int day = 0; day < days.length; day++) {
      moments.add(
          new StateOccupation.Moment(
              days[day] / Unit.DAYS_OF_A_MONTH, shares(occupation, shown, others, day)));
    }
    double last = days[days.length - 1];
    double until = last + 1;
    return new StateOccupation(
        about, Months.axis(until), states, moments, until / Unit.DAYS_OF_A_MONTH);
  }

  /** The area under the probability. */
  private static double weight(Courses.Occupation occupation, int place) {
    double sum = 0;
    var days = occupation.days();
    var probability = occupation.probability().get(place);
    for (int i = 1; i < days.size(); i++) {
      sum += probability.get(i - 1) * (days.get(i) - days.get(i - 1));
    }
    return sum;
  }

  private static List<Double> shares(
      Courses.Occupation occupation, List<Integer> shown, boolean others, int day) {
    var shares = new ArrayList<Double>();
    double sum = 0;
    for (int place : shown) {
      double share = occupation.probability().get(place).get(day);
      shares.add(share);
      sum += share;
    }
    if (others) {
      shares.add(Math.max(0, 1 - sum));
    }
    return shares;
  }
}
