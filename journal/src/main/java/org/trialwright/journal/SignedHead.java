package org.trialwright.journal;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A chain's last link at a time, signed, to be kept outside the database: printed on reports,
 * mailed, and in the file of {@link SignedHeads}.
 *
 * @param chain the chain's name
 * @param time when it was signed, UTC, to the microsecond
 * @param signature Ed25519 over the canonical JSON of the other four, in hexadecimal
 */
public record SignedHead(String chain, long sequence, String hash, Instant time, String signature) {
  /** What is signed: canonical JSON with chain, hash, sequence and time. */
  static String statement(String chain, long sequence, String hash, Instant time) {
    return fields(chain, sequence, hash, time).canonical();
  }

  private static Json.Fields fields(String chain, long sequence, String hash, Instant time) {
    return new Json.Fields(
        Map.of(
            "chain", new Json.Text(chain),
            "sequence", new Json.Whole(sequence),
            "hash", new Json.Text(hash),
            "time", new Json.Text(Digests.utc(time))));
  }

  String statement() {
    return statement(chain, sequence, hash, time);
  }

  /** One line of JSON, as it stands in the file. */
  public String line() {
    var fields = new TreeMap<>(fields(chain, sequence, hash, time).values());
    fields.put("signature", new Json.Text(signature));
    return new Json.Fields(fields).canonical();
  }

  /**
   * Reads what {@link #line} wrote; the signature is not looked at.
   *
   * @throws IllegalArgumentException when it is no such line
   */
  static SignedHead read(String line) {
    if (!(Json.parse(line) instanceof Json.Fields fields)) {
      throw new IllegalArgumentException("not an object: " + line);
    }
    return new SignedHead(
        fields.text("chain"),
        fields.large("sequence"),
        fields.text("hash"),
        Instant.parse(fields.text("time")),
        fields.text("signature"));
  }
}
