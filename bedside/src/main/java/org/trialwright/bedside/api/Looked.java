package org.trialwright.bedside.api;

import java.util.List;

/**
 * What the lines of a file come to, as it is when this is said.
 *
 * @param fresh how many say something that is not recorded
 * @param standing how many say what is recorded
 * @param problems each with its line; nothing is recorded while there are any
 * @param recorded whether they were to be recorded, and are
 */
public record Looked(int fresh, int standing, List<String> problems, boolean recorded) {
  public Looked {
    problems = List.copyOf(problems);
  }
}
