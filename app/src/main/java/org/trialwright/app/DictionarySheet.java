package org.trialwright.app;

import java.util.ArrayList;
import java.util.List;
import org.trialwright.study.Grid;

/**
 * A data dictionary for the eye: each question with what is said of it, form after form.
 *
 * @param chapters one for each form
 */
public record DictionarySheet(String title, List<Chapter> chapters) {
  private static final int FORM = 0;
  private static final int VARIABLE = 1;
  private static final int QUESTION = 2;
  private static final int FACTS = 3;
  private static final int ASKED_AT = 9;

  public DictionarySheet {
    chapters = List.copyOf(chapters);
  }

  /**
   * @param askedAt the visits at which the form is filled in, with the word before them
   */
  public record Chapter(String form, String askedAt, List<Entry> entries) {}

  public record Entry(String variable, String question, List<Fact> facts) {
    public Entry {
      facts = List.copyOf(facts);
    }
  }

  public record Fact(String name, String value) {}

  static DictionarySheet of(Grid dictionary) {
    var chapters = new ArrayList<Chapter>();
    for (var row : dictionary.rows()) {
      var form = row.get(FORM);
      if (chapters.isEmpty() || !chapters.getLast().form().equals(form)) {
        chapters.add(
            new Chapter(
                form,
                dictionary.head().get(ASKED_AT) + ": " + row.get(ASKED_AT),
                new ArrayList<>()));
      }
      chapters.getLast().entries().add(entry(dictionary.head(), row));
    }
    return new DictionarySheet(dictionary.title(), chapters);
  }

  private static Entry entry(List<String> head, List<String> row) {
    var facts = new ArrayList<Fact>();
    for (int i = FACTS; i < row.size(); i++) {
      if (i != ASKED_AT && !row.get(i).isEmpty()) {
        facts.add(new Fact(head.get(i), row.get(i)));
      }
    }
    return new Entry(row.get(VARIABLE), row.get(QUESTION), facts);
  }
}
