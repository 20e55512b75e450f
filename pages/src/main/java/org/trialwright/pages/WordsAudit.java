package org.trialwright.pages;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds words that are missing in a language, unused, said nowhere defined, or unlike in values.
 */
public final class WordsAudit {
  private static final Pattern SAID = Pattern.compile("\\b(?:say|wrong)\\(\\s*\"([^\"]+)\"");
  private static final Pattern PLACE = Pattern.compile("\\{\\d}");

  private WordsAudit() {}

  /**
   * The faults of one module, empty when there are none.
   *
   * @param module the module's folder, holding {@code src/main}
   * @param name the module's name, the last part of its package
   * @param others one class of each further module whose words this module may say
   */
  public static List<String> faults(Path module, String name, Class<?>... others)
      throws IOException {
    List<String> faults = new ArrayList<>();
    Path folder = module.resolve("src/main/resources/org/trialwright").resolve(name);
    Map<String, String> english = file(folder, Language.ENGLISH);
    Map<String, String> chinese = file(folder, Language.CHINESE);
    missing(english, chinese, Language.CHINESE, faults);
    missing(chinese, english, Language.ENGLISH, faults);
    english.forEach(
        (key, text) -> {
          String other = chinese.getOrDefault(key, text);
          if (!places(text).equals(places(other))) {
            faults.add("'" + key + "' has other values in zh than in en");
          }
        });

    Set<String> known = new HashSet<>(english.keySet());
    known.addAll(Words.of(Language.ENGLISH, others).keys());
    StringBuilder all = new StringBuilder();
    for (Path source : sources(module.resolve("src/main/java"))) {
      String text = Files.readString(source);
      all.append(text);
      Matcher said = SAID.matcher(text);
      while (said.find()) {
        if (!known.contains(said.group(1))) {
          faults.add(source.getFileName() + " says '" + said.group(1) + "', which is not defined");
        }
      }
    }
    english.keySet().stream()
        .filter(key -> all.indexOf('"' + key + '"') < 0)
        .forEach(key -> faults.add("'" + key + "' is used nowhere in " + name));
    return List.copyOf(faults);
  }

  private static void missing(
      Map<String, String> here, Map<String, String> there, Language language, List<String> faults) {
    here.keySet().stream()
        .filter(key -> !there.containsKey(key))
        .forEach(
            key -> faults.add("'" + key + "' is missing in words-" + language.code() + ".txt"));
  }

  private static Set<String> places(String text) {
    Set<String> places = new TreeSet<>();
    PLACE.matcher(text).results().forEach(found -> places.add(found.group()));
    return places;
  }

  private static Map<String, String> file(Path folder, Language language) throws IOException {
    String name = "words-" + language.code() + ".txt";
    return Words.read(Files.readString(folder.resolve(name)), name);
  }

  private static List<Path> sources(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".java") || file.toString().endsWith(".jte"))
          .sorted()
          .toList();
    }
  }
}
