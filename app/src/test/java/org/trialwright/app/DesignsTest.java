package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.trialwright.bedside.Act;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.Save;
import org.trialwright.journal.LocalPostgres;
import org.trialwright.journal.PersonMatch;
import org.trialwright.journal.Vault;
import org.trialwright.journey.Author;
import org.trialwright.quantities.SiteId;
import org.trialwright.simulation.Player;

/** Designs that draw no arm for each participant, through the same desk as the pages use. */
@Tag("long")
class DesignsTest {
  private static final SiteId SITE = new SiteId("01");
  private static final Author SOMEBODY =
      new Author("investigator-01", "Investigator", "investigator", Optional.of(SITE));

  @TempDir Path folder;

  /** A template in a database of its own, played for a while. */
  private final class Played implements AutoCloseable {
    private final Running.Ready ready;
    private final org.trialwright.study.Study study;
    private final Desk desk;
    private int acts;

    Played(String template, LocalDate until) {
      var named = "../studies/" + template;
      study = Studies.read(named);
      var scenario = Rehearse.scenario(study, named, "");
      ready = Running.database(new Running.Store.Folder(folder), "designs");
      var clock = new Rehearsal.SimulatedClock(Rehearsal.begin(scenario));
      var trial = Opening.rehearsal(study, ready.pool(), folder.resolve("keys"), clock);
      Opening.sites(trial, scenario.setting().sites(), scenario.setting().zone());
      desk = new Desk(trial);
      Rehearsal.play(desk, scenario, 1, new Player.Limits(200, until), _ -> true);
      clock.set(until.plusDays(1).atTime(9, 0).atZone(desk.sites().getFirst().zone()).toInstant());
    }

    private Act act() {
      acts++;
      return new Act(
          SOMEBODY, UUID.nameUUIDFromBytes(("act" + acts).getBytes(StandardCharsets.UTF_8)));
    }

    Outcome newcomer(Map<String, Map<String, String>> forms) {
      var born = "1960-01-02";
      var match = new PersonMatch(born, "ABC", "", "R999", SITE);
      var registered =
          (Outcome.Registered)
              desk.register(
                  new Desk.Newcomer(
                      SITE,
                      Map.of("initials", "ABC", "hospital-number", "R999", Vault.BIRTH_DATE, born),
                      match,
                      true),
                  act());
      var who = registered.participant();
      forms.forEach(
          (form, answers) ->
              assertThat(
                      desk.save(
                          new Save(who, form, 0, "screening", answers, Optional.empty(), "", 0),
                          act()))
                  .isInstanceOf(Outcome.Saved.class));
      return desk.allocate(who, act());
    }

    Verified verified() {
      return Verified.of(ready.pool(), folder, study);
    }

    @Override
    public void close() {
      ready.pool().close();
      ready.local().ifPresent(LocalPostgres::close);
    }
  }

  @Test
  void nobody_joins_a_dose_escalation_while_the_cohort_is_full_and_not_observed() {
    try (var played = new Played("escalation", LocalDate.of(2026, 4, 23))) {
      var answers = new LinkedHashMap<String, Map<String, String>>();
      answers.put("consent", Map.of("day", "2026-04-24", "signed", "yes", "born", "on file"));
      answers.put("exam", Map.of("day", "2026-04-24", "tumour", "yes", "ecog", "1"));
      assertThat(played.newcomer(answers)).isEqualTo(new Outcome.CohortWaits("mg-20", 3));
      assertThat(played.verified().differences()).isEmpty();
    }
  }

  @Test
  void every_level_of_a_dose_escalation_is_derived_again() {
    try (var played = new Played("escalation", LocalDate.of(2027, 6, 30))) {
      assertThat(played.verified().differences()).isEmpty();
      assertThat(played.verified().found())
          .anySatisfy(line -> assertThat(line).contains("each level derived again"));
    }
  }

  @Test
  void every_arm_of_a_stepped_wedge_follows_from_the_site_the_day_and_the_sealed_key() {
    try (var played = new Played("wedge", LocalDate.of(2026, 12, 31))) {
      assertThat(played.verified().differences()).isEmpty();
      assertThat(played.verified().found())
          .anySatisfy(
              line ->
                  assertThat(line).contains("in 12 strata", "derived again from the sealed key"));
      var crossed =
          played.desk.sites().stream().filter(one -> played.desk.crossing(one.id()).isPresent());
      assertThat(crossed.count()).isBetween(1L, 11L);
      assertThat(
              JdbcClient.create(played.ready.pool())
                  .sql("select distinct arm from projection.participant where arm <> ''")
                  .query(String.class)
                  .list())
          .containsExactlyInAnyOrder("usual", "early");
    }
  }
}
