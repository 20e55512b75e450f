package org.trialwright.registry.record;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.trialwright.records.TrialRecord;
import tools.jackson.databind.json.JsonMapper;

/** A record for search engines, as a {@code MedicalTrial} of schema.org. */
final class StructuredData {
  private static final Map<String, String> STATUS =
      Map.of(
          "RECRUITING", "Recruiting",
          "NOT_YET_RECRUITING", "NotYetRecruiting",
          "ENROLLING_BY_INVITATION", "EnrollingByInvitation",
          "ACTIVE_NOT_RECRUITING", "ActiveNotRecruiting",
          "COMPLETED", "Completed",
          "SUSPENDED", "Suspended",
          "TERMINATED", "Terminated",
          "WITHDRAWN", "Withdrawn");

  private StructuredData() {}

  /** JSON that may stand inside HTML: a sign that could end the element is written as a code. */
  static String of(TrialRecord record) {
    Map<String, Object> trial = new LinkedHashMap<>();
    trial.put("@context", "https://schema.org");
    trial.put("@type", "MedicalTrial");
    trial.put("identifier", record.id());
    trial.put("name", record.briefTitle());
    trial.put("alternateName", record.acronym());
    trial.put("description", record.summary());
    trial.put("healthCondition", named("MedicalCondition", record.conditions()));
    trial.put("sponsor", named("Organization", List.of(record.sponsor().name())));
    trial.put(
        "studyLocation",
        named(
            "AdministrativeArea",
            record.locations().stream().map(TrialRecord.Location::country).distinct().toList()));
    if (STATUS.containsKey(record.status())) {
      trial.put("status", "https://schema.org/" + STATUS.get(record.status()));
    }
    trial.values().removeIf(value -> value.equals("") || value.equals(List.of()));
    return JsonMapper.shared().writeValueAsString(trial).replace("<", "\\u003c");
  }

  private static List<Map<String, String>> named(String type, List<String> names) {
    return names.stream()
        .filter(name -> !name.isBlank())
        .map(name -> Map.of("@type", type, "name", name))
        .toList();
  }
}
