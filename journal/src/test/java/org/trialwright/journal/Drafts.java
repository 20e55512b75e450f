package org.trialwright.journal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.trialwright.journey.Author;
import org.trialwright.journey.Event;
import org.trialwright.quantities.PartialDate;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;

/** Facts for tests, of a study that does not exist. */
final class Drafts {
  static final Author ANNA =
      new Author("anna", "Anna Lund", "investigator", Optional.of(new SiteId("01")));
  static final Author BEN = new Author("ben", "Ben Ek", "administrator", Optional.empty());
  static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");

  private Drafts() {}

  static Draft opened(String study) {
    return of(Optional.empty(), new Event.Opened(study, true, "commitment"), "");
  }

  static Draft saved(String participant, Map<String, String> answers) {
    return of(
        Optional.of(new ParticipantId(participant)),
        new Event.Saved("baseline", 1, "", answers, Map.of()),
        "");
  }

  static Draft of(Optional<ParticipantId> participant, Event event, String reason) {
    return new Draft(
        participant,
        event,
        ANNA,
        NOON,
        PartialDate.parse("2026-03"),
        reason,
        "version-1",
        UUID.randomUUID(),
        Set.of("comment"));
  }

  /** Any event, with texts that are hard to store. */
  static Event event(RandomGenerator random) {
    return switch (random.nextInt(35)) {
      case 0 ->
          new Event.SiteSet(
              new SiteId("0" + random.nextInt(1, 9)),
              text(random),
              "Asia/Shanghai",
              random.nextBoolean(),
              List.of(LocalDate.of(2026, 1, 1).plusDays(random.nextInt(300))));
      case 1 -> new Event.Registered(new SiteId("01"));
      case 2 -> new Event.Voided("form", random.nextInt(1, 9));
      case 3 -> new Event.Allocated("A", text(random), random.nextInt(1, 99), "blocks 1", "list");
      case 4 -> new Event.Confirmed("form", 1, "comment", text(random), "approved");
      case 5 -> new Event.Signed("form", 2, text(random), "digest");
      case 6 -> new Event.Queried(1, "form", 1, "item", text(random));
      case 7 -> new Event.Replied(1, text(random), random.nextBoolean());
      case 8 -> new Event.Moved(text(random));
      case 9 -> new Event.Cut(text(random));
      case 10 -> new Event.Vouched(text(random), "digest");
      case 11 -> new Event.Recommended(9, "go-on", "", text(random), text(random));
      case 12 -> new Event.Released(1L << 33, List.of("statistician", text(random)));
      case 13 -> new Event.Agreed(random.nextLong(1, 99));
      case 14 -> new Event.Endorsed("responsibility", text(random));
      case 15 -> new Event.Frozen("form", random.nextInt(1, 9), random.nextBoolean());
      case 16 -> new Event.Locked(random.nextBoolean());
      case 17 ->
          new Event.Deviated(
              random.nextInt(1, 9),
              text(random),
              "visit",
              random.nextBoolean(),
              text(random),
              LocalDate.of(2026, 3, random.nextInt(1, 28)),
              text(random),
              text(random),
              text(random));
      case 18 ->
          new Event.Assessed(1, "dose", random.nextBoolean(), text(random), random.nextBoolean());
      case 19 ->
          new Event.KitsSent(
              new SiteId("01"),
              random.nextInt(1, 99),
              LocalDate.of(2026, 3, random.nextInt(1, 28)));
      case 20 -> new Event.KitsReceived(new SiteId("02"), random.nextInt(1, 99));
      case 21 -> new Event.KitWithdrawn(new SiteId("02"), text(random));
      case 22 -> new Event.KitAssigned(text(random));
      case 23 -> new Event.KitReturned(text(random), random.nextInt(0, 99));
      case 24 -> new Event.Unblinded(random.nextInt(0, 9));
      case 25 ->
          new Event.LimitsSet(
              new SiteId("01"), "blood.ALT", "U/L", "9", "50", "", 18, 65, text(random));
      case 32 ->
          new Event.ResultsMapped(
              new SiteId("01"), text(random), "blood", Map.of(text(random), "ALT:unit"));
      case 33 ->
          new Event.ClosedSet(
              new SiteId("01"),
              LocalDate.of(2026, 2, random.nextInt(1, 9)),
              LocalDate.of(2026, 2, random.nextInt(9, 28)),
              text(random),
              random.nextBoolean());
      case 26 -> new Event.Detached(random.nextInt(1, 9));
      case 27 -> new Event.Proposed(text(random), text(random), "digest", random.nextBoolean());
      case 28 -> new Event.ReviewPlanned(random.nextInt(101), List.of("exam", text(random)));
      case 29 ->
          new Event.Reviewed(
              "source", "form", random.nextInt(1, 9), List.of(text(random), "item"), "digest");
      case 30 ->
          new Event.Delegated(
              new SiteId("01"),
              random.nextInt(1, 9),
              "anna",
              text(random),
              List.of("dose", "consent"),
              LocalDate.of(2026, 3, 1),
              random.nextBoolean()
                  ? Optional.empty()
                  : Optional.of(LocalDate.of(2026, 4, random.nextInt(1, 28))));
      case 31 -> new Event.Trained(new SiteId("01"), "anna", text(random), text(random), "1");
      default -> {
        var answers = new TreeMap<String, String>();
        for (int i = random.nextInt(8); i > 0; i--) {
          answers.put(random.nextBoolean() ? "comment" : "item" + i, text(random));
        }
        yield new Event.Saved(
            "form " + text(random),
            random.nextInt(1, 5),
            "visit",
            answers,
            Map.of(LocalDate.of(2026, 2, random.nextInt(1, 28)), random.nextInt(0, 120)));
      }
    };
  }

  static String text(RandomGenerator random) {
    var text = new StringBuilder();
    for (int i = random.nextInt(15); i > 0; i--) {
      switch (random.nextInt(6)) {
        case 0 -> text.append("\"\\/\b\t\n\f\r".charAt(random.nextInt(8)));
        case 1 -> text.append((char) random.nextInt(1, 0x20));
        case 2 -> text.append("食管癌é€½\u2028\uFFFD".charAt(random.nextInt(8)));
        case 3 -> text.appendCodePoint(0x1F600 + random.nextInt(40));
        default -> text.append((char) random.nextInt(0x20, 0x7F));
      }
    }
    return text.toString();
  }
}
