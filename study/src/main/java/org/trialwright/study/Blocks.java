package org.trialwright.study;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What the readers of all blocks share: shapes are checked and every fault is kept. */
final class Blocks {
  private final Faults faults;

  Blocks(Faults faults) {
    this.faults = faults;
  }

  Faults faults() {
    return faults;
  }

  Optional<Node.Block> block(Node.Entry entry) {
    if (entry.value() instanceof Node.Block block) {
      return Optional.of(block);
    }
    faults.add(entry.value().at(), entry.key() + ": lines of 'name: value' are needed here");
    return Optional.empty();
  }

  Optional<Node.Line> line(Node.Entry entry) {
    if (!(entry.value() instanceof Node.Line line)) {
      faults.add(entry.value().at(), entry.key() + ": one line of text is needed here");
      return Optional.empty();
    }
    if (line.text().isBlank()) {
      faults.add(entry.at(), entry.key() + ": a value is missing");
      return Optional.empty();
    }
    return Optional.of(line);
  }

  /** The entries of a sub-block, none when it is absent. */
  List<Node.Entry> entries(Node.Block parent, String key) {
    return parent.find(key).flatMap(this::block).map(Node.Block::entries).orElse(List.of());
  }

  Optional<Node.Line> lineAt(Node.Block parent, String key) {
    return parent.find(key).flatMap(this::line);
  }

  void onlyKeys(Node.Block block, String where, Collection<String> known) {
    for (var entry : block.entries()) {
      if (!known.contains(entry.key())) {
        faults.add(
            entry.at(),
            "'"
                + entry.key()
                + "' does not belong in "
                + where
                + Faults.didYouMean(entry.key(), known));
      }
    }
  }

  /** Checks the shape of a name an author gives. */
  boolean named(Node.Entry entry) {
    var objection = Names.objection(entry.key());
    objection.ifPresent(message -> faults.add(entry.at(), message));
    return objection.isEmpty();
  }

  /** Reads one phrase; a fault in it is kept and reading goes on with the next. */
  <T> Optional<T> attempt(Supplier<T> reading) {
    try {
      return Optional.of(reading.get());
    } catch (PhraseFault fault) {
      faults.add(fault);
      return Optional.empty();
    }
  }

  void attemptTo(Runnable reading) {
    try {
      reading.run();
    } catch (PhraseFault fault) {
      faults.add(fault);
    }
  }

  /** The words of a line such as {@code drug-a, drug-b}. */
  static Stream<String> commaSeparated(String text) {
    return Stream.of(text.split(",")).map(String::strip).filter(word -> !word.isEmpty());
  }
}
