package org.trialwright.simulation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.trialwright.journey.Author;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Journey;
import org.trialwright.journey.Surroundings;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Form;
import org.trialwright.study.Study;

/** One participant of a rehearsal: who they are, their facts so far, and what they came to. */
final class Life {
  private final Study study;
  private final Clinic.Newcomer person;
  private final ParticipantId id;
  private final Draws draws;
  private final List<Fact> facts = new ArrayList<>();
  private final Map<String, Integer> records = new HashMap<>();
  private final Map<String, LocalDate> happened = new HashMap<>();
  private final Set<String> visited = new HashSet<>();
  private int acts;
  private boolean allocated;
  private boolean counted;
  private boolean ended;
  private String treatedAt = "";

  Life(Study study, Clinic.Newcomer person, ParticipantId id, Draws draws) {
    this.study = study;
    this.person = person;
    this.id = id;
    this.draws = draws;
  }

  /** The same life so far, to go on with other chance numbers. */
  Life copy(Draws other) {
    var copy = new Life(study, person, id, other);
    copy.facts.addAll(facts);
    copy.records.putAll(records);
    copy.happened.putAll(happened);
    copy.visited.addAll(visited);
    copy.acts = acts;
    copy.allocated = allocated;
    copy.counted = counted;
    copy.ended = ended;
    copy.treatedAt = treatedAt;
    return copy;
  }

  ParticipantId id() {
    return id;
  }

  Draws draws() {
    return draws;
  }

  LocalDate born() {
    return person.born();
  }

  int number() {
    return person.number();
  }

  List<Fact> facts() {
    return Collections.unmodifiableList(facts);
  }

  int records(Form form) {
    return records.getOrDefault(form.name(), 0);
  }

  void add(Fact fact) {
    facts.add(fact);
    if (fact.event() instanceof Event.Saved saved) {
      records.merge(saved.form(), saved.ordinal(), Math::max);
    }
    allocated |= fact.event() instanceof Event.Allocated;
  }

  boolean allocated() {
    return allocated;
  }

  /** Notes whether they count towards the target by now; who once did always does. */
  void seen(Journey journey) {
    counted = counted || journey.joinedOn().isPresent();
  }

  boolean counted() {
    return counted;
  }

  boolean ended() {
    return ended;
  }

  void end() {
    ended = true;
  }

  Clinic.Act act(Author author) {
    acts++;
    return new Clinic.Act(author, draws.key(acts));
  }

  Author coordinator() {
    return author("coordinator", site());
  }

  Author investigator() {
    return author("investigator", site());
  }

  String signer() {
    return investigator().name();
  }

  private SiteId site() {
    return person.site();
  }

  static Author author(String role, SiteId site) {
    var name = Character.toUpperCase(role.charAt(0)) + role.substring(1) + " of site " + site;
    return new Author(role + "-" + site, name, role, Optional.of(site));
  }

  int ageOn(LocalDate day) {
    return years(born(), day);
  }

  /** Completed years; who was born on 29 February completes them on 1 March of common years. */
  static int years(LocalDate born, LocalDate day) {
    int years = day.getYear() - born.getYear();
    boolean before =
        day.getMonthValue() < born.getMonthValue()
            || (day.getMonthValue() == born.getMonthValue()
                && day.getDayOfMonth() < born.getDayOfMonth());
    return before ? years - 1 : years;
  }

  Surroundings surroundings(LocalDate today) {
    return new Surroundings(
        today, Optional.of(ageOn(today)), Set.of(), Truth.YES, Truth.YES, Map.of());
  }

  Journey journey(LocalDate today) {
    return Journey.of(study, facts, surroundings(today));
  }

  Optional<LocalDate> happened(String event) {
    return Optional.ofNullable(happened.get(event));
  }

  void happened(String event, LocalDate day) {
    happened.put(event, day);
  }

  /** Whether they came to an occasion of a visit, or decided not to. */
  boolean visited(String occasion) {
    return visited.contains(occasion);
  }

  void visit(String occasion) {
    visited.add(occasion);
  }

  /** The place to which the first treatment led; fractions are given nowhere else. */
  String treatedAt() {
    return treatedAt;
  }

  void treated(String place) {
    treatedAt = treatedAt.isEmpty() ? place : treatedAt;
  }
}
