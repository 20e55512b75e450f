package org.trialwright.bedside.eligibility;

import java.util.List;
import org.trialwright.bedside.form.Asked;
import org.trialwright.pages.Frame;
import org.trialwright.pages.Link;
import org.trialwright.pages.Note;
import org.trialwright.pages.Verdict;
import org.trialwright.pages.Who;

/**
 * The page of eligibility.
 *
 * @param groups undecided first, then not met, then met; each may be folded
 * @param before what must hold at the moment of allocation
 * @param look what advises to look twice
 * @param failure the form that records that the participant will not join; none when there is none
 * @param next the page of allocation, when everything holds
 */
public record EligibilityView(
    Frame frame,
    List<Link> way,
    Who who,
    Verdict verdict,
    List<Verdict.Group> groups,
    List<Verdict.Criterion> before,
    List<Note> look,
    List<Approval> approvals,
    Link screening,
    Link failure,
    Link next,
    List<Link> problems,
    String refused) {
  public EligibilityView {
    way = List.copyOf(way);
    groups = List.copyOf(groups);
    before = List.copyOf(before);
    look = List.copyOf(look);
    approvals = List.copyOf(approvals);
    problems = List.copyOf(problems);
  }

  public boolean isWrong() {
    return !problems.isEmpty() || !refused.isEmpty();
  }

  /**
   * A form by which an investigator approves.
   *
   * @param given who approved and when; empty while nobody did
   * @param open whether this reader may approve now; otherwise the page says who does
   */
  public record Approval(
      String title,
      String given,
      boolean open,
      String action,
      String key,
      String form,
      int ordinal,
      long seen,
      List<Asked> asked,
      boolean correction,
      String reason,
      String reasonError,
      String passwordError) {
    public Approval {
      asked = List.copyOf(asked);
    }
  }
}
