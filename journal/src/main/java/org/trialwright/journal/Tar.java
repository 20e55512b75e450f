package org.trialwright.journal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Unpacks the tar archive of our own PostgreSQL: files, folders and symbolic links (POSIX ustar).
 */
final class Tar {
  private static final int BLOCK = 512;

  private Tar() {}

  static void unpack(InputStream archive, Path into) throws IOException {
    var longName = "";
    while (true) {
      var header = archive.readNBytes(BLOCK);
      if (header.length < BLOCK || header[0] == 0) {
        return;
      }
      long size = Long.parseLong(text(header, 124, 12).strip(), 8);
      char type = (char) header[156];
      var prefix = text(header, 345, 155);
      var name = prefix.isEmpty() ? text(header, 0, 100) : prefix + "/" + text(header, 0, 100);
      if (type == 'L') { // GNU: the next entry's name is too long for its header
        longName = new String(archive.readNBytes((int) size), StandardCharsets.UTF_8).strip();
        longName = longName.replace("\0", "");
        skip(archive, padding(size));
        continue;
      }
      var target = into.resolve(longName.isEmpty() ? name : longName).normalize();
      longName = "";
      if (!target.startsWith(into)) {
        throw new IOException("the archive reaches outside its folder: " + name);
      }
      switch (type) {
        case '5' -> Files.createDirectories(target);
        case '2' -> {
          Files.createDirectories(target.getParent());
          Files.createSymbolicLink(target, Path.of(text(header, 157, 100)));
        }
        case '0', '\0' -> {
          Files.createDirectories(target.getParent());
          write(archive, size, target);
          boolean executable = (Integer.parseInt(text(header, 100, 8).strip(), 8) & 0100) != 0;
          Files.setPosixFilePermissions(
              target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
          skip(archive, padding(size));
        }
        default -> skip(archive, size + padding(size));
      }
    }
  }

  private static void write(InputStream archive, long size, Path target) throws IOException {
    try (var out = Files.newOutputStream(target)) {
      var buffer = new byte[1 << 16];
      long left = size;
      while (left > 0) {
        int read = archive.read(buffer, 0, (int) Math.min(left, buffer.length));
        if (read < 0) {
          throw new EOFException("the archive ends inside " + target.getFileName());
        }
        out.write(buffer, 0, read);
        left -= read;
      }
    }
  }

  private static long padding(long size) {
    return (BLOCK - size % BLOCK) % BLOCK;
  }

  private static void skip(InputStream archive, long bytes) throws IOException {
    archive.skipNBytes(bytes);
  }

  private static String text(byte[] header, int from, int length) {
    int end = from;
    while (end < from + length && header[end] != 0) {
      end++;
    }
    return new String(header, from, end - from, StandardCharsets.UTF_8);
  }
}
