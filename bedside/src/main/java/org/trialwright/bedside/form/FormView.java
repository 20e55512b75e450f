package org.trialwright.bedside.form;

import java.util.List;
import org.trialwright.pages.Frame;
import org.trialwright.pages.Link;
import org.trialwright.pages.Table;
import org.trialwright.pages.Who;

/**
 * A form's page.
 *
 * @param action where it is sent
 * @param seen the newest fact of the record that the page was made from
 * @param notAsked questions that do not apply, each with its condition
 * @param correction whether a stored record is changed, so that a reason is asked for
 * @param signs whether the page asks for the password, because it holds a signature
 * @param notice what the page begins with, when nothing is wrong
 * @param problems why nothing was kept; empty when nothing is wrong
 * @param refused why the record is impossible; empty when it is not
 * @param looks checks that want a second look
 * @param open questions without an answer
 * @param waiting checks that cannot be told yet
 * @param conflict yours beside what somebody saved meanwhile; no rows when nobody did
 * @param others further records of the same form
 * @param visits other visits that a new record may belong to
 */
public record FormView(
    Frame frame,
    List<Link> way,
    Who who,
    String heading,
    String lede,
    String action,
    String key,
    String visit,
    long seen,
    List<Asked> asked,
    List<String> notAsked,
    boolean correction,
    String reason,
    String reasonError,
    boolean signs,
    String passwordError,
    Notice notice,
    List<Link> problems,
    String refused,
    List<Link> looks,
    List<Link> open,
    List<String> waiting,
    Conflict conflict,
    List<Link> others,
    List<Link> visits,
    List<Meaning> meanings,
    String label,
    Link back,
    String status,
    Link print,
    Link files) {
  public FormView {
    way = List.copyOf(way);
    asked = List.copyOf(asked);
    notAsked = List.copyOf(notAsked);
    problems = List.copyOf(problems);
    looks = List.copyOf(looks);
    open = List.copyOf(open);
    waiting = List.copyOf(waiting);
    others = List.copyOf(others);
    visits = List.copyOf(visits);
    meanings = List.copyOf(meanings);
  }

  /** What the answers so far mean, in one sentence for those who do not see the panel. */
  public String said() {
    return meanings.stream()
        .findFirst()
        .map(
            one ->
                frame.words().say("label and text", one.name(), one.verdict().answer())
                    + (one.change().isEmpty() ? "" : " " + one.change()))
        .orElse("");
  }

  public boolean isWrong() {
    return !problems.isEmpty() || !refused.isEmpty() || conflict.exists();
  }

  /**
   * Something the reader should know first.
   *
   * @param unsaved whether the fields hold what was typed earlier, which can be thrown away
   */
  public record Notice(String heading, String text, boolean unsaved) {
    static final Notice NONE = new Notice("", "", false);

    public boolean exists() {
      return !heading.isEmpty();
    }
  }

  /**
   * What somebody else saved since the page was made.
   *
   * @param who with when
   * @param values question, your answer, theirs; only those that differ
   */
  public record Conflict(String heading, String who, List<Table> values) {
    static final Conflict NONE = new Conflict("", "", List.of());

    public Conflict {
      values = List.copyOf(values);
    }

    public boolean exists() {
      return !heading.isEmpty();
    }
  }
}
