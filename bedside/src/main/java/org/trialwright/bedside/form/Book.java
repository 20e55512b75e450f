package org.trialwright.bedside.form;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.trialwright.bedside.Changes;
import org.trialwright.bedside.Chart;
import org.trialwright.journey.Endorsement;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Record;
import org.trialwright.pages.Link;
import org.trialwright.pages.Row;

/** All records of a participant, each answer as it stands, and who signed the whole. */
public final class Book {
  private static final int SHOWN_HASH = 16;

  private Book() {}

  /** By the day they are about. */
  public static List<Leaf> leaves(Chart chart) {
    return chart.study().forms().values().stream()
        .flatMap(form -> chart.records(form).stream())
        .sorted(Comparator.comparingLong(Record::day))
        .map(record -> leaf(chart, record))
        .toList();
  }

  /**
   * A signature on the whole record.
   *
   * @param said who signed when, what it says, and what it is bound to
   * @param holds whether it still does
   * @param changes since, each with the way to every change of its form
   */
  public record Signature(String said, String holds, List<Link> changes) {
    public Signature {
      changes = List.copyOf(changes);
    }
  }

  /** First to last. */
  public static List<Signature> signatures(Chart chart) {
    return Endorsement.all(chart.facts()).stream().map(one -> signature(chart, one)).toList();
  }

  private static Signature signature(Chart chart, Endorsement one) {
    var words = chart.words();
    var digest = one.signed().event() instanceof Event.Endorsed(_, var hash) ? hash : "";
    return new Signature(
        words.say(
            "endorsed by at",
            chart.who(one.signed()),
            chart.dates().momentInZone(one.signed().recorded()),
            words.say("endorsement means"),
            digest.substring(0, Math.min(SHOWN_HASH, digest.length()))),
        one.holds()
            ? words.say("endorsement holds")
            : words.count(one.changes().size(), "voided by one change", "voided by n changes"),
        one.changes().stream().map(fact -> change(chart, fact)).toList());
  }

  /** What a fact changed, when, who says so and why. */
  private static Link change(Chart chart, Fact fact) {
    var words = chart.words();
    var by = words.say("two parts", chart.dates().momentInZone(fact.recorded()), chart.who(fact));
    var why = fact.reason().isEmpty() ? by : words.say("two parts", by, fact.reason());
    return new Link(
        words.say("label and text", what(chart, fact), why), chart.address("/trail") + of(fact));
  }

  private static String what(Chart chart, Fact fact) {
    var words = chart.words();
    return switch (fact.event()) {
      case Event.Saved saved -> changed(chart, fact, saved);
      case Event.Voided(var form, _) -> words.say("entered in error", title(chart, form));
      case Event.Allocated _ -> words.say("kind allocated");
      case Event.Confirmed _ -> words.say("kind confirmed");
      case Event.Moved _ -> words.say("kind moved");
      case Event.Opened _,
          Event.SiteSet _,
          Event.LimitsSet _,
          Event.ResultsMapped _,
          Event.ClosedSet _,
          Event.Vouched _,
          Event.Registered _,
          Event.Signed _,
          Event.Queried _,
          Event.Replied _,
          Event.Deviated _,
          Event.Assessed _,
          Event.Endorsed _,
          Event.Frozen _,
          Event.Locked _,
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
          Event.Proposed _,
          Event.Cut _,
          Event.Recommended _,
          Event.Released _,
          Event.Agreed _ ->
          throw new IllegalStateException("no signature is voided by " + fact);
    };
  }

  /** The part of the trail that holds the fact. */
  private static String of(Fact fact) {
    return fact.event() instanceof Event.Saved saved
        ? "?form=" + saved.form() + "&ordinal=" + saved.ordinal()
        : fact.event() instanceof Event.Voided(var form, var ordinal)
            ? "?form=" + form + "&ordinal=" + ordinal
            : "";
  }

  private static String changed(Chart chart, Fact fact, Event.Saved saved) {
    var title = title(chart, saved.form());
    var before =
        chart.facts().stream()
            .filter(one -> one.sequence() < fact.sequence())
            .map(Fact::event)
            .filter(Event.Saved.class::isInstance)
            .map(Event.Saved.class::cast)
            .filter(one -> one.form().equals(saved.form()) && one.ordinal() == saved.ordinal())
            .reduce((_, later) -> later);
    var questions =
        before.map(one -> Changes.between(one, saved)).orElse(List.of()).stream()
            .map(name -> question(chart, saved.form(), name))
            .reduce((one, other) -> chart.words().say("two parts", one, other));
    return before.isEmpty()
        ? chart.words().say("new since", title)
        : chart
            .words()
            .say(
                "answers changed since",
                title,
                questions.orElseGet(() -> chart.words().say("on which day")));
  }

  private static String question(Chart chart, String form, String name) {
    return Optional.ofNullable(chart.study().forms().get(form))
        .flatMap(one -> one.item(name))
        .map(item -> chart.speaker().question(item).text())
        .orElse(name);
  }

  private static String title(Chart chart, String form) {
    return chart.study().forms().containsKey(form)
        ? chart.speaker().form(chart.study().form(form)).text()
        : form;
  }

  private static Leaf leaf(Chart chart, Record record) {
    var title = chart.speaker().form(record.form()).text();
    var visit =
        record.visit().isEmpty()
            ? chart.dates().day(record.occurred().toString())
            : chart
                .words()
                .say(
                    "two parts",
                    chart.speaker().visit(record.visit()).text(),
                    chart.dates().day(record.occurred().toString()));
    return new Leaf(
        chart.words().say("form at visit", title, visit),
        rows(chart, record),
        notes(chart, record));
  }

  private static List<String> notes(Chart chart, Record record) {
    var words = chart.words();
    var first = record.facts().getFirst();
    var notes = new ArrayList<String>();
    notes.add(words.say("kept at", chart.dates().momentInZone(first.recorded()), chart.who(first)));
    record.facts().stream()
        .skip(1)
        .map(
            fact ->
                words.say(
                    "changed at",
                    chart.dates().momentInZone(fact.recorded()),
                    chart.who(fact),
                    fact.reason()))
        .forEach(notes::add);
    chart.facts().stream()
        .flatMap(fact -> signature(chart, record, fact).stream())
        .forEach(notes::add);
    Comparing.all(chart, record).forEach(one -> notes.add(one.text()));
    return notes;
  }

  /** A signature holds for the very answers that were signed. */
  private static Optional<String> signature(Chart chart, Record record, Fact fact) {
    if (!(fact.event() instanceof Event.Signed signed)
        || !signed.form().equals(record.form().name())
        || signed.ordinal() != record.ordinal()) {
      return Optional.empty();
    }
    var now = Signing.event(record.form(), record.ordinal(), record.texts());
    var words = chart.words();
    var when = chart.dates().momentInZone(fact.recorded());
    return Optional.of(
        now.digest().equals(signed.digest())
            ? words.say("signed and unchanged", chart.who(fact), when, signed.meaning())
            : words.say("signed and changed since", chart.who(fact), when, signed.meaning()));
  }

  /** The answers of a record, question by question, as they stand. */
  static List<Row> rows(Chart chart, Record record) {
    var form = record.form();
    var rows = new ArrayList<Row>();
    if (form.dayItem().isEmpty()) {
      rows.add(
          new Row(
              chart.words().say("on which day"), chart.dates().day(record.occurred().toString())));
    }
    for (var item : form.items()) {
      if (record.applies(item)) {
        var value = Sheet.shown(chart, record, item);
        rows.add(
            new Row(
                chart.speaker().question(item).text(),
                value.isEmpty() ? chart.words().say("no answer") : value));
      }
    }
    return rows;
  }
}
