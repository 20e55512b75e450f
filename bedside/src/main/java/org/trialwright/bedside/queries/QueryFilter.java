package org.trialwright.bedside.queries;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.trialwright.bedside.Choice;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Site;
import org.trialwright.bedside.Voice;
import org.trialwright.pages.Link;
import org.trialwright.pages.Numbers;

/**
 * Which open queries are asked for: what the address says.
 *
 * @param question such as {@code exam.weight}
 * @param days the least age; 0 for any
 * @param waits {@code site}, {@code closing}, or empty for both
 */
record QueryFilter(String site, String question, int days, String waits) {
  private static final List<Integer> AGES = List.of(0, 7, 30);

  static QueryFilter of(Map<String, String> fields) {
    var days = fields.getOrDefault("days", "");
    return new QueryFilter(
        fields.getOrDefault("site", ""),
        fields.getOrDefault("question", ""),
        days.matches("\\d{1,4}") ? Integer.parseInt(days) : 0,
        fields.getOrDefault("waits", ""));
  }

  boolean holds(OpenQuery one) {
    return (site.isEmpty() || Desk.siteOf(one.participant()).value().equals(site))
        && (question.isEmpty() || one.question().equals(question))
        && one.age() >= days
        && (waits.isEmpty() || waits.equals("site") == one.waitsForSite());
  }

  private QueryFilter site(String other) {
    return new QueryFilter(other, question, days, waits);
  }

  private QueryFilter question(String other) {
    return new QueryFilter(site, other, days, waits);
  }

  private QueryFilter days(int other) {
    return new QueryFilter(site, question, other, waits);
  }

  private QueryFilter waits(String other) {
    return new QueryFilter(site, question, days, other);
  }

  String csv() {
    return "/queries.csv" + parameters();
  }

  private String parameters() {
    return Choice.parameters(
        Map.of(
            "site",
            site,
            "question",
            question,
            "days",
            days > 0 ? String.valueOf(days) : "",
            "waits",
            waits));
  }

  /** The ways to narrow the list, each with how many it leaves. */
  List<Choice> choices(List<OpenQuery> all, List<Site> sites, Voice voice) {
    var w = voice.words();
    var choices = new ArrayList<Choice>();
    if (all.isEmpty()) {
      return choices;
    }
    if (sites.size() > 1) {
      var links = new ArrayList<Link>();
      links.add(link(w.say("all sites"), site(""), all, voice));
      sites.forEach(one -> links.add(link(one.name(), site(one.id().value()), all, voice)));
      choices.add(new Choice(w.say("site"), links));
    }
    choices.add(
        new Choice(
            w.say("waits for whom"),
            List.of(
                link(w.say("anybody"), waits(""), all, voice),
                link(w.say("the site"), waits("site"), all, voice),
                link(w.say("whoever closes it"), waits("closing"), all, voice))));
    choices.add(
        new Choice(
            w.say("open for how long"),
            AGES.stream()
                .map(
                    least ->
                        link(
                            least == 0 ? w.say("any age") : w.say("n days or more", least),
                            days(least),
                            all,
                            voice))
                .toList()));
    var questions = new ArrayList<Link>();
    questions.add(link(w.say("any question"), question(""), all, voice));
    all.stream()
        .collect(Collectors.groupingBy(OpenQuery::question, TreeMap::new, Collectors.toList()))
        .forEach(
            (name, of) -> {
              var about = of.getFirst().query().query();
              var form = voice.form(about.form());
              var label =
                  about.item().isEmpty()
                      ? form
                      : w.say("form, question", form, voice.question(about.form(), about.item()));
              questions.add(link(label, question(name), all, voice));
            });
    choices.add(new Choice(w.say("question asked about"), questions));
    return choices;
  }

  private Link link(String label, QueryFilter to, List<OpenQuery> all, Voice voice) {
    long left = all.stream().filter(to::holds).count();
    var text = voice.words().say("label and count", label, Numbers.count(left));
    return new Link(text, equals(to) ? "" : "/queries" + to.parameters());
  }
}
