package org.trialwright.figures;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** A picture read back: its words with the boxes they take, and its paths. */
record Drawn(double width, double height, List<Word> words, List<Element> paths, Element root) {

  /** Words and the box around them, by the width table. */
  record Word(String text, double left, double top, double right, double bottom, boolean upright) {
    boolean meets(Word other) {
      return left < other.right - 0.01
          && other.left < right - 0.01
          && top < other.bottom - 0.01
          && other.top < bottom - 0.01;
    }
  }

  static Drawn of(String svg) {
    Element root = parsed(svg);
    List<Word> words = new ArrayList<>();
    List<Element> paths = new ArrayList<>();
    gather(root, words, paths);
    return new Drawn(
        Double.parseDouble(root.getAttribute("width")),
        Double.parseDouble(root.getAttribute("height")),
        words,
        paths,
        root);
  }

  static Element parsed(String xml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      return factory
          .newDocumentBuilder()
          .parse(new InputSource(new StringReader(xml)))
          .getDocumentElement();
    } catch (javax.xml.parsers.ParserConfigurationException
        | org.xml.sax.SAXException
        | java.io.IOException refused) {
      throw new AssertionError(xml, refused);
    }
  }

  private static void gather(Element at, List<Word> words, List<Element> paths) {
    if (at.getTagName().equals("text")) {
      words.add(word(at));
    }
    if (at.getTagName().equals("path")) {
      paths.add(at);
    }
    for (Node child = at.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element element) {
        gather(element, words, paths);
      }
    }
  }

  private static Word word(Element text) {
    double x = Double.parseDouble(text.getAttribute("x"));
    double y = Double.parseDouble(text.getAttribute("y"));
    double size = Double.parseDouble(inherited(text, "font-size", "11"));
    boolean bold = inherited(text, "font-weight", "400").equals("700");
    String words = text.getTextContent();
    double width = Theme.width(words, size, bold);
    double before =
        switch (inherited(text, "text-anchor", "start")) {
          case "start" -> 0;
          case "middle" -> width / 2;
          default -> width;
        };
    double up = size * 0.75;
    double down = size * 0.2;
    return text.hasAttribute("transform")
        ? new Word(words, x - up, y - before, x + down, y - before + width, false)
        : new Word(words, x - before, y - up, x - before + width, y + down, true);
  }

  private static String inherited(Element at, String name, String otherwise) {
    for (Node node = at; node instanceof Element element; node = node.getParentNode()) {
      if (element.hasAttribute(name)) {
        return element.getAttribute(name);
      }
    }
    return otherwise;
  }

  List<String> texts() {
    return words.stream().map(Word::text).toList();
  }

  /** The path of curves, bars or marks with these attributes, the only one. */
  String path(String attribute, String value, String other, String otherValue) {
    List<String> found =
        paths.stream()
            .filter(path -> path.getAttribute(attribute).equals(value))
            .filter(path -> path.getAttribute(other).equals(otherValue))
            .map(path -> path.getAttribute("d"))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " paths with " + attribute + "=" + value);
    }
    return found.getFirst();
  }

  /** Every point that a path of M, L, H, V and Z goes through. */
  static List<double[]> points(String data) {
    List<double[]> points = new ArrayList<>();
    var matcher =
        java.util.regex.Pattern.compile("([MLHVZ])(-?[0-9.]+)?(?: (-?[0-9.]+))?").matcher(data);
    double x = 0;
    double y = 0;
    while (matcher.find()) {
      switch (matcher.group(1)) {
        case "M", "L" -> {
          x = Double.parseDouble(matcher.group(2));
          y = Double.parseDouble(matcher.group(3));
        }
        case "H" -> x = Double.parseDouble(matcher.group(2));
        case "V" -> y = Double.parseDouble(matcher.group(2));
        default -> {
          continue;
        }
      }
      points.add(new double[] {x, y});
    }
    return points;
  }
}
