package org.trialwright.bedside.form;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialwright.bedside.LabLimits;
import org.trialwright.pages.Answers;
import org.trialwright.pages.Kind;
import org.trialwright.pages.Reading;
import org.trialwright.study.Item;

/**
 * What a file says to one question, as whoever made the file wrote it. It is put into the fields of
 * the form and read there like anything that is typed.
 *
 * @param unit in which the number is; empty when the number says it or there is but one
 * @param low the laboratory's lower limit; empty when the file says none
 * @param high the upper limit
 */
public record Typed(String text, String unit, String low, String high) {

  /**
   * These fields of a sheet with what is said here to a question in the place of its own.
   *
   * @param limits those of the site's laboratory, put beside a new result that comes without any,
   *     as the page does
   */
  public Map<String, String> into(
      Sheet sheet, Item item, Map<String, String> fields, Optional<LabLimits.Entry> limits) {
    var name = sheet.name(item);
    boolean isNew = fields.getOrDefault(name, "").isEmpty();
    var kind = new Kinds(sheet.chart()).of(item).orElseThrow();
    var filled = new HashMap<>(filled(kind, name, fields));
    limits
        .filter(_ -> isNew && !filled.containsKey(name + ".low"))
        .filter(entry -> isIn(entry.set().unit(), kind, name, filled))
        .ifPresent(
            entry -> {
              filled.put(name + ".low", entry.set().low());
              filled.put(name + ".high", entry.set().high());
            });
    return filled;
  }

  private static boolean isIn(String unit, Kind kind, String name, Map<String, String> fields) {
    return kind instanceof Kind.Laboratory
        && Answers.read(kind, name, fields) instanceof Reading.Given(var read)
        && !Answers.MISSING.contains(read)
        && (unit.isEmpty() ? !read.contains(" ") : read.endsWith(" " + unit));
  }

  private Map<String, String> filled(Kind kind, String name, Map<String, String> fields) {
    var filled = new HashMap<>(fields);
    var earlierUnit = fields.getOrDefault(name + ".unit", onlyUnit(kind));
    boolean keepsLimits =
        low.isEmpty() && high.isEmpty() && unitRead(kind, name).equals(earlierUnit);
    var limits = List.of(name + ".low", name + ".high");
    filled
        .keySet()
        .removeIf(
            field ->
                field.equals(name)
                    || (field.startsWith(name + ".") && !(keepsLimits && limits.contains(field))));
    if (Answers.MISSING.contains(text)) {
      filled.putAll(Answers.fields(kind, name, text));
      return filled;
    }
    switch (kind) {
      case Kind.Day _ -> filled.put(name + ".day", text);
      case Kind.Moment _ -> {
        var parts = text.split("[ T]+", 2);
        filled.put(name + ".day", parts[0]);
        filled.put(name + ".time", parts.length > 1 ? parts[1] : "");
      }
      case Kind.YesNo _ -> filled.put(name, code(List.of(), text));
      case Kind.OneOf(var choices) -> filled.put(name, code(choices, text));
      case Kind.Grade(var grades) -> filled.put(name, code(grades, text));
      case Kind.Number _,
          Kind.Laboratory _,
          Kind.Clock _,
          Kind.Text _,
          Kind.Paper _,
          Kind.Signature _,
          Kind.Calculated _ ->
          filled.put(name, text);
    }
    put(filled, name + ".unit", unit);
    put(filled, name + ".low", low);
    put(filled, name + ".high", high);
    return filled;
  }

  /** The unit that the number has, wherever it is said; limits in another one are none of it. */
  private String unitRead(Kind kind, String name) {
    var alone = unit.isEmpty() ? Map.of(name, text) : Map.of(name, text, name + ".unit", unit);
    return Answers.read(kind, name, alone) instanceof Reading.Given(var read) && read.contains(" ")
        ? read.substring(read.indexOf(' ') + 1)
        : "";
  }

  private static String onlyUnit(Kind kind) {
    return kind instanceof Kind.Laboratory(var units, _, _, _) && units.size() == 1
        ? units.getFirst()
        : "";
  }

  private static void put(Map<String, String> fields, String name, String text) {
    if (!text.isEmpty()) {
      fields.put(name, text);
    }
  }

  /** A code, also where its words stand instead. */
  private static String code(List<Kind.Choice> choices, String text) {
    return choices.stream()
        .filter(choice -> choice.code().equals(text) || choice.label().equalsIgnoreCase(text))
        .map(Kind.Choice::code)
        .findFirst()
        .or(() -> Optional.of(text))
        .orElseThrow();
  }
}
