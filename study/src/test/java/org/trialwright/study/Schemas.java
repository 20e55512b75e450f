package org.trialwright.study;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * JSON Schemas (draft 2020-12) of the files of a study, for completion and hover in editors. The
 * keys are those of the readers; phrases are checked by {@code check} only.
 */
final class Schemas {
  private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";

  /** What an editor shows beside a key; every key of a reader stands here, and no other. */
  static final Map<String, String> HOVER =
      Grammar.read(
          """
          study.study = The study's short name: letters, digits and hyphens.
          study.version = As its authors call it, such as 1 of 2026-01-15. A new text needs a new one once it is signed.
          study.target = How many: a number and randomised; where nobody is allocated, enrolled or treated. No allocation goes beyond it.
          study.record = The file of the public record, such as record.json.
          study.forms = The chapters, such as: screening treatment, each read from forms/CHAPTER.yaml; or the forms themselves.
          study.lists = Answers that several questions share: a | b, or a < b where they can be compared.
          study.who = 1. Who may join.
          study.how = 2. How they are allocated.
          study.what = 3. What they receive.
          study.when = 4. When they are seen.
          study.next = 5. Which way they go next.
          study.measure = 6. What is measured.
          study.settings = Values that may be changed before the first participant, without a new version.
          who.sex = all, female or male.
          who.age = Completed years: 18..75 y on FORM.QUESTION.
          who.include = Registered sentences, verbatim. All must hold.
          who.exclude = Registered sentences, verbatim. None may hold.
          who.rules = Under a sentence's name: the condition. For exclude it says that the reason to exclude is present.
          who.fresh = How recent answers must be at allocation: 14 d: FORM, FORM.
          how.arms = name: share, kind, label. Kinds: experimental, active comparator, placebo comparator, no treatment.
          how.allocate = permuted blocks within site, FORM.QUESTION; minimisation on … by range, favoured with 0.80; cohorts of 3 from ARM, counted by ENDPOINT; sites; or none.
          how.cohort = What follows from the numbers of a dose escalation.
          how.instead = Another allocation that was weighed; it is read and not used.
          how.masking = Who does not know the arm; none when everybody does.
          how.unblind = Who may learn the arm: investigator in an emergency, recorded in FORM.
          how.kits = Packs that look alike: numbered, recorded in FORM.QUESTION.
          how.periods = A cross-over: ARM gives DRUG, DRUG; ARM gives DRUG, DRUG; each 28 d; washout 14 d.
          how.before = A sentence the site reads: a condition that must hold in the same transaction as the draw.
          cohort.up = After which numbers the next level is treated: 0 of 3, 0..1 of 6.
          cohort.again = After which numbers another cohort is treated at the same level: 1 of 3.
          cohort.keep = After which numbers the recommended level is kept while it is expanded: 0..2 of 9.
          cohort.down = After which numbers the level is left for the one below: 2..3 of 3, 2..6 of 6.
          cohort.recommended = With how many a level is recommended: with 6.
          cohort.expanded = How many are treated at the recommended level: to 12.
          what.order = In which order drugs are given on a shared day.
          what.work out = What is worked out before a dose, such as BSA: mosteller(exam.height, exam.weight).
          what.modify = When a dose is changed. In a group the first line that holds; over all groups the strictest.
          drug.give = How much: 200 mg IV over 30 min; 50 mg/m2 x BSA IV; AUC 2 by GFR IV; 23 fractions of 1.8 Gy.
          drug.on = On which days: day 1 8 15; every 21 d, at most 6 times; day 1 of its period; or workdays from day 1.
          drug.in = In which arms; all when it is not said.
          drug.apart = The least time between two doses: 6 d.
          drug.not after = The last day on which a late dose is still given: day 29.
          drug.round = to nearest 5 mg; a finer step where that is too far off.
          drug.levels = Full and reduced doses: 50 40 30 then stop.
          drug.missed = What happens to a missed dose: lost, or added at the end.
          drug.twice a day = When a second fraction on one day is allowed.
          when.dates = Named dates, such as start: first dose.day.
          when.visits = When each visit is held: start + 3 6 mo ± 14 d; while PLACE; in ARM; if CONDITION; unless VISIT within 28 d.
          when.do = Which forms are filled in at each visit, and under any time whenever something happens.
          when.clocks = Deadlines: ae.aware-at + 24 h until ae.sent-at known; warn at 18 h.
          when.missed = How long after its window a visit is proposed as missed.
          next.begin = Where everybody begins.
          next.anywhere = Ways on from every place.
          next.beside = Tracks that run beside this path, each with begin, places and end of its own.
          next.end = Places that nothing leaves.
          next.claims = What must be true of these ways: PLACE: only in ARM; only after PLACE; never to PLACE.
          measure.sets = Who is analysed: a condition for each set; the first is the one that counts.
          measure.events = Named dates that endpoints use.
          measure.tests = Planned tests between arms.
          measure.looks = Looks before the end, with their boundary.
          measure.end = At which events an event-driven study ends: at 150 events of ENDPOINT.
          measure.size = The sample size.
          measure.despite = What happens on the way, and how each endpoint treats it.
          measure.subgroups = Parts in which the endpoints are looked at as well.
          form.title = What people read over the form.
          form.repeats = yes where several records belong to one occasion.
          form.asked-if = The condition under which the form is filled in.
          form.answered-by = The role that fills it in, when it is not the site.
          form.checks = A sentence: a condition that must hold, else a query is opened.
          form.advise = A sentence that is shown while its condition holds.
          form.deviations = A sentence: a condition, else a protocol deviation is logged.
          case.about = What the case shows.
          case.like = The name of a case above, whose facts it begins with.
          case.settings = Settings that differ: NAME is VALUE.
          case.closed = Days on which the site does not work.
          case.facts = A day and a form, with the answers: 2026-01-20 exam: ecog 1, weight 70 kg.
          case.expect = What must come out, each behind '- '.
          difference.field = On what the sources differ.
          difference.values = What each source says.
          difference.chosen = What the study follows.
          difference.reason = Why.
          scenario.scenario = What kind of world this is, in a sentence.
          scenario.people = Who comes, how many and when; states and classes that they bring.
          scenario.nature = What nature decides: NAME: chance 0.95; NAME: a 0.3, b; or a date with its lines.
          scenario.answers = FORM.QUESTION: what it is answered; FORM.q* speaks of all whose names begin so.
          scenario.events = Forms that are filled in when something happens.
          scenario.visits = VISIT: misses 0.02, after 3..9 d, if CONDITION; every speaks of visits without a line.
          scenario.variants = NAME: sections whose lines take the place of lines of the same name.
          scenario.expect = What should come out: OS of ARM: 0.711 at 36 mo.
          people.runs = First day, and how long it is played: 2024-05-06 for 57 mo.
          people.sites = 6 in Asia/Shanghai.
          people.accrual = Newcomers a month over all sites: 0 to 20 per mo over 6 mo then 20 per mo.
          people.age = Completed years on coming: 63 sd 8 within 41..75.
          timed.chance = Whether it happens at all: 0.04 if CONDITION; 0.03.
          timed.if = The condition under which it happens.
          timed.hazard = Rates: 0.02 to 24 mo then 0.005 per mo.
          timed.after = A waiting time: Weibull shape 1.4 scale 30 mo; log-normal median 24 mo spread 0.8.
          timed.within = Any day between, all alike: 0.5..3 mo.
          timed.on = At once, on a date: relapse + 30 d.
          timed.from = The date from which its clock runs.
          timed.until = The date from which it can no longer happen.
          event.form = The form that is filled in; the event's own name when it is not said.
          event.on = The day on which it happens.
          event.at = Only on the day of such a visit: VISIT, VISIT.
          event.if = The condition under which it happens.
          event.again = yes where it may happen more than once.
          event.says = What the questions of the form are answered.
          words.language = en, or zh-CN.
          words.status = How far the translation has come, such as machine-translated, not yet reviewed.
          words.study = title, note; settings.NAME.
          words.forms = FORM.title, FORM.QUESTION, and what its checks say.
          words.help = FORM.QUESTION: what helps to answer it.
          words.codes = FORM.QUESTION.ANSWER: the answer in words.
          words.lists = LIST.ANSWER: the answer in words.
          words.places = PLACE: its name.
          words.visits = VISIT: its name.
          words.arms = ARM: its name.
          words.drugs = DRUG: its name.
          words.record = Words of the public record.
          words.who = Sentences; name, question and change of a criterion; ask and hint of what people are asked at home.
          words.how = What the site reads before it allocates: before.SENTENCE.
          words.what = Names of steps; reasons of modifications: modify.GROUP.REASON.
          words.when = Names of dates and clocks.
          words.next = Names of tracks: beside.TRACK.
          words.measure = Names of sets, events and endpoints.
          words.settings = NAME: the setting in words.
          words.differences = NAME.field, NAME.values, NAME.chosen, NAME.reason: what is said of a difference between sources.
          """);

  /** The keys of each closed block, from its reader. */
  static Map<String, Collection<String>> closed() {
    var head = new TreeSet<>(StudyReader.HEAD);
    head.addAll(StudyReader.BLOCKS);
    head.add("settings");
    Map<String, Collection<String>> closed = new TreeMap<>();
    closed.put("study", head);
    closed.put("who", WhoReader.KEYS);
    closed.put("how", HowReader.KEYS);
    closed.put("cohort", EscalationReader.KEYS);
    closed.put("drug", WhatReader.DRUG_KEYS);
    closed.put("when", WhenReader.KEYS);
    closed.put("case", CaseReader.KEYS);
    closed.put("scenario", ScenarioReader.SECTIONS);
    closed.put("timed", ScenarioReader.TIMED);
    closed.put("event", ScenarioReader.HAPPENING);
    var words = new TreeSet<>(StudyReader.BLOCKS);
    words.addAll(WordsProof.HEAD);
    words.addAll(WordsProof.SECTIONS);
    words.addAll(List.of("settings", "differences"));
    closed.put("words", words);
    return closed;
  }

  /** The keys of blocks in which authors add names of their own. */
  static Map<String, Collection<String>> open() {
    return Map.of(
        "what", List.of("order", "work out", "modify"),
        "next", NextReader.OWN_KEYS,
        "measure", MeasureReader.OWN_KEYS,
        "form", FormReader.FORM_KEYS,
        "people", ScenarioReader.SETTING,
        "difference", List.of("field", "values", "chosen", "reason"));
  }

  private static final Map<String, Object> LINE =
      Map.of("type", List.of("string", "number", "boolean"));
  private static final Map<String, Object> LINES =
      Map.of("type", "object", "additionalProperties", ref("line"));

  private Schemas() {}

  private static Map<String, Object> ref(String name) {
    return Map.of("$ref", "#/$defs/" + name);
  }

  private static Map<String, Object> either(String one, String other) {
    return Map.of("anyOf", List.of(ref(one), ref(other)));
  }

  private static Map<String, Object> mapOf(Map<String, Object> values) {
    return new TreeMap<>(Map.of("type", "object", "additionalProperties", values));
  }

  /** By file name. */
  static Map<String, String> files() {
    var files = new TreeMap<String, String>();
    files.put("study.json", file("The study file of Trialwright", "study"));
    files.put("forms.json", file("A chapter of forms", "forms"));
    files.put("sources.json", file("Where each value comes from", "sources"));
    files.put("differences.json", file("Where sources differ", "differences"));
    files.put("cases.json", file("Worked cases", "cases"));
    files.put("scenario.json", file("What nature and people do in a rehearsal", "scenario"));
    files.put("words.json", file("A study in the words of one language", "words"));
    return files;
  }

  private static String file(String title, String root) {
    var schema = new LinkedHashMap<String, Object>();
    schema.put("$schema", DRAFT);
    schema.put("title", title);
    schema.put("$ref", "#/$defs/" + root);
    schema.put("$defs", definitions());
    return json(schema, "") + "\n";
  }

  static Map<String, Object> definitions() {
    var all = new TreeMap<String, Object>();
    all.put("line", LINE);
    all.put("lines", LINES);
    all.put("list", Map.of("type", "array", "items", ref("line")));
    all.put("grouped", mapOf(either("line", "lines")));
    all.put(
        "study",
        block(
            "study",
            Map.of(
                "lists", ref("lines"),
                "settings", ref("lines"),
                "forms", either("line", "forms"),
                "who", ref("who"),
                "how", ref("how"),
                "what", ref("what"),
                "when", ref("when"),
                "next", ref("next"),
                "measure", ref("measure")),
            List.of("study", "version", "target", "forms", "who", "how", "when", "next", "measure"),
            false));
    all.put(
        "who",
        block(
            "who",
            Map.of(
                "include", ref("lines"),
                "exclude", ref("lines"),
                "rules", ref("grouped"),
                "fresh", ref("lines")),
            List.of(),
            false));
    all.put(
        "how",
        block(
            "how",
            Map.of("arms", ref("lines"), "before", ref("lines"), "cohort", ref("cohort")),
            List.of("allocate"),
            false));
    all.put("cohort", block("cohort", Map.of(), List.of("down", "recommended"), false));
    var what =
        block(
            "what",
            Map.of("work out", ref("lines"), "modify", ref("grouped")),
            List.of(),
            either("line", "drug"));
    what.put("patternProperties", Map.of(" by grade of ", ref("lines")));
    all.put("what", what);
    all.put("drug", block("drug", Map.of(), List.of("give", "on"), false));
    all.put(
        "when",
        block(
            "when",
            Map.of(
                "dates", ref("lines"),
                "visits", ref("lines"),
                "do", ref("lines"),
                "clocks", ref("lines")),
            List.of(),
            false));
    all.put(
        "next",
        block(
            "next",
            Map.of("anywhere", ref("lines"), "claims", ref("lines"), "beside", mapOf(ref("next"))),
            List.of("begin", "end"),
            ref("lines")));
    var measured = new TreeMap<String, Object>();
    MeasureReader.OWN_KEYS.forEach(key -> measured.put(key, either("line", "lines")));
    all.put("measure", block("measure", measured, List.of(), ref("line")));
    all.put("forms", mapOf(ref("form")));
    all.put(
        "form",
        block(
            "form",
            Map.of("checks", ref("lines"), "advise", ref("lines"), "deviations", ref("lines")),
            List.of(),
            Map.of(
                "anyOf", List.of(Map.of("type", "string", "pattern", "\\[.*\\]"), ref("lines")))));
    all.put(
        "sources",
        mapOf(
            Map.of(
                "type",
                "string",
                "pattern",
                "^(" + String.join("|", StudyReader.STATUSES) + ")\\s*(;|$)")));
    all.put("differences", mapOf(ref("difference")));
    all.put(
        "difference",
        block(
            "difference",
            Map.of("values", ref("lines")),
            List.of("field", "values", "chosen", "reason"),
            ref("line")));
    all.put(
        "scenario",
        block(
            "scenario",
            Map.of(
                "people", ref("people"),
                "nature", mapOf(either("line", "timed")),
                "answers", ref("lines"),
                "events", mapOf(ref("event")),
                "visits", ref("lines"),
                "variants", mapOf(ref("scenario")),
                "expect", ref("lines")),
            List.of(),
            false));
    all.put("people", block("people", Map.of(), List.of(), either("line", "timed")));
    all.put("timed", block("timed", Map.of(), List.of(), false));
    all.put("event", block("event", Map.of("says", ref("lines")), List.of(), false));
    all.put("word", Map.of("anyOf", List.of(ref("line"), mapOf(ref("word")))));
    var sections = new TreeMap<String, Object>();
    closed().getOrDefault("words", List.of()).stream()
        .filter(key -> !WordsProof.HEAD.contains(key))
        .forEach(key -> sections.put(key, mapOf(ref("word"))));
    all.put("words", block("words", sections, List.of("language"), false));
    all.put("cases", mapOf(ref("case")));
    all.put(
        "case",
        block(
            "case",
            Map.of("facts", mapOf(either("line", "list")), "expect", ref("list")),
            List.of(),
            false));
    return all;
  }

  private static Map<String, Object> block(
      String name, Map<String, Object> shapes, List<String> required, Object others) {
    var keys = new TreeSet<>(closed().getOrDefault(name, List.of()));
    keys.addAll(open().getOrDefault(name, List.of()));
    var properties = new TreeMap<String, Object>();
    for (var key : keys) {
      var shape = new TreeMap<String, Object>();
      shape.put("description", HOVER.getOrDefault(name + "." + key, ""));
      properties.put(key, shape);
      if (shapes.get(key) instanceof Map<?, ?> known) {
        known.forEach((word, value) -> shape.put(String.valueOf(word), value));
      } else {
        shape.putAll(ref("line"));
      }
    }
    var block = new TreeMap<String, Object>();
    block.put("type", "object");
    block.put("properties", properties);
    block.put("additionalProperties", others);
    if (!required.isEmpty()) {
      block.put("required", required);
    }
    return block;
  }

  // ---- as JSON

  private static String json(Object value, String indent) {
    var deeper = indent + "  ";
    return switch (value) {
      case Map<?, ?> map -> {
        var sorted = map instanceof LinkedHashMap ? map : new TreeMap<>(map);
        var lines =
            sorted.entrySet().stream()
                .map(
                    entry ->
                        deeper
                            + quoted(String.valueOf(entry.getKey()))
                            + ": "
                            + json(entry.getValue(), deeper))
                .toList();
        yield lines.isEmpty() ? "{}" : "{\n" + String.join(",\n", lines) + "\n" + indent + "}";
      }
      case Collection<?> list ->
          "[" + String.join(", ", list.stream().map(one -> json(one, deeper)).toList()) + "]";
      case Boolean truth -> truth.toString();
      default -> quoted(value.toString());
    };
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
