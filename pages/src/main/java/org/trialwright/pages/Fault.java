package org.trialwright.pages;

import java.util.List;

/**
 * Why a submitted answer cannot be taken, said in the reader's language.
 *
 * @param field the submitted field to go to, such as {@code weight} or {@code onset.day}
 * @param key of the words
 * @param values set into the words
 */
public record Fault(String field, String key, List<String> values) {
  public Fault {
    values = List.copyOf(values);
  }

  public String say(Words words) {
    return words.say(key, values.toArray());
  }
}
