package org.trialwright.analysis;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.trialwright.journey.EndpointValue;
import org.trialwright.quantities.Truth;

/** What an endpoint measures of one participant. */
public sealed interface Value {

  /**
   * Time to an event.
   *
   * @param flag why its censoring is not the last word, such as {@code pending}; else empty
   * @param facts sequence numbers of the facts of the day that the value comes from
   */
  record Time(EndpointValue value, Optional<String> flag, List<Long> facts) implements Value {
    public Time {
      facts = List.copyOf(facts);
    }
  }

  /**
   * A share's answer.
   *
   * @param truth as it is counted
   * @param asked before what is missing is counted
   */
  record Holds(Truth truth, Truth asked) implements Value {
    Holds(Truth truth) {
      this(truth, truth);
    }
  }

  /** A level's place in its list, from 0. */
  record Placed(Optional<Integer> place) implements Value {}

  /**
   * Grades by term.
   *
   * @param worst the place of the worst grade that counts, from 0
   * @param all every record with a term and a grade
   */
  record Grades(Map<String, Integer> worst, List<Graded> all) implements Value {
    /** Stands for every term: of a masked participant terms are not told apart. */
    public static final String ANY = "any";

    public Grades {
      worst = Collections.unmodifiableMap(new TreeMap<>(worst));
      all = List.copyOf(all);
    }
  }

  /**
   * One record of an event.
   *
   * @param grade as the form has it
   * @param day counted from allocation
   * @param counts whether the endpoint's condition holds for it
   */
  record Graded(String term, String grade, long day, boolean counts) {}

  /**
   * Measurements of several questions, by question.
   *
   * @param series by the question's path
   */
  record Measured(Map<String, Series> series) implements Value {
    public Measured {
      series = Collections.unmodifiableMap(new TreeMap<>(series));
    }
  }

  /**
   * Measurements of one question.
   *
   * @param baseline the last before treatment
   * @param later by day
   */
  record Series(OptionalDouble baseline, List<Score> later) {
    public Series {
      later = List.copyOf(later);
    }

    Optional<Score> at(String occasion) {
      for (var score : later) {
        if (score.occasion().equals(occasion)) {
          return Optional.of(score);
        }
      }
      return Optional.empty();
    }
  }

  /**
   * One measurement after baseline.
   *
   * @param occasion the visit's time, such as {@code 12 mo}
   * @param day counted from allocation
   */
  record Score(String occasion, long day, double value) {}

  /**
   * Events of a form in a time.
   *
   * @param days under observation
   */
  record Counted(int events, double days) implements Value {}
}
