package org.trialwright.study;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads a study folder in two passes: first the structure of every file, then the meaning of every
 * phrase. All faults are reported, not only the first.
 */
public final class StudyReader {
  static final List<String> BLOCKS = List.of("who", "how", "what", "when", "next", "measure");
  static final List<String> HEAD =
      List.of("study", "version", "target", "record", "forms", "lists");
  static final List<String> STATUSES = List.of("record", "published", "assumed", "confirmed");

  private final Folder folder;
  private final Faults faults = new Faults();
  private final Blocks blocks = new Blocks(faults);
  private final Names names = new Names();
  private final Map<String, Node.Block> pages = new TreeMap<>();
  private final Map<String, Node.Block> written = new TreeMap<>();

  private StudyReader(Folder folder) {
    this.folder = folder;
  }

  /** Reads and proves a study; cases are run by the journey, which knows participants. */
  public static Reading read(Folder folder) {
    return new StudyReader(folder).read();
  }

  private Reading read() {
    var text = folder.files().get("study.yaml");
    if (text == null) {
      faults.add(new Position("study.yaml", 1, 1), "there is no file study.yaml");
      return new Reading(Optional.empty(), faults.inOrder());
    }
    Optional<Study> study = written("study.yaml", text).map(this::study);
    study.ifPresent(read -> Contents.compare(folder, read.name(), read.version(), written, faults));
    return new Reading(faults.any() ? Optional.empty() : study, faults.inOrder());
  }

  private Study study(Node.Block root) {
    checkKeys(root);
    var chapters = chapters(root);
    lists(root);
    settings(root);
    var how = block(root, "how");
    var howReader = new HowReader(blocks, names);
    var arms = howReader.arms(how);
    if (!arms.isEmpty()) {
      names.arms = new CodeList("arms", arms.stream().map(How.Arm::name).toList(), false);
    }
    var formReader = new FormReader(blocks, names);
    chapters.forEach(formReader::read);
    var whatReader = new WhatReader(blocks, names);
    var whenReader = new WhenReader(blocks, names);
    var nextReader = new NextReader(blocks, names);
    var measureReader = new MeasureReader(blocks, names);
    whatReader.declare(block(root, "what"));
    whenReader.declare(block(root, "when"));
    nextReader.declare(block(root, "next"));
    measureReader.declare(block(root, "measure"));
    names.readAll();
    chapters.values().forEach(formReader::readRules);
    var who = new WhoReader(blocks, names).read(block(root, "who"));
    var study =
        new Study(
            headLine(root, "study"),
            headLine(root, "version"),
            seal(),
            headLine(root, "target"),
            who,
            howReader.read(how, arms),
            whatReader.read(block(root, "what")),
            whenReader.read(block(root, "when")),
            nextReader.read(block(root, "next")),
            measureReader.read(block(root, "measure")),
            new LinkedHashMap<>(names.forms),
            new LinkedHashMap<>(names.settings),
            sources(new ProofText(root, chapters, pages)),
            words(),
            recordJson(root),
            differences(),
            folder);
    page("scenario.yaml");
    if (!faults.any()) {
      new Proof(study, names, new ProofText(root, chapters, pages), faults).run();
    }
    return study;
  }

  private Optional<Node.Block> written(String file, String text) {
    var read = YamlText.read(file, text, faults);
    read.ifPresent(block -> written.put(file, block));
    return read;
  }

  /** A file beside the study; none when it is not there. */
  private Optional<Node.Block> page(String file) {
    var text = folder.files().get(file);
    var page = text == null ? Optional.<Node.Block>empty() : written(file, text);
    page.ifPresent(block -> pages.put(file, block));
    return page;
  }

  private void checkKeys(Node.Block root) {
    var known = new ArrayList<>(HEAD);
    known.addAll(BLOCKS);
    known.add("settings");
    blocks.onlyKeys(root, "a study", known);
    for (var needed : List.of("study", "version", "target")) {
      if (root.find(needed).isEmpty()) {
        faults.add(root.at(), "'" + needed + "' is missing");
      }
    }
    var order = new ArrayList<String>();
    for (var block : BLOCKS) {
      if (root.find(block).isEmpty() && !block.equals("what")) {
        faults.add(root.at(), "'" + block + "' is missing");
      }
    }
    root.entries().stream().map(Node.Entry::key).filter(BLOCKS::contains).forEach(order::add);
    var sorted = order.stream().sorted(java.util.Comparator.comparingInt(BLOCKS::indexOf)).toList();
    if (!order.equals(sorted)) {
      faults.add(root.at(), "the six blocks stand in the order " + String.join(" ", BLOCKS));
    }
  }

  private Node.Block block(Node.Block root, String key) {
    return root.find(key).flatMap(blocks::block).orElse(new Node.Block(List.of(), root.at()));
  }

  private String headLine(Node.Block root, String key) {
    return blocks.lineAt(root, key).map(Node.Line::text).orElse("");
  }

  private Map<String, Node.Block> chapters(Node.Block root) {
    Map<String, Node.Block> chapters = new LinkedHashMap<>();
    var entry = root.find("forms");
    if (entry.isEmpty()) {
      faults.add(root.at(), "'forms' is missing");
      return chapters;
    }
    switch (entry.get().value()) {
      case Node.Block inside -> chapters.put("study", inside);
      case Node.Line line -> {
        for (var chapter : line.text().split("\\s+")) {
          var file = "forms/" + chapter + ".yaml";
          var text = folder.files().get(file);
          if (text == null) {
            faults.add(line.at().plus(line.text().indexOf(chapter)), "there is no file " + file);
          } else {
            written(file, text).ifPresent(block -> chapters.put(chapter, block));
          }
        }
      }
      case Node.Items items ->
          faults.add(items.at(), "forms: the names of the chapters, or the forms themselves");
    }
    return chapters;
  }

  private void lists(Node.Block root) {
    for (var entry : blocks.entries(root, "lists")) {
      if (blocks.named(entry)) {
        blocks
            .line(entry)
            .flatMap(
                line ->
                    blocks.attempt(() -> FormReader.codeList(entry.key(), line.text(), line.at())))
            .ifPresent(list -> names.lists.put(entry.key(), list));
      }
    }
  }

  private void settings(Node.Block root) {
    for (var entry : blocks.entries(root, "settings")) {
      if (blocks.named(entry)) {
        blocks
            .line(entry)
            .flatMap(line -> blocks.attempt(() -> setting(entry, line)))
            .ifPresent(setting -> names.settings.put(entry.key(), setting));
      }
    }
  }

  private static Setting setting(Node.Entry entry, Node.Line line) {
    var phrase = new Phrase(line);
    if (phrase.numberNext()) {
      double number = phrase.needNumber();
      var unit = phrase.unit().orElse(org.trialwright.quantities.Unit.NONE);
      phrase.end();
      return new Setting(
          entry.key(), new Type.Numeric(unit), Answer.exactly(number), line.text(), entry.at());
    }
    var value = phrase.word("a value");
    phrase.expect("of");
    var codes = FormReader.codeList("setting." + entry.key(), phrase.rest(), phrase.here());
    if (codes.indexOf(value) < 0) {
      throw phrase.fault("'" + value + "' is not one of " + String.join(", ", codes.codes()));
    }
    return new Setting(
        entry.key(),
        new Type.Coded(codes),
        new Answer.Coded(codes.bit(value)),
        line.text(),
        entry.at());
  }

  private List<Source> sources(ProofText written) {
    var sources = new ArrayList<Source>();
    var file = page("sources.yaml");
    for (var entry : file.map(Node.Block::entries).orElse(List.of())) {
      blocks
          .line(entry)
          .flatMap(line -> blocks.attempt(() -> source(entry, line, written)))
          .ifPresent(sources::add);
    }
    return sources;
  }

  private static Source source(Node.Entry entry, Node.Line line, ProofText written) {
    int semicolon = line.text().indexOf(';');
    var status = (semicolon < 0 ? line.text() : line.text().substring(0, semicolon)).strip();
    if (!STATUSES.contains(status)) {
      throw new PhraseFault(
          line.at(),
          "'"
              + status
              + "' is not a status ("
              + String.join(", ", STATUSES)
              + ")"
              + Faults.didYouMean(status, STATUSES));
    }
    int slash = entry.key().indexOf(" / ");
    var path = slash < 0 ? entry.key() : entry.key().substring(0, slash);
    var clause = slash < 0 ? "" : entry.key().substring(slash + " / ".length());
    var text = semicolon < 0 ? "" : line.text().substring(semicolon + 1).strip();
    return new Source(
        path.strip(),
        clause.strip(),
        Source.Status.valueOf(status.toUpperCase(java.util.Locale.ROOT)),
        text,
        written.find(path.strip()).map(found -> ProofText.text(found)).orElse(""),
        entry.at());
  }

  private Map<String, Words> words() {
    Map<String, Words> words = new TreeMap<>();
    for (var language : Map.of("en", "en", "zh", "zh-CN").entrySet()) {
      var file = language.getKey() + ".yaml";
      Map<String, String> texts = new TreeMap<>();
      page(file).ifPresent(block -> flatten("", block, texts));
      words.put(
          language.getKey(),
          new Words(language.getValue(), texts.getOrDefault("status", ""), texts));
    }
    return words;
  }

  private void flatten(String path, Node.Block block, Map<String, String> into) {
    for (var entry : block.entries()) {
      var own = path.isEmpty() ? entry.key() : path + "." + entry.key();
      switch (entry.value()) {
        case Node.Line line -> into.put(own, line.text());
        case Node.Block inner -> flatten(own, inner, into);
        case Node.Items items -> faults.add(items.at(), "one line of text is needed here");
      }
    }
  }

  private String recordJson(Node.Block root) {
    var line = blocks.lineAt(root, "record");
    if (line.isEmpty()) {
      return "";
    }
    var text = folder.files().get(line.get().text());
    if (text == null) {
      faults.add(line.get().at(), "there is no file " + line.get().text());
      return "";
    }
    return text;
  }

  private List<Study.Difference> differences() {
    var differences = new ArrayList<Study.Difference>();
    var file = page("differences.yaml");
    for (var entry : file.map(Node.Block::entries).orElse(List.of())) {
      blocks.block(entry).ifPresent(block -> differences.add(difference(entry, block)));
    }
    return differences;
  }

  private Study.Difference difference(Node.Entry entry, Node.Block block) {
    Map<String, String> values = new LinkedHashMap<>();
    blocks
        .entries(block, "values")
        .forEach(
            value -> blocks.line(value).ifPresent(line -> values.put(value.key(), line.text())));
    for (var needed : List.of("field", "values", "chosen", "reason")) {
      if (block.find(needed).isEmpty()) {
        faults.add(entry.at(), "difference " + entry.key() + ": '" + needed + "' is missing");
      }
    }
    return new Study.Difference(
        entry.key(),
        headLine(block, "field"),
        values,
        headLine(block, "chosen"),
        headLine(block, "reason"),
        entry.at());
  }

  /** What says nothing about how the trial is run does not change the version. */
  private String seal() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var file : new TreeMap<>(folder.files()).entrySet()) {
        if (Contents.cover(file.getKey())) {
          digest.update(
              (file.getKey() + "\n" + file.getValue() + "\n").getBytes(StandardCharsets.UTF_8));
        }
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java has no SHA-256", missing);
    }
  }
}
