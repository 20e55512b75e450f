package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialwright.bedside.Act;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.Save;
import org.trialwright.journal.LocalPostgres;
import org.trialwright.journal.PersonMatch;
import org.trialwright.journey.DoseCard;
import org.trialwright.journey.StudyFolder;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;
import org.trialwright.study.AnswerKind;
import org.trialwright.study.Case;
import org.trialwright.study.Case.CaseFact;
import org.trialwright.study.CaseReader;
import org.trialwright.study.Folder;
import org.trialwright.study.Form;
import org.trialwright.study.Item;
import org.trialwright.study.Reading;
import org.trialwright.study.Study;

/** Java knows no study: one with every name changed, and a small one, run as they are. */
class GeneralityTest {
  private static final SiteId SITE = new SiteId("01");

  @TempDir static Path folder;

  private static final class Server {
    static final Running.Ready READY =
        Running.database(new Running.Store.Folder(folder.resolve("data")), "test");
  }

  @AfterAll
  static void stop() {
    Server.READY.pool().close();
    Server.READY.local().ifPresent(LocalPostgres::close);
  }

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

  @Test
  void the_built_in_study_with_every_name_changed_runs_from_screening_to_the_first_dose() {
    Folder original = Folder.read(Path.of("../studies/palace3"));
    Study before = StudyFolder.load(original).orThrow();
    Renamed renamed = Renamed.of(original, before);
    assertThat(renamed.names()).hasSizeGreaterThan(700);
    assertThat(renamed.folder().files().values())
        .allSatisfy(
            text ->
                assertThat(text.toLowerCase(java.util.Locale.ROOT))
                    .doesNotContain("camrelizumab", "carboplatin", "paclitaxel", "palace3"));

    Reading reading = StudyFolder.load(renamed.folder());
    assertThat(reading.faults()).isEmpty();
    Study study = reading.orThrow();
    assertThat(study.forms()).hasSameSizeAs(before.forms());
    assertThat(new TreeSet<>(study.forms().keySet())).doesNotContain("consent", "blood", "mdt");

    Desk desk = open(study);
    List<CaseFact> facts = worked(renamed.folder(), study, "fine").facts();
    ParticipantId participant = register(desk, facts.getFirst().day(), 1);
    for (CaseFact fact : facts) {
      if (fact instanceof CaseFact.Filled filled) {
        save(desk, participant, filled.day(), filled.form(), filled.answers());
      }
    }
    LocalDate day = facts.getLast().day();
    Outcome drawn = desk.allocate(participant, act(desk, participant + " arm"));
    assertThat(drawn).isInstanceOf(Outcome.Allocated.class);
    assertThat(give(desk, participant, day.plusDays(1))).as("doses of day 1").isPositive();
  }

  @Test
  void the_small_study_runs_from_screening_to_the_first_dose_in_every_arm() {
    Study study = ThreeArms.study();
    Desk desk = open(study);
    List<CaseFact> facts = worked(Folder.read(ThreeArms.FOLDER), study, "fit").facts();
    Map<String, Integer> given = new HashMap<>();
    for (int number = 1; given.size() < 3 && number < 40; number++) {
      ParticipantId participant = register(desk, facts.getFirst().day(), number);
      for (CaseFact fact : facts) {
        if (fact instanceof CaseFact.Filled filled) {
          save(desk, participant, filled.day(), filled.form(), filled.answers());
        }
      }
      assertThat(desk.allocate(participant, act(desk, participant + " arm")))
          .isInstanceOf(Outcome.Allocated.class);
      String arm = desk.journey(participant).orElseThrow().arm().orElseThrow();
      if (!given.containsKey(arm)) {
        given.put(arm, give(desk, participant, facts.getLast().day().plusDays(1)));
      }
    }
    assertThat(given).isEqualTo(Map.of("low", 1, "high", 1, "usual", 0));
  }

  private Desk open(Study study) {
    return new Desk(
        opened(
            Opening.rehearsal(
                study,
                Server.READY.pool(),
                folder.resolve("keys " + study.name()),
                () -> now.get())));
  }

  private static org.trialwright.bedside.Trial opened(org.trialwright.bedside.Trial trial) {
    Opening.sites(trial, 1, "Asia/Shanghai");
    return trial;
  }

  private static Case worked(Folder folder, Study study, String name) {
    return CaseReader.read(folder, study).cases().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static Act act(Desk desk, String name) {
    return new Act(ThreeArms.author(SITE), ThreeArms.key(desk.trial().study().name() + name));
  }

  private ParticipantId register(Desk desk, LocalDate day, int number) {
    noon(day);
    Outcome outcome =
        desk.register(
            new Desk.Newcomer(
                SITE, Map.of(), new PersonMatch("", "", "", "H" + number, SITE), false),
            act(desk, "register " + number));
    assertThat(outcome).isInstanceOf(Outcome.Registered.class);
    return ((Outcome.Registered) outcome).participant();
  }

  private void noon(LocalDate day) {
    now.set(day.atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC));
  }

  private void save(
      Desk desk, ParticipantId participant, LocalDate day, Form form, Map<String, String> written) {
    if (day.atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC).isAfter(now.get())) {
      noon(day);
    }
    Map<String, String> answers = new HashMap<>(written);
    form.dayItem()
        .filter(item -> item.kind().filter(AnswerKind.Date.class::isInstance).isPresent())
        .ifPresent(item -> answers.putIfAbsent(item.name(), day.toString()));
    String visit =
        desk.journey(participant).flatMap(journey -> journey.visitFor(form, day)).orElse("");
    int ordinal = desk.journey(participant).map(one -> one.records(form).size()).orElse(0) + 1;
    Outcome outcome =
        desk.save(
            new Save(participant, form.name(), 0, visit, answers, Optional.empty(), "", 0),
            act(desk, participant + form.name() + ordinal));
    assertThat(outcome).as("%s of %s", form.name(), day).isInstanceOf(Outcome.Saved.class);
  }

  /** Gives what the dose card of the day says, in milligrams; the number of doses given. */
  private int give(Desk desk, ParticipantId participant, LocalDate day) {
    noon(day);
    Form form = desk.trial().study().form("dose");
    List<DoseCard.Line> lines =
        new ArrayList<>(desk.journey(participant).orElseThrow().doses(day).lines());
    lines.removeIf(line -> !line.givable() || !line.unit().equals("mg"));
    for (DoseCard.Line line : lines) {
      Map<String, String> answers = new HashMap<>();
      answers.put("drug", line.drug().name());
      answers.put("given", line.amount().orElseThrow() + " mg");
      for (Item item : form.items()) {
        if (item.kind().filter(AnswerKind.Text.class::isInstance).isPresent()) {
          answers.put(item.name(), "B-17");
        }
      }
      save(desk, participant, day, form, answers);
    }
    assertThat(desk.journey(participant).orElseThrow().refusals()).isEmpty();
    return lines.size();
  }
}
