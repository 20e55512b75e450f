package org.trialwright.study;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Every line that carries a value says where the value comes from, once there is a page of sources.
 */
final class SourceProof {
  private static final Pattern TIME = Pattern.compile("\\d ?(d|wk|mo|y|h|min)\\b");
  private static final Pattern NUMBER = Pattern.compile("(?<![\\p{L}\\d.-])\\d");
  private static final Set<String> CHECKS = Set.of("checks", "advise", "deviations");

  private final Study study;
  private final ProofText text;
  private final Faults faults;
  private final Set<String> sourced = new HashSet<>();

  SourceProof(Study study, ProofText text, Faults faults) {
    this.study = study;
    this.text = text;
    this.faults = faults;
  }

  void run() {
    if (!text.pages().containsKey("sources.yaml")) {
      return;
    }
    study.sources().forEach(this::known);
    for (var line : needed()) {
      if (!sourced.contains(line.path()) && !sourcedByBlock(line.path())) {
        faults.add(line.at(), "no source says where '" + line.path() + "' comes from");
      }
    }
  }

  /** A source may speak of a whole drug, decision, rule or group, never of a whole chapter. */
  private boolean sourcedByBlock(String path) {
    return sourced.stream()
        .anyMatch(
            source ->
                path.startsWith(source + ".")
                    && !CHECKS.contains(source.substring(source.lastIndexOf('.') + 1))
                    && source.chars().filter(c -> c == '.').count() >= (single(source) ? 1 : 2));
  }

  /** Drugs stand one level higher than other blocks. */
  private boolean single(String source) {
    return source.startsWith("what.") && study.what().drug(source.substring(5)).isPresent();
  }

  private void known(Source source) {
    var found = text.find(source.path());
    if (found.isEmpty()) {
      faults.add(source.at(), "there is no line '" + source.path() + "'" + near(source.path()));
      return;
    }
    sourced.add(source.path());
    if (!source.clause().isEmpty() && !contains(found.get().value(), source.clause())) {
      faults.add(source.at(), "'" + source.clause() + "' does not stand in " + source.path());
    }
  }

  private static boolean contains(Node node, String words) {
    return switch (node) {
      case Node.Line line -> line.text().contains(words);
      case Node.Block block ->
          block.entries().stream()
              .anyMatch(
                  entry ->
                      contains(entry.value(), words)
                          || (entry.value() instanceof Node.Line line
                              && (entry.key() + " " + line.text()).contains(words)));
      case Node.Items _ -> false;
    };
  }

  private String near(String path) {
    var last = path.lastIndexOf('.');
    if (last < 0) {
      return Faults.didYouMean(path, text.root().keys());
    }
    return text.find(path.substring(0, last))
        .filter(entry -> entry.value() instanceof Node.Block)
        .map(entry -> (Node.Block) entry.value())
        .map(block -> Faults.didYouMean(path.substring(last + 1), block.keys()))
        .orElse("");
  }

  private List<ProofText.Written> needed() {
    var all = new ArrayList<ProofText.Written>();
    for (var line : ProofText.lines("", text.root())) {
      if (carriesValue(line)) {
        all.add(line);
      }
    }
    Optional.ofNullable(text.pages().get("scenario.yaml"))
        .ifPresent(
            scenario ->
                ProofText.lines("scenario", scenario).stream()
                    .filter(line -> line.path().indexOf('.', "scenario.".length()) > 0)
                    .forEach(all::add));
    for (var chapter : text.chapters().values()) {
      for (var line : ProofText.lines("forms", chapter)) {
        if (formCarriesValue(line)) {
          all.add(line);
        }
      }
    }
    return all;
  }

  private static boolean carriesValue(ProofText.Written line) {
    var path = line.path();
    if (path.startsWith("who.")) {
      return path.equals("who.age")
          || path.equals("who.sex")
          || path.startsWith("who.rules.")
          || path.startsWith("who.fresh.");
    }
    if (path.startsWith("what.")) {
      boolean name = path.indexOf('.', 5) < 0;
      return !name || path.startsWith("what.work out.");
    }
    if (path.startsWith("when.")) {
      return !path.startsWith("when.do.");
    }
    if (path.startsWith("next.")) {
      return TIME.matcher(line.line().text()).find();
    }
    return path.equals("target")
        || path.startsWith("how.")
        || path.startsWith("measure.")
        || path.startsWith("settings.");
  }

  /** Decisions, and the limits that stand in checks and formulas. */
  private boolean formCarriesValue(ProofText.Written line) {
    var parts = line.path().split("\\.", 4);
    if (parts.length == 4) {
      return CHECKS.contains(parts[2])
          ? NUMBER.matcher(line.line().text()).find()
          : !parts[3].equals("title");
    }
    int formula = line.line().text().indexOf("[=");
    return formula >= 0 && NUMBER.matcher(line.line().text().substring(formula)).find();
  }
}
