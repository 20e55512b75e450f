package org.trialwright.requests;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads a request from its folder; what is not asked for there is not read. */
record CaseFolder(Method method, Request request) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /**
   * The request of a folder.
   *
   * @throws Refusal with every fault that can be told at this stage
   */
  static CaseFolder read(Path folder) {
    JsonNode root = root(folder.resolve("case.json"));
    String id = text(root, "id");
    Method method = method(text(root, "method"));
    JsonNode arguments = object(root, "arguments");
    var faults = new ArrayList<Fault>();
    Map<String, List<String>> named = named(object(root, "columns"), method, faults);
    new Kind.Fields(method.arguments()).check(arguments, "case.json: arguments", faults);
    if (!faults.isEmpty()) {
      throw new Refusal(faults);
    }
    Rows rows = method.roles().isEmpty() ? Rows.NONE : rows(folder.resolve("data.csv"), named);
    for (Role role : method.roles()) {
      for (String column : named.getOrDefault(role.name(), List.of())) {
        rows.check(column, role, faults);
      }
    }
    if (!faults.isEmpty()) {
      throw new Refusal(faults);
    }
    return new CaseFolder(
        method, new Request(id, new Arguments(arguments, "arguments"), named, rows));
  }

  private static JsonNode root(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new Refusal("case.json", "there is no such file in this folder");
    }
    try {
      JsonNode root = JSON.readTree(Files.readString(file));
      if (!root.isObject()) {
        throw new Refusal("case.json", "the file must hold one object");
      }
      return root;
    } catch (JacksonException notJson) {
      var at = notJson.getLocation();
      String place =
          at == null ? "case.json" : "case.json:" + at.getLineNr() + ":" + at.getColumnNr();
      throw new Refusal(place, "this is not JSON: " + Shown.of(notJson.getOriginalMessage()));
    } catch (CharacterCodingException notText) {
      throw new Refusal("case.json", "the file is not text in UTF-8");
    } catch (IOException unreadable) {
      throw new Refusal("case.json", "the file cannot be read");
    }
  }

  private static String text(JsonNode root, String name) {
    JsonNode value = root.path(name);
    if (!value.isString()) {
      throw new Refusal("case.json: " + name, "there must be a text here");
    }
    return value.stringValue();
  }

  private static JsonNode object(JsonNode root, String name) {
    JsonNode value = root.path(name);
    if (value.isMissingNode()) {
      return JsonNodeFactory.instance.objectNode();
    }
    if (!value.isObject()) {
      throw new Refusal("case.json: " + name, "this must be an object, not " + Shown.of(value));
    }
    return value;
  }

  private static Method method(String name) {
    return Methods.named(name)
        .orElseThrow(
            () ->
                new Refusal(
                    "case.json: method",
                    "unknown method '%s'; %s"
                        .formatted(Shown.of(name), Faults.advice(name, Methods.names()))));
  }

  private static Map<String, List<String>> named(
      JsonNode columns, Method method, List<Fault> faults) {
    Faults.ofNames(
        "column",
        List.copyOf(columns.propertyNames()),
        method.roles().stream().map(Role::name).toList(),
        method.roles().stream().filter(Role::required).map(Role::name).toList(),
        "case.json: columns",
        faults);
    Map<String, List<String>> named = new LinkedHashMap<>();
    for (Role role : method.roles()) {
      if (columns.has(role.name())) {
        JsonNode value = columns.get(role.name());
        var names = new ArrayList<String>();
        if (value.isString()) {
          names.add(value.stringValue());
        } else if (role.several() && value.isArray()) {
          value.forEach(one -> names.add(one.isString() ? one.stringValue() : ""));
        }
        if (names.isEmpty() || names.contains("")) {
          faults.add(
              new Fault(
                  "case.json: columns." + role.name(),
                  role.several()
                      ? "this must be a list of column names"
                      : "this must be the name of one column"));
        }
        named.put(role.name(), List.copyOf(names));
      }
    }
    return named;
  }

  private static Rows rows(Path file, Map<String, List<String>> named) {
    if (!Files.isRegularFile(file)) {
      throw new Refusal("data.csv", "there is no such file in this folder");
    }
    var wanted = new LinkedHashSet<String>();
    named.values().forEach(wanted::addAll);
    try (var in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return Csv.read(in, wanted);
    } catch (CharacterCodingException notText) {
      throw new Refusal("data.csv", "the file is not text in UTF-8");
    } catch (IOException unreadable) {
      throw new Refusal("data.csv", "the file cannot be read");
    }
  }
}
