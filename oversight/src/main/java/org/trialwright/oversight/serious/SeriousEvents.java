package org.trialwright.oversight.serious;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.trialwright.analysis.Folding;
import org.trialwright.analysis.SponsorReport;
import org.trialwright.journal.Access;
import org.trialwright.journal.AccessLog;
import org.trialwright.journey.Author;
import org.trialwright.journey.RunningClock;
import org.trialwright.oversight.Folded;
import org.trialwright.oversight.Overseen;
import org.trialwright.pages.Grant;
import org.trialwright.pages.SignedIn;
import org.trialwright.study.Form;
import org.trialwright.study.Item;

/** The reports of serious events at the sites that somebody may read them of. */
@Component
public final class SeriousEvents {
  /** Of the page, and beneath {@code /api} of what programs read. */
  public static final String ROUTE = "/safety/events";

  static final String FILE = ROUTE + ".csv";

  private final Overseen overseen;
  private final AccessLog log;
  private final Folded<List<SponsorReport>> folded;

  SeriousEvents(Overseen overseen, AccessLog log) {
    this.overseen = overseen;
    this.log = log;
    this.folded = new Folded<>(overseen, Folding::sponsorReports);
  }

  /** What may be told of an event's form. */
  record Told(Form form, List<Item> items) {
    Told {
      items = List.copyOf(items);
    }
  }

  /** The forms of the study, each with the questions that are told. */
  List<Told> told() {
    var folding = folded.now().folding();
    return Folding.sponsorForms(overseen.study()).stream()
        .map(form -> new Told(form, folding.told(form)))
        .toList();
  }

  /** Those of which a report is due soonest first, then by participant. */
  public List<SponsorReport> of(SignedIn person) {
    return folded.now().all().stream()
        .flatMap(List::stream)
        .filter(one -> person.grantFor("GET", ROUTE, one.site()).isPresent())
        .sorted(
            Comparator.comparing(SeriousEvents::due)
                .thenComparing(one -> one.participant().value())
                .thenComparing(one -> one.form().name())
                .thenComparing(SponsorReport::ordinal))
        .toList();
  }

  private static Instant due(SponsorReport one) {
    return one.clocks().stream()
        .map(RunningClock::due)
        .min(Comparator.naturalOrder())
        .orElse(Instant.MAX);
  }

  Instant now() {
    return overseen.clock().instant();
  }

  /** Their file; that it was taken out is an entry of the access log. */
  String file(SignedIn person) {
    var by = person.grantFor("GET", FILE).map(Grant::role).orElseThrow();
    var author = new Author(person.account(), person.name(), by.code(), Optional.empty());
    log.append(new Access(now(), Access.Kind.EXPORTED, author, "", name()));
    return SeriousLines.file(told(), of(person));
  }

  String name() {
    return (overseen.rehearsal() ? "rehearsal-" : "") + "serious-events.csv";
  }
}
