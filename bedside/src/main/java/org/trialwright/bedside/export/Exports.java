package org.trialwright.bedside.export;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Voice;
import org.trialwright.journal.Facts;
import org.trialwright.journal.Standing;
import org.trialwright.journey.Author;
import org.trialwright.pages.Csv;
import org.trialwright.pages.SignedIn;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.study.Form;
import org.trialwright.study.Study;

/** Forms and queries of all sites that somebody may read, as files. */
@Component
class Exports {
  static final String ROUTE = "/export";
  static final String FORM = ROUTE + "/{form}.csv";
  static final String WORKBOOK = ROUTE + "/forms.xlsx";
  static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  /** How many participants are read at a time. */
  private static final int TOGETHER = 50;

  private final Front front;
  private final Desk desk;

  Exports(Front front, Desk desk) {
    this.front = front;
    this.desk = desk;
  }

  /** The forms of all versions, those of the present one first. */
  Set<String> names() {
    var names = new LinkedHashSet<String>();
    versions().forEach(version -> names.addAll(version.forms().keySet()));
    return names;
  }

  private List<Study> versions() {
    var versions = new ArrayList<Study>();
    versions.add(desk.study());
    desk.trial().versions().amendments().versions().stream()
        .map(desk.trial().versions()::study)
        .filter(version -> !version.seal().equals(versions.getFirst().seal()))
        .forEach(versions::add);
    return versions;
  }

  private FormRows rows(String form, Voice voice) {
    List<Form> known =
        versions().stream()
            .flatMap(version -> Optional.ofNullable(version.forms().get(form)).stream())
            .toList();
    return FormRows.of(form, known, voice);
  }

  /** What is exported, for whom, as it is at this moment. */
  private record Extent(Facts facts, List<List<ParticipantId>> people) {}

  private Extent extent(SignedIn person) {
    var journal = desk.trial().journal();
    var facts = journal.asOf(journal.head().sequence());
    var people =
        front.sites(person).stream()
            .flatMap(site -> desk.trial().standings().at(site.id()).stream())
            .map(Standing::participant)
            .sorted()
            .toList();
    var parts = new ArrayList<List<ParticipantId>>();
    for (int i = 0; i < people.size(); i += TOGETHER) {
      parts.add(people.subList(i, Math.min(people.size(), i + TOGETHER)));
    }
    return new Extent(facts, parts);
  }

  /**
   * Writes the records of a form.
   *
   * @throws ResponseStatusException not found, when no version has such a form
   */
  void form(HttpServletRequest request, HttpServletResponse response, SignedIn person, String form)
      throws IOException {
    if (!names().contains(form)) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
    var rows = rows(form, front.voice(request, Optional.empty()));
    var out = front.stream(author(person, FORM), form + ".csv", Csv.TYPE, response);
    try (var sheets = new CsvSheets(out)) {
      write(rows, extent(person), sheets);
    }
  }

  private Author author(SignedIn person, String route) {
    return front.studyAct(person, "GET", route, "").author();
  }

  private static void write(FormRows rows, Extent extent, Sheets out) throws IOException {
    out.begin(rows.form(), rows.head());
    for (var some : extent.people()) {
      rows.write(extent.facts().records(some, rows.form()), out);
    }
  }

  /** A sheet for each form, one for queries and one for the dictionary of the present version. */
  void workbook(HttpServletRequest request, HttpServletResponse response, SignedIn person)
      throws IOException {
    var voice = front.voice(request, Optional.empty());
    var w = voice.words();
    var extent = extent(person);
    var out = front.stream(author(person, WORKBOOK), "forms.xlsx", XLSX, response);
    try (var sheets = new WorkbookSheets(out)) {
      for (var form : names()) {
        write(rows(form, voice), extent, sheets);
      }
      sheets.begin(w.say("sheet of queries"), QueryRows.HEAD);
      for (var some : extent.people()) {
        QueryRows.write(extent.facts().queries(some), sheets);
      }
      var dictionary = voice.speaker().dictionary();
      sheets.begin(w.say("sheet of the dictionary"), dictionary.head());
      for (var row : dictionary.rows()) {
        sheets.row(row.stream().<Cell>map(Cell.Text::new).toList());
      }
    }
  }
}
