package org.trialwright.bedside.delegation;

import java.util.List;
import java.util.Optional;
import org.trialwright.pages.Frame;
import org.trialwright.pages.Link;
import org.trialwright.pages.Question;
import org.trialwright.pages.Table;

/**
 * The log of one site, to be read, printed and, by whoever answers for the site, gone on with.
 *
 * @param state who answers for the site, or that no log is kept
 * @param yours what is delegated to the reader today; empty where no log is kept
 * @param writes whether the reader goes on with it
 */
public record DelegationView(
    Frame frame,
    List<Link> way,
    String site,
    String state,
    String yours,
    Table delegations,
    Table trainings,
    Link file,
    boolean writes,
    Optional<Form> form,
    List<Link> problems) {
  public DelegationView {
    way = List.copyOf(way);
    problems = List.copyOf(problems);
  }

  /**
   * A form that is signed with the password.
   *
   * @param number of the entry that is written anew; 0 for a new one
   * @param tasks to be chosen from; none where there are none to choose
   * @param asksWhy whether a reason is needed
   */
  public record Form(
      String heading,
      String action,
      String key,
      int number,
      List<Question> before,
      List<Task> tasks,
      List<Question> after,
      boolean asksWhy,
      String reason,
      String reasonError,
      String tasksError,
      String passwordError) {
    public Form {
      before = List.copyOf(before);
      tasks = List.copyOf(tasks);
      after = List.copyOf(after);
    }
  }

  /** One task to choose. */
  public record Task(String code, String label, boolean chosen) {}
}
