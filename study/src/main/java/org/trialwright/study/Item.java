package org.trialwright.study;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A question of a form, or something worked out from the answers. */
public final class Item {
  private final Form form;
  private final String name;
  private final int slot;
  private final Position at;
  String question = "";
  @Nullable AnswerKind kind;
  @Nullable Condition askedIf;
  @Nullable Term formula;
  @Nullable Table table;
  @Nullable Item proposedBy;
  @Nullable String startsAs;
  @Nullable Condition startsIf;
  String answeredBy = "";
  @Nullable Type type;

  Item(Form form, String name, int slot, Position at) {
    this.form = form;
    this.name = name;
    this.slot = slot;
    this.at = at;
  }

  public Form form() {
    return form;
  }

  public String name() {
    return name;
  }

  /** Its place within the form, from 0. */
  public int slot() {
    return slot;
  }

  /** The name by which rules elsewhere know it. */
  public String path() {
    return form.name() + "." + name;
  }

  public String question() {
    return question;
  }

  /** Empty for something worked out that nobody is asked. */
  public Optional<AnswerKind> kind() {
    return Optional.ofNullable(kind);
  }

  /** Whether its own line could be read. */
  boolean typed() {
    return type != null;
  }

  public Type type() {
    if (type == null) {
      throw new IllegalStateException(path() + " has no type yet");
    }
    return type;
  }

  public Optional<Condition> askedIf() {
    return Optional.ofNullable(askedIf);
  }

  /** The sum that gives its value. */
  public Optional<Term> formula() {
    return Optional.ofNullable(formula);
  }

  /** The decision that gives its value, or proposes one when people are asked as well. */
  public Optional<Table> table() {
    return Optional.ofNullable(table);
  }

  /** Whose result is proposed here, to be confirmed or overridden with a reason. */
  public Optional<Item> proposedBy() {
    return Optional.ofNullable(proposedBy);
  }

  /** The code that stands here before anybody answers, if the condition beside it holds. */
  public Optional<String> startsAs() {
    return Optional.ofNullable(startsAs);
  }

  public Optional<Condition> startsIf() {
    return Optional.ofNullable(startsIf);
  }

  /** The role that answers when it is not the site, or empty. */
  public String answeredBy() {
    return answeredBy;
  }

  /** Whether nobody is asked: the value is worked out. */
  public boolean workedOut() {
    return kind == null;
  }

  public boolean identifying() {
    return kind instanceof AnswerKind.Date date && date.identifying();
  }

  boolean saysWhen() {
    if (askedIf != null) {
      return false;
    }
    if (kind == null) {
      return formula != null && type == Types.DAY;
    }
    boolean wholeDay = kind instanceof AnswerKind.Date date && !date.partial();
    return (wholeDay || kind instanceof AnswerKind.DateTime) && !kind.optional();
  }

  public Position at() {
    return at;
  }

  @Override
  public String toString() {
    return path();
  }

  /**
   * A decision: the first line that holds.
   *
   * @param codes what the lines can give
   */
  public record Table(CodeList codes, List<Choice> lines) {
    public Table {
      lines = List.copyOf(lines);
    }

    /**
     * The codes that can still result. A line counts only when every line above is no, so a missing
     * answer leaves several codes possible and can never become the last line's code by default.
     */
    public Answer decide(World world, Row row) {
      long possible = 0;
      for (var line : lines) {
        switch (line.when().test(world, row)) {
          case YES -> {
            return new Answer.Coded(possible | line.bit());
          }
          case UNKNOWN -> possible |= line.bit();
          case NO -> {}
        }
      }
      return possible == 0 ? Answers.UNKNOWN : new Answer.Coded(possible);
    }
  }

  /** One line of a decision; the last may be {@code otherwise}, which always holds. */
  public record Choice(String code, long bit, Condition when, Position at) {}
}
