package org.trialwright.bedside.results;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.FileLines;
import org.trialwright.bedside.Filing;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.LabLimits;
import org.trialwright.bedside.form.Handing;
import org.trialwright.bedside.form.Sheet;
import org.trialwright.journey.Event;
import org.trialwright.journey.Record;
import org.trialwright.pages.Answers;
import org.trialwright.pages.Csv;
import org.trialwright.pages.Reading;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.Words;
import org.trialwright.quantities.PartialDate;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;
import org.trialwright.study.Form;
import org.trialwright.study.Item;

/**
 * The lines of a laboratory's file as they would be recorded; nothing is recorded by looking.
 *
 * @param problems each with its line and column; nothing can be recorded while there are any
 */
record ResultLines(List<Line> lines, List<String> problems) {
  static final int MOST = 500;

  ResultLines {
    lines = List.copyOf(lines);
    problems = List.copyOf(problems);
  }

  /** What a line comes to. */
  enum Comes {
    NEW,
    CHANGES,
    STANDS
  }

  /**
   * A line without a problem.
   *
   * @param told what would be recorded, each answer in words
   */
  record Line(int number, LocalDate day, Handing handing, Comes comes, List<String> told) {
    Line {
      told = List.copyOf(told);
    }

    Chart chart() {
      return handing.sheet().chart();
    }
  }

  boolean changes() {
    return lines.stream().anyMatch(line -> line.comes() == Comes.CHANGES);
  }

  int count(Comes what) {
    return (int) lines.stream().filter(line -> line.comes() == what).count();
  }

  /** Whether there is anything to record, and nothing against it. */
  boolean isReady() {
    return problems.isEmpty() && count(Comes.STANDS) < lines.size();
  }

  /** The lines that are to be kept, one after the other. */
  List<Line> kept() {
    return lines.stream().filter(line -> line.comes() != Comes.STANDS).toList();
  }

  /**
   * @param reason why stored answers change
   */
  Filing filing(Optional<Event.ResultsMapped> mapped, String reason) {
    var saves =
        kept().stream()
            .map(
                line -> {
                  var sheet = line.handing().sheet();
                  return sheet.save(
                      line.handing().filled(),
                      line.comes() == Comes.CHANGES ? reason : "",
                      sheet.seen());
                })
            .toList();
    Map<ParticipantId, Long> seen =
        kept().stream()
            .map(Line::chart)
            .collect(Collectors.toMap(Chart::participant, Chart::newest, (one, _) -> one));
    return new Filing(mapped, saves, seen);
  }

  /** Looks at the lines of a file, as one person sees them. */
  record Reader(
      Front front,
      Desk desk,
      HttpServletRequest request,
      SignedIn person,
      SiteId site,
      Columns columns,
      Words w,
      Map<String, Chart> charts,
      Set<String> visits) {

    static Reader of(
        Front front,
        Desk desk,
        HttpServletRequest request,
        SignedIn person,
        SiteId site,
        Columns columns) {
      return new Reader(
          front,
          desk,
          request,
          person,
          site,
          columns,
          front.words(request),
          new HashMap<>(),
          new HashSet<>());
    }

    ResultLines read(FileLines file) {
      var lines = new ArrayList<Line>();
      var problems = new ArrayList<>(file.problems());
      var numbers =
          desk.trial().standings().at(site).stream()
              .map(one -> one.participant().value())
              .collect(Collectors.toSet());
      var before = new HashMap<String, Integer>();
      for (var row : file.lines()) {
        var faults = new ArrayList<String>();
        formulas(row, faults);
        var number = columns.cell(row.cells(), Columns.PARTICIPANT);
        if (!numbers.contains(number)) {
          faults.add(fault(row, Columns.PARTICIPANT, unknown(number)));
        }
        var day = day(row, faults);
        if (faults.isEmpty()) {
          var twin = before.putIfAbsent(number + "/" + day.orElseThrow(), row.line());
          if (twin == null) {
            line(row, number, day.orElseThrow(), faults).ifPresent(lines::add);
          } else {
            faults.add(fault(row, Columns.PARTICIPANT, w.say("the same person and day as", twin)));
          }
        }
        problems.addAll(faults);
      }
      return new ResultLines(lines, problems);
    }

    private String unknown(String number) {
      return number.isEmpty()
          ? w.say("the number of the participant is missing")
          : w.say("nobody here has the number", number);
    }

    private String fault(Csv.Numbered row, String part, String why) {
      return w.say("line, cell and problem", row.line(), columns.heading(part), why);
    }

    /** A spreadsheet may work out a result; what it makes of it would be recorded unseen. */
    private void formulas(Csv.Numbered row, List<String> faults) {
      for (int i = 0; i < row.cells().size(); i++) {
        var cell = row.cells().get(i).strip();
        if (!columns.parts().get(i).equals(Columns.NOTHING) && cell.matches("(?s)[=@].*")) {
          faults.add(
              w.say(
                  "line, cell and problem",
                  row.line(),
                  columns.head().get(i),
                  w.say("a cell begins like a formula")));
        }
      }
    }

    private Optional<LocalDate> day(Csv.Numbered row, List<String> faults) {
      var part = Columns.dayOf(columns.form());
      var cell = columns.cell(row.cells(), part).split("[ T](?=\\d{1,2}:)", 2)[0];
      switch (Answers.date(part, cell, false)) {
        case Reading.Given(var text) -> {
          var day = LocalDate.parse(text);
          if (!day.isAfter(desk.today(site))) {
            return Optional.of(day);
          }
          faults.add(fault(row, part, w.say("the day is still to come", text)));
        }
        case Reading.Wrong(var why) -> faults.add(fault(row, part, why.say(w)));
        case Reading.Empty _ -> faults.add(fault(row, part, w.say("the day is needed")));
      }
      return Optional.empty();
    }

    private Optional<Line> line(
        Csv.Numbered row, String number, LocalDate day, List<String> faults) {
      var chart =
          charts.computeIfAbsent(number, one -> Chart.open(front, desk, request, person, one));
      var form = chart.study().forms().get(columns.form().name());
      if (form == null || answered(form).size() < columns.answered().size()) {
        faults.add(fault(row, Columns.PARTICIPANT, w.say("no such form in their version")));
        return Optional.empty();
      }
      var same =
          chart.records(form).stream()
              .filter(record -> record.occurred().equals(PartialDate.of(day)))
              .toList();
      if (same.size() > 1) {
        faults.add(
            fault(row, Columns.dayOf(form), w.say("several records of that day", same.size())));
        return Optional.empty();
      }
      int ordinal = same.stream().findFirst().map(Record::ordinal).orElse(0);
      var held = chart.holds().on(form.name(), ordinal);
      if (held.isPresent()) {
        faults.add(fault(row, Columns.PARTICIPANT, chart.held(held.get())));
        return Optional.empty();
      }
      var sheet = Sheet.whole(chart, form, ordinal, visit(chart, form, same, day));
      var handing = Handing.of(sheet, fields(sheet, row, day));
      faults(row, handing, faults);
      return faults.isEmpty()
          ? Optional.of(new Line(row.line(), day, handing, comes(handing), told(row, handing)))
          : Optional.empty();
    }

    /** The questions in the version of the study that the participant is under. */
    private List<Item> answered(Form form) {
      return columns.answered().stream().flatMap(item -> form.item(item.name()).stream()).toList();
    }

    /** The visit whose window it is, once: a second record of that window belongs to none. */
    private String visit(Chart chart, Form form, List<Record> same, LocalDate day) {
      if (!same.isEmpty()) {
        return same.getFirst().visit();
      }
      var visit = chart.journey().visitFor(form, day).orElse("");
      return visit.isEmpty() || visits.add(chart.participant() + "/" + visit) ? visit : "";
    }

    private Map<String, String> fields(Sheet sheet, Csv.Numbered row, LocalDate day) {
      var fields = sheet.with(Map.of(), sheet.form().items(), sheet.initial());
      fields = sheet.withDay(fields, PartialDate.of(day));
      var limits = sheet.chart().labLimits(sheet.form());
      for (var item : answered(sheet.form())) {
        var typed = columns.typed(row.cells(), item);
        if (!typed.text().isEmpty()) {
          fields = typed.into(sheet, item, fields, limits.on(item, day));
        }
      }
      return fields;
    }

    private void faults(Csv.Numbered row, Handing handing, List<String> faults) {
      var refused = handing.refused();
      if (refused.isEmpty()) {
        return;
      }
      switch (refused.get()) {
        case Handing.Came.Wrong _ -> {
          handing
              .filled()
              .wrong()
              .forEach(
                  (item, why) ->
                      faults.add(
                          w.say(
                              "line, cell and problem", row.line(), heading(handing, item), why)));
          if (!handing.filled().dayWrong().isEmpty()) {
            faults.add(fault(row, Columns.dayOf(columns.form()), handing.filled().dayWrong()));
          }
        }
        case Handing.Came.Unexplained(var items) ->
            items.forEach(
                item ->
                    faults.add(
                        w.say(
                            "line, cell and problem",
                            row.line(),
                            heading(handing, item),
                            w.say("type it with its reason"))));
        case Handing.Came.Held _,
            Handing.Came.NotConfirmed _,
            Handing.Came.Unchanged _,
            Handing.Came.Kept _ ->
            throw new IllegalStateException("a form was refused as it never is");
      }
    }

    private String heading(Handing handing, Item item) {
      return columns
          .heading(item)
          .orElseGet(() -> handing.sheet().chart().speaker().question(item).text());
    }

    private static Comes comes(Handing handing) {
      return handing.isUnchanged()
          ? Comes.STANDS
          : handing.sheet().stored().isPresent() ? Comes.CHANGES : Comes.NEW;
    }

    private List<String> told(Csv.Numbered row, Handing handing) {
      var told = new ArrayList<String>();
      var sheet = handing.sheet();
      var chart = sheet.chart();
      var answers = handing.filled().answers();
      for (var item : answered(sheet.form())) {
        var question = chart.speaker().question(item).text();
        var now = answers.getOrDefault(item.name(), "");
        var before = sheet.stored().flatMap(record -> record.text(item)).orElse("");
        boolean written = !columns.typed(row.cells(), item).text().isEmpty();
        if (now.isEmpty() && written) {
          told.add(w.say("answer is not asked for here", question));
        } else if (!before.isEmpty() && !before.equals(now)) {
          told.add(
              w.say(
                  "answer instead of",
                  question,
                  said(chart, item, now),
                  said(chart, item, before)));
        } else if (!now.isEmpty() && before.isEmpty()) {
          told.add(w.say("label and text", question, said(chart, item, now)));
        }
      }
      return told;
    }

    private static String said(Chart chart, Item item, String text) {
      int limits = LabLimits.amount(item).isEmpty() ? -1 : text.indexOf(" (");
      return limits < 0
          ? chart.said(item, text)
          : chart.said(item, text.substring(0, limits))
              + " "
              + text.substring(limits + 1).replace("..", "–");
    }
  }
}
