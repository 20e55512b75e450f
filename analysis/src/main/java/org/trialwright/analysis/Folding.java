package org.trialwright.analysis;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import org.trialwright.journey.Adherence;
import org.trialwright.journey.Deviation;
import org.trialwright.journey.Due;
import org.trialwright.journey.EndpointValue;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Journey;
import org.trialwright.journey.Queries;
import org.trialwright.journey.Record;
import org.trialwright.journey.Stay;
import org.trialwright.journey.Surroundings;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Answer;
import org.trialwright.study.AnswerKind;
import org.trialwright.study.Form;
import org.trialwright.study.How;
import org.trialwright.study.Item;
import org.trialwright.study.Measure;
import org.trialwright.study.Named;
import org.trialwright.study.Reads;
import org.trialwright.study.Rows;
import org.trialwright.study.Study;
import org.trialwright.study.Term;
import org.trialwright.study.Type;
import org.trialwright.study.What;

/**
 * Folds participants into subjects. What depends on the study alone is worked out once, so that one
 * participant can be folded again by itself when a form is saved, and several at once.
 */
public final class Folding {
  private static final String ALLOCATION = "randomised";
  private static final String SPONSOR = "sponsor";

  private final Study study;
  private final LocalDate day;
  private final Revealing revealing;
  private final Map<String, Set<Form>> formsOf = new HashMap<>();
  private final Map<Form, Map<String, String>> occasions = new HashMap<>();
  private final List<Item> strata;

  public Folding(Cut cut) {
    this.study = cut.study();
    this.day = cut.day();
    this.revealing = Revealing.of(study);
    for (var endpoint : study.measure().endpoints()) {
      formsOf.put(endpoint.name(), Reads.of(endpoint.what()).forms());
    }
    for (var form : study.forms().values()) {
      occasions.put(form, Occasions.byLabel(study, form));
    }
    this.strata =
        study.how().allocation().strata().stream()
            .filter(How.ByAnswer.class::isInstance)
            .map(stratum -> ((How.ByAnswer) stratum).item())
            .toList();
  }

  Revealing revealing() {
    return revealing;
  }

  @Override
  public String toString() {
    return study.name() + " on " + day + "; what reveals an arm: " + revealing;
  }

  /**
   * A participant with everything that is known.
   *
   * @param facts of one participant up to the cut, in the order of their sequence
   */
  public Subject subject(List<Fact> facts) {
    return new Fold(facts, false).subject();
  }

  /** A participant as blinded people may count them. */
  public Masked masked(List<Fact> facts) {
    return Masked.of(new Fold(revealing.stripped(facts), true).subject());
  }

  /**
   * How many deviations the study's rules find on what all arms share. A visit that was not held is
   * not counted: the facts that would say why may tell the arm.
   */
  private int sharedDeviations(Journey journey) {
    return (int)
        Deviation.of(journey).stream()
            .filter(
                one ->
                    switch (one) {
                      case Deviation.Unkept(_, var check) ->
                          !revealing.reveals(Reads.of(check.condition()));
                      case Deviation.OffWindow(var due, _, var held) ->
                          held && !revealing.reveals(due.visit());
                    })
            .count();
  }

  /** The forms in which the sponsor is asked something, in the order of the study. */
  public static List<Form> sponsorForms(Study study) {
    return study.forms().values().stream()
        .filter(form -> form.items().stream().anyMatch(item -> item.answeredBy().equals(SPONSOR)))
        .toList();
  }

  /** The questions of such a form that may be told one by one to whoever must not know the arm. */
  public List<Item> told(Form form) {
    return form.items().stream()
        .filter(item -> !item.identifying() && !isInWords(item) && !revealing.tells(item))
        .toList();
  }

  private static boolean isInWords(Item item) {
    return item.kind()
        .filter(
            kind ->
                kind instanceof AnswerKind.Text
                    || kind instanceof AnswerKind.File
                    || kind instanceof AnswerKind.Signature)
        .isPresent();
  }

  /** A participant's records of such forms, for everybody who must not know the arm. */
  public List<SponsorReport> sponsorReports(List<Fact> facts) {
    var forms = sponsorForms(study);
    boolean any =
        facts.stream()
            .anyMatch(
                fact ->
                    fact.event() instanceof Event.Saved saved
                        && forms.stream().anyMatch(form -> form.name().equals(saved.form())));
    if (!any) {
      return List.of();
    }
    var fold = new Fold(revealing.stripped(facts), true);
    var reports = new ArrayList<SponsorReport>();
    for (var form : forms) {
      for (var record : fold.journey.records(form)) {
        Map<Item, String> answers = new LinkedHashMap<>();
        told(form).forEach(item -> text(record, item).ifPresent(text -> answers.put(item, text)));
        reports.add(
            new SponsorReport(
                fold.participant(),
                fold.site(),
                form,
                record.ordinal(),
                record.facts().getLast().recorded(),
                answers,
                fold.journey.clocks().stream().filter(clock -> clock.record() == record).toList()));
      }
    }
    return reports;
  }

  /** As it was answered, or as it is worked out where that comes to a code. */
  private static Optional<String> text(Record record, Item item) {
    return record.text(item).or(() -> Journey.codeOf(item, record.answer(item)));
  }

  /** How far a participant has come, for everybody who must not know the arm. */
  public Stood stood(List<Fact> facts) {
    var fold = new Fold(revealing.stripped(facts), true);
    var journey = fold.journey;
    boolean late =
        journey.calendar().stream()
            .anyMatch(due -> due.state() == Due.State.LATE && !revealing.reveals(due.visit()));
    var shared = revealing.sharedQueries(facts);
    return new Stood(
        fold.site(),
        fold.allocated.isPresent(),
        journey.ended(),
        late && !journey.ended(),
        (int) Queries.open(facts).stream().filter(query -> shared.contains(query.number())).count(),
        sharedDeviations(journey));
  }

  /** The fold of one participant. */
  private final class Fold {
    private final List<Fact> facts;
    private final boolean masked;
    private final Journey journey;
    private final Optional<LocalDate> allocated;

    Fold(List<Fact> facts, boolean masked) {
      this.facts = facts;
      this.masked = masked;
      this.journey = Journey.of(study, facts, Surroundings.on(day));
      this.allocated = study.allocates() ? journey.allocatedOn() : journey.joinedOn();
    }

    Subject subject() {
      Map<String, Truth> sets = new LinkedHashMap<>();
      Map<String, Value> values = new LinkedHashMap<>();
      Map<String, String> treated = new HashMap<>();
      if (allocated.isPresent()) {
        study.measure().sets().keySet().forEach(set -> sets.put(set, in(set)));
        treated(treated);
        for (var endpoint : study.measure().endpoints()) {
          if (!masked || !revealing.reveals(endpoint.what())) {
            values.put(endpoint.name(), value(endpoint));
          }
        }
      }
      var behind = allocated.map(since -> new Behind(study, journey, since, day));
      return new Subject(
          participant(),
          site(),
          allocated,
          arm().filter(arm -> !arm.isEmpty()),
          treated,
          journey.firstTreatmentDay(),
          journey.place(),
          journey.ended(),
          allocated.isEmpty() && journey.ended() ? whyNot() : "",
          strata(),
          behind.map(Behind::parts).orElse(Map.of()),
          sets,
          values,
          masked || allocated.isEmpty() ? Subject.Course.NONE : course(),
          behind.filter(_ -> !masked).map(Behind::background).orElse(Subject.Background.NONE));
    }

    /** Where nobody is allocated and there is one arm, everybody who joined is in it. */
    private Optional<String> arm() {
      var arms = study.how().arms();
      return masked || study.allocates() || arms.size() != 1 || allocated.isEmpty()
          ? journey.arm()
          : Optional.of(arms.getFirst().name());
    }

    private Truth in(String set) {
      return masked && revealing.reveals(set) ? Truth.UNKNOWN : journey.in(set);
    }

    private void treated(Map<String, String> into) {
      if (masked) {
        return;
      }
      study
          .measure()
          .treatedBy()
          .forEach(
              (set, condition) ->
                  into.put(
                      set,
                      Arms.of(study)
                          .asTreated(condition.test(journey.world(), Rows.NONE) == Truth.YES)));
    }

    private ParticipantId participant() {
      return facts.getFirst().participant().orElseThrow();
    }

    private SiteId site() {
      return facts.stream()
          .map(Fact::event)
          .filter(Event.Registered.class::isInstance)
          .map(event -> ((Event.Registered) event).site())
          .findFirst()
          .orElseThrow();
    }

    /** The criterion that was not met, else the answers of the form that ended it. */
    private String whyNot() {
      var unmet = journey.eligibility().with(Truth.NO);
      if (!unmet.isEmpty()) {
        return "not eligible: " + unmet.getFirst().criterion().name();
      }
      var last = facts.getLast().event();
      if (last instanceof Event.Saved saved) {
        var form = study.forms().get(saved.form());
        if (form != null) {
          for (var item : form.items()) {
            if (item.type() instanceof Type.Coded && saved.answers().containsKey(item.name())) {
              return item.path() + " is " + saved.answers().get(item.name());
            }
          }
          return form.name();
        }
      }
      return journey.place();
    }

    /** The level that the stratum's label holds, else the newest answer. */
    private Map<String, String> strata() {
      Map<String, String> levels = new HashMap<>();
      var label = journey.allocation().map(Event.Allocated::stratum).orElse("");
      for (var item : strata) {
        if (item.type() instanceof Type.Coded coded) {
          List.of(label.split("/")).stream()
              .map(String::strip)
              .filter(coded.list().codes()::contains)
              .findFirst()
              .or(() -> journey.known(item))
              .ifPresent(level -> levels.put(item.path(), level));
        }
      }
      return levels;
    }

    private Value value(Measure.Endpoint endpoint) {
      return switch (endpoint.what()) {
        case Measure.What.TimeTo time -> time(endpoint, time);
        case Measure.What.Share _ ->
            new Value.Holds(
                journey.endpoint(endpoint) instanceof EndpointValue.Holds holds
                    ? holds.truth()
                    : Truth.UNKNOWN,
                journey.asked(endpoint));
        case Measure.What.Level level -> new Value.Placed(place(level.item()));
        case Measure.What.Worst worst -> grades(worst);
        case Measure.What.Change change -> measured(change.items());
        case Measure.What.ValueAt value -> measured(value.items());
        case Measure.What.EventsOf events -> counted(events);
      };
    }

    private Value.Time time(Measure.Endpoint endpoint, Measure.What.TimeTo time) {
      var value = journey.endpoint(endpoint);
      Optional<String> flag = Optional.empty();
      if (value instanceof EndpointValue.CensoredOn
          && time.otherwise() instanceof Term.Choice choice
          && choice.when().test(journey.world(), Rows.NONE) == Truth.YES) {
        flag = Optional.of(choice.then().text());
      }
      return new Value.Time(value, flag, facts(endpoint, time, value));
    }

    /** Saves of that day of the forms that the value reads. */
    private List<Long> facts(
        Measure.Endpoint endpoint, Measure.What.TimeTo time, EndpointValue value) {
      long after =
          switch (value) {
            case EndpointValue.EventOn on -> on.day();
            case EndpointValue.CompetingOn on -> on.day();
            case EndpointValue.CensoredOn on -> on.day();
            case EndpointValue.Holds _, EndpointValue.Elsewhere _, EndpointValue.NotKnown _ ->
                Long.MIN_VALUE;
          };
      if (after == Long.MIN_VALUE
          || !(time.from().value(journey.world(), Rows.NONE) instanceof Answer.Ranged start)) {
        return List.of();
      }
      long on = (long) start.low() + after;
      var sequences = new ArrayList<Long>();
      for (var form : formsOf.getOrDefault(endpoint.name(), Set.of())) {
        for (var record : journey.records(form)) {
          if (record.day() == on) {
            record.facts().forEach(fact -> sequences.add(fact.sequence()));
          }
        }
      }
      return sequences.stream().sorted().toList();
    }

    private Optional<Integer> place(Item item) {
      return place(item, journey.newest(item));
    }

    private static Optional<Integer> place(Item item, Answer answer) {
      return Journey.codeOf(item, answer)
          .map(code -> ((Type.Coded) item.type()).list().codes().indexOf(code));
    }

    private Value.Grades grades(Measure.What.Worst worst) {
      Map<String, Integer> grades = new TreeMap<>();
      var all = new ArrayList<Value.Graded>();
      long zero = allocated.orElseThrow().toEpochDay();
      for (var record : journey.records(worst.by().form())) {
        boolean counts =
            worst.where().map(where -> where.test(journey.world(), record)).orElse(Truth.YES)
                == Truth.YES;
        var grade = place(worst.grade(), record.answer(worst.grade()));
        var term =
            Journey.codeOf(worst.by(), record.answer(worst.by()))
                .map(code -> masked ? Value.Grades.ANY : code);
        if (grade.isPresent() && term.isPresent()) {
          var code = ((Type.Coded) worst.grade().type()).list().codes().get(grade.get());
          all.add(new Value.Graded(term.get(), code, record.day() - zero, counts));
          if (counts) {
            grades.merge(term.get(), grade.get(), Math::max);
          }
        }
      }
      return new Value.Grades(grades, all);
    }

    private Value.Measured measured(List<Item> items) {
      Map<String, Value.Series> series = new TreeMap<>();
      items.forEach(item -> series.put(item.path(), series(item)));
      return new Value.Measured(series);
    }

    private Value.Series series(Item item) {
      var start = allocated.orElseThrow();
      long latest = journey.firstTreatmentDay().orElse(start).toEpochDay();
      var baseline = OptionalDouble.empty();
      var later = new ArrayList<Value.Score>();
      var times = occasions.getOrDefault(item.form(), Map.of());
      for (Record record : journey.records(item.form())) {
        if (record.answer(item) instanceof Answer.Ranged ranged && ranged.exact()) {
          var time = times.get(record.visit());
          if (time != null) {
            later.add(new Value.Score(time, record.day() - start.toEpochDay(), ranged.low()));
          } else if (record.day() <= latest) {
            baseline = OptionalDouble.of(ranged.low());
          }
        }
      }
      return new Value.Series(baseline, later);
    }

    private Value.Counted counted(Measure.What.EventsOf events) {
      int count = 0;
      for (var record : journey.records(events.form())) {
        boolean counts =
            events.where().map(where -> where.test(journey.world(), record)).orElse(Truth.YES)
                == Truth.YES;
        count += counts ? 1 : 0;
      }
      return new Value.Counted(
          count, (double) day.toEpochDay() - allocated.orElseThrow().toEpochDay());
    }

    private Subject.Course course() {
      return new Subject.Course(stays(), doses(), windows(), deviations());
    }

    /** One stay a day: where the day ended. */
    private List<Stay> stays() {
      var kept = new ArrayList<Stay>();
      for (var stay : journey.stays()) {
        if (stay.since().isBefore(allocated.orElseThrow())) {
          continue;
        }
        if (!kept.isEmpty() && kept.getLast().since().equals(stay.since())) {
          kept.removeLast();
        }
        if (kept.isEmpty() || !kept.getLast().place().equals(stay.place())) {
          kept.add(stay);
        }
      }
      return kept;
    }

    private Map<String, Subject.Doses> doses() {
      Map<String, Subject.Doses> doses = new LinkedHashMap<>();
      for (var drug : study.what().drugs()) {
        if (drug.arms().isEmpty() || drug.arms().contains(journey.arm().orElse(""))) {
          doses.put(drug.name(), Exposures.of(journey, drug));
        }
      }
      return doses;
    }

    private Map<String, Subject.Windows> windows() {
      Map<String, Subject.Windows> windows = new LinkedHashMap<>();
      for (var visit : Adherence.of(journey)) {
        var one =
            switch (visit.kind()) {
              case WITHIN -> new Subject.Windows(1, 0, 0);
              case LATE, OUTSIDE -> new Subject.Windows(0, 1, 0);
              case MISSED -> new Subject.Windows(0, 0, 1);
            };
        windows.merge(visit.due().visit().name(), one, Subject.Windows::plus);
      }
      return windows;
    }

    private Map<String, Integer> deviations() {
      Map<String, Integer> found = new LinkedHashMap<>();
      Deviation.unkept(journey).forEach(one -> found.merge(one.check().message(), 1, Integer::sum));
      return found;
    }
  }

  static boolean fromAllocation(Term anchor) {
    return anchor instanceof Term.Name name
        && name.named().kind() == Named.Kind.BUILT_IN
        && name.named().name().equals(ALLOCATION);
  }

  /** Doses as recorded. */
  private static final class Exposures {
    private static final String DOSE = "dose";
    private static final String FRACTION = "fraction";

    private Exposures() {}

    static Subject.Doses of(Journey journey, What.Drug drug) {
      int planned =
          switch (drug.schedule()) {
            case What.Schedule.OnDays days -> days.days().size();
            case What.Schedule.InPeriods days ->
                journey
                    .study()
                    .how()
                    .periods()
                    .map(
                        periods ->
                            periods.days(journey.arm().orElse(""), drug.name(), days.days()).size())
                    .orElse(0);
            case What.Schedule.OnWorkdays _ ->
                drug.give() instanceof What.Give.Fractions fractions ? fractions.count() : 0;
          };
      var amounts = amounts(journey, drug);
      double total = amounts.stream().mapToDouble(Double::doubleValue).sum();
      Optional<Double> intensity =
          amounts.isEmpty() || planned == 0
              ? Optional.empty()
              : Optional.of(total / (planned * amounts.getFirst()));
      return new Subject.Doses(amounts.size(), total, intensity);
    }

    private static List<Double> amounts(Journey journey, What.Drug drug) {
      var forms = journey.study().forms();
      if (drug.give() instanceof What.Give.Fractions fractions) {
        var form = forms.get(FRACTION);
        return form == null
            ? List.of()
            : journey.records(form).stream().map(_ -> fractions.gray()).toList();
      }
      var form = forms.get(DOSE);
      if (form == null || form.item("drug").isEmpty() || form.item("given").isEmpty()) {
        return List.of();
      }
      var which = form.item("drug").get();
      var given = form.item("given").get();
      var amounts = new ArrayList<Double>();
      for (var record : journey.records(form)) {
        if (Journey.codeOf(which, record.answer(which)).filter(drug.name()::equals).isPresent()
            && record.answer(given) instanceof Answer.Ranged amount
            && amount.low() > 0) {
          amounts.add(amount.low());
        }
      }
      return amounts;
    }
  }
}
