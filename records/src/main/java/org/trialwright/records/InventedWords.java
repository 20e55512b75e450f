package org.trialwright.records;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.trialwright.records.Vocabulary.Condition;

/** Names that belong to nobody, and sentences about an illness and its treatments. */
record InventedWords(Chance chance, Condition condition, String treatment, String other) {
  private static final List<String> SYLLABLES = Vocabulary.lines("syllables");
  private static final List<String> HOUSES =
      List.of(
          "Memorial Hospital",
          "University Hospital",
          "Medical Center",
          "Clinic",
          "Cancer Institute",
          "Research Site",
          "Children's Hospital",
          "Heart Center",
          "General Hospital",
          "Clinical Research Unit");

  /** A family name, the same for the same number. */
  static String name(int number) {
    int size = SYLLABLES.size();
    var name = new StringBuilder(SYLLABLES.get(number % size));
    for (int rest = number / size; rest > 0; rest /= size) {
      name.append(SYLLABLES.get(rest % size));
    }
    if (number < size) {
      name.append("en");
    }
    return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
  }

  /** The house of that number in a city; the first ones are the large ones. */
  static String house(String city, int number) {
    return name(Math.floorMod(city.hashCode() / 7 + number * 131, 90_000))
        + " "
        + HOUSES.get(Math.floorMod(city.hashCode() + number, HOUSES.size()));
  }

  String person() {
    return name(chance.between(0, 2_500)) + " " + name(chance.between(2_500, 120_000));
  }

  /** One of the sentences of a section with its gaps filled. */
  String say(String section) {
    return fill(chance.one(Vocabulary.lines(section)));
  }

  /** Different sentences of a section, one after the other. */
  List<String> sentences(String section, int many) {
    var left = new ArrayList<>(Vocabulary.lines(section));
    var said = new ArrayList<String>();
    for (int i = 0; i < many; i++) {
      // Long lists say some sentences twice, with other numbers.
      if (left.isEmpty()) {
        left.addAll(Vocabulary.lines(section));
      }
      said.add(fill(left.remove(chance.between(0, left.size() - 1))));
    }
    return said;
  }

  private String fill(String sentence) {
    var filled = new StringBuilder();
    for (int at = 0; at < sentence.length(); at++) {
      boolean gap =
          sentence.charAt(at) == '{'
              && at + 2 < sentence.length()
              && sentence.charAt(at + 2) == '}';
      if (gap) {
        filled.append(gap(sentence.charAt(at + 1)));
        at += 2;
      } else {
        filled.append(sentence.charAt(at));
      }
    }
    return filled.toString();
  }

  private String gap(char name) {
    return switch (name) {
      case 'c' -> condition.name();
      case 'd' -> chance.oftenFirst(Vocabulary.CONDITIONS).name();
      case 't' -> treatment;
      case 'u' -> other;
      case 'm' -> chance.one(Vocabulary.lines("measures"));
      case 'w' -> chance.weighted("days 2; weeks 6; months 5");
      case 'a' -> String.valueOf(chance.between(18, 65));
      case 'k' -> String.valueOf(chance.between(2, 9));
      case 'n' -> String.valueOf(chance.between(10, 99));
      case 'o' -> String.valueOf(chance.between(12, 260));
      case 'p' -> String.valueOf(chance.between(50, 95));
      default -> throw new IllegalStateException("no sentence has a gap {" + name + "}");
    };
  }
}
