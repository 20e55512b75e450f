package org.trialwright.bedside;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.study.Study;

/**
 * What is to be compared with its source: everything of some participants, whom a digest picks, and
 * certain forms and questions of everybody else.
 *
 * @param said the fact that says so; empty while nobody has, and everything is to be compared
 * @param drawn what the digest begins with: it stands since the trial was opened
 */
public record ReviewPlan(Optional<Fact> said, int share, List<String> targets, String drawn) {
  private static final int ALL = 100;

  public ReviewPlan {
    targets = List.copyOf(targets);
  }

  /**
   * The newest plan.
   *
   * @param study the facts about the study
   */
  static ReviewPlan of(List<Fact> study) {
    var drawn =
        study.stream()
            .filter(fact -> fact.event() instanceof Event.Opened)
            .map(fact -> ((Event.Opened) fact.event()).commitment())
            .findFirst()
            .orElse("");
    return study.stream()
        .filter(fact -> fact.event() instanceof Event.ReviewPlanned)
        .reduce((_, later) -> later)
        .map(
            fact -> {
              var plan = (Event.ReviewPlanned) fact.event();
              return new ReviewPlan(Optional.of(fact), plan.share(), plan.targets(), drawn);
            })
        .orElseGet(() -> new ReviewPlan(Optional.empty(), ALL, List.of(), drawn));
  }

  /**
   * Whether everything of this participant is to be compared. The same share picks the same people
   * again, and a greater one keeps them.
   */
  public boolean whole(ParticipantId participant) {
    return share == ALL || place(participant) < share * (WIDTH / ALL);
  }

  private static final int WIDTH = 10_000;

  /** Somewhere from 0 to 9999, by the first four bytes of SHA-256. */
  private int place(ParticipantId participant) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256")
              .digest((drawn + "/" + participant.value()).getBytes(StandardCharsets.UTF_8));
      long first = 0;
      for (int i = 0; i < Integer.BYTES; i++) {
        first = first << Byte.SIZE | (digest[i] & 0xFF);
      }
      return (int) (first % WIDTH);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java has no SHA-256", missing);
    }
  }

  /**
   * The questions of a form that are to be compared for this participant: none of them stands for
   * the whole record; empty when nothing of it is.
   */
  public Optional<List<String>> asked(ParticipantId participant, String form) {
    if (whole(participant) || targets.contains(form)) {
      return Optional.of(List.of());
    }
    var items =
        targets.stream()
            .filter(target -> target.startsWith(form + "."))
            .map(target -> target.substring(form.length() + 1))
            .toList();
    return items.isEmpty() ? Optional.empty() : Optional.of(items);
  }

  /** Those of these names that are neither a form of the study nor a question of one. */
  public static List<String> unknown(Study study, List<String> targets) {
    var known =
        study.forms().values().stream()
            .flatMap(
                form ->
                    Stream.concat(
                        Stream.of(form.name()), form.items().stream().map(item -> item.path())))
            .toList();
    return targets.stream().filter(target -> !known.contains(target)).toList();
  }
}
