package org.trialwright.study;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What two versions of a study say differently, in words. Every line that {@link Speaker#explain()}
 * says of the one is held against what it says of the other, by the name of the thing and never by
 * its place in a file; both are spoken with the later version's names, so that a new name alone
 * changes no rule.
 *
 * @param changes in the order of the later version, what is gone last in its block
 * @param places what they mean for participants, in the order of the path
 * @param trusted values that can be trusted more or less than before
 * @param renamed what is only called otherwise
 * @param unsaid phrases of the files that differ although nothing above says so, each with its
 *     place; all other phrases that differ are covered above
 * @param text the whole as Markdown
 */
public record Comparison(
    List<Change> changes,
    List<AtPlace> places,
    List<Trusted> trusted,
    List<Renamed> renamed,
    List<String> unsaid,
    String text) {
  public Comparison {
    changes = List.copyOf(changes);
    places = List.copyOf(places);
    trusted = List.copyOf(trusted);
    renamed = List.copyOf(renamed);
    unsaid = List.copyOf(unsaid);
  }

  /** A version: its files, and the study that was read from them. */
  public record Version(Folder folder, Study study) {}

  public enum Kind {
    ADDED,
    REMOVED,
    CHANGED,
    /** The same lines in another order, where the first that holds counts. */
    MOVED
  }

  /**
   * One line that says something else.
   *
   * @param path of the line, such as {@code what.oldamab.give}
   * @param about what it speaks of where its text does not say so; else empty
   * @param before what it said; empty when it is new
   * @param after what it says; empty when it is gone
   * @param assumed whether what it says now is our own choice
   */
  public record Change(
      String path, Kind kind, String about, String before, String after, boolean assumed) {

    /** The block it belongs to, such as {@code who}. */
    public String chapter() {
      int dot = path.indexOf('.');
      return dot < 0 ? path : path.substring(0, dot);
    }
  }

  public enum Fate {
    KEPT,
    ADDED,
    REMOVED
  }

  /**
   * What the changes mean for those who are at one place.
   *
   * @param gains visits and forms that they have from now on
   * @param losses visits and forms that they no longer have
   * @param changes the other changes that concern them
   */
  public record AtPlace(
      String place,
      String label,
      Fate fate,
      List<String> gains,
      List<String> losses,
      List<Change> changes) {
    public AtPlace {
      gains = List.copyOf(gains);
      losses = List.copyOf(losses);
      changes = List.copyOf(changes);
    }

    public boolean untouched() {
      return fate == Fate.KEPT && gains.isEmpty() && losses.isEmpty() && changes.isEmpty();
    }
  }

  public enum Trust {
    NEWLY_ASSUMED,
    NEWLY_CONFIRMED,
    NO_LONGER_ASSUMED
  }

  /**
   * A value whose source changed.
   *
   * @param clause the words of the line that it is about; empty for all of it
   * @param label what the line says
   */
  public record Trusted(String path, String clause, Trust trust, String label) {}

  public record Renamed(String path, String before, String after) {}

  /**
   * Compares two versions.
   *
   * @param language {@code en} or {@code zh}
   * @throws IllegalArgumentException for any other language
   */
  public static Comparison of(Version before, Version after, String language) {
    var now = Speaker.of(after.study(), language);
    var names = names(before.study(), after.study(), language);
    var earlier = before.study().with(names);
    var was = Sayings.of(Speaker.of(earlier, language));
    var is = Sayings.of(now);
    var changes = changes(was, is, after.study());
    var places = new PlacesCompared(earlier, after.study(), language).places(changes);
    var trusted = trusted(before.study(), after.study(), is);
    var renamed = renamed(before.study(), after.study(), language);
    var unsaid =
        Contents.unlike(before.folder(), before.study(), after.folder()).stream()
            .filter(one -> !new Covered(changes, trusted, renamed).covers(one))
            .map(Contents.Unlike::toString)
            .toList();
    var compared = new Comparison(changes, places, trusted, renamed, unsaid, "");
    return new Comparison(
        changes,
        places,
        trusted,
        renamed,
        unsaid,
        now.compared(compared, before.study(), after.study()));
  }

  // ---- lines

  private static List<Change> changes(Sayings was, Sayings is, Study after) {
    var found = new ArrayList<Change>();
    for (var chapter : chapters(was, is)) {
      for (var path : is.paths(chapter)) {
        found.addAll(changes(path, was, is, after));
      }
      for (var parent : is.decisions(chapter)) {
        var then = was.order(parent);
        var now = is.order(parent);
        if (reordered(then, now)) {
          found.add(
              new Change(
                  parent,
                  Kind.MOVED,
                  is.label(parent),
                  String.join("; ", was.texts(then)),
                  String.join("; ", is.texts(now)),
                  false));
        }
      }
      for (var path : was.paths(chapter)) {
        if (is.at(path).isEmpty()) {
          found.addAll(changes(path, was, is, after));
        }
      }
    }
    return found;
  }

  private static boolean reordered(List<String> was, List<String> is) {
    return !was.stream()
        .filter(is::contains)
        .toList()
        .equals(is.stream().filter(was::contains).toList());
  }

  private static LinkedHashSet<String> chapters(Sayings was, Sayings is) {
    var chapters = new LinkedHashSet<>(is.chapters());
    chapters.addAll(was.chapters());
    return chapters;
  }

  /** A path may own several lines; those that both versions say are no change. */
  private static List<Change> changes(String path, Sayings was, Sayings is, Study after) {
    var gone = new ArrayList<>(was.texts(List.of(path)));
    var come = new ArrayList<>(is.texts(List.of(path)));
    is.texts(List.of(path)).forEach(gone::remove);
    was.texts(List.of(path)).forEach(come::remove);
    var found = new ArrayList<Change>();
    boolean assumed = after.assumed(path);
    int both = Math.min(gone.size(), come.size());
    for (int i = 0; i < both; i++) {
      found.add(new Change(path, Kind.CHANGED, is.about(path), gone.get(i), come.get(i), assumed));
    }
    for (var text : come.subList(both, come.size())) {
      found.add(new Change(path, Kind.ADDED, is.about(path), "", text, assumed));
    }
    for (var text : gone.subList(both, gone.size())) {
      found.add(new Change(path, Kind.REMOVED, was.about(path), text, "", false));
    }
    return found;
  }

  // ---- names

  /** The earlier version's words, with every name that the later one has. */
  private static Map<String, Words> names(Study before, Study after, String language) {
    var names = new LinkedHashMap<>(before.words());
    for (var one : new LinkedHashSet<>(List.of("en", language))) {
      var texts = new LinkedHashMap<>(called(before, one));
      texts.putAll(called(after, one));
      var status = Optional.ofNullable(before.words().get(one)).map(Words::status).orElse("");
      names.put(one, new Words(one, status, texts));
    }
    return names;
  }

  /** What people read in one language; in English also what only the study itself says. */
  private static Map<String, String> called(Study study, String language) {
    var words = study.words().get(language);
    Map<String, String> called = new LinkedHashMap<>();
    if (language.equals("en")) {
      study.how().arms().forEach(arm -> called.put("arms." + arm.name(), arm.label()));
      for (var form : study.forms().values()) {
        if (!form.title().equals(form.name())) {
          called.put("forms." + form.name() + ".title", form.title());
        }
        form.items().stream()
            .filter(item -> !item.question().isEmpty())
            .forEach(item -> called.put("forms." + item.path(), item.question()));
      }
    }
    if (words != null) {
      called.putAll(words.texts());
    }
    return called;
  }

  private static List<Renamed> renamed(Study before, Study after, String language) {
    var was = called(before, language);
    return called(after, language).entrySet().stream()
        .filter(now -> was.containsKey(now.getKey()))
        .filter(now -> !now.getValue().equals(was.get(now.getKey())))
        .map(now -> new Renamed(now.getKey(), was.getOrDefault(now.getKey(), ""), now.getValue()))
        .sorted(Comparator.comparing(Renamed::path))
        .toList();
  }

  // ---- trust

  private static List<Trusted> trusted(Study before, Study after, Sayings is) {
    var found = new ArrayList<Trusted>();
    for (var source : after.sources()) {
      var was =
          before.sources().stream()
              .filter(
                  one -> one.path().equals(source.path()) && one.clause().equals(source.clause()))
              .map(Source::status)
              .findFirst();
      trust(was, source.status())
          .ifPresent(
              trust ->
                  found.add(
                      new Trusted(source.path(), source.clause(), trust, is.label(source.path()))));
    }
    return found;
  }

  private static Optional<Trust> trust(Optional<Source.Status> was, Source.Status is) {
    if (was.filter(one -> one == is).isPresent()) {
      return Optional.empty();
    }
    boolean wasAssumed = was.filter(one -> one == Source.Status.ASSUMED).isPresent();
    return switch (is) {
      case ASSUMED -> Optional.of(Trust.NEWLY_ASSUMED);
      case CONFIRMED -> Optional.of(Trust.NEWLY_CONFIRMED);
      case RECORD, PUBLISHED ->
          wasAssumed ? Optional.of(Trust.NO_LONGER_ASSUMED) : Optional.empty();
    };
  }

  /** Which differing phrases of the files are told by what is said. */
  private record Covered(List<Change> changes, List<Trusted> trusted, List<Renamed> renamed) {
    boolean covers(Contents.Unlike one) {
      var file = one.at().file();
      if (file.equals("sources.yaml")) {
        boolean told =
            trusted.stream()
                .anyMatch(
                    value ->
                        one.path().startsWith(value.path()) && one.path().endsWith(value.clause()));
        return told || (one.gone() && said(one.path()));
      }
      if (file.equals("study.yaml")) {
        return said(one.path());
      }
      if (file.startsWith("forms/")) {
        return said(one.path().equals(file) ? "forms" : "forms." + one.path());
      }
      if (file.equals("differences.yaml")) {
        return said("differences." + one.path());
      }
      return renamed.stream().anyMatch(name -> name.path().equals(one.path()))
          || changes.stream().anyMatch(change -> change.path().equals(one.path()));
    }

    private boolean said(String path) {
      if (path.startsWith("lists.") || path.equals("lists")) {
        return said("forms");
      }
      if (path.startsWith("who.fresh.")) {
        return said("who.fresh");
      }
      return alike(path)
          .anyMatch(
              own ->
                  changes.stream().anyMatch(change -> related(change.path(), own))
                      || renamed.stream().anyMatch(name -> related(name.path(), own)));
    }

    /** One line of {@code next} may stand for several places. */
    private static Stream<String> alike(String path) {
      var parts = path.split("\\.", 3);
      if (!parts[0].equals("next") || parts.length < 2) {
        return Stream.of(path);
      }
      var rest = parts.length == 3 ? "." + parts[2] : "";
      return Stream.concat(
              Stream.of(SpeakerProtocol.ANYWHERE), Stream.of(parts[1].split("\\s*,\\s*")))
          .map(place -> "next." + place + rest);
    }

    private static boolean related(String one, String other) {
      return one.equals(other) || one.startsWith(other + ".") || other.startsWith(one + ".");
    }
  }
}
