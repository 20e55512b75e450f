package org.trialwright.oversight;

/** What is done every hour, whether or not anybody looks. */
public interface Hourly {
  void hourly();
}
