package org.trialwright.bedside.export;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.trialwright.bedside.CheckQueries;
import org.trialwright.bedside.Desk;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Queries;
import org.trialwright.quantities.ParticipantId;

/** Every query, open or closed, as rows. */
final class QueryRows {
  static final List<String> HEAD =
      List.of(
          "participant",
          "site",
          "query",
          "form",
          "record",
          "item",
          "asked_utc",
          "asked_by",
          "state",
          "asked_by_check",
          "last_utc",
          "last_by",
          "text");

  private QueryRows() {}

  /**
   * @param facts by which queries of some participants were asked and answered, in order
   */
  static void write(List<Fact> facts, Sheets out) throws IOException {
    var whose = new LinkedHashMap<ParticipantId, List<Fact>>();
    facts.forEach(
        fact ->
            whose
                .computeIfAbsent(fact.participant().orElseThrow(), _ -> new ArrayList<>())
                .add(fact));
    for (var one : whose.entrySet()) {
      for (var query : Queries.of(one.getValue())) {
        out.row(cells(one.getKey(), query));
      }
    }
  }

  private static List<Cell> cells(ParticipantId participant, Queries query) {
    var about = query.query();
    return List.of(
        new Cell.Text(participant.value()),
        new Cell.Text(Desk.siteOf(participant).value()),
        new Cell.Number(BigDecimal.valueOf(query.number())),
        new Cell.Text(about.form()),
        new Cell.Number(BigDecimal.valueOf(about.ordinal())),
        new Cell.Text(about.item()),
        new Cell.Text(query.asked().recordedUtc()),
        new Cell.Text(query.asked().author().name()),
        new Cell.Text(query.isOpen() ? "open" : "closed"),
        new Cell.Text(CheckQueries.isOwn(query.asked()) ? "yes" : "no"),
        new Cell.Text(query.last().recordedUtc()),
        new Cell.Text(query.last().author().name()),
        new Cell.Text(about.text()));
  }
}
