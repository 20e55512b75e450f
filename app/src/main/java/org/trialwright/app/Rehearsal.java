package org.trialwright.app;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.trialwright.bedside.Confirmation;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.Save;
import org.trialwright.bedside.Trial;
import org.trialwright.bedside.form.Signing;
import org.trialwright.journal.Draft;
import org.trialwright.journal.PersonMatch;
import org.trialwright.journal.Standing;
import org.trialwright.journal.Unmasking;
import org.trialwright.journal.Vault;
import org.trialwright.journey.Author;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Journey;
import org.trialwright.quantities.PartialDate;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.simulation.Clinic;
import org.trialwright.simulation.Player;
import org.trialwright.study.Scenario;
import org.trialwright.study.Study;

/**
 * A whole trial with made-up people, played through the same desk as the pages use, at simulated
 * times. What was played before is recognised by its keys and not done again, so a rehearsal that
 * was broken off goes on where it stopped.
 */
final class Rehearsal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);

  /** How long rehearsed kits keep. */
  private static final int KIT_YEARS = 2;

  private static final Author SYSTEM =
      new Author("system", "Trialwright", "system", Optional.empty());

  private final Thread thread;
  private final AtomicReference<Optional<Player.Progress>> progress =
      new AtomicReference<>(Optional.empty());
  private volatile boolean stopping;

  private Rehearsal(Desk desk, Scenario scenario, long seed, Player.Limits limits) {
    thread =
        Thread.ofPlatform()
            .name("rehearsal")
            .daemon(true)
            .unstarted(() -> run(desk, scenario, seed, limits));
  }

  /**
   * Plays behind running pages. A database that already holds the whole rehearsal is left alone;
   * one that holds a part of it is filled up.
   *
   * @param participants allocated at most
   * @param until the last day that is played
   */
  static Rehearsal start(
      Desk desk, Scenario scenario, long seed, int participants, LocalDate until) {
    var rehearsal = new Rehearsal(desk, scenario, seed, new Player.Limits(participants, until));
    rehearsal.thread.start();
    return rehearsal;
  }

  private void run(Desk desk, Scenario scenario, long seed, Player.Limits limits) {
    try {
      play(
          desk,
          scenario,
          seed,
          limits,
          new Player.Watcher() {
            @Override
            public boolean goesOn(Player.Progress now) {
              progress.set(Optional.of(now));
              return !stopping;
            }

            @Override
            public boolean leaves(ParticipantId participant, Clinic.Refused why) {
              LOG.warn("{} leaves the rehearsal: {}", participant, why.getMessage());
              return true;
            }
          });
    } catch (RuntimeException trouble) {
      if (!stopping) {
        LOG.error("the rehearsal stopped", trouble);
      }
    }
  }

  /** How far it has come; empty before the first day. */
  Optional<Player.Progress> progress() {
    return progress.get();
  }

  boolean running() {
    return thread.isAlive();
  }

  /** Waits for its end. */
  void await() {
    try {
      thread.join();
    } catch (InterruptedException hurry) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends after the day at hand. */
  @Override
  public void close() {
    stopping = true;
    await();
  }

  /**
   * Plays to the end, here and now, and makes a data cut there. Where that cut is, nothing is
   * played again.
   */
  static Player.Progress play(
      Desk desk, Scenario scenario, long seed, Player.Limits limits, Player.Watcher watcher) {
    var trial = desk.trial();
    var end = endKey(scenario, seed, limits);
    if (trial.journal().byKey(end).isPresent()) {
      var all = trial.standings().all();
      var counted = all.stream().filter(one -> counts(desk, one)).count();
      return new Player.Progress(limits.until(), all.size(), (int) counted, 0, 1);
    }
    var clock = new SimulatedClock(begin(scenario));
    try (var unflushed = Unflushed.of(trial.source())) {
      var clinic = new AtTheDesk(trial, unflushed.source(), clock, known(trial));
      var player = new Player(trial.study(), scenario, seed, clinic, limits);
      var progress = player.play(watcher);
      if (player.finished()) {
        cut(trial, end, endOf(scenario, progress.day()), progress.day());
      }
      return progress;
    }
  }

  private static boolean counts(Desk desk, Standing standing) {
    var study = desk.trial().study();
    return (study.allocates() && study.counted() != Study.Counted.TREATED)
        ? !standing.arm().isEmpty()
        : desk.journey(standing.participant()).flatMap(Journey::joinedOn).isPresent();
  }

  private static UUID endKey(Scenario scenario, long seed, Player.Limits limits) {
    var which =
        "rehearsal/%s/%d/%d/%s"
            .formatted(scenario.name(), seed, limits.participants(), limits.until());
    return UUID.nameUUIDFromBytes(which.getBytes(StandardCharsets.UTF_8));
  }

  private static void cut(Trial trial, UUID key, Instant recorded, LocalDate day) {
    var draft =
        new Draft(
            Optional.empty(),
            new Event.Cut("End of the rehearsal"),
            SYSTEM,
            recorded,
            PartialDate.of(day),
            "",
            trial.study().seal(),
            key,
            Set.of());
    trial.transaction().executeWithoutResult(_ -> trial.journal().append(draft));
  }

  private static Map<UUID, Fact> known(Trial trial) {
    Map<UUID, Fact> known = new HashMap<>();
    trial.journal().all().forEach(fact -> known.put(fact.key(), fact));
    return known;
  }

  /** The first morning of a scenario, when its study is opened. */
  static Instant begin(Scenario scenario) {
    return scenario
        .setting()
        .begins()
        .atStartOfDay(ZoneId.of(scenario.setting().zone()))
        .toInstant();
  }

  private static Instant endOf(Scenario scenario, LocalDate day) {
    return day.plusDays(1).atStartOfDay(ZoneId.of(scenario.setting().zone())).toInstant();
  }

  /** The last day a scenario is meant to be played to. */
  static LocalDate end(Scenario scenario) {
    return scenario.setting().ends();
  }

  /**
   * The time of a demonstration: it stands at the end of the rehearsal when the program starts, or
   * where the record ends if that is later, and goes on as real time does.
   */
  static InstantSource afterwards(
      Scenario scenario, LocalDate until, Optional<Instant> lastRecorded) {
    var end = endOf(scenario, until);
    var from = lastRecorded.filter(end::isBefore).orElse(end);
    long started = System.nanoTime();
    return () -> from.plusNanos(System.nanoTime() - started);
  }

  /** A clock that somebody sets. */
  static final class SimulatedClock implements InstantSource {
    private volatile Instant now;

    SimulatedClock(Instant now) {
      this.now = now;
    }

    @Override
    public Instant instant() {
      return now;
    }

    void set(Instant time) {
      now = time;
    }
  }

  /**
   * The desk, at the simulated time. Every outcome but the wanted one is refused with its reason.
   */
  private static final class AtTheDesk implements Clinic {
    private final Desk desk;
    private final SimulatedClock clock;
    private final Map<UUID, Fact> known;
    private final Unmasking arms;

    AtTheDesk(Trial trial, DataSource source, SimulatedClock clock, Map<UUID, Fact> known) {
      this.desk =
          new Desk(
              Trial.of(trial.study(), source, trial.vault().through(source), trial.seal(), clock));
      this.clock = clock;
      this.known = known;
      this.arms = new Unmasking(source, trial.study().name());
    }

    /**
     * What people's nature does depends on the arm, which the desk does not tell: the player folds
     * the facts itself then.
     */
    private Optional<Journey> told(Journey journey) {
      return journey.arm().equals(journey.armTold()) ? Optional.of(journey) : Optional.empty();
    }

    private static org.trialwright.bedside.Act act(Clinic.Act act) {
      return new org.trialwright.bedside.Act(act.author(), act.key());
    }

    private static Refused unexpected(String what, Outcome outcome) {
      return new Refused(what + ": " + outcome);
    }

    @Override
    public void at(Instant now) {
      clock.set(now);
    }

    @Override
    public Fact register(Newcomer newcomer, Clinic.Act by) {
      var before = known.get(by.key());
      if (before != null) {
        return before;
      }
      var match =
          new PersonMatch(
              newcomer.born().toString(),
              newcomer.initials(),
              "",
              newcomer.hospitalNumber(),
              newcomer.site());
      var identity =
          Map.of(
              "initials",
              newcomer.initials(),
              "hospital-number",
              newcomer.hospitalNumber(),
              Vault.BIRTH_DATE,
              newcomer.born().toString());
      var outcome =
          desk.register(new Desk.Newcomer(newcomer.site(), identity, match, true), act(by));
      if (!(outcome instanceof Outcome.Registered registered)) {
        throw unexpected("newcomer " + newcomer.number(), outcome);
      }
      return desk.facts(registered.participant()).getFirst();
    }

    @Override
    public Kept save(Entry entry, Clinic.Act by) {
      var before = known.get(by.key());
      if (before != null) {
        return new Kept(before, Optional.empty());
      }
      return kept(entry, desk.save(toSave(entry), act(by)));
    }

    private static Save toSave(Entry entry) {
      return new Save(
          entry.participant(),
          entry.form(),
          0,
          entry.visit(),
          entry.answers(),
          Optional.empty(),
          "",
          0);
    }

    private Kept kept(Entry entry, Outcome outcome) {
      if (!(outcome instanceof Outcome.Saved saved)) {
        throw unexpected(
            "%s of %s at '%s' on %s with %s"
                .formatted(
                    entry.form(),
                    entry.participant(),
                    entry.visit(),
                    clock.instant(),
                    entry.answers()),
            outcome);
      }
      return new Kept(saved.fact(), told(saved.journey()));
    }

    @Override
    public Kept give(Entry entry, Dose dose, Clinic.Act by) {
      var before = known.get(by.key());
      if (before != null) {
        return new Kept(before, Optional.empty());
      }
      var save = toSave(entry);
      var onItsDay =
          new Save(
              save.participant(),
              save.form(),
              0,
              save.visit(),
              save.answers(),
              Optional.of(PartialDate.of(dose.day())),
              "",
              0);
      var withKit = dose.amount() > 0 ? withKit(onItsDay, by) : onItsDay;
      return kept(entry, desk.give(withKit, dose.drug(), dose.amount(), dose.seen(), act(by)));
    }

    /** Where kits are numbered, the number is that of a kit from the shelf. */
    private Save withKit(Save save, Clinic.Act by) {
      var item =
          desk.trial().study().how().kits().filter(one -> one.form().name().equals(save.form()));
      if (item.isEmpty()) {
        return save;
      }
      var outcome =
          stocked(
              save.participant(),
              () -> desk.assignKit(save.participant(), act(by, "kit")),
              by.author());
      if (!(outcome instanceof Outcome.Done done)
          || !(done.fact().event() instanceof Event.KitAssigned(var kit))) {
        throw unexpected("kit for " + save.participant(), outcome);
      }
      var answers = new HashMap<>(save.answers());
      answers.put(item.get().name(), kit);
      return new Save(
          save.participant(),
          save.form(),
          save.ordinal(),
          save.visit(),
          answers,
          save.occurred(),
          save.reason(),
          save.seen());
    }

    /** Does it, after a carton has come when the shelf of the site is short. */
    private Outcome stocked(ParticipantId participant, Supplier<Outcome> doing, Author author) {
      var outcome = doing.get();
      if (!(outcome instanceof Outcome.ShelfShort(var site))) {
        return outcome;
      }
      int carton = desk.stock().orElseThrow().cartons().size() + 1;
      var expires = desk.today(Desk.siteOf(participant)).plusYears(KIT_YEARS);
      desk.sendKits(site, expires, carton(carton, "sent", SYSTEM));
      desk.receiveKits(site, carton, carton(carton, "received", author));
      return doing.get();
    }

    private static org.trialwright.bedside.Act carton(int number, String what, Author author) {
      var key = "carton/%d/%s".formatted(number, what);
      return new org.trialwright.bedside.Act(
          author, UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)));
    }

    private static org.trialwright.bedside.Act act(Clinic.Act act, String also) {
      var key = act.key() + "/" + also;
      return new org.trialwright.bedside.Act(
          act.author(), UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public Fact allocate(ParticipantId participant, Clinic.Act by) {
      var before = known.get(by.key());
      if (before != null) {
        return arms.of(before);
      }
      var outcome = stocked(participant, () -> desk.allocate(participant, act(by)), by.author());
      if (!(outcome instanceof Outcome.Allocated allocated)) {
        throw unexpected("allocation of " + participant, outcome);
      }
      return arms.of(allocated.fact());
    }

    @Override
    public Fact confirm(ParticipantId participant, Dose dose, Clinic.Act by) {
      var event =
          Confirmation.event(
              dose.form(), dose.ordinal(), dose.item(), dose.drug(), dose.day(), dose.amount());
      return done(
          by, "confirmation for " + participant, () -> desk.confirm(participant, event, act(by)));
    }

    @Override
    public Fact sign(ParticipantId participant, Event.Saved record, Clinic.Act by) {
      var form = desk.trial().study().form(record.form());
      var event = Signing.event(form, record.ordinal(), record.answers());
      return done(by, "signature for " + participant, () -> desk.sign(participant, event, act(by)));
    }

    private Fact done(Clinic.Act by, String what, Supplier<Outcome> doing) {
      var before = known.get(by.key());
      if (before != null) {
        return before;
      }
      var outcome = doing.get();
      if (!(outcome instanceof Outcome.Done done)) {
        throw unexpected(what, outcome);
      }
      return done.fact();
    }
  }
}
