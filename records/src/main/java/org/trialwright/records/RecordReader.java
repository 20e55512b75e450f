package org.trialwright.records;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.trialwright.records.TrialRecord.Arm;
import org.trialwright.records.TrialRecord.Contact;
import org.trialwright.records.TrialRecord.Day;
import org.trialwright.records.TrialRecord.Design;
import org.trialwright.records.TrialRecord.Eligibility;
import org.trialwright.records.TrialRecord.Location;
import org.trialwright.records.TrialRecord.Outcome;
import org.trialwright.records.TrialRecord.Sponsor;
import org.trialwright.records.TrialRecord.Terms;
import org.trialwright.records.TrialRecord.Treatment;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads one record in the JSON of the ClinicalTrials.gov API, version 2. */
public final class RecordReader {
  private static final Pattern TURNING =
      Pattern.compile("[\\x{202a}-\\x{202e}\\x{2066}-\\x{2069}]");
  private static final int DEEPEST = 60;
  private static final int LONGEST_TEXT = 2_000_000;
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxStringLength(LONGEST_TEXT)
                          .build())
                  .build())
          .build();

  private final JsonNode root;
  private final JsonNode protocol;

  private RecordReader(JsonNode root) {
    this.root = root;
    this.protocol = root.path("protocolSection");
  }

  /** What cannot be read, and why. */
  public static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    Refused(String why) {
      super(why);
    }
  }

  /**
   * @throws Refused when it is no JSON, is nested too deeply, holds a text beyond two million
   *     characters, or names no trial
   */
  public static TrialRecord read(String json) {
    return read(tree(json));
  }

  /**
   * A record that is in no register: it goes by the number that its sponsor gave it.
   *
   * @throws Refused when it is no JSON within the bounds
   */
  public static TrialRecord unregistered(String json) {
    var reader = new RecordReader(tree(json));
    return reader.record(text(reader.identity().path("orgStudyIdInfo"), "id"));
  }

  static TrialRecord read(JsonNode root) {
    if (!root.path("protocolSection").isObject()) {
      throw new Refused("it has no 'protocolSection'; a record of the API version 2 is needed");
    }
    var reader = new RecordReader(root);
    var record = reader.record(written(reader.identity(), "nctId"));
    if (record.id().isBlank()) {
      throw new Refused("it has no 'protocolSection.identificationModule.nctId'");
    }
    return record;
  }

  /**
   * Any JSON within the bounds.
   *
   * @throws Refused when it is none
   */
  static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JacksonException unreadable) {
      throw unreadable(unreadable);
    }
  }

  static Refused unreadable(JacksonException unreadable) {
    var place =
        Optional.ofNullable(unreadable.getLocation())
            .map(at -> " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")")
            .orElse("");
    return new Refused("it is not readable JSON: " + unreadable.getOriginalMessage() + place);
  }

  /** Within the same bounds, piece by piece. */
  static JsonParser parser(InputStream stream) {
    return JSON.createParser(stream);
  }

  static JsonNode tree(JsonParser parser) {
    return JSON.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).readTree(parser);
  }

  /** JSON without line breaks and spaces, its keys in their order. */
  static String compact(JsonNode tree) {
    return JSON.writeValueAsString(tree);
  }

  private JsonNode identity() {
    return protocol.path("identificationModule");
  }

  private TrialRecord record(String id) {
    var identity = identity();
    var status = protocol.path("statusModule");
    var texts = protocol.path("descriptionModule");
    var conditions = protocol.path("conditionsModule");
    var arms = protocol.path("armsInterventionsModule");
    var outcomes = protocol.path("outcomesModule");
    var places = protocol.path("contactsLocationsModule");
    var others = new ArrayList<>(each(outcomes, "secondaryOutcomes", RecordReader::outcome));
    others.addAll(each(outcomes, "otherOutcomes", RecordReader::outcome));
    return new TrialRecord(
        id,
        otherIds(identity),
        text(identity, "briefTitle"),
        text(identity, "officialTitle"),
        text(identity, "acronym"),
        sponsor(),
        text(status, "overallStatus"),
        text(status, "statusVerifiedDate"),
        day(status, "startDateStruct"),
        day(status, "primaryCompletionDateStruct"),
        day(status, "completionDateStruct"),
        day(status, "lastUpdatePostDateStruct").date(),
        text(texts, "briefSummary"),
        text(texts, "detailedDescription"),
        texts(conditions, "conditions"),
        texts(conditions, "keywords"),
        design(),
        each(arms, "armGroups", RecordReader::arm),
        each(arms, "interventions", RecordReader::treatment),
        each(outcomes, "primaryOutcomes", RecordReader::outcome),
        others,
        eligibility(),
        each(places, "centralContacts", RecordReader::contact),
        each(places, "locations", RecordReader::location),
        terms(),
        root.path("hasResults").asBoolean(false) || root.path("resultsSection").isObject());
  }

  private Terms terms() {
    var derived = root.path("derivedSection");
    var conditions = derived.path("conditionBrowseModule");
    var treatments = derived.path("interventionBrowseModule");
    return new Terms(
        each(conditions, "meshes", one -> text(one, "term")),
        each(conditions, "ancestors", one -> text(one, "term")),
        each(treatments, "meshes", one -> text(one, "term")),
        each(treatments, "ancestors", one -> text(one, "term")));
  }

  private static List<String> otherIds(JsonNode identity) {
    var ids = new ArrayList<String>();
    ids.add(text(identity.path("orgStudyIdInfo"), "id"));
    identity.path("secondaryIdInfos").forEach(one -> ids.add(text(one, "id")));
    ids.removeIf(String::isBlank);
    return ids;
  }

  private Sponsor sponsor() {
    var module = protocol.path("sponsorCollaboratorsModule");
    var lead = module.path("leadSponsor");
    return new Sponsor(
        text(lead, "name"),
        text(lead, "class"),
        each(module, "collaborators", one -> text(one, "name")));
  }

  private Design design() {
    var module = protocol.path("designModule");
    var info = module.path("designInfo");
    var masking = info.path("maskingInfo");
    var enrolment = module.path("enrollmentInfo");
    return new Design(
        text(module, "studyType"),
        texts(module, "phases"),
        text(info, "primaryPurpose"),
        text(info, "allocation"),
        text(info, "interventionModel"),
        text(masking, "masking"),
        text(masking, "maskingDescription"),
        text(enrolment, "count"),
        text(enrolment, "type"));
  }

  private static Arm arm(JsonNode one) {
    return new Arm(
        text(one, "label"),
        text(one, "type"),
        text(one, "description"),
        texts(one, "interventionNames"));
  }

  private static Treatment treatment(JsonNode one) {
    return new Treatment(
        text(one, "type"),
        text(one, "name"),
        text(one, "description"),
        texts(one, "armGroupLabels"),
        texts(one, "otherNames"));
  }

  private static Outcome outcome(JsonNode one) {
    return new Outcome(text(one, "measure"), text(one, "description"), text(one, "timeFrame"));
  }

  private Eligibility eligibility() {
    var module = protocol.path("eligibilityModule");
    var criteria = text(module, "eligibilityCriteria");
    return new Eligibility(
        Criteria.read(criteria),
        criteria,
        text(module, "sex"),
        text(module, "minimumAge"),
        text(module, "maximumAge"),
        text(module, "healthyVolunteers"));
  }

  private static Contact contact(JsonNode one) {
    return new Contact(
        text(one, "name"), text(one, "role"), text(one, "phone"), text(one, "email"));
  }

  private static Location location(JsonNode one) {
    return new Location(
        text(one, "facility"),
        text(one, "status"),
        text(one, "city"),
        text(one, "state"),
        text(one, "country"),
        spot(one.path("geoPoint")));
  }

  private static Optional<Spot> spot(JsonNode point) {
    return point.path("lat").isNumber() && point.path("lon").isNumber()
        ? Spot.of(point.path("lat").asDouble(), point.path("lon").asDouble())
        : Optional.empty();
  }

  private static Day day(JsonNode module, String name) {
    var day = module.path(name);
    return new Day(text(day, "date"), text(day, "type"));
  }

  /**
   * A text, number or yes/no as it is written, without signs that turn the direction of what
   * follows; empty for anything else.
   */
  private static String text(JsonNode node, String name) {
    return straight(written(node, name));
  }

  private static String straight(String text) {
    // Hardly any text has such a sign, and every text of every record passes here.
    return text.chars().anyMatch(sign -> sign >= '\u202a' && sign <= '\u2069')
        ? TURNING.matcher(text).replaceAll("")
        : text;
  }

  private static String written(JsonNode node, String name) {
    var value = node.path(name);
    return value.isValueNode() && !value.isNull() ? value.asString() : "";
  }

  private static List<String> texts(JsonNode node, String name) {
    var texts = new ArrayList<String>();
    for (var one : node.path(name)) {
      if (one.isValueNode() && !one.isNull()) {
        texts.add(straight(one.asString()));
      }
    }
    return texts;
  }

  private static <T> List<T> each(JsonNode node, String name, Function<JsonNode, T> reader) {
    var all = new ArrayList<T>();
    for (var one : node.path(name)) {
      all.add(reader.apply(one));
    }
    return all;
  }
}
