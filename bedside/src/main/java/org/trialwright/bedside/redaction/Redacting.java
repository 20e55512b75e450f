package org.trialwright.bedside.redaction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.trialwright.bedside.Desk;
import org.trialwright.journal.Access;
import org.trialwright.journal.AccessLog;
import org.trialwright.journal.Attachments;
import org.trialwright.journal.Redactions;
import org.trialwright.journey.Author;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.quantities.ParticipantId;

/** One person asks, another decides; both stand in the access log, which is what waits. */
@Component
class Redacting {
  private final Desk desk;
  private final AccessLog log;
  private final Redactions redactions;

  Redacting(Desk desk, AccessLog log, Redactions redactions) {
    this.desk = desk;
    this.log = log;
    this.redactions = redactions;
  }

  /** What came of an act. */
  enum Came {
    DONE,
    /** There is no such text, it is gone, or nobody asks for it. */
    NOTHING,
    /** Somebody asked for it before. */
    WAITS,
    /** Nobody decides about what they asked for. */
    ANOTHER_PERSON
  }

  private String study() {
    return desk.trial().journal().name();
  }

  private Map<String, Access> said() {
    Map<String, Access> newest = new HashMap<>();
    log.of(Access.Kind.REDACTION_ASKED, Access.Kind.REDACTION_REFUSED, Access.Kind.REDACTED)
        .forEach(one -> newest.put(one.subject(), one));
    return newest;
  }

  /** Every free text and file of a participant, the newest first. */
  List<Redactable> of(ParticipantId participant, List<Fact> facts) {
    var said = said();
    Map<Long, Fact> known =
        facts.stream().collect(Collectors.toMap(Fact::sequence, Function.identity()));
    var all = new ArrayList<Redactable>();
    for (var text : desk.trial().journal().freeTexts(participant)) {
      Optional.ofNullable(known.get(text.sequence()))
          .ifPresent(fact -> all.add(one(fact, text.place(), text.text(), said)));
    }
    for (var fact : facts) {
      if (fact.event() instanceof Event.Attached file) {
        var there = desk.content(participant, fact).map(_ -> file.name());
        all.add(one(fact, Attachments.PLACE, there, said));
      }
    }
    all.sort(
        java.util.Comparator.comparing((Redactable each) -> each.fact().sequence())
            .thenComparing(Redactable::place)
            .reversed());
    return List.copyOf(all);
  }

  private Redactable one(Fact fact, String place, Optional<String> text, Map<String, Access> said) {
    var subject = Redactions.subject(study(), fact.sequence(), place);
    return new Redactable(fact, place, text, Optional.ofNullable(said.get(subject)));
  }

  private Optional<Redactable> find(ParticipantId participant, String name) {
    return of(participant, desk.facts(participant)).stream()
        .filter(each -> each.name().equals(name) && !each.isGone())
        .findFirst();
  }

  /** Somebody asks that a text or a file go for good. */
  Came ask(ParticipantId participant, String name, String reason, Author author) {
    return locked(
        () -> {
          var found = find(participant, name);
          if (found.isEmpty()) {
            return Came.NOTHING;
          }
          if (found.get().waits()) {
            return Came.WAITS;
          }
          write(Access.Kind.REDACTION_ASKED, found.get(), reason, author);
          return Came.DONE;
        });
  }

  /** A second person decides. */
  Came decide(ParticipantId participant, String name, boolean agrees, Author author) {
    return locked(
        () -> {
          var found = find(participant, name).filter(Redactable::waits);
          if (found.isEmpty()) {
            return Came.NOTHING;
          }
          var asked = found.get().last().orElseThrow();
          if (asked.author().person().equals(author.person())) {
            return Came.ANOTHER_PERSON;
          }
          if (agrees) {
            redact(found.get(), asked, author);
          } else {
            write(Access.Kind.REDACTION_REFUSED, found.get(), asked.detail(), author);
          }
          return Came.DONE;
        });
  }

  private void redact(Redactable one, Access asked, Author approver) {
    var now = desk.trial().clock().instant();
    long sequence = one.fact().sequence();
    if (one.place().equals(Attachments.PLACE)) {
      redactions.file(study(), sequence, asked.author(), approver, asked.detail(), now);
    } else {
      redactions.text(
          study(), sequence, one.place(), asked.author(), approver, asked.detail(), now);
    }
  }

  private void write(Access.Kind kind, Redactable one, String detail, Author author) {
    var subject = Redactions.subject(study(), one.fact().sequence(), one.place());
    log.append(new Access(desk.trial().clock().instant(), kind, author, subject, detail));
  }

  private Came locked(java.util.function.Supplier<Came> act) {
    var came =
        desk.trial()
            .transaction()
            .execute(
                _ -> {
                  desk.trial().lock("redactions");
                  return act.get();
                });
    if (came == null) {
      throw new IllegalStateException("an act must have an outcome");
    }
    return came;
  }
}
