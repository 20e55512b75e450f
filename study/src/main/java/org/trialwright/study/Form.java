package org.trialwright.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A page of questions that is filled in as a whole; each filling is a record. */
public final class Form {
  private final String name;
  private final int index;
  private final Position at;
  private final String chapter;
  final List<Item> items = new ArrayList<>();
  final List<Check> checks = new ArrayList<>();
  String title;
  boolean repeats;
  String answeredBy = "";
  @Nullable Condition askedIf;

  Form(String name, int index, String chapter, Position at) {
    this.name = name;
    this.index = index;
    this.chapter = chapter;
    this.at = at;
    this.title = name;
  }

  public String name() {
    return name;
  }

  /** Its place among all forms, from 0. */
  public int index() {
    return index;
  }

  public String chapter() {
    return chapter;
  }

  public String title() {
    return title;
  }

  /** Whether several records belong to one occasion, so that a rule must say which it means. */
  public boolean repeats() {
    return repeats;
  }

  /** Who fills it in when it is not the site, or empty. */
  public String answeredBy() {
    return answeredBy;
  }

  public Optional<Condition> askedIf() {
    return Optional.ofNullable(askedIf);
  }

  public List<Item> items() {
    return Collections.unmodifiableList(items);
  }

  public Optional<Item> item(String itemName) {
    return items.stream().filter(item -> item.name().equals(itemName)).findFirst();
  }

  public List<Check> checks() {
    return Collections.unmodifiableList(checks);
  }

  /**
   * The question whose answer is the day the record occurred; a form without one asks for the day
   * by itself.
   */
  public Optional<Item> dayItem() {
    return items.stream().filter(Item::saysWhen).findFirst();
  }

  Position at() {
    return at;
  }

  @Override
  public String toString() {
    return name;
  }

  /** What a check does when its condition holds or fails. */
  public enum Role {
    /** Must hold; when it fails, a query is opened. */
    CHECK,
    /** Shown while it holds; nobody has to answer. */
    ADVICE,
    /** Logged as a protocol deviation when it fails. */
    DEVIATION
  }

  /** A sentence that people read, and its condition. */
  public record Check(Role role, String message, Condition condition, Position at) {

    /** Whether there is something to say: the problem is present, absent, or not yet known. */
    public org.trialwright.quantities.Truth raised(World world, Row row) {
      var holds = condition.test(world, row);
      return role == Role.ADVICE ? holds : holds.not();
    }
  }
}
