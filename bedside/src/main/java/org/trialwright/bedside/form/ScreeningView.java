package org.trialwright.bedside.form;

import java.util.List;
import org.trialwright.pages.Frame;
import org.trialwright.pages.Link;
import org.trialwright.pages.Question;
import org.trialwright.pages.Task;
import org.trialwright.pages.Who;

/**
 * The page with just the questions that eligibility and allocation use.
 *
 * @param refused why forms could not be kept, in sentences
 * @param day the question for the day of all new records; empty when every record is there
 * @param typed since when the fields hold what was typed and not saved; empty when they do not
 * @param tasks forms that must only be there, each a page of its own
 */
public record ScreeningView(
    Frame frame,
    List<Link> way,
    Who who,
    String action,
    String key,
    List<Question> day,
    List<Section> sections,
    List<Task> tasks,
    boolean correction,
    String reason,
    String reasonError,
    List<Link> problems,
    List<String> refused,
    String typed,
    Link back) {
  public ScreeningView {
    way = List.copyOf(way);
    day = List.copyOf(day);
    sections = List.copyOf(sections);
    tasks = List.copyOf(tasks);
    problems = List.copyOf(problems);
    refused = List.copyOf(refused);
  }

  /** For a page of which only the questions are taken: the focus stays where it is. */
  ScreeningView withoutFocus() {
    return new ScreeningView(
        frame,
        way,
        who,
        action,
        key,
        day,
        sections.stream().map(Section::withoutFocus).toList(),
        tasks,
        correction,
        reason,
        reasonError,
        problems,
        refused,
        typed,
        back);
  }

  ScreeningView typed(String since) {
    return new ScreeningView(
        frame,
        way,
        who,
        action,
        key,
        day,
        sections,
        tasks,
        correction,
        reason,
        reasonError,
        problems,
        refused,
        since,
        back);
  }

  /** How many of the questions that are asked have no answer. */
  public int open() {
    return (int)
        sections.stream()
            .flatMap(section -> section.asked().stream())
            .map(Asked::question)
            .filter(one -> one.isAsked() && one.isBlank() && one.folded().isEmpty())
            .count();
  }

  public boolean isWrong() {
    return !problems.isEmpty() || !refused.isEmpty();
  }

  /**
   * The questions of one form.
   *
   * @param prefix of its fields
   * @param whole the page of the whole form
   * @param note on the record that is filled in, such as since when it is there
   */
  public record Section(
      String title,
      String prefix,
      int ordinal,
      long seen,
      String note,
      List<Asked> asked,
      List<String> notAsked,
      Link whole) {
    public Section {
      asked = List.copyOf(asked);
      notAsked = List.copyOf(notAsked);
    }

    Section withoutFocus() {
      return asked(
          asked.stream()
              .map(one -> new Asked(one.question().focused(false), one.notes()))
              .toList());
    }

    Section asked(List<Asked> now) {
      return new Section(title, prefix, ordinal, seen, note, now, notAsked, whole);
    }
  }
}
