package org.trialwright.bedside.deviations;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.trialwright.bedside.Choice;
import org.trialwright.bedside.Deviating;
import org.trialwright.bedside.Site;
import org.trialwright.bedside.Voice;
import org.trialwright.journey.LoggedDeviation;
import org.trialwright.pages.Link;
import org.trialwright.pages.Numbers;

/**
 * Which deviations are asked for: what the address says.
 *
 * @param state {@code site} or {@code judgement} for who is waited for, {@code closed}, {@code
 *     all}; empty for all that are open
 * @param importance as the CSV file has it; empty for both
 */
record DeviationFilter(String site, String state, String category, String importance) {

  static DeviationFilter of(Map<String, String> fields) {
    return new DeviationFilter(
        fields.getOrDefault("site", ""),
        fields.getOrDefault("state", ""),
        fields.getOrDefault("category", ""),
        fields.getOrDefault("importance", ""));
  }

  boolean holds(Line line) {
    var one = line.one();
    return (site.isEmpty() || line.whose().site().value().equals(site))
        && stateHolds(one)
        && (category.isEmpty() || one.category().equals(category))
        && (importance.isEmpty()
            || (one.number() > 0 && importance.equals("important") == one.important()));
  }

  private boolean stateHolds(LoggedDeviation one) {
    return switch (state) {
      case "all" -> true;
      case "site" -> one.waitsForSite();
      case "judgement" -> one.state() == LoggedDeviation.State.WRITTEN;
      case "closed" -> one.state() == LoggedDeviation.State.CLOSED;
      default -> one.state() != LoggedDeviation.State.CLOSED;
    };
  }

  private DeviationFilter site(String other) {
    return new DeviationFilter(other, state, category, importance);
  }

  private DeviationFilter state(String other) {
    return new DeviationFilter(site, other, category, importance);
  }

  private DeviationFilter category(String other) {
    return new DeviationFilter(site, state, other, importance);
  }

  private DeviationFilter importance(String other) {
    return new DeviationFilter(site, state, category, other);
  }

  String csv() {
    return "/deviations.csv" + parameters();
  }

  private String parameters() {
    return Choice.parameters(
        Map.of("site", site, "state", state, "category", category, "importance", importance));
  }

  /** The ways to narrow the list, each with how many it leaves. */
  List<Choice> choices(List<Line> all, List<Site> sites, Voice voice) {
    var w = voice.words();
    var choices = new ArrayList<Choice>();
    if (sites.size() > 1) {
      var links = new ArrayList<Link>();
      links.add(link(w.say("all sites"), site(""), all, voice));
      sites.forEach(one -> links.add(link(one.name(), site(one.id().value()), all, voice)));
      choices.add(new Choice(w.say("site"), links));
    }
    choices.add(
        new Choice(
            w.say("state"),
            List.of(
                link(w.say("deviations open"), state(""), all, voice),
                link(w.say("waits for the site"), state("site"), all, voice),
                link(w.say("waits for judgement"), state("judgement"), all, voice),
                link(w.say("deviation is closed"), state("closed"), all, voice),
                link(w.say("deviations all"), state("all"), all, voice))));
    choices.add(
        new Choice(
            w.say("importance"),
            List.of(
                link(w.say("importance any"), importance(""), all, voice),
                link(voice.importance(true), importance("important"), all, voice),
                link(voice.importance(false), importance("minor"), all, voice))));
    var categories = new ArrayList<Link>();
    categories.add(link(w.say("category any"), category(""), all, voice));
    Deviating.CATEGORIES.stream()
        .filter(code -> all.stream().anyMatch(line -> line.one().category().equals(code)))
        .forEach(code -> categories.add(link(voice.category(code), category(code), all, voice)));
    choices.add(new Choice(w.say("category"), categories));
    return choices;
  }

  private Link link(String label, DeviationFilter to, List<Line> all, Voice voice) {
    long left = all.stream().filter(to::holds).count();
    return new Link(
        voice.words().say("label and count", label, Numbers.count(left)),
        equals(to) ? "" : "/deviations" + to.parameters());
  }
}
