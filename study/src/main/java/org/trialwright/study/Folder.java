package org.trialwright.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of a study, by their name relative to its folder; all are UTF-8 text. */
public record Folder(Map<String, String> files) {
  private static final long LARGEST = 4_000_000;

  public Folder {
    files = Map.copyOf(files);
  }

  /**
   * Reads {@code *.yaml} and {@code *.json} of a folder and its sub-folders.
   *
   * @throws IllegalArgumentException when there is no such folder, or a file is too large or not
   *     UTF-8
   */
  public static Folder read(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException("there is no folder " + folder);
    }
    var files = new TreeMap<String, String>();
    try (Stream<Path> found = Files.walk(folder, 2)) {
      for (var file : found.filter(Files::isRegularFile).filter(Folder::belongs).toList()) {
        files.put(folder.relativize(file).toString().replace('\\', '/'), text(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder, e);
    }
    return new Folder(files);
  }

  /** The same folder with this file written or replaced. */
  public Folder with(String file, String text) {
    var other = new TreeMap<>(files);
    other.put(file, text);
    return new Folder(other);
  }

  /** The same folder without a file. */
  public Folder without(String file) {
    var other = new TreeMap<>(files);
    other.remove(file);
    return new Folder(other);
  }

  private static boolean belongs(Path file) {
    var name = file.getFileName().toString();
    return name.endsWith(".yaml") || name.endsWith(".json");
  }

  private static String text(Path file) throws IOException {
    if (Files.size(file) > LARGEST) {
      throw new IllegalArgumentException(
          file + " is larger than " + LARGEST + " bytes; a study is text that people read");
    }
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (CharacterCodingException notText) {
      throw new IllegalArgumentException(file + " is not UTF-8 text", notText);
    }
  }
}
