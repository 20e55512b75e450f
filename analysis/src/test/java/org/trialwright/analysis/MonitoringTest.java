package org.trialwright.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.quantities.SiteId;

/** Faults are planted into the records of a played trial, and found; nothing else is. */
class MonitoringTest {
  private static final Played TRIAL = Played.Small.TRIAL;
  private static final SiteId SITE = site(TRIAL.facts().getFirst());

  private static SiteId site(List<Fact> facts) {
    return facts.stream()
        .map(Fact::event)
        .filter(Event.Registered.class::isInstance)
        .map(event -> ((Event.Registered) event).site())
        .findFirst()
        .orElseThrow();
  }

  private static Monitoring of(List<List<Fact>> people) {
    return Monitoring.of(Played.STUDY, people.stream());
  }

  private static Monitoring.AtSite at(Monitoring found, SiteId site) {
    return found.sites().stream().filter(one -> one.site().equals(site)).findFirst().orElseThrow();
  }

  /** The trial with answers of one site written otherwise. */
  private static List<List<Fact>> written(BiFunction<String, String, String> otherwise) {
    var people = new ArrayList<List<Fact>>();
    for (var facts : TRIAL.facts()) {
      people.add(
          site(facts).equals(SITE)
              ? facts.stream().map(fact -> written(fact, otherwise)).toList()
              : facts);
    }
    return people;
  }

  private static Fact written(Fact fact, BiFunction<String, String, String> otherwise) {
    if (!(fact.event() instanceof Event.Saved saved)) {
      return fact;
    }
    Map<String, String> answers = new HashMap<>();
    saved
        .answers()
        .forEach(
            (item, text) -> answers.put(item, otherwise.apply(saved.form() + "." + item, text)));
    return with(
        fact,
        new Event.Saved(saved.form(), saved.ordinal(), saved.visit(), answers, saved.ages()),
        Duration.ZERO);
  }

  private static Fact with(Fact fact, Event event, Duration later) {
    return new Fact(
        fact.sequence(),
        fact.participant(),
        event,
        fact.author(),
        fact.recorded().plus(later),
        fact.occurred(),
        fact.reason(),
        fact.studyVersion(),
        fact.key());
  }

  @Test
  void everybody_is_counted_once_at_their_own_site() {
    var found = of(TRIAL.facts());
    assertThat(found.sites().stream().mapToInt(Monitoring.AtSite::participants).sum())
        .isEqualTo(TRIAL.facts().size());
    assertThat(at(found, SITE).participants())
        .isEqualTo((int) TRIAL.facts().stream().filter(facts -> site(facts).equals(SITE)).count());
  }

  @Test
  void forms_entered_a_month_later_are_late_at_their_site_only() {
    var before = of(TRIAL.facts());
    var people = new ArrayList<List<Fact>>();
    for (var facts : TRIAL.facts()) {
      people.add(
          site(facts).equals(SITE)
              ? facts.stream().map(fact -> with(fact, fact.event(), Duration.ofDays(30))).toList()
              : facts);
    }
    var after = of(people);
    assertThat(at(after, SITE).late()).isEqualTo(at(after, SITE).forms());
    assertThat(after.sites().stream().filter(one -> !one.site().equals(SITE)))
        .isEqualTo(before.sites().stream().filter(one -> !one.site().equals(SITE)).toList())
        .isNotEmpty();
  }

  @Test
  void answers_that_are_a_reason_are_missing() {
    var before = at(of(TRIAL.facts()), SITE);
    var after =
        at(of(written((item, text) -> item.equals("exam.weight") ? "not done" : text)), SITE);
    assertThat(after.missing()).isGreaterThan(before.missing());
    assertThat(after.answers()).isEqualTo(before.answers());
  }

  @Test
  void numbers_rounded_to_a_zero_show_in_the_last_digits() {
    var rounded = of(written((_, text) -> text.replaceFirst("^(\\d+)\\d\\b(?![.])", "$10")));
    var here =
        rounded.digits().stream().filter(one -> one.site().equals(SITE)).findFirst().orElseThrow();
    assertThat(here.counts().getFirst()).isGreaterThan(here.n() / 3);
    assertThat(here.test().p()).isLessThan(1e-6);
    assertThat(here.counts().stream().mapToInt(Integer::intValue).sum()).isEqualTo(here.n());
  }

  @Test
  void a_weight_that_nobody_has_is_far_out_and_named_with_its_participant() {
    assertThat(of(TRIAL.facts()).outliers())
        .noneMatch(outlier -> outlier.item().equals("exam.weight"));
    var changed = new ArrayList<String>();
    var outliers =
        of(written(
                (item, text) -> {
                  if (item.equals("exam.weight") && changed.isEmpty()) {
                    changed.add(text);
                    return "240 kg";
                  }
                  return text;
                }))
            .outliers();
    assertThat(outliers.stream().filter(one -> one.item().equals("exam.weight")))
        .singleElement()
        .satisfies(
            outlier -> {
              assertThat(outlier.value()).isEqualTo(240);
              assertThat(outlier.site()).isEqualTo(SITE);
              assertThat(outlier.high()).isLessThan(240);
            });
  }

  @Test
  void a_site_whose_scale_is_off_by_twenty_kilograms_has_another_mean() {
    var shifted =
        of(
            written(
                (item, text) ->
                    item.equals("exam.weight") && text.matches("[\\d.]+ kg")
                        ? (Double.parseDouble(text.replace(" kg", "")) + 20) + " kg"
                        : text));
    assertThat(shifted.shifts())
        .first()
        .satisfies(
            shift -> {
              assertThat(shift.item()).isEqualTo("exam.weight");
              assertThat(shift.site()).isEqualTo(SITE);
              assertThat(shift.mean() - shift.others()).isBetween(10.0, 30.0);
              assertThat(shift.z()).isGreaterThan(3);
            });
  }
}
