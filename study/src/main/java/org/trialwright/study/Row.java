package org.trialwright.study;

/** One record of a form, as rules see it. */
public interface Row {
  Form form();

  /** The answer, given or worked out, of one of this form's items. */
  Answer answer(Item item);

  /**
   * The day it occurred, as days since 1970-01-01; the earliest possible one when the date is
   * partial.
   */
  long day();

  /** The visit it belongs to, or empty. */
  String visit();
}
