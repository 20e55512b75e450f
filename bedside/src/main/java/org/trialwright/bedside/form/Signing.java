package org.trialwright.bedside.form;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.trialwright.bedside.Act;
import org.trialwright.journey.Event;
import org.trialwright.study.Form;

/** Signatures on answers, and the keys of acts that follow from one press. */
public final class Signing {
  private Signing() {}

  public static Event.Signed event(Form form, int ordinal, Map<String, String> answers) {
    return new Event.Signed(
        form.name(), ordinal, form.title(), digest(new TreeMap<>(answers).toString()));
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java has no SHA-256", missing);
    }
  }

  public static Act act(Act first, String what) {
    return new Act(
        first.author(),
        UUID.nameUUIDFromBytes((first.key() + "/" + what).getBytes(StandardCharsets.UTF_8)));
  }
}
