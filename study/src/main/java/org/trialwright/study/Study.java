package org.trialwright.study;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A study that was found complete and consistent.
 *
 * @param seal SHA-256 over study, forms, translations and record, in hexadecimal; the study's
 *     version
 * @param version as its authors call it
 * @param words by language; English is always there
 * @param recordJson the public record, verbatim; empty when the study has none
 * @param files it was read from, with its scenario where there is one
 */
public record Study(
    String name,
    String version,
    String seal,
    String target,
    Who who,
    How how,
    What what,
    When when,
    Next next,
    Measure measure,
    Map<String, Form> forms,
    Map<String, Setting> settings,
    List<Source> sources,
    Map<String, Words> words,
    String recordJson,
    List<Difference> differences,
    Folder files) {
  public Study {
    sources = List.copyOf(sources);
    words = Map.copyOf(words);
    differences = List.copyOf(differences);
  }

  /** A field on which sources differ, with the choice made. */
  public record Difference(
      String name,
      String field,
      Map<String, String> values,
      String chosen,
      String reason,
      Position at) {}

  public Form form(String formName) {
    var form = forms.get(formName);
    if (form == null) {
      throw new IllegalArgumentException("study " + name + " has no form '" + formName + "'");
    }
    return form;
  }

  public Optional<How.Arm> arm(String armName) {
    return how.arms().stream().filter(arm -> arm.name().equals(armName)).findFirst();
  }

  /** The number of participants aimed at; empty when the target line holds none. */
  public Optional<Integer> targetNumber() {
    var digits = target.replaceAll("^(\\d+).*$", "$1");
    return digits.matches("\\d{1,6}") ? Optional.of(Integer.valueOf(digits)) : Optional.empty();
  }

  /** Whom the target counts. */
  public enum Counted {
    RANDOMISED,
    /** Those who joined where nobody's own arm is drawn. */
    ENROLLED,
    /** Those who had their first treatment. */
    TREATED
  }

  public Counted counted() {
    if (target.endsWith(" enrolled")) {
      return Counted.ENROLLED;
    }
    return target.endsWith(" treated") ? Counted.TREATED : Counted.RANDOMISED;
  }

  /** Whether participants are given arms. */
  public boolean allocates() {
    return !(how.allocation() instanceof How.NoAllocation);
  }

  /** Whether a value is our own choice: not in the record, not published, not confirmed. */
  public boolean assumed(String path) {
    return sources.stream()
        .anyMatch(source -> source.path().equals(path) && source.status() == Source.Status.ASSUMED);
  }

  /** The same study, in which two people have confirmed the assumed values of some chapters. */
  public Study confirmed(Set<String> chapters) {
    return with(
        sources.stream()
            .map(
                source ->
                    source.status() == Source.Status.ASSUMED && chapters.contains(source.chapter())
                        ? source.confirmed()
                        : source)
            .toList(),
        words,
        next);
  }

  /**
   * Questions that are asked although no line of the study reads them: their answers are collected
   * and nothing more. In the order of the forms.
   */
  public List<Item> unread() {
    var readers = Readers.of(this);
    return forms.values().stream()
        .flatMap(form -> form.items().stream())
        .filter(item -> !item.workedOut() && readers.unread(item))
        .toList();
  }

  /** The same study, in other words. */
  Study with(Map<String, Words> others) {
    return with(sources, others, next);
  }

  /** The same study with one of its tracks as its only path. */
  public Study along(Next.Track track) {
    return with(sources, words, track.path());
  }

  private Study with(List<Source> sources, Map<String, Words> words, Next next) {
    return new Study(
        name,
        version,
        seal,
        target,
        who,
        how,
        what,
        when,
        next,
        measure,
        forms,
        settings,
        sources,
        words,
        recordJson,
        differences,
        files);
  }

  public Optional<Source> source(String path) {
    return sources.stream()
        .filter(source -> source.path().equals(path) && source.clause().isEmpty())
        .findFirst();
  }
}
