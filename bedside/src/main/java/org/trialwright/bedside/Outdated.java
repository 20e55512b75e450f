package org.trialwright.bedside;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.trialwright.journey.Journey.Freshness;
import org.trialwright.pages.Link;
import org.trialwright.pages.Sign;
import org.trialwright.pages.Verdict;
import org.trialwright.quantities.Truth;

/** What is missing, or older than its window, and must be done before an arm is drawn. */
public final class Outdated {
  private Outdated() {}

  static List<Freshness> of(List<Freshness> all) {
    return all.stream().filter(one -> one.holds() != Truth.YES).toList();
  }

  /** A line for each form that stands in the way, or one that says that none does. */
  public static List<Verdict.Criterion> lines(Chart chart, List<Freshness> all) {
    var sentence = chart.words().say("nothing is older than its window");
    if (!all.isEmpty() && of(all).isEmpty()) {
      return List.of(
          new Verdict.Criterion(Sign.MET, sentence, firstToRunOut(chart, all), "", "", Link.NONE));
    }
    return of(all).stream()
        .map(
            one ->
                new Verdict.Criterion(
                    one.holds() == Truth.NO ? Sign.NOT_MET : Sign.UNKNOWN,
                    sentence,
                    said(chart, one),
                    chart.assumed("who.fresh." + one.most() + " d"),
                    "",
                    new Link(
                        chart
                            .words()
                            .say("answer the form", chart.speaker().form(one.form()).text()),
                        chart.address(one.form(), 0))))
        .toList();
  }

  /** The form whose window closes first. */
  public static String firstToRunOut(Chart chart, List<Freshness> all) {
    return all.stream()
        .filter(one -> one.age().isPresent())
        .min(Comparator.comparingLong(one -> one.most() - one.age().orElseThrow()))
        .map(one -> said(chart, one))
        .orElse("");
  }

  private static String said(Chart chart, Freshness one) {
    var words = chart.words();
    var title = chart.speaker().form(one.form()).text();
    var day =
        Optional.of(one)
            .flatMap(Freshness::newest)
            .map(record -> chart.dates().day(record.occurred().toString()));
    if (one.holds() == Truth.UNKNOWN) {
      return words.say("whether it is asked is not known", title);
    }
    return day.isEmpty()
        ? words.say("form is missing", title, one.most())
        : words.say("form is so old", title, day.get(), one.age().orElseThrow(), one.most());
  }
}
