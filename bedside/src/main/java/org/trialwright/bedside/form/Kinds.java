package org.trialwright.bedside.form;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.Front;
import org.trialwright.pages.Kind;
import org.trialwright.quantities.Unit;
import org.trialwright.study.AnswerKind;
import org.trialwright.study.CodeList;
import org.trialwright.study.Item;

/** How a page asks what the study asks. */
final class Kinds {
  private static final int LONGEST_TEXT = 2000;
  private static final int MOST_TILES = 6;

  private final Chart chart;

  Kinds(Chart chart) {
    this.chart = chart;
  }

  /** Empty for a value that nobody is asked for. */
  Optional<Kind> of(Item item) {
    return item.kind().map(kind -> of(item, kind));
  }

  private Kind of(Item item, AnswerKind kind) {
    return switch (kind) {
      case AnswerKind.OneOf(var codes, _) -> of(item, codes);
      case AnswerKind.Amount amount -> of(amount);
      case AnswerKind.Date(var partial, _, _) -> new Kind.Day(partial);
      case AnswerKind.DateTime _ -> new Kind.Moment(chart.dates().zone());
      case AnswerKind.Time _ -> new Kind.Clock();
      case AnswerKind.Text _ -> new Kind.Text(1, LONGEST_TEXT);
      case AnswerKind.File _ -> new Kind.Paper();
      case AnswerKind.Signature _ -> new Kind.Signature(chart.person().name(), role());
    };
  }

  private String role() {
    return chart.person().grants().stream()
        .filter(grant -> grant.reach(chart.site()) == org.trialwright.pages.Reach.OWN_SITE)
        .map(grant -> Front.role(chart.words(), grant.role().code()))
        .distinct()
        .reduce((one, other) -> chart.words().say("two parts", one, other))
        .orElse("");
  }

  private Kind of(Item item, CodeList codes) {
    if (codes.equals(CodeList.YES_NO)) {
      return new Kind.YesNo();
    }
    boolean graded =
        codes.ordered()
            && codes.codes().size() <= MOST_TILES
            && codes.codes().stream().allMatch(code -> code.matches("\\d"));
    var choices = codes.codes().stream().map(code -> choice(item, code, graded)).toList();
    return graded ? new Kind.Grade(choices) : new Kind.OneOf(choices);
  }

  private Kind.Choice choice(Item item, String code, boolean tile) {
    var label = chart.speaker().code(item, code).text();
    return new Kind.Choice(code, tile && label.equals(code) ? "" : label);
  }

  private static Kind of(AnswerKind.Amount amount) {
    var units = new ArrayList<String>();
    if (!amount.unit().equals(Unit.NONE)) {
      units.add(amount.unit().symbol());
      amount.otherUnits().forEach(other -> units.add(other.unit().symbol()));
    }
    var usual =
        amount
            .expected()
            .map(span -> new Kind.Bounds(plain(span.low()), plain(span.high())))
            .orElse(Kind.Bounds.NONE);
    var possible = new Kind.Bounds(plain(amount.low()), plain(amount.high()));
    return amount.lab()
        ? new Kind.Laboratory(units, usual, possible, -1)
        : new Kind.Number(units, usual, possible, -1);
  }

  /** A bound as people write it: no exponent, no trailing zeros. */
  static String plain(double number) {
    return BigDecimal.valueOf(number).signum() == 0
        ? "0"
        : BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  /** The codes of a coded question, or none. */
  static List<String> codes(Item item) {
    return item.type() instanceof org.trialwright.study.Type.Coded coded
        ? coded.list().codes()
        : List.of();
  }
}
