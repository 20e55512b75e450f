package org.trialwright.bedside.verification;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.trialwright.bedside.Choice;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Site;
import org.trialwright.bedside.ToReview;
import org.trialwright.bedside.Voice;
import org.trialwright.pages.Link;
import org.trialwright.pages.Numbers;

/**
 * Which records are asked for: what the address says.
 *
 * @param form by name; empty for every form
 */
record ReviewFilter(String site, String form, State state) {

  /** How far a record is. */
  enum State {
    /** Never looked at, or changed since. */
    OPEN,
    NEVER,
    CHANGED,
    DONE;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    private boolean holds(ToReview one) {
      return this == ReviewFilter.state(one) || (this == OPEN && !one.done());
    }
  }

  static ReviewFilter of(Map<String, String> fields) {
    var asked = fields.getOrDefault("state", "");
    return new ReviewFilter(
        fields.getOrDefault("site", ""),
        fields.getOrDefault("form", ""),
        List.of(State.values()).stream()
            .filter(one -> one.code().equals(asked))
            .findFirst()
            .orElse(State.OPEN));
  }

  static State state(ToReview one) {
    return one.done() ? State.DONE : one.changed() ? State.CHANGED : State.NEVER;
  }

  boolean holds(ToReview one) {
    return (site.isEmpty() || Desk.siteOf(one.participant()).value().equals(site))
        && (form.isEmpty() || one.saved().form().equals(form))
        && state.holds(one);
  }

  String csv() {
    return "/verification.csv" + parameters();
  }

  private String parameters() {
    return Choice.parameters(
        Map.of("site", site, "form", form, "state", state == State.OPEN ? "" : state.code()));
  }

  private ReviewFilter site(String other) {
    return new ReviewFilter(other, form, state);
  }

  private ReviewFilter form(String other) {
    return new ReviewFilter(site, other, state);
  }

  private ReviewFilter state(State other) {
    return new ReviewFilter(site, form, other);
  }

  /** The ways to narrow the list, each with how many it leaves. */
  List<Choice> choices(List<ToReview> all, List<Site> sites, Voice voice) {
    var w = voice.words();
    var choices = new ArrayList<Choice>();
    if (all.isEmpty()) {
      return choices;
    }
    choices.add(
        new Choice(
            w.say("state"),
            List.of(
                link(w.say("to be looked at"), state(State.OPEN), all, voice),
                link(w.say("never looked at"), state(State.NEVER), all, voice),
                link(w.say("changed since"), state(State.CHANGED), all, voice),
                link(w.say("looked at"), state(State.DONE), all, voice))));
    if (sites.size() > 1) {
      var links = new ArrayList<Link>();
      links.add(link(w.say("all sites"), site(""), all, voice));
      sites.forEach(one -> links.add(link(one.name(), site(one.id().value()), all, voice)));
      choices.add(new Choice(w.say("site"), links));
    }
    var forms = new ArrayList<Link>();
    forms.add(link(w.say("any form"), form(""), all, voice));
    all.stream()
        .map(one -> one.saved().form())
        .distinct()
        .sorted()
        .forEach(name -> forms.add(link(voice.form(name), form(name), all, voice)));
    choices.add(new Choice(w.say("which form"), forms));
    return choices;
  }

  private Link link(String label, ReviewFilter to, List<ToReview> all, Voice voice) {
    long left = all.stream().filter(to::holds).count();
    var text = voice.words().say("label and count", label, Numbers.count(left));
    return new Link(text, equals(to) ? "" : "/verification" + to.parameters());
  }
}
