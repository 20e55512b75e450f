package org.trialwright.app;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An HTML file printed as PDF by a Chromium of this machine. The time of printing is replaced by
 * the day of the data cut, and the numbers that the browser gives to heads of tables by their
 * order, so that the same report makes the same file.
 */
final class Paper {
  private static final List<String> PROGRAMS =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final long PATIENCE_SECONDS = 120;
  private static final Pattern TIME =
      Pattern.compile("/(CreationDate|ModDate) \\(D:(\\d{14}[^)]*)\\)");
  private static final Pattern NODE = Pattern.compile("\\(node\\d{8}\\)");
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuuMMdd");

  private Paper() {}

  /** The first Chromium on the path. */
  static Optional<Path> program() {
    return PROGRAMS.stream().flatMap(Paper::onPath).findFirst();
  }

  private static Stream<Path> onPath(String program) {
    return Arrays.stream(
            Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable);
  }

  /** Prints a file; refused with what the program said when it could not. */
  static void print(Path chromium, Path html, Path pdf, LocalDate day) {
    try {
      Path profile = Files.createTempDirectory("trialwright-print");
      Path said = profile.resolve("said.txt");
      List<String> command = new ArrayList<>();
      command.add(chromium.toString());
      command.addAll(
          List.of("--headless", "--disable-gpu", "--no-pdf-header-footer", "--disable-extensions"));
      if ("root".equals(System.getProperty("user.name"))) {
        // Chromium's sandbox cannot be had by root; the file is our own and has no script.
        command.add("--no-sandbox");
      }
      command.addAll(
          List.of(
              "--user-data-dir=" + profile,
              "--print-to-pdf=" + pdf.toAbsolutePath(),
              html.toAbsolutePath().toUri().toString()));
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      String words = Files.readString(said, StandardCharsets.UTF_8);
      delete(profile);
      if (!ended || process.exitValue() != 0 || !Files.exists(pdf)) {
        throw new Trialwright.Refused(
            "%s could not print %s%s: %s"
                .formatted(
                    chromium,
                    html,
                    ended ? "" : " within " + PATIENCE_SECONDS + " s",
                    words.strip()));
      }
      Files.write(pdf, numbered(dated(Files.readAllBytes(pdf), day)));
    } catch (IOException trouble) {
      throw new UncheckedIOException("cannot print " + html, trouble);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new Trialwright.Refused("printing was stopped");
    }
  }

  /** The same file with another time in the same place and length. */
  static byte[] dated(byte[] pdf, LocalDate day) {
    // Each byte is one character, so that places and lengths stay.
    String text = new String(pdf, StandardCharsets.ISO_8859_1);
    Matcher times = TIME.matcher(text);
    StringBuilder out = new StringBuilder(text.length());
    while (times.find()) {
      String time = times.group(2);
      times.appendReplacement(
          out,
          Matcher.quoteReplacement(
              "/%s (D:%s000000%s)".formatted(times.group(1), DAY.format(day), time.substring(14))));
    }
    return times.appendTail(out).toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * The same file in which what tables name their heads by is counted from 1. The browser counts
   * everything that it has ever drawn, which differs from printing to printing.
   */
  static byte[] numbered(byte[] pdf) {
    String text = new String(pdf, StandardCharsets.ISO_8859_1);
    // Fixed widths and the order stay: the file holds places of bytes, and names in order.
    List<String> names =
        NODE.matcher(text).results().map(MatchResult::group).distinct().sorted().toList();
    Map<String, String> places = new HashMap<>();
    names.forEach(name -> places.put(name, "(node%08d)".formatted(places.size() + 1)));
    return NODE.matcher(text)
        .replaceAll(found -> places.getOrDefault(found.group(), found.group()))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(one);
      }
    } catch (UncheckedIOException | java.nio.file.NoSuchFileException gone) {
      // The browser may still be tidying up itself; what is left is in the temporary folder.
      return;
    }
  }
}
