package org.trialwright.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.trialwright.quantities.Unit;

/** Random damages of a study folder; the same generator gives the same damages. */
public final class Damages {
  private static final Pattern TOKEN =
      Pattern.compile("[\\p{L}\\p{N}]+(?:[-.^/][\\p{L}\\p{N}]+)*|<=|>=|[<>]|[|±%]");
  private static final Set<String> OPERATORS =
      Set.of("<", ">", "<=", ">=", "is", "in", "and", "or", "not", "|", "±");
  private static final Set<String> KEYWORDS =
      Set.of(
          "where",
          "if",
          "otherwise",
          "known",
          "recorded",
          "at",
          "within",
          "of",
          "any",
          "every",
          "first",
          "last",
          "latest",
          "earliest",
          "count",
          "sum",
          "previous",
          "then",
          "while",
          "unless",
          "until",
          "when",
          "day",
          "by",
          "over",
          "from",
          "to",
          "else");

  private Damages() {}

  public enum Kind {
    NUMBER,
    UNIT,
    OPERATOR,
    KEYWORD,
    NAME
  }

  /** One token that carries meaning, and where it stands. */
  public record Token(String file, int line, int from, String text, Kind kind) {}

  public record Damage(Token token, String by) {
    @Override
    public String toString() {
      return token.kind()
          + " "
          + token.file()
          + ":"
          + (token.line() + 1)
          + " '"
          + token.text()
          + "' -> '"
          + by
          + "'";
    }
  }

  /** All tokens of phrases; not the words that only people read. */
  public static List<Token> tokens(Map<String, String> files) {
    var tokens = new ArrayList<Token>();
    for (var file : files.entrySet()) {
      boolean form = file.getKey().startsWith("forms/");
      if (form || file.getKey().equals("study.yaml")) {
        var lines = file.getValue().split("\n", -1);
        var block = "";
        for (int i = 0; i < lines.length; i++) {
          var line = lines[i];
          if (line.startsWith("  ") && !line.startsWith("   ")) {
            block = line.strip();
          }
          phrases(file.getKey(), i, line, form, block, tokens);
        }
      }
    }
    return tokens;
  }

  private static void phrases(
      String file, int number, String line, boolean form, String block, List<Token> into) {
    int colon = line.indexOf(": ");
    var key = colon < 0 ? "" : line.substring(0, colon).strip();
    boolean people =
        key.equals("title")
            || key.equals("study")
            || key.equals("version")
            || key.equals("record")
            || line.strip().startsWith("#")
            || (!form && (block.startsWith("include:") || block.startsWith("exclude:")));
    if (colon < 0 || people) {
      return;
    }
    int from = colon + 2;
    int bracket = line.indexOf('[', from);
    if (form && bracket >= 0) {
      from = bracket + 1;
    }
    int comment = line.indexOf(" #", from);
    var phrase = line.substring(from, comment < 0 ? line.length() : comment);
    var matcher = TOKEN.matcher(phrase);
    var before = "";
    while (matcher.find()) {
      var text = matcher.group();
      into.add(new Token(file, number, from + matcher.start(), text, kind(text, before)));
      before = text;
    }
  }

  private static Kind kind(String text, String before) {
    if (OPERATORS.contains(text)) {
      return Kind.OPERATOR;
    }
    if (text.matches("\\d+(\\.\\d+)?")) {
      return Kind.NUMBER;
    }
    if (before.matches("[\\d.]+") && Unit.parse(text).isPresent()) {
      return Kind.UNIT;
    }
    return KEYWORDS.contains(text) ? Kind.KEYWORD : Kind.NAME;
  }

  /** One token changed: into another of its kind from the same file, or by one character. */
  public static Damage one(List<Token> tokens, Random random) {
    while (true) {
      var token = tokens.get(random.nextInt(tokens.size()));
      var by = random.nextBoolean() ? sibling(tokens, token, random) : mutated(token, random);
      if (!by.equals(token.text()) && !by.isEmpty()) {
        return new Damage(token, by);
      }
    }
  }

  private static String sibling(List<Token> tokens, Token token, Random random) {
    var same =
        tokens.stream()
            .filter(other -> other.file().equals(token.file()) && other.kind() == token.kind())
            .toList();
    return same.get(random.nextInt(same.size())).text();
  }

  private static String mutated(Token token, Random random) {
    var text = token.text();
    int at = random.nextInt(text.length());
    char old = text.charAt(at);
    if (Character.isDigit(old)) {
      return text.substring(0, at) + random.nextInt(10) + text.substring(at + 1);
    }
    return switch (random.nextInt(3)) {
      case 0 -> text.substring(0, at) + text.substring(at + 1);
      case 1 -> text.substring(0, at) + (char) ('a' + random.nextInt(26)) + text.substring(at + 1);
      default -> text.substring(0, at) + old + text.substring(at);
    };
  }

  public static Map<String, String> apply(Map<String, String> files, Damage damage) {
    var token = damage.token();
    var lines = files.get(token.file()).split("\n", -1);
    var line = lines[token.line()];
    lines[token.line()] =
        line.substring(0, token.from())
            + damage.by()
            + line.substring(token.from() + token.text().length());
    var damaged = new TreeMap<>(files);
    damaged.put(token.file(), String.join("\n", lines));
    return damaged;
  }

  /** Bytes, lines or words lost, doubled, swapped or invented, without any respect for meaning. */
  public static Map<String, String> wild(Map<String, String> files, Random random) {
    var damaged = new TreeMap<>(files);
    var names = List.copyOf(files.keySet());
    var file = names.get(random.nextInt(names.size()));
    var text = damaged.get(file);
    for (int i = random.nextInt(3); i >= 0 && !text.isEmpty(); i--) {
      text = wild(text, random);
    }
    damaged.put(file, text);
    return damaged;
  }

  private static String wild(String text, Random random) {
    int at = random.nextInt(text.length());
    return switch (random.nextInt(7)) {
      case 0 -> text.substring(0, at) + text.substring(Math.min(text.length(), at + 1));
      case 1 -> text.substring(0, at) + (char) random.nextInt(32, 0x250) + text.substring(at);
      case 2 ->
          text.substring(0, at)
              + ":{}[]&*!|>'\"%@`#,-?\n\t ".charAt(random.nextInt(22))
              + text.substring(at);
      case 3 -> {
        int from = text.lastIndexOf('\n', at) + 1;
        int to = text.indexOf('\n', at);
        yield text.substring(0, from) + text.substring(to < 0 ? text.length() : to + 1);
      }
      case 4 -> {
        int from = text.lastIndexOf('\n', at) + 1;
        int to = text.indexOf('\n', at);
        var line = text.substring(from, to < 0 ? text.length() : to + 1);
        int into = text.lastIndexOf('\n', random.nextInt(text.length())) + 1;
        yield text.substring(0, into) + line + text.substring(into);
      }
      case 5 -> {
        int to = Math.min(text.length(), at + random.nextInt(1, 40));
        yield text.substring(0, at) + text.substring(to);
      }
      default -> {
        int to = Math.min(text.length(), at + random.nextInt(1, 60));
        int into = random.nextInt(text.length());
        yield text.substring(0, into) + text.substring(at, to) + text.substring(into);
      }
    };
  }
}
