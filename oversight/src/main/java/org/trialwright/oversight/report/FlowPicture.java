package org.trialwright.oversight.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.trialwright.analysis.Flow;
import org.trialwright.figures.About;
import org.trialwright.figures.Consort;
import org.trialwright.figures.Figure;
import org.trialwright.figures.Text;

/** The flow of participants as CONSORT 2025 draws it; before the end with those who go on. */
final class FlowPicture {
  static final Text TITLE = new Text("Flow of participants", "受试者流程");
  private static final Text IN_SCREENING = new Text("in screening now", "目前筛选中");
  private static final Text STARTED = new Text("started treatment", "开始治疗");
  private static final Text NOT_STARTED = new Text("did not start treatment", "未开始治疗");
  private static final Text ON_STUDY = new Text("On study at the data cut", "数据截止时在研");

  private FlowPicture() {}

  /**
   * @param set in which the primary endpoint is analysed first
   */
  static Optional<Figure> of(Names names, About about, Flow flow, String set) {
    if (flow.allocated() == 0) {
      return Optional.empty();
    }
    var excluded = counts(flow.excluded(), names::whyNot);
    if (flow.inScreening() > 0) {
      excluded.add(Consort.Count.of(IN_SCREENING, flow.inScreening()));
    }
    var ends = new TreeSet<String>();
    flow.arms().forEach(row -> ends.addAll(row.ended().keySet()));
    var arms =
        flow.arms().stream()
            .sorted(
                java.util.Comparator.comparingInt(
                    (Flow.Row row) -> names.arms().indexOf(row.arm())))
            .map(row -> arm(names, row, ends, set))
            .toList();
    return Optional.of(new Consort(about, flow.registered(), excluded, flow.allocated(), arms));
  }

  private static List<Consort.Count> counts(
      Map<String, Integer> counts, Function<String, Text> said) {
    var all = new ArrayList<Consort.Count>();
    counts.forEach((what, n) -> all.add(Consort.Count.of(said.apply(what), n)));
    return all;
  }

  /**
   * @param ends places in which somebody of any arm has ended, so that all arms have the same steps
   */
  private static Consort.Arm arm(Names names, Flow.Row row, Set<String> ends, String set) {
    var group = names.group(row.arm());
    var steps = new ArrayList<Consort.Step>();
    if (!ends.isEmpty()) {
      steps.add(
          new Consort.Left(
              ends.stream()
                  .map(end -> Consort.Count.of(names.place(end), row.ended().getOrDefault(end, 0)))
                  .toList()));
    }
    steps.add(new Consort.Reached(Consort.Count.of(ON_STUDY, row.ongoing())));
    int analysed = row.sets().getOrDefault(set, row.allocated());
    var said = names.set(set);
    var notAnalysed = new ArrayList<Consort.Count>();
    if (analysed < row.allocated()) {
      notAnalysed.add(
          Consort.Count.of(
              new Text("not in " + said.english(), "不在" + said.chinese() + "中"),
              row.allocated() - analysed));
    }
    return new Consort.Arm(
        new Consort.Count(
            group,
            row.allocated(),
            List.of(
                Consort.Count.of(STARTED, row.started()),
                Consort.Count.of(NOT_STARTED, row.notStarted()))),
        steps,
        Consort.Count.of(
            new Text("Analysed in " + said.english(), "纳入" + said.chinese() + "分析"), analysed),
        notAnalysed);
  }
}
