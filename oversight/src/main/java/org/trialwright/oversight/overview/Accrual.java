package org.trialwright.oversight.overview;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.trialwright.oversight.Overseen;

/**
 * How many were allocated by the end of each month, against an even pace over the planned months.
 */
record Accrual(List<Month> months, int target, int plannedMonths) {
  private static final Pattern PLANNED = Pattern.compile("\\baccrual (\\d{1,3}) mo\\b");

  Accrual {
    months = List.copyOf(months);
  }

  /**
   * @param allocated by its end, all months before included
   * @param planned by its end; 0 when the study names no accrual time
   */
  record Month(YearMonth month, int allocated, int planned) {}

  /**
   * @param today the day as of which it is counted
   * @param until what was recorded later does not count
   */
  static Accrual of(Overseen overseen, LocalDate today, Instant until) {
    Map<YearMonth, Integer> counts = new TreeMap<>();
    allocationDays(overseen, until)
        .forEach(day -> counts.merge(YearMonth.from(day), 1, Integer::sum));
    int target = overseen.study().targetNumber().orElse(0);
    int planned = plannedMonths(overseen);
    return new Accrual(cumulated(counts, target, planned, YearMonth.from(today)), target, planned);
  }

  private static int plannedMonths(Overseen overseen) {
    var size =
        overseen
            .study()
            .measure()
            .plan()
            .text()
            .getOrDefault("size", Map.of())
            .getOrDefault("", "");
    var found = PLANNED.matcher(size);
    return found.find() ? Integer.parseInt(found.group(1)) : 0;
  }

  private static List<Month> cumulated(
      Map<YearMonth, Integer> counts, int target, int planned, YearMonth last) {
    var months = new ArrayList<Month>();
    if (counts.isEmpty()) {
      return months;
    }
    int sum = 0;
    int passed = 0;
    for (var month = counts.keySet().iterator().next();
        !month.isAfter(last);
        month = month.plusMonths(1)) {
      sum += counts.getOrDefault(month, 0);
      passed++;
      int plan = planned == 0 ? 0 : Math.min(target, Math.round((float) target * passed / planned));
      months.add(new Month(month, sum, plan));
      if (sum >= target && passed >= planned && target > 0) {
        break;
      }
    }
    return months;
  }

  /** The days alone: who was allocated where, and to what, is not read. */
  private static List<LocalDate> allocationDays(Overseen overseen, Instant until) {
    return JdbcClient.create(overseen.source())
        .sql(
            """
            select occurred from journal.facts
             where study = :study and kind = 'allocated' and recorded <= :until
            """)
        .param("study", overseen.study().name())
        .param("until", OffsetDateTime.ofInstant(until, ZoneOffset.UTC))
        .query(String.class)
        .list()
        .stream()
        .map(LocalDate::parse)
        .toList();
  }
}
