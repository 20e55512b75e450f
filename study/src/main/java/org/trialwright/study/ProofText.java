package org.trialwright.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The study as written, for proofs about lines.
 *
 * @param root {@code study.yaml}
 * @param chapters the forms, by chapter
 * @param pages the other files that were read, by name
 */
record ProofText(Node.Block root, Map<String, Node.Block> chapters, Map<String, Node.Block> pages) {
  ProofText {
    chapters = Map.copyOf(chapters);
    pages = Map.copyOf(pages);
  }

  /** Where a line stands; the block that would hold it when it cannot be found. */
  Position at(String... keys) {
    var block = root;
    var at = root.at();
    for (var key : keys) {
      var entry = block.find(key);
      if (entry.isEmpty()) {
        return at;
      }
      at = entry.get().at();
      if (!(entry.get().value() instanceof Node.Block inner)) {
        return at;
      }
      block = inner;
    }
    return at;
  }

  Optional<Node.Entry> form(String name) {
    return chapters.values().stream().flatMap(chapter -> chapter.find(name).stream()).findFirst();
  }

  /**
   * The line or block a path such as {@code who.rules.fit} means; names may hold dots themselves.
   */
  Optional<Node.Entry> find(String path) {
    if (path.startsWith("forms.")) {
      return chapters.values().stream()
          .flatMap(chapter -> find(chapter, path.substring("forms.".length())).stream())
          .findFirst();
    }
    for (var page : pages.entrySet()) {
      var name = page.getKey().replace(".yaml", "");
      if (path.startsWith(name + ".")) {
        return find(page.getValue(), path.substring(name.length() + 1));
      }
    }
    return find(root, path);
  }

  private static Optional<Node.Entry> find(Node.Block block, String path) {
    for (var entry : block.entries()) {
      if (path.equals(entry.key())) {
        return Optional.of(entry);
      }
      if (path.startsWith(entry.key() + ".") && entry.value() instanceof Node.Block inner) {
        var found = find(inner, path.substring(entry.key().length() + 1));
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** What stands at a place: a line's own text, or a block's lines, one below the other. */
  static String text(Node.Entry entry) {
    return switch (entry.value()) {
      case Node.Line line -> line.text();
      case Node.Block block ->
          lines("", block).stream()
              .map(line -> line.path() + ": " + line.line().text())
              .collect(Collectors.joining("\n"));
      case Node.Items _ -> "";
    };
  }

  /** A line with the path that leads to it. */
  record Written(String path, Node.Line line, Position at) {}

  static List<Written> lines(String path, Node.Block block) {
    var found = new ArrayList<Written>();
    lines(path, block, found);
    return found;
  }

  private static void lines(String path, Node.Block block, List<Written> into) {
    for (var entry : block.entries()) {
      var own = path.isEmpty() ? entry.key() : path + "." + entry.key();
      switch (entry.value()) {
        case Node.Line line -> into.add(new Written(own, line, entry.at()));
        case Node.Block inner -> lines(own, inner, into);
        case Node.Items _ -> {}
      }
    }
  }
}
