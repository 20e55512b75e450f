package org.trialwright.study;

/** The record that is not there, for rules outside any form. */
public final class Rows {
  public static final Row NONE =
      new Row() {
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
          return "";
        }
      };

  private Rows() {}
}
