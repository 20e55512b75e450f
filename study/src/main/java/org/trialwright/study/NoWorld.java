package org.trialwright.study;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trialwright.quantities.Truth;

/** A world about which nothing may be asked, for comparisons between constants. */
final class NoWorld implements World {
  static final World HERE = new NoWorld();

  private NoWorld() {}

  private static IllegalStateException asked(Object what) {
    return new IllegalStateException("a comparison of constants asked for " + what);
  }

  @Override
  public Answer newest(Item item) {
    throw asked(item);
  }

  @Override
  public boolean recorded(Form form) {
    throw asked(form);
  }

  @Override
  public List<? extends Row> rows(Form form) {
    throw asked(form);
  }

  @Override
  public Answer within(Item item, double days, @Nullable String visit, double daysAtVisit) {
    throw asked(item);
  }

  @Override
  public Answer at(Item item, String visit) {
    throw asked(item);
  }

  @Override
  public Answer named(Named name) {
    throw asked(name);
  }

  @Override
  public Answer arm() {
    throw asked("the arm");
  }

  @Override
  public Answer setting(Setting setting) {
    throw asked(setting);
  }

  @Override
  public Answer ageOn(long day) {
    throw asked("an age");
  }

  @Override
  public long today() {
    throw asked("today");
  }

  @Override
  public Truth eligible() {
    throw asked("eligibility");
  }

  @Override
  public boolean allocated() {
    throw asked("allocation");
  }

  @Override
  public boolean beenAt(String place) {
    throw asked(place);
  }

  @Override
  public int timesAt(String place) {
    throw asked(place);
  }

  @Override
  public Answer changeOf(String drug) {
    throw asked(drug);
  }

  @Override
  public Answer doseOf(String drug, long day) {
    throw asked(drug);
  }
}
