package org.trialwright.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SourcesTest {
  @Test
  void only_png_touches_awt_and_nothing_asks_a_locale() throws IOException {
    TreeSet<String> awt = new TreeSet<>();
    TreeSet<String> locale = new TreeSet<>();
    List<Path> sources;
    try (var files = Files.walk(Path.of("src/main/java"))) {
      sources = files.filter(file -> file.toString().endsWith(".java")).toList();
    }
    assertThat(sources).hasSizeGreaterThan(20);
    for (Path source : sources) {
      String text = Files.readString(source);
      if (text.matches("(?s).*(java\\.awt|javax\\.imageio|com\\.github\\.weisj).*")) {
        awt.add(source.getFileName().toString());
      }
      if (text.matches(
          "(?s).*(\\.format\\(|\\.formatted\\(|java\\.text\\.|java\\.util\\.Locale|to(Upper|Lower)Case).*")) {
        locale.add(source.getFileName().toString());
      }
    }
    assertThat(awt).containsExactly("Png.java");
    assertThat(locale).isEmpty();
  }
}
