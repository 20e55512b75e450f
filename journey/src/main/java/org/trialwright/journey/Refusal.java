package org.trialwright.journey;

import org.trialwright.study.Next;

/** A record that is impossible where the participant stands. */
public record Refusal(Record record, Next.Exit exit, String place) {}
