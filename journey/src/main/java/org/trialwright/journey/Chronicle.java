package org.trialwright.journey;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Answer;
import org.trialwright.study.Answers;
import org.trialwright.study.Form;
import org.trialwright.study.Item;
import org.trialwright.study.Named;
import org.trialwright.study.Next;
import org.trialwright.study.Row;
import org.trialwright.study.Rows;
import org.trialwright.study.Setting;
import org.trialwright.study.Study;
import org.trialwright.study.World;

/**
 * The fold: facts in the order in which they occurred, one after the other, and after each the
 * place. What it knows grows as it goes, so that every rule is asked with what was there at that
 * moment.
 */
final class Chronicle implements World {
  private static final double DAYS_A_YEAR = 365.2425;

  private final Study study;
  private final Surroundings surroundings;
  private final List<List<Record>> records;
  private final List<Stay> stays = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private final NavigableMap<Long, Integer> ages = new TreeMap<>();
  private final World sinceArrival = new SinceArrival();
  private final Dosing dosing;
  private Answer arm = Answers.NOT_ASKED;
  private @Nullable LocalDate allocatedOn;
  private Optional<Event.Allocated> allocation = Optional.empty();
  private int folded;
  private int arrivedAfter = -1;
  private long clock;
  private String visitNow = "";
  private Next.@Nullable Exit undecided;

  Chronicle(Study study, List<Fact> facts, Surroundings surroundings) {
    this.study = study;
    this.surroundings = surroundings;
    this.records = new ArrayList<>();
    this.dosing = new Dosing(study, this);
    study.forms().values().forEach(_ -> records.add(new ArrayList<>()));
    this.clock = surroundings.today().toEpochDay();
    fold(facts);
  }

  /** A step of the fold: a record as it now stands, or an allocation. */
  private record Happening(
      long day, long sequence, @Nullable Record record, @Nullable Fact allocation) {}

  private void fold(List<Fact> facts) {
    for (var fact : facts) {
      if (fact.event() instanceof Event.Saved saved) {
        saved.ages().forEach((day, years) -> ages.put(day.toEpochDay(), years));
      }
    }
    ages.put(surroundings.today().toEpochDay(), -1);
    surroundings
        .ageToday()
        .ifPresentOrElse(
            years -> ages.put(surroundings.today().toEpochDay(), years),
            () -> ages.remove(surroundings.today().toEpochDay(), -1));
    for (var happening : inOrder(facts)) {
      if (stays.isEmpty()) {
        stays.add(new Stay(study.next().begin(), LocalDate.ofEpochDay(happening.day()), ""));
      }
      take(happening);
    }
    clock = surroundings.today().toEpochDay();
  }

  private List<Happening> inOrder(List<Fact> facts) {
    Map<String, List<Fact>> saves = new LinkedHashMap<>();
    var happenings = new ArrayList<Happening>();
    var voided = new HashMap<String, Boolean>();
    for (var fact : facts) {
      switch (fact.event()) {
        case Event.Saved saved ->
            saves
                .computeIfAbsent(saved.form() + "#" + saved.ordinal(), _ -> new ArrayList<>())
                .add(fact);
        case Event.Voided gone -> voided.put(gone.form() + "#" + gone.ordinal(), true);
        case Event.Allocated _ ->
            happenings.add(
                new Happening(
                    fact.occurred().earliest().toEpochDay(), fact.sequence(), null, fact));
        case Event.Opened _,
            Event.SiteSet _,
            Event.Registered _,
            Event.Confirmed _,
            Event.Signed _,
            Event.Queried _,
            Event.Replied _,
            Event.Moved _,
            Event.Cut _ -> {}
      }
    }
    for (var save : saves.entrySet()) {
      var first = save.getValue().getFirst();
      var form = formOf(first);
      if (form != null && !voided.containsKey(save.getKey())) {
        var record = Record.of(this, form, save.getValue());
        happenings.add(new Happening(record.day(), first.sequence(), record, null));
      }
    }
    happenings.sort(
        Comparator.comparingLong(Happening::day).thenComparingLong(Happening::sequence));
    return happenings;
  }

  private @Nullable Form formOf(Fact fact) {
    return fact.event() instanceof Event.Saved saved ? study.forms().get(saved.form()) : null;
  }

  private void take(Happening happening) {
    clock = happening.day();
    folded++;
    if (happening.allocation() != null
        && happening.allocation().event() instanceof Event.Allocated drawn) {
      allocation = Optional.of(drawn);
      allocatedOn = LocalDate.ofEpochDay(happening.day());
      arm =
          Journey.code(
              study.how().arms().stream().map(org.trialwright.study.How.Arm::name).toList(),
              drawn.arm());
    }
    var record = happening.record();
    if (record != null) {
      record.order = folded;
      recordsOf(record.form()).add(record);
      record.settle();
    }
    move(happening);
  }

  private void move(Happening happening) {
    undecided = null;
    var here = stays.getLast().place();
    var place = study.next().place(here);
    if (place.isEmpty()) {
      return;
    }
    for (var exit : place.get().exits()) {
      switch (exit.when().test(sinceArrival, Rows.NONE)) {
        case NO -> {}
        case UNKNOWN -> {
          undecided = exit;
          return;
        }
        case YES -> {
          take(exit, happening);
          return;
        }
      }
    }
  }

  private void take(Next.Exit exit, Happening happening) {
    switch (exit.way()) {
      case TO -> {
        stays.add(new Stay(exit.target(), LocalDate.ofEpochDay(happening.day()), exit.text()));
        arrivedAfter = folded;
      }
      case STAY -> {}
      case REFUSED -> {
        if (happening.record() != null) {
          happening.record().refused = true;
          recordsOf(happening.record().form()).remove(happening.record());
          refusals.add(new Refusal(happening.record(), exit, stays.getLast().place()));
        }
      }
    }
  }

  List<Record> recordsOf(Form form) {
    return records.get(form.index());
  }

  Study study() {
    return study;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  List<Stay> stays() {
    return stays;
  }

  List<Refusal> refusals() {
    return refusals;
  }

  Optional<Event.Allocated> allocation() {
    return allocation;
  }

  Optional<LocalDate> allocatedOn() {
    return Optional.ofNullable(allocatedOn);
  }

  /** The exit that cannot be told yet, after the newest fact. */
  Optional<Next.Exit> undecided() {
    return Optional.ofNullable(undecided);
  }

  World sinceArrival() {
    return sinceArrival;
  }

  Dosing dosing() {
    return dosing;
  }

  /** The visit on whose day rules are asked, for limits that differ by visit. */
  void visitNow(String visit) {
    visitNow = visit;
  }

  @Override
  public Answer newest(Item item) {
    return newest(item, Long.MIN_VALUE);
  }

  private Answer newest(Item item, long from) {
    var rows = recordsOf(item.form());
    for (int i = rows.size() - 1; i >= 0; i--) {
      var record = rows.get(i);
      if (record.day() >= from && record.answered(item)) {
        return record.answer(item);
      }
    }
    return Answers.UNKNOWN;
  }

  @Override
  public boolean recorded(Form form) {
    return !recordsOf(form).isEmpty();
  }

  @Override
  public List<? extends Row> rows(Form form) {
    return recordsOf(form);
  }

  @Override
  public Answer within(Item item, double days, @Nullable String visit, double daysAtVisit) {
    double limit = visit != null && at(visitNow, visit) ? daysAtVisit : days;
    var fresh = newest(item, clock - (long) limit);
    if (fresh instanceof Answer.Unknown none
        && none.why().isEmpty()
        && !(newest(item) instanceof Answer.Unknown)) {
      return new Answer.Unknown("older than " + (long) limit + " d");
    }
    return fresh;
  }

  private static boolean at(String occasion, String visit) {
    return occasion.equals(visit) || occasion.startsWith(visit + " ");
  }

  @Override
  public Answer at(Item item, String visit) {
    if (visit.equals("baseline")) {
      return baseline(item);
    }
    var rows = recordsOf(item.form());
    for (int i = rows.size() - 1; i >= 0; i--) {
      if (at(rows.get(i).visit(), visit) && rows.get(i).answered(item)) {
        return rows.get(i).answer(item);
      }
    }
    return Answers.UNKNOWN;
  }

  /** The last answer up to the day treatment starts. */
  private Answer baseline(Item item) {
    long until = dosing.firstDay().map(LocalDate::toEpochDay).orElse(clock);
    var rows = recordsOf(item.form());
    for (int i = rows.size() - 1; i >= 0; i--) {
      if (rows.get(i).day() <= until && rows.get(i).answered(item)) {
        return rows.get(i).answer(item);
      }
    }
    return Answers.UNKNOWN;
  }

  @Override
  public Answer named(Named name) {
    if (name.term().isPresent()) {
      return name.term().get().value(this, Rows.NONE);
    }
    return switch (name.name()) {
      case "randomised" ->
          allocatedOn()
              .map(day -> Answer.exactly((double) day.toEpochDay()))
              .orElse(Answers.UNKNOWN);
      case "site.open" -> answer(surroundings.siteOpen());
      case "identity.unique" -> answer(surroundings.identityUnique());
      default -> Answers.UNKNOWN;
    };
  }

  private static Answer answer(Truth truth) {
    return switch (truth) {
      case YES -> Answers.YES;
      case NO -> Answers.NO;
      case UNKNOWN -> Answers.EITHER;
    };
  }

  @Override
  public Answer arm() {
    return arm;
  }

  @Override
  public Answer setting(Setting setting) {
    return surroundings.settings().getOrDefault(setting.name(), setting.value());
  }

  /**
   * Ages are known on the days the edge worked out; between two of them only as far as they agree.
   */
  @Override
  public Answer ageOn(long day) {
    var exact = ages.get(day);
    if (exact != null) {
      return Answer.exactly(exact);
    }
    var before = ages.floorEntry(day);
    var after = ages.ceilingEntry(day);
    if (before == null && after == null) {
      return Answers.UNKNOWN;
    }
    double low =
        before == null ? 0 : before.getValue() + Math.floor((day - before.getKey()) / DAYS_A_YEAR);
    double high =
        before == null
            ? Double.MAX_VALUE
            : before.getValue() + Math.ceil((day - before.getKey()) / DAYS_A_YEAR);
    if (after != null) {
      high = Math.min(high, after.getValue() - Math.floor((after.getKey() - day) / DAYS_A_YEAR));
      low = Math.max(low, after.getValue() - Math.ceil((after.getKey() - day) / DAYS_A_YEAR));
    }
    return low <= high ? Answer.between(low, high) : Answers.UNKNOWN;
  }

  @Override
  public long today() {
    return clock;
  }

  @Override
  public Truth eligible() {
    return study.who().eligible(this);
  }

  @Override
  public boolean allocated() {
    return allocation.isPresent();
  }

  @Override
  public boolean beenAt(String place) {
    return stays.stream().anyMatch(stay -> stay.place().equals(place));
  }

  @Override
  public int timesAt(String place) {
    return (int) stays.stream().filter(stay -> stay.place().equals(place)).count();
  }

  @Override
  public Answer changeOf(String drug) {
    return dosing.changeOf(drug, LocalDate.ofEpochDay(clock));
  }

  @Override
  public Answer doseOf(String drug, long day) {
    return dosing.plannedOn(drug, LocalDate.ofEpochDay(day));
  }

  /**
   * In {@code next}, a question means its answer since arriving; a form not filled in since then
   * makes it no.
   */
  private final class SinceArrival extends org.trialwright.study.LikeWorld {
    SinceArrival() {
      super(Chronicle.this);
    }

    @Override
    public Answer newest(Item item) {
      var rows = recordsOf(item.form());
      boolean any = false;
      for (int i = rows.size() - 1; i >= 0 && rows.get(i).order > arrivedAfter; i--) {
        any = true;
        if (rows.get(i).answered(item)) {
          return rows.get(i).answer(item);
        }
      }
      return any ? Answers.UNKNOWN : Answers.NOT_SIGNED;
    }

    @Override
    public boolean recorded(Form form) {
      var rows = recordsOf(form);
      return !rows.isEmpty() && rows.getLast().order > arrivedAfter;
    }
  }
}
