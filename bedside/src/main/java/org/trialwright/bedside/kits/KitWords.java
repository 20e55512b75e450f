package org.trialwright.bedside.kits;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.trialwright.bedside.Stock;
import org.trialwright.pages.Badge;
import org.trialwright.pages.State;
import org.trialwright.pages.Words;
import org.trialwright.quantities.ParticipantId;

/** Kits in words and as rows of a file. */
final class KitWords {
  static final List<String> HEAD =
      List.of(
          "site",
          "kit",
          "carton",
          "expires",
          "place",
          "participant",
          "received_utc",
          "assigned_utc",
          "assigned_by",
          "returned_utc",
          "returned_by",
          "left",
          "withdrawn_utc",
          "withdrawn_by",
          "withdrawn_why");

  private KitWords() {}

  static String place(Words w, Stock.Place place) {
    return w.say(
        switch (place) {
          case SENT -> "kit is on its way";
          case SHELF -> "kit is on the shelf";
          case EXPIRED -> "kit is expired";
          case ASSIGNED -> "kit is with the participant";
          case RETURNED -> "kit is back";
          case WITHDRAWN -> "kit is withdrawn";
        });
  }

  static Badge badge(Words w, Stock.Place place) {
    return new Badge(
        switch (place) {
          case SENT, SHELF -> State.QUIET;
          case ASSIGNED, RETURNED -> State.DONE;
          case EXPIRED, WITHDRAWN -> State.CARE;
        },
        place(w, place));
  }

  /** A row of the file, in the order of {@link #HEAD}. */
  static List<String> cells(Stock.Kit kit, LocalDate today) {
    return List.of(
        kit.carton().site().value(),
        kit.number(),
        String.valueOf(kit.carton().number()),
        kit.carton().expires().toString(),
        kit.place(today).name().toLowerCase(Locale.ROOT),
        kit.participant().map(ParticipantId::value).orElse(""),
        kit.carton().received().map(fact -> fact.recordedUtc()).orElse(""),
        kit.assigned().map(fact -> fact.recordedUtc()).orElse(""),
        kit.assigned().map(fact -> fact.author().name()).orElse(""),
        kit.returned().map(fact -> fact.recordedUtc()).orElse(""),
        kit.returned().map(fact -> fact.author().name()).orElse(""),
        kit.left().map(String::valueOf).orElse(""),
        kit.withdrawn().map(fact -> fact.recordedUtc()).orElse(""),
        kit.withdrawn().map(fact -> fact.author().name()).orElse(""),
        kit.withdrawn().map(fact -> fact.reason()).orElse(""));
  }
}
