package org.trialwright.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.AnchorNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * Pass one: YAML 1.2 with every scalar as text; anchors, tags and keys written twice are refused.
 */
final class YamlText {
  private static final int DEEPEST = 12;
  private final String file;
  private final Faults faults;

  private YamlText(String file, Faults faults) {
    this.file = file;
    this.faults = faults;
  }

  static Optional<Node.Block> read(String file, String text, Faults faults) {
    return new YamlText(file, faults).readBlock(text);
  }

  private Optional<Node.Block> readBlock(String text) {
    var settings =
        LoadSettings.builder()
            .setLabel(file)
            .setSchema(new FailsafeSchema())
            .setAllowDuplicateKeys(true)
            .setMaxAliasesForCollections(0)
            .build();
    try {
      var parser = new ParserImpl(settings, new StreamReader(settings, text));
      var root = new Composer(settings, parser).getSingleNode();
      if (root.isEmpty()) {
        faults.add(new Position(file, 1, 1), "the file is empty");
        return Optional.empty();
      }
      return convert(root.get(), 0) instanceof Node.Block block ? Optional.of(block) : notABlock();
    } catch (MarkedYamlEngineException unreadable) {
      var at = unreadable.getProblemMark().map(this::position).orElse(new Position(file, 1, 1));
      var problem = Optional.ofNullable(unreadable.getProblem()).orElse("unexpected text");
      faults.add(at, "not readable as YAML: " + problem);
      return Optional.empty();
    } catch (YamlEngineException unreadable) {
      faults.add(new Position(file, 1, 1), "not readable as YAML: " + unreadable.getMessage());
      return Optional.empty();
    }
  }

  private Optional<Node.Block> notABlock() {
    faults.add(new Position(file, 1, 1), "lines of 'name: value' are needed here");
    return Optional.empty();
  }

  private Node convert(org.snakeyaml.engine.v2.nodes.Node node, int depth) {
    var at = node.getStartMark().map(this::position).orElse(new Position(file, 1, 1));
    if (depth > DEEPEST) {
      faults.add(at, "blocks stand in each other more than " + DEEPEST + " deep");
      return new Node.Line("", at);
    }
    if (node.getAnchor().isPresent() || node instanceof AnchorNode || tagged(node)) {
      faults.add(at, "anchors, aliases and tags are not allowed");
    }
    return switch (node) {
      case ScalarNode scalar -> line(scalar, at);
      case MappingNode mapping -> block(mapping, at, depth);
      case SequenceNode sequence -> {
        var items = new ArrayList<Node>();
        sequence.getValue().forEach(item -> items.add(convert(item, depth + 1)));
        yield new Node.Items(items, at);
      }
      default -> {
        faults.add(at, "a line or a block is needed here");
        yield new Node.Line("", at);
      }
    };
  }

  private static boolean tagged(org.snakeyaml.engine.v2.nodes.Node node) {
    return !node.getTag().getValue().startsWith("tag:yaml.org,2002:");
  }

  private Node.Line line(ScalarNode scalar, Position at) {
    boolean quoted =
        scalar.getScalarStyle() == ScalarStyle.DOUBLE_QUOTED
            || scalar.getScalarStyle() == ScalarStyle.SINGLE_QUOTED;
    return new Node.Line(scalar.getValue(), quoted ? at.plus(1) : at);
  }

  private Node.Block block(MappingNode mapping, Position at, int depth) {
    var entries = new ArrayList<Node.Entry>();
    Map<String, Position> first = new HashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      var keyAt = tuple.getKeyNode().getStartMark().map(this::position).orElse(at);
      // The parser refuses keys that are blocks themselves.
      var key = (ScalarNode) tuple.getKeyNode();
      var before = first.putIfAbsent(key.getValue(), keyAt);
      if (before != null) {
        faults.add(
            keyAt, "'" + key.getValue() + "' is written twice; first in line " + before.line());
        continue;
      }
      entries.add(new Node.Entry(key.getValue(), keyAt, convert(tuple.getValueNode(), depth + 1)));
    }
    return new Node.Block(entries, at);
  }

  private Position position(Mark mark) {
    return new Position(file, mark.getLine() + 1, mark.getColumn() + 1);
  }
}
