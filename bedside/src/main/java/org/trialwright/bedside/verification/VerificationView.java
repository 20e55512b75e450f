package org.trialwright.bedside.verification;

import java.util.List;
import java.util.Optional;
import org.trialwright.bedside.Choice;
import org.trialwright.pages.Frame;
import org.trialwright.pages.Link;
import org.trialwright.pages.Table;

/**
 * The work list and, for whoever may say so, what is to be compared.
 *
 * @param planned what is to be compared, in sentences
 * @param count how many records there are, of which the table shows the first
 */
public record VerificationView(
    Frame frame,
    String title,
    String lede,
    List<String> planned,
    List<Choice> choices,
    int count,
    Table table,
    String csv,
    Optional<Plan> plan,
    List<Link> problems) {
  public VerificationView {
    planned = List.copyOf(planned);
    choices = List.copyOf(choices);
    problems = List.copyOf(problems);
  }

  /** What is to be compared, as it may be typed. */
  public record Plan(
      String share,
      String targets,
      boolean again,
      String key,
      String shareError,
      String targetsError,
      String reason,
      String reasonError) {}
}
