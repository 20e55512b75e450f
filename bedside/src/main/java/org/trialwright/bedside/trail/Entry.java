package org.trialwright.bedside.trail;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.trialwright.bedside.Changes;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;

/**
 * One change of one answer, or one other thing that was stated.
 *
 * @param kind such as {@code entered}, {@code changed}, {@code signed}
 * @param form "" when it is about no form; then {@code ordinal} is 0, or the number of a deviation
 * @param item "" when it is about a whole form
 * @param was canonical text before; "" for none
 * @param now canonical text from then on; "" for none
 * @param note what else was said, such as a query's text
 */
record Entry(
    Fact fact,
    Kind kind,
    String form,
    int ordinal,
    String item,
    String was,
    String now,
    String note) {

  enum Kind {
    REGISTERED,
    ENTERED,
    CHANGED,
    TAKEN_AWAY,
    SAVED_AGAIN,
    VOIDED,
    ALLOCATED,
    CONFIRMED,
    SIGNED,
    QUERIED,
    REPLIED,
    CLOSED,
    ENDORSED,
    FROZEN,
    UNFROZEN,
    LOCKED,
    UNLOCKED,
    DEVIATED,
    DEVIATION_CLOSED,
    DEVIATION_RETURNED,
    KIT_ASSIGNED,
    KIT_RETURNED,
    UNBLINDED,
    FILE_ATTACHED,
    FILE_DETACHED,
    COMPARED,
    REVIEWED,
    MOVED,
    OTHER
  }

  boolean isDeviation() {
    return switch (kind) {
      case DEVIATED, DEVIATION_CLOSED, DEVIATION_RETURNED -> true;
      default -> false;
    };
  }

  boolean about(String wantedForm, int wantedOrdinal, String wantedItem) {
    return (wantedForm.isEmpty() || form.equals(wantedForm))
        && (wantedOrdinal == 0 || ordinal == wantedOrdinal)
        && (wantedItem.isEmpty() || item.equals(wantedItem) || item.isEmpty());
  }

  /** Every change that these facts made, in their order. */
  static List<Entry> of(List<Fact> facts) {
    var entries = new ArrayList<Entry>();
    Map<String, Event.Saved> last = new HashMap<>();
    Map<Integer, Event.Queried> queries = new HashMap<>();
    for (var fact : facts) {
      switch (fact.event()) {
        case Event.Saved saved -> {
          var earlier = last.put(saved.form() + "/" + saved.ordinal(), saved);
          saved(entries, fact, earlier == null ? nothing(saved) : earlier, saved, earlier == null);
        }
        case Event.Registered _ -> entries.add(other(fact, Kind.REGISTERED, ""));
        case Event.Voided(var form, var ordinal) ->
            entries.add(new Entry(fact, Kind.VOIDED, form, ordinal, "", "", "", ""));
        case Event.Allocated drawn ->
            entries.add(new Entry(fact, Kind.ALLOCATED, "", 0, "", "", drawn.arm(), ""));
        case Event.Confirmed one ->
            entries.add(
                new Entry(
                    fact,
                    Kind.CONFIRMED,
                    one.form(),
                    one.ordinal(),
                    one.item(),
                    "",
                    one.value(),
                    one.meaning()));
        case Event.Signed one ->
            entries.add(
                new Entry(fact, Kind.SIGNED, one.form(), one.ordinal(), "", "", "", one.meaning()));
        case Event.Queried query -> {
          queries.put(query.query(), query);
          entries.add(about(fact, Kind.QUERIED, query, query.text()));
        }
        case Event.Replied reply -> {
          var query = queries.get(reply.query());
          var kind = reply.closes() ? Kind.CLOSED : Kind.REPLIED;
          entries.add(
              query == null
                  ? other(fact, kind, reply.text())
                  : about(fact, kind, query, reply.text()));
        }
        case Event.Endorsed(_, var digest) -> entries.add(other(fact, Kind.ENDORSED, digest));
        case Event.Frozen(var form, var ordinal, var on) ->
            entries.add(
                new Entry(fact, on ? Kind.FROZEN : Kind.UNFROZEN, form, ordinal, "", "", "", ""));
        case Event.Locked(var on) -> entries.add(other(fact, on ? Kind.LOCKED : Kind.UNLOCKED, ""));
        case Event.Deviated told ->
            entries.add(
                deviation(
                    fact,
                    Kind.DEVIATED,
                    told.deviation(),
                    told.category(),
                    told.important(),
                    List.of(
                        told.what(),
                        told.noticed().toString(),
                        told.why(),
                        told.action(),
                        told.reported())));
        case Event.Assessed judged ->
            entries.add(
                deviation(
                    fact,
                    judged.closes() ? Kind.DEVIATION_CLOSED : Kind.DEVIATION_RETURNED,
                    judged.deviation(),
                    judged.category(),
                    judged.important(),
                    List.of(judged.text())));
        case Event.KitAssigned(var kit) ->
            entries.add(new Entry(fact, Kind.KIT_ASSIGNED, "", 0, "", "", kit, ""));
        case Event.KitReturned(var kit, var left) ->
            entries.add(
                new Entry(fact, Kind.KIT_RETURNED, "", 0, "", "", kit, String.valueOf(left)));
        case Event.Unblinded _ -> entries.add(other(fact, Kind.UNBLINDED, ""));
        case Event.Attached file ->
            entries.add(
                new Entry(
                    fact,
                    Kind.FILE_ATTACHED,
                    file.form(),
                    file.ordinal(),
                    "",
                    "",
                    file.file() + " " + file.name(),
                    file.type() + " · " + file.size() + " B · " + file.digest()));
        case Event.Detached(var file) ->
            entries.add(
                new Entry(fact, Kind.FILE_DETACHED, "", 0, "", String.valueOf(file), "", ""));
        case Event.Reviewed one ->
            entries.add(
                new Entry(
                    fact,
                    one.kind().equals(Event.Reviewed.SOURCE) ? Kind.COMPARED : Kind.REVIEWED,
                    one.form(),
                    one.ordinal(),
                    "",
                    "",
                    "",
                    String.join(" · ", one.items())));
        case Event.Moved(var version) -> entries.add(other(fact, Kind.MOVED, version));
        case Event.Opened _,
            Event.SiteSet _,
            Event.LimitsSet _,
            Event.ResultsMapped _,
            Event.ClosedSet _,
            Event.Vouched _,
            Event.KitsSent _,
            Event.KitsReceived _,
            Event.KitWithdrawn _,
            Event.Delegated _,
            Event.Trained _,
            Event.ReviewPlanned _,
            Event.Proposed _,
            Event.Cut _,
            Event.Recommended _,
            Event.Released _,
            Event.Agreed _ ->
            entries.add(other(fact, Kind.OTHER, ""));
      }
    }
    return List.copyOf(entries);
  }

  private static Event.Saved nothing(Event.Saved saved) {
    return new Event.Saved(saved.form(), saved.ordinal(), saved.visit(), Map.of(), Map.of());
  }

  private static void saved(
      List<Entry> entries, Fact fact, Event.Saved earlier, Event.Saved saved, boolean first) {
    var changed = new TreeSet<>(Changes.between(earlier, saved));
    for (var item : changed) {
      var was = earlier.answers().getOrDefault(item, "");
      var now = saved.answers().getOrDefault(item, "");
      var kind = was.isEmpty() ? Kind.ENTERED : now.isEmpty() ? Kind.TAKEN_AWAY : Kind.CHANGED;
      entries.add(new Entry(fact, kind, saved.form(), saved.ordinal(), item, was, now, ""));
    }
    if (changed.isEmpty()) {
      var kind = first ? Kind.ENTERED : Kind.SAVED_AGAIN;
      entries.add(new Entry(fact, kind, saved.form(), saved.ordinal(), "", "", "", ""));
    }
  }

  private static Entry about(Fact fact, Kind kind, Event.Queried query, String text) {
    return new Entry(fact, kind, query.form(), query.ordinal(), query.item(), "", "", text);
  }

  /** Its number stands as the ordinal; what it is now, as category and importance. */
  private static Entry deviation(
      Fact fact, Kind kind, int number, String category, boolean important, List<String> texts) {
    return new Entry(
        fact,
        kind,
        "",
        number,
        "",
        "",
        category + (important ? " important" : " minor"),
        String.join(" · ", texts.stream().filter(text -> !text.isEmpty()).toList()));
  }

  private static Entry other(Fact fact, Kind kind, String note) {
    return new Entry(fact, kind, "", 0, "", "", "", note);
  }
}
