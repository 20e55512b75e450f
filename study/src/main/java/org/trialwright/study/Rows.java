package org.trialwright.study;

/** The record that is not there, for rules outside any form. */
public final class Rows {
  public static final Row NONE = at("");

  private Rows() {}

  /**
   * Of a visit at which nothing is recorded yet.
   *
   * @param visit with its occasion, such as {@code weekly day 8}; empty for none
   */
  public static Row at(String visit) {
    return new Row() {
      @Override
      public Form form() {
        throw new IllegalStateException("no record is open here");
      }

      @Override
      public Answer answer(Item item) {
        throw new IllegalStateException("no record is open here: " + item);
      }

      @Override
      public long day() {
        throw new IllegalStateException("no record is open here");
      }

      @Override
      public String visit() {
        return visit;
      }
    };
  }
}
