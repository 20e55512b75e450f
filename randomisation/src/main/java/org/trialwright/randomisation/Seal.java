package org.trialwright.randomisation;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Everything secret about a trial's allocation: the key, the salt and the block sizes. Whoever
 * holds it knows every allocation to come, so it offers no way to look inside but {@link #text},
 * which {@link SealFile} writes, and its {@code toString} shows the public commitment only.
 */
public final class Seal {
  /** The version of a seal whose key comes from the operating system. */
  static final String ALGORITHM = "trialwright-1";

  /**
   * The version of a seal derived from a seed; it stands in the commitment, so that it cannot be
   * passed for a real one.
   */
  static final String REHEARSAL = "trialwright-1-rehearsal";

  private static final int BYTES = 32;
  private static final int LARGEST = 100;
  private static final String FIRST = "Trialwright seal, format 1";
  private static final String WARNING =
      "Whoever reads this file knows every allocation to come. Keep it from sites, sponsors and database backups.";
  private static final Pattern TEXT =
      Pattern.compile(
          Pattern.quote(FIRST + "\n" + WARNING + "\n")
              + "algorithm: (?<algorithm>[a-z0-9-]{1,60})\n"
              + "block sizes: (?<sizes>none|[1-9][0-9]{0,2}(,[1-9][0-9]{0,2})*)\n"
              + "salt: (?<salt>[0-9a-f]{64})\n"
              + "key: (?<key>[0-9a-f]{64})\n"
              + "digest: (?<digest>[0-9a-f]{64})\n");

  private final byte[] salt;
  private final byte[] key;
  private final List<Integer> sizes;
  private final String algorithm;

  private Seal(byte[] salt, byte[] key, List<Integer> sizes, String algorithm) {
    this.salt = salt;
    this.key = key;
    this.sizes = sizes;
    this.algorithm = algorithm;
  }

  /**
   * A new seal for a real trial: key and salt of 256 bits each from the operating system's
   * generator.
   *
   * @param sizes the block sizes, each once, each 2 to 100, in any order; empty for minimisation
   * @throws IllegalArgumentException when a size is out of range or stands twice; the message names
   *     the place, not the size, because messages reach logs
   */
  public static Seal generate(List<Integer> sizes) {
    var random = new SecureRandom();
    byte[] salt = new byte[BYTES];
    byte[] key = new byte[BYTES];
    random.nextBytes(salt);
    random.nextBytes(key);
    return new Seal(salt, key, checked(sizes), ALGORITHM);
  }

  /**
   * A seal for a rehearsal database: the same seed gives the same seal, hence no secrecy at all.
   * Its algorithm version says so, and {@link #rehearsal} is true for ever.
   *
   * @param sizes as in {@link #generate}
   */
  public static Seal fixed(long seed, List<Integer> sizes) {
    byte[] salt = sha256(ascii("trialwright rehearsal salt\n" + seed + "\n"));
    byte[] key = sha256(ascii("trialwright rehearsal key\n" + seed + "\n"));
    return new Seal(salt, key, checked(sizes), REHEARSAL);
  }

  /**
   * The version that is stored with each allocation: how draws are made, encoded and used. Public.
   */
  public String algorithm() {
    return algorithm;
  }

  /** True when the seal comes from a seed, so that only a rehearsal database may use it. */
  public boolean rehearsal() {
    return algorithm.equals(REHEARSAL);
  }

  /**
   * What is published before the first allocation: SHA-256 over the salt's 32 bytes, the key's 32
   * bytes, the block sizes ascending in decimal with commas between ("none" without blocks), a line
   * feed, the algorithm version and a line feed, all in ASCII.
   *
   * @return 64 lower-case hexadecimal digits
   */
  public String commitment() {
    byte[] tail = ascii(sizesText() + "\n" + algorithm + "\n");
    return HexFormat.of().formatHex(sha256(salt, key, tail));
  }

  /**
   * The seal as its file holds it, secrets included; its last line is the SHA-256 of all bytes
   * before that line.
   */
  String text() {
    String body =
        "%s\n%s\nalgorithm: %s\nblock sizes: %s\nsalt: %s\nkey: %s\n"
            .formatted(
                FIRST,
                WARNING,
                algorithm,
                sizesText(),
                HexFormat.of().formatHex(salt),
                HexFormat.of().formatHex(key));
    return body + "digest: " + HexFormat.of().formatHex(sha256(ascii(body))) + "\n";
  }

  /**
   * Reads what {@link #text} wrote, to the byte.
   *
   * @throws SealRefused when anything differs from what was written
   */
  static Seal parse(String text) {
    if (text.isEmpty()) {
      throw new SealRefused(
          "the file is empty. If a commitment was published, bring back one of the sealed copies;"
              + " if not, the set-up was interrupted: delete the file and set the sequence up again");
    }
    if (!text.startsWith(FIRST + "\n")) {
      throw new SealRefused(
          "line 1: this is not a seal file; its first line should read \"" + FIRST + "\"");
    }
    Matcher found = TEXT.matcher(text);
    if (!found.matches()) {
      throw new SealRefused(
          "the file is not as it was written: a line is missing, added or changed, or an editor changed spaces or line"
              + " ends. Bring back one of the sealed copies");
    }
    String body = text.substring(0, text.indexOf("digest: "));
    if (!HexFormat.of().formatHex(sha256(ascii(body))).equals(found.group("digest"))) {
      throw new SealRefused(
          "the digest line does not match the lines before it: the file was changed or damaged."
              + " Bring back one of the sealed copies");
    }
    String algorithm = found.group("algorithm");
    if (!algorithm.equals(ALGORITHM) && !algorithm.equals(REHEARSAL)) {
      throw new SealRefused(
          "line 3: this program allocates by \"%s\", the seal asks for \"%s\". Use the program version that made the seal"
              .formatted(ALGORITHM, algorithm));
    }
    String listed = found.group("sizes");
    List<Integer> sizes =
        listed.equals("none")
            ? List.of()
            : Pattern.compile(",").splitAsStream(listed).map(Integer::valueOf).toList();
    List<Integer> ascending;
    try {
      ascending = checked(sizes);
    } catch (IllegalArgumentException e) {
      throw new SealRefused("line 4: " + e.getMessage());
    }
    if (!ascending.equals(sizes)) {
      throw new SealRefused("line 4: the block sizes are not in ascending order");
    }
    return new Seal(
        HexFormat.of().parseHex(found.group("salt")),
        HexFormat.of().parseHex(found.group("key")),
        sizes,
        algorithm);
  }

  /** The block sizes, ascending. They stay within this package. */
  List<Integer> sizes() {
    return sizes;
  }

  /** A new HMAC-SHA-256 with the key, for one thread. */
  Mac mac() {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException(
          "every Java platform has HMAC-SHA-256 with keys of 32 bytes", e);
    }
  }

  /** Shows the public commitment and never a secret. */
  @Override
  public String toString() {
    return "Seal[algorithm=%s, commitment=%s]".formatted(algorithm, commitment());
  }

  private String sizesText() {
    return sizes.isEmpty()
        ? "none"
        : sizes.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static List<Integer> checked(List<Integer> sizes) {
    var seen = new HashSet<Integer>();
    for (int i = 0; i < sizes.size(); i++) {
      int size = sizes.get(i);
      if (size < 2 || size > LARGEST) {
        throw new IllegalArgumentException(
            "block size number %d of %d is not a whole number from 2 to %d"
                .formatted(i + 1, sizes.size(), LARGEST));
      }
      if (!seen.add(size)) {
        throw new IllegalArgumentException(
            "block size number %d of %d stands before already; enter each size once"
                .formatted(i + 1, sizes.size()));
      }
    }
    return sizes.stream().sorted().toList();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[] sha256(byte[]... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
