package org.trialwright.bedside;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.trialwright.journey.Author;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Journey;
import org.trialwright.journey.Queries;
import org.trialwright.journey.Record;
import org.trialwright.quantities.SiteId;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Form;
import org.trialwright.study.Item;
import org.trialwright.study.Study;

/**
 * What checks ask on their own: a query when a saved record raises one, and its end once the check
 * holds. What a person has closed stays closed.
 */
public final class CheckQueries {
  private static final String SYSTEM = "system";

  /** The text of the reply by which a query ends on its own. */
  static final String MENDED = "mended";

  /** The text of the reply by which such a query is open again. */
  static final String AGAIN = "again";

  private CheckQueries() {}

  /** Whether the program said so, and no person. */
  public static boolean isOwn(Fact fact) {
    return fact.author().person().equals(SYSTEM);
  }

  /** The same act, done by the program. */
  static Act by(Act act, Event event, Optional<SiteId> site) {
    var key = act.key() + "/" + event;
    return new Act(
        new Author(SYSTEM, "Trialwright", SYSTEM, site),
        UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * What is asked and ended.
   *
   * @param facts of the participant, the save included
   * @param journey that they make
   * @param saved the record whose checks may ask; empty when none was saved
   */
  static List<Event> after(List<Fact> facts, Journey journey, Optional<Record> saved) {
    var known = Queries.of(facts);
    var events = new ArrayList<Event>();
    saved.ifPresent(record -> asked(record, journey, known, events));
    known.stream()
        .filter(query -> query.isOpen() && isOwn(query.asked()) && isMended(query, journey))
        .map(query -> new Event.Replied(query.number(), MENDED, true))
        .forEach(events::add);
    return events;
  }

  private static void asked(
      Record record, Journey journey, List<Queries> known, List<Event> events) {
    int last = known.stream().mapToInt(Queries::number).max().orElse(0);
    for (var finding : journey.findings(record)) {
      var check = finding.check();
      if (check.role() != Form.Role.CHECK || finding.raised() != Truth.YES) {
        continue;
      }
      var before = of(known, record, check);
      if (before.isEmpty()) {
        last++;
        var item = place(journey.study(), record, finding);
        events.add(
            new Event.Queried(
                last, record.form().name(), record.ordinal(), item.name(), check.message()));
      } else if (!before.get().isOpen() && isOwn(before.get().last())) {
        events.add(new Event.Replied(before.get().number(), AGAIN, false));
      }
    }
  }

  private static boolean isMended(Queries query, Journey journey) {
    var form = journey.study().forms().get(query.query().form());
    if (form == null) {
      return false;
    }
    var record = journey.record(form, query.query().ordinal());
    return record.isEmpty()
        || journey.findings(record.get()).stream()
            .filter(one -> one.check().message().equals(query.query().text()))
            .allMatch(one -> one.raised() == Truth.NO);
  }

  /** The query that a check of a record has asked. */
  public static Optional<Queries> of(List<Queries> known, Record record, Form.Check check) {
    return known.stream()
        .filter(
            query ->
                query.query().form().equals(record.form().name())
                    && query.query().ordinal() == record.ordinal()
                    && query.query().text().equals(check.message()))
        .findFirst();
  }

  /** The first question of its own form that the check is about; else the form's first question. */
  public static Item place(Study study, Record record, Journey.Finding finding) {
    var form = record.form();
    return finding.because().stream()
        .flatMap(because -> because.item().stream())
        .filter(item -> item.form().equals(form) && item.kind().isPresent())
        .findFirst()
        .or(
            () ->
                Reads.by(study, List.of(finding.check().condition())).questions(form).stream()
                    .findFirst())
        .orElse(form.items().getFirst());
  }
}
