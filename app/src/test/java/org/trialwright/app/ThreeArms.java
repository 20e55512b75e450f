package org.trialwright.app;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.trialwright.bedside.Act;
import org.trialwright.bedside.Attaching;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.Save;
import org.trialwright.journal.PersonMatch;
import org.trialwright.journey.Author;
import org.trialwright.journey.Event;
import org.trialwright.journey.StudyFolder;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;
import org.trialwright.study.Contents;
import org.trialwright.study.Folder;
import org.trialwright.study.Study;

/**
 * The small three-arm study at a desk, and the acts that lead a participant from the door to the
 * first dose. An act is named by a word, so that a ledger can hold it and send it again.
 */
record ThreeArms(Desk desk, LocalDate day) {
  static final Path FOLDER = Path.of("../studies/three-arm");
  static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");

  /** From the door to the arm, in order. */
  static final List<String> WAY = List.of("register", "consent", "exam", "approval", "allocate");

  static Study study() {
    return StudyFolder.load(FOLDER).orThrow();
  }

  /** The same study for another number of participants. */
  static Study study(int target) {
    return changed("300 randomised", target + " randomised");
  }

  /** The same study, allocated by minimisation. */
  static Study minimised() {
    return changed(
        "permuted blocks within site, exam.severity",
        "minimisation on site, exam.severity by range, favoured with 0.80");
  }

  private static Study changed(String written, String by) {
    Folder unsigned = Folder.read(FOLDER).without(Contents.FILE);
    String text = Optional.ofNullable(unsigned.files().get("study.yaml")).orElseThrow();
    if (!text.contains(written)) {
      throw new IllegalStateException("the study is written otherwise now; it lacks " + written);
    }
    return StudyFolder.load(unsigned.with("study.yaml", text.replace(written, by))).orThrow();
  }

  /** Opens the study for real, with a seal of these sizes, and so many sites. */
  static ThreeArms open(DataSource source, Study study, Path keys, List<Integer> sizes, int sites) {
    if (!Files.exists(keys.resolve("allocation.seal"))) {
      SealCommand.make(keys, sizes);
    }
    InstantSource clock = Clock.fixed(NOW, ZoneOffset.UTC);
    ThreeArms opened =
        new ThreeArms(
            new Desk(Opening.real(study, source, keys, clock)),
            LocalDate.ofInstant(NOW, ZoneOffset.UTC));
    for (int site = 1; site <= sites; site++) {
      SiteId id = new SiteId("%02d".formatted(site));
      opened.desk.setSite(
          new Event.SiteSet(id, "Site " + id, "Asia/Shanghai", true, List.of()),
          "",
          new Act(author(id), key("site " + id)));
    }
    return opened;
  }

  static UUID key(String name) {
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }

  static Author author(SiteId site) {
    return new Author("vega", "Dr Vega", "investigator", Optional.of(site));
  }

  /**
   * Does what the word says.
   *
   * @param whom the site's number for {@code register}, the participant's otherwise
   * @param number of the person, from which everything about them follows
   */
  Outcome act(String word, String whom, int number, UUID key) {
    if (word.equals("register")) {
      SiteId site = new SiteId(whom);
      return desk.register(
          new Desk.Newcomer(
              site,
              Map.of("name", "Person " + number, "hospital-number", "H" + number),
              new PersonMatch("", "", "", "H" + number, site),
              false),
          new Act(author(site), key));
    }
    ParticipantId participant = new ParticipantId(whom);
    Act act = new Act(author(Desk.siteOf(participant)), key);
    if (word.equals("allocate")) {
      return desk.allocate(participant, act);
    }
    return desk.save(
        new Save(participant, word, 0, "", answers(word, number), Optional.empty(), "", 0), act);
  }

  /** Attaches a report to somebody's consent. */
  void attach(String whom, byte[] report) {
    ParticipantId participant = new ParticipantId(whom);
    Outcome outcome =
        desk.attach(
            participant,
            new Attaching("consent", 1, "consent.pdf", "application/pdf"),
            report,
            new Act(author(Desk.siteOf(participant)), UUID.randomUUID()));
    if (!(outcome instanceof Outcome.Done)) {
      throw new IllegalStateException("the file was refused: " + outcome);
    }
  }

  private Map<String, String> answers(String form, int number) {
    return switch (form) {
      case "consent" -> Map.of("day", day.toString(), "signed", "yes");
      case "exam" ->
          Map.of(
              "day",
              day.toString(),
              "systolic",
              (140 + number * 7 % 40) + " mmHg",
              "weight",
              (50 + number % 50) + " kg",
              "pregnant",
              "no");
      case "approval" -> Map.of("day", day.toString(), "signed", "yes", "signature", "Dr Vega");
      default -> throw new IllegalArgumentException("no answers are at hand for form " + form);
    };
  }

  /** What came of an act, as it must come again when the act is sent again. */
  static String answer(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Registered(var participant) -> participant.value();
      case Outcome.Saved saved -> "fact " + saved.fact().sequence();
      case Outcome.Allocated(var drawn, var fact) ->
          "fact " + fact.sequence() + " arm " + drawn.arm();
      case Outcome.AlreadyAllocated(var drawn, var fact) ->
          "fact " + fact.sequence() + " arm " + drawn.arm();
      default -> throw new IllegalStateException("the act was refused: " + outcome);
    };
  }
}
