package org.trialwright.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.trialwright.journal.SignedHeads;
import org.trialwright.journal.VaultKey;
import org.trialwright.randomisation.SealFile;

/**
 * The secret files of a data folder: what a copy of the database is worth little without. Each has
 * a name that tells nothing about it, by which a copy is recognised.
 */
final class Keys {
  private static final List<String> FILES =
      List.of("keys/allocation.seal", "keys/vault.key", HourlyHeads.FOLDER + "/heads.key");

  private Keys() {}

  /** The files that are there, by name, each with what it is known by. */
  static Map<String, String> names(Path data) {
    return known(FILES.stream().map(data::resolve).toList());
  }

  /** The same of copies, which lie side by side in one folder. */
  static Map<String, String> namesOfCopies(Path copies) {
    return known(FILES.stream().map(file -> copyOf(file, copies)).toList());
  }

  private static Path copyOf(String file, Path copies) {
    return copies.resolve(Path.of(file).getFileName().toString());
  }

  private static Map<String, String> known(List<Path> files) {
    Map<String, String> names = new LinkedHashMap<>();
    files.stream()
        .filter(Files::exists)
        .forEach(file -> names.put(file.getFileName().toString(), known(file)));
    return names;
  }

  private static String known(Path file) {
    try {
      return switch (file.getFileName().toString()) {
        case "allocation.seal" -> SealFile.read(file).commitment();
        case "vault.key" -> VaultKey.read(file).name();
        default -> SignedHeads.in(file.resolveSibling(".")).publicKey();
      };
    } catch (IOException trouble) {
      throw new UncheckedIOException("cannot read " + file, trouble);
    }
  }

  /** What a copy is recorded under: the same files give the same words. */
  static String mark(Map<String, String> names) {
    return names.entrySet().stream()
        .map(name -> name.getKey() + " " + shortened(name.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String shortened(String name) {
    // A public key begins with what all of its kind begin with.
    return name.substring(Math.max(0, name.length() - 16));
  }

  /** Copies the files into a folder of their holder, each for its owner only. */
  static void copy(Path data, Path into) {
    List<Path> files = FILES.stream().map(data::resolve).filter(Files::exists).toList();
    for (Path file : files) {
      Path copy = into.resolve(file.getFileName().toString());
      if (Files.exists(copy)) {
        throw new Trialwright.Refused(copy + " exists already; name an empty folder");
      }
    }
    files.forEach(file -> put(file, into.resolve(file.getFileName().toString())));
  }

  /** Puts copies back where they belong in a data folder that has none. */
  static void putBack(Path copies, Path data) {
    for (String file : FILES) {
      Path copy = copyOf(file, copies);
      if (Files.exists(copy)) {
        put(copy, data.resolve(file));
      }
    }
  }

  private static void put(Path file, Path copy) {
    try {
      Files.createDirectories(copy.resolveSibling("."));
      Files.createFile(
          copy, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.write(copy, Files.readAllBytes(file));
    } catch (IOException trouble) {
      throw new UncheckedIOException("cannot copy " + file + " to " + copy, trouble);
    }
  }
}
