package org.trialwright.study;

import org.jspecify.annotations.Nullable;

/** The world in which every question has the answer it had at one visit. */
final class AsAtVisit extends LikeWorld {
  private final String visit;

  AsAtVisit(World now, String visit) {
    super(now);
    this.visit = visit;
  }

  @Override
  public Answer newest(Item item) {
    var then = all.at(item, visit);
    return then instanceof Answer.Unknown ? all.newest(item) : then;
  }

  @Override
  public Answer within(Item item, double days, @Nullable String atVisit, double daysAtVisit) {
    return newest(item);
  }

  @Override
  public Answer named(Named name) {
    return name.term().map(term -> term.value(this, Rows.NONE)).orElseGet(() -> all.named(name));
  }
}
