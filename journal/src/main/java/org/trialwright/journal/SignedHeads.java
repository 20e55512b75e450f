package org.trialwright.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Signs heads and keeps them in a file outside the database. Whoever can rewrite the database, but
 * not this file and its key, cannot rewrite or shorten a chain unseen. Copies in other places
 * protect from losing the file itself.
 */
public final class SignedHeads {
  private static final String ALGORITHM = "Ed25519";

  private final Path file;
  private final KeyPair keys;

  private SignedHeads(Path file, KeyPair keys) {
    this.file = file;
    this.keys = keys;
  }

  /**
   * The heads kept in a folder: {@code heads.jsonl}, one line of JSON each, and the key pair {@code
   * heads.key} (two lines in hexadecimal: the private key as PKCS #8, the public key as X.509),
   * which is made, for its owner only, when there is none.
   */
  public static SignedHeads in(Path folder) {
    var keyFile = folder.resolve("heads.key");
    try {
      if (!Files.exists(keyFile)) {
        var made = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
        Secrets.write(
            keyFile,
            Digests.hex(made.getPrivate().getEncoded())
                + "\n"
                + Digests.hex(made.getPublic().getEncoded())
                + "\n");
      }
      var lines = Secrets.read(keyFile).lines().toList();
      if (lines.size() != 2) {
        throw new IllegalStateException(
            keyFile + " has " + lines.size() + " lines instead of two; restore it from its copy");
      }
      var factory = KeyFactory.getInstance(ALGORITHM);
      return new SignedHeads(
          folder.resolve("heads.jsonl"),
          new KeyPair(
              factory.generatePublic(new X509EncodedKeySpec(Digests.bytes(lines.get(1)))),
              factory.generatePrivate(new PKCS8EncodedKeySpec(Digests.bytes(lines.get(0))))));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalStateException(
          keyFile + " holds no Ed25519 key pair; restore it from its copy", e);
    }
  }

  /** Signs a head and appends it to the file, on the disk when this returns. */
  public SignedHead write(String chain, Head head, Instant now) {
    var time = now.truncatedTo(ChronoUnit.MICROS);
    var statement = SignedHead.statement(chain, head.sequence(), head.hash(), time);
    var signed =
        new SignedHead(
            chain, head.sequence(), head.hash(), time, sign(keys.getPrivate(), statement));
    try (var out =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
      var line = ByteBuffer.wrap(Digests.utf8(signed.line() + "\n"));
      while (line.hasRemaining()) {
        out.write(line);
      }
      out.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot append to " + file, e);
    }
    return signed;
  }

  /**
   * All heads of the file, every signature checked.
   *
   * @throws IllegalStateException naming the line that is no head or was not signed with this key
   */
  public List<SignedHead> read() {
    if (!Files.exists(file)) {
      return List.of();
    }
    var heads = new ArrayList<SignedHead>();
    try {
      for (var line : Files.readAllLines(file)) {
        heads.add(checked(line, heads.size() + 1));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    return List.copyOf(heads);
  }

  private SignedHead checked(String line, int number) {
    try {
      var head = SignedHead.read(line);
      if (!signedWith(keys.getPublic(), head)) {
        throw new IllegalStateException(
            file + " line " + number + ": the signature was not made with this key");
      }
      return head;
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new IllegalStateException(
          file + " line " + number + " is no signed head: " + e.getMessage(), e);
    }
  }

  /** The public key (X.509, hexadecimal), for those who check a printed head. */
  public String publicKey() {
    return Digests.hex(keys.getPublic().getEncoded());
  }

  /** The file as it stands; empty when nothing was signed yet. */
  byte[] bytes() {
    try {
      return Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Signs a text; hexadecimal. */
  String sign(String text) {
    return sign(keys.getPrivate(), text);
  }

  /** Whether a text was signed with this key. */
  boolean signed(String text, String signature) {
    return signedWith(keys.getPublic(), text, signature);
  }

  private static String sign(PrivateKey key, String statement) {
    try {
      var signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(Digests.utf8(statement));
      return HexFormat.of().formatHex(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot sign", e);
    }
  }

  private static boolean signedWith(PublicKey key, SignedHead head) {
    return signedWith(key, head.statement(), head.signature());
  }

  private static boolean signedWith(PublicKey key, String text, String signed) {
    try {
      var signature = Signature.getInstance(ALGORITHM);
      signature.initVerify(key);
      signature.update(Digests.utf8(text));
      return signature.verify(Digests.bytes(signed));
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      return false;
    }
  }
}
