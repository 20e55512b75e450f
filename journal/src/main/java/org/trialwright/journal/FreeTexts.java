package org.trialwright.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.trialwright.journey.Event;

/**
 * Free texts stand beside the chain, so that one can be redacted and the chain still holds: the
 * fact keeps the digest of a random salt and the text.
 */
final class FreeTexts {
  private static final String ANSWERS = "answers";
  private static final String DIGEST = "digest";

  private FreeTexts() {}

  /**
   * One text taken out of a fact; {@code place} says from where. Digest and salt in hexadecimal.
   */
  record Hidden(String place, String digest, String salt, String text) {
    static Hidden of(String place, String text) {
      var salt = Digests.hex(Digests.random(16));
      return new Hidden(place, FreeTexts.digest(salt, text), salt, text);
    }
  }

  /** A fact's payload and reason with digests in place of texts, and the texts. */
  record Split(Json.Fields payload, String reason, List<Hidden> texts) {}

  /** SHA-256 over the bytes of the salt and the text in UTF-8, in hexadecimal. */
  static String digest(String salt, String text) {
    return Digests.hex(Digests.sha256(Digests.bytes(salt), Digests.utf8(text)));
  }

  static Split split(Draft draft) {
    var texts = new ArrayList<Hidden>();
    var payload = Payload.write(draft.event());
    for (var place : places(draft)) {
      var hidden = Hidden.of(place, textAt(payload, place));
      texts.add(hidden);
      payload =
          with(payload, place, new Json.Fields(Map.of(DIGEST, new Json.Text(hidden.digest()))));
    }
    if (draft.reason().isEmpty()) {
      return new Split(payload, "", texts);
    }
    var reason = Hidden.of("reason", draft.reason());
    texts.add(reason);
    return new Split(payload, reason.digest(), texts);
  }

  /** Where the payload of this draft has free text. */
  private static List<String> places(Draft draft) {
    return switch (draft.event()) {
      case Event.Saved saved ->
          saved.answers().keySet().stream()
              .filter(draft.freeText()::contains)
              .map(item -> ANSWERS + "." + item)
              .toList();
      case Event.Confirmed confirmed ->
          draft.freeText().contains(confirmed.item()) ? List.of("value") : List.of();
      case Event.Queried _, Event.Replied _, Event.Assessed _ -> List.of("text");
      case Event.Deviated _ -> List.of("what", "why", "action", "reported");
      case Event.Recommended _ -> List.of("open", "closed");
      case Event.Attached _ -> List.of("name");
      case Event.Opened _,
          Event.SiteSet _,
          Event.LimitsSet _,
          Event.ResultsMapped _,
          Event.ClosedSet _,
          Event.Vouched _,
          Event.Registered _,
          Event.Voided _,
          Event.Allocated _,
          Event.Signed _,
          Event.Endorsed _,
          Event.Frozen _,
          Event.Locked _,
          Event.Proposed _,
          Event.Moved _,
          Event.KitsSent _,
          Event.KitsReceived _,
          Event.KitWithdrawn _,
          Event.KitAssigned _,
          Event.KitReturned _,
          Event.Unblinded _,
          Event.Detached _,
          Event.Delegated _,
          Event.Trained _,
          Event.ReviewPlanned _,
          Event.Reviewed _,
          Event.Cut _,
          Event.Released _,
          Event.Agreed _ ->
          List.of();
    };
  }

  /**
   * The payload with its texts put back.
   *
   * @param texts by place; a place without one keeps its digest
   */
  static Json.Fields restore(Json.Fields payload, Map<String, String> texts) {
    for (var text : texts.entrySet()) {
      if (!text.getKey().equals("reason")) {
        payload = with(payload, text.getKey(), new Json.Text(text.getValue()));
      }
    }
    return payload;
  }

  /** The digests a payload holds, by place. */
  static Map<String, String> digests(Json.Fields payload) {
    var digests = new TreeMap<String, String>();
    payload
        .values()
        .forEach(
            (name, value) -> {
              if (name.equals(ANSWERS)) {
                ((Json.Fields) value)
                    .values()
                    .forEach((item, answer) -> collect(ANSWERS + "." + item, answer, digests));
              } else {
                collect(name, value, digests);
              }
            });
    return digests;
  }

  private static void collect(String place, Json value, Map<String, String> digests) {
    if (value instanceof Json.Fields(var inside) && inside.get(DIGEST) instanceof Json.Text text) {
      digests.put(place, text.value());
    }
  }

  private static String textAt(Json.Fields payload, String place) {
    return place.startsWith(ANSWERS + ".")
        ? payload.fields(ANSWERS).text(place.substring(ANSWERS.length() + 1))
        : payload.text(place);
  }

  private static Json.Fields with(Json.Fields payload, String place, Json value) {
    var fields = new TreeMap<>(payload.values());
    if (place.startsWith(ANSWERS + ".")) {
      var answers = new TreeMap<>(payload.fields(ANSWERS).values());
      answers.replace(place.substring(ANSWERS.length() + 1), value);
      fields.put(ANSWERS, new Json.Fields(answers));
    } else {
      fields.replace(place, value);
    }
    return new Json.Fields(fields);
  }
}
