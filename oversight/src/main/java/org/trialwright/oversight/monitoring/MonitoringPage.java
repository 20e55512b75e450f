package org.trialwright.oversight.monitoring;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.trialwright.analysis.Monitoring;
import org.trialwright.oversight.Frames;
import org.trialwright.oversight.Overseen;
import org.trialwright.oversight.PastDay;
import org.trialwright.oversight.report.Names;
import org.trialwright.oversight.report.Numerals;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.Table;
import org.trialwright.pages.Words;
import org.trialwright.quantities.SiteId;

/** Completeness, lateness, queries and unlikely numbers, site by site. */
@Controller
class MonitoringPage {
  private static final String ROUTE = "/monitoring";

  private final Overseen overseen;
  private final Frames frames;
  private Optional<Kept> kept = Optional.empty();

  MonitoringPage(Overseen overseen, Frames frames) {
    this.overseen = overseen;
    this.frames = frames;
  }

  /** What was counted up to a fact. */
  private record Kept(long sequence, Monitoring monitoring) {}

  @GetMapping(ROUTE)
  String monitoring(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @RequestParam(name = "as-of", defaultValue = "") String asOf,
      Model page) {
    var words = frames.words(request);
    var day = PastDay.of(asOf, overseen.clock().instant());
    var found =
        day.map(PastDay::end)
            .map(end -> overseen.journal().sequenceAt(end))
            .map(this::upTo)
            .orElseGet(this::now);
    page.addAttribute("asOf", day.map(PastDay::toString).orElse(""));
    page.addAttribute("unreadable", !asOf.isBlank() && day.isEmpty());
    var tables =
        new Tables(
            words,
            new Numerals(frames.look(request)),
            new Names(overseen.study()),
            site -> seesSite(person, site),
            site -> person.grantFor("GET", "/participants/{participant}", site).isPresent());
    page.addAttribute("frame", frames.frame(request, person, words.say("central monitoring")));
    page.addAttribute("sequence", found.sequence());
    page.addAttribute("sites", tables.sites(found.monitoring()));
    page.addAttribute("digits", tables.digits(found.monitoring()));
    page.addAttribute("shifts", tables.shifts(found.monitoring()));
    page.addAttribute("outliers", tables.outliers(found.monitoring()));
    return "oversight/monitoring/monitoring";
  }

  private static boolean seesSite(SignedIn person, SiteId site) {
    return person.grantFor("GET", ROUTE, site).isPresent();
  }

  private synchronized Kept now() {
    long sequence = overseen.journal().head().sequence();
    if (kept.isPresent() && kept.get().sequence() == sequence) {
      return kept.get();
    }
    var counted = upTo(sequence);
    kept = Optional.of(counted);
    return counted;
  }

  private Kept upTo(long sequence) {
    var known = overseen.journal().asOf(sequence);
    return new Kept(
        sequence,
        Monitoring.of(overseen.study(), known.participants().stream().map(known::participant)));
  }

  /**
   * The findings as tables.
   *
   * @param shown whether this reader may see the site
   * @param opened whether this reader may open its participants
   */
  private record Tables(
      Words words,
      Numerals numerals,
      Names names,
      Predicate<SiteId> shown,
      Predicate<SiteId> opened) {

    private Table table(
        String caption, String note, int texts, List<String> heads, List<List<Table.Cell>> rows) {
      var columns = new ArrayList<Table.Column>();
      for (int i = 0; i < heads.size(); i++) {
        columns.add(new Table.Column(heads.get(i), i >= texts));
      }
      return new Table(
          caption,
          true,
          note,
          columns,
          rows.stream().map(row -> new Table.Line(row, false)).toList());
    }

    private static List<Table.Cell> cells(String... texts) {
      return List.of(texts).stream().map(Table.Cell::new).toList();
    }

    private String share(int part, int of) {
      return of == 0 ? "–" : numerals.numbers().percent((double) part / of, of);
    }

    Table sites(Monitoring found) {
      return table(
          words.say("records by site"),
          words.say("records by site note", Monitoring.LATE_DAYS),
          1,
          List.of(
              words.say("site"),
              words.say("participants"),
              words.say("forms"),
              words.say("answers missing"),
              words.say("entered late"),
              words.say("corrections"),
              words.say("queries open"),
              words.say("days to answer")),
          found.sites().stream()
              .filter(site -> shown.test(site.site()))
              .map(
                  site ->
                      cells(
                          words.say("site n", site.site().value()),
                          String.valueOf(site.participants()),
                          String.valueOf(site.forms()),
                          share(site.missing(), site.answers()),
                          share(site.late(), site.forms()),
                          numerals
                              .numbers()
                              .fixed(100.0 * site.corrected() / Math.max(1, site.forms()), 1),
                          words.say("n of m", site.open(), site.queries()),
                          numerals.of(site.daysToAnswer(), 0)))
              .toList());
    }

    Table digits(Monitoring found) {
      var heads = new ArrayList<String>();
      heads.add(words.say("site"));
      for (int digit = 0; digit < 10; digit++) {
        heads.add(String.valueOf(digit));
      }
      heads.add("n");
      heads.add("p");
      return table(
          words.say("last digits"),
          words.say("last digits note"),
          1,
          heads,
          found.digits().stream()
              .filter(one -> shown.test(one.site()))
              .map(
                  one -> {
                    var row = new ArrayList<Table.Cell>();
                    row.add(new Table.Cell(words.say("site n", one.site().value())));
                    one.counts().forEach(count -> row.add(new Table.Cell(share(count, one.n()))));
                    row.add(new Table.Cell(String.valueOf(one.n())));
                    row.add(
                        new Table.Cell(
                            numerals.p(org.trialwright.statistics.Estimate.of(one.test().p()))));
                    return List.<Table.Cell>copyOf(row);
                  })
              .toList());
    }

    Table shifts(Monitoring found) {
      return table(
          words.say("shifted means"),
          words.say("shifted means note"),
          2,
          List.of(
              words.say("question"),
              words.say("site"),
              "n",
              words.say("mean here"),
              words.say("mean elsewhere"),
              "z"),
          found.shifts().stream()
              .filter(one -> shown.test(one.site()))
              .map(
                  one ->
                      cells(
                          names.question(one.item()).in(numerals.look().language()),
                          one.site().value(),
                          String.valueOf(one.n()),
                          numerals.numbers().fixed(one.mean(), 2),
                          numerals.numbers().fixed(one.others(), 2),
                          numerals.numbers().fixed(one.z(), 1)))
              .toList());
    }

    Table outliers(Monitoring found) {
      return table(
          words.say("far values"),
          words.say("far values note"),
          2,
          List.of(
              words.say("question"),
              words.say("participant"),
              words.say("value"),
              words.say("usual from"),
              words.say("usual to")),
          found.outliers().stream()
              .filter(one -> shown.test(one.site()))
              .map(
                  one ->
                      List.of(
                          new Table.Cell(names.question(one.item()).in(numerals.look().language())),
                          opened.test(one.site())
                              ? new Table.Cell(
                                  one.participant().value(),
                                  "/participants/" + one.participant().value())
                              : new Table.Cell(one.participant().value()),
                          new Table.Cell(numerals.numbers().shortest(one.value())),
                          new Table.Cell(numerals.numbers().shortest(one.low())),
                          new Table.Cell(numerals.numbers().shortest(one.high()))))
              .toList());
    }
  }
}
