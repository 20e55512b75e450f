package org.trialwright.bedside.results;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** The text of a file in the encoding that somebody says it has; never in a guessed one. */
final class FileText {
  static final String UTF_8 = "UTF-8";

  /** What Chinese spreadsheets write without asking; GBK and GB2312 are parts of it. */
  static final String GB_18030 = "GB18030";

  static final List<String> ENCODINGS = List.of(UTF_8, GB_18030);

  private FileText() {}

  /** Empty when the bytes are no text in this encoding. */
  static Optional<String> of(byte[] bytes, String encoding) {
    var charset = encoding.equals(GB_18030) ? Charset.forName(GB_18030) : StandardCharsets.UTF_8;
    try {
      var text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.chars().allMatch(FileText::isText) ? Optional.of(text) : Optional.empty();
    } catch (CharacterCodingException other) {
      return Optional.empty();
    }
  }

  private static boolean isText(int sign) {
    return !Character.isISOControl(sign) || sign == '\n' || sign == '\r' || sign == '\t';
  }
}
