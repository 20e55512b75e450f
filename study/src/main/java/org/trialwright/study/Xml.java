package org.trialwright.study;

import java.util.ArrayDeque;
import java.util.Deque;

/** Writes XML: elements, attributes and text, everything escaped. */
final class Xml {
  private static final String INDENT = "  ";

  private final StringBuilder text =
      new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  private final Deque<String> open = new ArrayDeque<>();

  /**
   * Begins an element that holds others.
   *
   * @param attributes names and values by turns
   */
  Xml begin(String name, String... attributes) {
    tag(name, attributes).append(">\n");
    open.push(name);
    return this;
  }

  Xml end() {
    var name = open.pop();
    indent().append("</").append(name).append(">\n");
    return this;
  }

  /** An element that holds nothing. */
  Xml empty(String name, String... attributes) {
    tag(name, attributes).append("/>\n");
    return this;
  }

  /** An element that holds text. */
  Xml leaf(String name, String content, String... attributes) {
    tag(name, attributes)
        .append(">")
        .append(escaped(content))
        .append("</")
        .append(name)
        .append(">\n");
    return this;
  }

  Xml comment(String content) {
    indent().append("<!-- ").append(legal(content).replace("--", "- -")).append(" -->\n");
    return this;
  }

  /** The whole document. */
  String document() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("still open: " + open);
    }
    return text.toString();
  }

  private StringBuilder tag(String name, String... attributes) {
    indent().append("<").append(name);
    for (int i = 0; i < attributes.length; i += 2) {
      text.append(" ")
          .append(attributes[i])
          .append("=\"")
          .append(escaped(attributes[i + 1]).replace("\"", "&quot;"))
          .append("\"");
    }
    return text;
  }

  private StringBuilder indent() {
    return text.append(INDENT.repeat(open.size()));
  }

  private static String escaped(String content) {
    return legal(content).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  /** XML has no place for control characters. */
  private static String legal(String content) {
    return content.replaceAll("[\\p{Cntrl}\uFFFE\uFFFF&&[^\t\n]]", " ");
  }
}
