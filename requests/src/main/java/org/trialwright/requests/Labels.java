package org.trialwright.requests;

import java.util.Comparator;
import java.util.regex.Pattern;

/** The order of labels that come from a column: as numbers when both are, otherwise as text. */
final class Labels {
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,15})?");

  static final Comparator<String> ASCENDING = Labels::compare;

  private Labels() {}

  private static int compare(String a, String b) {
    boolean first = NUMBER.matcher(a).matches();
    boolean second = NUMBER.matcher(b).matches();
    if (first != second) {
      return first ? -1 : 1; // numbers before texts, so that the order has no cycle
    }
    int asNumbers = first ? Double.compare(Double.parseDouble(a), Double.parseDouble(b)) : 0;
    return asNumbers == 0 ? a.compareTo(b) : asNumbers;
  }
}
