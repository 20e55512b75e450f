package org.trialwright.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The structure of a YAML file: blocks of named lines, single lines, and lists of lines. */
sealed interface Node {
  Position at();

  /** One phrase; {@code at} is where its first character stands. */
  record Line(String text, Position at) implements Node {}

  /** Named lines or blocks in the order written. */
  record Block(List<Entry> entries, Position at) implements Node {
    Optional<Entry> find(String key) {
      for (var entry : entries) {
        if (entry.key().equals(key)) {
          return Optional.of(entry);
        }
      }
      return Optional.empty();
    }

    List<String> keys() {
      var keys = new ArrayList<String>();
      entries.forEach(entry -> keys.add(entry.key()));
      return keys;
    }
  }

  /** A list; only expectations of cases are written so. */
  record Items(List<Node> nodes, Position at) implements Node {}

  record Entry(String key, Position at, Node value) {}
}
