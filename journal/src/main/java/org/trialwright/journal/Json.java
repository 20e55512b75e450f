package org.trialwright.journal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * As much JSON as the chain needs: texts, whole numbers, yes or no, lists and objects. Written in
 * the one form of RFC 8785, so that equal content gives equal bytes on every machine.
 */
sealed interface Json {
  record Text(String value) implements Json {}

  /** A whole number that a double holds exactly, as RFC 8785 demands. */
  record Whole(long value) implements Json {
    private static final long LARGEST = (1L << 53) - 1;

    public Whole {
      if (Math.abs(value) > LARGEST) {
        throw new IllegalArgumentException(value + " is beyond the whole numbers of JSON");
      }
    }
  }

  record Flag(boolean value) implements Json {}

  record Items(List<Json> values) implements Json {
    public Items {
      values = List.copyOf(values);
    }
  }

  /** Iterated by name, in the order of UTF-16 code units (RFC 8785, 3.2.3). */
  record Fields(Map<String, Json> values) implements Json {
    public Fields {
      values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    String text(String name) {
      return switch (get(name)) {
        case Text(var text) -> text;
        case Whole _, Flag _, Items _, Fields _ -> throw unexpected(name, "a text");
      };
    }

    int whole(String name) {
      return Math.toIntExact(large(name));
    }

    long large(String name) {
      return switch (get(name)) {
        case Whole(var number) -> number;
        case Text _, Flag _, Items _, Fields _ -> throw unexpected(name, "a whole number");
      };
    }

    boolean flag(String name) {
      return switch (get(name)) {
        case Flag(var value) -> value;
        case Text _, Whole _, Items _, Fields _ -> throw unexpected(name, "true or false");
      };
    }

    List<Json> items(String name) {
      return switch (get(name)) {
        case Items(var items) -> items;
        case Text _, Whole _, Flag _, Fields _ -> throw unexpected(name, "a list");
      };
    }

    Fields fields(String name) {
      return switch (get(name)) {
        case Fields fields -> fields;
        case Text _, Whole _, Flag _, Items _ -> throw unexpected(name, "an object");
      };
    }

    boolean has(String name) {
      return values.containsKey(name);
    }

    private Json get(String name) {
      var value = values.get(name);
      if (value == null) {
        throw new IllegalArgumentException("'" + name + "' is missing in " + canonical());
      }
      return value;
    }

    private IllegalArgumentException unexpected(String name, String wanted) {
      return new IllegalArgumentException("'" + name + "' is not " + wanted + " in " + canonical());
    }
  }

  /** The canonical text. */
  default String canonical() {
    var out = new StringBuilder();
    write(this, out);
    return out.toString();
  }

  private static void write(Json json, StringBuilder out) {
    switch (json) {
      case Text(var text) -> quote(text, out);
      case Whole(var number) -> out.append(number);
      case Flag(var value) -> out.append(value);
      case Items(var values) -> {
        var before = "[";
        for (var value : values) {
          out.append(before);
          write(value, out);
          before = ",";
        }
        out.append(values.isEmpty() ? "[]" : "]");
      }
      case Fields(var values) -> {
        var before = "{";
        for (var field : values.entrySet()) {
          out.append(before);
          quote(field.getKey(), out);
          out.append(':');
          write(field.getValue(), out);
          before = ",";
        }
        out.append(values.isEmpty() ? "{}" : "}");
      }
    }
  }

  /**
   * Appends a text with its quotes.
   *
   * @throws IllegalArgumentException for half a surrogate pair or a NUL, which neither UTF-8 nor
   *     PostgreSQL can keep
   */
  static void quote(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        default -> {
          if (c == 0) {
            throw new IllegalArgumentException(
                "character "
                    + (i + 1)
                    + " of the text is a NUL, which cannot be stored; remove it");
          } else if (c < 0x20) {
            out.append("\\u00%02x".formatted((int) c));
          } else if (Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1))) {
            out.append(c).append(text.charAt(++i));
          } else if (Character.isSurrogate(c)) {
            throw new IllegalArgumentException(
                "character " + (i + 1) + " of the text is half a surrogate pair; remove it");
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }

  /**
   * Reads JSON of this subset.
   *
   * @throws IllegalArgumentException when the text is anything else
   */
  static Json parse(String text) {
    var reader = new Reader(text);
    var json = reader.value();
    reader.skip();
    if (reader.at < text.length()) {
      throw reader.wrong("more text after the end");
    }
    return json;
  }

  /** A reader by recursive descent. */
  final class Reader {
    private final String text;
    private int at;

    Reader(String text) {
      this.text = text;
    }

    private void skip() {
      while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
    }

    private char peek() {
      skip();
      if (at >= text.length()) {
        throw wrong("the text ends too early");
      }
      return text.charAt(at);
    }

    private boolean take(char wanted) {
      if (peek() != wanted) {
        return false;
      }
      at++;
      return true;
    }

    private void need(char wanted) {
      if (!take(wanted)) {
        throw wrong("'" + wanted + "' is missing");
      }
    }

    private IllegalArgumentException wrong(String what) {
      return new IllegalArgumentException("not JSON at character " + (at + 1) + ": " + what);
    }

    private Json value() {
      char c = peek();
      if (c == '{') {
        return object();
      } else if (c == '[') {
        return list();
      } else if (c == '"') {
        return new Text(string());
      } else if (text.startsWith("true", at)) {
        at += 4;
        return new Flag(true);
      } else if (text.startsWith("false", at)) {
        at += 5;
        return new Flag(false);
      }
      return number();
    }

    private Json object() {
      need('{');
      var values = new TreeMap<String, Json>();
      if (take('}')) {
        return new Fields(values);
      }
      do {
        peek();
        var name = string();
        need(':');
        if (absent()) {
          continue;
        }
        if (values.put(name, value()) != null) {
          throw wrong("'" + name + "' stands twice in one object");
        }
      } while (take(','));
      need('}');
      return new Fields(values);
    }

    /** A field that is null is one that is left out. */
    private boolean absent() {
      peek();
      boolean absent = text.startsWith("null", at);
      at += absent ? 4 : 0;
      return absent;
    }

    private Json list() {
      need('[');
      var values = new ArrayList<Json>();
      if (take(']')) {
        return new Items(values);
      }
      do {
        values.add(value());
      } while (take(','));
      need(']');
      return new Items(values);
    }

    private Json number() {
      int start = at;
      while (at < text.length() && "-0123456789".indexOf(text.charAt(at)) >= 0) {
        at++;
      }
      try {
        return new Whole(Long.parseLong(text, start, at, 10));
      } catch (NumberFormatException notOne) {
        at = start;
        throw wrong("neither an object, a list, a text, true, false nor a whole number");
      }
    }

    private String string() {
      need('"');
      var out = new StringBuilder();
      while (at < text.length()) {
        char c = text.charAt(at++);
        if (c == '"') {
          return out.toString();
        } else if (c == '\\') {
          out.append(escaped());
        } else if (c < 0x20) {
          throw wrong("a control character inside a text");
        } else {
          out.append(c);
        }
      }
      throw wrong("a text has no closing quote");
    }

    private char escaped() {
      if (at >= text.length()) {
        throw wrong("the text ends too early");
      }
      char c = text.charAt(at++);
      return switch (c) {
        case '"', '\\', '/' -> c;
        case 'b' -> '\b';
        case 't' -> '\t';
        case 'n' -> '\n';
        case 'f' -> '\f';
        case 'r' -> '\r';
        case 'u' -> {
          if (at + 4 > text.length()) {
            throw wrong("the text ends too early");
          }
          try {
            yield (char) Integer.parseInt(text, at, at += 4, 16);
          } catch (NumberFormatException notOne) {
            throw wrong("four hexadecimal digits must follow \\u");
          }
        }
        default -> throw wrong("\\" + c + " is no escape");
      };
    }
  }
}
