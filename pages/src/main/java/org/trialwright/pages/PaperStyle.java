package org.trialwright.pages;

import gg.jte.Content;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** How an HTML file looks that needs no other and is made to be printed. */
public final class PaperStyle {
  private static final String FILE = "document.css";

  private PaperStyle() {}

  /** The rules alone. */
  public static String rules() {
    try (InputStream file = PaperStyle.class.getResourceAsStream(FILE)) {
      if (file == null) {
        throw new IllegalStateException(FILE + " is not beside its class");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException trouble) {
      throw new UncheckedIOException("cannot read " + FILE, trouble);
    }
  }

  /**
   * The element that stands in the head of the file.
   *
   * @param more rules of this file alone
   */
  public static Content element(String more) {
    return output -> output.writeContent("<style>\n" + rules() + more + "</style>");
  }
}
