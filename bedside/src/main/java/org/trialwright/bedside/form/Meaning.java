package org.trialwright.bedside.form;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.trialwright.bedside.Chart;
import org.trialwright.journey.Journey;
import org.trialwright.journey.Record;
import org.trialwright.pages.Link;
import org.trialwright.pages.Sign;
import org.trialwright.pages.Verdict;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Answer;
import org.trialwright.study.Because;
import org.trialwright.study.Item;
import org.trialwright.study.Type;

/**
 * What a decision of the study makes of the answers so far: the result, why, and which answers
 * would change it.
 *
 * @param name of the decision
 * @param change what would change it; empty when it is decided
 */
public record Meaning(
    String name, Verdict verdict, List<Verdict.Criterion> why, String change, String assumed) {
  public Meaning {
    why = List.copyOf(why);
  }

  /** Every decision of the record's form, the last of the form first. */
  static List<Meaning> of(Chart chart, Journey journey, Record record) {
    var meanings = new ArrayList<Meaning>();
    for (var item : record.form().items()) {
      if (item.workedOut() && item.table().isPresent() && record.applies(item)) {
        meanings.addFirst(of(chart, journey, record, item, item.table().get()));
      }
    }
    return List.copyOf(meanings);
  }

  private static Meaning of(
      Chart chart, Journey journey, Record record, Item item, Item.Table table) {
    var why = new ArrayList<Verdict.Criterion>();
    var open = new ArrayList<Because>();
    for (var line : table.lines()) {
      var truth = line.when().test(journey.world(), record);
      var because =
          truth == Truth.NO ? List.<Because>of() : line.when().because(journey.world(), record);
      for (var one : because) {
        if (one.truth() == Truth.UNKNOWN) {
          open.add(one);
        }
        why.add(criterion(chart, one));
      }
      if (truth == Truth.YES) {
        break;
      }
    }
    var distinct = why.stream().distinct().toList();
    var answer = record.answer(item);
    return new Meaning(
        chart.speaker().question(item).text(),
        verdict(chart, item, answer),
        distinct,
        answer.known() || open.isEmpty()
            ? ""
            : chart.words().say("these answers decide", chart.speaker().needed(open).text()),
        chart.assumed("forms." + item.path()));
  }

  private static Verdict.Criterion criterion(Chart chart, Because because) {
    var sign = because.truth() == Truth.UNKNOWN ? Sign.UNKNOWN : Sign.MET;
    return new Verdict.Criterion(
        sign, chart.speaker().finding(because).text(), "", "", "", Link.NONE);
  }

  private static Verdict verdict(Chart chart, Item item, Answer answer) {
    if (answer instanceof Answer.Coded coded && item.type() instanceof Type.Coded(var list)) {
      var codes =
          list.of(coded.possible()).stream()
              .map(code -> chart.speaker().code(item, code).text())
              .toList();
      if (codes.size() == 1) {
        return new Verdict(Sign.RESULT, codes.getFirst(), "", "");
      }
      return new Verdict(
          Sign.UNKNOWN,
          chart.words().say("cannot tell yet"),
          "",
          codes.size() > MANY
              ? ""
              : chart
                  .words()
                  .say("still possible", codes.stream().collect(Collectors.joining(" · "))));
    }
    return new Verdict(Sign.UNKNOWN, chart.words().say("cannot tell yet"), "", "");
  }

  private static final int MANY = 5;
}
