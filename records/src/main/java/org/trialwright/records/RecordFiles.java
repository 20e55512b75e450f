package org.trialwright.records;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Finds the records in files, folders, ZIP archives, JSON Lines and whole JSON documents, each also
 * packed by gzip, in the shape of the API version 2 or in the flat form. Whatever cannot be taken
 * is told with its place and never stops the rest. Only so much is ever unpacked at a time that a
 * small file cannot fill the memory.
 */
public final class RecordFiles {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{2,39}");
  private static final Pattern WANTED = Pattern.compile(".*\\.(json|jsonl|ndjson|zip|gz)");
  private static final int LARGEST_RECORD = 16_000_000;
  private static final int MOST_ENTRIES = 2_000_000;

  private final Consumer<Piece> taker;

  private RecordFiles(Consumer<Piece> taker) {
    this.taker = taker;
  }

  /** What stands at a place: a record, or the reason why there is none. */
  public sealed interface Piece {
    /**
     * A record to keep.
     *
     * @param json in the shape of the API version 2, without line breaks
     */
    record Taken(String id, String json) implements Piece {}

    /** What cannot be taken: {@code where}, such as {@code a.zip!/b.json:3}, and why. */
    record Refused(String where, String why) implements Piece {}
  }

  /**
   * Hands over every record of the paths, in the order of their names.
   *
   * @param taker is called once for each record and for each refusal
   */
  public static void read(List<Path> paths, Consumer<Piece> taker) {
    var files = new RecordFiles(taker);
    for (var path : paths) {
      files.path(path);
    }
  }

  private void path(Path path) {
    if (!Files.exists(path)) {
      refuse(path.toString(), "there is no such file or folder");
      return;
    }
    if (!Files.isDirectory(path)) {
      file(path);
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      all.filter(Files::isRegularFile)
          .filter(one -> WANTED.matcher(lower(one.toString())).matches())
          .sorted()
          .forEach(this::file);
    } catch (IOException | java.io.UncheckedIOException unreadable) {
      refuse(path.toString(), "the folder cannot be read: " + unreadable.getMessage());
    }
  }

  private void file(Path file) {
    var name = file.toString();
    try (var stream = Files.newInputStream(file)) {
      if (lower(name).endsWith(".zip")) {
        zip(name, stream);
      } else if (lower(name).endsWith(".gz")) {
        contents(name, lower(name).replaceFirst("\\.gz$", ""), new GZIPInputStream(stream));
      } else {
        contents(name, lower(name), stream);
      }
    } catch (IOException broken) {
      refuse(name, "it cannot be read: " + broken.getMessage());
    }
  }

  private void zip(String name, InputStream stream) throws IOException {
    var zip = new ZipInputStream(stream, StandardCharsets.UTF_8);
    int entries = 0;
    try {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        if (++entries > MOST_ENTRIES) {
          refuse(name, "it has more than " + MOST_ENTRIES + " entries; the rest is left out");
          return;
        }
        var inside = lower(entry.getName());
        if (!entry.isDirectory() && inside.matches(".*\\.(json|jsonl|ndjson)")) {
          contents(name + "!/" + printable(entry.getName()), inside, zip);
        }
      }
    } catch (IllegalArgumentException badName) {
      throw new IOException("a name inside it is not readable", badName);
    }
    if (entries == 0) {
      refuse(name, "it is no ZIP archive, or an empty one");
    }
  }

  private void contents(String where, String name, InputStream stream) throws IOException {
    if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
      lines(where, stream);
      return;
    }
    document(where, new Bounded(stream));
  }

  /** One record a line; what is longer than a record may be is passed over, not kept. */
  private void lines(String where, InputStream stream) throws IOException {
    var buffer = new byte[1 << 16];
    var line = new ByteArrayOutputStream();
    long number = 1;
    boolean tooLong = false;
    for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
      int from = 0;
      for (int at = 0; at < read; at++) {
        if (buffer[at] == '\n') {
          line.write(buffer, from, at - from);
          line(where + ":" + number, line, tooLong);
          line.reset();
          tooLong = false;
          number++;
          from = at + 1;
        }
      }
      if (line.size() + read - from > LARGEST_RECORD) {
        tooLong = true;
        line.reset();
      } else {
        line.write(buffer, from, read - from);
      }
    }
    line(where + ":" + number, line, tooLong);
  }

  private void line(String where, ByteArrayOutputStream line, boolean tooLong) {
    if (tooLong) {
      refuse(where, "it holds more than " + LARGEST_RECORD / 1_000_000 + " MB");
    } else {
      var text = line.toString(StandardCharsets.UTF_8);
      if (!text.isBlank()) {
        line(where, text);
      }
    }
  }

  private void line(String where, String text) {
    try {
      record(where, RecordReader.tree(text.startsWith("\ufeff") ? text.substring(1) : text));
    } catch (RecordReader.Refused refused) {
      refuse(where, reason(refused));
    }
  }

  /**
   * One record, a list of records, or a page of the API with its {@code studies}: read one by one,
   * so that a long list needs no more memory than its longest record.
   */
  private void document(String where, Bounded stream) throws IOException {
    int number = 0;
    try (var parser = RecordReader.parser(stream)) {
      boolean any = false;
      for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
        any = true;
        if (token == JsonToken.START_ARRAY) {
          number = list(where, parser, stream, number);
        } else if (token == JsonToken.START_OBJECT) {
          number = object(where, parser, stream, number);
        } else {
          refuse(where, "it is no record: a record is an object");
          return;
        }
      }
      if (!any) {
        refuse(where, "it is empty");
      }
    } catch (JacksonIOException unread) {
      refuse(at(where, number), "it cannot be read: " + printable(unread.getOriginalMessage()));
    } catch (JacksonException unreadable) {
      refuse(at(where, number), reason(RecordReader.unreadable(unreadable)));
    }
  }

  private static String at(String where, int number) {
    return number == 0 ? where : where + "[" + number + "]";
  }

  private int list(String where, JsonParser parser, Bounded stream, int from) {
    int number = from;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      stream.begin();
      record(where + "[" + number++ + "]", RecordReader.tree(parser));
    }
    return number;
  }

  private int object(String where, JsonParser parser, Bounded stream, int from) {
    int number = from;
    var whole = JsonNodeFactory.instance.objectNode();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      var name = parser.currentName();
      if (parser.nextToken() == JsonToken.START_ARRAY && name.equals("studies")) {
        number = list(where, parser, stream, number);
      } else {
        whole.set(name, RecordReader.tree(parser));
      }
    }
    if (number == from) {
      record(where, whole);
    }
    stream.begin();
    return number;
  }

  /** Lets through no more than a record may be long, and starts again for the next. */
  private static final class Bounded extends FilterInputStream {
    private long left = LARGEST_RECORD;

    Bounded(InputStream stream) {
      super(stream);
    }

    void begin() {
      left = LARGEST_RECORD;
    }

    @Override
    public int read() throws IOException {
      return took(super.read(), 1);
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
      int read = super.read(into, from, most);
      return took(read, read);
    }

    private int took(int answer, int bytes) throws IOException {
      left -= Math.max(0, bytes);
      if (left < 0) {
        throw new IOException("one record holds more than " + LARGEST_RECORD / 1_000_000 + " MB");
      }
      return answer;
    }

    /** An archive goes on after this entry. */
    @Override
    public void close() {}
  }

  private void record(String where, JsonNode tree) {
    try {
      var whole = FlatRecord.is(tree) ? FlatRecord.inTheApisShape(tree) : tree;
      var read = RecordReader.read(whole);
      if (!ID.matcher(read.id()).matches()) {
        refuse(where, "'" + printable(read.id()) + "' is not a number of a trial");
        return;
      }
      // A half of a surrogate pair stands for no character and cannot be kept.
      var json =
          new String(
              RecordReader.compact(whole).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
      taker.accept(new Piece.Taken(read.id(), json));
    } catch (RecordReader.Refused refused) {
      refuse(where, reason(refused));
    }
  }

  private void refuse(String where, String why) {
    taker.accept(new Piece.Refused(where, why));
  }

  private static String reason(RecordReader.Refused refused) {
    return printable(String.valueOf(refused.getMessage()));
  }

  /** A text of unknown origin as part of a line for people: short, and nothing that moves. */
  private static String printable(String text) {
    var plain = text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "\u00b7");
    return plain.length() <= 200 ? plain : plain.substring(0, 200) + "…";
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
