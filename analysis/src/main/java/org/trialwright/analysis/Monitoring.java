package org.trialwright.analysis;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;
import org.trialwright.statistics.ChiSquareTest;
import org.trialwright.statistics.Estimate;
import org.trialwright.statistics.Quantiles;
import org.trialwright.statistics.Summary;
import org.trialwright.study.Answer;
import org.trialwright.study.AnswerText;
import org.trialwright.study.Item;
import org.trialwright.study.Study;
import org.trialwright.study.Type;

/**
 * How the sites keep their records, seen from afar (ICH E6 (R2) 5.18.3, central monitoring).
 * Whatever reveals an arm is left out before anything is counted; values are those from before
 * allocation, so that everybody may see them.
 *
 * @param digits last digits of numbers a site wrote, for sites with enough of them
 * @param shifts where a site's mean lies far from that of all others, the farthest first
 * @param outliers values far outside what is usual, the farthest first
 */
public record Monitoring(
    List<AtSite> sites, List<Digits> digits, List<Shift> shifts, List<Outlier> outliers) {
  /** A form entered later than this after its day is late. */
  public static final int LATE_DAYS = 7;

  /** Far out, as Tukey calls it: so many interquartile ranges beyond a quartile. */
  public static final double FENCE = 3;

  private static final int ENOUGH_DIGITS = 100;
  private static final int ENOUGH_VALUES = 5;
  private static final int MOST = 20;
  private static final double FAR = 3;

  public Monitoring {
    sites = List.copyOf(sites);
    digits = List.copyOf(digits);
    shifts = List.copyOf(shifts);
    outliers = List.copyOf(outliers);
  }

  /**
   * Counts of one site.
   *
   * @param forms saved for the first time
   * @param answers in them
   * @param missing answers that are a reason for none, such as {@code not done}
   * @param late forms entered more than {@link #LATE_DAYS} days after their day
   * @param corrected saves of forms that had been saved before
   * @param queries raised on these forms
   * @param open of them not answered
   * @param daysToAnswer median of those that were
   */
  public record AtSite(
      SiteId site,
      int participants,
      int forms,
      int answers,
      int missing,
      int late,
      int corrected,
      int queries,
      int open,
      Estimate daysToAnswer) {}

  /**
   * Last digits of a site's numbers.
   *
   * @param counts of 0 to 9
   * @param test of the ten being equally frequent
   */
  public record Digits(SiteId site, int n, List<Integer> counts, ChiSquareTest test) {
    public Digits {
      counts = List.copyOf(counts);
    }
  }

  /**
   * A question whose answers at one site lie elsewhere.
   *
   * @param item the question's path
   * @param z difference of the means over its standard error, the spread taken from all
   */
  public record Shift(String item, SiteId site, int n, double mean, double others, double z) {}

  /**
   * One value far out.
   *
   * @param low the lower fence, in the question's unit
   */
  public record Outlier(
      ParticipantId participant, SiteId site, String item, double value, double low, double high) {}

  /**
   * @param people the facts of each participant, in the order of their sequence
   */
  public static Monitoring of(Study study, Stream<List<Fact>> people) {
    var counting = new Counting(study);
    people.forEach(counting::add);
    return counting.monitoring();
  }

  private record Seen(ParticipantId participant, SiteId site, double value) {}

  private static final class Tally {
    private int participants;
    private int forms;
    private int answers;
    private int missing;
    private int late;
    private int corrected;
    private int queries;
    private final List<Double> answered = new ArrayList<>();
    private final int[] digits = new int[10];
  }

  private static final class Counting {
    private final Study study;
    private final Revealing revealing;
    private final Map<SiteId, Tally> sites = new TreeMap<>(Comparator.comparing(SiteId::value));
    private final Map<String, List<Seen>> values = new TreeMap<>();

    Counting(Study study) {
      this.study = study;
      this.revealing = Revealing.of(study);
    }

    void add(List<Fact> facts) {
      var shared = revealing.stripped(facts);
      var site = site(shared);
      var tally = sites.computeIfAbsent(site, _ -> new Tally());
      tally.participants++;
      Set<String> saved = new HashSet<>();
      boolean allocated = false;
      for (var fact : shared) {
        switch (fact.event()) {
          case Event.Allocated _ -> allocated = true;
          case Event.Saved form -> {
            count(tally, fact, form, saved.add(record(form.form(), form.ordinal())));
            if (!allocated) {
              keep(fact.participant().orElseThrow(), site, tally, form);
            }
          }
          default -> {}
        }
      }
      queries(tally, facts, revealing.sharedQueries(facts));
    }

    private static SiteId site(List<Fact> facts) {
      return facts.stream()
          .map(Fact::event)
          .filter(Event.Registered.class::isInstance)
          .map(event -> ((Event.Registered) event).site())
          .findFirst()
          .orElseThrow();
    }

    private static String record(String form, int ordinal) {
      return form + " " + ordinal;
    }

    private static void count(Tally tally, Fact fact, Event.Saved form, boolean first) {
      if (!first) {
        tally.corrected++;
        return;
      }
      tally.forms++;
      tally.answers += form.answers().size();
      tally.missing +=
          (int) form.answers().values().stream().filter(AnswerText.MISSING::contains).count();
      var entered = LocalDate.ofInstant(fact.recorded(), ZoneOffset.UTC);
      if (fact.occurred().latest().plusDays(LATE_DAYS).isBefore(entered)) {
        tally.late++;
      }
    }

    /** The newest answer before allocation stands; an earlier one of the same record gives way. */
    private void keep(ParticipantId who, SiteId site, Tally tally, Event.Saved saved) {
      var form = study.forms().get(saved.form());
      if (form == null) {
        return;
      }
      for (var item : form.items()) {
        var text = saved.answers().get(item.name());
        if (text != null && item.type() instanceof Type.Numeric) {
          lastDigit(text, tally);
          number(item, text, who, site);
        }
      }
    }

    private static void lastDigit(String text, Tally tally) {
      int end = 0;
      while (end < text.length() && "0123456789.".indexOf(text.charAt(end)) >= 0) {
        end++;
      }
      // A number of one digit has no last digit that could be rounded.
      if (end > 1 && Character.isDigit(text.charAt(end - 1))) {
        tally.digits[text.charAt(end - 1) - '0']++;
      }
    }

    private void number(Item item, String text, ParticipantId who, SiteId site) {
      if (AnswerText.read(item, text) instanceof AnswerText.Result.Read(Answer.Ranged ranged)
          && ranged.exact()) {
        var all = values.computeIfAbsent(item.path(), _ -> new ArrayList<>());
        all.removeIf(one -> one.participant().equals(who));
        all.add(new Seen(who, site, ranged.low()));
      }
    }

    private static void queries(Tally tally, List<Fact> facts, Set<Integer> shared) {
      Map<Integer, LocalDate> raised = new HashMap<>();
      for (var fact : facts) {
        var day = LocalDate.ofInstant(fact.recorded(), ZoneOffset.UTC);
        switch (fact.event()) {
          case Event.Queried query -> {
            if (shared.contains(query.query())) {
              tally.queries++;
              raised.put(query.query(), day);
            }
          }
          case Event.Replied reply -> {
            var since = raised.remove(reply.query());
            if (since != null) {
              tally.answered.add((double) ChronoUnit.DAYS.between(since, day));
            }
          }
          default -> {}
        }
      }
    }

    Monitoring monitoring() {
      return new Monitoring(counts(), digits(), shifts(), outliers());
    }

    private List<AtSite> counts() {
      return sites.entrySet().stream()
          .map(
              entry -> {
                var tally = entry.getValue();
                return new AtSite(
                    entry.getKey(),
                    tally.participants,
                    tally.forms,
                    tally.answers,
                    tally.missing,
                    tally.late,
                    tally.corrected,
                    tally.queries,
                    tally.queries - tally.answered.size(),
                    tally.answered.isEmpty()
                        ? Estimate.none("no query was answered")
                        : Estimate.of(Summary.of(array(tally.answered)).median()));
              })
          .toList();
    }

    private static double[] array(List<Double> values) {
      return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private List<Digits> digits() {
      var all = new ArrayList<Digits>();
      sites.forEach(
          (site, tally) -> {
            int n = 0;
            for (int count : tally.digits) {
              n += count;
            }
            if (n >= ENOUGH_DIGITS) {
              double expected = n / 10.0;
              double chiSquare = 0;
              var counts = new ArrayList<Integer>();
              for (int count : tally.digits) {
                chiSquare += (count - expected) * (count - expected) / expected;
                counts.add(count);
              }
              all.add(new Digits(site, n, counts, ChiSquareTest.of(chiSquare, 9)));
            }
          });
      return all;
    }

    private List<Shift> shifts() {
      var all = new ArrayList<Shift>();
      values.forEach(
          (item, seen) -> {
            var everybody = Summary.of(seen.stream().mapToDouble(Seen::value).toArray());
            if (everybody.sd() instanceof Estimate.Known(double sd) && sd > 0) {
              for (var site : sites.keySet()) {
                shift(item, site, seen, sd, all);
              }
            }
          });
      return all.stream()
          .filter(shift -> Math.abs(shift.z()) >= FAR)
          .sorted(Comparator.comparingDouble(shift -> -Math.abs(shift.z())))
          .limit(MOST)
          .toList();
    }

    private static void shift(
        String item, SiteId site, List<Seen> seen, double sd, List<Shift> into) {
      double[] here =
          seen.stream().filter(one -> one.site().equals(site)).mapToDouble(Seen::value).toArray();
      double[] elsewhere =
          seen.stream().filter(one -> !one.site().equals(site)).mapToDouble(Seen::value).toArray();
      if (here.length >= ENOUGH_VALUES && elsewhere.length >= ENOUGH_VALUES) {
        double mean = Summary.of(here).mean();
        double others = Summary.of(elsewhere).mean();
        double error = sd * Math.sqrt(1.0 / here.length + 1.0 / elsewhere.length);
        into.add(new Shift(item, site, here.length, mean, others, (mean - others) / error));
      }
    }

    private List<Outlier> outliers() {
      record Far(Outlier outlier, double by) {}
      var all = new ArrayList<Far>();
      values.forEach(
          (item, seen) -> {
            double[] quartiles =
                Quantiles.of(
                    seen.stream().mapToDouble(Seen::value).toArray(),
                    new double[] {0.25, 0.75},
                    Quantiles.Type.TYPE_7);
            double range = quartiles[1] - quartiles[0];
            double low = quartiles[0] - FENCE * range;
            double high = quartiles[1] + FENCE * range;
            if (range > 0 && seen.size() >= 2 * ENOUGH_VALUES) {
              for (var one : seen) {
                double by = Math.max(low - one.value(), one.value() - high) / range;
                if (by > 0) {
                  all.add(
                      new Far(
                          new Outlier(one.participant(), one.site(), item, one.value(), low, high),
                          by));
                }
              }
            }
          });
      return all.stream()
          .sorted(Comparator.comparingDouble(far -> -far.by()))
          .limit(MOST)
          .map(Far::outlier)
          .toList();
    }
  }
}
