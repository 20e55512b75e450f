package org.trialwright.simulation;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialwright.study.Answer;
import org.trialwright.study.AnswerKind;
import org.trialwright.study.CodeList;
import org.trialwright.study.Item;
import org.trialwright.study.Scenario;
import org.trialwright.study.Scenario.Says;
import org.trialwright.study.Study;
import org.trialwright.study.Type;

/**
 * Writes one answer: what the event at hand says, else what the scenario says of the question, else
 * what the question itself makes likely: no, the first code, the middle of the expected range.
 */
final class Pen {
  private static final LocalTime HALF_PAST_NINE = LocalTime.of(9, 30);
  private static final String WORDS = "rehearsed";

  private static final Optional<Says> NOBODY = Optional.empty();

  private final ZoneId zone;
  private final Map<Item, Optional<Says>> byItem = new HashMap<>();

  Pen(Study study, Scenario scenario) {
    this.zone = ZoneId.of(scenario.setting().zone());
    for (var form : study.forms().values()) {
      form.items().forEach(item -> byItem.put(item, says(scenario, item)));
    }
  }

  /**
   * For whom and when it is written.
   *
   * @param occasion counts the records of the form
   * @param signer printed where a signature is asked
   */
  record Scene(
      Draws draws, Nature nature, LocalDate today, int occasion, LocalDate born, String signer) {}

  private static Optional<Says> says(Scenario scenario, Item item) {
    var exact = Optional.ofNullable(scenario.answers().get(item.path()));
    return exact.isPresent()
        ? exact
        : scenario.answers().entrySet().stream()
            .filter(entry -> entry.getKey().endsWith("*"))
            .filter(entry -> item.path().startsWith(withoutStar(entry.getKey())))
            .max(Comparator.comparingInt(entry -> entry.getKey().length()))
            .map(Map.Entry::getValue);
  }

  private static String withoutStar(String key) {
    return key.substring(0, key.length() - 1);
  }

  /** What the event or the scenario says; empty where neither has a word that holds now. */
  Optional<String> said(Item item, Map<String, Says> event, Scene scene) {
    if (item.identifying()) {
      return Optional.of(scene.born().toString());
    }
    var says =
        Optional.ofNullable(event.get(item.name())).or(() -> byItem.getOrDefault(item, NOBODY));
    return says.flatMap(one -> scene.nature().chosen(one.choices()))
        .flatMap(value -> written(item, value, scene));
  }

  private Optional<String> written(Item item, Says.Value value, Scene scene) {
    return switch (value) {
      case Says.Codes codes ->
          Optional.of(scene.draws().code(item.path(), scene.occasion(), codes.shares()));
      case Says.Number number -> Optional.of(number(item, number, scene) + number.suffix());
      case Says.Even even -> {
        double steps = StrictMath.pow(10, even.decimals());
        double count = StrictMath.rint((even.high() - even.low()) * steps) + 1;
        double step =
            StrictMath.floor(scene.draws().uniform(item.path(), scene.occasion()) * count);
        yield Optional.of(decimal(even.low() + step / steps, even.decimals()) + even.suffix());
      }
      case Says.Worked worked ->
          text(worked.term().value(scene.nature().world(), scene.nature()), worked.term().type());
      case Says.Text text -> Optional.of(text.text());
    };
  }

  private static String number(Item item, Says.Number number, Scene scene) {
    return decimal(drawn(item.path(), number, scene.draws(), scene.occasion()), number.decimals());
  }

  /** A value around the person's own mean, inside its limits. */
  static double drawn(String purpose, Says.Number number, Draws draws, int occasion) {
    double value =
        number.mean()
            + number.between() * draws.normal(purpose + "/person", 0)
            + (number.within() == 0 ? 0 : number.within() * draws.normal(purpose, occasion));
    double low = number.low().orElse(Double.NEGATIVE_INFINITY);
    double high = number.high().orElse(Double.POSITIVE_INFINITY);
    return Math.max(low, Math.min(high, value));
  }

  static String decimal(double value, int decimals) {
    return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
  }

  /** What the question itself makes likely. */
  String usual(Item item, Scene scene) {
    return switch (item.kind().orElseThrow()) {
      case AnswerKind.OneOf one -> usualCode(one.codes());
      case AnswerKind.Amount amount -> usualAmount(amount);
      case AnswerKind.Date _ -> scene.today().toString();
      case AnswerKind.DateTime _ -> moment(scene.today());
      case AnswerKind.Time _ -> HALF_PAST_NINE.toString();
      case AnswerKind.Text _ -> WORDS;
      case AnswerKind.File _ -> WORDS + ".pdf";
      case AnswerKind.Signature _ -> scene.signer();
    };
  }

  private static String usualCode(CodeList list) {
    return list.equals(CodeList.YES_NO) ? "no" : list.codes().getFirst();
  }

  private static String usualAmount(AnswerKind.Amount amount) {
    double value =
        amount.expected().map(span -> (span.low() + span.high()) / 2).orElseGet(amount::low);
    return BigDecimal.valueOf(value)
        .setScale(2, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  private String moment(LocalDate day) {
    var time = day.atTime(HALF_PAST_NINE).atZone(zone);
    var offset = time.getOffset().equals(ZoneOffset.UTC) ? "+00:00" : time.getOffset().getId();
    return day + " " + HALF_PAST_NINE + " " + offset;
  }

  /** A number without noughts at its end. */
  static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  /** An answer as it is written down; empty when it is not known. */
  static Optional<String> text(Answer answer, Type type) {
    return switch (answer) {
      case Answer.Unknown _, Answer.NotAsked _, Answer.NotSigned _ -> Optional.empty();
      case Answer.Written written -> Optional.of(written.text());
      case Answer.Coded coded -> {
        List<String> codes = ((Type.Coded) type).list().of(coded.possible());
        yield Optional.of(String.join(" or ", codes));
      }
      case Answer.Ranged ranged ->
          Optional.of(
              type instanceof Type.Day
                  ? LocalDate.ofEpochDay((long) ranged.low()).toString()
                  : plain(ranged.low()));
    };
  }
}
