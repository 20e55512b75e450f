package org.trialwright.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.trialwright.study.Escalation.Action;

/**
 * Reads a dose escalation: {@code allocate: cohorts of 3 from LEVEL, counted by ENDPOINT}, and the
 * table under {@code cohort}. Each number with a toxicity has exactly one action, and more toxicity
 * never a bolder one.
 */
final class EscalationReader {
  static final List<String> KEYS =
      List.of("up", "again", "keep", "down", "recommended", "expanded");
  private static final Map<String, Action> ACTIONS =
      Map.of("up", Action.UP, "again", Action.AGAIN, "keep", Action.KEEP, "down", Action.DOWN);

  private final Blocks blocks;
  private final Names names;
  private final Node.Block how;

  EscalationReader(Blocks blocks, Names names, Node.Block how) {
    this.blocks = blocks;
    this.names = names;
    this.how = how;
  }

  /** After {@code cohorts of}. */
  Escalation read(Phrase phrase) {
    int cohort = phrase.whole("the size of a cohort");
    phrase.expect("from");
    var levels = names.arms(phrase).codes();
    var start = Names.oneOf(phrase.word("a level"), levels, "a level", phrase);
    phrase.expect(",");
    phrase.expect("counted by");
    var endpoint = Names.oneOf(phrase.word("an endpoint"), names.endpoints, "an endpoint", phrase);
    phrase.end();
    var block =
        how.find("cohort")
            .flatMap(blocks::block)
            .orElseThrow(
                () ->
                    phrase.fault(
                        "'cohort' is missing: what follows from each number, such as 'up: 0 of 3'"));
    blocks.onlyKeys(block, "cohort", KEYS);
    int recommended = number(block, "recommended", "with", cohort);
    int expanded =
        block.find("expanded").isPresent() ? number(block, "expanded", "to", cohort) : recommended;
    if (expanded < recommended) {
      throw fault(
          block,
          "expanded",
          "a level is recommended with " + recommended + " and cannot be expanded to fewer");
    }
    var table = new Table(block, cohort, recommended, expanded).read();
    return new Escalation(levels, start, cohort, endpoint, table, recommended, expanded);
  }

  private int number(Node.Block block, String key, String word, int cohort) {
    var line =
        blocks
            .lineAt(block, key)
            .orElseThrow(
                () ->
                    new PhraseFault(
                        block.at(), "cohort: '%s: %s …' is missing".formatted(key, word)));
    var phrase = new Phrase(line);
    phrase.expect(word);
    int number = phrase.whole("a number of participants");
    phrase.end();
    if (number % cohort != 0) {
      throw new PhraseFault(
          line.at(), "%d is not a number of whole cohorts of %d".formatted(number, cohort));
    }
    return number;
  }

  private static PhraseFault fault(Node.Block block, String key, String message) {
    return new PhraseFault(block.find(key).map(Node.Entry::at).orElse(block.at()), message);
  }

  /** The table as it is filled, line by line. */
  private final class Table {
    private final Node.Block block;
    private final int cohort;
    private final int recommended;
    private final int expanded;
    private final TreeMap<Integer, Map<Integer, Action>> rows = new TreeMap<>();

    Table(Node.Block block, int cohort, int recommended, int expanded) {
      this.block = block;
      this.cohort = cohort;
      this.recommended = recommended;
      this.expanded = expanded;
      for (int of = cohort; of <= expanded; of += cohort) {
        rows.put(of, new TreeMap<>());
      }
    }

    Map<Integer, List<Action>> read() {
      for (var entry : block.entries()) {
        var action = ACTIONS.get(entry.key());
        if (action != null) {
          blocks.line(entry).ifPresent(line -> line(action, entry.key(), new Phrase(line)));
        }
      }
      Map<Integer, List<Action>> table = new TreeMap<>();
      rows.forEach((of, row) -> table.put(of, complete(of, row)));
      return table;
    }

    private void line(Action action, String key, Phrase phrase) {
      do {
        int mark = phrase.mark();
        int from = (int) phrase.needNumber();
        int to = phrase.accept("..") ? (int) phrase.needNumber() : from;
        phrase.expect("of");
        int of = phrase.whole("the number at a level");
        var row = rows.get(of);
        if (row == null) {
          throw fault(
              phrase,
              mark,
              "nothing is decided with %d: cohorts have %d, and a level %d at most"
                  .formatted(of, cohort, expanded));
        }
        if (from > to || to > of) {
          throw fault(phrase, mark, "%d..%d of %d is no range of numbers".formatted(from, to, of));
        }
        boolean expansion = of > recommended;
        if (expansion ? action == Action.UP || action == Action.AGAIN : action == Action.KEEP) {
          throw fault(
              phrase,
              mark,
              expansion
                  ? "a level is recommended with %d; beyond, it is 'keep' or 'down'"
                      .formatted(recommended)
                  : "'keep' is said beyond the %d with which a level is recommended"
                      .formatted(recommended));
        }
        if (action == Action.AGAIN && of == recommended) {
          throw fault(
              phrase,
              mark,
              "a level is recommended with %d, so no other cohort follows".formatted(of));
        }
        for (int toxic = from; toxic <= to; toxic++) {
          if (row.put(toxic, action) != null) {
            throw fault(
                phrase, mark, "%d of %d stands twice, here under '%s'".formatted(toxic, of, key));
          }
        }
      } while (phrase.accept(","));
      phrase.end();
    }

    private PhraseFault fault(Phrase phrase, int mark, String message) {
      phrase.reset(mark);
      return phrase.fault(message);
    }

    private List<Action> complete(int of, Map<Integer, Action> row) {
      var actions = new ArrayList<Action>();
      for (int toxic = 0; toxic <= of; toxic++) {
        var action = row.get(toxic);
        if (action == null) {
          throw new PhraseFault(
              block.at(), "cohort: nothing is said of %d of %d".formatted(toxic, of));
        }
        if (!actions.isEmpty() && action.compareTo(actions.getLast()) < 0) {
          throw new PhraseFault(
              block.at(),
              "cohort: %d of %d has a bolder line than %d of %d"
                  .formatted(toxic, of, toxic - 1, of));
        }
        actions.add(action);
      }
      if (actions.getLast() != Action.DOWN) {
        throw new PhraseFault(
            block.at(), "cohort: with %d of %d the dose must go down".formatted(of, of));
      }
      return actions;
    }
  }
}
