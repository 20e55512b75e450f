package org.trialwright.bedside;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Two people's versions of one record, put together question by question.
 *
 * @param answers each question as the one who changed it left it; where both changed it otherwise,
 *     as mine
 * @param contested questions that both changed, and not to the same answer
 */
public record Merge(Map<String, String> answers, List<String> contested) {
  public Merge {
    answers = Map.copyOf(answers);
    contested = List.copyOf(contested);
  }

  /**
   * @param base what both began from
   * @param mine what is to be saved
   * @param theirs what was saved meanwhile
   */
  public static Merge of(
      Map<String, String> base, Map<String, String> mine, Map<String, String> theirs) {
    var names = new TreeSet<>(base.keySet());
    names.addAll(mine.keySet());
    names.addAll(theirs.keySet());
    var answers = new TreeMap<String, String>();
    var contested = new ArrayList<String>();
    for (var name : names) {
      var my = mine.get(name);
      boolean changedByMe = !Objects.equals(my, base.get(name));
      boolean changedByThem = !Objects.equals(theirs.get(name), base.get(name));
      if (changedByMe && changedByThem && !Objects.equals(my, theirs.get(name))) {
        contested.add(name);
      }
      var kept = changedByMe ? my : theirs.get(name);
      if (kept != null) {
        answers.put(name, kept);
      }
    }
    return new Merge(answers, contested);
  }
}
