package org.trialwright.app;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

/**
 * How passwords are chosen and kept: at least 15 characters, not among the most usual ones, no
 * other rule (NIST SP 800-63B-4, 3.1.1); stored as Argon2id with 19 MiB, two passes, one lane
 * (OWASP password storage, 2025).
 */
final class Passwords {
  static final int SHORTEST = 15;

  /** Longer ones are refused, so that nobody can make the server hash a book. */
  static final int LONGEST = 256;

  private static final int MEMORY_KIB = 19_456;
  // Each hash needs its 19 MiB; more than this at once would not fit beside the pages.
  private static final int AT_ONCE = 3;

  private final Argon2PasswordEncoder argon2 = new Argon2PasswordEncoder(16, 32, 1, MEMORY_KIB, 2);
  private final Semaphore turns = new Semaphore(AT_ONCE, true);
  private final Set<String> usual = usual();
  private final String hashOfNothing = hash("no account has this password");

  /** Why a password may not be chosen. */
  enum Refusal {
    TOO_SHORT,
    TOO_LONG,
    TOO_USUAL,
    NAMES_THE_ACCOUNT
  }

  /** The reason to refuse a new password of this account; empty when it is good. */
  Optional<Refusal> refusal(String password, String account) {
    int length = password.codePointCount(0, password.length());
    String folded = normal(password).toLowerCase(Locale.ROOT);
    if (length < SHORTEST) {
      return Optional.of(Refusal.TOO_SHORT);
    }
    if (length > LONGEST) {
      return Optional.of(Refusal.TOO_LONG);
    }
    if (usual.contains(folded) || folded.codePoints().distinct().count() < 4) {
      return Optional.of(Refusal.TOO_USUAL);
    }
    return folded.replace(account, "").length() < SHORTEST / 2
        ? Optional.of(Refusal.NAMES_THE_ACCOUNT)
        : Optional.empty();
  }

  String hash(String password) {
    return inTurn(
        () ->
            Optional.ofNullable(argon2.encode(normal(password)))
                .orElseThrow(() -> new IllegalStateException("Argon2 returned no hash")));
  }

  /**
   * Whether this is the password of the hash.
   *
   * @param hash empty when there is no such account or it has no password yet: the answer is no,
   *     and takes as long
   */
  boolean match(String password, String hash) {
    if (password.length() > 2 * LONGEST) {
      return false;
    }
    boolean same =
        inTurn(() -> argon2.matches(normal(password), hash.isEmpty() ? hashOfNothing : hash));
    return same && !hash.isEmpty();
  }

  private <T> T inTurn(java.util.function.Supplier<T> work) {
    turns.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      turns.release();
    }
  }

  /** One form for one password, however a keyboard composes its characters. */
  private static String normal(String password) {
    return Normalizer.normalize(password, Normalizer.Form.NFKC);
  }

  private static Set<String> usual() {
    try (InputStream file = Passwords.class.getResourceAsStream("usual-passwords.txt")) {
      if (file == null) {
        throw new IllegalStateException("the list of usual passwords is not in the jar");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.strip().toLowerCase(Locale.ROOT))
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException trouble) {
      throw new UncheckedIOException(trouble);
    }
  }
}
