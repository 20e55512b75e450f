package org.trialwright.bedside.form;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialwright.bedside.Act;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.LabLimits;
import org.trialwright.bedside.Save;
import org.trialwright.journey.Journey;
import org.trialwright.journey.Record;
import org.trialwright.pages.Answers;
import org.trialwright.pages.Grant;
import org.trialwright.pages.Kind;
import org.trialwright.pages.Link;
import org.trialwright.pages.Question;
import org.trialwright.pages.Reach;
import org.trialwright.pages.Reading;
import org.trialwright.quantities.PartialDate;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Answer;
import org.trialwright.study.AnswerKind;
import org.trialwright.study.AnswerText;
import org.trialwright.study.Form;
import org.trialwright.study.Item;

/**
 * One form of one participant on a page: which questions are shown and how, and what the submitted
 * fields mean. It asks the study for everything and knows none.
 */
public final class Sheet {
  /** No question of a study can have this name, for it begins with a line. */
  private static final String DAY_FIELD = "_day";

  private final Chart chart;
  private final Form form;
  private final int ordinal;
  private final String visit;
  private final String prefix;
  private final List<Item> shown;
  private final boolean brief;
  private final Optional<LocalDate> pagesDay;
  private final Optional<Record> stored;
  private final Kinds kinds;
  private final LabLimits.Ours laboratory;

  /**
   * A form with some of its questions, asked briefly: reasons for no answer, a day that nobody asks
   * for and what is on file already are left to the page of the whole form.
   *
   * @param ordinal of the record that is filled in further; 0 for a new one
   * @param prefix stands before every field's name, so that several forms fit on a page
   * @param shown the questions to show; the others keep what is stored
   * @param pagesDay the day of a new record whose own day is left empty: the page asks it once for
   *     all its forms
   */
  static Sheet brief(
      Chart chart,
      Form form,
      int ordinal,
      String visit,
      String prefix,
      List<Item> shown,
      LocalDate pagesDay) {
    return new Sheet(chart, form, ordinal, visit, prefix, shown, true, Optional.of(pagesDay));
  }

  /** The same on a page that asks each form's day where it stands. */
  public static Sheet brief(
      Chart chart, Form form, int ordinal, String visit, String prefix, List<Item> shown) {
    return new Sheet(chart, form, ordinal, visit, prefix, shown, true, Optional.empty());
  }

  private Sheet(
      Chart chart,
      Form form,
      int ordinal,
      String visit,
      String prefix,
      List<Item> shown,
      boolean brief,
      Optional<LocalDate> pagesDay) {
    this.chart = chart;
    this.form = form;
    this.ordinal = ordinal;
    this.visit = visit;
    this.prefix = prefix;
    this.shown = List.copyOf(shown);
    this.brief = brief;
    this.pagesDay = pagesDay;
    this.stored = ordinal > 0 ? chart.record(form, ordinal) : Optional.empty();
    this.kinds = new Kinds(chart);
    this.laboratory = chart.labLimits(form);
  }

  /** The whole form. */
  public static Sheet whole(Chart chart, Form form, int ordinal, String visit) {
    return new Sheet(
        chart, form, ordinal, visit, form.name() + ".", form.items(), false, Optional.empty());
  }

  public Chart chart() {
    return chart;
  }

  public Form form() {
    return form;
  }

  public int ordinal() {
    return ordinal;
  }

  public String visit() {
    return visit;
  }

  public Optional<Record> stored() {
    return stored;
  }

  /** The newest fact of the record that is shown; 0 for a new one. */
  public long seen() {
    return stored.map(record -> record.facts().getLast().sequence()).orElse(0L);
  }

  /** The name of a question's field on the page. */
  String name(Item item) {
    return prefix + item.name();
  }

  private String dayName() {
    return prefix + DAY_FIELD;
  }

  /** What the fields say. */
  public Filled read(Map<String, String> fields) {
    var answers = new HashMap<String, String>();
    var wrong = new LinkedHashMap<Item, String>();
    boolean touched = false;
    for (var item : form.items()) {
      var kind = kinds.of(item);
      if (kind.isEmpty()) {
        continue;
      }
      var before = storedText(item);
      if (!shown.contains(item) || !isMine(item)) {
        before.ifPresent(text -> answers.put(item.name(), text));
        continue;
      }
      switch (Answers.read(kind.get(), name(item), withUsualDay(item, fields))) {
        case Reading.Given(var text) -> {
          refusal(item, text).ifPresent(why -> wrong.put(item, why));
          answers.put(item.name(), settled(item, text, before));
          touched |= !isSuggestedDay(item, text);
        }
        case Reading.Wrong(var fault) -> {
          wrong.put(item, fault.say(chart.words()));
          touched = true;
        }
        case Reading.Empty _ -> {
          if (isOnFile(item)) {
            answers.put(item.name(), AnswerText.ON_FILE);
          }
        }
      }
    }
    dropWhatIsNotAsked(answers);
    wrong.keySet().removeIf(item -> !answers.containsKey(item.name()) && isNotAsked(item, answers));
    needDay(answers, wrong);
    return withDay(fields, answers, wrong, touched);
  }

  private Filled withDay(
      Map<String, String> fields,
      Map<String, String> answers,
      Map<Item, String> wrong,
      boolean touched) {
    boolean signs =
        form.items().stream()
            .filter(Sheet::isSignature)
            .filter(item -> answers.containsKey(item.name()))
            .anyMatch(
                item -> !storedText(item).equals(Optional.ofNullable(answers.get(item.name()))));
    if (!asksDayItself()) {
      return new Filled(answers, wrong, Optional.empty(), "", touched, signs);
    }
    if (brief && !fields.containsKey(dayName() + ".day")) {
      var day = stored.map(Record::occurred).orElse(PartialDate.of(usualDay()));
      return new Filled(answers, wrong, Optional.of(day), "", touched, signs);
    }
    return switch (Answers.read(new Kind.Day(false), dayName(), fields)) {
      case Reading.Given(var text) when !AnswerText.MISSING.contains(text) ->
          new Filled(answers, wrong, Optional.of(PartialDate.parse(text)), "", touched, signs);
      case Reading.Wrong(var fault) ->
          new Filled(answers, wrong, Optional.empty(), fault.say(chart.words()), true, signs);
      case Reading.Given _, Reading.Empty _ ->
          new Filled(
              answers,
              wrong,
              Optional.empty(),
              chart.words().say("the day is needed"),
              touched,
              signs);
    };
  }

  /** A birth date that the vault holds already need not be written again. */
  private boolean isOnFile(Item item) {
    return item.identifying()
        && (storedText(item).filter(AnswerText.ON_FILE::equals).isPresent()
            || (stored.isEmpty() && isInVault()));
  }

  private boolean isInVault() {
    return chart.desk().trial().vault().age(chart.participant(), chart.today()).isPresent();
  }

  private static boolean isSignature(Item item) {
    return item.kind().filter(AnswerKind.Signature.class::isInstance).isPresent();
  }

  private boolean asksDayItself() {
    return form.dayItem().isEmpty();
  }

  private void needDay(Map<String, String> answers, Map<Item, String> wrong) {
    form.dayItem()
        .filter(item -> !item.workedOut() && !wrong.containsKey(item))
        .filter(
            item -> {
              var text = answers.getOrDefault(item.name(), "");
              return text.isEmpty() || AnswerText.MISSING.contains(text);
            })
        .ifPresent(item -> wrong.put(item, chart.words().say("the day is needed")));
  }

  private boolean isSuggestedDay(Item item, String text) {
    return stored.isEmpty()
        && form.dayItem().filter(item::equals).isPresent()
        && text.equals(usualDay().toString());
  }

  /**
   * Whether the question is the day of a new record, which the page asks once for all its forms.
   */
  boolean isAskedOnce(Item item) {
    return pagesDay.isPresent() && stored.isEmpty() && isOwnDay(item);
  }

  private LocalDate usualDay() {
    return pagesDay.orElse(chart.today());
  }

  private boolean isOwnDay(Item item) {
    return form.dayItem().filter(item::equals).isPresent()
        && !item.identifying()
        && item.kind().filter(AnswerKind.Date.class::isInstance).isPresent();
  }

  /** A day of its own that is left empty is the page's day. */
  private Map<String, String> withUsualDay(Item item, Map<String, String> fields) {
    if (!isAskedOnce(item) || !question(item, fields).isBlank()) {
      return fields;
    }
    var filled = new HashMap<>(fields);
    filled.putAll(Answers.fields(new Kind.Day(false), name(item), usualDay().toString()));
    return filled;
  }

  private Question question(Item item, Map<String, String> fields) {
    return Question.of(name(item), "", new Kind.Day(false), chart.today()).submitted(fields);
  }

  /** Answers to questions that turn out not to apply are not kept. */
  private void dropWhatIsNotAsked(Map<String, String> answers) {
    for (int depth = 0; depth < form.items().size(); depth++) {
      var preview = preview(answers);
      var gone =
          form.items().stream()
              .filter(item -> answers.containsKey(item.name()))
              .filter(item -> asked(item, preview) == Truth.NO)
              .toList();
      if (gone.isEmpty()) {
        return;
      }
      gone.forEach(item -> answers.remove(item.name()));
    }
  }

  private boolean isNotAsked(Item item, Map<String, String> answers) {
    return asked(item, preview(answers)) == Truth.NO;
  }

  /** The same answer in another spelling is no change. */
  private static String settled(Item item, String text, Optional<String> before) {
    return before
        .filter(old -> AnswerText.read(item, old).equals(AnswerText.read(item, text)))
        .orElse(text);
  }

  private Optional<String> refusal(Item item, String text) {
    return AnswerText.read(item, text) instanceof AnswerText.Result.Refused
        ? Optional.of(
            item.kind().orElseThrow() instanceof AnswerKind.Amount amount
                ? chart
                    .words()
                    .say(
                        "not possible in this unit",
                        Kinds.plain(amount.low()),
                        Kinds.plain(amount.high()),
                        org.trialwright.pages.Numbers.unit(amount.unit().symbol()))
                : chart.words().say("that cannot be an answer", text))
        : Optional.empty();
  }

  /**
   * Limits that stand beside a new result before anybody types.
   *
   * @param text an answer with these limits
   * @param from where they come from, in words
   */
  private record Limits(String text, String from) {}

  /** Those of the site's laboratory; without any, those of the participant's last result. */
  private Optional<Limits> limits(Item item) {
    if (stored.isPresent() || LabLimits.amount(item).isEmpty()) {
      return Optional.empty();
    }
    var words = chart.words();
    return laboratory
        .on(item, usualDay())
        .map(
            one ->
                new Limits(
                    one.text(),
                    words.say(
                        "limits of the site",
                        one.set().laboratory(),
                        chart.dates().day(one.from().toString()))))
        .or(
            () ->
                withLimits(item)
                    .map(
                        earlier ->
                            new Limits(
                                earlier.text(item).orElseThrow(),
                                words.say(
                                    "limits of the day",
                                    chart.dates().day(earlier.occurred().toString())))));
  }

  /**
   * The newest record of this participant that has the laboratory's own limits for a question; a
   * laboratory seldom changes them, and nobody likes to type them again. Another participant's may
   * be another sex's.
   */
  private Optional<Record> withLimits(Item item) {
    return chart.records(form).stream()
        .filter(record -> record.text(item).filter(text -> text.endsWith(")")).isPresent())
        .reduce((_, later) -> later);
  }

  private Optional<String> storedText(Item item) {
    return stored.flatMap(record -> record.text(item));
  }

  /**
   * Whether the person may answer the question: it is anybody's, or asks for one of their roles.
   */
  private boolean isMine(Item item) {
    return item.answeredBy().isEmpty()
        || chart.person().grants().stream()
            .filter(grant -> grant.reach(chart.site()) == Reach.OWN_SITE)
            .map(Grant::role)
            .anyMatch(role -> role.code().equals(item.answeredBy()));
  }

  /** The save that these answers make. */
  public Save save(Filled filled, String reason, long seen) {
    return new Save(
        chart.participant(),
        form.name(),
        ordinal,
        visit,
        filled.answers(),
        filled.occurred(),
        reason,
        seen);
  }

  /**
   * The submitted fields with other answers in some of them.
   *
   * @param answers by the name of the question; a question that is not among them is left empty
   */
  public Map<String, String> with(
      Map<String, String> fields, List<Item> items, Map<String, String> answers) {
    var changed = new HashMap<>(fields);
    for (var item : items) {
      changed
          .keySet()
          .removeIf(field -> field.equals(name(item)) || field.startsWith(name(item) + "."));
      var text = answers.getOrDefault(item.name(), "");
      kinds.of(item).ifPresent(kind -> changed.putAll(Answers.fields(kind, name(item), text)));
    }
    return changed;
  }

  /** The submitted fields with another day of the record, where the page asks for it. */
  public Map<String, String> withDay(Map<String, String> fields, PartialDate day) {
    var changed = new HashMap<>(fields);
    changed.keySet().removeIf(field -> field.startsWith(dayName() + "."));
    changed.putAll(Answers.fields(new Kind.Day(false), dayName(), day.toString()));
    return changed;
  }

  /** The record as these answers would make it, with its journey. */
  Preview preview(Map<String, String> answers) {
    var save =
        new Save(
            chart.participant(), form.name(), ordinal, visit, answers, day(answers), "", seen());
    var act = new Act(chart.facts().getFirst().author(), chart.facts().getFirst().key());
    var journey = chart.desk().preview(save, act);
    int number = ordinal > 0 ? ordinal : Desk.nextOrdinal(chart.facts(), form);
    return new Preview(journey, find(journey, number));
  }

  private Optional<PartialDate> day(Map<String, String> answers) {
    return stored
        .filter(_ -> asksDayItself() || answers.isEmpty())
        .map(Record::occurred)
        .or(() -> Optional.of(PartialDate.of(usualDay())));
  }

  private Optional<Record> find(Journey journey, int number) {
    return journey
        .record(form, number)
        .or(
            () ->
                journey.refusals().stream()
                    .map(refusal -> refusal.record())
                    .filter(record -> record.form().equals(form) && record.ordinal() == number)
                    .findFirst());
  }

  /** A record that may not be kept yet. */
  record Preview(Journey journey, Optional<Record> record) {}

  static Truth asked(Item item, Preview preview) {
    return preview
        .record()
        .flatMap(
            record ->
                item.askedIf().map(condition -> condition.test(preview.journey().world(), record)))
        .orElse(Truth.YES);
  }

  /** The answers that stand in the fields before anybody typed. */
  public Map<String, String> initial() {
    var answers = new HashMap<String, String>();
    stored.ifPresent(record -> answers.putAll(record.texts()));
    if (stored.isEmpty()) {
      form.dayItem()
          .filter(this::isOwnDay)
          .ifPresent(item -> answers.put(item.name(), usualDay().toString()));
    }
    return answers;
  }

  /** The page's questions before anything was submitted. */
  public Questions questions() {
    var answers = initial();
    return new Questions(this, preview(answers), Optional.empty(), Map.of());
  }

  /** The page's questions with what was submitted. */
  public Questions questions(Filled filled, Map<String, String> fields) {
    return new Questions(this, preview(filled.answers()), Optional.of(filled), fields);
  }

  /** The questions of a sheet, and what the page says around them. */
  public static final class Questions {
    private final Sheet sheet;
    private final Preview preview;
    private final Optional<Filled> filled;
    private final Map<String, String> fields;
    private final List<Asked> asked = new ArrayList<>();
    private final List<String> notAsked = new ArrayList<>();

    private Questions(
        Sheet sheet, Preview preview, Optional<Filled> filled, Map<String, String> fields) {
      this.sheet = sheet;
      this.preview = preview;
      this.filled = filled;
      this.fields = fields;
      var findings = sheet.stored.isPresent() ? findings() : Findings.none();
      if (sheet.asksDayItself() && !sheet.brief) {
        asked.add(new Asked(day(), List.of()));
      }
      for (var item : sheet.shown) {
        show(item, findings);
      }
    }

    private Findings findings() {
      return preview
          .record()
          .map(record -> Findings.of(sheet.chart, preview.journey(), record))
          .orElse(Findings.none());
    }

    private void show(Item item, Findings findings) {
      var truth = Sheet.asked(item, preview);
      if (sheet.brief && sheet.isOnFile(item)) {
        return;
      }
      if (truth == Truth.NO) {
        notAsked.add(notAsked(item));
        return;
      }
      var question = sheet.kinds.of(item).map(kind -> question(item, kind)).or(() -> worked(item));
      question.ifPresent(
          one ->
              asked.add(
                  new Asked(
                      findings.check(item).map(one::check).orElse(one), findings.notes(item))));
    }

    private String notAsked(Item item) {
      var chart = sheet.chart;
      return chart
          .words()
          .say(
              "question, only if",
              chart.speaker().question(item).text(),
              chart.speaker().condition(item.askedIf().orElseThrow()).text());
    }

    private Question day() {
      var chart = sheet.chart;
      var question =
          Question.of(
                  sheet.dayName(),
                  chart.words().say("on which day"),
                  new Kind.Day(false),
                  chart.today())
              .missing(List.of());
      if (filled.isPresent()) {
        return question.submitted(fields).error(filled.get().dayWrong());
      }
      return question.answered(
          sheet
              .stored
              .map(record -> record.occurred().toString())
              .orElse(chart.today().toString()));
    }

    private Optional<Question> worked(Item item) {
      var chart = sheet.chart;
      if (sheet.stored.isEmpty() || item.formula().isEmpty() || preview.record().isEmpty()) {
        return Optional.empty();
      }
      var value = preview.record().get().answer(item);
      boolean known = value.known();
      var kind =
          new Kind.Calculated(
              known ? chart.speaker().answer(item, value).text() : "",
              chart.words().say("worked out as", chart.speaker().term(item.formula().get()).text()),
              "");
      return Optional.of(
          Question.of(sheet.name(item), chart.speaker().question(item).text(), kind, chart.today())
              .assumed(sheet.assumed(item)));
    }

    private Question question(Item item, Kind kind) {
      var chart = sheet.chart;
      var proposed = proposed(item);
      var question =
          Question.of(sheet.name(item), chart.speaker().question(item).text(), kind, chart.today())
              .optional(item.kind().orElseThrow().optional())
              .missing(isSpared(item) ? List.of() : sheet.reasons(item))
              .assumed(sheet.assumed(item))
              .proposed(proposed.orElse(""))
              .hint(hint(item, proposed))
              .changes(History.of(chart, sheet.stored, item));
      if (!sheet.isMine(item)) {
        return readOnly(item, question);
      }
      if (sheet.isAskedOnce(item)) {
        return question
            .folded(chart.words().say("the day above, or another", question.text()))
            .submitted(fields)
            .error(filled.map(one -> one.wrong().getOrDefault(item, "")).orElse(""));
      }
      var known = sheet.storedText(item);
      if (sheet.isOnFile(item)) {
        question = question.from(chart.words().say("on file; leave empty to keep it"));
      }
      var limits = known.isEmpty() ? sheet.limits(item) : Optional.<Limits>empty();
      if (limits.isPresent()) {
        question = question.from(limits.get().from()).limitsOf(limits.get().text());
      }
      if (filled.isPresent()) {
        return question.submitted(fields).error(filled.get().wrong().getOrDefault(item, ""));
      }
      return known
          .filter(text -> !text.equals(AnswerText.ON_FILE))
          .or(() -> suggested(item, known, proposed))
          .map(question::answered)
          .orElse(question);
    }

    /** On a brief page a reason for no answer is shown only where there is one. */
    private boolean isSpared(Item item) {
      var name = sheet.name(item);
      boolean given =
          sheet.storedText(item).filter(AnswerText.MISSING::contains).isPresent()
              || !fields.getOrDefault(name + ".missing", "").isEmpty()
              || fields.getOrDefault(name, "").startsWith(Answers.NO_ANSWER);
      return sheet.brief && !given;
    }

    private Optional<String> suggested(
        Item item, Optional<String> known, Optional<String> proposed) {
      if (known.isPresent() || (sheet.stored.isPresent() && proposed.isEmpty())) {
        return Optional.empty();
      }
      return proposed
          .or(() -> startsAs(item))
          .or(() -> Optional.ofNullable(sheet.initial().get(item.name())));
    }

    private Optional<String> startsAs(Item item) {
      boolean holds =
          preview
              .record()
              .flatMap(
                  record ->
                      item.startsIf()
                          .map(when -> when.test(preview.journey().world(), record) == Truth.YES))
              .orElse(true);
      return item.startsAs().filter(_ -> holds);
    }

    /** The code that a decision of the study proposes, when it proposes just one. */
    private Optional<String> proposed(Item item) {
      boolean proposes =
          item.proposedBy().isPresent() || (item.kind().isPresent() && item.table().isPresent());
      return proposes
          ? preview.record().flatMap(record -> Journey.codeOf(item, record.proposed(item)))
          : Optional.empty();
    }

    private String hint(Item item, Optional<String> proposed) {
      var words = sheet.chart.words();
      var parts = new ArrayList<String>();
      if (Sheet.asked(item, preview) == Truth.UNKNOWN) {
        parts.add(
            words.say(
                "only if", sheet.chart.speaker().condition(item.askedIf().orElseThrow()).text()));
      }
      proposed.ifPresent(
          code ->
              parts.add(
                  words.say("the study proposes", sheet.chart.speaker().code(item, code).text())));
      boolean suggestedDay =
          sheet.stored.isEmpty()
              && sheet.form.dayItem().filter(item::equals).isPresent()
              && !sheet.isAskedOnce(item)
              && sheet.initial().containsKey(item.name());
      if (suggestedDay) {
        parts.add(words.say("today is suggested"));
      }
      return String.join(" ", parts);
    }

    private Question readOnly(Item item, Question question) {
      var chart = sheet.chart;
      var words = chart.words();
      var value = sheet.storedText(item).map(text -> chart.said(item, text)).orElse("");
      var waits =
          words.say(
              "answered by role", org.trialwright.bedside.Front.role(words, item.answeredBy()));
      return Question.of(
              question.name(),
              question.text(),
              new Kind.Calculated(value, "", waits),
              chart.today())
          .changes(question.changes());
    }

    public List<Asked> asked() {
      return List.copyOf(asked);
    }

    /** Questions that are not asked now, each with its condition. */
    public List<String> notAsked() {
      return List.copyOf(notAsked);
    }

    /** What is wrong, as links to the questions. */
    public List<Link> problems() {
      return Question.problems(sheet.chart.words(), asked.stream().map(Asked::question).toList());
    }

    /** Whether a signature is among the questions. */
    public boolean signature() {
      return asked.stream().anyMatch(one -> one.question().kind() instanceof Kind.Signature);
    }

    /** Whether a day stands among the questions that the page asks once for all. */
    boolean asksForPagesDay() {
      return asked.stream().anyMatch(one -> !one.question().folded().isEmpty());
    }

    /** Whether these are the questions of a page that was sent, kept or not. */
    boolean sent() {
      return filled.isPresent();
    }

    Preview preview() {
      return preview;
    }

    /** The questions with a proposal from which the answer departs without a reason. */
    public List<Item> unexplained() {
      if (filled.isEmpty()) {
        return List.of();
      }
      var answers = filled.get().answers();
      return sheet.shown.stream()
          .filter(item -> proposed(item).isPresent() && answers.containsKey(item.name()))
          .filter(
              item -> {
                var answer = answers.getOrDefault(item.name(), "");
                boolean departs = !proposed(item).equals(Optional.of(answer));
                boolean stands = sheet.storedText(item).equals(Optional.of(answer));
                return departs
                    && !stands
                    && fields.getOrDefault(sheet.name(item) + ".because", "").isBlank();
              })
          .toList();
    }
  }

  /** Why answers depart from what the study proposes, one sentence for each. */
  public String because(Filled filled, Map<String, String> fields) {
    return shown.stream()
        .filter(item -> filled.answers().containsKey(item.name()))
        .map(item -> fields.getOrDefault(name(item) + ".because", "").strip())
        .filter(text -> !text.isEmpty())
        .distinct()
        .reduce((one, other) -> one + "; " + other)
        .orElse("");
  }

  private List<String> reasons(Item item) {
    boolean needed = form.dayItem().filter(item::equals).isPresent() || isSignature(item);
    return needed ? List.of() : Answers.MISSING;
  }

  private String assumed(Item item) {
    return chart.assumed("forms." + item.path());
  }

  /** An answer to a question, such as on the print. */
  static String shown(Chart chart, Record record, Item item) {
    return record
        .text(item)
        .map(text -> chart.said(item, text))
        .orElseGet(
            () -> {
              var value = item.workedOut() ? record.answer(item) : new Answer.Unknown("");
              return value.known() ? chart.speaker().answer(item, value).text() : "";
            });
  }
}
