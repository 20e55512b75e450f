package org.trialwright.journey;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.trialwright.quantities.Truth;
import org.trialwright.study.Answer;
import org.trialwright.study.Measure;
import org.trialwright.study.Rows;
import org.trialwright.study.Term;
import org.trialwright.study.World;

/** Endpoints of one participant. */
final class Endpoints {
  private static final int MID_MONTH = 15;

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
    boolean open =
        Stream.concat(time.events().stream(), time.against().stream())
            .anyMatch(term -> open(term, world));
    if (start.isEmpty() || open) {
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

  /** A day; of a date whose month alone is known, the 15th. */
  private static OptionalLong day(Term term, World world) {
    return term.value(world, Rows.NONE) instanceof Answer.Ranged ranged && inOneMonth(ranged)
        ? OptionalLong.of((long) (ranged.exact() ? ranged.low() : fifteenth(ranged)))
        : OptionalLong.empty();
  }

  /** Whether something happened of which not even the month is known. */
  private static boolean open(Term term, World world) {
    return switch (term.value(world, Rows.NONE)) {
      case Answer.Ranged ranged -> !inOneMonth(ranged);
      case Answer.Unknown unknown -> !unknown.why().isEmpty();
      case Answer.NotAsked _, Answer.NotSigned _, Answer.Coded _, Answer.Written _ -> false;
    };
  }

  private static boolean inOneMonth(Answer.Ranged date) {
    return YearMonth.from(LocalDate.ofEpochDay((long) date.low()))
        .equals(YearMonth.from(LocalDate.ofEpochDay((long) date.high())));
  }

  private static double fifteenth(Answer.Ranged date) {
    return LocalDate.ofEpochDay((long) date.low()).withDayOfMonth(MID_MONTH).toEpochDay();
  }
}
