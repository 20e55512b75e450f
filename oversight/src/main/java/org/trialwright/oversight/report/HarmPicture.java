package org.trialwright.oversight.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.trialwright.analysis.Analysed;
import org.trialwright.analysis.Harm;
import org.trialwright.analysis.Result;
import org.trialwright.analysis.Value;
import org.trialwright.figures.About;
import org.trialwright.figures.AdverseEvent;
import org.trialwright.figures.Butterfly;
import org.trialwright.figures.DotPlot;
import org.trialwright.figures.Estimate;
import org.trialwright.figures.Figure;
import org.trialwright.figures.Share;
import org.trialwright.figures.Text;

/** Adverse events of two arms, the most frequent terms. */
final class HarmPicture {
  private static final int MOST_TERMS = 30;

  /** The place of grade 3 in a list of grades 1 to 5. */
  private static final int SEVERE = 2;

  private static final Text NEWCOMBE = new Text("95% CI (Newcombe)", "95% CI（Newcombe）");

  private HarmPicture() {}

  /** Empty unless there are two arms and grades 1 to 5. */
  static Optional<Figure> of(Names names, About about, Analysed one, Result.WorstGrades worst) {
    var groups = worst.rows().stream().map(Result.WorstOf::group).distinct().toList();
    var arms = names.arms().stream().filter(groups::contains).toList();
    if (arms.size() != 2
        || groups.size() != 2
        || !worst.grades().equals(List.of("1", "2", "3", "4", "5"))) {
      return Optional.empty();
    }
    var events =
        worst.rows().stream()
            .map(Result.WorstOf::term)
            .filter(term -> !term.equals(Value.Grades.ANY))
            .distinct()
            .map(term -> event(names, one, worst, arms, term))
            .flatMap(Optional::stream)
            .sorted(Comparator.comparingInt(HarmPicture::frequency).reversed())
            .limit(MOST_TERMS)
            .toList();
    return events.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Butterfly(about, names.group(arms.get(0)), names.group(arms.get(1)), events));
  }

  /** The difference of two arms by term, with its limits. */
  static Optional<Figure> of(Names names, About about, List<Harm> harms) {
    var first = harms.getFirst();
    if (harms.stream().anyMatch(one -> !one.group().equals(first.group()))) {
      return Optional.empty();
    }
    var events =
        harms.stream()
            .filter(one -> !one.term().equals(Value.Grades.ANY))
            .map(one -> event(names, one))
            .sorted(Comparator.comparingInt(HarmPicture::frequency).reversed())
            .limit(MOST_TERMS)
            .toList();
    return events.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new DotPlot(
                about,
                names.group(first.group()),
                names.group(first.reference()),
                events,
                NEWCOMBE));
  }

  private static AdverseEvent event(Names names, Harm harm) {
    var none = new Share(0, harm.n());
    return new AdverseEvent(
        names.term(harm.endpoint(), harm.term()),
        new Share(harm.events(), harm.n()),
        none,
        new Share(harm.eventsOfReference(), harm.ofReference()),
        new Share(0, harm.ofReference()),
        new Estimate(harm.difference(), harm.lower(), harm.upper()));
  }

  private static int frequency(AdverseEvent event) {
    return event.first().events() + event.second().events();
  }

  private static Optional<AdverseEvent> event(
      Names names, Analysed one, Result.WorstGrades worst, List<String> arms, String term) {
    var first = row(worst, arms.get(0), term);
    var second = row(worst, arms.get(1), term);
    return first.isEmpty() || second.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new AdverseEvent(
                names.term(one.endpoint(), term),
                share(first.get(), 0),
                share(first.get(), SEVERE),
                share(second.get(), 0),
                share(second.get(), SEVERE),
                Estimate.NONE));
  }

  private static Optional<Result.WorstOf> row(Result.WorstGrades worst, String arm, String term) {
    return worst.rows().stream()
        .filter(row -> row.group().equals(arm) && row.term().equals(term))
        .findFirst();
  }

  private static Share share(Result.WorstOf row, int from) {
    int events = 0;
    for (int grade = from; grade < row.worst().size(); grade++) {
      events += row.worst().get(grade);
    }
    return new Share(events, row.total());
  }
}
