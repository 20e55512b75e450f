package org.trialwright.journal;

import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** AES-256-GCM under the vault's key; what is sealed is bound to the place where it lies. */
final class Sealing {
  static final int NONCE = 12;

  private final VaultKey key;

  Sealing(VaultKey key) {
    this.key = key;
  }

  static byte[] nonce() {
    return Digests.random(NONCE);
  }

  byte[] seal(byte[] nonce, List<Json> place, byte[] content) throws GeneralSecurityException {
    return cipher(Cipher.ENCRYPT_MODE, nonce, place, content);
  }

  /**
   * @throws GeneralSecurityException when it was tampered with, lay elsewhere or the key is another
   */
  byte[] open(byte[] nonce, List<Json> place, byte[] content) throws GeneralSecurityException {
    return cipher(Cipher.DECRYPT_MODE, nonce, place, content);
  }

  private byte[] cipher(int mode, byte[] nonce, List<Json> place, byte[] content)
      throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, new SecretKeySpec(key.sealing(), "AES"), new GCMParameterSpec(128, nonce));
    cipher.updateAAD(Digests.utf8(new Json.Items(place).canonical()));
    return cipher.doFinal(content);
  }
}
