package org.trialwright.randomisation;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The file that holds a seal outside the database, readable by the account that runs the
 * application alone.
 */
public final class SealFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private SealFile() {}

  /**
   * Writes a new seal file (mode 0600). The content appears at once or not at all and has reached
   * the disk when this returns. An existing file is never replaced: allocations may depend on it.
   *
   * @throws SealRefused when the file exists already
   * @throws IOException when the disk refuses; nothing is left behind then
   */
  public static void write(Path file, Seal seal) throws IOException {
    Path target = file.toAbsolutePath();
    Path folder = target.resolveSibling(".");
    var mode = PosixFilePermissions.asFileAttribute(OWNER_ONLY);
    try {
      Files.createFile(target, mode);
    } catch (FileAlreadyExistsException e) {
      throw new SealRefused(
          file
              + ": a seal exists here already and is never replaced, because allocations may depend on it");
    }
    Path draft = target.resolveSibling("." + target.getFileName() + ".draft");
    try {
      Files.deleteIfExists(draft);
      Files.createFile(draft, mode);
      try (var channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        var bytes = ByteBuffer.wrap(seal.text().getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
      try (var entries = FileChannel.open(folder, StandardOpenOption.READ)) {
        entries.force(true);
      }
    } catch (IOException e) {
      Files.deleteIfExists(draft);
      Files.deleteIfExists(target);
      throw e;
    }
  }

  /**
   * Reads a seal file.
   *
   * @throws SealRefused when it is missing, open to other accounts, damaged, or of an algorithm
   *     this program does not know
   * @throws IOException when the disk refuses
   */
  public static Seal read(Path file) throws IOException {
    byte[] bytes;
    try {
      var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
      if (view != null) {
        var mode = view.readAttributes().permissions();
        if (mode.stream().anyMatch(SealFile::beyondOwner)) {
          throw new SealRefused(
              "%s: other accounts have rights to this file (%s). Find out who read it, then run: chmod 600 %s"
                  .formatted(file, PosixFilePermissions.toString(mode), file));
        }
      }
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new SealRefused(
          file
              + ": there is no seal file here. Set the sequence up, or bring back one of the sealed copies");
    }
    try {
      // Bytes beyond ASCII turn into letters that no seal holds, so they are refused as damage.
      return Seal.parse(new String(bytes, StandardCharsets.ISO_8859_1));
    } catch (SealRefused e) {
      throw new SealRefused(file + ": " + e.getMessage());
    }
  }

  private static boolean beyondOwner(PosixFilePermission permission) {
    return switch (permission) {
      case OWNER_READ, OWNER_WRITE, OWNER_EXECUTE -> false;
      case GROUP_READ, GROUP_WRITE, GROUP_EXECUTE, OTHERS_READ, OTHERS_WRITE, OTHERS_EXECUTE ->
          true;
    };
  }
}
