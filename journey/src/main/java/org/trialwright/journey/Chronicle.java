package org.trialwright.journey;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Answer;
import org.trialwright.study.Answers;
import org.trialwright.study.Form;
import org.trialwright.study.How;
import org.trialwright.study.Item;
import org.trialwright.study.LikeWorld;
import org.trialwright.study.Next;
import org.trialwright.study.Rows;
import org.trialwright.study.Study;
import org.trialwright.study.World;

/**
 * The fold: facts in the order in which they occurred, one after the other, and after each the
 * place.
 */
final class Chronicle {
  private static final int NEVER = Integer.MAX_VALUE;
  private static final long NO_END = Long.MAX_VALUE;

  private final Study study;
  private final long movedAt;
  private final long movedOn;
  private final @Nullable Chronicle before;
  private final Surroundings surroundings;
  private final Ages ages;
  private final Dosing dosing;
  private final List<List<Record>> records = new ArrayList<>();
  private final List<Stay> stays = new ArrayList<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private final List<Long> days = new ArrayList<>();
  private Optional<Event.Allocated> allocation = Optional.empty();
  private int allocatedAt = NEVER;
  private Answer arm = Answers.NOT_ASKED;
  private final Path main;
  private final List<Path> beside;

  /**
   * @param versions from the first to the one that holds now
   */
  Chronicle(List<Under> versions, List<Fact> facts, Surroundings surroundings) {
    this(versions, NO_END, facts, surroundings);
  }

  /**
   * @param until what began at this fact or later is left to a later version
   */
  private Chronicle(List<Under> versions, long until, List<Fact> facts, Surroundings surroundings) {
    this.study = versions.getLast().study();
    this.movedAt = versions.getLast().since();
    this.movedOn =
        facts.stream()
            .filter(fact -> fact.sequence() == movedAt)
            .mapToLong(fact -> fact.occurred().earliest().toEpochDay())
            .findFirst()
            .orElse(Long.MIN_VALUE);
    this.before =
        versions.size() == 1
            ? null
            : new Chronicle(versions.subList(0, versions.size() - 1), movedAt, facts, surroundings);
    this.surroundings = surroundings;
    this.ages = new Ages(facts, surroundings);
    this.dosing = new Dosing(study, this);
    this.main = new Path(study.next(), stays, before == null ? null : before.main);
    this.beside =
        study.next().beside().stream()
            .map(track -> new Path(track.path(), new ArrayList<>(), earlier(track)))
            .toList();
    study.forms().values().forEach(_ -> records.add(new ArrayList<>()));
    // What is not stored yet has the greatest number of all.
    var all =
        until == NO_END
            ? inOrder(facts)
            : inOrder(facts).stream().filter(one -> one.sequence() < until).toList();
    for (var happening : all) {
      take(happening);
    }
    if (!all.isEmpty() && all.getLast().sequence() < movedAt) {
      main.look();
    }
  }

  /** The path that a track of this name was in the version before. */
  private @Nullable Path earlier(Next.Track track) {
    if (before == null) {
      return null;
    }
    var tracks = before.study.next().beside();
    for (int i = 0; i < tracks.size(); i++) {
      if (tracks.get(i).name().equals(track.name())) {
        return before.beside.get(i);
      }
    }
    return null;
  }

  /** Where a participant stands on one path of the study. */
  private final class Path {
    private final Next next;
    private final List<Stay> stays;
    private final List<Integer> since = new ArrayList<>();
    private final Map<Long, Next.Exit> taken = new HashMap<>();
    private final @Nullable Path earlier;
    private int arrivedAt = -1;
    private List<Next.Exit> exits;
    private Next.@Nullable Exit undecided;

    /**
     * @param earlier the same path in the version before; null where there was none
     */
    Path(Next next, List<Stay> stays, @Nullable Path earlier) {
      this.next = next;
      this.stays = stays;
      this.earlier = earlier;
      this.exits = exitsOf(next.begin());
    }

    private List<Next.Exit> exitsOf(String place) {
      return next.place(place).map(Next.Place::exits).orElse(List.of());
    }

    private void arrive(String place, long day, int step, String because) {
      stays.add(new Stay(place, LocalDate.ofEpochDay(day), because));
      since.add(step);
      exits = exitsOf(place);
    }

    private String place() {
      return stays.isEmpty() ? next.begin() : stays.getLast().place();
    }

    /** How often they had been at a place when a step was over. */
    private int times(String place, int upTo) {
      int times = 0;
      for (int i = 0; i < stays.size() && since.get(i) <= upTo; i++) {
        times += stays.get(i).place().equals(place) ? 1 : 0;
      }
      return times;
    }

    /**
     * The first exit that holds is taken; one that cannot be told yet keeps those below it shut.
     */
    private void move(int step, Happening happening) {
      undecided = null;
      if (earlier != null && happening.sequence() < movedAt) {
        var exit = earlier.taken.get(happening.sequence());
        if (exit != null) {
          take(exit, step, happening);
        }
        return;
      }
      var world =
          new SinceArrival(
              new Moment(Chronicle.this, step, Chronicle.this.stays.size(), happening.day(), ""),
              arrivedAt);
      for (var exit : exits) {
        switch (exit.when().test(world, Rows.NONE)) {
          case NO -> {}
          case UNKNOWN -> {
            undecided = exit;
            return;
          }
          case YES -> {
            take(exit, step, happening);
            return;
          }
        }
      }
    }

    /** What a new version's ways on leave open, before anything is recorded under it. */
    private void look() {
      var world = new SinceArrival(now(), arrivedAt);
      undecided =
          exits.stream()
              .filter(exit -> exit.when().test(world, Rows.NONE) != Truth.NO)
              .findFirst()
              .filter(exit -> exit.when().test(world, Rows.NONE) == Truth.UNKNOWN)
              .orElse(null);
    }

    private void take(Next.Exit exit, int step, Happening happening) {
      taken.put(happening.sequence(), exit);
      switch (exit.way()) {
        case TO -> {
          arrive(exit.target(), happening.day(), step, exit.text());
          arrivedAt = step;
        }
        case STAY -> {}
        case REFUSED -> {
          var record = happening.record();
          if (record != null) {
            recordsOf(record.form()).remove(record);
            refusals.add(new Refusal(record, exit, place()));
          }
        }
      }
    }
  }

  /** A step of the fold: a record as it now stands, an allocation, or what no form has any more. */
  private record Happening(
      long day, long sequence, @Nullable Record record, Event.@Nullable Allocated drawn) {}

  /** One filling of a form; its corrections have the same. */
  private record Filling(String form, int ordinal) {}

  private List<Happening> inOrder(List<Fact> facts) {
    Map<Filling, List<Fact>> saves = new LinkedHashMap<>();
    var voided = new HashSet<Filling>();
    var happenings = new ArrayList<Happening>();
    for (var fact : facts) {
      switch (fact.event()) {
        case Event.Saved saved ->
            saves
                .computeIfAbsent(
                    new Filling(saved.form(), saved.ordinal()), _ -> new ArrayList<>(1))
                .add(fact);
        case Event.Voided gone -> voided.add(new Filling(gone.form(), gone.ordinal()));
        case Event.Allocated drawn ->
            happenings.add(
                new Happening(
                    fact.occurred().earliest().toEpochDay(), fact.sequence(), null, drawn));
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
            Event.Proposed _,
            Event.Moved _,
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
            Event.Cut _,
            Event.Recommended _,
            Event.Released _,
            Event.Agreed _ -> {}
      }
    }
    saves.keySet().removeAll(voided);
    saves.forEach(
        (filling, all) -> {
          var form = study.forms().get(filling.form());
          long began = all.getFirst().sequence();
          if (form != null) {
            var record = Record.of(this, form, all);
            happenings.add(new Happening(record.day(), began, record, null));
          } else if (began < movedAt) {
            // A form of an earlier version may have led somewhere.
            long day = all.getLast().occurred().earliest().toEpochDay();
            happenings.add(new Happening(day, began, null, null));
          }
        });
    happenings.sort(
        Comparator.comparingLong(Happening::day).thenComparingLong(Happening::sequence));
    return happenings;
  }

  private void take(Happening happening) {
    int step = days.size();
    days.add(happening.day());
    if (stays.isEmpty()) {
      main.arrive(study.next().begin(), happening.day(), step, "");
      beside.forEach(path -> path.arrive(path.next.begin(), happening.day(), step, ""));
    }
    if (happening.drawn() != null && allocation.isEmpty()) {
      allocation = Optional.of(happening.drawn());
      allocatedAt = step;
      arm =
          Journey.code(
              study.how().arms().stream().map(How.Arm::name).toList(), happening.drawn().arm());
    }
    if (happening.record() != null) {
      happening.record().settle(step, stays.size());
      recordsOf(happening.record().form()).add(happening.record());
    }
    main.move(step, happening);
    beside.forEach(path -> path.move(step, happening));
  }

  String place() {
    return main.place();
  }

  /** The participant under the version before this one; null for their first. */
  @Nullable Chronicle before() {
    return before;
  }

  /** Whether a day lies before that on which they went on under this version. */
  boolean isBefore(LocalDate day) {
    return day.toEpochDay() < movedOn;
  }

  /** The version under which something was recorded for the first time. */
  Study versionAt(long sequence) {
    return before != null && sequence < movedAt ? before.versionAt(sequence) : study;
  }

  /** Whether they stand at a place, on the main path or beside it. */
  boolean at(String place) {
    return main.place().equals(place)
        || beside.stream().anyMatch(path -> path.place().equals(place));
  }

  /** How often they had been at a place beside the main path when a step was over. */
  int timesBeside(String place, int upTo) {
    return beside.stream().mapToInt(path -> path.times(place, upTo)).sum();
  }

  /** The ways on from the present place, in the order in which they are tried. */
  List<Next.Exit> exits() {
    return main.exits;
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

  Ages ages() {
    return ages;
  }

  Dosing dosing() {
    return dosing;
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

  /** The step of the fold at which the arm was drawn. */
  int allocatedAt() {
    return allocatedAt;
  }

  Answer arm() {
    return arm;
  }

  Optional<LocalDate> allocatedOn() {
    return allocation.map(_ -> LocalDate.ofEpochDay(days.get(allocatedAt)));
  }

  /** The exit that cannot be told yet, after the newest fact. */
  Optional<Next.Exit> undecided() {
    return Optional.ofNullable(main.undecided);
  }

  /** Everything that occurred, asked today. */
  Moment now() {
    return new Moment(this, days.size() - 1, stays.size(), surroundings.today().toEpochDay(), "");
  }

  /** The end of a day; what occurred later is not there. */
  Moment endOf(LocalDate day, String visit) {
    int upTo = days.size() - 1;
    while (upTo >= 0 && days.get(upTo) > day.toEpochDay()) {
      upTo--;
    }
    int begun = (int) stays.stream().filter(stay -> !stay.since().isAfter(day)).count();
    return new Moment(this, upTo, begun, day.toEpochDay(), visit);
  }

  World sinceArrival() {
    return new SinceArrival(now(), main.arrivedAt);
  }

  /**
   * In {@code next}, a question means its answer since arriving; a form not filled in since then
   * makes it no.
   */
  private final class SinceArrival extends LikeWorld {
    private final int arrivedAt;

    SinceArrival(Moment moment, int arrivedAt) {
      super(moment);
      this.arrivedAt = arrivedAt;
    }

    @Override
    public Answer newest(Item item) {
      var rows = recordsOf(item.form());
      boolean any = false;
      for (int i = rows.size() - 1; i >= 0 && rows.get(i).step() > arrivedAt; i--) {
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
      return !rows.isEmpty() && rows.getLast().step() > arrivedAt;
    }
  }
}
