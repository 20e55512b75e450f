package org.trialwright.study;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trialwright.quantities.Truth;

/** Somebody who was given an arm just now and about whom nothing is recorded. */
final class BlankWorld implements World {
  static final World HERE = new BlankWorld();

  private BlankWorld() {}

  @Override
  public Answer newest(Item item) {
    return Answers.UNKNOWN;
  }

  @Override
  public boolean recorded(Form form) {
    return false;
  }

  @Override
  public List<? extends Row> rows(Form form) {
    return List.of();
  }

  @Override
  public Answer within(Item item, double days, @Nullable String visit, double daysAtVisit) {
    return Answers.UNKNOWN;
  }

  @Override
  public Answer at(Item item, String visit) {
    return Answers.UNKNOWN;
  }

  @Override
  public Answer named(Named name) {
    return name.term().map(term -> term.value(this, Rows.NONE)).orElse(Answers.UNKNOWN);
  }

  @Override
  public Answer arm() {
    return Answers.UNKNOWN;
  }

  @Override
  public Answer setting(Setting setting) {
    return setting.value();
  }

  @Override
  public Answer ageOn(long day) {
    return Answers.UNKNOWN;
  }

  @Override
  public long today() {
    return 0;
  }

  @Override
  public Truth eligible() {
    return Truth.YES;
  }

  @Override
  public boolean allocated() {
    return true;
  }

  @Override
  public boolean beenAt(String place) {
    return false;
  }

  @Override
  public int timesAt(String place) {
    return 0;
  }

  @Override
  public Answer changeOf(String drug) {
    return Answers.UNKNOWN;
  }

  @Override
  public Answer doseOf(String drug, long onDay) {
    return Answers.UNKNOWN;
  }
}
