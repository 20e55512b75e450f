package org.trialwright.bedside;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.quantities.SiteId;
import org.trialwright.study.Form;
import org.trialwright.study.Study;

/** What is written into the logs of delegation of sites, inside the transaction of the act. */
final class Delegating {
  private static final int LONGEST = 200;

  private final Trial trial;
  private final Ledger ledger;

  Delegating(Trial trial, Ledger ledger) {
    this.trial = trial;
    this.ledger = ledger;
  }

  DelegationLog log(SiteId site) {
    return DelegationLog.of(trial.journal().study(), site);
  }

  /** Why a task is not this person's today; empty when it is. */
  Optional<Outcome> refused(SiteId site, String task, Act act) {
    var log = log(site);
    return log.may(act.author().person(), task, Sites.today(trial, site))
        ? Optional.empty()
        : Optional.of(new Outcome.NotDelegated(task));
  }

  /** The same for a form that is to be kept: consent is taken by whom it is delegated to. */
  Optional<Outcome> refused(Study study, Form form, SiteId site, Act act) {
    return DelegationLog.isConsent(study, form)
        ? refused(site, DelegationLog.CONSENT, act)
        : Optional.empty();
  }

  /**
   * Keeps an entry.
   *
   * @param told with 0 for a number that it has not got yet
   * @param reason needed when it says another thing than before
   */
  Outcome delegate(Event.Delegated told, String reason, Act act) {
    trial.lock("delegation/" + told.site());
    var before = trial.journal().byKey(act.key());
    if (before.isPresent()) {
      return was(before.get(), told.site());
    }
    var refused = refused(told.site(), DelegationLog.LOG, act);
    if (refused.isPresent()) {
      return refused.get();
    }
    var log = log(told.site());
    boolean known = told.delegation() > 0;
    var wrong = wrong(told, known && log.entry(told.delegation()).isEmpty());
    if (!wrong.isEmpty()) {
      return new Outcome.WrongAnswers(wrong);
    }
    if (known && reason.isBlank()) {
      return new Outcome.ReasonNeeded(List.of());
    }
    var event = known ? told : told.numbered(log.next());
    var today = Sites.today(trial, told.site());
    return new Outcome.Done(ledger.append(Optional.empty(), event, act, today, reason));
  }

  private static Outcome was(Fact before, SiteId site) {
    boolean ours =
        (before.event() instanceof Event.Delegated one && one.site().equals(site))
            || (before.event() instanceof Event.Trained two && two.site().equals(site));
    return ours ? new Outcome.Done(before) : new Outcome.ChangedMeanwhile(before);
  }

  private static Map<String, String> wrong(Event.Delegated told, boolean unknown) {
    var wrong = people(told.person(), told.name());
    if (told.tasks().isEmpty() || !DelegationLog.TASKS.containsAll(told.tasks())) {
      wrong.put("tasks", "at least one of the tasks");
    }
    if (told.until().filter(told.from()::isAfter).isPresent()) {
      wrong.put("until", "the last day comes before the first");
    }
    if (unknown) {
      wrong.put("delegation", "no such entry is in the log");
    }
    return wrong;
  }

  private static Map<String, String> people(String person, String name) {
    Map<String, String> wrong = new TreeMap<>();
    if (!person.matches("[a-z][a-z0-9.-]{1,39}")) {
      wrong.put("person", "a sign-in name is needed");
    }
    if (name.isBlank() || name.length() > LONGEST) {
      wrong.put("name", "the name as printed is needed");
    }
    return wrong;
  }

  /** Keeps that somebody was trained on a day. */
  Outcome train(Event.Trained told, LocalDate day, Act act) {
    trial.lock("delegation/" + told.site());
    var before = trial.journal().byKey(act.key());
    if (before.isPresent()) {
      return was(before.get(), told.site());
    }
    var refused = refused(told.site(), DelegationLog.LOG, act);
    if (refused.isPresent()) {
      return refused.get();
    }
    var wrong = people(told.person(), told.name());
    if (told.what().isBlank() || told.what().length() > LONGEST) {
      wrong.put("what", "what it was about is needed");
    }
    if (day.isAfter(Sites.today(trial, told.site()))) {
      wrong.put("day", "this day has not come yet");
    }
    return wrong.isEmpty()
        ? new Outcome.Done(ledger.append(Optional.empty(), told, act, day, ""))
        : new Outcome.WrongAnswers(wrong);
  }
}
