package org.trialwright.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.trialwright.quantities.Truth;

/**
 * Says a study in words that people read, in English or Chinese: labels, answers, reasons, whole
 * conditions and the whole protocol. Rules are never translated; they are spoken from the tree that
 * is asked. What has no translation stands in English and is marked as such ({@link Spoken}).
 *
 * <p>Text begins with a capital where it is a label or a sentence and small where it is a clause
 * for the middle of one; nothing ends with a full stop except whole paragraphs of {@link
 * #explain()}. The same study gives the same text always.
 */
public final class Speaker {
  private final Study study;
  private final SpeakerLabels labels;
  private final SpeakerValues values;
  private final SpeakerClauses clauses;
  private final SpeakerReasons reasons;
  private final SpeakerPlans plans;
  private final Grammar grammar;

  private Speaker(Study study, String language, Grammar grammar) {
    this.study = study;
    this.grammar = grammar;
    this.labels = new SpeakerLabels(study, language, grammar);
    this.values = new SpeakerValues(labels);
    this.clauses = new SpeakerClauses(labels, values);
    this.reasons = new SpeakerReasons(labels, values, clauses);
    this.plans = new SpeakerPlans(study, labels, values, clauses);
  }

  /**
   * @param language {@code en} or {@code zh}
   * @throws IllegalArgumentException for any other language
   */
  public static Speaker of(Study study, String language) {
    return switch (language) {
      case "en" -> new Speaker(study, language, new English());
      case "zh" -> new Speaker(study, language, new Chinese());
      default ->
          throw new IllegalArgumentException(
              "a study is spoken in 'en' or 'zh', not in '" + language + "'");
    };
  }

  private Spoken label(String text) {
    return Spoken.of(grammar.capital(text));
  }

  /** What its authors say that nobody may use the study for; empty when they say nothing. */
  public Optional<Spoken> note() {
    return labels.written("study.note").map(this::label);
  }

  // Names ---------------------------------------------------------------------------------------

  public Spoken place(String name) {
    return label(labels.place(name));
  }

  /** A track beside the path. */
  public Spoken track(Next.Track track) {
    return label(protocol().track(track));
  }

  /** A visit, or one of its occasions: {@code surveillance 6 mo} is "Surveillance, month 6". */
  public Spoken visit(String nameOrOccasion) {
    return label(labels.occasion(nameOrOccasion));
  }

  public Spoken arm(String name) {
    return label(labels.arm(name));
  }

  /** A drug, or a group of drugs. */
  public Spoken drug(String name) {
    return label(labels.drug(name));
  }

  /** A form's title. */
  public Spoken form(Form form) {
    return label(labels.form(form));
  }

  /** A question as asked. */
  public Spoken question(Item item) {
    return label(labels.question(item));
  }

  /** What helps to answer a question, if anybody wrote it. */
  public Optional<Spoken> help(Item item) {
    return labels.written("help." + item.path()).map(Spoken::of);
  }

  /**
   * One possible answer of a question, as a choice: "1: light work"; in sentences only "1" is said.
   *
   * @throws IllegalArgumentException when the question is not answered by codes
   */
  public Spoken code(Item item, String code) {
    if (!(item.type() instanceof Type.Coded coded)) {
      throw new IllegalArgumentException(
          item.path() + " is " + item.type().described() + " and has no code '" + code + "'");
    }
    return label(labels.choice(coded.list(), Optional.of(item), code));
  }

  public Spoken code(CodeList list, String code) {
    return label(labels.choice(list, Optional.empty(), code));
  }

  public Spoken setting(Setting setting) {
    return label(labels.setting(setting.name()));
  }

  /** A named date, step of working out, event, or word of the language such as randomised. */
  public Spoken name(Named name) {
    return label(labels.name(name));
  }

  public Spoken endpoint(Measure.Endpoint endpoint) {
    return label(protocol().endpointName(endpoint.name()));
  }

  /** The name of an analysis set. */
  public Spoken set(String name) {
    return label(protocol().set(name));
  }

  /** The sentence of a check, advice or deviation. */
  public Spoken message(Form form, Form.Check check) {
    return label(protocol().message(form, check));
  }

  /** What the site reads before it allocates. */
  public Spoken precondition(How.Precondition before) {
    return label(protocol().precondition(before));
  }

  /** The reason of a modification, as the site reads it. */
  public Spoken reason(What.Modification modification) {
    return label(plans.reason(modification));
  }

  /** A criterion's registered sentence. */
  public Spoken criterion(Who.Criterion criterion) {
    return Spoken.of(protocol().sentence(criterion));
  }

  /** A criterion in a word or two, such as "Clinical T" of {@code disease.T}. */
  public Spoken name(Who.Criterion criterion) {
    return label(
        labels.text(
            List.of("who.name." + criterion.name()),
            () -> SpeakerLabels.plain(criterion.name().replace('.', ' '))));
  }

  /** A criterion as the site asks it; the sentence itself when no wording of its own exists. */
  public Spoken asked(Who.Criterion criterion) {
    return Spoken.of(
        labels
            .written("who.question." + criterion.name())
            .or(() -> labels.written("who.question." + criterion.sentenceName()))
            .orElseGet(() -> protocol().sentence(criterion)));
  }

  /** A question of {@link JoinQuestions}, as anybody is asked it. */
  public Spoken asked(JoinQuestions.Question question) {
    return Spoken.of(labels.written(JoinQuestions.ASK + question.name()).orElse(""));
  }

  /** What helps to answer it at home, if anybody wrote it. */
  public Optional<Spoken> hint(JoinQuestions.Question question) {
    return labels.written("who.hint." + question.name()).map(Spoken::of);
  }

  /** What a person who is not taken for this criterion could wait for, if anybody wrote it. */
  public Optional<Spoken> change(Who.Criterion criterion) {
    return labels
        .written("who.change." + criterion.name())
        .or(() -> labels.written("who.change." + criterion.sentenceName()))
        .map(Spoken::of);
  }

  // Values --------------------------------------------------------------------------------------

  /**
   * An answer in words: {@code 75 µmol/L (59–104)}, {@code 15 Oct 2024}, {@code 4a or 4b}, {@code
   * not done}. Entered numbers keep every digit, worked-out ones four.
   */
  public Spoken answer(Item item, Answer answer) {
    return Spoken.of(values.answer(item, answer));
  }

  /** The value of a named date or of a step; four digits. */
  public Spoken answer(Named name, Answer answer) {
    return Spoken.of(values.value(name.type(), Optional.empty(), answer, true));
  }

  /** The value of a term of a rule. */
  public Spoken answer(Term term, Answer answer) {
    boolean workedOut = term.item().map(Item::workedOut).orElse(true);
    return Spoken.of(values.value(term.type(), term.item(), answer, workedOut));
  }

  /** A setting's value. */
  public Spoken answer(Setting setting, Answer answer) {
    return Spoken.of(values.value(setting.type(), Optional.empty(), answer, false));
  }

  // Reasons -------------------------------------------------------------------------------------

  /** One comparison that ought to hold: "ECOG performance status is 2, must be 0 or 1". */
  public Spoken because(Because because) {
    return label(reasons.because(because, true));
  }

  public Spoken because(List<Because> because) {
    return label(reasons.because(because, true));
  }

  /**
   * The same where nobody says that it ought to hold: "Platelets 120 ×10⁹/L, at least 75 ×10⁹/L".
   */
  public Spoken finding(Because because) {
    return label(reasons.because(because, false));
  }

  public Spoken finding(List<Because> because) {
    return label(reasons.because(because, false));
  }

  /** The answers that a rule waits for: "creatinine and height"; a clause. */
  public Spoken needed(List<Because> because) {
    return Spoken.of(
        reasons.listNeeded(because.stream().filter(one -> one.truth() == Truth.UNKNOWN).toList()));
  }

  /** "Met: …", "Not met because …" or "Cannot tell until: …". */
  public Spoken verdict(Who.Verdict verdict) {
    return label(reasons.verdict(verdict));
  }

  /** What speaks for a verdict, without the verdict. */
  public Spoken evidence(Who.Verdict verdict) {
    return label(reasons.evidence(verdict));
  }

  /**
   * Which answer would decide, and how: "ECOG performance status: 0 or 1 meets it; 2 or more does
   * not". For a criterion that is not met: what would have to be otherwise, at least. Empty for one
   * that is met.
   */
  public Spoken wouldChange(Who.Verdict verdict) {
    return label(reasons.wouldChange(verdict));
  }

  // Rules ---------------------------------------------------------------------------------------

  /** Any condition as a clause: "cT is 2, 3 or 4a, and cN is 0". */
  public Spoken condition(Condition condition) {
    return Spoken.of(clauses.condition(condition));
  }

  /** A value by its name, or how it is made; a clause. */
  public Spoken term(Term term) {
    return Spoken.of(clauses.term(term));
  }

  /** When a visit is held, with its windows and conditions. */
  public Spoken timing(When.Visit visit) {
    return label(plans.timing(visit));
  }

  /** The window of one occasion of a visit: "± 14 days". */
  public Spoken window(When.Visit visit, When.Occasion occasion) {
    return label(plans.window(occasion, clauses.term(visit.anchor())));
  }

  /** A deadline, such as the report of a serious event. */
  public Spoken alarm(When.Alarm alarm) {
    return label(plans.alarm(alarm));
  }

  /** A drug with dose, route, days and limits, in one line. */
  public Spoken drug(What.Drug drug) {
    var parts = plans.drug(drug).stream().map(SpeakerPlans.Part::text).toList();
    return label(
        grammar.say("value", labels.drug(drug.name()), String.join(grammar.semicolon(), parts)));
  }

  /** "Counts low: leave out chemotherapy, when neutrophils below 1 ×10⁹/L". */
  public Spoken modification(What.Modification modification) {
    return label(plans.modification(modification));
  }

  /** What is done: "leave out chemotherapy"; a clause. */
  public Spoken act(What.Act act) {
    return Spoken.of(plans.act(act));
  }

  /** One word for what is done to a dose: "hold". */
  public Spoken action(What.Action action) {
    return Spoken.of(grammar.say("word " + action.name()));
  }

  public Spoken gradeRow(What.GradeRow row) {
    return label(plans.gradeRow(row));
  }

  /** How a step or a named date is worked out: "GFR = …". */
  public Spoken step(Named step) {
    return label(plans.step(step));
  }

  /** A way on: "To “Surveillance” when …". */
  public Spoken exit(Next.Exit exit) {
    return label(plans.exit(exit));
  }

  public Spoken claim(Next.Claim claim) {
    return label(plans.claim(claim));
  }

  public Spoken allocation() {
    return label(plans.allocation(study.how().allocation()));
  }

  // The whole -----------------------------------------------------------------------------------

  /**
   * The protocol in plain words, as Markdown: six sections, forms, settings and differences between
   * sources. What is neither in the public record nor confirmed carries its mark. Text without a
   * translation stands in English; how many texts that are is said at the top.
   */
  public String explain() {
    return Spoken.of(protocol().write(missing().size())).text();
  }

  /**
   * The schedule of activities: a column for each visit, a row for when it is held and one for each
   * form, marked where it is filled in; what forms depend on, and the drugs, in the notes.
   */
  public Schedule schedule() {
    return sheets().schedule();
  }

  /**
   * The data dictionary: a row for each question, with kind, unit, limits, answers, when it is
   * asked and the lines of the study that read it.
   */
  public Grid dictionary() {
    return sheets().dictionary();
  }

  /** Every form before anybody has answered. */
  public List<BlankForm> blankForms() {
    return sheets().blanks();
  }

  /** The title of all blank forms. */
  public String formsTitle() {
    return grammar.say("sheet forms", study.name());
  }

  /** The title of the path. */
  public String pathTitle() {
    return grammar.say("sheet path", study.name());
  }

  /** What is said before the places that a drawing of the path leaves out. */
  public String notDrawn() {
    return grammar.say("sheet not drawn");
  }

  /** Version, seal and target, as a sentence. */
  public Spoken version() {
    return Spoken.of(protocol().version());
  }

  private SpeakerSheets sheets() {
    return new SpeakerSheets(study, labels, values, clauses, plans, protocol());
  }

  /** Everything that {@link #explain()} says, line by line. */
  List<SpeakerProtocol.Saying> sayings() {
    return protocol().sayings();
  }

  /** A comparison with an earlier version as Markdown; the study of this speaker is the later. */
  String compared(Comparison comparison, Study before, Study after) {
    return new SpeakerComparison(grammar, comparison).write(before, after);
  }

  /** Paths of the words file that have no text in this language, in the order of the study. */
  public List<String> missing() {
    var missing = new ArrayList<String>();
    for (var text : SpeakerTexts.of(study)) {
      if (!labels.has(text)) {
        missing.add(text.getFirst());
      }
    }
    return List.copyOf(missing);
  }

  private SpeakerProtocol protocol() {
    return new SpeakerProtocol(study, labels, values, clauses, plans);
  }
}
