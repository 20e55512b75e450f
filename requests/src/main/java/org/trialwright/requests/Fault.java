package org.trialwright.requests;

/**
 * One thing that is wrong with a request.
 *
 * @param place where, such as {@code case.json: arguments.times[2]} or {@code data.csv:17}
 * @param message what is wrong, and what would be right
 */
public record Fault(String place, String message) {
  @Override
  public String toString() {
    return place + ": " + message;
  }
}
