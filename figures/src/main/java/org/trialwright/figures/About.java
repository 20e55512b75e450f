package org.trialwright.figures;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What every figure says about itself.
 *
 * @param id unique on a page, a letter and then letters, digits or {@code - _ .}; the picture's own
 *     ids are made of it and the language
 * @param title what is shown; the picture's {@code title} element
 * @param finding what is to be seen, in one or two sentences; {@link Text#NONE}: composed from the
 *     numbers
 * @param marks printed at the top left, in the order of {@link Mark}
 */
public record About(String id, Text title, Text finding, Caption caption, Set<Mark> marks) {
  private static final Pattern ID = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");

  public About {
    Checks.that(
        ID.matcher(id).matches(), "\"%s\" is no id: a letter, then letters, digits or - _ .", id);
    Checks.that(!title.isNone(), "figure %s has no title", id);
    marks =
        Collections.unmodifiableSet(
            marks.isEmpty() ? EnumSet.noneOf(Mark.class) : EnumSet.copyOf(marks));
  }

  /** A figure without a mark whose finding is composed. */
  public static About of(String id, Text title, Caption caption) {
    return new About(id, title, Text.NONE, caption, Set.of());
  }

  /** The same with a mark more. */
  public About marked(Mark mark) {
    Set<Mark> more = EnumSet.of(mark);
    more.addAll(marks);
    return new About(id, title, finding, caption, more);
  }

  /** An axis title, which says so when the numbers are simulated. */
  String axis(Text title, Language language) {
    String words = title.in(language);
    return marks.contains(Mark.SIMULATED) && !words.isEmpty()
        ? Words.SIMULATED_AXIS.in(language).replace("{}", words)
        : words;
  }

  List<String> markWords(Language language) {
    return marks.stream().map(mark -> mark.words().in(language)).toList();
  }
}
