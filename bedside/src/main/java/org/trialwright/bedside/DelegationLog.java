package org.trialwright.bedside;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.quantities.SiteId;
import org.trialwright.study.Form;
import org.trialwright.study.Study;

/**
 * To whom the investigator who answers for a site delegates which tasks, from a day to a day, and
 * who was trained in what, as the facts of the study tell of it. Whoever writes the first entry
 * answers for the site; a site without an entry keeps no log, and nothing is refused there.
 */
public record DelegationLog(SiteId site, List<Entry> entries, List<Fact> trainings) {
  /** To hand on the writing of the log itself. */
  static final String LOG = "log";

  static final String ALLOCATE = "allocate";
  static final String CONSENT = "consent";

  /** What may be delegated, as facts and files write it. */
  public static final List<String> TASKS =
      List.of(CONSENT, "eligibility", ALLOCATE, "enter", "dose", "kits", "sign", LOG);

  public DelegationLog {
    entries = List.copyOf(entries);
    trainings = List.copyOf(trainings);
  }

  /**
   * One delegation.
   *
   * @param said every fact about it, first to last; the last holds
   */
  public record Entry(List<Fact> said) {
    public Entry {
      said = List.copyOf(said);
    }

    public Event.Delegated what() {
      return (Event.Delegated) said.getLast().event();
    }

    public boolean heldOn(LocalDate day) {
      return !what().from().isAfter(day) && !what().until().filter(day::isAfter).isPresent();
    }
  }

  /**
   * The log of one site.
   *
   * @param study the facts about the study
   */
  static DelegationLog of(List<Fact> study, SiteId site) {
    Map<Integer, List<Fact>> entries = new TreeMap<>();
    var trainings = new ArrayList<Fact>();
    for (var fact : study) {
      if (fact.event() instanceof Event.Delegated one && one.site().equals(site)) {
        entries.computeIfAbsent(one.delegation(), _ -> new ArrayList<>()).add(fact);
      } else if (fact.event() instanceof Event.Trained one && one.site().equals(site)) {
        trainings.add(fact);
      }
    }
    return new DelegationLog(site, entries.values().stream().map(Entry::new).toList(), trainings);
  }

  public boolean isKept() {
    return !entries.isEmpty();
  }

  /** Who answers for the site: the author of the first entry; empty where no log is kept. */
  public Optional<Fact> responsible() {
    return entries.stream().findFirst().map(entry -> entry.said().getFirst());
  }

  /** Whether a person may do a task on a day; where no log is kept, everybody may. */
  public boolean may(String person, String task, LocalDate day) {
    return !isKept()
        || responsible().filter(fact -> fact.author().person().equals(person)).isPresent()
        || entries.stream()
            .filter(entry -> entry.heldOn(day))
            .map(Entry::what)
            .anyMatch(what -> what.person().equals(person) && what.tasks().contains(task));
  }

  /** The number that the next entry will have. */
  int next() {
    return entries.stream().mapToInt(entry -> entry.what().delegation()).max().orElse(0) + 1;
  }

  public Optional<Entry> entry(int number) {
    return entries.stream().filter(entry -> entry.what().delegation() == number).findFirst();
  }

  /** Whether consent is recorded in this form: the study's criterion of that name reads it. */
  static boolean isConsent(Study study, Form form) {
    var rules =
        study.who().criteria().stream()
            .filter(criterion -> criterion.sentenceName().equals(CONSENT))
            .flatMap(criterion -> criterion.rules().stream())
            .map(rule -> rule.condition())
            .toList();
    return Reads.by(study, rules).mentions(form);
  }
}
