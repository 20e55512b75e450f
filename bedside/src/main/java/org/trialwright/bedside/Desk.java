package org.trialwright.bedside;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.trialwright.journal.Draft;
import org.trialwright.journal.PersonMatch;
import org.trialwright.journal.Standing;
import org.trialwright.journal.Vault;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Journey;
import org.trialwright.journey.Surroundings;
import org.trialwright.quantities.PartialDate;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;
import org.trialwright.quantities.Truth;
import org.trialwright.study.AnswerKind;
import org.trialwright.study.AnswerText;
import org.trialwright.study.Form;
import org.trialwright.study.Item;
import org.trialwright.study.Study;

/**
 * Everything that is done at a site. Each act is one transaction: it takes the participant's lock,
 * folds the facts, lets the core decide, and appends. Pages and the rehearsal call the same acts.
 */
public final class Desk {
  private final Trial trial;
  private final JdbcClient db;
  private final Allocation allocation;
  private final Assumptions assumed;

  public Desk(Trial trial) {
    this.trial = trial;
    this.assumed = Assumptions.of(trial.study());
    this.db = JdbcClient.create(trial.source());
    this.allocation = new Allocation(trial);
  }

  public Trial trial() {
    return trial;
  }

  /** The sites of the study, by number. */
  public List<Site> sites() {
    Map<SiteId, Site> sites = new TreeMap<>();
    for (var fact : trial.journal().study()) {
      if (fact.event() instanceof Event.SiteSet set) {
        sites.put(set.site(), Site.of(set));
      }
    }
    return List.copyOf(sites.values());
  }

  public Optional<Site> site(SiteId id) {
    return sites().stream().filter(site -> site.id().equals(id)).findFirst();
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
          return new Outcome.Done(append(Optional.empty(), set, act, day, reason));
        });
  }

  /** What the study assumes, and who has confirmed it. */
  public Assumptions assumptions() {
    return assumed.with(trial.journal().study());
  }

  /** The study, in which what two people have confirmed is no longer assumed. */
  public Study study() {
    var confirmed = assumptions().confirmed();
    return confirmed.isEmpty() ? trial.study() : trial.study().confirmed(confirmed);
  }

  /** Why nobody may be enrolled; empty when two people have confirmed all that is assumed. */
  public Optional<Outcome> enrolmentRefused() {
    var facts = trial.journal().study();
    boolean rehearsal =
        facts.stream()
            .anyMatch(fact -> fact.event() instanceof Event.Opened opened && opened.rehearsal());
    var open = rehearsal ? List.<Assumptions.Chapter>of() : assumed.with(facts).open();
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
                      append(
                          Optional.empty(),
                          new Event.Vouched(chapter, digest),
                          act,
                          LocalDate.ofInstant(trial.clock().instant(), java.time.ZoneOffset.UTC),
                          "")));
        });
  }

  /** The calendar day at a site. */
  public LocalDate today(SiteId site) {
    var zone = site(site).map(Site::zone).orElse(java.time.ZoneOffset.UTC);
    return LocalDate.ofInstant(trial.clock().instant(), zone);
  }

  /** A participant's number begins with the site's. */
  public static SiteId siteOf(ParticipantId participant) {
    var number = participant.value();
    int hyphen = number.lastIndexOf('-');
    return new SiteId(hyphen < 1 ? number : number.substring(0, hyphen));
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
    return Journey.of(trial.study(), facts, surroundings(participant, today(siteOf(participant))));
  }

  /**
   * What was known of a participant when a day ended at the site, and the journey as it was then;
   * the site itself is as it is now.
   */
  public Seen seen(ParticipantId participant, LocalDate day) {
    var site = siteOf(participant);
    var zone = site(site).map(Site::zone).orElse(java.time.ZoneOffset.UTC);
    var end = day.plusDays(1).atStartOfDay(zone).toInstant().minusNanos(1_000);
    long last = trial.journal().sequenceAt(end);
    // A clock that was set back must not show what was not yet known.
    var facts =
        trial.journal().asOf(last).participant(participant).stream()
            .filter(fact -> !fact.recorded().isAfter(end))
            .toList();
    return new Seen(last, facts, Journey.of(trial.study(), facts, surroundings(participant, day)));
  }

  /** A participant as known up to a sequence number; without facts there was nobody yet. */
  public record Seen(long last, List<Fact> facts, Journey journey) {
    public Seen {
      facts = List.copyOf(facts);
    }
  }

  private Surroundings surroundings(ParticipantId participant, LocalDate today) {
    var site = site(siteOf(participant));
    var age = trial.vault().age(participant, today);
    return new Surroundings(
        today,
        age.isPresent() ? Optional.of(age.getAsInt()) : Optional.empty(),
        site.map(Site::closedDays).orElse(java.util.Set.of()),
        Truth.of(site.map(Site::open).orElse(false)),
        Truth.of(isUnique(participant)),
        Map.of());
  }

  /** Whether nobody else like this person is known; what the vault cannot match does not count. */
  private boolean isUnique(ParticipantId participant) {
    return db.sql(
            """
            select not exists (
              select from vault.matches mine join vault.matches theirs
                  on theirs.study = mine.study and theirs.kind = mine.kind and theirs.hash = mine.hash
                 and theirs.participant <> mine.participant
                join projection.participant other
                  on other.study = theirs.study and other.participant = theirs.participant and other.arm <> ''
               where mine.study = :study and mine.participant = :participant)
            """)
        .param("study", trial.study().name())
        .param("participant", participant.value())
        .query(Boolean.class)
        .single();
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
            return new Outcome.Registered(before.get().participant().orElseThrow());
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
              append(
                  Optional.of(participant),
                  new Event.Registered(newcomer.site()),
                  act,
                  today(newcomer.site()),
                  "");
          stand(participant, List.of(fact));
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
    return inTransaction(() -> keep(save, act));
  }

  /** The journey as it would be with this form; nothing is kept and no answer is checked. */
  public Journey preview(Save save, Act act) {
    var facts = facts(save.participant());
    var form = trial.study().form(save.form());
    var answers = withoutIdentity(form, save.answers());
    int ordinal = save.ordinal() > 0 ? save.ordinal() : nextOrdinal(facts, form);
    var event = new Event.Saved(form.name(), ordinal, save.visit(), answers, Map.of());
    var candidate = new ArrayList<>(facts);
    candidate.add(
        provisional(
            save.participant(), event, act, occurred(form, save, answers, facts), save.reason()));
    return journey(save.participant(), candidate);
  }

  /** Why the arm cannot be drawn now; empty when it can. */
  public Optional<Outcome> allocationRefused(ParticipantId participant) {
    var facts = facts(participant);
    return facts.isEmpty()
        ? Optional.of(new Outcome.NoSuchParticipant(participant))
        : allocation
            .refusal(participant, facts, journey(participant, facts))
            .or(this::enrolmentRefused);
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
          if (trial.journal().byKey(act.key()).isEmpty()) {
            var refused = doseRefused(save, drug, amount, seen, act);
            if (refused.isPresent()) {
              return refused.get();
            }
          }
          return keep(save, act);
        });
  }

  private Optional<Outcome> doseRefused(Save save, String drug, double amount, long seen, Act act) {
    var facts = facts(save.participant());
    if (facts.isEmpty()) {
      return Optional.of(new Outcome.NoSuchParticipant(save.participant()));
    }
    var newer =
        facts.stream().filter(fact -> fact.sequence() > seen).filter(this::changesDoses).toList();
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
  private boolean changesDoses(Fact fact) {
    var read = Reads.byDoses(trial.study());
    return switch (fact.event()) {
      case Event.Saved(var form, _, _, _, _) -> read.mentions(trial.study().form(form));
      case Event.Voided(var form, _) -> read.mentions(trial.study().form(form));
      case Event.Allocated _, Event.Moved _ -> true;
      case Event.Opened _,
          Event.SiteSet _,
          Event.Vouched _,
          Event.Registered _,
          Event.Confirmed _,
          Event.Signed _,
          Event.Queried _,
          Event.Replied _,
          Event.Cut _ ->
          false;
    };
  }

  private Outcome keep(Save save, Act act) {
    lock(save.participant().value());
    var facts = facts(save.participant());
    if (facts.isEmpty()) {
      return new Outcome.NoSuchParticipant(save.participant());
    }
    var form = trial.study().form(save.form());
    var stored = trial.journal().byKey(act.key());
    if (stored.isPresent()) {
      return sameAnswers(stored.get(), form, save)
          ? saved(stored.get(), journey(save.participant(), facts))
          : new Outcome.ChangedMeanwhile(stored.get());
    }
    var wrong = wrongAnswers(form, save);
    if (!wrong.isEmpty()) {
      return new Outcome.WrongAnswers(wrong);
    }
    var earlier = savesOf(facts, form, save.ordinal());
    if (!earlier.isEmpty() && earlier.getLast().sequence() > save.seen()) {
      return new Outcome.ChangedMeanwhile(earlier.getLast());
    }
    var answers = withoutIdentity(form, save.answers());
    var changed = changedItems(earlier, answers);
    if (!changed.isEmpty() && save.reason().isBlank()) {
      return new Outcome.ReasonNeeded(changed);
    }
    var role = otherRole(form, save, earlier, act);
    if (role.isPresent()) {
      return role.get();
    }
    return append(save, form, answers, facts, act);
  }

  /** A form that was kept, went back and was changed has its key still, but is another one. */
  private static boolean sameAnswers(Fact stored, Form form, Save save) {
    return stored.event() instanceof Event.Saved kept
        && kept.form().equals(form.name())
        && kept.answers().equals(withoutIdentity(form, save.answers()));
  }

  private Outcome append(
      Save save, Form form, Map<String, String> answers, List<Fact> facts, Act act) {
    keepIdentity(form, save, act);
    int ordinal = save.ordinal() > 0 ? save.ordinal() : nextOrdinal(facts, form);
    var occurred = occurred(form, save, answers, facts);
    var ages = ages(save.participant(), form, save.answers(), occurred, facts);
    var event = new Event.Saved(form.name(), ordinal, save.visit(), answers, ages);
    var candidate = new ArrayList<>(facts);
    candidate.add(provisional(save.participant(), event, act, occurred, save.reason()));
    var around = surroundings(save.participant(), today(siteOf(save.participant())));
    var journey = Journey.of(trial.study(), candidate, around);
    var refusal =
        journey.refusals().stream()
            .filter(one -> one.record().form().equals(form) && one.record().ordinal() == ordinal)
            .findFirst();
    if (refusal.isPresent()) {
      return new Outcome.Impossible(refusal.get().place(), refusal.get().exit().text());
    }
    var fact = append(save.participant(), event, act, occurred, save.reason(), freeText(form));
    candidate.set(candidate.size() - 1, fact);
    // The study's head is locked from here to the end, so nothing more is asked of the database.
    var kept = Journey.of(trial.study(), candidate, around);
    trial.standings().put(standing(save.participant(), candidate, kept));
    return saved(fact, kept);
  }

  private Outcome saved(Fact fact, Journey journey) {
    List<Journey.Finding> findings =
        fact.event() instanceof Event.Saved kept
            ? journey
                .record(trial.study().form(kept.form()), kept.ordinal())
                .map(journey::findings)
                .orElse(List.of())
            : List.of();
    return new Outcome.Saved(fact, journey, findings);
  }

  private static Map<String, String> wrongAnswers(Form form, Save save) {
    Map<String, String> wrong = new TreeMap<>();
    for (var answer : save.answers().entrySet()) {
      var item = form.item(answer.getKey());
      if (item.isEmpty()) {
        wrong.put(
            answer.getKey(),
            "form '" + form.name() + "' has no question '" + answer.getKey() + "'");
      } else if (AnswerText.read(item.get(), answer.getValue())
          instanceof AnswerText.Result.Refused refused) {
        wrong.put(answer.getKey(), refused.why());
      }
    }
    form.dayItem()
        .filter(
            item ->
                !item.workedOut()
                    && AnswerText.MISSING.contains(
                        save.answers().getOrDefault(item.name(), AnswerText.MISSING.getFirst())))
        .ifPresent(item -> wrong.putIfAbsent(item.name(), "the day this happened is needed"));
    return wrong;
  }

  private static List<Fact> savesOf(List<Fact> facts, Form form, int ordinal) {
    return facts.stream()
        .filter(
            fact ->
                fact.event() instanceof Event.Saved saved
                    && saved.form().equals(form.name())
                    && saved.ordinal() == ordinal)
        .toList();
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

  /** Questions whose earlier answer would be another one. */
  private static List<String> changedItems(List<Fact> earlier, Map<String, String> answers) {
    if (earlier.isEmpty() || !(earlier.getLast().event() instanceof Event.Saved last)) {
      return List.of();
    }
    return last.answers().entrySet().stream()
        .filter(answer -> !answer.getValue().equals(answers.get(answer.getKey())))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** What another role answered before may stay as it is. */
  private static Optional<Outcome> otherRole(Form form, Save save, List<Fact> earlier, Act act) {
    Map<String, String> stored =
        !earlier.isEmpty() && earlier.getLast().event() instanceof Event.Saved last
            ? last.answers()
            : Map.of();
    return form.items().stream()
        .filter(item -> save.answers().containsKey(item.name()))
        .filter(
            item ->
                !save.answers()
                    .getOrDefault(item.name(), "")
                    .equals(stored.getOrDefault(item.name(), "")))
        .filter(item -> needsRole(item) && !item.answeredBy().equals(act.author().role()))
        .<Outcome>map(item -> new Outcome.NotYourRole(item.name(), item.answeredBy()))
        .findFirst();
  }

  private static boolean needsRole(Item item) {
    return !item.answeredBy().isEmpty();
  }

  private static Map<String, String> withoutIdentity(Form form, Map<String, String> answers) {
    var kept = new HashMap<>(answers);
    for (var item : form.items()) {
      if (item.identifying()
          && kept.containsKey(item.name())
          && !AnswerText.MISSING.contains(kept.get(item.name()))) {
        kept.put(item.name(), AnswerText.ON_FILE);
      }
    }
    return kept;
  }

  /** An identifying date goes to the vault; the journal only learns that it is on file. */
  private void keepIdentity(Form form, Save save, Act act) {
    for (var item : form.items()) {
      var text = save.answers().getOrDefault(item.name(), "");
      boolean date =
          item.identifying()
              && !text.isEmpty()
              && !text.equals(AnswerText.ON_FILE)
              && !AnswerText.MISSING.contains(text);
      if (date) {
        var now = trial.clock().instant();
        var known =
            new HashMap<>(
                trial
                    .vault()
                    .view(save.participant(), act.author(), now, "to add the birth date")
                    .orElse(Map.of()));
        known.put(Vault.BIRTH_DATE, text);
        var sex = save.answers().getOrDefault("sex", "");
        var match =
            new PersonMatch(
                text,
                known.getOrDefault("initials", ""),
                sex,
                known.getOrDefault("hospital-number", ""),
                siteOf(save.participant()));
        trial.vault().store(save.participant(), known, match, act.author(), now);
      }
    }
  }

  private PartialDate occurred(
      Form form, Save save, Map<String, String> answers, List<Fact> facts) {
    var item = form.dayItem();
    if (item.isPresent() && item.get().workedOut()) {
      return workedOutDay(form, save, answers, facts, item.get());
    }
    return item.map(day -> answers.getOrDefault(day.name(), ""))
        .map(text -> text.length() > DAY_LENGTH ? text.substring(0, DAY_LENGTH) : text)
        .flatMap(PartialDate::read)
        .or(save::occurred)
        .orElseGet(() -> PartialDate.of(today(siteOf(save.participant()))));
  }

  private static final int DAY_LENGTH = "2024-10-15".length();

  /** The day comes out of the answers themselves, such as that of the last fraction. */
  private PartialDate workedOutDay(
      Form form, Save save, Map<String, String> answers, List<Fact> facts, Item day) {
    var today = PartialDate.of(today(siteOf(save.participant())));
    int ordinal = save.ordinal() > 0 ? save.ordinal() : nextOrdinal(facts, form);
    var candidate = new ArrayList<>(facts);
    var event = new Event.Saved(form.name(), ordinal, save.visit(), answers, Map.of());
    candidate.add(
        provisional(
            save.participant(),
            event,
            new Act(facts.getFirst().author(), facts.getFirst().key()),
            today,
            ""));
    return journey(save.participant(), candidate)
        .record(form, ordinal)
        .map(record -> record.answer(day))
        .filter(org.trialwright.study.Answer.Ranged.class::isInstance)
        .map(org.trialwright.study.Answer.Ranged.class::cast)
        .map(ranged -> PartialDate.of(LocalDate.ofEpochDay((long) ranged.low())))
        .orElse(today);
  }

  private Fact provisional(
      ParticipantId participant, Event event, Act act, PartialDate occurred, String reason) {
    return new Fact(
        Long.MAX_VALUE,
        Optional.of(participant),
        event,
        act.author(),
        trial.clock().instant(),
        occurred,
        reason,
        trial.study().seal(),
        act.key());
  }

  /**
   * Completed years on the days that matter: this record's, today, and every earlier record's once
   * the birth date comes.
   */
  private Map<LocalDate, Integer> ages(
      ParticipantId participant,
      Form form,
      Map<String, String> answers,
      PartialDate occurred,
      List<Fact> facts) {
    var days = new ArrayList<LocalDate>();
    days.add(occurred.earliest());
    days.add(today(siteOf(participant)));
    boolean birthDateCame =
        form.items().stream()
            .anyMatch(item -> item.identifying() && answers.containsKey(item.name()));
    if (birthDateCame) {
      facts.forEach(fact -> days.add(fact.occurred().earliest()));
    }
    Map<LocalDate, Integer> ages = new TreeMap<>();
    for (var day : days) {
      trial.vault().age(participant, day).ifPresent(years -> ages.put(day, years));
    }
    return ages;
  }

  private static java.util.Set<String> freeText(Form form) {
    return form.items().stream()
        .filter(item -> item.kind().filter(AnswerKind.Text.class::isInstance).isPresent())
        .map(Item::name)
        .collect(Collectors.toSet());
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
          var before = trial.journal().byKey(act.key());
          if (before.isPresent()) {
            return new Outcome.Done(before.get());
          }
          int last =
              Queries.of(facts(participant)).stream().mapToInt(Queries::number).max().orElse(0);
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

  private Outcome about(ParticipantId participant, Event event, String reason, Act act) {
    var facts = new ArrayList<>(facts(participant));
    if (facts.isEmpty()) {
      return new Outcome.NoSuchParticipant(participant);
    }
    var fact = append(Optional.of(participant), event, act, today(siteOf(participant)), reason);
    if (facts.stream().noneMatch(known -> known.sequence() == fact.sequence())) {
      facts.add(fact);
    }
    stand(participant, facts);
    return new Outcome.Done(fact);
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
          var refused = drawnBefore ? Optional.<Outcome>empty() : enrolmentRefused();
          if (refused.isPresent()) {
            return refused.get();
          }
          var outcome =
              allocation.decide(participant, facts, () -> journey(participant, facts), act);
          if (!(outcome instanceof Allocation.Drawn drawn)) {
            return ((Allocation.Refused) outcome).why();
          }
          var fact =
              append(Optional.of(participant), drawn.event(), act, today(siteOf(participant)), "");
          var all = new ArrayList<>(facts);
          all.add(fact);
          stand(participant, all);
          return new Outcome.Allocated(drawn.event(), fact);
        });
  }

  private Fact append(
      Optional<ParticipantId> participant, Event event, Act act, LocalDate day, String reason) {
    return trial
        .journal()
        .append(
            new Draft(
                participant,
                event,
                act.author(),
                now(),
                PartialDate.of(day),
                reason,
                trial.study().seal(),
                act.key(),
                java.util.Set.of()));
  }

  private Fact append(
      ParticipantId participant,
      Event event,
      Act act,
      PartialDate occurred,
      String reason,
      java.util.Set<String> freeText) {
    return trial
        .journal()
        .append(
            new Draft(
                Optional.of(participant),
                event,
                act.author(),
                now(),
                occurred,
                reason,
                trial.study().seal(),
                act.key(),
                freeText));
  }

  private Instant now() {
    return trial.clock().instant();
  }

  /** Writes where the participant stands, in the same transaction. */
  private void stand(ParticipantId participant, List<Fact> facts) {
    trial.standings().put(standing(participant, facts));
  }

  /** The projection's row, from facts alone. */
  public Standing standing(ParticipantId participant, List<Fact> facts) {
    return standing(participant, facts, journey(participant, facts));
  }

  private static Standing standing(ParticipantId participant, List<Fact> facts, Journey journey) {
    var next =
        journey.calendar().stream()
            .filter(due -> isNext(due, journey) && !isLongPast(due, journey))
            .findFirst();
    return new Standing(
        participant,
        siteOf(participant),
        journey.place(),
        journey.stays().isEmpty()
            ? facts.getFirst().occurred().earliest()
            : journey.stays().getLast().since(),
        next.flatMap(due -> due.to()),
        next.map(org.trialwright.journey.Due::label).orElse(""),
        Queries.open(facts).size(),
        journey.arm().orElse(""),
        facts.getLast().sequence());
  }

  /** Whether a visit is open or late, or will be while the participant stays where they are. */
  public static boolean isNext(org.trialwright.journey.Due due, Journey journey) {
    var places = due.visit().places();
    return due.now()
        || (due.state() == org.trialwright.journey.Due.State.LATER
            && due.from().filter(journey.today()::isBefore).isPresent()
            && (places.isEmpty() || places.contains(journey.place())));
  }

  /** Whether a visit is late for so long that a person should say whether it was missed. */
  public static boolean isLongPast(org.trialwright.journey.Due due, Journey journey) {
    double missed = journey.study().when().missedAfterDays();
    return missed > 0
        && due.to()
            .map(to -> to.plusDays((long) missed))
            .filter(journey.today()::isAfter)
            .isPresent();
  }

  private void lock(String what) {
    db.sql("select pg_advisory_xact_lock(hashtextextended(:what, 0))")
        .param("what", trial.study().name() + "/" + what)
        .query((_, _) -> true)
        .single();
  }

  private Outcome inTransaction(Supplier<Outcome> act) {
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
