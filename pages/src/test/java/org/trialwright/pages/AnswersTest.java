package org.trialwright.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersTest {
  private static final Kind.Bounds ANY = Kind.Bounds.NONE;
  private static final Kind COUNT =
      new Kind.Number(List.of(), new Kind.Bounds("4", "12"), new Kind.Bounds("0", "40"), 0);
  private static final Kind WEIGHT =
      new Kind.Number(List.of("kg"), ANY, new Kind.Bounds("20", "300"), -1);
  private static final Kind CREATININE =
      new Kind.Laboratory(List.of("umol/L", "mg/dL"), ANY, new Kind.Bounds("10", "2000"), 2);
  private static final Kind STAGE =
      new Kind.OneOf(
          List.of(
              new Kind.Choice("3", "T3"),
              new Kind.Choice("4a", "T4a"),
              new Kind.Choice("4b", "T4b")));
  private static final Words WORDS = Words.of(Language.ENGLISH);
  private static final Words CHINESE = Words.of(Language.CHINESE);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-03-27              | 2026-03-27",
        "2026/3/27               | 2026-03-27",
        "2026.03.27              | 2026-03-27",
        "20260327                | 2026-03-27",
        "27 Mar 2026             | 2026-03-27",
        "27 march 2026           | 2026-03-27",
        "27-Mar-2026             | 2026-03-27",
        "27Mar2026               | 2026-03-27",
        "Mar 27, 2026            | 2026-03-27",
        "27.3.2026               | 2026-03-27",
        "27 3 2026               | 2026-03-27",
        "27/3/2026               | 2026-03-27",
        "3.4.2026                | 2026-04-03",
        "3/3/2026                | 2026-03-03",
        "2026年3月27日            | 2026-03-27",
        "2026 年 3 月 27 日       | 2026-03-27",
        "２０２６年３月２７日       | 2026-03-27",
        "２０２６－０３－２７       | 2026-03-27",
        "29 Feb 2024             | 2024-02-29",
      })
  void a_date_is_read_in_every_usual_writing(String typed, String canonical) {
    assertThat(Answers.date("day", typed, false)).isEqualTo(new Reading.Given(canonical));
    assertThat(read(new Kind.Day(false), Map.of("q.day", "  " + typed + " "))).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3/4/2026     | a date with two meanings",
        "3-4-2026     | a date with two meanings",
        "29 Feb 2023  | that day does not exist",
        "2026-02-30   | that day does not exist",
        "2026-13-01   | that is not a month",
        "1.13.2026    | that is not a month",
        "27.3.26      | that is not a date",
        "27 Mai 2026  | that is not a date",
        "2026-03/27   | that is not a date",
        "2026-03-27T10:00 | that is not a date",
        "1826-03-27   | the year is out of range",
        "yesterday    | that is not a date",
        "2026-03      | a whole date is needed",
        "2026年3月     | a whole date is needed",
      })
  void a_date_that_is_not_clear_is_refused_with_advice(String typed, String key) {
    assertThat(Answers.date("q", typed, false))
        .isInstanceOfSatisfying(
            Reading.Wrong.class, wrong -> assertThat(wrong.fault().key()).isEqualTo(key));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "27 | Mar  | 2026   | 2026-03-27",
        "27 | 3    | 2026   | 2026-03-27",
        "27 | 三月  | 2026   | 2026-03-27",
        "27日 | 3月 | 2026年 | 2026-03-27",
        "２７ | ３  | ２０２６ | 2026-03-27",
        "-  | Mar  | 2026   | 2026-03",
        "-  | -    | 2026   | 2026",
        "2026年3月 | - | -    | 2026-03",
        "Mar 2026 | - | -     | 2026-03",
        "2026 | - | -        | 2026",
      })
  void parts_of_a_date_may_be_unknown_where_the_study_allows(
      String day, String month, String year, String canonical) {
    assertThat(read(new Kind.Day(true), date(day, month, year))).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "-  | Mar  | 2026   | the day is missing            | q.day",
        "27 | -    | 2026   | the month is missing          | q.month",
        "27 | Mar  | -      | the year is missing           | q.year",
        "27 | -    | -      | the year is missing           | q.year",
        "27 | Mar  | 26     | the year in four figures      | q.year",
        "27 | 13   | 2026   | that is not a month           | q.month",
        "27 | Ma   | 2026   | that is not a month           | q.month",
        "31 | Apr  | 2026   | that day does not exist       | q.day",
        "x  | Apr  | 2026   | that is not a day             | q.day",
        "27 Mar 2026 | Mar | - | a whole date beside its parts | q.day",
      })
  void a_date_in_parts_says_which_part_is_wrong(
      String day, String month, String year, String key, String field) {
    assertThat(Answers.read(new Kind.Day(false), "q", date(day, month, year)))
        .isInstanceOfSatisfying(
            Reading.Wrong.class,
            wrong -> {
              assertThat(wrong.fault().key()).isEqualTo(key);
              assertThat(wrong.fault().field()).isEqualTo(field);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "60        | 60 kg",
        "  60.50 | 60.50 kg",
        "６０．５   | 60.5 kg",
        "060       | 60 kg",
        "+60       | 60 kg",
        "60 kg     | 60 kg",
        "60kg      | 60 kg",
        "60ｋｇ     | 60 kg",
      })
  void a_number_keeps_its_figures(String typed, String canonical) {
    assertThat(read(WEIGHT, Map.of("q", typed))).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "60,5    | a comma in a number",
        "60，5    | a comma in a number",
        "<20     | a sign before a number",
        "≥ 20    | a sign before a number",
        "1e2     | that is not a number",
        "6 0     | that is not a number",
        "60 lb   | that is not a number",
        "sixty   | that is not a number",
        "6.0.1   | that is not a number",
        ".       | that is not a number",
        "10²     | that is not a number",
        "19.9    | not within the possible",
        "-60     | not within the possible",
      })
  void a_number_that_is_not_clear_is_refused_with_advice(String typed, String key) {
    assertThat(key(WEIGHT, Map.of("q", typed))).isEqualTo(key);
  }

  @Test
  void a_decimal_comma_is_answered_with_the_number_as_it_should_be_written() {
    assertThat(fault(WEIGHT, Map.of("q", "60,5")).say(WORDS)).contains("“60,5”").contains("60.5");
    assertThat(fault(WEIGHT, Map.of("q", "60,5")).say(CHINESE)).contains("60.5");
  }

  @Test
  void a_count_takes_no_point() {
    assertThat(key(COUNT, Map.of("q", "3.5"))).isEqualTo("a whole number is needed");
    assertThat(read(COUNT, Map.of("q", "3"))).isEqualTo("3");
  }

  @Test
  void a_number_copied_from_a_page_keeps_its_value() {
    Kind cells = new Kind.Number(List.of(), ANY, ANY, -1);
    assertThat(read(cells, Map.of("q", "41\u2009877"))).isEqualTo("41877");
    assertThat(key(cells, Map.of("q", "41 877"))).isEqualTo("that is not a number");
  }

  @Test
  void a_laboratory_value_has_its_unit_and_this_laboratorys_limits() {
    Map<String, String> fields =
        Map.of("q", "75", "q.unit", "umol/L", "q.low", " 59", "q.high", "104");
    assertThat(read(CREATININE, fields)).isEqualTo("75 umol/L (59..104)");
    assertThat(read(CREATININE, Map.of("q", "0.85 mg/dL"))).isEqualTo("0.85 mg/dL");
    assertThat(read(CREATININE, Map.of("q", "75 µmol/L"))).isEqualTo("75 umol/L");
    assertThat(read(CREATININE, Map.of("q", "75 μmol/L"))).isEqualTo("75 umol/L");
  }

  @Test
  void limits_of_an_earlier_result_are_no_answer_until_there_is_a_result_or_they_are_changed() {
    var suggested = new java.util.HashMap<>(Answers.limits(CREATININE, "q", "75 umol/L (59..104)"));
    assertThat(suggested)
        .containsOnly(
            Map.entry("q.unit", "umol/L"),
            Map.entry("q.low", "59"),
            Map.entry("q.high", "104"),
            Map.entry("q.suggested", "59..104"));
    assertThat(Answers.read(CREATININE, "q", suggested)).isInstanceOf(Reading.Empty.class);
    suggested.put("q", "81");
    assertThat(read(CREATININE, suggested)).isEqualTo("81 umol/L (59..104)");
    suggested.put("q", "");
    suggested.put("q.low", "60");
    assertThat(key(CREATININE, suggested)).isEqualTo("limits without a result");
    suggested.put("q.low", "59");
    suggested.put("q.missing", "not done");
    assertThat(read(CREATININE, suggested)).isEqualTo("not done");
  }

  @Test
  void a_laboratory_value_that_is_not_whole_is_refused() {
    assertThat(key(CREATININE, Map.of("q", "75"))).isEqualTo("choose the unit");
    assertThat(key(CREATININE, Map.of("q", "0.85 mg/dL", "q.unit", "umol/L")))
        .isEqualTo("two units are given");
    assertThat(key(CREATININE, Map.of("q.low", "1", "q.high", "2")))
        .isEqualTo("limits without a result");
    assertThat(key(CREATININE, Map.of("q", "75", "q.unit", "umol/L", "q.low", "59")))
        .isEqualTo("both limits are needed");
    assertThat(key(CREATININE, Map.of("q", "75 umol/L", "q.low", "104", "q.high", "59")))
        .isEqualTo("the limits run backwards");
    assertThat(key(CREATININE, Map.of("q", "75.123 umol/L"))).isEqualTo("too many decimals");
    assertThat(key(CREATININE, Map.of("q", "75", "q.unit", "g")))
        .isEqualTo("that unit is not offered");
  }

  @Test
  void the_possible_range_is_judged_in_the_own_unit_only() {
    assertThat(read(CREATININE, Map.of("q", "0.85", "q.unit", "mg/dL"))).isEqualTo("0.85 mg/dL");
    assertThat(key(CREATININE, Map.of("q", "0.85", "q.unit", "umol/L")))
        .isEqualTo("not within the possible");
  }

  @Test
  void a_moment_carries_the_offset_of_its_place_on_that_day() {
    Kind shanghai = new Kind.Moment(ZoneId.of("Asia/Shanghai"));
    Map<String, String> fields = date("3", "12", "2024");
    fields.put("q.time", "16.30");
    assertThat(read(shanghai, fields)).isEqualTo("2024-12-03 16:30 +08:00");
    fields.put("q.time", "");
    assertThat(key(shanghai, fields)).isEqualTo("the time is missing");
    assertThat(key(shanghai, Map.of("q.time", "16:30"))).isEqualTo("the day is missing");
  }

  @Test
  void an_hour_that_comes_twice_is_asked_for_and_one_that_is_left_out_is_refused() {
    Kind berlin = new Kind.Moment(ZoneId.of("Europe/Berlin"));
    Map<String, String> fields = date("27", "10", "2024");
    fields.put("q.time", "02:30");
    assertThat(key(berlin, fields)).isEqualTo("that time came twice");
    fields.put("q.offset", "+01:00");
    assertThat(read(berlin, fields)).isEqualTo("2024-10-27 02:30 +01:00");
    Map<String, String> spring = date("31", "3", "2024");
    spring.put("q.time", "02:30");
    assertThat(key(berlin, spring)).isEqualTo("that time was left out");
  }

  @ParameterizedTest
  @CsvSource({"16:30,16:30", "9:05,09:05", "0905,09:05", "１６：３０,16:30", "16.30,16:30"})
  void a_time_is_of_24_hours(String typed, String canonical) {
    assertThat(read(new Kind.Clock(), Map.of("q", typed))).isEqualTo(canonical);
  }

  @ParameterizedTest
  @CsvSource({"24:00", "16:60", "4 pm", "下午4:30", "9", "905"})
  void a_time_that_is_not_clear_is_refused(String typed) {
    assertThat(key(new Kind.Clock(), Map.of("q", typed))).isEqualTo("that is not a time");
  }

  @Test
  void codes_are_those_of_the_question_also_when_partly_known() {
    assertThat(read(STAGE, Map.of("q", "4a"))).isEqualTo("4a");
    assertThat(read(STAGE, Map.of("q", "4a or 4b"))).isEqualTo("4a or 4b");
    assertThat(key(STAGE, Map.of("q", "5"))).isEqualTo("that is not one of the answers");
    assertThat(key(STAGE, Map.of("q", "4a or"))).isEqualTo("that is not one of the answers");
    assertThat(key(new Kind.YesNo(), Map.of("q", "true")))
        .isEqualTo("that is not one of the answers");
  }

  @Test
  void a_reason_for_no_answer_stands_alone() {
    assertThat(read(WEIGHT, Map.of("q.missing", "not done"))).isEqualTo("not done");
    assertThat(read(STAGE, Map.of("q", "no answer: refused"))).isEqualTo("refused");
    assertThat(read(STAGE, Map.of("q.missing", "refused"))).isEqualTo("refused");
    assertThat(key(WEIGHT, Map.of("q", "60", "q.missing", "not done")))
        .isEqualTo("an answer and a reason for none");
    assertThat(key(WEIGHT, Map.of("q", "6o", "q.missing", "not done")))
        .isEqualTo("an answer and a reason for none");
    assertThat(key(WEIGHT, Map.of("q.missing", "bored")))
        .isEqualTo("that is not a reason for no answer");
    assertThat(key(new Kind.Text(1, 100), Map.of("q", "not done")))
        .isEqualTo("a reason written as text");
  }

  @Test
  void nothing_filled_in_is_empty_not_unknown() {
    for (Kind kind : kinds()) {
      assertThat(Answers.read(kind, "q", Map.of("other", "x"))).isEqualTo(new Reading.Empty());
    }
  }

  @Test
  void text_is_kept_as_typed_but_for_the_ends() {
    Kind text = new Kind.Text(3, 30);
    assertThat(read(text, Map.of("q", "  Zwei  Proben\r\n verloren ")))
        .isEqualTo("Zwei  Proben\n verloren");
    assertThat(key(text, Map.of("q", "x".repeat(31)))).isEqualTo("the text is too long");
    assertThat(key(text, Map.of("q", "a\u0000b"))).isEqualTo("a sign that cannot be kept");
    assertThat(key(text, Map.of("q", "a\ud800b"))).isEqualTo("a sign that cannot be kept");
  }

  @Test
  void nobody_signs_for_another() {
    Kind signature = new Kind.Signature("C. Demo", "coordinator");
    assertThat(read(signature, Map.of("q", "C. Demo"))).isEqualTo("C. Demo");
    assertThat(key(signature, Map.of("q", "I. Demo"))).isEqualTo("the signature is another person");
  }

  @Test
  void a_calculated_value_cannot_be_submitted() {
    Kind calculated = new Kind.Calculated("21.0", "", "");
    assertThat(Answers.read(calculated, "q", Map.of("q", "99"))).isEqualTo(new Reading.Empty());
  }

  @Test
  void whatever_is_typed_gives_a_text_that_reads_again_as_itself_or_a_fault_with_words() {
    long seed = 20_241_015L;
    Random random = new Random(seed);
    int given = 0;
    int wrong = 0;
    for (int round = 0; round < 20_000; round++) {
      List<Kind> kinds = kinds();
      Kind kind = kinds.get(random.nextInt(kinds.size()));
      Map<String, String> typed = new HashMap<>();
      for (String part :
          List.of("", ".unit", ".low", ".high", ".day", ".month", ".year", ".time", ".missing")) {
        if (random.nextInt(3) > 0 && (!part.equals(".missing") || random.nextInt(10) == 0)) {
          typed.put("q" + part, piece(random));
        }
      }
      String where = "seed " + seed + ", round " + round + ", " + kind + ", " + typed;
      switch (Answers.read(kind, "q", typed)) {
        case Reading.Given(var text) -> {
          given++;
          assertThat(Answers.read(kind, "q", Answers.fields(kind, "q", text)))
              .as(where)
              .isEqualTo(new Reading.Given(text));
          assertNothingWasAltered(where, typed, text);
        }
        case Reading.Wrong(var fault) -> {
          wrong++;
          assertThat(fault.say(WORDS)).as(where).isNotBlank();
          assertThat(fault.say(CHINESE)).as(where).isNotBlank();
          assertThat(fault.field()).as(where).startsWith("q");
        }
        case Reading.Empty _ -> {}
      }
    }
    assertThat(given).as("some inputs are good").isGreaterThan(1_000);
    assertThat(wrong).as("some inputs are bad").isGreaterThan(1_000);
  }

  /** Every figure of the canonical text was typed, and every figure typed is in it. */
  private static void assertNothingWasAltered(
      String where, Map<String, String> typed, String text) {
    if (text.matches("\\d{4}-.*") || Answers.MISSING.contains(text)) {
      return;
    }
    String figures = text.replaceAll("\\D", "").replaceFirst("^0+(?=\\d)", "");
    String all = Answers.uniform(String.join("", typed.values())).replaceAll("\\D", "");
    assertThat(figures.chars().filter(figure -> figure != '0'))
        .as(where)
        .allMatch(figure -> all.indexOf(figure) >= 0);
  }

  private static String piece(Random random) {
    String[] pieces = {
      "",
      " ",
      "0",
      "1",
      "12",
      "27",
      "2024",
      "3",
      "60",
      "0.85",
      "104",
      "１２",
      ".",
      ",",
      "-",
      "/",
      "年",
      "月",
      "日",
      "Mar",
      "mar",
      "三月",
      "kg",
      " umol/L",
      "mg/dL",
      "yes",
      "no",
      "4a",
      "4a or 4b",
      "16:30",
      "not done",
      "refused",
      "no answer: not known",
      "\u2009",
      "\u0000",
      "é",
      "\ud83e\udd14",
      "+",
      "<",
      "e",
      "C. Demo",
      "²",
      "٣",
      "\n",
      "\t"
    };
    StringBuilder text = new StringBuilder();
    int count = random.nextInt(10) < 6 ? 1 : random.nextInt(6);
    for (int at = 0; at < count; at++) {
      text.append(
          random.nextInt(30) == 0
              ? String.valueOf((char) random.nextInt(0x10000))
              : pieces[random.nextInt(pieces.length)]);
    }
    return text.toString();
  }

  private static List<Kind> kinds() {
    return List.of(
        new Kind.YesNo(),
        STAGE,
        new Kind.Grade(List.of(new Kind.Choice("0", "none"), new Kind.Choice("1", "mild"))),
        COUNT,
        WEIGHT,
        new Kind.Number(List.of(), ANY, ANY, -1),
        CREATININE,
        new Kind.Laboratory(List.of("U/L"), ANY, ANY, -1),
        new Kind.Day(false),
        new Kind.Day(true),
        new Kind.Moment(ZoneId.of("Asia/Shanghai")),
        new Kind.Moment(ZoneId.of("Europe/Berlin")),
        new Kind.Clock(),
        new Kind.Text(1, 200),
        new Kind.Text(5, 200),
        new Kind.Paper(),
        new Kind.Signature("C. Demo", "coordinator"),
        new Kind.Calculated("1", "", ""));
  }

  private static Map<String, String> date(String day, String month, String year) {
    Map<String, String> fields = new HashMap<>();
    fields.put("q.day", day == null ? "" : day);
    fields.put("q.month", month == null ? "" : month);
    fields.put("q.year", year == null ? "" : year);
    return fields;
  }

  private static String read(Kind kind, Map<String, String> fields) {
    assertThat(Answers.read(kind, "q", fields)).isInstanceOf(Reading.Given.class);
    return ((Reading.Given) Answers.read(kind, "q", fields)).text();
  }

  private static Fault fault(Kind kind, Map<String, String> fields) {
    assertThat(Answers.read(kind, "q", fields)).isInstanceOf(Reading.Wrong.class);
    return ((Reading.Wrong) Answers.read(kind, "q", fields)).fault();
  }

  private static String key(Kind kind, Map<String, String> fields) {
    return fault(kind, fields).key();
  }
}
