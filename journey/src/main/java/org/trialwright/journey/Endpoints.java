package org.trialwright.journey;

import java.util.List;
import java.util.OptionalLong;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Answer;
import org.trialwright.study.Measure;
import org.trialwright.study.Rows;
import org.trialwright.study.Term;
import org.trialwright.study.World;

/** Endpoints of one participant. */
final class Endpoints {
  private Endpoints() {}

  static EndpointValue value(Measure.Endpoint endpoint, World world) {
    return switch (endpoint.what()) {
      case Measure.What.TimeTo time -> time(time, world);
      case Measure.What.Share share -> new EndpointValue.Holds(counted(share, world));
      case Measure.What.Declared _ -> new EndpointValue.Elsewhere();
    };
  }

  private static Truth counted(Measure.What.Share share, World world) {
    var holds = share.where().test(world, Rows.NONE);
    if (holds != Truth.UNKNOWN) {
      return holds;
    }
    return switch (share.missing()) {
      case NO -> Truth.NO;
      case YES -> Truth.YES;
      case LEFT_OUT -> Truth.UNKNOWN;
    };
  }

  private static EndpointValue time(Measure.What.TimeTo time, World world) {
    var start = day(time.from(), world);
    if (start.isEmpty()) {
      return new EndpointValue.NotKnown();
    }
    var event = earliest(time.events(), world);
    var other = earliest(time.against(), world);
    if (event.isPresent() && (other.isEmpty() || event.getAsLong() <= other.getAsLong())) {
      return new EndpointValue.EventOn(event.getAsLong() - start.getAsLong());
    }
    if (other.isPresent()) {
      return new EndpointValue.CompetingOn(other.getAsLong() - start.getAsLong());
    }
    var censored = day(time.otherwise(), world);
    return censored.isPresent()
        ? new EndpointValue.CensoredOn(censored.getAsLong() - start.getAsLong())
        : new EndpointValue.NotKnown();
  }

  private static OptionalLong earliest(List<Term> terms, World world) {
    return terms.stream()
        .map(term -> day(term, world))
        .filter(OptionalLong::isPresent)
        .mapToLong(OptionalLong::getAsLong)
        .min();
  }

  private static OptionalLong day(Term term, World world) {
    return term.value(world, Rows.NONE) instanceof Answer.Ranged ranged && ranged.exact()
        ? OptionalLong.of((long) ranged.low())
        : OptionalLong.empty();
  }
}
