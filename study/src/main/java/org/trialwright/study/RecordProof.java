package org.trialwright.study;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The public record and the study say the same, or a difference says why not. The record has the
 * shape of the ClinicalTrials.gov API, version 2 (JSON, which is read as YAML).
 */
final class RecordProof {
  private static final Pattern YEARS = Pattern.compile("(\\d+) Years?");
  private static final Pattern NUMBERED = Pattern.compile("arm ?(\\d+)");

  private final Study study;
  private final ProofText text;
  private final Faults faults;

  RecordProof(Study study, ProofText text, Faults faults) {
    this.study = study;
    this.text = text;
    this.faults = faults;
  }

  void run() {
    study.differences().forEach(this::differs);
    if (study.recordJson().isEmpty()) {
      return;
    }
    var unreadable = new Faults();
    var record = YamlText.read("record", study.recordJson(), unreadable);
    var protocol = record.flatMap(root -> block(root, "protocolSection"));
    if (protocol.isEmpty() || unreadable.any()) {
      faults.add(
          text.at("record"),
          "the record cannot be read: JSON in the shape of the ClinicalTrials.gov API version 2,"
              + " with a 'protocolSection', is needed");
      return;
    }
    eligibility(protocol.get());
    design(protocol.get());
    arms(protocol.get());
  }

  private void eligibility(Node.Block protocol) {
    var module = module(protocol, "eligibilityModule");
    var lowest = line(module, "minimumAge").orElse("none");
    var highest = line(module, "maximumAge").orElse("none");
    var age = study.who().criterion("age").map(one -> one.rules().getFirst().condition());
    if (age.isPresent() && age.get() instanceof Condition.Within within) {
      compare("age", "minimum age", years(lowest), number(within.low()), text.at("who", "age"));
      compare("age", "maximum age", years(highest), number(within.high()), text.at("who", "age"));
    } else {
      compare("age", "minimum age", years(lowest), "none", text.at("who"));
      compare("age", "maximum age", years(highest), "none", text.at("who"));
    }
    var sex = line(module, "sex").orElse("ALL").toLowerCase(Locale.ROOT);
    compare("sex", "sex", sex, sex(), text.at("who", "sex"));
    var sentences = flat(line(module, "eligibilityCriteria").orElse(""));
    for (var criterion : study.who().criteria()) {
      boolean sentence =
          !criterion.sentenceName().equals("age") && !criterion.sentenceName().equals("sex");
      if (sentence
          && !sentences.isEmpty()
          && !sentences.contains(flat(criterion.sentence()))
          && !explained(List.of("criterion " + criterion.sentenceName()), Set.of())) {
        faults.add(
            criterion.at(),
            "criterion '"
                + criterion.sentenceName()
                + "' is not in the record in these words; copy its sentence, or add to"
                + " differences.yaml an entry with 'field: criterion "
                + criterion.sentenceName()
                + "'");
      }
    }
  }

  private String sex() {
    var sex = study.who().criterion("sex");
    if (sex.isEmpty() || sex.get().sentence().equals("all")) {
      return "all";
    }
    var words = List.of(sex.get().sentence().split("\\W+"));
    return words.contains("female") ? "female" : words.contains("male") ? "male" : "all";
  }

  private void design(Node.Block protocol) {
    var module = module(protocol, "designModule");
    block(module, "enrollmentInfo")
        .flatMap(info -> line(info, "count"))
        .ifPresent(
            count ->
                compare(
                    "enrolment",
                    "enrolment",
                    count,
                    study.targetNumber().map(String::valueOf).orElse("none"),
                    text.at("target")));
    var info = block(module, "designInfo").orElse(new Node.Block(List.of(), module.at()));
    line(info, "allocation")
        .ifPresent(
            allocation ->
                compare(
                    "allocation",
                    "allocation",
                    allocation.equals("RANDOMIZED") ? "randomised" : "not randomised",
                    study.how().allocation().byChance() ? "randomised" : "not randomised",
                    text.at("how", "allocate")));
    block(info, "maskingInfo")
        .flatMap(masking -> line(masking, "masking"))
        .ifPresent(
            masking ->
                compare(
                    "masking", "masking", masked(masking), masked(), text.at("how", "masking")));
  }

  private static String masked(String masking) {
    return switch (masking) {
      case "SINGLE" -> "1 role";
      case "DOUBLE" -> "2 roles";
      case "TRIPLE" -> "3 roles";
      case "QUADRUPLE" -> "4 roles";
      default -> "none";
    };
  }

  private String masked() {
    var masking = study.how().masking();
    long roles = Blocks.commaSeparated(masking).count();
    return masking.equals("none") ? "none" : roles + (roles == 1 ? " role" : " roles");
  }

  private void arms(Node.Block protocol) {
    var module = module(protocol, "armsInterventionsModule");
    var groups = blocks(module, "armGroups");
    if (groups.isEmpty()) {
      return;
    }
    compare(
        "arms",
        "number of arms",
        String.valueOf(groups.size()),
        String.valueOf(study.how().arms().size()),
        text.at("how", "arms"));
    for (var group : groups) {
      var label = line(group, "label").orElse("");
      var arm =
          study.how().arms().stream()
              .filter(one -> flat(one.label()).equals(flat(label)))
              .findFirst();
      if (arm.isEmpty()) {
        if (!explained(List.of(label, "arms"), Set.of())) {
          faults.add(
              text.at("how", "arms"),
              "the record has an arm '"
                  + label
                  + "', the study has "
                  + String.join(
                      ", ",
                      study.how().arms().stream().map(one -> "'" + one.label() + "'").toList())
                  + advice(label));
        }
        continue;
      }
      arm(module, group, arm.get());
    }
  }

  private void arm(Node.Block module, Node.Block group, How.Arm arm) {
    line(group, "type")
        .ifPresent(
            type ->
                compare(
                    arm.label(),
                    "kind of arm '" + arm.label() + "'",
                    type.toLowerCase(Locale.ROOT).replace('_', ' '),
                    arm.kind(),
                    arm.at()));
    var described = agents(line(group, "description").orElse(""));
    var interventions = new StringBuilder();
    for (var intervention : blocks(module, "interventions")) {
      boolean ofArm =
          lines(intervention, "armGroupLabels").stream()
              .anyMatch(label -> flat(label).equals(flat(arm.label())));
      if (ofArm) {
        interventions
            .append(line(intervention, "name").orElse(""))
            .append(' ')
            .append(line(intervention, "description").orElse(""))
            .append(' ');
      }
    }
    var given = agents(interventions.toString());
    var planned = new LinkedHashSet<String>();
    for (var drug : study.what().drugs()) {
      if (drug.arms().isEmpty() || drug.arms().contains(arm.name())) {
        planned.add(drug.name());
      }
    }
    boolean found =
        !described.isEmpty()
            && !given.isEmpty()
            && conflict(arm, "the record's arm names", described, "its interventions", given);
    if (!found && !described.isEmpty()) {
      found = conflict(arm, "the record's arm names", described, "the study", planned);
    }
    if (!found && !given.isEmpty()) {
      conflict(arm, "the record's interventions name", given, "the study", planned);
    }
  }

  private boolean conflict(
      How.Arm arm, String one, Set<String> first, String other, Set<String> second) {
    var differing = new LinkedHashSet<>(first);
    differing.addAll(second);
    var both = new LinkedHashSet<>(first);
    both.retainAll(second);
    differing.removeAll(both);
    if (differing.isEmpty() || explained(namesOf(arm), differing)) {
      return false;
    }
    faults.add(
        arm.at(),
        "ARM_TEXT_CONFLICT: arm '"
            + arm.name()
            + "': "
            + one
            + " "
            + listed(first)
            + ", "
            + other
            + " "
            + listed(second)
            + advice(arm.label()));
    return true;
  }

  private static String listed(Set<String> drugs) {
    return drugs.isEmpty() ? "none" : String.join(", ", drugs);
  }

  private static List<String> namesOf(How.Arm arm) {
    var names = new ArrayList<>(List.of(arm.label()));
    names.add("arm " + arm.name());
    var numbered = NUMBERED.matcher(arm.label().toLowerCase(Locale.ROOT));
    if (numbered.find()) {
      names.add("arm " + numbered.group(1));
    }
    return names;
  }

  /**
   * The study's drugs that a text names, by their longest word: the substance without its carrier.
   */
  private Set<String> agents(String words) {
    var lower = words.toLowerCase(Locale.ROOT);
    Set<String> found = new LinkedHashSet<>();
    for (var drug : study.what().drugs()) {
      var longest = "";
      for (var part : drug.name().toLowerCase(Locale.ROOT).split("-")) {
        longest = part.length() > longest.length() ? part : longest;
      }
      if (lower.contains(longest)) {
        found.add(drug.name());
      }
    }
    return found;
  }

  private void compare(String field, String what, String record, String own, Position at) {
    quoted(what, record);
    if (!record.equals(own) && !explained(List.of(field, what), Set.of())) {
      faults.add(
          at, what + ": the record says " + record + ", the study says " + own + advice(field));
    }
  }

  /** Where all sources say the same there is nothing to choose. */
  private void differs(Study.Difference difference) {
    var said = difference.values().values().stream().map(RecordProof::flat).distinct().toList();
    if (said.size() == 1) {
      faults.add(
          difference.at(),
          "difference "
              + difference.name()
              + ": its sources do not differ, "
              + (difference.values().size() == 1 ? "there is one alone" : "all say the same")
              + "; write what each of them says, or take it out");
    }
  }

  /** What a difference quotes as the record's must be what the record says. */
  private void quoted(String field, String record) {
    for (var difference : study.differences()) {
      var quote = difference.values().get("record");
      if (flat(difference.field()).equals(flat(field))
          && quote != null
          && !flat(quote).contains(flat(record))) {
        faults.add(
            difference.at(),
            "difference %s: the record says %s, not '%s'"
                .formatted(difference.name(), record, quote));
      }
    }
  }

  private static String advice(String field) {
    return "; mend it, or add to differences.yaml an entry with 'field: " + field + "'";
  }

  /** A difference speaks of the field, and of each thing that differs. */
  private boolean explained(List<String> fields, Set<String> things) {
    return study.differences().stream()
        .anyMatch(
            difference -> {
              var field = flat(difference.field());
              var all =
                  flat(
                      difference.field()
                          + " "
                          + difference.values().values()
                          + " "
                          + difference.chosen());
              return fields.stream().anyMatch(one -> field.contains(flat(one)))
                  && things.stream().allMatch(thing -> all.contains(flat(thing)));
            });
  }

  /** In the registry's own markup: asterisks make lists, a backslash stands before {@code >=}. */
  private static String flat(String words) {
    return words
        .toLowerCase(Locale.ROOT)
        .replaceAll("\\\\(?=[<>*_\\[\\]])", "")
        .replaceAll("[\\s*]+", " ")
        .strip();
  }

  private static String years(String age) {
    var years = YEARS.matcher(age);
    return years.matches() ? years.group(1) : age;
  }

  private static String number(double value) {
    return Double.isInfinite(value) ? "none" : String.valueOf((long) value);
  }

  private static Node.Block module(Node.Block protocol, String name) {
    return block(protocol, name).orElse(new Node.Block(List.of(), protocol.at()));
  }

  private static Optional<Node.Block> block(Node.Block parent, String key) {
    return parent
        .find(key)
        .map(Node.Entry::value)
        .filter(Node.Block.class::isInstance)
        .map(Node.Block.class::cast);
  }

  private static List<Node.Block> blocks(Node.Block parent, String key) {
    return items(parent, key).stream()
        .filter(Node.Block.class::isInstance)
        .map(Node.Block.class::cast)
        .toList();
  }

  private static List<String> lines(Node.Block parent, String key) {
    return items(parent, key).stream()
        .filter(Node.Line.class::isInstance)
        .map(node -> ((Node.Line) node).text())
        .toList();
  }

  private static List<Node> items(Node.Block parent, String key) {
    return parent
        .find(key)
        .map(Node.Entry::value)
        .filter(Node.Items.class::isInstance)
        .map(node -> ((Node.Items) node).nodes())
        .orElse(List.of());
  }

  private static Optional<String> line(Node.Block parent, String key) {
    return parent
        .find(key)
        .map(Node.Entry::value)
        .filter(Node.Line.class::isInstance)
        .map(node -> ((Node.Line) node).text());
  }
}
