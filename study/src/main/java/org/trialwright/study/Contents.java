package org.trialwright.study;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The signed table of contents of a study: for every phrase that belongs to the version, eight
 * digits of the SHA-256 of its text, white space folded, and who signed them on which day. No
 * phrase changes silently under a version's name. It is a guard against accidents and not
 * cryptography: who may write the file may sign it.
 */
public final class Contents {
  public static final String FILE = "contents.yaml";

  /** They say nothing about how the trial is run, so they do not change its version. */
  private static final Set<String> BESIDE = Set.of("cases.yaml", "scenario.yaml", FILE);

  private static final Set<String> HEAD = Set.of("study", "version", "signed");
  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}]([\\p{L}\\p{N} ./_,-]*\\S)?");
  private static final Pattern SPACE = Pattern.compile("\\s{2,}|[^\\S ]");
  private static final int LONGEST_NAME = 100;
  private static final int DIGEST_BYTES = 4;

  private final String study;
  private final String version;
  private final Map<String, String> signed;
  private final Position at;
  private final Map<String, Node.Entry> files;

  private Contents(
      String study,
      String version,
      Map<String, String> signed,
      Position at,
      Map<String, Node.Entry> files) {
    this.study = study;
    this.version = version;
    this.signed = signed;
    this.at = at;
    this.files = files;
  }

  /** Whether a file of the folder belongs to the version. */
  static boolean cover(String file) {
    return !BESIDE.contains(file);
  }

  // ---- reading

  private static Optional<Contents> read(String text, Faults faults) {
    return YamlText.read(FILE, text, faults).map(page -> read(page, new Blocks(faults)));
  }

  private static Contents read(Node.Block page, Blocks blocks) {
    Map<String, String> signed = new LinkedHashMap<>();
    blocks
        .entries(page, "signed")
        .forEach(entry -> blocks.line(entry).ifPresent(day -> signed.put(entry.key(), day.text())));
    if (signed.isEmpty()) {
      blocks.faults().add(page.at(), "nobody signed these contents: 'signed' is missing");
    }
    Map<String, Node.Entry> files = new LinkedHashMap<>();
    page.entries().stream()
        .filter(entry -> !HEAD.contains(entry.key()))
        .forEach(entry -> files.put(entry.key(), entry));
    return new Contents(
        headLine(page, "study", blocks),
        headLine(page, "version", blocks),
        signed,
        page.find("version").map(Node.Entry::at).orElse(page.at()),
        files);
  }

  private static String headLine(Node.Block page, String key, Blocks blocks) {
    if (page.find(key).isEmpty()) {
      blocks.faults().add(page.at(), "'" + key + "' is missing");
    }
    return blocks.lineAt(page, key).map(Node.Line::text).orElse("");
  }

  // ---- comparing

  private enum Change {
    CHANGED("is not what was signed", "changed"),
    ADDED("was not there when it was signed", "is new"),
    MOVED("stood elsewhere when it was signed", "moved"),
    GONE("stood here when it was signed", "is gone");

    private final String fault;
    private final String told;

    Change(String fault, String told) {
      this.fault = fault;
      this.told = told;
    }
  }

  private record Difference(Position at, String path, Change change) {}

  /**
   * Compares a folder with what was signed.
   *
   * @param written the files that could be read, by name
   */
  static void compare(
      Folder folder, String study, String version, Map<String, Node.Block> written, Faults faults) {
    var text = folder.files().get(FILE);
    var found = text == null ? Optional.<Contents>empty() : read(text, faults);
    if (found.isEmpty()) {
      return;
    }
    var contents = found.get();
    if (!contents.speakOf(study, version)) {
      faults.warn(
          contents.at,
          "these contents are those of %s, version %s; nobody has signed this version yet"
              .formatted(contents.study, contents.version));
      return;
    }
    for (var one : contents.differences(folder, written)) {
      faults.add(
          one.at,
          "'%s' %s by %s as version %s; write a new 'version:', or sign again if the change is meant"
              .formatted(
                  one.path, one.change.fault, String.join(" and ", contents.signers()), version));
    }
  }

  /** A phrase that two folders have differently, and where it stands in the later one. */
  record Unlike(Position at, String path, boolean gone, String told) {
    @Override
    public String toString() {
      return at + ": '" + path + "' " + told;
    }
  }

  /** Every phrase of the version that differs between two folders, but name and version. */
  static List<Unlike> unlike(Folder before, Study study, Folder after) {
    return read(written(before, study, Map.of("-", "-")), new Faults()).stream()
        .flatMap(contents -> contents.differences(after, Map.of()).stream())
        .map(one -> new Unlike(one.at, one.path, one.change == Change.GONE, one.change.told))
        .toList();
  }

  private boolean speakOf(String otherStudy, String otherVersion) {
    return study.equals(otherStudy) && version.equals(otherVersion);
  }

  private List<String> signers() {
    var names = new ArrayList<String>();
    signed.forEach((name, day) -> names.add(name + " on " + day));
    return List.copyOf(names);
  }

  private List<Difference> differences(Folder folder, Map<String, Node.Block> written) {
    var found = new ArrayList<Difference>();
    for (var file : files.entrySet()) {
      if (!folder.files().containsKey(file.getKey())) {
        found.add(new Difference(file.getValue().at(), file.getKey(), Change.GONE));
      }
    }
    for (var file : new TreeMap<>(folder.files()).entrySet()) {
      if (!cover(file.getKey())) {
        continue;
      }
      var was = files.get(file.getKey());
      var start = new Position(file.getKey(), 1, 1);
      var now = block(file.getKey(), file.getValue(), written);
      if (was == null) {
        found.add(new Difference(start, file.getKey(), Change.ADDED));
      } else if (was.value() instanceof Node.Block lines && now.isPresent()) {
        compare("", now.get(), lines, ordered(file.getKey()), found);
      } else if (!same(was.value(), digest(file.getValue()))) {
        found.add(new Difference(start, file.getKey(), Change.CHANGED));
      }
    }
    return found;
  }

  /** A file as lines; none when it has none. */
  private static Optional<Node.Block> block(
      String file, String text, Map<String, Node.Block> written) {
    return Optional.ofNullable(written.get(file))
        .or(() -> YamlText.read(file, text, new Faults()))
        .map(block -> covered(file, block))
        .filter(block -> !block.entries().isEmpty());
  }

  /** Study and version are the name under which was signed. */
  private static Node.Block covered(String file, Node.Block block) {
    return file.equals("study.yaml")
        ? new Node.Block(
            block.entries().stream().filter(entry -> !HEAD.contains(entry.key())).toList(),
            block.at())
        : block;
  }

  /** The first line that holds decides, questions are asked one after the other; words are not. */
  private static boolean ordered(String file) {
    return file.equals("study.yaml") || file.startsWith("forms/");
  }

  private static void compare(
      String path, Node.Block block, Node.Block was, boolean ordered, List<Difference> found) {
    var then = byKey(was);
    var now = byKey(block);
    gone(path, block, now, List.copyOf(then.keySet()), found);
    for (var entry : now.values()) {
      var own = under(path, entry.key());
      var before = then.get(entry.key());
      if (before == null) {
        found.add(new Difference(entry.at(), own, Change.ADDED));
        continue;
      }
      var inner = lines(entry.value());
      if (inner.isPresent() && before.value() instanceof Node.Block lines) {
        compare(own, inner.get(), lines, ordered, found);
      } else if (inner.isPresent() || !same(before.value(), digest(entry.value()))) {
        found.add(new Difference(entry.value().at(), own, Change.CHANGED));
      }
    }
    if (ordered) {
      now.keySet().retainAll(then.keySet());
      then.keySet().retainAll(now.keySet());
      moved(List.copyOf(now.keySet()), List.copyOf(then.keySet()))
          .flatMap(block::find)
          .ifPresent(
              entry ->
                  found.add(new Difference(entry.at(), under(path, entry.key()), Change.MOVED)));
    }
  }

  private static Map<String, Node.Entry> byKey(Node.Block block) {
    Map<String, Node.Entry> entries = new LinkedHashMap<>();
    block.entries().forEach(entry -> entries.put(entry.key(), entry));
    return entries;
  }

  private static String under(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** A line that is gone stood where the next one stands now, or behind the one before. */
  private static void gone(
      String path,
      Node.Block block,
      Map<String, Node.Entry> now,
      List<String> then,
      List<Difference> found) {
    for (int i = 0; i < then.size(); i++) {
      if (!now.containsKey(then.get(i))) {
        var above = then.subList(0, i).reversed();
        var place =
            first(now, then.subList(i + 1, then.size()))
                .or(() -> first(now, above))
                .map(Node.Entry::at)
                .orElse(block.at());
        found.add(new Difference(place, under(path, then.get(i)), Change.GONE));
      }
    }
  }

  private static Optional<Node.Entry> first(Map<String, Node.Entry> now, List<String> keys) {
    return keys.stream().filter(now::containsKey).findFirst().map(now::get);
  }

  /** The line whose move alone explains the new order; the first one that differs otherwise. */
  private static Optional<String> moved(List<String> now, List<String> then) {
    for (int i = 0; i < now.size(); i++) {
      if (!now.get(i).equals(then.get(i))) {
        boolean down = without(now, then.get(i)).equals(without(then, then.get(i)));
        return Optional.of(down ? then.get(i) : now.get(i));
      }
    }
    return Optional.empty();
  }

  private static List<String> without(List<String> keys, String key) {
    return keys.stream().filter(other -> !other.equals(key)).toList();
  }

  /** The lines of a block or of a list, whose lines are numbered; none for a single line. */
  private static Optional<Node.Block> lines(Node node) {
    return switch (node) {
      case Node.Line _ -> Optional.empty();
      case Node.Block block -> block.entries().isEmpty() ? Optional.empty() : Optional.of(block);
      case Node.Items items -> {
        var entries = new ArrayList<Node.Entry>();
        for (var one : items.nodes()) {
          entries.add(new Node.Entry(String.valueOf(entries.size() + 1), one.at(), one));
        }
        yield entries.isEmpty()
            ? Optional.empty()
            : Optional.of(new Node.Block(entries, items.at()));
      }
    };
  }

  private static boolean same(Node signed, String digest) {
    return signed instanceof Node.Line line && line.text().equals(digest);
  }

  private static String digest(Node node) {
    return digest(node instanceof Node.Line line ? line.text() : "");
  }

  private static String digest(String text) {
    var folded = SPACE.matcher(text.strip()).replaceAll(" ");
    var digest = sha256().digest(folded.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java has no SHA-256", missing);
    }
  }

  // ---- signing

  /**
   * The contents after a signature.
   *
   * @param text of the new file
   * @param changes what changed since the contents that stood there, each with its place; empty
   *     when nothing did, or nothing stood there
   * @param dropped the names that signed other contents and stand no longer
   */
  public record Signing(String text, List<String> changes, List<String> dropped) {
    public Signing {
      changes = List.copyOf(changes);
      dropped = List.copyOf(dropped);
    }
  }

  /**
   * Signs the contents of a sound folder: adds the name where the contents are unchanged, and
   * begins anew otherwise. Nothing is written.
   *
   * @param study as it was read from the folder
   * @throws IllegalArgumentException when the name is none, or the present contents are not
   *     readable
   */
  public static Signing sign(Folder folder, Study study, String name, LocalDate day) {
    if (name.isBlank()
        || name.length() > LONGEST_NAME
        || name.codePoints().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "a name to sign with has 1 to " + LONGEST_NAME + " letters, in one line");
    }
    var earlier = earlier(folder);
    var changes = new ArrayList<String>();
    Map<String, String> names = new LinkedHashMap<>();
    var dropped = new ArrayList<String>();
    if (earlier.isPresent()) {
      for (var one : earlier.get().differences(folder, Map.of())) {
        changes.add(one.at + ": '" + one.path + "' " + one.change.told);
      }
      boolean same = changes.isEmpty() && earlier.get().speakOf(study.name(), study.version());
      names.putAll(same ? earlier.get().signed : Map.of());
      dropped.addAll(same ? List.of() : earlier.get().signed.keySet());
    }
    names.putIfAbsent(name.strip(), day.toString());
    return new Signing(written(folder, study, names), changes, dropped);
  }

  private static Optional<Contents> earlier(Folder folder) {
    var text = folder.files().get(FILE);
    if (text == null) {
      return Optional.empty();
    }
    var faults = new Faults();
    var found = read(text, faults);
    if (faults.any()) {
      throw new IllegalArgumentException(
          FILE
              + " cannot be read ("
              + faults.inOrder().getFirst()
              + "); take it away to sign anew");
    }
    return found;
  }

  /** Who signed the folder's present version, each with the day; nobody when it is not signed. */
  public static List<String> signers(Folder folder, Study study) {
    var text = folder.files().get(FILE);
    return text == null
        ? List.of()
        : read(text, new Faults())
            .filter(contents -> contents.speakOf(study.name(), study.version()))
            .map(Contents::signers)
            .orElse(List.of());
  }

  private static String written(Folder folder, Study study, Map<String, String> names) {
    var text =
        new StringBuilder(
            """
            # What was signed: for each phrase eight digits of the SHA-256 of its text. Written by 'check --sign'.
            # It guards against accidents: who may write this file may sign it.
            """);
    line(text, 0, "study", quoted(study.name()));
    line(text, 0, "version", quoted(study.version()));
    line(text, 0, "signed", "");
    names.forEach((name, day) -> line(text, 1, name, quoted(day)));
    for (var file : new TreeMap<>(folder.files()).entrySet()) {
      if (cover(file.getKey())) {
        var block = block(file.getKey(), file.getValue(), Map.of());
        line(text, 0, file.getKey(), block.isEmpty() ? digest(file.getValue()) : "");
        block.ifPresent(lines -> lines(text, 1, lines));
      }
    }
    return text.toString();
  }

  private static void lines(StringBuilder text, int deep, Node.Block block) {
    for (var entry : block.entries()) {
      var inner = lines(entry.value());
      line(text, deep, entry.key(), inner.isEmpty() ? digest(entry.value()) : "");
      inner.ifPresent(lines -> lines(text, deep + 1, lines));
    }
  }

  private static void line(StringBuilder text, int deep, String key, String value) {
    text.append("  ".repeat(deep)).append(quoted(key)).append(':');
    text.append(value.isEmpty() ? "" : " " + value).append('\n');
  }

  private static String quoted(String text) {
    return PLAIN.matcher(text).matches()
        ? text
        : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
