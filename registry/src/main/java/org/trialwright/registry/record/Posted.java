package org.trialwright.registry.record;

import java.util.ArrayList;
import java.util.List;
import org.trialwright.pages.Table;
import org.trialwright.pages.Words;
import org.trialwright.records.Results;
import org.trialwright.records.TrialRecord;

/** The posted results of a trial as tables, in the words of the register. */
record Posted(String id, String title, List<Part> parts) {

  /** What is folded under one line. */
  record Part(String heading, List<Folded> tables) {}

  record Folded(String name, List<String> notes, Table table) {}

  static Posted of(TrialRecord record, List<Results.Grid> grids, Words words) {
    var parts = new ArrayList<Part>();
    for (var kind : Results.Kind.values()) {
      var tables =
          grids.stream()
              .filter(grid -> grid.kind() == kind)
              .map(grid -> folded(grid, words))
              .toList();
      if (!tables.isEmpty()) {
        parts.add(new Part(heading(kind, words), tables));
      }
    }
    return new Posted(record.id(), record.briefTitle(), parts);
  }

  private static String heading(Results.Kind kind, Words words) {
    return switch (kind) {
      case FLOW -> words.say("who took part");
      case BASELINE -> words.say("people at the start");
      case OUTCOME -> words.say("what came out");
      case SERIOUS -> words.say("serious adverse events");
      case OTHER -> words.say("other adverse events");
    };
  }

  private static Folded folded(Results.Grid grid, Words words) {
    var columns = new ArrayList<Table.Column>();
    columns.add(new Table.Column(words.say("what is counted"), false));
    grid.columns().forEach(name -> columns.add(new Table.Column(name, true)));
    var lines =
        grid.rows().stream()
            .map(
                row -> {
                  var cells = new ArrayList<Table.Cell>();
                  cells.add(new Table.Cell(row.name()));
                  row.cells().forEach(cell -> cells.add(new Table.Cell(cell)));
                  return new Table.Line(cells, false);
                })
            .toList();
    var name = grid.title().isBlank() ? heading(grid.kind(), words) : grid.title();
    return new Folded(name, grid.notes(), new Table(name, true, "", columns, lines));
  }
}
