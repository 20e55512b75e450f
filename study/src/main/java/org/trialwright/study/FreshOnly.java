package org.trialwright.study;

import java.util.Map;

/** The world in which an answer that is too old counts as not known. */
final class FreshOnly extends LikeWorld {
  private final Map<Form, Double> days;

  FreshOnly(World all, Map<Form, Double> days) {
    super(all);
    this.days = days;
  }

  @Override
  public Answer newest(Item item) {
    var limit = days.get(item.form());
    return limit == null ? all.newest(item) : all.within(item, limit, null, limit);
  }
}
