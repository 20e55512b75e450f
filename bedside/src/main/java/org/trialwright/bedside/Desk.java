package org.trialwright.bedside;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import org.trialwright.journal.KeyUsedBefore;
import org.trialwright.journal.PersonMatch;
import org.trialwright.journal.Standing;
import org.trialwright.journal.Vault;
import org.trialwright.journey.Attachment;
import org.trialwright.journey.Deviation;
import org.trialwright.journey.Due;
import org.trialwright.journey.Endorsement;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Holds;
import org.trialwright.journey.Journey;
import org.trialwright.journey.LoggedDeviation;
import org.trialwright.journey.Queries;
import org.trialwright.quantities.PartialDate;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;
import org.trialwright.randomisation.SiteArms;
import org.trialwright.study.Form;
import org.trialwright.study.Item;
import org.trialwright.study.Study;

/**
 * Everything that is done at a site. Each act is one transaction: it takes the participant's lock,
 * folds the facts, lets the core decide, and appends. Pages and the rehearsal call the same acts.
 */
public final class Desk {
  private final Trial trial;
  private final Ledger ledger;
  private final Allocation allocation;
  private final Map<String, Assumptions> assumed = new ConcurrentHashMap<>();
  private final KitActs kits;
  private final Amending amending;
  private final Reviewing reviewing;
  private final Delegating delegating;

  public Desk(Trial trial) {
    this.trial = trial;
    this.ledger = new Ledger(trial);
    this.allocation = new Allocation(trial);
    this.kits = new KitActs(trial, ledger);
    this.amending = new Amending(trial, ledger);
    this.reviewing = new Reviewing(trial, ledger);
    this.delegating = new Delegating(trial, ledger);
  }

  public Trial trial() {
    return trial;
  }

  /** The sites of the study, by number. */
  public List<Site> sites() {
    var study = trial.journal().study();
    trial.versions().note(study);
    return Sites.all(study);
  }

  public Optional<Site> site(SiteId id) {
    return Sites.site(trial.journal().study(), id);
  }

  /**
   * Records a site as it is from now on.
   *
   * @param reason why it changes; needed when the site is known already
   */
  public Outcome setSite(Event.SiteSet set, String reason, Act act) {
    return inTransaction(
        () -> {
          lock("sites");
          var before = trial.journal().byKey(act.key());
          if (before.isPresent()) {
            return new Outcome.Done(before.get());
          }
          var refused = set.open() ? enrolmentRefused() : Optional.<Outcome>empty();
          if (refused.isPresent()) {
            return refused.get();
          }
          if (site(set.site()).isPresent() && reason.isBlank()) {
            return new Outcome.ReasonNeeded(List.of());
          }
          var zone = java.time.ZoneId.of(set.zone());
          var day = LocalDate.ofInstant(trial.clock().instant(), zone);
          return new Outcome.Done(ledger.append(Optional.empty(), set, act, day, reason));
        });
  }

  /**
   * The limits of a site's laboratory: those that hold, held or will hold, the newest day first.
   */
  public List<LabLimits.Entry> labLimits(SiteId site) {
    return LabLimits.at(trial.journal().study(), site);
  }

  /**
   * Records limits of a site's laboratory, all or none; what was recorded before stays as it is.
   *
   * @param limits at least one, all of this site
   */
  public Outcome setLimits(SiteId site, List<LabLimits.Dated> limits, Act act) {
    return together(
        "laboratory/" + site,
        limits.stream().map(dated -> new OnDay(dated.set(), dated.from())).toList(),
        before -> before instanceof Event.LimitsSet set && set.site().equals(site),
        act);
  }

  /** The days on which a site sees nobody. */
  public Holidays holidays(SiteId site) {
    return Holidays.at(trial.journal().study(), site);
  }

  /**
   * Records days on which a site sees nobody, or after all does, all or none; what was recorded
   * before stays as it is.
   *
   * @param days at least one, all of this site
   */
  public Outcome setHolidays(SiteId site, List<Event.ClosedSet> days, Act act) {
    return together(
        "holidays/" + site,
        days.stream().map(set -> new OnDay(set, set.from())).toList(),
        before -> before instanceof Event.ClosedSet set && set.site().equals(site),
        act);
  }

  /** A fact about the study with its own day. */
  private record OnDay(Event event, LocalDate day) {}

  /**
   * @param mine whether the fact of a key that was used is what this act writes
   */
  private Outcome together(String lock, List<OnDay> facts, Predicate<Event> mine, Act act) {
    return inTransaction(
        () -> {
          lock(lock);
          var before = trial.journal().byKey(act.key());
          if (before.isPresent()) {
            return mine.test(before.get().event())
                ? new Outcome.Done(before.get())
                : new Outcome.ChangedMeanwhile(before.get());
          }
          var first = append(facts.getFirst(), act);
          for (int i = 1; i < facts.size(); i++) {
            append(facts.get(i), act.following(i));
          }
          return new Outcome.Done(first);
        });
  }

  private Fact append(OnDay one, Act act) {
    return ledger.append(Optional.empty(), one.event(), act, one.day(), "");
  }

  /** The question for the sex, in the form that asks for what identifies; empty when none does. */
  public static Optional<Item> sex(Study study) {
    return study.forms().values().stream()
        .filter(form -> form.items().stream().anyMatch(Item::identifying))
        .findFirst()
        .flatMap(form -> form.item("sex"));
  }

  /** What the study assumes, and who has confirmed it. */
  public Assumptions assumptions() {
    return assumed(trial.study()).with(trial.journal().study());
  }

  private Assumptions assumed(Study version) {
    return assumed.computeIfAbsent(version.seal(), _ -> Assumptions.of(version));
  }

  /** The study, in which what two people have confirmed is no longer assumed. */
  public Study study() {
    return confirmed(trial.study());
  }

  /** The version that a participant is under, in which what was confirmed is no longer assumed. */
  public Study study(List<Fact> facts) {
    return confirmed(trial.versions().of(facts));
  }

  private Study confirmed(Study version) {
    var confirmed = assumed(version).with(trial.journal().study()).confirmed();
    return confirmed.isEmpty() ? version : version.confirmed(confirmed);
  }

  /** Why nobody may be enrolled; empty when two people have confirmed all that is assumed. */
  public Optional<Outcome> enrolmentRefused() {
    var facts = trial.journal().study();
    boolean rehearsal =
        facts.stream()
            .anyMatch(fact -> fact.event() instanceof Event.Opened opened && opened.rehearsal());
    var open = rehearsal ? List.<Assumptions.Chapter>of() : assumptions().open();
    return open.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Outcome.NotConfirmed(open.stream().map(Assumptions.Chapter::name).toList()));
  }

  /**
   * A person stands for the assumed values of a chapter.
   *
   * @param digest of the values that the person saw
   */
  public Outcome vouch(String chapter, String digest, Act act) {
    return inTransaction(
        () -> {
          lock("assumptions");
          var before = trial.journal().byKey(act.key());
          if (before.isPresent()) {
            return new Outcome.Done(before.get());
          }
          var known = assumptions().chapter(chapter).filter(one -> one.digest().equals(digest));
          if (known.isEmpty()) {
            return new Outcome.NotConfirmed(List.of(chapter));
          }
          var mine =
              known.get().vouched().stream()
                  .filter(fact -> fact.author().person().equals(act.author().person()))
                  .findFirst();
          return new Outcome.Done(
              mine.orElseGet(
                  () ->
                      ledger.append(
                          Optional.empty(),
                          new Event.Vouched(chapter, digest),
                          act,
                          LocalDate.ofInstant(trial.clock().instant(), java.time.ZoneOffset.UTC),
                          "")));
        });
  }

  /** The calendar day at a site. */
  public LocalDate today(SiteId site) {
    return Sites.today(trial, site);
  }

  /** A participant's number begins with the site's. */
  public static SiteId siteOf(ParticipantId participant) {
    var number = participant.value();
    int hyphen = number.lastIndexOf('-');
    return new SiteId(hyphen < 1 ? number : number.substring(0, hyphen));
  }

  /** The day on which a site of a stepped wedge crosses; empty while nobody may know it. */
  public Optional<LocalDate> crossing(SiteId site) {
    return SiteArms.crossing(
        trial.seal(),
        trial.study().name(),
        trial.study().how(),
        Sites.place(trial.journal().study(), site),
        today(site));
  }

  /** The place of a site among all, by which arms of sites are drawn, from 1. */
  public static int placeOf(SiteId site, List<Fact> study) {
    return Sites.place(study, site);
  }

  public List<Fact> facts(ParticipantId participant) {
    return trial.journal().participant(participant);
  }

  /** The journey as of now; empty when there is no such participant. */
  public Optional<Journey> journey(ParticipantId participant) {
    var facts = facts(participant);
    return facts.isEmpty() ? Optional.empty() : Optional.of(journey(participant, facts));
  }

  /** The journey that these facts make, looked at today. */
  public Journey journey(ParticipantId participant, List<Fact> facts) {
    return Around.of(trial, participant).journey(facts);
  }

  /**
   * What was known of a participant when a day ended at the site, and the journey as it was then;
   * the site itself is as it is now.
   */
  public Seen seen(ParticipantId participant, LocalDate day) {
    var around = Around.of(trial, participant);
    var end = day.plusDays(1).atStartOfDay(around.zone()).toInstant().minusNanos(1_000);
    long last = trial.journal().sequenceAt(end);
    // A clock that was set back must not show what was not yet known.
    var facts =
        trial.journal().asOf(last).participant(participant).stream()
            .filter(fact -> !fact.recorded().isAfter(end))
            .toList();
    return new Seen(last, facts, around.journey(facts, day));
  }

  /** A participant as known up to a sequence number; without facts there was nobody yet. */
  public record Seen(long last, List<Fact> facts, Journey journey) {
    public Seen {
      facts = List.copyOf(facts);
    }
  }

  /** Who comes into screening. */
  public record Newcomer(
      SiteId site, Map<String, String> identity, PersonMatch match, boolean looked) {}

  /** Gives a newcomer a number. */
  public Outcome register(Newcomer newcomer, Act act) {
    return inTransaction(
        () -> {
          lock("site/" + newcomer.site());
          var before = trial.journal().byKey(act.key());
          if (before.isPresent()) {
            return before.get().event() instanceof Event.Registered(var site)
                    && site.equals(newcomer.site())
                ? new Outcome.Registered(before.get().participant().orElseThrow())
                : new Outcome.ChangedMeanwhile(before.get());
          }
          if (!site(newcomer.site()).map(Site::open).orElse(false)) {
            return new Outcome.SiteClosed();
          }
          var refused = enrolmentRefused();
          if (refused.isPresent()) {
            return refused.get();
          }
          var known =
              trial.vault().matches(newcomer.match()).stream()
                  .map(Vault.Match::participant)
                  .distinct()
                  .toList();
          if (!known.isEmpty() && !newcomer.looked()) {
            return new Outcome.PersonKnown(known);
          }
          var participant = nextNumber(newcomer.site());
          var now = trial.clock().instant();
          trial
              .vault()
              .store(participant, newcomer.identity(), newcomer.match(), act.author(), now);
          var fact =
              ledger.append(
                  Optional.of(participant),
                  new Event.Registered(newcomer.site()),
                  act,
                  today(newcomer.site()),
                  "");
          stand(participant, List.of(fact), Around.of(trial, participant));
          return new Outcome.Registered(participant);
        });
  }

  private ParticipantId nextNumber(SiteId site) {
    int last =
        trial.standings().at(site).stream()
            .map(standing -> standing.participant().value().substring(site.value().length() + 1))
            .mapToInt(Integer::parseInt)
            .max()
            .orElse(0);
    return new ParticipantId("%s-%03d".formatted(site.value(), last + 1));
  }

  /** Keeps a form, or says why not. */
  public Outcome save(Save save, Act act) {
    return inTransaction(
        () -> {
          lock(save.participant().value());
          return keep(save, facts(save.participant()), act);
        });
  }

  private Outcome keep(Save save, List<Fact> facts, Act act) {
    if (facts.isEmpty()) {
      return new Outcome.NoSuchParticipant(save.participant());
    }
    var version = trial.versions().of(facts);
    return delegating
        .refused(version, version.form(save.form()), siteOf(save.participant()), act)
        .filter(_ -> before(facts, act).isEmpty())
        .orElseGet(() -> new Keeping(trial, ledger, save, facts, act).outcome());
  }

  /** Keeps forms together, or none of them. */
  public Filing.Came file(Filing filing, Act act) {
    return filing.keep(trial, ledger, act);
  }

  /** What the columns of laboratories' files hold at a site, the newest of each first. */
  public List<Event.ResultsMapped> resultsMapped(SiteId site) {
    var newest = new LinkedHashMap<List<String>, Event.ResultsMapped>();
    trial.journal().study().reversed().stream()
        .filter(fact -> fact.event() instanceof Event.ResultsMapped one && one.site().equals(site))
        .map(fact -> (Event.ResultsMapped) fact.event())
        .forEach(one -> newest.putIfAbsent(List.of(one.laboratory(), one.form()), one));
    return List.copyOf(newest.values());
  }

  /** The journey as it would be with this form; nothing is kept and no answer is checked. */
  public Journey preview(Save save, Act act) {
    return new Keeping(trial, ledger, save, facts(save.participant()), act).preview();
  }

  /** Why the arm cannot be drawn now; empty when it can. */
  public Optional<Outcome> allocationRefused(ParticipantId participant) {
    var facts = facts(participant);
    return facts.isEmpty()
        ? Optional.of(new Outcome.NoSuchParticipant(participant))
        : allocation
            .refusal(participant, facts, journey(participant, facts))
            .or(this::enrolmentRefused)
            .or(() -> kits.refused(siteOf(participant)));
  }

  /** The stock of kits; empty for a study whose kits are not numbered. */
  public Optional<Stock> stock() {
    return kits.stock();
  }

  /** Sends the study's next carton to a site. */
  public Outcome sendKits(SiteId site, LocalDate expires, Act act) {
    return inTransaction(() -> kits.send(site, expires, act));
  }

  /** Puts a carton that came on the shelf of its site. */
  public Outcome receiveKits(SiteId site, int carton, Act act) {
    return inTransaction(() -> kits.receive(site, carton, act));
  }

  /** Keeps a damaged or lost kit from being handed out. */
  public Outcome withdrawKit(SiteId site, String kit, String reason, Act act) {
    return inTransaction(() -> kits.withdraw(site, kit, reason, act));
  }

  /**
   * Takes a kit from the shelf for a participant. Who has one that was not handed out yet keeps it.
   */
  public Outcome assignKit(ParticipantId participant, Act act) {
    return inTransaction(
        () -> {
          lock(participant.value());
          kits.lock(siteOf(participant));
          return standing(participant, kits.toParticipant(participant, act));
        });
  }

  /**
   * Takes back what a participant brought.
   *
   * @param left how much was in the kit
   * @param reason needed when the kit was taken back before
   */
  public Outcome returnKit(
      ParticipantId participant, String kit, int left, String reason, Act act) {
    return inTransaction(
        () -> {
          lock(participant.value());
          kits.lock(siteOf(participant));
          return standing(participant, kits.takeBack(participant, kit, left, reason, act));
        });
  }

  private Outcome standing(ParticipantId participant, Outcome outcome) {
    if (outcome instanceof Outcome.Done) {
      stand(participant, facts(participant), Around.of(trial, participant));
    }
    return outcome;
  }

  /**
   * Opens the arm of one participant to one person, once, and keeps the study's record of it where
   * one can be kept: an emergency does not wait for it.
   *
   * @param save the form that the study names for it
   */
  public Outcome unblind(Save save, String reason, Act act) {
    var participant = save.participant();
    return inTransaction(
        () -> {
          lock(participant.value());
          var facts = facts(participant);
          var opening = new Unblinding(trial, save, facts, act);
          var refused = opening.refused(reason);
          if (refused.isPresent()) {
            return refused.get();
          }
          var recorded = keep(save, facts, act);
          if (!Unblinding.goesOn(recorded)) {
            return recorded;
          }
          var fact =
              ledger.append(
                  Optional.of(participant),
                  new Event.Unblinded(Unblinding.ordinal(recorded)),
                  act.also("unblinded"),
                  PartialDate.of(today(siteOf(participant))),
                  reason,
                  Set.of());
          stand(participant, facts(participant), Around.of(trial, participant));
          return new Outcome.Unblinded(fact, opening.arm());
        });
  }

  /**
   * Keeps a dose that is given, if it is still the dose that was worked out and a second person has
   * confirmed it where the study asks for one.
   *
   * @param drug the dose is of
   * @param amount given, in the unit of the card; 0 when it was omitted
   * @param seen the newest fact of the participant that the card was worked out from
   */
  public Outcome give(Save save, String drug, double amount, long seen, Act act) {
    return inTransaction(
        () -> {
          lock(save.participant().value());
          var facts = facts(save.participant());
          boolean done = facts.stream().anyMatch(fact -> fact.key().equals(act.key()));
          var refused =
              done ? Optional.<Outcome>empty() : doseRefused(save, drug, amount, seen, facts, act);
          return refused.orElseGet(() -> keep(save, facts, act));
        });
  }

  private Optional<Outcome> doseRefused(
      Save save, String drug, double amount, long seen, List<Fact> facts, Act act) {
    if (facts.isEmpty()) {
      return Optional.of(new Outcome.NoSuchParticipant(save.participant()));
    }
    var version = trial.versions().of(facts);
    var newer =
        facts.stream()
            .filter(fact -> fact.sequence() > seen)
            .filter(fact -> changesDoses(version, fact))
            .toList();
    if (!newer.isEmpty()) {
      return Optional.of(new Outcome.NewerValue(newer.getLast()));
    }
    var day = save.occurred().orElseThrow().earliest();
    var line = journey(save.participant(), facts).doses(day).line(drug);
    boolean alone =
        amount > 0
            && line.filter(one -> one.needsSecondPerson()).isPresent()
            && Confirmation.of(facts, drug, day, amount)
                .filter(other -> !other.author().person().equals(act.author().person()))
                .isEmpty();
    return alone ? Optional.of(new Outcome.SecondPersonNeeded(drug)) : Optional.empty();
  }

  /** Whether a fact may change what a dose comes to. */
  private static boolean changesDoses(Study version, Fact fact) {
    var read = Reads.byDoses(version);
    return switch (fact.event()) {
      case Event.Saved(var form, _, _, _, _) -> mentions(read, version, form);
      case Event.Voided(var form, _) -> mentions(read, version, form);
      case Event.Allocated _, Event.Moved _ -> true;
      case Event.Opened _,
          Event.SiteSet _,
          Event.LimitsSet _,
          Event.ResultsMapped _,
          Event.ClosedSet _,
          Event.Vouched _,
          Event.Registered _,
          Event.Confirmed _,
          Event.Signed _,
          Event.Queried _,
          Event.Replied _,
          Event.Deviated _,
          Event.Assessed _,
          Event.Endorsed _,
          Event.Frozen _,
          Event.Locked _,
          Event.KitsSent _,
          Event.KitsReceived _,
          Event.KitWithdrawn _,
          Event.KitAssigned _,
          Event.KitReturned _,
          Event.Unblinded _,
          Event.Attached _,
          Event.Detached _,
          Event.Delegated _,
          Event.Trained _,
          Event.ReviewPlanned _,
          Event.Reviewed _,
          Event.Proposed _,
          Event.Cut _,
          Event.Recommended _,
          Event.Released _,
          Event.Agreed _ ->
          false;
    };
  }

  private static boolean mentions(Reads read, Study version, String form) {
    return Optional.ofNullable(version.forms().get(form)).filter(read::mentions).isPresent();
  }

  /** The number that a new record of the form will have. */
  public static int nextOrdinal(List<Fact> facts, Form form) {
    return facts.stream()
            .filter(
                fact ->
                    fact.event() instanceof Event.Saved saved && saved.form().equals(form.name()))
            .mapToInt(fact -> ((Event.Saved) fact.event()).ordinal())
            .max()
            .orElse(0)
        + 1;
  }

  /** Marks a record as entered in error; it stays readable. */
  public Outcome voidRecord(
      ParticipantId participant, String form, int ordinal, String reason, Act act) {
    return inTransaction(
        () -> {
          lock(participant.value());
          if (reason.isBlank()) {
            return new Outcome.ReasonNeeded(List.of());
          }
          return about(participant, new Event.Voided(form, ordinal), reason, act);
        });
  }

  /** A second person confirms a value. */
  public Outcome confirm(ParticipantId participant, Event.Confirmed confirmed, Act act) {
    return inTransaction(
        () -> {
          lock(participant.value());
          return about(participant, confirmed, "", act);
        });
  }

  /** A signature on the answers as they stand. */
  public Outcome sign(ParticipantId participant, Event.Signed signed, Act act) {
    return inTransaction(
        () -> {
          lock(participant.value());
          return about(participant, signed, "", act);
        });
  }

  public Outcome ask(ParticipantId participant, Event.Queried query, Act act) {
    return inTransaction(
        () -> {
          lock(participant.value());
          return about(participant, query, "", act);
        });
  }

  /** Raises a query under the participant's next number; the same key gives the same query. */
  public Outcome raise(
      ParticipantId participant, String form, int ordinal, String item, String text, Act act) {
    return inTransaction(
        () -> {
          lock(participant.value());
          var facts = facts(participant);
          var before = before(facts, act);
          if (before.isPresent()) {
            return new Outcome.Done(before.get());
          }
          int last = Queries.of(facts).stream().mapToInt(Queries::number).max().orElse(0);
          return about(
              participant, new Event.Queried(last + 1, form, ordinal, item, text), "", act);
        });
  }

  public Outcome reply(ParticipantId participant, Event.Replied reply, Act act) {
    return inTransaction(
        () -> {
          lock(participant.value());
          return about(participant, reply, "", act);
        });
  }

  /** Puts a file beside a participant's record; the same sent twice is one. */
  public Outcome attach(ParticipantId participant, Attaching file, byte[] content, Act act) {
    return inTransaction(
        () -> {
          lock(participant.value());
          var facts = facts(participant);
          var before = before(facts, act);
          if (before.isPresent()) {
            return file.was(before.get(), content.length)
                    && content(participant, before.get())
                        .filter(kept -> Arrays.equals(kept, content))
                        .isPresent()
                ? new Outcome.Done(before.get())
                : new Outcome.ChangedMeanwhile(before.get());
          }
          return file.refused(participant, facts)
              .orElseGet(
                  () -> {
                    var digest = trial.vault().attachments().keep(participant, content);
                    return about(participant, file.event(facts, content.length, digest), "", act);
                  });
        });
  }

  /** Says that a file was put there in error; it stays readable. */
  public Outcome detach(ParticipantId participant, int file, String reason, Act act) {
    return inTransaction(
        () -> {
          lock(participant.value());
          if (reason.isBlank()) {
            return new Outcome.ReasonNeeded(List.of());
          }
          var before =
              Attachment.of(facts(participant)).stream()
                  .filter(one -> one.file().file() == file)
                  .findFirst()
                  .flatMap(Attachment::inError);
          return before.isPresent()
              ? new Outcome.Done(before.get())
              : about(participant, new Event.Detached(file), reason, act);
        });
  }

  /** The bytes that a fact attached; empty when it attached none, or they were redacted. */
  public Optional<byte[]> content(ParticipantId participant, Fact fact) {
    return fact.event() instanceof Event.Attached file
        ? trial.vault().attachments().content(participant, file.digest())
        : Optional.empty();
  }

  private Outcome about(ParticipantId participant, Event event, String reason, Act act) {
    var facts = new ArrayList<>(facts(participant));
    if (facts.isEmpty()) {
      return new Outcome.NoSuchParticipant(participant);
    }
    var held = held(facts, event, act);
    if (held.isPresent()) {
      return held.get();
    }
    var around = Around.of(trial, participant);
    var fact = ledger.append(Optional.of(participant), event, act, around.today(), reason);
    if (facts.stream().noneMatch(known -> known.sequence() == fact.sequence())) {
      facts.add(fact);
    }
    var journey = around.journey(facts);
    var all =
        event instanceof Event.Voided
            ? ledger.checked(participant, facts, journey, Optional.empty(), act)
            : facts;
    ledger.stand(participant, all, journey);
    return new Outcome.Done(fact);
  }

  /** What a freeze or a lock keeps out; an act that was done before is done. */
  private static Optional<Outcome> held(List<Fact> facts, Event event, Act act) {
    return before(facts, act).isPresent()
        ? Optional.empty()
        : Holds.of(facts).against(event).map(Outcome.Held::new);
  }

  private static Optional<Fact> before(List<Fact> facts, Act act) {
    return facts.stream().filter(fact -> fact.key().equals(act.key())).findFirst();
  }

  /** The log of deviations of one participant as these facts and their journey have it. */
  public static List<LoggedDeviation> deviations(List<Fact> facts, Journey journey) {
    return LoggedDeviation.of(facts, Deviation.of(journey));
  }

  /** The log of deviations of a site itself, about no one participant. */
  public List<LoggedDeviation> deviations(SiteId site) {
    return LoggedDeviation.of(deviationsOf(site), List.of());
  }

  private List<Fact> deviationsOf(SiteId site) {
    return trial.journal().study().stream()
        .filter(
            fact ->
                fact.event() instanceof Event.Deviated || fact.event() instanceof Event.Assessed)
        .filter(fact -> fact.author().site().filter(site::equals).isPresent())
        .toList();
  }

  /** Writes down a deviation, or corrects what was written. */
  public Outcome deviate(Deviating deviating, Act act) {
    return log(deviating.whose(), act, log -> log.told(deviating));
  }

  /**
   * Judges a deviation that somebody else wrote down.
   *
   * @param seen the newest fact about it that the person read
   */
  public Outcome assess(Deviating.Whose whose, Event.Assessed assessed, long seen, Act act) {
    return log(whose, act, log -> log.judged(assessed, seen));
  }

  private Outcome log(
      Deviating.Whose whose, Act act, Function<DeviationLog, DeviationLog.Came> what) {
    return inTransaction(
        () -> {
          lock(whose.participant().map(ParticipantId::value).orElse("deviations/" + whose.site()));
          var facts =
              whose.participant().map(this::facts).orElseGet(() -> deviationsOf(whose.site()));
          if (whose.participant().isPresent() && facts.isEmpty()) {
            return new Outcome.NoSuchParticipant(whose.participant().get());
          }
          var before = before(facts, act);
          if (before.isPresent()) {
            return new Outcome.Done(before.get());
          }
          var found =
              whose.participant().map(one -> Deviation.of(journey(one, facts))).orElseGet(List::of);
          var log =
              new DeviationLog(LoggedDeviation.of(facts, found), act.author(), today(whose.site()));
          return switch (what.apply(log)) {
            case DeviationLog.Came.Refused(var why) -> why;
            case DeviationLog.Came.Kept(var event, var day, var reason) ->
                held(facts, event, act)
                    .orElseGet(() -> kept(whose, facts, event, day, reason, act));
          };
        });
  }

  private Outcome kept(
      Deviating.Whose whose,
      List<Fact> facts,
      Event event,
      PartialDate day,
      String reason,
      Act act) {
    var fact = ledger.append(whose.participant(), event, act, day, reason, Set.of());
    if (whose.participant().isPresent()) {
      var all = new ArrayList<>(facts);
      all.add(fact);
      stand(whose.participant().get(), all, Around.of(trial, whose.participant().get()));
    }
    return new Outcome.Done(fact);
  }

  /** Why an offered version of the study cannot be proposed; empty when it can. */
  public Optional<Outcome.NotAmended.Why> amendmentRefused(Offer offer) {
    return amending.refused(offer);
  }

  /** What becomes of everybody at a site under an offered version of the study. */
  public List<Going> going(SiteId site, Offer offer) {
    return amending.going(site, offer);
  }

  /**
   * Whom an offered version of the study concerns, by place; empty when it cannot be compared.
   *
   * @param language of the words of the places, {@code en} or {@code zh}
   */
  public List<Affected> affected(Offer offer, List<SiteId> sites, String language) {
    Map<SiteId, List<Going>> going = new LinkedHashMap<>();
    sites.forEach(site -> going.put(site, going(site, offer)));
    return trial
        .versions()
        .compared(offer, language)
        .map(compared -> Affected.of(compared, going))
        .orElse(List.of());
  }

  /** Whether a site works by a version of the study, or by a later one, today. */
  public boolean worksBy(SiteId site, String version) {
    return amending.begun(site, version, today(site));
  }

  /**
   * A person proposes an offered version of the study.
   *
   * @param digest of its files
   * @param consent whether participants give a new consent before they go on under it
   */
  public Outcome propose(String digest, boolean consent, String reason, Act act) {
    return inTransaction(() -> amending.propose(digest, consent, reason, act));
  }

  /** A second person stands for a proposed version, by the number of the proposal's fact. */
  public Outcome agree(long proposal, Act act) {
    return inTransaction(() -> amending.agree(proposal, act));
  }

  /** A site works by a version of the study from a day on. */
  public Outcome begin(SiteId site, String version, LocalDate from, Act act) {
    return inTransaction(() -> amending.begin(site, version, from, act));
  }

  /**
   * A participant goes on under a version of the study.
   *
   * @param day of the new consent, where one is asked for
   */
  public Outcome move(ParticipantId participant, String version, LocalDate day, Act act) {
    return inTransaction(
        () -> {
          lock(participant.value());
          return amending.move(participant, version, day, act);
        });
  }

  /** To whom which tasks are delegated at a site. */
  public DelegationLog delegation(SiteId site) {
    return delegating.log(site);
  }

  /** Why a person may not draw an arm at a site today; empty when they may. */
  public Optional<Outcome> allocationNotDelegated(SiteId site, String person) {
    return delegation(site).may(person, DelegationLog.ALLOCATE, today(site))
        ? Optional.empty()
        : Optional.of(new Outcome.NotDelegated(DelegationLog.ALLOCATE));
  }

  /** The task for which a person may not save this form at a site today; empty when they may. */
  public Optional<String> delegationRefused(Study study, Form form, SiteId site, String person) {
    return DelegationLog.isConsent(study, form)
            && !delegation(site).may(person, DelegationLog.CONSENT, today(site))
        ? Optional.of(DelegationLog.CONSENT)
        : Optional.empty();
  }

  /**
   * Whoever answers for a site delegates tasks there, or writes an entry anew.
   *
   * @param told with 0 for a number that it has not got yet
   * @param reason needed when the entry is there
   */
  public Outcome delegate(Event.Delegated told, String reason, Act act) {
    return inTransaction(() -> delegating.delegate(told, reason, act));
  }

  /** Records that somebody of a site was trained on a day. */
  public Outcome train(Event.Trained told, LocalDate day, Act act) {
    return inTransaction(() -> delegating.train(told, day, act));
  }

  /** What is to be compared with its source. */
  public ReviewPlan reviewPlan() {
    return reviewing.plan();
  }

  /**
   * Says what is to be compared with its source from now on.
   *
   * @param reason needed when it was said before
   */
  public Outcome planReviews(Event.ReviewPlanned plan, String reason, Act act) {
    return inTransaction(() -> reviewing.plan(plan, reason, act));
  }

  /**
   * Every record of a participant that is to be compared with its source, or reviewed.
   *
   * @param kind as {@link Event.Reviewed} has it
   */
  public static List<ToReview> toReview(
      ParticipantId participant, List<Fact> facts, String kind, ReviewPlan plan) {
    return Reviewing.of(participant, facts, kind, plan);
  }

  /**
   * A person says that they compared a record with its source, or reviewed it.
   *
   * @param seen the newest save of it that they read
   */
  public Outcome review(
      ParticipantId participant, String kind, String form, int ordinal, long seen, Act act) {
    return inTransaction(
        () -> {
          lock(participant.value());
          var facts = facts(participant);
          var before = before(facts, act);
          if (before.isPresent()) {
            return new Outcome.Done(before.get());
          }
          var said = reviewing.said(participant, kind, form, ordinal, seen, facts);
          return said.instead()
              .orElseGet(() -> about(participant, said.event().orElseThrow(), "", act));
        });
  }

  /** What a signature on a participant's whole record given now would be bound to. */
  public String covered(ParticipantId participant, List<Fact> facts) {
    return Covered.digest(trial.journal(), participant, facts);
  }

  /**
   * An investigator answers for all that is recorded of a participant.
   *
   * @param digest of what was read
   */
  public Outcome endorse(ParticipantId participant, String meaning, String digest, Act act) {
    return inTransaction(
        () -> {
          lock(participant.value());
          var facts = facts(participant);
          boolean newer =
              before(facts, act).isEmpty()
                  && !facts.isEmpty()
                  && !covered(participant, facts).equals(digest);
          return newer
              ? new Outcome.ChangedMeanwhile(Endorsement.covered(facts).getLast())
              : about(participant, new Event.Endorsed(meaning, digest), "", act);
        });
  }

  /**
   * Freezes one record, or takes that back.
   *
   * @param reason needed for taking it back
   */
  public Outcome freeze(ParticipantId participant, Event.Frozen frozen, String reason, Act act) {
    return inTransaction(
        () -> {
          lock(participant.value());
          if (!frozen.on() && reason.isBlank()) {
            return new Outcome.ReasonNeeded(List.of());
          }
          var facts = facts(participant);
          var now = Holds.of(facts).freeze(frozen.form(), frozen.ordinal());
          return now.isPresent() == frozen.on() && before(facts, act).isEmpty()
              ? new Outcome.Done(now.orElseGet(facts::getLast))
              : about(participant, frozen, reason, act);
        });
  }

  /**
   * Locks a participant's whole record once an investigator's signature holds for it and no query
   * is open.
   */
  public Outcome lock(ParticipantId participant, Act act) {
    return inTransaction(
        () -> {
          lock(participant.value());
          var facts = facts(participant);
          var now = Holds.of(facts).lock();
          if (now.isPresent() && before(facts, act).isEmpty()) {
            return new Outcome.Done(now.get());
          }
          boolean endorsed = Endorsement.newest(facts).filter(Endorsement::holds).isPresent();
          int open = Queries.open(facts).size();
          return before(facts, act).isEmpty() && (!endorsed || open > 0)
              ? new Outcome.NotFinal(endorsed, open)
              : about(participant, new Event.Locked(true), "", act);
        });
  }

  /**
   * Whether a record waits for an investigator's signature: once the path has ended, or as soon as
   * a change voided the one there was.
   */
  public boolean awaitsSignature(Standing one) {
    return switch (one.closing()) {
      case CHANGED -> true;
      case OPEN -> trial.study().next().ends().contains(one.place());
      case ENDORSED, LOCKED -> false;
    };
  }

  /** Opens a locked record again. */
  public Outcome unlock(ParticipantId participant, String reason, Act act) {
    return inTransaction(
        () -> {
          lock(participant.value());
          if (reason.isBlank()) {
            return new Outcome.ReasonNeeded(List.of());
          }
          var facts = facts(participant);
          return Holds.of(facts).lock().isEmpty() && before(facts, act).isEmpty()
              ? new Outcome.Done(facts.getLast())
              : about(participant, new Event.Locked(false), reason, act);
        });
  }

  /**
   * Draws the arm. The stratum is locked before the study's head, so that commit order is sequence
   * order.
   */
  public Outcome allocate(ParticipantId participant, Act act) {
    return inTransaction(
        () -> {
          lock(participant.value());
          var facts = facts(participant);
          if (facts.isEmpty()) {
            return new Outcome.NoSuchParticipant(participant);
          }
          boolean drawnBefore =
              facts.stream().anyMatch(fact -> fact.event() instanceof Event.Allocated);
          kits.lock(siteOf(participant));
          var refused =
              drawnBefore
                  ? Optional.<Outcome>empty()
                  : enrolmentRefused()
                      .or(() -> kits.refused(siteOf(participant)))
                      .or(
                          () ->
                              delegating.refused(siteOf(participant), DelegationLog.ALLOCATE, act));
          if (refused.isPresent()) {
            return refused.get();
          }
          var outcome =
              allocation.decide(participant, facts, () -> journey(participant, facts), act);
          if (!(outcome instanceof Allocation.Drawn drawn)) {
            return ((Allocation.Refused) outcome).why();
          }
          var around = Around.of(trial, participant);
          var fact =
              ledger.append(Optional.of(participant), drawn.event(), act, around.today(), "");
          kits.assign(participant, act.also("kit"));
          stand(participant, facts(participant), around);
          return new Outcome.Allocated(drawn.event(), fact);
        });
  }

  private void stand(ParticipantId participant, List<Fact> facts, Around around) {
    ledger.stand(participant, facts, around.journey(facts));
  }

  /** The projection's row, from facts alone. */
  public Standing standing(ParticipantId participant, List<Fact> facts) {
    return Ledger.standing(participant, facts, journey(participant, facts));
  }

  /** Whether a visit is open or late, or will be while the participant stays where they are. */
  public static boolean isNext(Due due, Journey journey) {
    var places = due.visit().places();
    return due.now()
        || (due.state() == Due.State.LATER
            && due.from().filter(journey.today()::isBefore).isPresent()
            && (places.isEmpty() || places.contains(journey.place())));
  }

  /** Whether a visit is late for so long that a person should say whether it was missed. */
  public static boolean isLongPast(Due due, Journey journey) {
    double missed = journey.study().when().missedAfterDays();
    return missed > 0
        && due.to()
            .map(to -> to.plusDays((long) missed))
            .filter(journey.today()::isAfter)
            .isPresent();
  }

  private void lock(String what) {
    trial.lock(what);
  }

  private Outcome inTransaction(Supplier<Outcome> act) {
    try {
      return committed(act);
    } catch (KeyUsedBefore used) {
      return new Outcome.ChangedMeanwhile(
          trial
              .journal()
              .after(used.sequence() - 1)
              .findFirst()
              .filter(fact -> fact.sequence() == used.sequence())
              // At another site, and nobody's business here.
              .orElseThrow(() -> new ResponseStatusException(HttpStatus.CONFLICT)));
    }
  }

  private Outcome committed(Supplier<Outcome> act) {
    var outcome =
        trial
            .transaction()
            .execute(
                status -> {
                  var came = act.get();
                  if (came instanceof Outcome.Impossible) {
                    // An identity may have been put into the vault on the way.
                    status.setRollbackOnly();
                  }
                  return came;
                });
    if (outcome == null) {
      throw new IllegalStateException("an act must have an outcome");
    }
    return outcome;
  }
}
