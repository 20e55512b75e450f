package org.trialwright.bedside;

import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;
import org.trialwright.randomisation.Arm;
import org.trialwright.randomisation.Kits;
import org.trialwright.randomisation.Seal;
import org.trialwright.study.AnswerText;
import org.trialwright.study.Form;
import org.trialwright.study.Study;

/**
 * Which kit a participant gets. Whether there is one is the same for everybody at a site: as soon
 * as one arm's kits run short, nobody there gets any, because who still did would be of another
 * arm.
 */
public final class Dispensing {
  /** So many of each arm stay: were one arm's kits gone, the rest would all be another's. */
  private static final int KEPT = 2;

  private final List<Arm> arms;
  private final Kits kits;

  private Dispensing(Study study, Seal seal) {
    this.arms = arms(study);
    this.kits = new Kits(seal, study.name(), arms);
  }

  /** Empty for a study whose kits are not numbered. */
  public static Optional<Dispensing> of(Study study, Seal seal) {
    return study.how().kits().map(_ -> new Dispensing(study, seal));
  }

  static List<Arm> arms(Study study) {
    return study.how().arms().stream().map(arm -> new Arm(arm.name(), arm.share())).toList();
  }

  /** The stock that these facts make. */
  public Stock stock(List<Fact> facts) {
    return Stock.of(facts, arms);
  }

  /** Whether a site has enough kits of every arm that may be handed out on a day. */
  boolean ready(Stock stock, SiteId site, LocalDate day) {
    Map<Integer, Map<String, String>> cartons = new HashMap<>();
    var held =
        stock.at(site, Stock.Place.SHELF, day).stream().map(kit -> arm(kit, cartons)).toList();
    return arms.stream().allMatch(arm -> Collections.frequency(held, arm.name()) > KEPT);
  }

  /**
   * The kit that follows from the seal, the stock and what the participant got before.
   *
   * @param arm of the participant
   * @param time 1 for the participant's first kit, and so on
   */
  public Optional<String> kit(
      Stock stock, ParticipantId participant, String arm, int time, LocalDate day) {
    Map<Integer, Map<String, String>> cartons = new HashMap<>();
    var fitting =
        stock.at(Desk.siteOf(participant), Stock.Place.SHELF, day).stream()
            .filter(kit -> arm(kit, cartons).equals(arm))
            .toList();
    return fitting.isEmpty()
        ? Optional.empty()
        : Optional.of(fitting.get(kits.choice(participant.value(), time, fitting.size())).number());
  }

  private String arm(Stock.Kit kit, Map<Integer, Map<String, String>> cartons) {
    var contents = cartons.computeIfAbsent(kit.carton().number(), kits::contents);
    return Optional.ofNullable(contents.get(kit.number())).orElseThrow();
  }

  static Optional<Stock.Kit> open(Trial trial, List<Fact> facts) {
    return open(Stock.of(trial.journal().kits(), arms(trial.study())), trial.study(), facts);
  }

  /**
   * The kit that a participant holds and nobody has recorded as handed out; the oldest of several.
   *
   * @param facts of the participant
   */
  public static Optional<Stock.Kit> open(Stock stock, Study study, List<Fact> facts) {
    var recorded = recorded(study, facts);
    return facts.stream()
        .filter(fact -> fact.event() instanceof Event.KitAssigned)
        .map(fact -> ((Event.KitAssigned) fact.event()).kit())
        .map(number -> Optional.ofNullable(stock.kits().get(number)).orElseThrow())
        .filter(kit -> kit.withdrawn().isEmpty() && kit.returned().isEmpty())
        .filter(kit -> !recorded.contains(kit.number()))
        .findFirst();
  }

  /** The numbers that stand in the participant's records as they are now. */
  private static Set<String> recorded(Study study, List<Fact> facts) {
    var item = study.how().kits().orElseThrow();
    Map<Integer, String> numbers = new HashMap<>();
    for (var fact : facts) {
      if (fact.event() instanceof Event.Saved saved && saved.form().equals(item.form().name())) {
        numbers.put(saved.ordinal(), saved.answers().getOrDefault(item.name(), ""));
      } else if (fact.event() instanceof Event.Voided(var form, var ordinal)
          && form.equals(item.form().name())) {
        numbers.remove(ordinal);
      }
    }
    return Set.copyOf(numbers.values());
  }

  /**
   * The kit that a form names although it is not this participant's, or stands in another record
   * already.
   *
   * @param ordinal of the record that is saved
   */
  static Optional<String> otherKit(
      Study study, Form form, int ordinal, Map<String, String> answers, List<Fact> facts) {
    var item = study.how().kits().filter(one -> one.form().equals(form));
    if (item.isEmpty()) {
      return Optional.empty();
    }
    var number = answers.getOrDefault(item.get().name(), "");
    boolean none = number.isEmpty() || AnswerText.MISSING.contains(number);
    boolean own =
        facts.stream().anyMatch(fact -> fact.event().equals(new Event.KitAssigned(number)));
    boolean twice =
        recorded(
                study,
                facts.stream()
                    .filter(
                        fact ->
                            !(fact.event() instanceof Event.Saved saved
                                && saved.form().equals(form.name())
                                && saved.ordinal() == ordinal))
                    .toList())
            .contains(number);
    return none || (own && !twice) ? Optional.empty() : Optional.of(number);
  }

  /** The numbers of a carton and what each holds, for whoever packs it. */
  public Map<String, String> contents(int carton) {
    return kits.contents(carton);
  }
}
