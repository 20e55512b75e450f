package org.trialwright.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes another value into one line of a study or of its scenario, so that what follows from it
 * can be tried. The folder on disk stays as it is.
 */
public final class Overwrite {
  private static final String STUDY = "study.";
  private static final String STUDY_FILE = "study.yaml";
  private static final String SCENARIO_FILE = "scenario.yaml";

  private Overwrite() {}

  /** What cannot be written, and why. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String why) {
      super(why);
    }
  }

  /**
   * The folder with one line of it written anew.
   *
   * @param path names of blocks and of the line, between dots, such as {@code people.accrual} of
   *     the scenario, or {@code study.target} of the study itself
   * @param variants of the scenario that will be read: what they say themselves cannot be set
   *     beneath them
   * @throws Refused when there is no such line, or it is written over several lines
   */
  public static Folder set(Folder folder, String path, String value, List<String> variants) {
    boolean ofStudy = path.startsWith(STUDY);
    var file = ofStudy ? STUDY_FILE : SCENARIO_FILE;
    var names = ofStudy ? path.substring(STUDY.length()) : path;
    var text =
        Optional.ofNullable(folder.files().get(file))
            .orElseThrow(() -> new Refused("%s: there is no %s".formatted(path, file)));
    var root =
        YamlText.read(file, text, new Faults())
            .orElseThrow(() -> new Refused("%s: %s is not readable".formatted(path, file)));
    if (!ofStudy) {
      checkVariants(root, names, variants);
    }
    return folder.with(file, written(text, find(root, names, path, file), path, value));
  }

  private static void checkVariants(Node.Block root, String names, List<String> variants) {
    for (var variant : variants) {
      var own = "variants." + variant + ".";
      var says = root.find("variants").map(Node.Entry::value).flatMap(all -> child(all, variant));
      var parts = names.split("\\.", 2);
      if (!names.startsWith(own)
          && parts.length == 2
          && says.flatMap(one -> child(one, parts[0]))
              .filter(one -> has(one, parts[1]))
              .isPresent()) {
        throw new Refused(
            "%s: the variant '%s' says this itself; set %s%s"
                .formatted(names, variant, own, names));
      }
    }
  }

  private static Optional<Node> child(Node node, String key) {
    return node instanceof Node.Block block
        ? block.find(key).map(Node.Entry::value)
        : Optional.empty();
  }

  private static boolean has(Node node, String names) {
    return node instanceof Node.Block block
        && block.keys().stream().anyMatch(key -> names.equals(key) || names.startsWith(key + "."));
  }

  /**
   * A line that can be set.
   *
   * @param path as in {@link #set}
   * @param text what the file says
   */
  public record Line(String path, String text) {}

  /**
   * The lines of a block of the scenario, in its order.
   *
   * @param section such as {@code nature}
   * @param variants whose lines stand in the place of others
   */
  public static List<Line> lines(Folder folder, String section, List<String> variants) {
    var lines = new LinkedHashMap<String, List<Line>>();
    Optional.ofNullable(folder.files().get(SCENARIO_FILE))
        .flatMap(text -> YamlText.read(SCENARIO_FILE, text, new Faults()))
        .ifPresent(
            root -> {
              add(lines, child(root, section), section);
              for (var variant : variants) {
                add(
                    lines,
                    child(root, "variants")
                        .flatMap(all -> child(all, variant))
                        .flatMap(own -> child(own, section)),
                    section);
              }
            });
    return lines.values().stream().flatMap(List::stream).toList();
  }

  private static void add(Map<String, List<Line>> lines, Optional<Node> section, String name) {
    if (section.isPresent() && section.get() instanceof Node.Block block) {
      for (var entry : block.entries()) {
        var path = name + "." + entry.key();
        lines.put(
            entry.key(),
            switch (entry.value()) {
              case Node.Line line -> List.of(new Line(path, line.text()));
              case Node.Block inner ->
                  inner.entries().stream()
                      .filter(one -> one.value() instanceof Node.Line)
                      .map(
                          one -> new Line(path + "." + one.key(), ((Node.Line) one.value()).text()))
                      .toList();
              case Node.Items _ -> List.of();
            });
      }
    }
  }

  /** Names may have dots themselves: the longest that fits is taken. */
  private static Node.Line find(Node node, String names, String path, String file) {
    return switch (node) {
      case Node.Line line when names.isEmpty() -> line;
      case Node.Block block -> {
        var fits =
            block.entries().stream()
                .filter(entry -> names.equals(entry.key()) || names.startsWith(entry.key() + "."))
                .reduce((one, other) -> one.key().length() > other.key().length() ? one : other)
                .orElseThrow(() -> unknown(names, path, file, block));
        var rest = names.substring(fits.key().length());
        yield find(fits.value(), rest.isEmpty() ? rest : rest.substring(1), path, file);
      }
      default ->
          throw new Refused(
              "%s: '%s' stands below a line of %s that has nothing below it"
                  .formatted(path, names, file));
    };
  }

  private static Refused unknown(String names, String path, String file, Node.Block block) {
    return new Refused(
        names.isEmpty()
            ? "%s is a block of %s; one of its lines can be set: %s"
                .formatted(path, file, String.join(", ", block.keys()))
            : "%s: there is no '%s' in %s line %d; there is: %s"
                .formatted(path, names, file, block.at().line(), String.join(", ", block.keys())));
  }

  private static String written(String text, Node.Line line, String path, String value) {
    if (value.contains("\n")) {
      throw new Refused(path + ": a value is one line");
    }
    var lines = new ArrayList<>(List.of(text.split("\n", -1)));
    var before = lines.get(line.at().line() - 1);
    int start = line.at().column() - 1;
    if (!before.startsWith(line.text(), start)) {
      throw new Refused(
          "%s is written over several lines, or with signs that stand for others; it cannot be set"
              .formatted(path));
    }
    boolean quoted =
        start > 0 && (before.charAt(start - 1) == '"' || before.charAt(start - 1) == '\'');
    int from = quoted ? start - 1 : start;
    int to = start + line.text().length() + (quoted ? 1 : 0);
    lines.set(
        line.at().line() - 1,
        before.substring(0, from) + "'" + value.replace("'", "''") + "'" + before.substring(to));
    return String.join("\n", lines);
  }
}
