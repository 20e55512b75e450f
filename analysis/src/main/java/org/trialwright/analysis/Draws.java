package org.trialwright.analysis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The chance numbers of one participant at one data cut. Each is found by what it is for, so that
 * neither the order of the participants nor the number of threads can change it: the same cut gives
 * the same numbers. The mixing is that of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
 */
final class Draws {
  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private final long seed;

  private Draws(long seed) {
    this.seed = seed;
  }

  /**
   * @param purpose tells one analysis from another
   */
  static Draws of(String studySeal, long sequence, String participant, String purpose) {
    var text = studySeal + "\n" + sequence + "\n" + participant + "\n" + purpose;
    byte[] digest;
    try {
      digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java has no SHA-256", missing);
    }
    long seed = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      seed = (seed << Byte.SIZE) | (digest[i] & 0xff);
    }
    return new Draws(seed);
  }

  /** Between 0 and 1, neither of them. */
  double uniform(int number) {
    long z = seed + GOLDEN * (number + 1L);
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    z ^= z >>> 31;
    return ((z >>> 11) + 0.5) * 0x1.0p-53;
  }

  /** Exponential with mean 1; StrictMath, so that every machine gives the same bits. */
  double exponential(int number) {
    return -StrictMath.log(uniform(number));
  }

  /** Standard normal (Box and Muller, Ann Math Stat 1958;29:610). */
  double normal(int number) {
    double radius = StrictMath.sqrt(2 * exponential(2 * number));
    return radius * StrictMath.cos(2 * StrictMath.PI * uniform(2 * number + 1));
  }
}
