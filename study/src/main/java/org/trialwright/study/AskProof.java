package org.trialwright.study;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/** What people are asked at home can be answered there, and helps to judge a criterion. */
final class AskProof {
  private final Study study;
  private final ProofText text;
  private final Faults faults;

  AskProof(Study study, ProofText text, Faults faults) {
    this.study = study;
    this.text = text;
    this.faults = faults;
  }

  void run() {
    var read = read();
    for (var page : text.pages().entrySet()) {
      if (page.getKey().matches("[a-z]{2}\\.yaml")) {
        for (var line : ProofText.lines("", page.getValue())) {
          if (line.path().startsWith(JoinQuestions.ASK)) {
            var name = line.path().substring(JoinQuestions.ASK.length());
            item(name)
                .flatMap(item -> objection(item, read))
                .ifPresent(why -> faults.add(line.at(), "'" + line.path() + "': " + why));
          }
        }
      }
    }
    if (!faults.any()) {
      try {
        JoinQuestions.read(study);
      } catch (PhraseFault fault) {
        faults.add(fault);
      }
    }
  }

  private Set<Item> read() {
    var read = new LinkedHashSet<Item>();
    for (var criterion : study.who().criteria()) {
      criterion.rules().forEach(rule -> read.addAll(Reads.of(rule.condition()).items()));
    }
    read.addAll(
        read.stream()
            .flatMap(item -> item.form().askedIf().stream())
            .flatMap(gate -> Reads.of(gate).items().stream())
            .toList());
    return read;
  }

  private Optional<Item> item(String name) {
    int dot = name.indexOf('.');
    return dot < 0
        ? Optional.empty()
        : Optional.ofNullable(study.forms().get(name.substring(0, dot)))
            .flatMap(form -> form.item(name.substring(dot + 1)));
  }

  private static Optional<String> objection(Item item, Set<Item> read) {
    if (!read.contains(item)) {
      return Optional.of("no criterion reads this answer, so nobody need be asked for it at home");
    }
    return switch (item.kind().orElse(null)) {
      case AnswerKind.OneOf _ -> Optional.empty();
      case AnswerKind.Amount amount when amount.lab() ->
          Optional.of("nobody knows a laboratory value at home; leave it to the hospital");
      case AnswerKind.Amount _ -> Optional.empty();
      case null -> Optional.of("it is worked out; ask for the answers from which it is worked out");
      default ->
          Optional.of(
              "this is %s; at home only yes, no, one of several answers or a number can be asked for"
                  .formatted(item.type().described()));
    };
  }
}
