package org.trialwright.journey;

import java.time.Instant;
import org.trialwright.study.When;

/**
 * A report that must be made in time.
 *
 * @param record what started the clock
 * @param due when the report is due
 * @param warnFrom from when it should be shown as urgent
 */
public record RunningClock(When.Alarm alarm, Record record, Instant due, Instant warnFrom) {}
