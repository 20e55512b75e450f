package org.trialwright.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a backup says it holds; the last entry of its file, {@code contents.json}.
 *
 * @param made when, by the clock of who made it
 * @param program which version of the program made it
 * @param histories how far each history of migrations had come: its table and the version
 * @param keys the names of the keys that belong to it, which tell nothing about them
 * @param heads the last link of each chain, by the chain's name
 * @param parts the tables, in the order in which they can be filled, and other files
 */
public record BackupContents(
    Instant made,
    String program,
    Map<String, String> histories,
    Map<String, String> keys,
    Map<String, Head> heads,
    List<Part> parts) {
  static final String NAME = "contents.json";
  static final long FORMAT = 1;

  public BackupContents {
    histories = Map.copyOf(histories);
    keys = Map.copyOf(keys);
    heads = Map.copyOf(heads);
    parts = List.copyOf(parts);
  }

  /**
   * One entry of the file.
   *
   * @param table whose rows it holds, as PostgreSQL's {@code copy} writes them; empty for a file
   * @param columns in their order
   * @param sha256 of its bytes, in hexadecimal
   */
  public record Part(String entry, String table, List<String> columns, long rows, String sha256) {
    public Part {
      columns = List.copyOf(columns);
    }

    private Json json() {
      return new Json.Fields(
          Map.of(
              "entry", new Json.Text(entry),
              "table", new Json.Text(table),
              "columns",
                  new Json.Items(
                      columns.stream().<Json>map(Json.Text::new).collect(Collectors.toList())),
              "rows", new Json.Whole(rows),
              "sha256", new Json.Text(sha256)));
    }

    private static Part read(Json json) {
      var fields = object(json);
      var columns = new ArrayList<String>();
      for (var column : fields.items("columns")) {
        if (!(column instanceof Json.Text(var name))) {
          throw new IllegalArgumentException("a column is no text");
        }
        columns.add(name);
      }
      return new Part(
          fields.text("entry"),
          fields.text("table"),
          columns,
          fields.large("rows"),
          fields.text("sha256"));
    }
  }

  /** How many rows of all tables. */
  public long rows() {
    return parts.stream().mapToLong(Part::rows).sum();
  }

  /** The canonical text. */
  String text() {
    var links = new TreeMap<String, Json>();
    heads.forEach(
        (chain, head) ->
            links.put(
                chain,
                new Json.Fields(
                    Map.of(
                        "sequence", new Json.Whole(head.sequence()),
                        "hash", new Json.Text(head.hash())))));
    return new Json.Fields(
            Map.of(
                "format", new Json.Whole(FORMAT),
                "made", new Json.Text(Digests.utc(made)),
                "program", new Json.Text(program),
                "histories", texts(histories),
                "keys", texts(keys),
                "heads", new Json.Fields(links),
                "parts", new Json.Items(parts.stream().map(Part::json).toList())))
        .canonical();
  }

  private static Json texts(Map<String, String> map) {
    var fields = new TreeMap<String, Json>();
    map.forEach((name, text) -> fields.put(name, new Json.Text(text)));
    return new Json.Fields(fields);
  }

  /**
   * Reads what {@link #text} wrote.
   *
   * @throws IllegalArgumentException when it is something else
   */
  static BackupContents read(String text) {
    var fields = object(Json.parse(text));
    if (fields.large("format") != FORMAT) {
      throw new IllegalArgumentException(
          "it is of format %d, and this program reads %d: use a newer Trialwright"
              .formatted(fields.large("format"), FORMAT));
    }
    var heads = new TreeMap<String, Head>();
    fields
        .fields("heads")
        .values()
        .forEach(
            (chain, head) ->
                heads.put(
                    chain, new Head(object(head).large("sequence"), object(head).text("hash"))));
    return new BackupContents(
        Instant.parse(fields.text("made")),
        fields.text("program"),
        map(fields.fields("histories")),
        map(fields.fields("keys")),
        heads,
        fields.items("parts").stream().map(Part::read).toList());
  }

  private static Map<String, String> map(Json.Fields fields) {
    var map = new TreeMap<String, String>();
    fields.values().keySet().forEach(name -> map.put(name, fields.text(name)));
    return map;
  }

  private static Json.Fields object(Json json) {
    if (!(json instanceof Json.Fields fields)) {
      throw new IllegalArgumentException("not an object: " + json.canonical());
    }
    return fields;
  }
}
