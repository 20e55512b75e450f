package org.trialwright.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of the interface in one language. Each module keeps {@code words-en.txt} and {@code
 * words-zh.txt} (UTF-8, one {@code key = text} a line, {@code #} begins a comment line) among its
 * resources, beside its classes. A key is a short English phrase; {@code {0}}, {@code {1}} … stand
 * for values. There are no plural rules: where number changes the sentence, there are two keys.
 *
 * <p>A key that is missing is a bug and throws; {@link WordsAudit} finds it in the build.
 */
public final class Words {
  private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");

  private final Language language;
  private final Map<String, String> texts;

  private Words(Language language, Map<String, String> texts) {
    this.language = language;
    this.texts = Map.copyOf(texts);
  }

  /**
   * The words of this module and of the modules of the given classes.
   *
   * @param modules one class of each further module; its word files lie beside it
   */
  public static Words of(Language language, Class<?>... modules) {
    Map<String, String> texts = new LinkedHashMap<>(file(language, Words.class));
    for (Class<?> module : modules) {
      file(language, module)
          .forEach(
              (key, text) -> {
                if (texts.put(key, text) != null) {
                  throw new IllegalStateException(
                      "the words '"
                          + key
                          + "' of "
                          + module.getPackageName()
                          + " are defined twice");
                }
              });
    }
    return new Words(language, texts);
  }

  public Language language() {
    return language;
  }

  /** The text of a key with its values set in, each by its {@code toString}. */
  public String say(String key, Object... values) {
    String text = texts.get(key);
    if (text == null) {
      throw new IllegalArgumentException("no words '" + key + "' in " + language.code());
    }
    Matcher places = PLACE.matcher(text);
    StringBuilder said = new StringBuilder();
    while (places.find()) {
      int index = Integer.parseInt(places.group(1));
      if (index >= values.length) {
        throw new IllegalArgumentException(
            "the words '" + key + "' need a value {" + index + "}, given were " + values.length);
      }
      places.appendReplacement(said, Matcher.quoteReplacement(String.valueOf(values[index])));
    }
    return places.appendTail(said).toString();
  }

  /** One form for exactly one, another with the count as {@code {0}} for any other number. */
  public String count(long count, String keyOfOne, String keyOfMany) {
    return count == 1 ? say(keyOfOne) : say(keyOfMany, count);
  }

  Set<String> keys() {
    return texts.keySet();
  }

  private static Map<String, String> file(Language language, Class<?> module) {
    String name = "words-" + language.code() + ".txt";
    try (InputStream file = module.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException(module.getPackageName() + " has no file " + name);
      }
      return read(new String(file.readAllBytes(), StandardCharsets.UTF_8), name);
    } catch (IOException trouble) {
      throw new UncheckedIOException(trouble);
    }
  }

  /** Reads a word file; refuses a line without a key or a text, and a key written twice. */
  static Map<String, String> read(String text, String file) {
    Map<String, String> texts = new LinkedHashMap<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      int sign = line.indexOf(" = ");
      if (sign < 1 || line.substring(sign + 3).isBlank()) {
        throw new IllegalStateException(
            file + ":" + number + ": a line is written 'key = text', not '" + line + "'");
      }
      if (texts.put(line.substring(0, sign).strip(), line.substring(sign + 3).strip()) != null) {
        throw new IllegalStateException(
            file + ":" + number + ": '" + line.substring(0, sign) + "' is written twice");
      }
    }
    return texts;
  }
}
