package org.trialwright.app;

import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.trialwright.clinical.Ctcae;
import org.trialwright.study.Contents;
import org.trialwright.study.Folder;
import org.trialwright.study.Study;
import org.trialwright.study.Type;
import org.trialwright.study.What;

/**
 * A copy of a study folder in which every name is another one: the study, its forms, questions,
 * answers, places, visits, drugs, arms, dates, sets, endpoints and settings. It is done token by
 * token, in phrases, prose and translations alike, so that nothing but the names can differ.
 */
record Renamed(Folder folder, Map<String, String> names) {
  /** Words of the study language that studies also use as names; they mean something to Java. */
  private static final Set<String> LANGUAGE =
      words(
          """
          dose drug given fraction start term grade ongoing day
          age sex female male arm site visit consented title about question name source reason
          none all yes no is in of to at from or and not where if known first last latest missed
          stop hold omit pause level change count over signature time date text file order ask
          on by record study target version status
          before what after window stay eligible active randomised open off late never treated counts
          participant ratio lower margin event lost alive
          omitted held stopped paused closed refused needs goes due censored undecided
          """);

  /** Results of clinical functions: stages. */
  private static final Pattern STAGE = Pattern.compile("[IV]+[A-C]?");

  private static final Pattern TOKEN =
      Pattern.compile("(?<![\\p{L}\\p{N}-])[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*");

  private static final Pattern JSON_VALUE =
      Pattern.compile("(?<=[:\\[,]\\s{0,40})\"[^\"]*\"(?!\\s*:)");

  private static Set<String> words(String text) {
    return Set.of(text.strip().split("\\s+"));
  }

  /** Nobody signed the copy. */
  static Renamed of(Folder signed, Study study) {
    Folder folder = signed.without(Contents.FILE);
    Map<String, String> names = new LinkedHashMap<>();
    for (String name : names(folder, study)) {
      if (!LANGUAGE.contains(name)
          && !STAGE.matcher(name).matches()
          && Ctcae.terms(name).isEmpty()
          && Ctcae.terms(name.toLowerCase(Locale.ROOT)).isEmpty()
          && TOKEN.matcher(name).matches()) {
        names.put(name, "x" + Integer.toString(36 * 36 + names.size() * 7, 36) + "q");
      }
    }
    Map<String, String> drugs = new HashMap<>();
    // A register calls a drug by the longest word of its name.
    for (String drug : study.what().drugs().stream().map(What.Drug::name).toList()) {
      String longest =
          Stream.of(drug.split("-")).max(Comparator.comparing(String::length)).orElseThrow();
      if (!longest.equals(drug)) {
        String other = names.computeIfAbsent(longest, _ -> "x" + names.size() + "w");
        names.put(drug, "q-" + other);
        drugs.put(longest, other);
      }
    }
    Map<String, String> files = new HashMap<>();
    folder
        .files()
        .forEach(
            (file, text) ->
                files.put(
                    renamed(file, names, drugs),
                    file.endsWith(".json")
                        ? JSON_VALUE
                            .matcher(text)
                            .replaceAll(found -> quoted(renamed(found.group(), names, drugs)))
                        : renamed(text, names, drugs)));
    return new Renamed(new Folder(files), names);
  }

  private static String quoted(String text) {
    return java.util.regex.Matcher.quoteReplacement(text);
  }

  private static String renamed(String text, Map<String, String> names, Map<String, String> drugs) {
    return TOKEN.matcher(text).replaceAll(found -> quoted(token(found.group(), names, drugs)));
  }

  private static String token(String word, Map<String, String> names, Map<String, String> drugs) {
    return known(word, names)
        .orElseGet(
            () ->
                // Registers join a drug's word with others.
                Stream.of(word.split("-"))
                    .map(part -> known(part, drugs).orElse(part))
                    .collect(Collectors.joining("-")));
  }

  /** A name at the beginning of a sentence keeps its capital. */
  private static Optional<String> known(String word, Map<String, String> names) {
    String plain = word.substring(0, 1).toLowerCase(Locale.ROOT) + word.substring(1);
    return Optional.ofNullable(names.get(word))
        .or(
            () ->
                Optional.ofNullable(names.get(plain))
                    .map(
                        name -> name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1)));
  }

  private static Set<String> names(Folder folder, Study study) {
    Set<String> names = new TreeSet<>();
    names.add(study.name());
    study
        .forms()
        .values()
        .forEach(
            form -> {
              names.add(form.name());
              form.items()
                  .forEach(
                      item -> {
                        names.add(item.name());
                        if (item.type() instanceof Type.Coded coded) {
                          names.addAll(coded.list().codes());
                        }
                      });
            });
    study
        .who()
        .criteria()
        .forEach(
            criterion -> {
              names.add(criterion.name());
              names.add(criterion.sentenceName());
              criterion.rules().forEach(rule -> names.add(rule.name()));
            });
    study.how().arms().forEach(arm -> names.add(arm.name()));
    study.what().drugs().forEach(drug -> names.add(drug.name()));
    names.addAll(study.what().groups().keySet());
    study.what().steps().forEach(step -> names.add(step.name()));
    study.when().dates().forEach(date -> names.add(date.name()));
    study.when().visits().forEach(visit -> names.add(visit.name()));
    study.next().places().forEach(place -> names.add(place.name()));
    names.addAll(study.measure().sets().keySet());
    study.measure().events().forEach(event -> names.add(event.name()));
    study.measure().endpoints().forEach(endpoint -> names.add(endpoint.name()));
    study
        .settings()
        .values()
        .forEach(
            setting -> {
              names.add(setting.name());
              if (setting.type() instanceof Type.Coded coded) {
                names.addAll(coded.list().codes());
              }
            });
    chapters(folder).forEach(names::add);
    return names;
  }

  /** The names of chapters and of lists of answers stand in no rule. */
  private static Set<String> chapters(Folder folder) {
    Set<String> found = new TreeSet<>();
    folder
        .files()
        .keySet()
        .forEach(
            file -> {
              if (file.startsWith("forms/")) {
                found.add(file.substring("forms/".length(), file.length() - ".yaml".length()));
              }
            });
    boolean lists = false;
    for (String line :
        Optional.ofNullable(folder.files().get("study.yaml")).orElse("").lines().toList()) {
      lists = line.startsWith("lists:") || (lists && line.startsWith("  "));
      if (lists && line.startsWith("  ")) {
        found.add(line.strip().substring(0, line.strip().indexOf(':')));
      }
    }
    return found;
  }
}
