package org.trialwright.analysis;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trialwright.journey.RunningClock;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;
import org.trialwright.study.Form;
import org.trialwright.study.Item;

/**
 * A record of a form in which the sponsor is asked something, such as the report of a serious
 * event, as whoever must not know the arm may read it: without what reveals it, without what
 * somebody wrote in words of their own, and without files.
 *
 * @param saved when it was saved last
 * @param answers by question in the order of the form, as the study file writes them
 * @param clocks that it started and that still run
 */
public record SponsorReport(
    ParticipantId participant,
    SiteId site,
    Form form,
    int ordinal,
    Instant saved,
    Map<Item, String> answers,
    List<RunningClock> clocks) {
  public SponsorReport {
    answers = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(answers));
    clocks = List.copyOf(clocks);
  }
}
