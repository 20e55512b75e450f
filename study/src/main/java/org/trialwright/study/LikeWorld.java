package org.trialwright.study;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.trialwright.quantities.Truth;

/** A world like another one; what differs is overridden. */
public abstract class LikeWorld implements World {
  protected final World all;

  protected LikeWorld(World all) {
    this.all = all;
  }

  @Override
  public Answer newest(Item item) {
    return all.newest(item);
  }

  @Override
  public boolean recorded(Form form) {
    return all.recorded(form);
  }

  @Override
  public List<? extends Row> rows(Form form) {
    return all.rows(form);
  }

  @Override
  public Answer within(Item item, double limit, @Nullable String visit, double limitAtVisit) {
    return all.within(item, limit, visit, limitAtVisit);
  }

  @Override
  public Answer at(Item item, String visit) {
    return all.at(item, visit);
  }

  @Override
  public Answer named(Named name) {
    return all.named(name);
  }

  @Override
  public Answer arm() {
    return all.arm();
  }

  @Override
  public Answer setting(Setting setting) {
    return all.setting(setting);
  }

  @Override
  public Answer ageOn(long day) {
    return all.ageOn(day);
  }

  @Override
  public long today() {
    return all.today();
  }

  @Override
  public Truth eligible() {
    return all.eligible();
  }

  @Override
  public boolean allocated() {
    return all.allocated();
  }

  @Override
  public boolean beenAt(String place) {
    return all.beenAt(place);
  }

  @Override
  public int timesAt(String place) {
    return all.timesAt(place);
  }

  @Override
  public Answer changeOf(String drug) {
    return all.changeOf(drug);
  }

  @Override
  public Answer doseOf(String drug, long day) {
    return all.doseOf(drug, day);
  }
}
