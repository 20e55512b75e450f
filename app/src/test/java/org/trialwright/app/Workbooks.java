package org.trialwright.app;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipFile;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** Reads a workbook with nothing but the JDK, so that another program than its writer's does. */
final class Workbooks {
  private static final String PART = "==== ";

  private Workbooks() {}

  /**
   * A cell as it stands in the file: its type, its text, its format and whether it is a formula.
   */
  record Cell(String type, String text, boolean formula) {}

  /** Every part of it but when and by what it was made, one after the other. */
  static String text(byte[] file) {
    var parts = new TreeMap<String, String>();
    try {
      // By its directory at the end, as spreadsheets read it.
      Path copy = Files.createTempFile("workbook-", ".xlsx");
      Files.write(copy, file);
      try (var zip = new ZipFile(copy.toFile())) {
        for (var entry : Collections.list(zip.entries())) {
          if (!entry.getName().startsWith("docProps/")) {
            var bytes = zip.getInputStream(entry).readAllBytes();
            parts.put(entry.getName(), new String(bytes, StandardCharsets.UTF_8));
          }
        }
      } finally {
        Files.delete(copy);
      }
    } catch (IOException trouble) {
      throw new UncheckedIOException(trouble);
    }
    return parts.entrySet().stream()
        .map(part -> PART + part.getKey() + "\n" + part.getValue() + "\n")
        .collect(Collectors.joining());
  }

  /** The sheets by name, each as rows of cells by column. */
  static Map<String, List<Map<String, Cell>>> sheets(String text) {
    var parts = new LinkedHashMap<String, String>();
    for (var part : text.split(PART)) {
      int end = part.indexOf('\n');
      if (end > 0) {
        parts.put(part.substring(0, end), part.substring(end + 1));
      }
    }
    var sheets = new LinkedHashMap<String, List<Map<String, Cell>>>();
    var named = parse(parts.get("xl/workbook.xml")).getElementsByTagName("sheet");
    for (int i = 0; i < named.getLength(); i++) {
      sheets.put(
          ((Element) named.item(i)).getAttribute("name"),
          rows(parts.get("xl/worksheets/sheet" + (i + 1) + ".xml")));
    }
    return sheets;
  }

  private static List<Map<String, Cell>> rows(String xml) {
    var rows = new ArrayList<Map<String, Cell>>();
    var all = parse(xml).getElementsByTagName("row");
    for (int i = 0; i < all.getLength(); i++) {
      var row = new LinkedHashMap<String, Cell>();
      var cells = ((Element) all.item(i)).getElementsByTagName("c");
      for (int j = 0; j < cells.getLength(); j++) {
        var cell = (Element) cells.item(j);
        row.put(
            cell.getAttribute("r").replaceAll("\\d", ""),
            new Cell(
                cell.getAttribute("t"),
                cell.getTextContent(),
                cell.getElementsByTagName("f").getLength() > 0));
      }
      rows.add(row);
    }
    return rows;
  }

  private static Document parse(String xml) {
    try {
      var plain = Pattern.compile("^\\s+").matcher(xml).replaceFirst("");
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(new ByteArrayInputStream(plain.getBytes(StandardCharsets.UTF_8)));
    } catch (SAXException | IOException | ParserConfigurationException trouble) {
      throw new IllegalStateException(trouble);
    }
  }

  /** What stands beneath a heading of the first row, in a row. */
  static Cell under(List<Map<String, Cell>> rows, Map<String, Cell> row, String heading) {
    return rows.getFirst().entrySet().stream()
        .filter(head -> head.getValue().text().equals(heading))
        .map(head -> row.getOrDefault(head.getKey(), new Cell("", "", false)))
        .findFirst()
        .orElseThrow();
  }
}
