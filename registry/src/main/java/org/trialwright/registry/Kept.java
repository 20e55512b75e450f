package org.trialwright.registry;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * Answers for programs: the same for everybody, kept for a minute, asked for again by their tag.
 */
public final class Kept {
  private static final Duration TIME = Duration.ofMinutes(1);
  private static final int TAG = 16;

  private Kept() {}

  public static ResponseEntity<byte[]> answer(MediaType type, String text) {
    var body = text.getBytes(StandardCharsets.UTF_8);
    return ResponseEntity.ok()
        .cacheControl(CacheControl.maxAge(TIME).cachePublic())
        .eTag('"' + tag(body) + '"')
        .contentType(type)
        .body(body);
  }

  /** The beginning of a digest: another answer has another tag. */
  private static String tag(byte[] body) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(body))
          .substring(0, TAG);
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
  }
}
