package org.trialwright.bedside.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.trialwright.pages.Words;

/**
 * A page of a list.
 *
 * @param next the cursor of the page after it; empty on the last
 */
public record Paged<T>(List<T> items, String next) {
  private static final int USUAL = 50;
  private static final int MOST = 200;

  public Paged {
    items = List.copyOf(items);
  }

  /**
   * The page that is asked for. What comes into the list while somebody turns its pages shifts
   * nothing: a cursor says after which one, not after how many.
   *
   * @param key by which the list is ordered; no two are alike
   * @param query with {@code cursor} and {@code limit}, or neither
   */
  public static <T> Paged<T> of(
      List<T> all, Function<T, String> key, Map<String, String> query, Words words) {
    var after = after(query.getOrDefault("cursor", ""), words);
    int limit = limit(query.getOrDefault("limit", ""), words);
    var rest =
        all.stream()
            .filter(one -> key.apply(one).compareTo(after) > 0)
            .sorted(Comparator.comparing(key))
            .limit(limit + 1L)
            .toList();
    return rest.size() > limit
        ? new Paged<>(rest.subList(0, limit), cursor(key.apply(rest.get(limit - 1))))
        : new Paged<>(rest, "");
  }

  private static String cursor(String key) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(key.getBytes(StandardCharsets.UTF_8));
  }

  private static String after(String cursor, Words words) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notOurs) {
      throw Problem.fields(words, Map.of("cursor", words.say("api not a cursor")));
    }
  }

  private static int limit(String text, Words words) {
    if (text.isEmpty()) {
      return USUAL;
    }
    if (!text.matches("\\d{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST) {
      throw Problem.fields(words, Map.of("limit", words.say("api not a limit", MOST)));
    }
    return Integer.parseInt(text);
  }
}
