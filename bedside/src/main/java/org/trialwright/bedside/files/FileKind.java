package org.trialwright.bedside.files;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What may be attached. A file is what its first bytes say, whatever it is called. */
enum FileKind {
  PDF("PDF", "application/pdf", "255044462d", "pdf"),
  PNG("PNG", "image/png", "89504e470d0a1a0a", "png"),
  JPEG("JPEG", "image/jpeg", "ffd8ff", "jpg jpeg"),
  TIFF("TIFF", "image/tiff", "49492a00", "tif tiff"),
  TIFF_BIG_ENDIAN("TIFF", "image/tiff", "4d4d002a", "tif tiff");

  /** What a browser offers to choose. */
  static final String ACCEPT = ".pdf,.png,.jpg,.jpeg,.tif,.tiff";

  private final String said;
  private final String type;
  private final String begins;
  private final String endings;

  /**
   * @param begins the first bytes, in hexadecimal
   * @param endings of names, the usual one first
   */
  FileKind(String said, String type, String begins, String endings) {
    this.said = said;
    this.type = type;
    this.begins = begins;
    this.endings = endings;
  }

  /** Its name in every language. */
  String said() {
    return said;
  }

  String type() {
    return type;
  }

  static Optional<FileKind> of(byte[] content) {
    return Arrays.stream(values()).filter(kind -> kind.begins(content)).findFirst();
  }

  private boolean begins(byte[] content) {
    int length = begins.length() / 2;
    return content.length > length && HexFormat.of().formatHex(content, 0, length).equals(begins);
  }

  /** The kind of a stored file. */
  static Optional<FileKind> of(String type) {
    return Arrays.stream(values()).filter(kind -> kind.type.equals(type)).findFirst();
  }

  /** The name under which it is saved: one that says what it is. */
  String saved(String name) {
    var lower = name.toLowerCase(Locale.ROOT);
    var known = List.of(endings.split(" "));
    return known.stream().anyMatch(ending -> lower.endsWith("." + ending))
        ? name
        : name + "." + known.getFirst();
  }
}
