package org.trialwright.oversight.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.trialwright.analysis.Report;
import org.trialwright.pages.Table;
import org.trialwright.pages.Words;
import org.trialwright.study.Measure;
import org.trialwright.study.Reads;
import org.trialwright.study.Study;

/**
 * A whole report as a page or a document shows it.
 *
 * @param plan planned tests, looks and stopping rules
 * @param beside other looks at the endpoints, doses, windows and deviations
 * @param parts figures that belong to no one result: subgroups, harms, places and ways
 */
public record ReportView(
    Report report,
    Optional<Findings.Drawn> flow,
    Findings findings,
    List<Table> plan,
    List<Table> beside,
    List<Findings.Drawn> parts) {
  public ReportView {
    plan = List.copyOf(plan);
    beside = List.copyOf(beside);
    parts = List.copyOf(parts);
  }

  /**
   * @param simulated whether the participants are made up
   */
  public static ReportView of(Study study, Report report, boolean simulated, Words words) {
    var pictures = new Pictures(study, report, simulated);
    var tables = new PlanTables(new Names(study), report, words);
    return new ReportView(
        report,
        pictures.flow().map(figure -> Findings.Drawn.of("flow", figure, words)),
        Findings.of(study, report, pictures, words),
        present(List.of(tables.tests(), tables.looks(), tables.watched())),
        present(
            List.of(
                SensitivityTable.of(new Names(study), report, words),
                tables.onTheWay(),
                tables.exposure(),
                tables.windows(),
                tables.deviations())),
        pictures.beside().stream()
            .map(figure -> Findings.Drawn.of(figure.about().id().substring(2), figure, words))
            .toList());
  }

  /** What tells of harm alone: endpoints that grade events, and those that read the same forms. */
  public ReportView ofHarm(Study study) {
    var endpoints = study.measure().endpoints();
    var forms =
        endpoints.stream()
            .map(Measure.Endpoint::what)
            .filter(Measure.What.Worst.class::isInstance)
            .map(what -> ((Measure.What.Worst) what).by().form())
            .collect(Collectors.toSet());
    var harm =
        endpoints.stream()
            .filter(one -> Reads.of(one.what()).forms().stream().anyMatch(forms::contains))
            .map(Measure.Endpoint::name)
            .collect(Collectors.toSet());
    return new ReportView(
        report, Optional.empty(), findings.only(harm), List.of(), List.of(), List.of());
  }

  private static List<Table> present(List<Optional<Table>> tables) {
    return tables.stream().flatMap(Optional::stream).toList();
  }
}
