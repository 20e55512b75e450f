package org.trialwright.bedside.api;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.trialwright.pages.Credentials;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.Words;
import org.trialwright.quantities.PartialDate;

/**
 * A body that was sent, after it was held against its operation.
 *
 * @param fields texts, whole numbers, yes or no, and objects of texts
 */
public record Sent(Map<String, Object> fields) {

  /** A text; empty when the field was left out. */
  public String text(String name) {
    return fields.get(name) instanceof String text ? text : "";
  }

  /** The day of a field; today when it was left out, refused when it is none. */
  public LocalDate day(String name, LocalDate today, Words words) {
    return day(name, text(name), today, words);
  }

  /** The day that somebody wrote under a name; today for nothing. */
  public static LocalDate day(String name, String text, LocalDate today, Words words) {
    if (text.isEmpty()) {
      return today;
    }
    return PartialDate.read(text)
        .filter(day -> day.toString().equals(text) && day.earliest().equals(day.latest()))
        .map(PartialDate::earliest)
        .orElseThrow(() -> Problem.fields(words, Map.of(name, words.say("api a day is needed"))));
  }

  /** False when the field was left out. */
  public boolean flag(String name) {
    return Boolean.TRUE.equals(fields.get(name));
  }

  /** 0 when the field was left out. */
  public int whole(String name) {
    return fields.get(name) instanceof Integer number ? number : 0;
  }

  /** An object of texts; empty when the field was left out. */
  public Map<String, String> texts(String name) {
    var texts = new LinkedHashMap<String, String>();
    if (fields.get(name) instanceof Map<?, ?> object) {
      object.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
    }
    return texts;
  }

  /** Whoever acts gives the password of their account anew, or is refused. */
  public void confirm(Credentials credentials, SignedIn person, Words words) {
    if (!credentials.confirms(person.account(), text("password"))) {
      throw Problem.password(words);
    }
  }

  /** What does not fit the operation, by field; empty when it all does. */
  static Map<String, String> faults(Map<?, ?> body, List<Taken> takes, Words words) {
    var faults = new TreeMap<String, String>();
    for (var taken : takes) {
      var value = body.get(taken.name());
      if (value == null) {
        if (!taken.optional()) {
          faults.put(taken.name(), words.say("api field is missing"));
        }
      } else if (!fits(value, taken.kind())) {
        faults.put(
            taken.name(),
            switch (taken.kind()) {
              case TEXT -> words.say("api a text is needed");
              case FLAG -> words.say("api true or false is needed");
              case WHOLE -> words.say("api a whole number is needed");
              case TEXTS -> words.say("api an object of texts is needed");
            });
      }
    }
    for (var name : body.keySet()) {
      if (takes.stream().noneMatch(taken -> taken.name().equals(name))) {
        faults.put(
            String.valueOf(name),
            words.say(
                "api no such field", String.join(", ", takes.stream().map(Taken::name).toList())));
      }
    }
    return faults;
  }

  private static boolean fits(Object value, Taken.Kind kind) {
    return switch (kind) {
      case TEXT -> value instanceof String;
      case FLAG -> value instanceof Boolean;
      case WHOLE -> value instanceof Integer;
      case TEXTS ->
          value instanceof Map<?, ?> object
              && object.values().stream().allMatch(String.class::isInstance);
    };
  }
}
