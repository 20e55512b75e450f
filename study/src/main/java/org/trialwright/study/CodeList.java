package org.trialwright.study;

import java.util.ArrayList;
import java.util.List;

/**
 * The answers of a closed question, at most 63.
 *
 * @param name the list's name in the study, or the question that owns it
 * @param codes in the order written
 * @param ordered whether they were written with {@code <}, so that they can be compared
 */
public record CodeList(String name, List<String> codes, boolean ordered) {

  /** Yes and no; no stands first so that its bit is 0. */
  public static final CodeList YES_NO = new CodeList("yes/no", List.of("no", "yes"), false);

  static final int MOST = 63;

  public CodeList {
    codes = List.copyOf(codes);
    if (codes.isEmpty() || codes.size() > MOST) {
      throw new IllegalArgumentException(
          name + " has " + codes.size() + " codes; 1 to " + MOST + " are possible");
    }
  }

  int indexOf(String code) {
    return codes.indexOf(code);
  }

  /** All codes as a set of bits. */
  long all() {
    return (1L << codes.size()) - 1;
  }

  /** The codes whose bits are set. */
  public List<String> of(long bits) {
    var chosen = new ArrayList<String>();
    for (int i = 0; i < codes.size(); i++) {
      if ((bits >> i & 1) == 1) {
        chosen.add(codes.get(i));
      }
    }
    return chosen;
  }

  long bit(String code) {
    int index = indexOf(code);
    if (index < 0) {
      throw new IllegalArgumentException("'" + code + "' is not one of " + codes);
    }
    return 1L << index;
  }
}
