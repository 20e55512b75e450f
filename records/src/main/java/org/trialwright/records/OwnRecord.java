package org.trialwright.records;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.trialwright.study.Condition;
import org.trialwright.study.How;
import org.trialwright.study.Measure;
import org.trialwright.study.Speaker;
import org.trialwright.study.Study;
import org.trialwright.study.Who;
import tools.jackson.databind.json.JsonMapper;

/**
 * A study that is in no register, in the shape of the ClinicalTrials.gov API, version 2. What its
 * folder does not say is not there: no number of a register, no status, no dates, no places.
 */
public final class OwnRecord {
  private static final List<String> MASKING =
      List.of("NONE", "SINGLE", "DOUBLE", "TRIPLE", "QUADRUPLE");

  private final Study study;
  private final Speaker speaker;

  private OwnRecord(Study study) {
    this.study = study;
    this.speaker = Speaker.of(study, "en");
  }

  /** The record as JSON, its sentences in English. */
  public static String json(Study study) {
    return JsonMapper.shared()
        .writerWithDefaultPrettyPrinter()
        .writeValueAsString(new OwnRecord(study).record());
  }

  private Map<String, Object> record() {
    var protocol = new LinkedHashMap<String, Object>();
    protocol.put(
        "identificationModule",
        Map.of("orgStudyIdInfo", Map.of("id", study.name()), "briefTitle", study.name()));
    protocol.put("designModule", design());
    protocol.put("armsInterventionsModule", Map.of("armGroups", arms(), "interventions", given()));
    protocol.put(
        "outcomesModule",
        Map.of("primaryOutcomes", outcomes(true), "secondaryOutcomes", outcomes(false)));
    protocol.put("eligibilityModule", eligibility());
    return Map.of("protocolSection", protocol);
  }

  private Map<String, Object> design() {
    var how = study.how();
    var design = new LinkedHashMap<String, Object>();
    var info = new LinkedHashMap<String, Object>();
    if (!(how.allocation() instanceof How.NoAllocation)) {
      design.put("studyType", "INTERVENTIONAL");
      info.put("allocation", how.allocation().byChance() ? "RANDOMIZED" : "NON_RANDOMIZED");
    }
    int hidden = how.masking().equals("none") ? 0 : how.masking().split(",").length;
    info.put("maskingInfo", Map.of("masking", MASKING.get(Math.min(hidden, 4))));
    design.put("designInfo", info);
    study
        .targetNumber()
        .ifPresent(
            people -> design.put("enrollmentInfo", Map.of("count", people, "type", "ESTIMATED")));
    return design;
  }

  private List<Map<String, Object>> arms() {
    return study.how().arms().stream()
        .map(arm -> Map.<String, Object>of("label", arm.label(), "type", kind(arm.kind())))
        .toList();
  }

  private static String kind(String kind) {
    return kind.equals("no treatment")
        ? "NO_INTERVENTION"
        : kind.toUpperCase(Locale.ROOT).replace(' ', '_');
  }

  private List<Map<String, Object>> given() {
    return study.what().drugs().stream()
        .map(
            drug ->
                Map.<String, Object>of(
                    "type",
                    "DRUG",
                    "name",
                    speaker.drug(drug.name()).text(),
                    "armGroupLabels",
                    study.how().arms().stream()
                        .filter(arm -> drug.arms().isEmpty() || drug.arms().contains(arm.name()))
                        .map(How.Arm::label)
                        .toList()))
        .toList();
  }

  private List<Map<String, String>> outcomes(boolean primary) {
    return study.measure().endpoints().stream()
        .filter(one -> one.primary() == primary)
        .map((Measure.Endpoint one) -> Map.of("measure", speaker.endpoint(one).text()))
        .toList();
  }

  private Map<String, Object> eligibility() {
    var eligibility = new LinkedHashMap<String, Object>();
    eligibility.put(
        "eligibilityCriteria",
        "Inclusion Criteria:\n\n%s\n\nExclusion Criteria:\n\n%s"
            .formatted(sentences(Who.Kind.INCLUDE), sentences(Who.Kind.EXCLUDE))
            .strip());
    study
        .who()
        .criterion("age")
        .map(age -> age.rules().getFirst().condition())
        .filter(Condition.Within.class::isInstance)
        .map(Condition.Within.class::cast)
        .ifPresent(
            age -> {
              years(eligibility, "minimumAge", age.low());
              years(eligibility, "maximumAge", age.high());
            });
    return eligibility;
  }

  /** Each once, however many rules judge it. */
  private String sentences(Who.Kind kind) {
    return study.who().criteria().stream()
        .filter(criterion -> criterion.kind() == kind)
        .map(criterion -> "* " + speaker.criterion(criterion).text())
        .distinct()
        .collect(Collectors.joining("\n"));
  }

  private static void years(Map<String, Object> eligibility, String name, double years) {
    if (Double.isFinite(years)) {
      eligibility.put(name, (long) years + " Years");
    }
  }
}
