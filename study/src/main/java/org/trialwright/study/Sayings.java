package org.trialwright.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Everything that the protocol of one study says, by path. */
final class Sayings {
  private record At(String about, List<String> texts) {}

  private final Map<String, At> byPath = new LinkedHashMap<>();

  private Sayings() {}

  static Sayings of(Speaker speaker) {
    var all = new Sayings();
    for (var saying : speaker.sayings()) {
      all.byPath
          .computeIfAbsent(saying.path(), _ -> new At(plain(saying.about()), new ArrayList<>()))
          .texts()
          .add(plain(saying.text()));
    }
    return all;
  }

  private static String plain(String marked) {
    return Spoken.of(marked).text().replace("**", "");
  }

  Set<String> chapters() {
    var chapters = new LinkedHashSet<String>();
    byPath.keySet().forEach(path -> chapters.add(chapter(path)));
    return chapters;
  }

  private static String chapter(String path) {
    int dot = path.indexOf('.');
    return dot < 0 ? path : path.substring(0, dot);
  }

  List<String> paths(String chapter) {
    return byPath.keySet().stream().filter(path -> chapter(path).equals(chapter)).toList();
  }

  Optional<String> at(String path) {
    return Optional.ofNullable(byPath.get(path)).map(At::about);
  }

  String about(String path) {
    return at(path).orElse("");
  }

  List<String> texts(List<String> paths) {
    return paths.stream()
        .flatMap(path -> Optional.ofNullable(byPath.get(path)).stream())
        .flatMap(at -> at.texts().stream())
        .toList();
  }

  /** What a line says, with what it speaks of. */
  String label(String path) {
    var text = String.join("; ", texts(List.of(path)));
    var about = about(path);
    if (text.isEmpty()) {
      return order(path).stream().findFirst().map(this::about).orElse(path);
    }
    return about.isEmpty() ? text : about + " – " + text;
  }

  /** The lines directly beneath a path, in their order. */
  List<String> order(String parent) {
    return byPath.keySet().stream()
        .filter(path -> path.startsWith(parent + ".") && path.indexOf('.', parent.length() + 1) < 0)
        .toList();
  }

  /** Where the first line that holds counts: ways on, tables, groups of dose modifications. */
  List<String> decisions(String chapter) {
    return paths(chapter).stream()
        .filter(path -> path.indexOf('.') >= 0)
        .map(path -> path.substring(0, path.lastIndexOf('.')))
        .distinct()
        .filter(Sayings::decides)
        .toList();
  }

  private static boolean decides(String parent) {
    long dots = parent.chars().filter(letter -> letter == '.').count();
    return (parent.startsWith("next.") && dots == 1)
        || (parent.startsWith("forms.") && dots == 2)
        || (parent.startsWith("what.modify.") && dots == 2);
  }
}
