package org.trialwright.bedside;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a form out of a page as a browser would send it, and types into it. */
final class Typist {
  private static final Pattern FORM =
      Pattern.compile("(?s)<form[^>]*action=\"([^\"]*)\".*?</form>");
  private static final Pattern CONTROL =
      Pattern.compile(
          "(?s)<input([^>]*)>|<select([^>]*)>(.*?)</select>|<textarea([^>]*)>(.*?)</textarea>");
  private static final Pattern CHOSEN =
      Pattern.compile("<option[^>]*value=\"([^\"]*)\"[^>]*\\bselected");

  final String action;
  private final Map<String, String> fields = new LinkedHashMap<>();
  private final Set<String> names = new LinkedHashSet<>();

  private Typist(String action) {
    this.action = action;
  }

  /** The first form of the page that is sent to an address ending so and holds the text. */
  static Typist of(String page, String address, String holding) {
    var forms = FORM.matcher(page);
    while (forms.find()) {
      if (forms.group(1).endsWith(address) && forms.group().contains(holding)) {
        var typist = new Typist(plain(forms.group(1)));
        typist.read(forms.group());
        return typist;
      }
    }
    throw new IllegalStateException(
        "no form for " + address + " holding " + holding + " in " + page);
  }

  static Typist of(String page, String address) {
    return of(page, address, "");
  }

  private void read(String form) {
    var controls = CONTROL.matcher(form);
    while (controls.find()) {
      if (controls.group(1) != null) {
        input(controls.group(1));
      } else if (controls.group(2) != null) {
        names.add(attribute(controls.group(2), "name"));
        var chosen = CHOSEN.matcher(controls.group(3));
        fields.put(
            attribute(controls.group(2), "name"), chosen.find() ? plain(chosen.group(1)) : "");
      } else {
        fields.put(attribute(controls.group(4), "name"), plain(controls.group(5)));
      }
    }
  }

  private void input(String attributes) {
    var type = attribute(attributes, "type");
    names.add(attribute(attributes, "name"));
    boolean ticked = type.equals("radio") || type.equals("checkbox");
    if (!ticked || attributes.matches("(?s).*\\bchecked\\b.*")) {
      fields.put(attribute(attributes, "name"), attribute(attributes, "value"));
    }
  }

  private static String attribute(String attributes, String name) {
    Matcher found = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(attributes);
    return found.find() ? plain(found.group(1)) : "";
  }

  private static String plain(String escaped) {
    return escaped
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }

  /** Types a value, or chooses it. */
  Typist set(String field, String value) {
    fields.put(field, value);
    return this;
  }

  /** Types a whole date into the three fields. */
  Typist day(String question, String iso) {
    var parts = iso.split("-");
    return set(question + ".year", parts[0])
        .set(question + ".month", parts[1])
        .set(question + ".day", parts[2]);
  }

  String get(String field) {
    return fields.getOrDefault(field, "");
  }

  boolean asks(String question) {
    return names.stream()
        .anyMatch(field -> field.equals(question) || field.startsWith(question + "."));
  }

  /** The names of all controls, chosen or not. */
  Set<String> names() {
    return Set.copyOf(names);
  }

  Map<String, String> fields() {
    return Map.copyOf(fields);
  }

  private static final Pattern CLOSED =
      Pattern.compile("(?s)<details(?![^>]*\\bopen)[^>]*>\\s*(<summary).*?</summary>.*?</details>");
  private static final Pattern STOP =
      Pattern.compile("<a href|<input[^>]*>|<select|<textarea|<button[^>]*>|<summary");
  private static final int SKIP_LINK = 2;

  /**
   * Keys pressed on a page by somebody without a mouse: to the main part by the skip link, from
   * stop to stop down to the button that does it, then for choices and characters. A browser takes
   * Space for the first choice of a group and one arrow for the next.
   *
   * @param button what stands in the tag of the button
   * @param choices keys for choosing
   * @param characters that are typed
   */
  static int keys(String page, String button, int choices, int characters) {
    var main = page.substring(page.indexOf("<main"));
    var before = CLOSED.matcher(main.substring(0, main.indexOf(button))).replaceAll("<summary");
    var groups = new LinkedHashSet<String>();
    int stops = 1;
    var found = STOP.matcher(before);
    while (found.find()) {
      var tag = found.group();
      boolean skipped =
          tag.contains("type=\"hidden\"")
              || tag.contains("tabindex=\"-1\"")
              || tag.contains("disabled");
      boolean again = tag.contains("type=\"radio\"") && !groups.add(attribute(tag, "name"));
      stops += skipped || again ? 0 : 1;
    }
    return SKIP_LINK + stops + choices + characters;
  }
}
