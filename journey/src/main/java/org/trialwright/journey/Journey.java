package org.trialwright.journey;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Answer;
import org.trialwright.study.Because;
import org.trialwright.study.Form;
import org.trialwright.study.How;
import org.trialwright.study.Item;
import org.trialwright.study.Measure;
import org.trialwright.study.Named;
import org.trialwright.study.Next;
import org.trialwright.study.Plan;
import org.trialwright.study.Rows;
import org.trialwright.study.Stage;
import org.trialwright.study.Study;
import org.trialwright.study.Type;
import org.trialwright.study.Who;
import org.trialwright.study.World;

/**
 * One participant as a function of facts: where they stand, what is due, what is discrepant, what
 * may come next, and why. The same facts give the same journey; the day it is looked at only makes
 * things due or late.
 */
public final class Journey {
  private final Chronicle chronicle;

  private Journey(Chronicle chronicle) {
    this.chronicle = chronicle;
  }

  /**
   * Folds a participant's facts.
   *
   * @param facts of one participant, in the order of their sequence
   */
  public static Journey of(Study study, List<Fact> facts, Surroundings surroundings) {
    return of(Under.only(study), facts, surroundings);
  }

  /**
   * Folds a participant's facts under the versions of the study that the participant was under.
   * What began before they went on keeps the way it took under the rules of its day; answers are
   * read, and what comes after is judged, as the newest version says.
   *
   * @param versions from the first to the one they are under now
   * @param facts of one participant, in the order of their sequence
   */
  public static Journey of(List<Under> versions, List<Fact> facts, Surroundings surroundings) {
    return new Journey(new Chronicle(versions, List.copyOf(facts), surroundings));
  }

  static Answer code(List<String> codes, String code) {
    int index = codes.indexOf(code);
    return index < 0 ? org.trialwright.study.Answers.UNKNOWN : new Answer.Coded(1L << index);
  }

  public Study study() {
    return chronicle.study();
  }

  public LocalDate today() {
    return chronicle.surroundings().today();
  }

  /** The place now; where the study begins when nothing is recorded yet. */
  public String place() {
    return chronicle.place();
  }

  /** Every stay, first to last. */
  public List<Stay> stays() {
    return List.copyOf(chronicle.stays());
  }

  /** The place at the end of a day. */
  public String placeOn(LocalDate day) {
    return chronicle.stays().stream()
        .filter(stay -> !stay.since().isAfter(day))
        .reduce((_, later) -> later)
        .map(Stay::place)
        .orElse(study().next().begin());
  }

  /** Whether they stand at a place, on the main path or beside it. */
  public boolean at(String place) {
    return chronicle.at(place);
  }

  public boolean ended() {
    return study().next().ends().contains(place());
  }

  public Optional<String> arm() {
    return chronicle.allocation().map(Event.Allocated::arm);
  }

  /** The arm; empty before allocation, and where these facts keep it to themselves. */
  public Optional<String> armTold() {
    return chronicle.allocation().filter(drawn -> !drawn.masked()).map(Event.Allocated::arm);
  }

  public Optional<Event.Allocated> allocation() {
    return chronicle.allocation();
  }

  public Optional<LocalDate> allocatedOn() {
    return chronicle.allocatedOn();
  }

  /**
   * The day from which a participant counts towards the study's target: the draw; the first
   * treatment; or the day on which they were given an arm or, where nobody is, left the first place
   * for one that is not an end.
   */
  public Optional<LocalDate> joinedOn() {
    return switch (study().counted()) {
      case RANDOMISED -> allocatedOn();
      case TREATED -> firstTreatmentDay();
      case ENROLLED -> study().allocates() ? allocatedOn() : enteredOn();
    };
  }

  private Optional<LocalDate> enteredOn() {
    return chronicle.stays().stream()
        .skip(1)
        .filter(stay -> !study().next().ends().contains(stay.place()))
        .map(Stay::since)
        .findFirst();
  }

  /** Records of a form that count, by the day they occurred. */
  public List<Record> records(Form form) {
    return List.copyOf(chronicle.recordsOf(form));
  }

  public Optional<Record> record(Form form, int ordinal) {
    return chronicle.recordsOf(form).stream()
        .filter(record -> record.ordinal() == ordinal)
        .findFirst();
  }

  /** Records made where they were impossible. */
  public List<Refusal> refusals() {
    return List.copyOf(chronicle.refusals());
  }

  /** Every criterion judged as of today. */
  public Who.Eligibility eligibility() {
    return study().who().judge(chronicle.now());
  }

  /** What must hold in the same transaction as the draw. */
  public List<Precondition> preconditions() {
    var found = new ArrayList<Precondition>();
    for (var before : study().how().before()) {
      var holds = before.condition().test(chronicle.now(), Rows.NONE);
      found.add(
          new Precondition(
              before.sentence(), holds, before.condition().because(chronicle.now(), Rows.NONE)));
    }
    return List.copyOf(found);
  }

  /** One sentence that must hold before allocation. */
  public record Precondition(String sentence, Truth holds, List<Because> because) {}

  /**
   * How old today is what stands under {@code fresh}, in the order of the forms and without those
   * that are not asked. At allocation nothing of it may be missing or older than its window.
   */
  public List<Freshness> freshness() {
    var found = new ArrayList<Freshness>();
    for (var form : study().forms().values()) {
      var most = study().who().fresh().get(form);
      if (most != null) {
        var one = freshness(form, most.longValue());
        var asked = one.holds() == Truth.YES ? Truth.YES : asked(form);
        if (asked != Truth.NO) {
          found.add(asked == Truth.YES ? one : one.untold());
        }
      }
    }
    return List.copyOf(found);
  }

  private Freshness freshness(Form form, long most) {
    var records = chronicle.recordsOf(form);
    var newest = records.isEmpty() ? Optional.<Record>empty() : Optional.of(records.getLast());
    var age = newest.map(record -> today().toEpochDay() - record.day());
    boolean holds = age.isPresent() && age.get() <= most;
    return new Freshness(form, most, newest, age, holds ? Truth.YES : Truth.NO);
  }

  private Truth asked(Form form) {
    return form.askedIf()
        .map(condition -> condition.test(chronicle.now(), Rows.NONE))
        .orElse(Truth.YES);
  }

  /**
   * How old the newest record of a form is.
   *
   * @param most days that it may be old at allocation
   * @param newest empty when the form was never filled in
   * @param age of the newest record, in days
   * @param holds unknown where nobody can tell yet whether the form is asked
   */
  public record Freshness(
      Form form, long most, Optional<Record> newest, Optional<Long> age, Truth holds) {
    private Freshness untold() {
      return new Freshness(form, most, newest, age, Truth.UNKNOWN);
    }
  }

  /** Whether all that must hold at the moment of the draw holds, the criteria apart. */
  public boolean ready() {
    return preconditions().stream().allMatch(one -> one.holds() == Truth.YES)
        && freshness().stream().allMatch(one -> one.holds() == Truth.YES);
  }

  /**
   * The levels of the strata, in the order of the study; empty for one that is not known. The site
   * is its own.
   */
  public List<Optional<String>> strata(String site) {
    var levels = new ArrayList<Optional<String>>();
    for (var stratum : study().how().allocation().strata()) {
      levels.add(
          switch (stratum) {
            case How.BySite _ -> Optional.of(site);
            case How.ByAnswer by -> known(by.item());
          });
    }
    return List.copyOf(levels);
  }

  /** The code of the newest answer when exactly one is possible. */
  public Optional<String> known(Item item) {
    return codeOf(item, chronicle.now().newest(item));
  }

  /** The code of an answer when exactly one is possible. */
  public static Optional<String> codeOf(Item item, Answer answer) {
    return answer instanceof Answer.Coded coded
            && coded.known()
            && item.type() instanceof Type.Coded list
        ? Optional.of(list.list().of(coded.possible()).getFirst())
        : Optional.empty();
  }

  /** The newest answer to a question. */
  public Answer newest(Item item) {
    return chronicle.now().newest(item);
  }

  /** The value of a named date, step or event. */
  public Answer named(Named name) {
    return chronicle.now().named(name);
  }

  /** The value of a named date, step or event at the end of a day. */
  Answer named(Named name, LocalDate day) {
    return chronicle.dosing().on(day).named(name);
  }

  public Optional<LocalDate> date(Named name) {
    return chronicle.now().named(name) instanceof Answer.Ranged ranged && ranged.exact()
        ? Optional.of(LocalDate.ofEpochDay((long) ranged.low()))
        : Optional.empty();
  }

  /** Every visit with its window, by the day it opens. */
  public List<Due> calendar() {
    return Calendar.of(chronicle);
  }

  /** The visit a new record of the form on this day belongs to; empty for any time. */
  public Optional<String> visitFor(Form form, LocalDate day) {
    return new Calendar(chronicle).visitFor(form, day);
  }

  /** The doses of a day. */
  public DoseCard doses(LocalDate day) {
    var visit =
        study().forms().containsKey("dose") ? visitFor(study().form("dose"), day).orElse("") : "";
    return chronicle.dosing().card(day, visit);
  }

  public Optional<LocalDate> firstTreatmentDay() {
    return chronicle.dosing().firstDay(chronicle.now());
  }

  /** The exits of the present place: whether each holds, and why. */
  public List<Exit> exits() {
    var exits = new ArrayList<Exit>();
    var world = chronicle.sinceArrival();
    for (var exit : chronicle.exits()) {
      exits.add(
          new Exit(
              exit, exit.when().test(world, Rows.NONE), exit.when().because(world, Rows.NONE)));
    }
    return List.copyOf(exits);
  }

  /** A way on from the present place. */
  public record Exit(Next.Exit line, Truth holds, List<Because> because) {}

  /** The way on that cannot be told yet, because an answer is missing. */
  public Optional<Next.Exit> undecided() {
    return chronicle.undecided();
  }

  /** What the checks of a record say: raised ones, and those that wait for an answer. */
  public List<Finding> findings(Record record) {
    var findings = new ArrayList<Finding>();
    for (var check : record.form().checks()) {
      var raised = record.raised(check);
      if (raised != Truth.NO) {
        findings.add(new Finding(record, check, raised, record.because(check)));
      }
    }
    return List.copyOf(findings);
  }

  /** Whether a check held already when the record was made: the past is not judged by new rules. */
  boolean judges(Record record, Form.Check check) {
    var then = chronicle.versionAt(record.facts().getFirst().sequence());
    return then.seal().equals(study().seal())
        || Optional.ofNullable(then.forms().get(record.form().name())).stream()
            .flatMap(form -> form.checks().stream())
            .anyMatch(one -> one.message().equals(check.message()));
  }

  /** A check, advice or deviation with something to say. */
  public record Finding(Record record, Form.Check check, Truth raised, List<Because> because) {}

  /** Clocks that run: reports to be made within hours of a moment. */
  public List<RunningClock> clocks() {
    return Clocks.running(chronicle);
  }

  /** An endpoint as it stands for this participant. */
  public EndpointValue endpoint(Measure.Endpoint endpoint) {
    return Endpoints.value(endpoint, chronicle.now());
  }

  /** This participant as one of a stage; empty before they joined. */
  public Optional<Stage.One> in(Stage stage, ParticipantId who) {
    var endpoint = study().measure().endpoint(stage.rule().endpoint()).orElseThrow();
    return joinedOn().map(day -> new Stage.One(day, who.value(), asked(endpoint)));
  }

  /** Whether a share's question holds; what is not known stays so, however it is counted. */
  public Truth asked(Measure.Endpoint endpoint) {
    return endpoint.what() instanceof Measure.What.Share share
        ? share.where().test(chronicle.now(), Rows.NONE)
        : Truth.UNKNOWN;
  }

  /** Whether the participant had an event that the end of the study waits for. */
  public boolean has(Plan.End end) {
    var endpoint = study().measure().endpoint(end.endpoint()).orElseThrow();
    return in(endpoint.sets().getFirst()) == Truth.YES
        && endpoint(endpoint) instanceof EndpointValue.EventOn;
  }

  /** Whether the participant belongs to an analysis set. */
  public Truth in(String set) {
    var condition = study().measure().sets().get(set);
    return condition == null ? Truth.UNKNOWN : condition.test(chronicle.now(), Rows.NONE);
  }

  /** The world in which this study's rules are asked about this participant. */
  public World world() {
    return chronicle.now();
  }
}
