package org.trialwright.requests;

import java.util.List;

/**
 * Something that can be asked for.
 *
 * @param name as in {@code case.json}
 * @param roles the columns it takes; none when it needs no rows
 * @param arguments what else it takes
 */
record Method(String name, List<Role> roles, List<Parameter> arguments, Answering answering) {
  /** How a request that has no fault is answered. */
  interface Answering {
    Result answer(Request request);
  }
}
