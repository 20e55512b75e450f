package org.trialwright.registry.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trialwright.pages.Table;
import org.trialwright.pages.Words;
import org.trialwright.study.Form;
import org.trialwright.study.How;
import org.trialwright.study.Speaker;
import org.trialwright.study.Study;
import org.trialwright.study.When;

/**
 * How often each thing is done to a person of each arm who goes through everything that is planned:
 * counted from the schedule, so that nobody has to estimate it.
 */
final class Burden {
  private Burden() {}

  static Table of(Study study, Speaker speaker, Words words) {
    var columns = new ArrayList<Table.Column>();
    columns.add(new Table.Column(words.say("what is done"), false));
    var arms = study.how().arms();
    arms.forEach(arm -> columns.add(new Table.Column(speaker.arm(arm.name()).text(), true)));
    var lines = new ArrayList<Table.Line>();
    lines.add(
        line(
            words.say("visits planned"),
            arms.stream().map(arm -> Plan.planned(study, arm)).toList(),
            true));
    Map<Form, List<Integer>> counts = new LinkedHashMap<>();
    for (var visit : study.when().visits()) {
      visit.forms().forEach(form -> counts.computeIfAbsent(form, one -> times(study, arms, one)));
    }
    counts.forEach(
        (form, times) -> {
          if (times.stream().anyMatch(time -> time > 0)) {
            lines.add(line(speaker.form(form).text(), times, false));
          }
        });
    return new Table(
        words.say("what it asks of me"),
        false,
        words.say("counted from the schedule"),
        columns,
        lines);
  }

  private static List<Integer> times(Study study, List<How.Arm> arms, Form form) {
    return arms.stream()
        .map(
            arm ->
                study.when().visits().stream()
                    .filter(visit -> visit.forms().contains(form))
                    .filter(visit -> Plan.isPlanned(study, visit, arm))
                    .mapToInt(Burden::occasions)
                    .sum())
        .toList();
  }

  private static int occasions(When.Visit visit) {
    return visit.occasions().size();
  }

  private static Table.Line line(String name, List<Integer> counts, boolean sum) {
    var cells = new ArrayList<Table.Cell>();
    cells.add(new Table.Cell(name));
    counts.forEach(count -> cells.add(new Table.Cell(String.valueOf(count))));
    return new Table.Line(cells, sum);
  }
}
