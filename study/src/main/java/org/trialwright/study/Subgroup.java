package org.trialwright.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something known before allocation by which the primary endpoint is looked at in parts.
 *
 * @param name in the study's words
 * @param of the question; empty for the site
 * @param cuts where a number is cut, ascending, in the question's unit; empty for a question with a
 *     list of answers
 * @param text as written
 */
public record Subgroup(String name, Optional<Item> of, List<Quantity> cuts, String text) {
  public Subgroup {
    cuts = List.copyOf(cuts);
  }

  /** The parts in order: answers, or ranges between cuts; none where a part is a site. */
  public List<String> levels() {
    if (of.isEmpty()) {
      return List.of();
    }
    if (of.get().type() instanceof Type.Coded coded) {
      return coded.list().codes();
    }
    var levels = new ArrayList<String>();
    for (int i = 0; i <= cuts.size(); i++) {
      levels.add(range(i));
    }
    return List.copyOf(levels);
  }

  /** The part of a number; empty when it may be of several. */
  public Optional<String> level(Answer answer) {
    if (!(answer instanceof Answer.Ranged ranged)) {
      return Optional.empty();
    }
    int from = above(ranged.low());
    return from == above(ranged.high()) ? Optional.of(range(from)) : Optional.empty();
  }

  /** How many cuts a number has reached. */
  private int above(double number) {
    return (int) cuts.stream().filter(cut -> number >= cut.amount()).count();
  }

  private String range(int i) {
    if (i == 0) {
      return "< " + cuts.getFirst().text();
    }
    var from = ">= " + cuts.get(i - 1).text();
    return i == cuts.size() ? from : from + " and < " + cuts.get(i).text();
  }
}
