package org.trialwright.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What people keep beside a protocol: the schedule, the dictionary and the blank forms. */
final class SpeakerSheets {
  private static final String DONE = "×";

  private final Study study;
  private final SpeakerLabels labels;
  private final SpeakerValues values;
  private final SpeakerClauses clauses;
  private final SpeakerPlans plans;
  private final SpeakerProtocol protocol;
  private final Grammar grammar;

  SpeakerSheets(
      Study study,
      SpeakerLabels labels,
      SpeakerValues values,
      SpeakerClauses clauses,
      SpeakerPlans plans,
      SpeakerProtocol protocol) {
    this.study = study;
    this.labels = labels;
    this.values = values;
    this.clauses = clauses;
    this.plans = plans;
    this.protocol = protocol;
    this.grammar = labels.grammar;
  }

  private String said(String text) {
    return Spoken.of(grammar.capital(text)).text();
  }

  private String clause(String text) {
    return Spoken.of(text).text();
  }

  // ---- schedule

  Schedule schedule() {
    var columns = new ArrayList<Schedule.Column>();
    for (var visit : study.when().visits()) {
      columns.add(new Schedule.Column(said(labels.visit(visit.name())), said(plans.timing(visit))));
    }
    columns.add(new Schedule.Column(said(grammar.say("sheet any time")), ""));
    var notes = new ArrayList<String>();
    var rows = study.forms().values().stream().map(form -> scheduled(form, notes)).toList();
    for (var drug : study.what().drugs()) {
      var parts = plans.drug(drug).stream().map(SpeakerPlans.Part::text).toList();
      notes.add(
          said(
              grammar.say(
                  "value",
                  grammar.capital(labels.drug(drug.name())),
                  String.join(grammar.semicolon(), parts))));
    }
    return new Schedule(
        said(grammar.say("sheet schedule", study.name())),
        said(grammar.say("sheet activity")),
        said(grammar.say("sheet when")),
        columns,
        rows,
        notes);
  }

  private Schedule.Row scheduled(Form form, List<String> notes) {
    var mark = DONE;
    if (form.askedIf().isPresent()) {
      int number = notes.size() + 1;
      notes.add(
          number
              + " "
              + said(
                  grammar.say(
                      "value",
                      grammar.capital(labels.form(form)),
                      grammar.say("only if", clauses.condition(form.askedIf().get())))));
      mark = DONE + number;
    }
    var marks = new ArrayList<String>();
    for (var visit : study.when().visits()) {
      marks.add(visit.forms().contains(form) ? mark : "");
    }
    marks.add(study.when().anyTime().contains(form) ? mark : "");
    return new Schedule.Row(said(labels.form(form)), marks);
  }

  // ---- dictionary

  Grid dictionary() {
    var head =
        List.of(
                "form",
                "variable",
                "question",
                "kind",
                "unit",
                "lowest",
                "highest",
                "usual",
                "answers",
                "asked at",
                "asked if",
                "worked out as",
                "remarks",
                "read by")
            .stream()
            .map(key -> said(grammar.say("sheet " + key)))
            .toList();
    var readers = Readers.of(study);
    var rows = new ArrayList<List<String>>();
    for (var form : study.forms().values()) {
      form.items().forEach(item -> rows.add(entry(item, readers)));
    }
    return new Grid(said(grammar.say("sheet dictionary", study.name())), head, rows, List.of());
  }

  private List<String> entry(Item item, Readers readers) {
    var amount =
        item.kind().filter(AnswerKind.Amount.class::isInstance).map(AnswerKind.Amount.class::cast);
    return List.of(
        said(labels.form(item.form())),
        item.path(),
        said(labels.question(item)),
        said(kind(item)),
        item.type() instanceof Type.Numeric numeric ? Grammar.sign(numeric.unit().symbol()) : "",
        amount.map(one -> SpeakerValues.number(one.low())).orElse(""),
        amount.map(one -> SpeakerValues.number(one.high())).orElse(""),
        amount.flatMap(AnswerKind.Amount::expected).map(this::span).orElse(""),
        answers(item),
        askedAt(item.form()),
        item.askedIf().map(clauses::condition).map(this::clause).orElse(""),
        workedOut(item),
        String.join(grammar.semicolon(), remarks(item)),
        String.join("; ", readers.of(item)));
  }

  private String span(AnswerKind.Span span) {
    return clause(
        grammar.say(
            "possible", SpeakerValues.number(span.low()), SpeakerValues.number(span.high())));
  }

  private String kind(Item item) {
    return switch (item.kind) {
      case null -> typed(item.type());
      case AnswerKind.OneOf _ -> grammar.say("sheet one of");
      case AnswerKind.Amount _ -> grammar.say("sheet number");
      case AnswerKind.Date date -> grammar.say(date.partial() ? "kind partial date" : "kind date");
      case AnswerKind.DateTime _ -> grammar.say("kind date time");
      case AnswerKind.Time _ -> grammar.say("kind time");
      case AnswerKind.Text _ -> grammar.say("kind text");
      case AnswerKind.File _ -> grammar.say("kind file");
      case AnswerKind.Signature _ -> grammar.say("kind signature");
    };
  }

  private String typed(Type type) {
    return switch (type) {
      case Type.Coded _ -> grammar.say("sheet one of");
      case Type.Numeric _ -> grammar.say("sheet number");
      case Type.Day _ -> grammar.say("kind date");
      case Type.Moment _ -> grammar.say("kind date time");
      case Type.Clock _ -> grammar.say("kind time");
      case Type.Words _ -> grammar.say("kind text");
    };
  }

  private String answers(Item item) {
    if (!(item.type() instanceof Type.Coded coded)) {
      return "";
    }
    return String.join(
        coded.list().ordered() ? " < " : " | ",
        choices(item, coded.list()).stream()
            .map(
                one ->
                    one.code().equals(one.label()) ? one.code() : one.code() + " = " + one.label())
            .toList());
  }

  private List<BlankForm.Choice> choices(Item item, CodeList list) {
    return list.codes().stream()
        .map(
            code ->
                new BlankForm.Choice(code, clause(labels.choice(list, Optional.of(item), code))))
        .toList();
  }

  /** The visits at which a form is filled in. */
  private String askedAt(Form form) {
    var visits = new ArrayList<String>();
    study.when().visits().stream()
        .filter(visit -> visit.forms().contains(form))
        .forEach(visit -> visits.add(labels.visit(visit.name())));
    if (study.when().anyTime().contains(form)) {
      visits.add(grammar.say("sheet any time"));
    }
    return clause(String.join(grammar.semicolon(), visits));
  }

  private String workedOut(Item item) {
    if (item.table().isPresent()) {
      return clause(
          String.join(
              grammar.semicolon(),
              item.table().get().lines().stream()
                  .map(
                      line ->
                          grammar.say(
                              "table line",
                              protocol.code(item, line.code()),
                              clauses.condition(line.when())))
                  .toList()));
    }
    return item.formula().map(clauses::term).map(this::clause).orElse("");
  }

  private List<String> remarks(Item item) {
    var said = new ArrayList<String>();
    if (item.kind().filter(AnswerKind::optional).isPresent()) {
      said.add(grammar.say("optional"));
    }
    if (item.kind()
        .filter(kind -> kind instanceof AnswerKind.Amount one && one.lab())
        .isPresent()) {
      said.add(grammar.say("with limits"));
    }
    if (item.identifying()) {
      said.add(grammar.say("identifying"));
    }
    if (!item.workedOut() && item.table().isPresent()) {
      said.add(grammar.say("proposed"));
    }
    item.proposedBy().ifPresent(by -> said.add(grammar.say("proposed by", labels.subject(by))));
    item.startsAs().ifPresent(code -> said.add(grammar.say("starts", protocol.code(item, code))));
    if (!item.answeredBy().isEmpty()) {
      said.add(grammar.say("answered by", labels.role(item.answeredBy())));
    }
    return said.stream().map(this::clause).toList();
  }

  // ---- blank forms

  List<BlankForm> blanks() {
    return study.forms().values().stream().map(this::blank).toList();
  }

  private BlankForm blank(Form form) {
    var notes = new ArrayList<String>();
    notes.add(said(grammar.say("value", grammar.say("sheet asked at"), askedAt(form))));
    if (form.repeats()) {
      notes.add(said(grammar.say("repeats")));
    }
    form.askedIf()
        .ifPresent(
            asked -> notes.add(said(grammar.say("form asked if", clauses.condition(asked)))));
    if (!form.answeredBy().isEmpty()) {
      notes.add(said(grammar.say("answered by", labels.role(form.answeredBy()))));
    }
    return new BlankForm(
        form.name(),
        said(labels.form(form)),
        notes,
        form.items().stream().map(this::question).toList());
  }

  private BlankForm.Question question(Item item) {
    var notes = new ArrayList<String>();
    item.askedIf()
        .ifPresent(asked -> notes.add(said(grammar.say("asked if", clauses.condition(asked)))));
    var workedOut = workedOut(item);
    if (!workedOut.isEmpty()) {
      notes.add(said(grammar.say("worked out", workedOut)));
    }
    labels.written("help." + item.path()).ifPresent(help -> notes.add(clause(help)));
    remarks(item).forEach(remark -> notes.add(said(remark)));
    boolean chosen = !item.workedOut() && item.type() instanceof Type.Coded;
    return new BlankForm.Question(
        item.path(),
        said(labels.question(item)),
        item.workedOut() || chosen ? "" : shape(item),
        chosen && item.type() instanceof Type.Coded coded ? choices(item, coded.list()) : List.of(),
        item.workedOut(),
        notes);
  }

  private String shape(Item item) {
    return item.kind instanceof AnswerKind.Amount amount
        ? clause(
            grammar.say(
                "possible",
                SpeakerValues.number(amount.low()),
                values.measure(amount.high(), amount.unit())))
        : clause(kind(item));
  }
}
