package org.trialwright.bedside.form;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.servlet.ModelAndView;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.journal.Access;
import org.trialwright.journal.AccessLog;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.Record;
import org.trialwright.pages.Row;
import org.trialwright.pages.SignedIn;

/**
 * Everything that is recorded about one participant, form after form, to be read or printed: each
 * answer as it stands, who kept it, how often it was changed, and whether what was signed still
 * stands as it was signed.
 */
@Controller
class BookPage {
  private static final String ROUTE = "/participants/{participant}/book";
  private static final int SHOWN_HASH = 16;

  private final Front front;
  private final Desk desk;
  private final AccessLog accesses;

  BookPage(Front front, Desk desk) {
    this.front = front;
    this.desk = desk;
    this.accesses = new AccessLog(desk.trial().source());
  }

  @GetMapping(ROUTE)
  ModelAndView book(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant) {
    var chart = Chart.open(front, desk, request, person, participant);
    var now = desk.trial().clock().instant();
    var act = front.act(person, "GET", ROUTE, chart.site(), "");
    accesses.append(
        new Access(now, Access.Kind.EXPORTED, act.author(), participant, "every form, to print"));
    var words = chart.words();
    var head = desk.trial().journal().head();
    var leaves =
        chart.study().forms().values().stream()
            .flatMap(form -> chart.records(form).stream())
            .sorted(Comparator.comparingLong(Record::day))
            .map(record -> leaf(chart, record))
            .toList();
    return new ModelAndView(
        "bedside/form/book",
        Map.of(
            "frame",
            chart.frame(words.say("every form")),
            "way",
            chart.way(),
            "who",
            chart.strip(),
            "leaves",
            leaves,
            "status",
            words.say(
                "as it stands at",
                chart.dates().momentInZone(now),
                head.sequence(),
                head.hash().substring(0, SHOWN_HASH))));
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
