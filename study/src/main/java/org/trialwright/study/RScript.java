package org.trialwright.study;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The rules of a study as functions in R, one for each rule, in three-valued logic: {@code NA} is
 * not known. What R cannot be told is listed with its reason, in the script too.
 */
public final class RScript {
  private final String text;
  private final List<Unsaid> unsaid;
  private final List<RuleLine> rules;
  private final List<RRules.Column> columns;

  /** A rule that the script does not hold. */
  public record Unsaid(String rule, String why) {}

  private RScript(
      String text, List<Unsaid> unsaid, List<RuleLine> rules, List<RRules.Column> columns) {
    this.text = text;
    this.unsaid = List.copyOf(unsaid);
    this.rules = List.copyOf(rules);
    this.columns = List.copyOf(columns);
  }

  /** The script; it needs no package. */
  public String text() {
    return text;
  }

  public List<Unsaid> unsaid() {
    return unsaid;
  }

  /** The rules it holds, in the order of the study. */
  List<RuleLine> rules() {
    return rules;
  }

  /** The columns that they read. */
  List<RRules.Column> columns() {
    return columns;
  }

  public static RScript of(Study study) {
    return new Writer(study).script();
  }

  private static final class Writer {
    private final Study study;
    private final SpeakerClauses clauses;
    private final RRules rules;
    private final StringBuilder functions = new StringBuilder();
    private final List<RuleLine> said = new ArrayList<>();
    private final List<Unsaid> unsaid = new ArrayList<>();

    Writer(Study study) {
      this.study = study;
      var labels = new SpeakerLabels(study, "en", new English());
      this.clauses = new SpeakerClauses(labels, new SpeakerValues(labels));
      this.rules = new RRules(study.who().fresh());
    }

    RScript script() {
      for (var line : RuleLines.of(study)) {
        try {
          function(line, rules.rule(line));
          said.add(line);
        } catch (RRules.Unsaid refused) {
          unsaid.add(new Unsaid(line.name(), refused.why()));
        }
      }
      eligible();
      return new RScript(
          head() + RPrelude.TEXT + settings() + types() + tables() + functions + index(),
          unsaid,
          said,
          rules.columns());
    }

    private void function(RuleLine line, String body) {
      functions
          .append("\n# ")
          .append(comment(plain(line.rule())))
          .append("\n")
          .append(RRules.name(line.name()))
          .append(arguments(line))
          .append(body)
          .append("\n");
    }

    private static String arguments(RuleLine line) {
      if (line.rule() instanceof RuleLine.Rule.Gives) {
        return " <- function(w, level = 0)\n  ";
      }
      return line.form().isPresent() ? " <- function(w, r)\n  " : " <- function(w)\n  ";
    }

    private String plain(RuleLine.Rule rule) {
      return switch (rule) {
        case RuleLine.Rule.Holds(var condition) -> clauses.condition(condition);
        case RuleLine.Rule.Comes(var term) -> clauses.term(term);
        case RuleLine.Rule.Decides(var item, _) ->
            item.question().isEmpty() ? item.path() : item.question();
        case RuleLine.Rule.Gives(var drug) ->
            "The dose of " + drug.name() + "; level 1 is the first reduced one.";
      };
    }

    /** Everything that a criterion asks, together. */
    private void eligible() {
      var met = new ArrayList<String>();
      for (var criterion : study.who().criteria()) {
        for (var rule : criterion.rules()) {
          var line = line(criterion, rule);
          if (said.stream().noneMatch(one -> one.name().equals(line))) {
            unsaid.add(new Unsaid("who", "it needs " + line));
            functions.append(
                "\nwho <- function(w) stop(\"who may join needs a rule that R cannot be told\")\n");
            return;
          }
          met.add((criterion.kind() == Who.Kind.INCLUDE ? "" : "!") + RRules.name(line) + "(w)");
        }
      }
      functions
          .append("\n# Who may join.\nwho <- function(w)\n  ")
          .append(met.isEmpty() ? "TRUE" : String.join(" &\n  ", met))
          .append("\n");
    }

    private static String line(Who.Criterion criterion, Who.Rule rule) {
      return (SpeakerProtocol.builtIn(criterion) ? "who." : "who.rules.") + rule.name();
    }

    private String head() {
      var head = new StringBuilder();
      head.append("# The rules of ")
          .append(comment(study.name()))
          .append(", version ")
          .append(comment(study.version()))
          .append(" (")
          .append(study.seal(), 0, 12)
          .append("), as functions in R.\n")
          .append(
              """
              # Written by: trialwright check STUDY --r. Needs R and no package. Each rule is a function of
              # all participants at once; TRUE is yes, FALSE is no, NA is not known.
              #
              #   participants <- read.csv("participants.csv", colClasses = "character", check.names = FALSE)
              #   w <- world(participants, list(ae = read.csv("ae.csv", colClasses = "character", check.names = FALSE)))
              #   who(w)                      who may join
              #   all.rules(w)                every rule about participants, one column each
              #   all.rules(w, "ae")          every rule about the records of a form
              #
              # Not said here, because R cannot be told:
              """);
      if (unsaid.isEmpty()) {
        head.append("#   nothing\n");
      }
      unsaid.forEach(
          one ->
              head.append("#   ")
                  .append(comment(one.rule()))
                  .append(": ")
                  .append(comment(one.why()))
                  .append("\n"));
      return head.append("\n").toString();
    }

    private String settings() {
      return "\n# ---- The study ---------------------------------------------------------------------------------\nsettings <- list("
          + study.settings().values().stream()
              .map(
                  setting ->
                      "\n  "
                          + RRules.name(setting.name())
                          + " = "
                          + RRules.constant(setting.value(), setting.type()))
              .collect(Collectors.joining(","))
          + ")\n\n";
    }

    private String types() {
      return "# The inputs: columns of participants, and of the table of a form (form.column).\ntypes <- list("
          + rules.columns().stream()
              .map(column -> "\n  " + RRules.name(key(column)) + " = " + type(column.type()))
              .collect(Collectors.joining(","))
          + ")\n\n";
    }

    private static String key(RRules.Column column) {
      return (column.table().isEmpty() ? "" : column.table() + ".") + column.name();
    }

    private static String type(Type type) {
      return switch (type) {
        case Type.Coded coded -> {
          var all = new ArrayList<String>();
          all.add("codes");
          all.addAll(coded.list().codes());
          yield RRules.codes(all);
        }
        case Type.Numeric _ -> "\"number\"";
        case Type.Day _ -> "\"day\"";
        case Type.Moment _ -> "\"moment\"";
        case Type.Clock _ -> "\"clock\"";
        case Type.Words _ -> "\"words\"";
      };
    }

    private String tables() {
      var tables = new StringBuilder();
      rules
          .tables()
          .forEach(
              (name, text) ->
                  tables.append(RRules.name(name)).append(" <- ").append(text).append("\n\n"));
      return tables.toString();
    }

    private String index() {
      return "\n# Every rule, and the form whose records it is asked about.\nrules <- c("
          + said.stream()
              .map(
                  line ->
                      "\n  "
                          + RRules.name(line.name())
                          + " = "
                          + RRules.quoted(line.form().map(Form::name).orElse("")))
              .collect(Collectors.joining(","))
          + ")\n";
    }

    private static String comment(String text) {
      return text.replaceAll("\\s", " ");
    }
  }
}
