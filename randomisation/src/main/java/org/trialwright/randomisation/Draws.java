package org.trialwright.randomisation;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import javax.crypto.Mac;

/**
 * The keyed generator of one study: a draw is HMAC-SHA-256(key, study | stratum | block |
 * position), so it depends on its place alone and on no draw before it. The four parts are written
 * in UTF-8 with a line feed between; a name holds none. Not for use by several threads.
 */
final class Draws {
  /** The stratum of minimisation's draws; no stratum's label is empty. */
  static final String WHOLE_STUDY = "";

  private final Mac mac;
  private final String study;

  Draws(Seal seal, String study) {
    Names.require("study", study);
    this.mac = seal.mac();
    this.study = study;
  }

  /** The 256 bits drawn at this place as a whole number, the first byte most significant. */
  BigInteger number(String stratum, int block, String position) {
    return new BigInteger(1, at(stratum, block, position));
  }

  /** A number in [0, 1): the first 53 bits drawn at this place, divided by 2^53. */
  double uniform(String stratum, int block, String position) {
    return (ByteBuffer.wrap(at(stratum, block, position)).getLong() >>> 11) * 0x1p-53;
  }

  private byte[] at(String stratum, int block, String position) {
    String message = study + "\n" + stratum + "\n" + block + "\n" + position;
    return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
  }
}
