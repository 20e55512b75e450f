package org.trialwright.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The whole protocol in plain words, as Markdown: six sections, then forms and settings. */
final class SpeakerProtocol {
  /**
   * What the protocol says at one line of the study; lines of one path follow each other.
   *
   * @param path of the line, such as {@code when.visits.weekly}
   * @param about what the text speaks of where it does not say so itself, else empty
   */
  record Saying(String path, String about, String text) {}

  /** Stands in paths for every place. */
  static final String ANYWHERE = "anywhere";

  static final List<String> PLAN = List.of("tests", "looks", "end", "size", "despite", "subgroups");

  private final Study study;
  private final SpeakerLabels labels;
  private final SpeakerValues values;
  private final SpeakerClauses clauses;
  private final SpeakerPlans plans;
  private final Grammar grammar;
  private final StringBuilder page = new StringBuilder();
  private final List<Saying> sayings = new ArrayList<>();
  private String about = "";

  SpeakerProtocol(
      Study study,
      SpeakerLabels labels,
      SpeakerValues values,
      SpeakerClauses clauses,
      SpeakerPlans plans) {
    this.study = study;
    this.labels = labels;
    this.values = values;
    this.clauses = clauses;
    this.plans = plans;
    this.grammar = labels.grammar;
  }

  String write(int gaps) {
    page.append("# ").append(grammar.say("title", study.name())).append("\n\n");
    said(target(), "target");
    paragraph(version());
    labels.written("study.note").ifPresent(note -> paragraph("**" + note + "**"));
    if (labels.notReviewed()) {
      paragraph(grammar.say("not reviewed"));
    }
    paragraph(grammar.say("reading"));
    paragraph(grammar.say("marks"));
    if (gaps > 0) {
      paragraph(grammar.say("gaps", gaps));
    }
    who();
    how();
    if (!study.what().drugs().isEmpty()) {
      what();
    }
    when();
    next();
    measure();
    forms();
    settings();
    differences();
    return page.toString().stripTrailing() + "\n";
  }

  String version() {
    return grammar.say(
        "version",
        labels.english(study.version()),
        study.seal().substring(0, Math.min(8, study.seal().length())),
        target());
  }

  private String target() {
    return labels.text(List.of("study.target"), study::target);
  }

  /** Everything said, line by line. */
  List<Saying> sayings() {
    write(0);
    return List.copyOf(sayings);
  }

  /** Keeps what is said under its path. */
  private String said(String text, String path) {
    sayings.add(new Saying(path, about, grammar.capital(text)));
    return text;
  }

  private void section(String key) {
    about = "";
    page.append("\n## ").append(grammar.say(key)).append("\n\n");
  }

  private void heading(String key) {
    about = "";
    page.append("\n### ").append(grammar.say(key)).append("\n\n");
  }

  private void paragraph(String text) {
    page.append(text).append("\n\n");
  }

  private void line(String text) {
    page.append("- ").append(grammar.capital(text)).append("\n");
  }

  private void under(String text) {
    page.append("  - ").append(grammar.capital(text)).append("\n");
  }

  private String sentence(String text) {
    return grammar.say("full stop", grammar.capital(text));
  }

  /** The badge of a line that is neither in the public record nor confirmed. */
  private String marked(String text, String path) {
    return badged(said(text, path), path);
  }

  private String badged(String text, String path) {
    var badges = new StringBuilder();
    for (var source : study.sources()) {
      if (source.path().equals(path)) {
        badge(source).ifPresent(badge -> badges.append(' ').append(badge));
      }
    }
    return text + badges;
  }

  private Optional<String> badge(Source source) {
    var key =
        switch (source.status()) {
          case ASSUMED -> "assumed";
          case PUBLISHED -> "published";
          case RECORD, CONFIRMED -> "";
        };
    if (key.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        source.clause().isEmpty()
            ? grammar.say(key)
            : grammar.say(key + " clause", labels.english(source.clause())));
  }

  private void who() {
    section("section who");
    paragraph("**" + grammar.say("must include") + "**");
    criteria(Who.Kind.INCLUDE);
    page.append("\n");
    paragraph("**" + grammar.say("must exclude") + "**");
    criteria(Who.Kind.EXCLUDE);
    if (!study.who().fresh().isEmpty()) {
      heading("fresh");
      fresh();
    }
  }

  private void criteria(Who.Kind kind) {
    var sentence = "";
    for (var criterion : study.who().criteria()) {
      if (criterion.kind() != kind) {
        continue;
      }
      if (!criterion.sentenceName().equals(sentence)) {
        sentence = criterion.sentenceName();
        about = "";
        if (builtIn(criterion) && labels.written("who." + sentence).isEmpty()) {
          line(marked(sentence(criterion), "who." + sentence));
          continue;
        }
        line(said(sentence(criterion), sentencePath(criterion)));
        about = sentence(criterion);
        labels
            .written("who.question." + sentence)
            .ifPresent(asked -> under(grammar.say("value", grammar.say("asked as"), asked)));
      }
      for (var rule : criterion.rules()) {
        if (!(rule.condition() instanceof Condition.Otherwise)) {
          under(
              marked(
                  grammar.say("value", grammar.say("rule"), clauses.condition(rule.condition())),
                  (builtIn(criterion) ? "who." : "who.rules.") + rule.name()));
        }
      }
    }
  }

  /** The registered sentence; age and sex are said from their rule where nobody wrote one. */
  String sentence(Who.Criterion criterion) {
    var rule = criterion.rules().getFirst().condition();
    if (builtIn(criterion)) {
      return labels
          .written("who." + criterion.name())
          .orElseGet(
              () ->
                  rule instanceof Condition.Otherwise
                      ? grammar.say("sex all")
                      : grammar.capital(clauses.condition(rule)));
    }
    return labels.text(List.of(sentencePath(criterion)), criterion::sentence);
  }

  static String sentencePath(Who.Criterion criterion) {
    var group = criterion.kind() == Who.Kind.INCLUDE ? "include" : "exclude";
    return "who." + group + "." + criterion.sentenceName();
  }

  /** Age and sex stand in the study as a rule without a sentence. */
  static boolean builtIn(Who.Criterion criterion) {
    return criterion.kind() == Who.Kind.INCLUDE
        && (criterion.name().equals("age") || criterion.name().equals("sex"));
  }

  private void fresh() {
    Map<Double, List<Form>> byDays = new TreeMap<>();
    study.forms().values().stream()
        .filter(study.who().fresh()::containsKey)
        .forEach(
            form ->
                byDays
                    .computeIfAbsent(
                        study.who().fresh().getOrDefault(form, 0.0), _ -> new ArrayList<>())
                    .add(form));
    byDays.forEach(
        (days, forms) -> {
          var time = values.time(days, "d");
          line(
              badged(
                  grammar.say("fresh line", time, titles(forms)),
                  "who.fresh." + SpeakerValues.number(days) + " d"));
          about = grammar.say("fresh");
          forms.forEach(
              form ->
                  said(
                      grammar.say("fresh line", time, titles(List.of(form))),
                      "who.fresh." + form.name()));
        });
  }

  private String titles(List<Form> forms) {
    return grammar.listed(
        forms.stream()
            .map(labels::form)
            .map(
                title ->
                    labels.whole(title).equals(grammar.inner(title)) ? title : labels.whole(title))
            .toList(),
        true);
  }

  private void how() {
    section("section how");
    var how = study.how();
    for (var arm : how.arms()) {
      line(
          marked(
              grammar.say("arm line", labels.arm(arm.name()), arm.share(), grammar.say(arm.kind())),
              "how.arms." + arm.name()));
    }
    line(
        marked(
            grammar.say("value", grammar.say("allocation"), plans.allocation(how.allocation())),
            "how.allocate"));
    if (how.allocation() instanceof How.Cohorts(var rule)) {
      for (var part : plans.escalation(rule)) {
        under(marked(part.text(), "how.cohort." + part.key()));
      }
      under(grammar.say("cohort waits"));
    }
    line(
        marked(
            labels.written("how.masking").orElseGet(() -> masking(how.masking())), "how.masking"));
    how.unblind()
        .ifPresent(
            unblind ->
                line(
                    marked(
                        grammar.say(
                            "unblind", roles(unblind.roles()), titles(List.of(unblind.form()))),
                        "how.unblind")));
    how.kits().ifPresent(kit -> line(marked(grammar.say("kits", labels.subject(kit)), "how.kits")));
    how.periods().ifPresent(periods -> line(marked(plans.periods(periods), "how.periods")));
    if (!how.before().isEmpty()) {
      heading("before allocation");
      for (var before : how.before()) {
        line(marked(precondition(before), "how.before." + before.sentence()));
        about = precondition(before);
        under(
            said(
                grammar.say("value", grammar.say("rule"), clauses.condition(before.condition())),
                "how.before." + before.sentence()));
        about = "";
      }
    }
  }

  private String masking(String masking) {
    return masking.equals("none")
        ? grammar.say("open")
        : grammar.say("masking line", roles(Blocks.commaSeparated(masking).toList()));
  }

  private String roles(List<String> roles) {
    return grammar.listed(roles.stream().map(labels::role).toList(), true);
  }

  String precondition(How.Precondition before) {
    return labels.text(List.of("how.before." + before.sentence()), before::sentence);
  }

  private void what() {
    section("section what");
    var what = study.what();
    for (var drug : what.drugs()) {
      about = "";
      line(
          badged(
              "**" + grammar.capital(said(labels.drug(drug.name()), "what." + drug.name())) + "**",
              "what." + drug.name()));
      about = labels.drug(drug.name());
      for (var part : plans.drug(drug)) {
        under(marked(part.text(), "what." + drug.name() + "." + part.key()));
      }
    }
    about = "";
    if (!what.order().isEmpty()) {
      line(
          said(
              grammar.say(
                  "order", grammar.listed(what.order().stream().map(labels::drug).toList(), true)),
              "what.order"));
    }
    if (!what.steps().isEmpty()) {
      heading("work out");
      what.steps().forEach(step -> line(marked(plans.step(step), "what.work out." + step.name())));
    }
    if (!what.modifications().isEmpty()) {
      heading("modify");
      paragraph(grammar.say("modify rule"));
      modifications();
    }
    if (!what.gradeRows().isEmpty()) {
      heading("by grade");
      for (var row : what.gradeRows()) {
        var path = "what." + row.drug() + " by grade of " + row.form().name() + ".";
        line(
            marked(
                grammar.say("value", labels.drug(row.drug()), plans.gradeRow(row)),
                path + String.join(", ", row.terms())));
      }
    }
  }

  private void modifications() {
    var open = "";
    int number = 0;
    for (var modification : study.what().modifications()) {
      var group = modification.group();
      var said = plans.modification(modification);
      if (group.equals(modification.reason())) {
        about = "";
        line(marked(said, "what.modify." + group));
        continue;
      }
      if (!group.equals(open)) {
        number++;
        var heading = labels.orNumber("what.groups." + group, group, number);
        line("**" + grammar.capital(heading) + "**");
        about = heading;
      }
      open = group;
      under(marked(said, "what.modify." + group + "." + modification.reason()));
    }
  }

  private void when() {
    section("section when");
    var when = study.when();
    if (!when.dates().isEmpty()) {
      heading("dates");
    }
    when.dates().forEach(date -> line(marked(plans.step(date), "when.dates." + date.name())));
    heading("visits");
    for (var visit : when.visits()) {
      var path = "when.visits." + visit.name();
      about = labels.visit(visit.name());
      line(
          badged(
              grammar.say(
                  "value",
                  "**" + labels.visit(visit.name()) + "**",
                  said(plans.timing(visit), path)),
              path));
      visit.forms().forEach(form -> said(titles(List.of(form)), "when.do." + visit.name()));
      under(titles(visit.forms()));
    }
    about = "";
    if (!when.anyTime().isEmpty()) {
      line(grammar.say("any time", titles(when.anyTime())));
      when.anyTime()
          .forEach(
              form -> said(grammar.say("any time", titles(List.of(form))), "when.do.any time"));
    }
    if (when.missedAfterDays() > 0) {
      line(marked(grammar.say("missed", values.time(when.missedAfterDays(), "d")), "when.missed"));
    }
    if (!when.alarms().isEmpty()) {
      heading("clocks");
      when.alarms()
          .forEach(alarm -> line(marked(plans.alarm(alarm), "when.clocks." + alarm.name())));
    }
  }

  private void next() {
    section("section next");
    path(study.next(), "next.");
    for (var track : study.next().beside()) {
      var path = "next.beside." + track.name();
      about = "";
      page.append("\n### ").append(grammar.say("beside", track(track))).append("\n\n");
      path(track.path(), path + ".");
    }
  }

  private void path(Next next, String prefix) {
    paragraph(said(grammar.say("begins", labels.place(next.begin())), prefix + "begin"));
    paragraph(grammar.say("next rule"));
    var everywhere = everywhere(next);
    if (!everywhere.isEmpty()) {
      about = grammar.say("anywhere");
      line("**" + about + "**");
      everywhere.forEach(exit -> under(said(plans.exit(exit), exitPath(prefix, ANYWHERE, exit))));
    }
    for (var place : next.places()) {
      if (place.exits().isEmpty()) {
        continue;
      }
      about = "";
      line("**" + said(labels.place(place.name()), prefix + place.name()) + "**");
      about = labels.place(place.name());
      place.exits().stream()
          .filter(exit -> everywhere.stream().noneMatch(one -> same(one, exit)))
          .forEach(
              exit ->
                  under(
                      badged(
                          said(plans.exit(exit), exitPath(prefix, place.name(), exit)),
                          prefix + place.name() + "." + exit.target())));
    }
    about = "";
    page.append("\n");
    paragraph(
        said(
            grammar.say(
                prefix.equals("next.") ? "ends" : "track ends",
                grammar.listed(next.ends().stream().map(labels::place).toList(), true)),
            prefix + "end"));
    if (!next.claims().isEmpty()) {
      heading("claims");
      next.claims().forEach(claim -> line(said(plans.claim(claim), prefix + "claims")));
    }
  }

  String track(Next.Track track) {
    return labels.text(List.of("next.beside." + track.name()), track::name);
  }

  static String exitPath(String prefix, String place, Next.Exit exit) {
    return prefix
        + place
        + "."
        + switch (exit.way()) {
          case TO -> exit.target();
          case STAY -> "stay";
          case REFUSED -> "refused";
        };
  }

  /** Ways on that every place has. */
  private static List<Next.Exit> everywhere(Next next) {
    var places = next.places().stream().filter(place -> !place.exits().isEmpty()).toList();
    if (places.size() < 2) {
      return List.of();
    }
    return places.getFirst().exits().stream()
        .filter(
            exit ->
                places.stream()
                    .allMatch(place -> place.exits().stream().anyMatch(other -> same(exit, other))))
        .toList();
  }

  private static boolean same(Next.Exit one, Next.Exit other) {
    return one.at().equals(other.at());
  }

  private void measure() {
    section("section measure");
    var measure = study.measure();
    heading("sets");
    SpeakerPlans.inOrder(measure.sets())
        .forEach(
            (name, condition) ->
                line(
                    marked(
                        grammar.say("value", set(name), clauses.condition(condition)),
                        "measure.sets." + name)));
    if (!measure.events().isEmpty()) {
      heading("events");
      measure
          .events()
          .forEach(event -> line(marked(plans.step(event), "measure.events." + event.name())));
    }
    heading("endpoints");
    measure.endpoints().forEach(this::endpoint);
    for (var key : PLAN) {
      var lines = measure.plan().text().get(key);
      if (lines != null) {
        heading(key);
        SpeakerPlans.inOrder(lines).forEach((name, text) -> planned(key, name, text));
      }
    }
  }

  private void planned(String key, String name, String text) {
    var written = labels.english(text);
    line(
        name.isEmpty()
            ? marked(written, "measure." + key)
            : marked(
                grammar.say(
                    "value",
                    labels.text(List.of("measure." + key + "." + name), () -> name),
                    written),
                "measure." + key + "." + name));
  }

  String set(String name) {
    return labels.text(setPaths(name), () -> SpeakerLabels.plain(name));
  }

  static List<String> setPaths(String name) {
    return List.of("measure.sets." + name, "sets." + name);
  }

  String endpointName(String name) {
    return labels.text(
        List.of("measure." + name, "endpoints." + name), () -> SpeakerLabels.plain(name));
  }

  private void endpoint(Measure.Endpoint endpoint) {
    var name = "**" + grammar.capital(endpointName(endpoint.name())) + "**";
    if (endpoint.primary()) {
      name = grammar.say("of form", name, grammar.say("primary"));
    }
    var text = endpoint.primary() ? afterSemicolon(endpoint.text()) : endpoint.text();
    var what = plans.endpoint(endpoint.what());
    var path = "measure." + endpoint.name();
    about = endpointName(endpoint.name());
    line(
        badged(
            grammar.say(
                "value",
                name,
                said(what.orElseGet(() -> labels.english(beforeSemicolon(text))), path)),
            path));
    under(said(grammar.say("methods", labels.english(afterSemicolon(text))), path));
    if (endpoint.primary()) {
      said(grammar.say("primary"), path);
    }
    about = "";
  }

  private static String afterSemicolon(String text) {
    int semicolon = text.indexOf(';');
    return semicolon < 0 ? text : text.substring(semicolon + 1).strip();
  }

  private static String beforeSemicolon(String text) {
    int semicolon = text.indexOf(';');
    return semicolon < 0 ? text : text.substring(0, semicolon).strip();
  }

  private void forms() {
    section("section forms");
    paragraph(grammar.say("forms rule"));
    study.forms().values().forEach(this::form);
  }

  private void form(Form form) {
    var path = "forms." + form.name();
    about = "";
    page.append("\n### ").append(said(labels.form(form), path)).append("\n\n");
    about = labels.form(form);
    if (form.repeats()) {
      paragraph(sentence(said(grammar.say("repeats"), path)));
    }
    form.askedIf()
        .ifPresent(
            when -> paragraph(said(grammar.say("form asked if", clauses.condition(when)), path)));
    form.items().forEach(this::item);
    form.checks().forEach(check -> check(form, check));
  }

  private void item(Item item) {
    var details = new ArrayList<String>();
    item.kind().ifPresent(kind -> details.addAll(kind(item, kind)));
    item.formula()
        .ifPresent(formula -> details.add(grammar.say("worked out", clauses.term(formula))));
    if (item.table().isPresent()) {
      details.add(grammar.say(item.workedOut() ? "by table" : "proposed"));
    }
    item.proposedBy().ifPresent(by -> details.add(grammar.say("proposed by", labels.subject(by))));
    item.startsAs().ifPresent(code -> details.add(grammar.say("starts", code(item, code))));
    item.askedIf().ifPresent(when -> details.add(grammar.say("asked if", clauses.condition(when))));
    if (!item.answeredBy().isEmpty()) {
      details.add(grammar.say("answered by", labels.role(item.answeredBy())));
    }
    line(
        marked(
            grammar.say("value", labels.question(item), String.join(grammar.semicolon(), details)),
            "forms." + item.path()));
    item.table()
        .ifPresent(
            table ->
                table
                    .lines()
                    .forEach(
                        line ->
                            under(
                                marked(
                                    grammar.say(
                                        "table line",
                                        code(item, line.code()),
                                        clauses.condition(line.when())),
                                    "forms." + item.path() + "." + line.code()))));
  }

  String code(Item item, String code) {
    return item.type() instanceof Type.Coded coded
        ? labels.code(coded.list(), Optional.of(item), code)
        : labels.english(code);
  }

  private List<String> kind(Item item, AnswerKind kind) {
    var said = new ArrayList<String>();
    switch (kind) {
      case AnswerKind.OneOf one -> said.add(choices(item, one.codes()));
      case AnswerKind.Amount amount -> {
        said.add(
            grammar.say(
                "possible",
                SpeakerValues.number(amount.low()),
                values.measure(amount.high(), amount.unit())));
        amount
            .expected()
            .ifPresent(
                span ->
                    said.add(
                        grammar.say(
                            "usual",
                            SpeakerValues.number(span.low()),
                            values.measure(span.high(), amount.unit()))));
        if (amount.lab()) {
          said.add(grammar.say("with limits"));
        }
      }
      case AnswerKind.Date date ->
          said.add(grammar.say(date.partial() ? "kind partial date" : "kind date"));
      case AnswerKind.DateTime _ -> said.add(grammar.say("kind date time"));
      case AnswerKind.Time _ -> said.add(grammar.say("kind time"));
      case AnswerKind.Text _ -> said.add(grammar.say("kind text"));
      case AnswerKind.File _ -> said.add(grammar.say("kind file"));
      case AnswerKind.Signature _ -> said.add(grammar.say("kind signature"));
    }
    if (kind.optional()) {
      said.add(grammar.say("optional"));
    }
    if (item.identifying()) {
      said.add(grammar.say("identifying"));
    }
    return said;
  }

  private String choices(Item item, CodeList list) {
    if (list.equals(CodeList.YES_NO)) {
      return grammar.say("yes or no");
    }
    return list.codes().stream()
        .map(code -> labels.choice(list, Optional.of(item), code))
        .collect(Collectors.joining(" / "));
  }

  private void check(Form form, Form.Check check) {
    var rule =
        grammar.say(
            "value", grammar.say("role " + check.role()), clauses.condition(check.condition()));
    var path = "forms." + form.name() + "." + key(check) + "." + check.message();
    line(badged(message(form, check), path));
    under(rule);
    said(grammar.say("value", message(form, check), rule), path);
  }

  static String key(Form.Check check) {
    return switch (check.role()) {
      case CHECK -> "checks";
      case ADVICE -> "advise";
      case DEVIATION -> "deviations";
    };
  }

  String message(Form form, Form.Check check) {
    var group = "forms." + form.name() + ".";
    return labels.text(
        List.of(group + key(check) + "." + check.message(), group + "checks." + check.message()),
        check::message);
  }

  private void settings() {
    if (study.settings().isEmpty()) {
      return;
    }
    section("section settings");
    for (var setting : SpeakerPlans.inOrder(study.settings()).values()) {
      line(
          marked(
              grammar.say(
                  "setting line",
                  labels.setting(setting.name()),
                  values.value(setting.type(), Optional.empty(), setting.value(), false)),
              "settings." + setting.name()));
    }
  }

  private void differences() {
    if (study.differences().isEmpty()) {
      return;
    }
    section("section differences");
    for (var difference : study.differences()) {
      var path = "differences." + difference.name() + ".";
      about = labels.text(List.of(path + "field"), difference::field);
      line(about);
      SpeakerPlans.inOrder(difference.values())
          .forEach(
              (source, value) ->
                  under(
                      said(
                          grammar.say(
                              "value",
                              labels.english(source),
                              labels.text(List.of(path + "values." + source), () -> value)),
                          path + "values." + source)));
      under(
          said(
              grammar.say("chosen", labels.text(List.of(path + "chosen"), difference::chosen))
                  + grammar.semicolon()
                  + labels.text(List.of(path + "reason"), difference::reason),
              path + "chosen"));
    }
  }
}
