package org.trialwright.study;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A date, a step of working out or an event that has a name of its own in the study. */
public final class Named {
  /** Which block gives the name. */
  public enum Kind {
    DATE,
    STEP,
    EVENT,
    BUILT_IN
  }

  private final Kind kind;
  private final String name;
  private final int index;
  private final Position at;
  @Nullable Term term;
  @Nullable Type type;

  Named(Kind kind, String name, int index, Position at) {
    this.kind = kind;
    this.name = name;
    this.index = index;
    this.at = at;
  }

  public Kind kind() {
    return kind;
  }

  public String name() {
    return name;
  }

  /** Its place among all named things, from 0. */
  public int index() {
    return index;
  }

  /** How it is worked out; empty for what the world itself knows, such as the day of allocation. */
  public Optional<Term> term() {
    return Optional.ofNullable(term);
  }

  public Type type() {
    if (type == null) {
      throw new IllegalStateException(name + " has no type yet");
    }
    return type;
  }

  public Position at() {
    return at;
  }

  @Override
  public String toString() {
    return name;
  }
}
