package org.trialwright.journey;

import org.trialwright.quantities.Truth;

/** An endpoint of one participant. */
public sealed interface EndpointValue {

  /** The first event, on the day counted from the start, which is day 0. */
  record EventOn(long day) implements EndpointValue {}

  /** No event until that day. */
  record CensoredOn(long day) implements EndpointValue {}

  /** Something else came first. */
  record CompetingOn(long day) implements EndpointValue {}

  /** Whether it holds; unknown is kept, and counted as the endpoint says. */
  record Holds(Truth truth) implements EndpointValue {}

  /** Worked out by the analysis, over all participants. */
  record Elsewhere() implements EndpointValue {}

  /** The start or the censoring date is not known. */
  record NotKnown() implements EndpointValue {}
}
