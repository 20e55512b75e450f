package org.trialwright.records;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The flat record form: one object of 22 keys, plain text, as made from the register's former XML.
 * It is written anew in the shape of the API version 2, so that there is one form of record.
 */
final class FlatRecord {
  private static final Map<String, List<String>> PHASES =
      Map.of(
          "Early Phase 1", List.of("EARLY_PHASE1"),
          "Phase 1", List.of("PHASE1"),
          "Phase 1/Phase 2", List.of("PHASE1", "PHASE2"),
          "Phase 2", List.of("PHASE2"),
          "Phase 2/Phase 3", List.of("PHASE2", "PHASE3"),
          "Phase 3", List.of("PHASE3"),
          "Phase 4", List.of("PHASE4"),
          "N/A", List.of("NA"));
  private static final DateTimeFormatter PROCESSED =
      DateTimeFormatter.ofPattern("MMMM dd, uuuu", Locale.US);

  private final JsonNode flat;
  private final ObjectNode made = JsonNodeFactory.instance.objectNode();

  private FlatRecord(JsonNode flat) {
    this.flat = flat;
  }

  static boolean is(JsonNode tree) {
    return tree.isObject() && tree.path("nctId").isString() && !tree.has("protocolSection");
  }

  static JsonNode inTheApisShape(JsonNode flat) {
    return new FlatRecord(flat).make();
  }

  private JsonNode make() {
    var protocol = made.putObject("protocolSection");
    var identity = protocol.putObject("identificationModule");
    put(identity, "nctId", text("nctId"));
    put(identity, "briefTitle", text("briefTitle"));
    put(identity, "officialTitle", text("officialTitle"));
    put(identity, "acronym", text("acronym"));
    var status = protocol.putObject("statusModule");
    put(
        status,
        "overallStatus",
        text("status").equals("Unknown status") ? "UNKNOWN" : code(text("status")));
    var texts = protocol.putObject("descriptionModule");
    put(texts, "briefSummary", text("briefSummary"));
    put(texts, "detailedDescription", text("detailedDescription"));
    var conditions = protocol.putObject("conditionsModule");
    putAll(conditions, "conditions", texts("conditions"));
    putAll(conditions, "keywords", texts("keywords"));
    design(protocol.putObject("designModule"));
    treatments(protocol.putObject("armsInterventionsModule"));
    eligibility(protocol.putObject("eligibilityModule"));
    objects(
        protocol.putObject("contactsLocationsModule").putArray("locations"),
        texts("countries"),
        "country");
    derived(made.putObject("derivedSection"));
    made.put("hasResults", false);
    return made;
  }

  private void design(ObjectNode design) {
    var type = text("studyType");
    put(design, "studyType", code(type.replaceFirst("\\s*\\[.*", "")));
    if (type.contains("Patient Registry")) {
      design.put("patientRegistry", true);
    }
    putAll(design, "phases", PHASES.getOrDefault(text("phase"), List.of()));
  }

  private void treatments(ObjectNode module) {
    objects(module.putArray("armGroups"), texts("arms"), "label");
    var all = module.putArray("interventions");
    for (var one : flat.path("interventions")) {
      var treatment = all.addObject();
      put(treatment, "type", code(one.path("type").asString("")));
      put(treatment, "name", one.path("name").asString(""));
    }
  }

  private void eligibility(ObjectNode module) {
    put(module, "eligibilityCriteria", text("eligibility"));
    switch (text("healthyVolunteers")) {
      case "No" -> module.put("healthyVolunteers", false);
      case "Accepts Healthy Volunteers" -> module.put("healthyVolunteers", true);
      default -> {}
    }
    put(module, "sex", code(text("sex")));
    put(module, "minimumAge", limit("minAge"));
    put(module, "maximumAge", limit("maxAge"));
  }

  private String limit(String key) {
    return text(key).equals("N/A") ? "" : text(key);
  }

  private void derived(ObjectNode derived) {
    try {
      var processed = text("processed");
      if (!processed.isEmpty()) {
        derived
            .putObject("miscInfoModule")
            .put("versionHolder", LocalDate.parse(processed, PROCESSED).toString());
      }
    } catch (DateTimeException unreadable) {
      // When a copy was made is no part of the record; the record is good without it.
      derived.remove("miscInfoModule");
    }
    objects(
        derived.putObject("conditionBrowseModule").putArray("meshes"),
        texts("conditionMesh"),
        "term");
    objects(
        derived.putObject("interventionBrowseModule").putArray("meshes"),
        texts("interventionMesh"),
        "term");
  }

  private String text(String key) {
    return flat.path(key).asString("");
  }

  private List<String> texts(String key) {
    var texts = new ArrayList<String>();
    flat.path(key).forEach(one -> texts.add(one.asString("")));
    return texts;
  }

  private static String code(String words) {
    return words.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
  }

  private static void put(ObjectNode into, String key, String value) {
    if (!value.isEmpty()) {
      into.put(key, value);
    }
  }

  private static void putAll(ObjectNode into, String key, List<String> values) {
    if (!values.isEmpty()) {
      var array = into.putArray(key);
      values.forEach(array::add);
    }
  }

  private static void objects(ArrayNode into, List<String> values, String key) {
    values.forEach(value -> into.addObject().put(key, value));
  }
}
