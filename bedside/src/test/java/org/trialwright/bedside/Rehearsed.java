package org.trialwright.bedside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.trialwright.journal.Draft;
import org.trialwright.journal.PersonMatch;
import org.trialwright.journal.TestDatabase;
import org.trialwright.journal.Vault;
import org.trialwright.journal.VaultKey;
import org.trialwright.journey.Author;
import org.trialwright.journey.Event;
import org.trialwright.journey.Journey;
import org.trialwright.quantities.PartialDate;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;
import org.trialwright.randomisation.Seal;
import org.trialwright.study.AnswerKind;
import org.trialwright.study.Case.CaseFact;
import org.trialwright.study.CaseReader;
import org.trialwright.study.Folder;
import org.trialwright.study.Form;
import org.trialwright.study.Item;
import org.trialwright.study.Study;
import org.trialwright.study.StudyReader;

/**
 * A study with sites and people, made of the worked cases of its folder: each case is saved form by
 * form through the desk, on the days of the case, as a site would.
 */
final class Rehearsed {
  static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  static final Folder FOLDER = Folder.read(Path.of("..", "studies", "palace3"));
  static final Study STUDY = StudyReader.read(FOLDER).orThrow();

  final Trial trial;
  final Desk desk;
  private Instant now = Instant.parse("2024-06-01T01:00:00Z");
  private static final LocalDate FIRST = LocalDate.parse("2024-06-20");

  private int people;

  Rehearsed(TestDatabase database) {
    this(database, STUDY);
  }

  /** Another study on the same database. */
  Rehearsed(TestDatabase database, Study study) {
    try {
      var key = VaultKey.readOrMake(Files.createTempDirectory("vault").resolve("key"));
      var source = database.application();
      this.trial =
          Trial.of(
              study,
              source,
              new Vault(source, study.name(), key),
              Seal.fixed(1, sizes(study)),
              () -> now);
      this.desk = new Desk(trial);
      append(Optional.empty(), new Event.Opened(study.name(), true, "none"));
      site("01", "Site 01");
      site("02", "Site 02");
    } catch (IOException trouble) {
      throw new UncheckedIOException(trouble);
    }
  }

  /** Blocks hold each arm alike. */
  private static List<Integer> sizes(Study study) {
    int arms = study.how().arms().size();
    return List.of(arms, 2 * arms);
  }

  private void site(String number, String name) {
    append(
        Optional.empty(),
        new Event.SiteSet(new SiteId(number), name, ZONE.getId(), true, List.of()));
  }

  /** Moves the clock to a time of day at the sites. */
  void at(LocalDate day, LocalTime time) {
    now = day.atTime(time).atZone(ZONE).toInstant();
  }

  Act act(String role, String site) {
    var author = new Author(role + site, "Someone, " + role, role, Optional.of(new SiteId(site)));
    return new Act(author, UUID.randomUUID());
  }

  void append(Optional<ParticipantId> participant, Event event) {
    trial
        .transaction()
        .executeWithoutResult(
            _ ->
                trial
                    .journal()
                    .append(
                        new Draft(
                            participant,
                            event,
                            new Author("system", "Trialwright", "system", Optional.empty()),
                            now,
                            PartialDate.of(LocalDate.ofInstant(now, ZONE)),
                            "",
                            trial.study().seal(),
                            UUID.randomUUID(),
                            Set.of())));
  }

  /** A new participant who went the way of a case. */
  ParticipantId participant(String site, String name) {
    var worked =
        CaseReader.read(FOLDER, STUDY).cases().stream()
            .filter(one -> one.name().equals(name))
            .findFirst()
            .orElseThrow();
    at(FIRST, LocalTime.of(8, 0));
    people++;
    var participant = register(site, "W" + people);
    for (var fact : worked.facts()) {
      at(fact.day().isBefore(FIRST) ? FIRST : fact.day(), LocalTime.of(9, 30));
      switch (fact) {
        case CaseFact.Filled filled ->
            save(participant, filled.day(), filled.form(), filled.answers(), 0, "");
        case CaseFact.Drawn drawn ->
            append(
                Optional.of(participant),
                new Event.Allocated(drawn.arm(), "any", people, "by hand", "test"));
      }
    }
    return participant;
  }

  ParticipantId register(String site, String initials) {
    return register(site, initials, "");
  }

  /** A newcomer; the vault learns the birth date when there is one. */
  ParticipantId register(String site, String initials, String born) {
    var identity =
        new HashMap<>(
            Map.of("name", "Wang " + initials, "initials", initials, "phone", "021-0000"));
    if (!born.isEmpty()) {
      identity.put(Vault.BIRTH_DATE, born);
    }
    var newcomer =
        new Desk.Newcomer(
            new SiteId(site), identity, new PersonMatch("", "", "", "", new SiteId(site)), true);
    if (desk.register(newcomer, act("coordinator", site))
        instanceof Outcome.Registered(var participant)) {
      return participant;
    }
    throw new IllegalStateException("not registered");
  }

  /** Saves a new record, or corrects one that stands; anything else is a fault of the test. */
  Outcome save(
      ParticipantId participant,
      LocalDate day,
      Form form,
      Map<String, String> given,
      int ordinal,
      String reason) {
    Map<String, String> answers = new HashMap<>(given);
    form.dayItem()
        .filter(item -> !item.workedOut())
        .ifPresent(
            item ->
                answers.putIfAbsent(
                    item.name(),
                    item.kind().orElseThrow() instanceof AnswerKind.DateTime
                        ? day + " 09:00 +08:00"
                        : day.toString()));
    var journey = desk.journey(participant).orElseThrow();
    long seen =
        ordinal == 0 ? 0 : journey.record(form, ordinal).orElseThrow().facts().getLast().sequence();
    var visit =
        ordinal == 0
            ? journey.visitFor(form, day).orElseGet(() -> beforeAllocation(journey, form))
            : journey.record(form, ordinal).orElseThrow().visit();
    var role =
        form.items().stream()
            .filter(item -> answers.containsKey(item.name()))
            .map(Item::answeredBy)
            .filter(by -> !by.isEmpty())
            .findFirst()
            .orElse("coordinator");
    var outcome =
        desk.save(
            new Save(
                participant,
                form.name(),
                ordinal,
                visit,
                answers,
                Optional.of(PartialDate.of(day)),
                reason,
                seen),
            act(role, Desk.siteOf(participant).value()));
    if (!(outcome instanceof Outcome.Saved)) {
      throw new IllegalStateException(day + " " + form + ": " + given + " ended as " + outcome);
    }
    return outcome;
  }

  /** Before its anchor is known no window is; a site knows that it is screening. */
  private static String beforeAllocation(Journey journey, Form form) {
    var first = journey.study().when().visits().getFirst();
    return journey.arm().isEmpty() && first.forms().contains(form) ? first.name() : "";
  }
}
