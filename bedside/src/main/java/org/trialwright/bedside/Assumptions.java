package org.trialwright.bedside;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.study.Source;
import org.trialwright.study.Study;

/**
 * The values that are our own choice because nobody says, by chapter of the study, and who stands
 * for them. A real trial enrols nobody before two people have confirmed every chapter. What only a
 * rehearsal uses is not among them.
 */
public record Assumptions(List<Chapter> chapters) {
  private static final int PEOPLE = 2;
  private static final String REHEARSAL_ONLY = "scenario";

  public Assumptions {
    chapters = List.copyOf(chapters);
  }

  /**
   * One chapter.
   *
   * @param name such as {@code who}
   * @param values in the order of the sources
   * @param digest over the values, their reasons and what stands in the study
   * @param vouched the confirmations of exactly these values, one for each person, oldest first
   */
  public record Chapter(String name, List<Source> values, String digest, List<Fact> vouched) {
    public Chapter {
      values = List.copyOf(values);
      vouched = List.copyOf(vouched);
    }

    public boolean confirmed() {
      return vouched.size() >= PEOPLE;
    }

    public boolean vouchedBy(String person) {
      return vouched.stream().anyMatch(fact -> fact.author().person().equals(person));
    }

    private Chapter with(Fact fact) {
      boolean counts =
          fact.event() instanceof Event.Vouched(var chapter, var of)
              && chapter.equals(name)
              && of.equals(digest)
              && !vouchedBy(fact.author().person());
      if (!counts) {
        return this;
      }
      var all = new ArrayList<>(vouched);
      all.add(fact);
      return new Chapter(name, values, digest, all);
    }
  }

  /** What a study assumes, before anybody has confirmed it. */
  static Assumptions of(Study study) {
    Map<String, List<Source>> values = new LinkedHashMap<>();
    for (var source : study.sources()) {
      if (source.status() == Source.Status.ASSUMED && !source.chapter().equals(REHEARSAL_ONLY)) {
        values.computeIfAbsent(source.chapter(), _ -> new ArrayList<>()).add(source);
      }
    }
    return new Assumptions(
        values.entrySet().stream()
            .map(
                chapter ->
                    new Chapter(
                        chapter.getKey(),
                        chapter.getValue(),
                        digest(chapter.getValue()),
                        List.of()))
            .toList());
  }

  /** With the confirmations among these facts. */
  Assumptions with(List<Fact> facts) {
    return new Assumptions(
        chapters.stream()
            .map(
                chapter -> {
                  var known = chapter;
                  for (var fact : facts) {
                    known = known.with(fact);
                  }
                  return known;
                })
            .toList());
  }

  public Optional<Chapter> chapter(String name) {
    return chapters.stream().filter(chapter -> chapter.name().equals(name)).findFirst();
  }

  /** The chapters that still need somebody. */
  public List<Chapter> open() {
    return chapters.stream().filter(chapter -> !chapter.confirmed()).toList();
  }

  public int count() {
    return chapters.stream().mapToInt(chapter -> chapter.values().size()).sum();
  }

  Set<String> confirmed() {
    return chapters.stream()
        .filter(Chapter::confirmed)
        .map(Chapter::name)
        .collect(Collectors.toSet());
  }

  private static String digest(List<Source> values) {
    var text =
        values.stream()
            .map(
                one ->
                    String.join("\t", one.path(), one.clause(), one.text(), one.written()) + "\n")
            .collect(Collectors.joining());
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java has no SHA-256", missing);
    }
  }
}
