package org.trialwright.bedside.form;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Review;
import org.trialwright.journey.Event;
import org.trialwright.journey.Record;
import org.trialwright.pages.Badge;
import org.trialwright.pages.State;

/**
 * What was said of a record by whoever compared it with its source or reviewed it, and the act by
 * which this person says so.
 *
 * @param said each with whether it still holds
 * @param heading of the act; empty when there is none to offer
 * @param means what the act says
 * @param questions that it covers; none for the whole record
 * @param seen the newest save of the record
 * @param works whether this person looks at records, so that the list of them is theirs
 * @param newer whether it was sent for answers that were not the newest any more
 */
public record Comparing(
    List<Said> said,
    String heading,
    String means,
    List<String> questions,
    String action,
    String key,
    long seen,
    boolean works,
    boolean newer) {
  public Comparing {
    said = List.copyOf(said);
    questions = List.copyOf(questions);
  }

  /** One sentence, with a badge. */
  public record Said(String text, Badge state) {}

  static Comparing of(Chart chart, Record record, boolean newer) {
    var words = chart.words();
    var kind = ReviewPage.kind(chart);
    var open =
        kind.filter(_ -> chart.holds().lock().isEmpty())
            .flatMap(
                each ->
                    Desk.toReview(
                            chart.participant(), chart.facts(), each, chart.desk().reviewPlan())
                        .stream()
                        .filter(one -> ReviewPage.isOf(one, record))
                        .findFirst())
            .filter(one -> !one.done());
    boolean source = kind.filter(Event.Reviewed.SOURCE::equals).isPresent();
    return new Comparing(
        all(chart, record),
        open.isEmpty()
            ? ""
            : source ? words.say("say it was compared") : words.say("say it was reviewed"),
        source ? words.say("comparing means") : words.say("reviewing means"),
        open.stream()
            .flatMap(one -> one.items().stream())
            .map(name -> chart.voice().question(record.form().name(), name))
            .toList(),
        chart.address(record.form(), record.ordinal()) + "/review",
        Chart.newKey(),
        record.facts().getLast().sequence(),
        kind.isPresent(),
        newer);
  }

  /** What was said last of each kind. */
  static List<Said> all(Chart chart, Record record) {
    var said = new ArrayList<Said>();
    for (var kind : List.of(Event.Reviewed.SOURCE, Event.Reviewed.DATA)) {
      newest(chart, record, kind).ifPresent(one -> said.add(said(chart, one)));
    }
    return said;
  }

  /** As far as it goes: of the whole record, or else of the questions it was about. */
  private static Optional<Review> newest(Chart chart, Record record, String kind) {
    return chart.facts().stream()
        .filter(
            fact ->
                fact.event() instanceof Event.Reviewed one
                    && one.kind().equals(kind)
                    && one.form().equals(record.form().name())
                    && one.ordinal() == record.ordinal())
        .reduce((_, later) -> later)
        .flatMap(
            fact ->
                Review.newest(
                    chart.facts(),
                    kind,
                    record.form().name(),
                    record.ordinal(),
                    ((Event.Reviewed) fact.event()).items()));
  }

  private static Said said(Chart chart, Review one) {
    var words = chart.words();
    return new Said(
        chart.voice().review(one),
        one.holds()
            ? new Badge(State.DONE, words.say("holds"))
            : new Badge(State.CARE, words.say("changed since")));
  }
}
