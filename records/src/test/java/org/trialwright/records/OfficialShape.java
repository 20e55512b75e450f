package org.trialwright.records;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The register's own description of its answers (OpenAPI 3.0), held against a document: types,
 * codes, days, what must be there. A key that the description does not name is a fault too.
 */
final class OfficialShape {
  private final Map<?, ?> schemas;

  private OfficialShape(Map<?, ?> schemas) {
    this.schemas = schemas;
  }

  static OfficialShape read(Path file) throws IOException {
    var settings = LoadSettings.builder().setCodePointLimit(10_000_000).build();
    var whole = (Map<?, ?>) new Load(settings).loadFromString(Files.readString(file));
    return new OfficialShape((Map<?, ?>) ((Map<?, ?>) whole.get("components")).get("schemas"));
  }

  /** Each with its place; none for a document in this shape. */
  List<String> faults(String schema, String json) {
    var faults = new ArrayList<String>();
    check((Map<?, ?>) schemas.get(schema), JsonMapper.shared().readTree(json), schema, faults);
    return faults;
  }

  private void check(Map<?, ?> schema, JsonNode node, String where, List<String> faults) {
    if (schema.get("$ref") instanceof String reference) {
      var name = reference.substring(reference.lastIndexOf('/') + 1);
      check((Map<?, ?>) schemas.get(name), node, where, faults);
      return;
    }
    var type = String.valueOf(schema.get("type"));
    boolean fits =
        switch (type) {
          case "object" -> node.isObject();
          case "array" -> node.isArray();
          case "string" -> node.isString();
          case "boolean" -> node.isBoolean();
          case "integer" -> node.isIntegralNumber();
          case "number" -> node.isNumber();
          default -> throw new IllegalStateException("unknown type " + type + " at " + where);
        };
    if (!fits) {
      faults.add(where + ": " + node + " is no " + type);
      return;
    }
    if (schema.get("enum") instanceof List<?> codes && !codes.contains(node.asString())) {
      faults.add(where + ": " + node + " is none of " + codes);
    }
    if ("date".equals(schema.get("format")) && !isDay(node.asString())) {
      faults.add(where + ": " + node + " is no day");
    }
    if (type.equals("object")) {
      members(schema, node, where, faults);
    }
    if (schema.get("items") instanceof Map<?, ?> items) {
      for (int i = 0; i < node.size(); i++) {
        check(items, node.get(i), where + "[" + i + "]", faults);
      }
    }
  }

  private void members(Map<?, ?> schema, JsonNode node, String where, List<String> faults) {
    var known = Optional.ofNullable((Map<?, ?>) schema.get("properties")).orElseGet(Map::of);
    if (schema.get("required") instanceof List<?> needed) {
      for (var name : needed) {
        if (!node.has(String.valueOf(name))) {
          faults.add(where + ": '" + name + "' is missing");
        }
      }
    }
    node.properties()
        .forEach(
            one -> {
              if (known.get(one.getKey()) instanceof Map<?, ?> member) {
                check(member, one.getValue(), where + "." + one.getKey(), faults);
              } else {
                faults.add(where + ": '" + one.getKey() + "' is not described");
              }
            });
  }

  private static boolean isDay(String text) {
    try {
      return LocalDate.parse(text).toString().equals(text);
    } catch (DateTimeException noDay) {
      return false;
    }
  }
}
