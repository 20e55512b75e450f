package org.trialwright.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialwright.quantities.Truth;

class SpeakerTest {
  private static final String STUDY =
      """
      study:   SMALL
      version: 1
      target:  20 treated
      lists:
        finding: clear | PET-CT | not-done
      forms:
        exam:
          title:  Examination
          day:    Examined on [date]
          ecog:   ECOG performance status [0 < 1 < 2 < 3 < 4]
          T:      Clinical T [is < 1 < 2 < 3 < 4a < 4b]
          weight: Weight [25..250 kg]
          dose:   Dose as prednisone [0..500 mg/d]
          ill:    Autoimmune disease now or ever [yes/no]
          scan:   Finding, as read [finding]
          way:    What follows [watch | surgery-by-choice | Ivor-Lewis]
        blood:
          title:      Blood
          day:        Taken on [date]
          platelets:  Platelets [0..1500 10^9/L, lab]
          ALT:        ALT [0..10000 U/L, lab]
          creatinine: Creatinine [10..2000 umol/L, or mg/dL x 88.4, lab]
          finding:    Remark [text, optional]
          ratio:      Ratio of both [= ALT / creatinine]
        ae:
          title:   Adverse event
          repeats: yes
          started: Started on [date]
          term:    Term [rash | colitis]
          grade:   Grade [1 < 2 < 3 < 4 < 5]
          told-at: Told at [date time]
        dose:
          title:   Dose given
          repeats: yes
          day:     Given on [date]
          given:   Given [0..900 mg]
        signature:
          title:   Signature
          signed:  Investigator agrees [yes/no]
          day:     Signed on [date]
        close:
          title:   Close-out
          day:     Closed on [date]
          remark:  Remark [text, optional]
      who:
        age: 18..75 y on exam.day
        include:
          fit:   Performance status 0 to 1
        exclude:
          ill:    Autoimmune disease
          steroid: Steroids
        rules:
          fit:   exam.ecog in 0, 1
          ill:   exam.ill
          steroid: exam.dose > 10 mg/d and not (exam.ecog >= 3)
      how:
        arms:
          new: 1, experimental, New drug
          old: 1, active comparator, Old drug
        allocate: permuted blocks within site, exam.T
        masking: none
        before:
          All criteria are met: who is eligible and signature.signed
      what:
        alpha-mab:
          give:      200 mg IV over 30 min
          on:        day 1 22
          in:        new
          apart:     at least 20 d
          not after: day 29
        betaxel:
          give:   50 mg/m2 x BSA IV over 30..60 min
          on:     day 1 8
          round:  to nearest 5 mg or 1 mg if more than 5 % off
          levels: 50 40 then stop
        order: alpha-mab, betaxel
        work out:
          BSA: mosteller(170 cm, exam.weight), at most 2 m2
        modify:
          low counts: omit betaxel then level -1; hold alpha-mab when blood.platelets < 50 10^9/L or not (blood.platelets known)
          liver:      stop betaxel when blood.ALT > 2.5 ULN
        alpha-mab by grade of ae:
          colitis: give hold stop stop
      when:
        dates:
          start:    first dose.day where given > 0 mg
        visits:
          screening: exam.day + 0..28 d
          weekly:    start day 8 15 ± 1 d
          watch:     start + 3 6 9 12 mo ± 14 d then 16 20 mo -1..+7 d; while treated; in new
          late:      start + 28 d within 21..42 d amber to 84 d; if exam.way is watch
          end:       start + 12 wk
        do:
          screening: exam, blood, signature
          weekly, watch, late, end: blood, dose
          any time:  ae, close
        clocks:
          told:      ae.started + 24 h until ae.told-at known; warn at 18 h; if ae.grade >= 3
        missed: 14 d after its window
      next:
        begin: waiting
        anywhere:
          closed:  close recorded
        waiting:
          treated: allocated and dose recorded
          stay:    who is eligible or exam recorded
        treated:
          waiting: blood.platelets < 20 10^9/L
          stay:    exam.way in watch, surgery-by-choice or exam.way is Ivor-Lewis or blood recorded
        end: closed
        claims:
          treated: only after waiting
      measure:
        sets:
          all: allocated
        OS: primary; time from randomised to close.day, else latest of exam.day, start; Kaplan-Meier at 36 mo; by arm; in all
        safe: share where any ae where grade >= 3, missing counts as no; exact 95 % CI; in all
      settings:
        cut: 1096 d
      """;

  private static final String CHINESE =
      """
      language: zh-CN
      status: not reviewed
      places:
        waiting: 等待
      visits:
        watch: 主动监测
      arms:
        new: 新药组
      drugs:
        alpha-mab: 阿尔法单抗
      forms:
        exam:
          title:  检查
          ecog:   ECOG体能状态
          T:      临床T
          weight: 体重
          dose:   泼尼松剂量
          ill:    自身免疫病
          way:    下一步
        blood:
          title:      血液
          platelets:  血小板
          ALT:        谷丙转氨酶
          creatinine: 肌酐
        ae:
          title: 不良事件
          grade: 分级
      codes:
        exam:
          way:
            watch: 监测
            surgery-by-choice: 自愿手术
      what:
        work out:
          BSA: 体表面积
        modify:
          low counts: 血小板低
      when:
        dates:
          start: 治疗开始日
      who:
        include:
          fit: 体能状态0至1
        question:
          ill: 受试者有自身免疫病吗？
      """;

  private static final String ENGLISH =
      """
      language: en
      places:
        waiting: Waiting room
      visits:
        watch: Surveillance
      who:
        question:
          ill: Does the participant have an autoimmune disease?
      """;

  private static final Study SMALL = study();
  private static final Speaker EN = Speaker.of(SMALL, "en");
  private static final Speaker ZH = Speaker.of(SMALL, "zh");

  /** Every value of this small study is assumed unless something else is said of it. */
  private static Study study() {
    var files = new HashMap<>(Map.of("study.yaml", STUDY, "zh.yaml", CHINESE, "en.yaml", ENGLISH));
    var sources = new TreeSet<String>();
    sources.add("\"how.masking\": published; somewhere\n");
    files.put("sources.yaml", String.join("", sources));
    var wanted = Pattern.compile("no source says where '(.*)' comes from");
    for (var fault : StudyReader.read(new Folder(files)).faults()) {
      var match = wanted.matcher(fault.message());
      if (match.find()) {
        sources.add('"' + match.group(1) + "\": assumed; for this test\n");
      }
    }
    files.put("sources.yaml", String.join("", sources));
    return StudyReader.read(new Folder(files)).orThrow();
  }

  private static Item item(String path) {
    int dot = path.indexOf('.');
    return SMALL.form(path.substring(0, dot)).item(path.substring(dot + 1)).orElseThrow();
  }

  /** A world that knows only the newest answers it is given. */
  private static final class Facts extends LikeWorld {
    private final Map<String, Answer> answers;

    Facts(Map<String, Answer> answers) {
      super(new Nothing());
      this.answers = answers;
    }

    @Override
    public Answer newest(Item item) {
      return answers.getOrDefault(item.path(), Answers.UNKNOWN);
    }
  }

  /** Nothing is known but the age, and nobody is allocated. */
  private static final class Nothing extends LikeWorld {
    Nothing() {
      super(BlankWorld.HERE);
    }

    @Override
    public Answer named(Named name) {
      return Answers.UNKNOWN;
    }

    @Override
    public Answer arm() {
      return Answers.NOT_ASKED;
    }

    @Override
    public Answer ageOn(long day) {
      return Answer.exactly(62);
    }

    @Override
    public long today() {
      return LocalDate.of(2024, 10, 15).toEpochDay();
    }

    @Override
    public Truth eligible() {
      return Truth.UNKNOWN;
    }

    @Override
    public boolean allocated() {
      return false;
    }
  }

  private static Answer code(String path, String... codes) {
    var list = ((Type.Coded) item(path).type()).list();
    long bits = 0;
    for (var code : codes) {
      bits |= list.bit(code);
    }
    return new Answer.Coded(bits);
  }

  private static Who.Verdict verdict(String criterion, Map<String, Answer> facts) {
    return SMALL.who().judge(new Facts(facts)).verdicts().stream()
        .filter(one -> one.criterion().name().equals(criterion))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void both_languages_have_the_same_phrases_with_the_same_values() {
    var english = new English().phrases();
    var chinese = new Chinese().phrases();
    assertThat(chinese.keySet()).containsExactlyInAnyOrderElementsOf(english.keySet());
    english.forEach(
        (key, phrase) ->
            assertThat(values(chinese.get(key)))
                .as("the values of '%s' that Chinese says", key)
                .isSubsetOf(values(phrase)));
  }

  private static List<String> values(String phrase) {
    return Pattern.compile("\\{\\d}").matcher(phrase).results().map(m -> m.group()).toList();
  }

  @Test
  void another_language_is_refused() {
    assertThatThrownBy(() -> Speaker.of(SMALL, "fr"))
        .hasMessage("a study is spoken in 'en' or 'zh', not in 'fr'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          watch        | Surveillance           | 主动监测
          watch 6 mo   | Surveillance, month 6  | 主动监测，第6个月
          weekly day 8 | Weekly, day 8          | weekly，第8天
          end          | End                    | end
          """)
  void an_occasion_of_a_visit_says_when(String visit, String english, String chinese) {
    assertThat(EN.visit(visit).text()).isEqualTo(english);
    assertThat(ZH.visit(visit).text()).isEqualTo(chinese);
  }

  @Test
  void what_has_no_translation_stands_in_marked_english() {
    assertThat(ZH.place("waiting").translated()).isTrue();
    assertThat(ZH.place("treated"))
        .isEqualTo(new Spoken(List.of(new Spoken.Piece("treated", false))));
    assertThat(ZH.visit("weekly day 8").pieces())
        .containsExactly(new Spoken.Piece("weekly", false), new Spoken.Piece("，第8天", true));
    assertThat(EN.place("treated"))
        .isEqualTo(new Spoken(List.of(new Spoken.Piece("Treated", true))));
  }

  @Test
  void names_without_words_need_no_translation() {
    assertThat(ZH.code(item("exam.T"), "4a"))
        .isEqualTo(new Spoken(List.of(new Spoken.Piece("4a", true))));
    assertThat(ZH.code(item("exam.scan"), "PET-CT").text()).isEqualTo("PET-CT");
    assertThat(EN.code(item("exam.way"), "surgery-by-choice").text())
        .isEqualTo("Surgery by choice");
    assertThat(EN.code(item("exam.way"), "Ivor-Lewis").text()).isEqualTo("Ivor Lewis");
    assertThat(ZH.code(item("exam.way"), "surgery-by-choice").text()).isEqualTo("自愿手术");
    assertThat(EN.arm("new").text()).isEqualTo("New drug");
    assertThat(ZH.drug("alpha-mab").text()).isEqualTo("阿尔法单抗");
    assertThatThrownBy(() -> EN.code(item("exam.weight"), "heavy"))
        .hasMessage("exam.weight is a number in kg and has no code 'heavy'");
  }

  @Test
  void answers_are_said_with_unit_limits_and_what_is_still_possible() {
    double june = LocalDate.of(2024, 6, 1).toEpochDay();
    double moment = LocalDateTime.of(2024, 12, 3, 8, 30).toEpochSecond(ZoneOffset.UTC);
    says(
        "blood.creatinine",
        new Answer.Ranged(75, 75, 59, 104),
        "75 µmol/L (59–104)",
        "75 µmol/L（59–104）");
    says("blood.creatinine", Answer.exactly(0.85 * 88.4), "75.14 µmol/L", "75.14 µmol/L");
    says("blood.platelets", Answer.exactly(0.5), "0.5 ×10⁹/L", "0.5 ×10⁹/L");
    says("blood.ALT", Answer.exactly(12345), "12 345 U/L", "12 345 U/L");
    says("blood.ratio", Answer.exactly(1 / 3.0), "0.3333 U/µmol", "0.3333 U/µmol");
    says("exam.dose", Answer.exactly(10), "10 mg a day", "每日10 mg");
    says("exam.day", Answer.exactly(june), "1 Jun 2024", "2024年6月1日");
    says("exam.day", Answer.between(june, june + 29), "Jun 2024", "2024年6月");
    says("exam.day", Answer.between(june - 152, june + 213), "2024", "2024年");
    says(
        "exam.day",
        Answer.between(june, june + 3),
        "1 Jun 2024 to 4 Jun 2024",
        "2024年6月1日至2024年6月4日");
    says("ae.told-at", Answer.exactly(moment), "3 Dec 2024, 08:30 UTC", "2024年12月3日，08:30 UTC");
    says("exam.T", code("exam.T", "4a", "4b"), "4a or 4b", "4a或4b");
    says("exam.T", code("exam.T", "is", "1", "2", "3"), "3 or lower", "3及以下");
    says("exam.ill", Answers.YES, "yes", "是");
    says("exam.ill", Answers.EITHER, "not known", "不详");
    says("exam.ill", new Answer.Unknown("not done"), "not done", "未做");
    says("exam.ill", Answers.UNKNOWN, "no answer yet", "尚未填写");
    says("exam.ill", Answers.NOT_ASKED, "not asked", "无需回答");
    says("exam.way", code("exam.way", "watch"), "watch", "监测");
    says("blood.finding", new Answer.Written("as written"), "as written", "as written");
  }

  @Test
  void answers_of_a_time_of_day_between_two_moments_and_with_one_limit() {
    double noon = LocalDateTime.of(2024, 12, 3, 12, 0).toEpochSecond(ZoneOffset.UTC);
    var every = StudyReader.read(Folder.read(EveryRuleTest.FOLDER)).orThrow();
    var english = Speaker.of(every, "en");
    var seen = every.form("ae").item("seen-at").orElseThrow();
    assertThat(english.answer(seen, Answer.exactly(510)).text()).isEqualTo("08:30");
    assertThat(english.answer(seen, Answer.between(510, 555)).text()).isEqualTo("08:30 to 09:15");
    says(
        "ae.told-at",
        Answer.between(noon, noon + 3600),
        "3 Dec 2024, 12:00 UTC to 3 Dec 2024, 13:00 UTC",
        "2024年12月3日，12:00 UTC至2024年12月3日，13:00 UTC");
    says("blood.ALT", new Answer.Ranged(30, 30, 9, Double.NaN), "30 U/L (from 9)", "30 U/L（下限9）");
    says(
        "blood.ALT",
        new Answer.Ranged(30, 31, Double.NaN, 50),
        "30 to 31 U/L (up to 50)",
        "30至31 U/L（上限50）");
    double january = LocalDate.of(2024, 1, 1).toEpochDay();
    says("exam.day", Answer.between(january, january + 30), "Jan 2024", "2024年1月");
    says(
        "exam.day",
        Answer.between(january, january + 364),
        "1 Jan 2024 to 30 Dec 2024",
        "2024年1月1日至2024年12月30日");
    says("exam.T", code("exam.T", "1", "3"), "1 or 3", "1或3");
    says("exam.T", code("exam.T", "is", "1"), "is or 1", "is或1");
    says("exam.T", code("exam.T", "3", "4a", "4b"), "3 or higher", "3及以上");
    assertThatThrownBy(() -> EN.answer(item("exam.weight"), Answers.YES))
        .hasMessageStartingWith("a number in kg has the answer");
    assertThatThrownBy(() -> EN.answer(item("exam.ecog"), Answer.exactly(1)))
        .hasMessageStartingWith("an answer of exam.ecog has the answer");
  }

  private static void says(String path, Answer answer, String english, String chinese) {
    assertThat(plainSpaces(EN.answer(item(path), answer))).isEqualTo(english);
    assertThat(plainSpaces(ZH.answer(item(path), answer))).isEqualTo(chinese);
  }

  private static String plainSpaces(Spoken spoken) {
    return spoken.text().replace('\u00a0', ' ').replace('\u2009', ' ');
  }

  @Test
  void a_criterion_that_is_met_says_the_evidence() {
    var fit = verdict("fit", Map.of("exam.ecog", code("exam.ecog", "1")));
    assertThat(EN.verdict(fit).text()).isEqualTo("Met: ECOG performance status is 1");
    assertThat(ZH.verdict(fit).text()).isEqualTo("符合：ECOG体能状态为1");
    assertThat(EN.evidence(fit).text()).isEqualTo("ECOG performance status is 1");
    assertThat(EN.wouldChange(fit).pieces()).isEmpty();
    var healthy = verdict("ill", Map.of("exam.ill", Answers.NO));
    assertThat(EN.verdict(healthy).text()).isEqualTo("Met: autoimmune disease now or ever: no");
  }

  @Test
  void a_criterion_that_is_not_met_says_what_must_be() {
    var unfit = verdict("fit", Map.of("exam.ecog", code("exam.ecog", "2")));
    assertThat(EN.verdict(unfit).text())
        .isEqualTo("Not met because ECOG performance status is 2, must be 0 or 1");
    assertThat(ZH.verdict(unfit).text()).isEqualTo("不符合，因为ECOG体能状态为2，须为0或1");
    assertThat(EN.wouldChange(unfit).text())
        .isEqualTo("It is needed that ECOG performance status is 0 or 1");
    var ill = verdict("ill", Map.of("exam.ill", Answers.YES));
    assertThat(EN.verdict(ill).text())
        .isEqualTo("Not met because autoimmune disease now or ever: yes");
    assertThat(EN.wouldChange(ill).text())
        .isEqualTo("It is needed that autoimmune disease now or ever: no");
    assertThat(ZH.verdict(ill).text()).isEqualTo("不符合，因为自身免疫病：是");
  }

  @Test
  void a_criterion_nobody_can_tell_says_which_answer_decides_and_how() {
    var unknown = verdict("fit", Map.of());
    assertThat(EN.verdict(unknown).text()).isEqualTo("Cannot tell until: ECOG performance status");
    assertThat(EN.wouldChange(unknown).text())
        .isEqualTo("ECOG performance status: 0 or 1 meets it; 2 or more does not");
    assertThat(ZH.verdict(unknown).text()).isEqualTo("尚不能判定，须先有：ECOG体能状态");
    assertThat(ZH.wouldChange(unknown).text()).isEqualTo("ECOG体能状态：0或1则符合；2及以上则不符合");
    var refused = verdict("ill", Map.of("exam.ill", new Answer.Unknown("refused")));
    assertThat(EN.wouldChange(refused).text())
        .isEqualTo("Autoimmune disease now or ever (refused): no meets it; yes does not");
    var either = verdict("fit", Map.of("exam.ecog", code("exam.ecog", "1", "2")));
    assertThat(EN.wouldChange(either).text())
        .isEqualTo("ECOG performance status (1 or 2): 1 meets it; 2 does not");
  }

  @Test
  void one_of_several_open_answers_only_speaks_for_or_against() {
    var steroid = verdict("steroid", Map.of());
    assertThat(plainSpaces(EN.wouldChange(steroid)))
        .isEqualTo(
            "Dose as prednisone: at most 10 mg a day speaks for it; above 10 mg a day speaks"
                + " against it; ECOG performance status: 3 or 4 speaks for it; 2 or less speaks"
                + " against it");
    var high =
        verdict(
            "steroid",
            Map.of("exam.dose", Answer.exactly(20), "exam.ecog", code("exam.ecog", "1")));
    assertThat(plainSpaces(EN.verdict(high)))
        .isEqualTo(
            "Not met because dose as prednisone 20 mg a day, above 10 mg a day; ECOG performance"
                + " status is 1, not 3 or more");
    assertThat(plainSpaces(EN.wouldChange(high)))
        .isEqualTo(
            "It is needed that (dose as prednisone not above 10 mg a day, or ECOG performance"
                + " status is 3 or more)");
  }

  private static List<Because> why(Condition condition, Map<String, Answer> facts) {
    return condition.because(new Facts(facts), Rows.NONE);
  }

  private static What.Modification modification(String reason) {
    return SMALL.what().modifications().stream()
        .filter(one -> one.reason().equals(reason))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_reason_says_the_value_and_the_limit() {
    var low = modification("low counts").when();
    var counts = Map.of("blood.platelets", Answer.exactly(45));
    assertThat(plainSpaces(EN.because(why(low, counts))))
        .isEqualTo("Platelets 45 ×10⁹/L, below 50 ×10⁹/L");
    assertThat(plainSpaces(ZH.because(why(low, counts)))).isEqualTo("血小板45 ×10⁹/L，低于50 ×10⁹/L");
    var enough = why(low, Map.of("blood.platelets", Answer.exactly(75)));
    assertThat(plainSpaces(EN.because(enough.getFirst())))
        .isEqualTo("Platelets 75 ×10⁹/L, must be below 50 ×10⁹/L");
    assertThat(plainSpaces(EN.finding(enough.getFirst())))
        .isEqualTo("Platelets 75 ×10⁹/L, at least 50 ×10⁹/L");
    var liver = modification("liver").when();
    var alt = new Answer.Ranged(120, 120, Double.NaN, 40);
    assertThat(plainSpaces(EN.because(why(liver, Map.of("blood.ALT", alt)))))
        .isEqualTo("ALT 120 U/L (up to 40), above 2.5 times the upper limit of normal (100 U/L)");
    assertThat(EN.because(why(liver, Map.of("blood.ALT", Answer.exactly(120)))).text())
        .isEqualTo("Cannot tell until: this laboratory's upper limit for ALT");
    assertThat(EN.needed(why(liver, Map.of())).text()).isEqualTo("ALT");
  }

  @Test
  void what_is_worked_out_names_the_answers_it_needs() {
    var bsa = SMALL.what().steps().getFirst();
    var known =
        new Condition.Compare(
            new Term.Name(bsa), Condition.Order.BELOW, new Term.Name(bsa), "BSA < BSA");
    assertThat(EN.needed(why(known, Map.of())).text()).isEqualTo("BSA (worked out from weight)");
    assertThat(ZH.needed(why(known, Map.of())).text()).isEqualTo("体表面积（由体重计算）");
  }

  @Test
  void conditions_are_clauses() {
    clause(
        modification("low counts").when(),
        "platelets below 50 ×10⁹/L, or platelets not known",
        "血小板低于50 ×10⁹/L，或血小板未知");
    clause(
        modification("liver").when(),
        "ALT above 2.5 times the upper limit of normal",
        "谷丙转氨酶高于正常上限的2.5倍");
    clause(
        SMALL.who().criterion("steroid").orElseThrow().rules().getFirst().condition(),
        "dose as prednisone above 10 mg a day, and ECOG performance status is not 3 or more",
        "泼尼松剂量高于每日10 mg，且ECOG体能状态不是3及以上");
    clause(
        SMALL.who().criterion("age").orElseThrow().rules().getFirst().condition(),
        "age on date of examination between 18 and 75 years",
        "按检查日期计算的年龄在18至75岁之间");
    clause(
        SMALL.next().place("treated").orElseThrow().exits().getLast().when(),
        "what follows is watch or surgery by choice, or what follows is Ivor Lewis, or “Blood” is"
            + " filled in",
        "下一步为监测或自愿手术，或下一步为Ivor Lewis，或“血液”已填写");
    clause(
        SMALL.how().before().getFirst().condition(),
        "the participant is eligible, and investigator agrees: yes",
        "受试者符合入选条件，且Investigator agrees：是");
  }

  private static void clause(Condition condition, String english, String chinese) {
    assertThat(plainSpaces(EN.condition(condition))).isEqualTo(english);
    assertThat(plainSpaces(ZH.condition(condition))).isEqualTo(chinese);
  }

  @Test
  void not_of_several_conditions_is_said_of_each_and_kept_in_brackets() {
    var ill = new Condition.Is(new Term.Newest(item("exam.ill")), CodeList.YES_NO, 2, false, "ill");
    var recorded = new Condition.Recorded(SMALL.form("close"));
    var neither = new Condition.Not(new Condition.Or(List.of(ill, recorded)));
    assertThat(EN.condition(new Condition.And(List.of(recorded, neither))).text())
        .isEqualTo(
            "“Close-out” is filled in, and (autoimmune disease now or ever: no, and “Close-out” is"
                + " not filled in)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          screening | At most 28 days after date of examination
          weekly    | On days 8 and 15, counted from start as day 1 (± 1 day)
          watch     | Every 3 months from 3 to 12 months after start (± 14 days), then 16 and 20 months after start (from 1 day before to 7 days after); while at “Treated”; only in New drug
          late      | 28 days after start (from 21 to 42 days after start; late but no deviation up to 84 days after start); only if what follows is watch
          end       | 84 days after start (on that day only)
          """)
  void a_visit_says_when_it_is_held(String visit, String said) {
    assertThat(EN.timing(SMALL.when().visit(visit).orElseThrow()).text()).isEqualTo(said);
  }

  @Test
  void a_visit_is_said_in_chinese() {
    var watch = SMALL.when().visit("watch").orElseThrow();
    assertThat(ZH.timing(watch).text())
        .isEqualTo("治疗开始日后从3至12个月每3个月一次（±14天），之后治疗开始日后16和20个月（提前1天至推后7天）；" + "处于“treated”期间；仅限新药组");
    assertThat(ZH.window(watch, watch.occasions().getFirst()).text()).isEqualTo("±14天");
    assertThat(EN.window(watch, watch.occasions().getLast()).text())
        .isEqualTo("From 1 day before to 7 days after");
  }

  @Test
  void treatment_is_said_with_its_limits() {
    assertThat(plainSpaces(EN.drug(SMALL.what().drug("alpha-mab").orElseThrow())))
        .isEqualTo(
            "Alpha-mab: 200 mg, into a vein, over 30 minutes; on days 1 and 22; in New drug only;"
                + " at least 20 days between two doses; not after day 29; a dose that was left out"
                + " is not made up");
    assertThat(plainSpaces(ZH.drug(SMALL.what().drug("betaxel").orElseThrow())))
        .isEqualTo(
            "betaxel：按体表面积每m²给予50 mg，静脉给药，历时30至60分钟；第1和8天；"
                + "取整至最接近的5 mg；如相差超过5%则取整至1 mg；剂量水平50和40 mg/m²；略去的剂量不补");
    assertThat(plainSpaces(EN.modification(modification("low counts"))))
        .isEqualTo(
            "Low counts: leave out betaxel, then go on with betaxel lower by one level; hold"
                + " alpha-mab, when platelets below 50 ×10⁹/L, or platelets not known");
    assertThat(plainSpaces(ZH.modification(modification("low counts"))))
        .isEqualTo("血小板低：略去betaxel，恢复时betaxel下调一个剂量水平；暂缓阿尔法单抗；" + "条件：血小板低于50 ×10⁹/L，或血小板未知");
    assertThat(EN.gradeRow(SMALL.what().gradeRows().getFirst()).text())
        .isEqualTo("Colitis: grade 1 give, grade 2 hold, grade 3 stop, grade 4 stop");
    assertThat(plainSpaces(EN.step(SMALL.what().steps().getFirst())))
        .isEqualTo("BSA = body surface (Mosteller) from 170 cm and weight, at most 2 m²");
  }

  @Test
  void ways_on_and_deadlines_are_said() {
    var exits = SMALL.next().place("waiting").orElseThrow().exits();
    assertThat(exits.stream().map(exit -> EN.exit(exit).text()))
        .containsExactly(
            "To “Closed” when “Close-out” is filled in",
            "To “Treated” when the participant is randomised, and “Dose given” is filled in",
            "Stays, when the participant is eligible, or “Examination” is filled in");
    assertThat(EN.claim(SMALL.next().claims().getFirst()).text())
        .isEqualTo("Treated: only after “Waiting room”");
    assertThat(EN.alarm(SMALL.when().alarms().getFirst()).text())
        .isEqualTo(
            "“Told”: within 24 hours after date of adverse event, until “Told at” known; a warning"
                + " after 18 hours; only if grade is 3 or more");
    assertThat(EN.allocation().text())
        .isEqualTo(
            "Random permuted blocks within site and clinical T; block sizes are kept secret");
  }

  @Test
  void criteria_are_said_as_registered_and_as_asked() {
    var ill = SMALL.who().criterion("ill").orElseThrow();
    assertThat(EN.criterion(ill).text()).isEqualTo("Autoimmune disease");
    assertThat(EN.asked(ill).text()).isEqualTo("Does the participant have an autoimmune disease?");
    assertThat(ZH.asked(ill).text()).isEqualTo("受试者有自身免疫病吗？");
    assertThat(ZH.criterion(ill).translated()).isFalse();
    assertThat(ZH.criterion(SMALL.who().criterion("fit").orElseThrow()).text())
        .isEqualTo("体能状态0至1");
  }

  @Test
  void a_short_name_is_used_inside_sentences_only() {
    var scan = item("exam.scan");
    var list = ((Type.Coded) scan.type()).list();
    var done =
        new Condition.Is(new Term.Newest(scan), list, list.bit("not-done"), true, "scan done");
    assertThat(EN.condition(done).text()).isEqualTo("“Finding, as read” is not “not done”");
    var words = new Words("en", "", Map.of("short.exam.scan", "scan"));
    var speaker = Speaker.of(with(words), "en");
    assertThat(speaker.condition(done).text()).isEqualTo("scan is not “not done”");
    assertThat(speaker.question(scan).text()).isEqualTo("Finding, as read");
  }

  private static Study with(Words english) {
    return new Study(
        SMALL.name(),
        SMALL.version(),
        SMALL.seal(),
        SMALL.target(),
        SMALL.who(),
        SMALL.how(),
        SMALL.what(),
        SMALL.when(),
        SMALL.next(),
        SMALL.measure(),
        SMALL.forms(),
        SMALL.settings(),
        SMALL.sources(),
        Map.of("en", english),
        SMALL.recordJson(),
        SMALL.differences(),
        SMALL.files());
  }

  @Test
  void missing_texts_are_listed_by_path() {
    assertThat(EN.missing()).isEmpty();
    assertThat(ZH.missing())
        .contains("places.treated", "lists.finding.clear", "arms.old", "codes.ae.term.rash")
        .doesNotContain("places.waiting", "codes.exam.T.4a", "lists.finding.PET-CT");
  }

  @Test
  void the_protocol_is_explained_in_six_sections_with_what_is_assumed() {
    var page = EN.explain();
    assertThat(page)
        .contains(
            "## 1. Who may join",
            "## 2. How they are allocated",
            "## 3. What they receive",
            "## 4. When they are seen",
            "## 5. Which way they go next",
            "## 6. What is measured")
        .contains("  - Rule: ECOG performance status is 0 or 1 [assumed]")
        .contains("- Nobody is masked [published]")
        .contains("- **From everywhere**\n  - To “Closed” when “Close-out” is filled in")
        .contains("  - Method, as written: Kaplan-Meier at 36 mo; by arm; in all")
        .doesNotContain("{0}");
    assertThat(Speaker.of(study(), "en").explain()).isEqualTo(page);
    assertThat(ZH.explain())
        .contains("有" + ZH.missing().size() + "处文字尚无译文", "译文尚未经人审核", "## 六、评价什么", "［暂定］");
  }

  @Test
  void the_built_in_study_can_be_said_as_a_whole() {
    var folder = Path.of("..", "studies", "palace3");
    if (!Files.isDirectory(folder)) {
      abort("SKIPPED: there is no folder " + folder + ", so the built-in study was not spoken");
    }
    var study = StudyReader.read(Folder.read(folder)).study();
    if (study.isEmpty()) {
      abort("SKIPPED: the built-in study has faults, which its own tests report");
    }
    for (var language : List.of("en", "zh")) {
      var speaker = Speaker.of(study.get(), language);
      assertThat(speaker.explain())
          .doesNotContainPattern("\\{\\d}")
          .doesNotContainPattern("[\\uE000\\uE001]")
          .doesNotContainPattern("\\[= ");
      for (var form : study.get().forms().values()) {
        for (var check : form.checks()) {
          assertThat(speaker.condition(check.condition()).text()).as(check.message()).isNotBlank();
        }
      }
    }
  }
}
