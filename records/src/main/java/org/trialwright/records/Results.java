package org.trialwright.records;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** The posted results of a record as plain tables, number by number as they were posted. */
public final class Results {
  private static final int LONGEST_NOTE = 4_000;

  private Results() {}

  /** What a table of results is about, in the order in which they are told. */
  public enum Kind {
    FLOW,
    BASELINE,
    OUTCOME,
    SERIOUS,
    OTHER
  }

  /**
   * One table.
   *
   * @param notes what is written about it
   * @param columns the groups
   */
  public record Grid(
      Kind kind, String title, List<String> notes, List<String> columns, List<Row> rows) {
    public Grid {
      notes = List.copyOf(notes);
      columns = List.copyOf(columns);
      rows = List.copyOf(rows);
    }
  }

  /**
   * @param cells one for each column; empty where nothing was posted
   */
  public record Row(String name, List<String> cells) {
    public Row {
      cells = List.copyOf(cells);
    }
  }

  /**
   * @throws RecordReader.Refused when it is no readable JSON
   */
  public static List<Grid> read(String json) {
    var results = RecordReader.tree(json).path("resultsSection");
    return Stream.of(flow(results), baseline(results), outcomes(results), events(results))
        .flatMap(List::stream)
        .filter(grid -> !grid.rows().isEmpty())
        .toList();
  }

  /** The groups of a table, by their number in the record. */
  private record Groups(Map<String, String> names) {
    static Groups of(JsonNode groups) {
      var names = new LinkedHashMap<String, String>();
      groups.forEach(one -> names.put(text(one, "id"), text(one, "title")));
      return new Groups(names);
    }

    List<String> columns() {
      return List.copyOf(names.values());
    }

    /** Values that name their group, each in its column. */
    List<String> cells(JsonNode values, java.util.function.Function<JsonNode, String> value) {
      var cells = new LinkedHashMap<String, String>();
      names.keySet().forEach(id -> cells.put(id, ""));
      values.forEach(
          one -> {
            if (cells.containsKey(text(one, "groupId"))) {
              cells.put(text(one, "groupId"), value.apply(one));
            }
          });
      return List.copyOf(cells.values());
    }
  }

  private static List<Grid> flow(JsonNode results) {
    var module = results.path("participantFlowModule");
    var groups = Groups.of(module.path("groups"));
    var grids = new ArrayList<Grid>();
    for (var period : module.path("periods")) {
      var rows = new ArrayList<Row>();
      for (var one : period.path("milestones")) {
        rows.add(
            new Row(
                text(one, "type"),
                groups.cells(one.path("achievements"), cell -> text(cell, "numSubjects"))));
      }
      for (var one : period.path("dropWithdraws")) {
        rows.add(
            new Row(
                text(one, "type"),
                groups.cells(one.path("reasons"), cell -> text(cell, "numSubjects"))));
      }
      grids.add(
          new Grid(
              Kind.FLOW,
              text(period, "title"),
              notes(module, "recruitmentDetails", "preAssignmentDetails"),
              groups.columns(),
              rows));
    }
    return grids;
  }

  private static List<Grid> baseline(JsonNode results) {
    var module = results.path("baselineCharacteristicsModule");
    var groups = Groups.of(module.path("groups"));
    var grids = new ArrayList<Grid>();
    for (var measure : module.path("measures")) {
      grids.add(
          new Grid(
              Kind.BASELINE,
              text(measure, "title"),
              notes(measure, "description", "populationDescription", "paramType", "unitOfMeasure"),
              groups.columns(),
              classes(measure, groups)));
    }
    return grids;
  }

  private static List<Grid> outcomes(JsonNode results) {
    var grids = new ArrayList<Grid>();
    for (var outcome : results.path("outcomeMeasuresModule").path("outcomeMeasures")) {
      var groups = Groups.of(outcome.path("groups"));
      grids.add(
          new Grid(
              Kind.OUTCOME,
              text(outcome, "title"),
              notes(
                  outcome,
                  "description",
                  "timeFrame",
                  "populationDescription",
                  "paramType",
                  "dispersionType",
                  "unitOfMeasure"),
              groups.columns(),
              classes(outcome, groups)));
    }
    return grids;
  }

  private static List<Row> classes(JsonNode measure, Groups groups) {
    var rows = new ArrayList<Row>();
    for (var one : measure.path("classes")) {
      for (var category : one.path("categories")) {
        var name =
            Stream.of(text(one, "title"), text(category, "title"))
                .filter(part -> !part.isEmpty())
                .reduce((left, right) -> left + ": " + right)
                .orElse(text(measure, "unitOfMeasure"));
        rows.add(new Row(name, groups.cells(category.path("measurements"), Results::measured)));
      }
    }
    return rows;
  }

  private static String measured(JsonNode one) {
    var value = text(one, "value");
    if (one.has("lowerLimit") || one.has("upperLimit")) {
      return value + " (" + text(one, "lowerLimit") + " to " + text(one, "upperLimit") + ")";
    }
    return one.has("spread") ? value + " (" + text(one, "spread") + ")" : value;
  }

  private static List<Grid> events(JsonNode results) {
    var module = results.path("adverseEventsModule");
    var groups = Groups.of(module.path("eventGroups"));
    var notes = notes(module, "timeFrame", "description");
    return List.of(
        new Grid(
            Kind.SERIOUS,
            text(module, "timeFrame"),
            notes,
            groups.columns(),
            events(module.path("seriousEvents"), groups)),
        new Grid(
            Kind.OTHER,
            text(module, "timeFrame"),
            notes,
            groups.columns(),
            events(module.path("otherEvents"), groups)));
  }

  private static List<Row> events(JsonNode events, Groups groups) {
    return StreamSupport.stream(events.spliterator(), false)
        .map(
            one ->
                new Row(
                    text(one, "term"),
                    groups.cells(
                        one.path("stats"),
                        cell -> text(cell, "numAffected") + " / " + text(cell, "numAtRisk"))))
        .toList();
  }

  private static List<String> notes(JsonNode node, String... names) {
    return Stream.of(names)
        .map(name -> text(node, name))
        .filter(note -> !note.isBlank())
        .map(note -> note.length() <= LONGEST_NOTE ? note : note.substring(0, LONGEST_NOTE) + "…")
        .toList();
  }

  private static String text(JsonNode node, String name) {
    var value = node.path(name);
    return value.isValueNode() && !value.isNull() ? value.asString() : "";
  }
}
