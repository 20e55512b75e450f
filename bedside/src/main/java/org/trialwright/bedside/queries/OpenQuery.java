package org.trialwright.bedside.queries;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.journey.Queries;
import org.trialwright.pages.Role;
import org.trialwright.quantities.ParticipantId;

/**
 * A query with how old it is and whom it waits for.
 *
 * @param age in whole days of the site, from the day it was asked
 * @param waitsForSite whether the site did not speak last; else whoever may close it is waited for
 */
record OpenQuery(ParticipantId participant, Queries query, long age, boolean waitsForSite) {
  static final List<String> HEAD =
      List.of(
          "participant",
          "site",
          "query",
          "form",
          "record",
          "item",
          "asked_utc",
          "asked_by",
          "age_days",
          "waits_for",
          "last_utc",
          "last_by",
          "text");

  static OpenQuery of(ParticipantId participant, Queries query, LocalDate today, Front front) {
    var asked = LocalDate.ofInstant(query.asked().recorded(), front.zone(Desk.siteOf(participant)));
    return new OpenQuery(
        participant,
        query,
        Math.max(0, ChronoUnit.DAYS.between(asked, today)),
        !isSite(query.last().author().role()));
  }

  private static boolean isSite(String role) {
    return role.equals(Role.INVESTIGATOR.code()) || role.equals(Role.COORDINATOR.code());
  }

  /** The question, such as {@code exam.weight}; the form alone when it is about all of it. */
  String question() {
    var about = query.query();
    return about.item().isEmpty() ? about.form() : about.form() + "." + about.item();
  }

  List<String> cells() {
    var about = query.query();
    return List.of(
        participant.value(),
        Desk.siteOf(participant).value(),
        String.valueOf(query.number()),
        about.form(),
        String.valueOf(about.ordinal()),
        about.item(),
        query.asked().recordedUtc(),
        query.asked().author().name(),
        String.valueOf(age),
        waitsForSite ? "site" : "data manager or monitor",
        query.last().recordedUtc(),
        query.last().author().name(),
        about.text());
  }
}
