package org.trialwright.bedside.queries;

import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Outcome;
import org.trialwright.journey.Event;
import org.trialwright.journey.Queries;
import org.trialwright.pages.Grant;
import org.trialwright.pages.Role;
import org.trialwright.pages.SignedIn;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;
import org.trialwright.study.Form;

/** Asking, answering, closing and opening again, for pages and programs alike. */
@Component
class QueryActs {
  static final String ASK = "/participants/{participant}/queries";
  static final String REPLY = ASK + "/{query}";
  static final int LONGEST = 2_000;

  private final Desk desk;
  private final Front front;

  QueryActs(Desk desk, Front front) {
    this.desk = desk;
    this.front = front;
  }

  /** What came of it. */
  sealed interface Came {
    /** There is no such record, question or query. */
    record Nowhere() implements Came {}

    /** The text is empty or too long. */
    record NoText() implements Came {}

    /** Only whoever may close it may do that. */
    record NotYours() implements Came {}

    /** It stands as it was asked to. */
    record Done(int query) implements Came {}

    record Refused(Outcome why) implements Came {}
  }

  /** What somebody does with a query. */
  enum Doing {
    REPLY,
    CLOSE,
    REOPEN
  }

  /** Whether a study has such a question, or the form when the question is empty. */
  boolean exists(String form, String item) {
    return Optional.ofNullable(desk.trial().study().forms().get(form))
        .filter((Form one) -> item.isEmpty() || one.item(item).isPresent())
        .isPresent();
  }

  static boolean mayClose(SignedIn person, SiteId site) {
    return person
        .grantFor("POST", REPLY, site)
        .map(Grant::role)
        .filter(role -> role == Role.DATA_MANAGER || role == Role.MONITOR)
        .isPresent();
  }

  Came ask(
      SignedIn person,
      ParticipantId participant,
      String form,
      int ordinal,
      String item,
      String text,
      UUID key) {
    if (ordinal < 1 || !exists(form, item)) {
      return new Came.Nowhere();
    }
    if (isNoText(text)) {
      return new Came.NoText();
    }
    var act = front.act(person, "POST", ASK, Desk.siteOf(participant), key.toString());
    return came(desk.raise(participant, form, ordinal, item, text.strip(), act));
  }

  Came reply(
      SignedIn person, ParticipantId participant, int query, String text, Doing doing, UUID key) {
    var site = Desk.siteOf(participant);
    var known =
        Queries.of(desk.facts(participant)).stream()
            .filter(one -> one.number() == query)
            .findFirst();
    if (known.isEmpty()) {
      return new Came.Nowhere();
    }
    if (doing != Doing.REPLY && !mayClose(person, site)) {
      return new Came.NotYours();
    }
    boolean repeated = desk.trial().journal().byKey(key).isPresent();
    if (repeated || known.get().isOpen() == (doing == Doing.REOPEN)) {
      return new Came.Done(query);
    }
    if (isNoText(text)) {
      return new Came.NoText();
    }
    var act = front.act(person, "POST", REPLY, site, key.toString());
    return came(
        desk.reply(participant, new Event.Replied(query, text.strip(), doing == Doing.CLOSE), act));
  }

  private static Came came(Outcome outcome) {
    if (!(outcome instanceof Outcome.Done(var fact))) {
      return new Came.Refused(outcome);
    }
    return switch (fact.event()) {
      case Event.Queried(var query, _, _, _, _) -> new Came.Done(query);
      case Event.Replied(var query, _, _) -> new Came.Done(query);
      default -> throw new IllegalStateException("the key belongs to fact " + fact.sequence());
    };
  }

  private static boolean isNoText(String text) {
    return text.isBlank() || text.length() > LONGEST;
  }
}
