package org.trialwright.journal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/**
 * The key of the vault: 256 random bits in a file of their own, outside the database, from which
 * the keys for sealing and for matching are derived. Without it no identity can be read again.
 */
public final class VaultKey {
  private final String name;
  private final byte[] sealing;
  private final byte[] matching;

  private VaultKey(byte[] master) {
    this.name = Digests.hex(Digests.hmac(master, "name")).substring(0, 16);
    this.sealing = Digests.hmac(master, "sealing");
    this.matching = Digests.hmac(master, "matching");
  }

  /** Reads the key, or makes one, for its owner only, when there is no file. */
  public static VaultKey readOrMake(Path file) {
    if (!Files.exists(file)) {
      Secrets.write(file, Base64.getEncoder().encodeToString(Digests.random(32)) + "\n");
    }
    return read(file);
  }

  /**
   * Reads the key.
   *
   * @throws IllegalStateException when the file holds no such key, or others may read it
   */
  public static VaultKey read(Path file) {
    byte[] master;
    try {
      master = Base64.getDecoder().decode(Secrets.read(file).strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(
          file + " holds no vault key (base64 of 32 bytes); restore it from its copy", e);
    }
    if (master.length != 32) {
      throw new IllegalStateException(
          file + " holds " + master.length + " bytes, not the 32 of a vault key; restore it");
    }
    return new VaultKey(master);
  }

  /** Which key this is; tells nothing about it. 16 hexadecimal digits. */
  public String name() {
    return name;
  }

  byte[] sealing() {
    return sealing.clone();
  }

  byte[] matching() {
    return matching.clone();
  }

  @Override
  public String toString() {
    return "vault key " + name;
  }
}
