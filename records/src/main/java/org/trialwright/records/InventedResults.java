package org.trialwright.records;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Posted results of an invented trial: flow, baseline, outcomes, adverse events. */
record InventedResults(
    Chance chance, InventedWords words, List<String> arms, List<Integer> people) {
  private static final String FLOW = "FG";
  private static final String BASELINE = "BG";
  private static final String OUTCOME = "OG";
  private static final String EVENTS = "EG";

  void write(ObjectNode results, List<String> outcomes) {
    flow(results.putObject("participantFlowModule"));
    baseline(results.putObject("baselineCharacteristicsModule"));
    var measures = results.putObject("outcomeMeasuresModule").putArray("outcomeMeasures");
    for (int i = 0; i < outcomes.size(); i++) {
      outcome(measures.addObject(), outcomes.get(i), i == 0 ? "PRIMARY" : "SECONDARY");
    }
    events(results.putObject("adverseEventsModule"));
    var more = results.putObject("moreInfoModule");
    more.putObject("certainAgreement").put("piSponsorEmployee", chance.in(0.4));
    more.putObject("pointOfContact")
        .put("title", words.person())
        .put("organization", InventedWords.name(chance.between(0, 50_000)) + " Institute")
        .put("email", "contact@example.org")
        .put("phone", "555-0100");
  }

  private static String id(String kind, int arm) {
    return kind + String.format(Locale.ROOT, "%03d", arm);
  }

  private void groups(ArrayNode groups, String kind) {
    for (int i = 0; i < arms.size(); i++) {
      groups
          .addObject()
          .put("id", id(kind, i))
          .put("title", arms.get(i))
          .put("description", words.say("summaries"));
    }
  }

  private void flow(ObjectNode module) {
    module.put("recruitmentDetails", words.say("descriptions"));
    groups(module.putArray("groups"), FLOW);
    var period = module.putArray("periods").addObject();
    period.put("title", "Overall Study");
    var milestones = period.putArray("milestones");
    var gone = people.stream().map(many -> chance.between(0, Math.max(0, many / 5))).toList();
    for (var type : List.of("STARTED", "COMPLETED", "NOT COMPLETED")) {
      var achievements = milestones.addObject().put("type", type).putArray("achievements");
      for (int i = 0; i < arms.size(); i++) {
        int many =
            switch (type) {
              case "STARTED" -> people.get(i);
              case "COMPLETED" -> people.get(i) - gone.get(i);
              default -> gone.get(i);
            };
        achievements
            .addObject()
            .put("groupId", id(FLOW, i))
            .put("numSubjects", String.valueOf(many));
      }
    }
    var reasons = period.putArray("dropWithdraws").addObject().put("type", "Withdrawal by Subject");
    var each = reasons.putArray("reasons");
    for (int i = 0; i < arms.size(); i++) {
      each.addObject().put("groupId", id(FLOW, i)).put("numSubjects", String.valueOf(gone.get(i)));
    }
  }

  private void denoms(ObjectNode into, String kind) {
    var denom = into.putArray("denoms").addObject().put("units", "Participants");
    var counts = denom.putArray("counts");
    for (int i = 0; i < arms.size(); i++) {
      counts.addObject().put("groupId", id(kind, i)).put("value", String.valueOf(people.get(i)));
    }
  }

  private void baseline(ObjectNode module) {
    groups(module.putArray("groups"), BASELINE);
    denoms(module, BASELINE);
    var measures = module.putArray("measures");
    var age =
        measures
            .addObject()
            .put("title", "Age, Continuous")
            .put("paramType", "MEAN")
            .put("dispersionType", "STANDARD_DEVIATION")
            .put("unitOfMeasure", "years");
    measured(age.putArray("classes").addObject(), BASELINE, 30, 70, true);
    for (var title : List.of("Sex: Female, Male", "Race (NIH/OMB)", "Region of Enrollment")) {
      var counted =
          measures
              .addObject()
              .put("title", title)
              .put("paramType", "COUNT_OF_PARTICIPANTS")
              .put("unitOfMeasure", "Participants");
      var categories = counted.putArray("classes").addObject().putArray("categories");
      for (var category : categories(title)) {
        var measurements = categories.addObject().put("title", category).putArray("measurements");
        for (int i = 0; i < arms.size(); i++) {
          measurements
              .addObject()
              .put("groupId", id(BASELINE, i))
              .put("value", String.valueOf(chance.between(0, people.get(i))));
        }
      }
    }
  }

  private static List<String> categories(String title) {
    return switch (title) {
      case "Sex: Female, Male" -> List.of("Female", "Male");
      case "Region of Enrollment" -> List.of("North", "South", "East", "West");
      default ->
          List.of(
              "American Indian or Alaska Native",
              "Asian",
              "Native Hawaiian or Other Pacific Islander",
              "Black or African American",
              "White",
              "More than one race",
              "Unknown or Not Reported");
    };
  }

  private void measured(ObjectNode one, String kind, int low, int high, boolean spread) {
    var measurements = one.putArray("categories").addObject().putArray("measurements");
    for (int i = 0; i < arms.size(); i++) {
      var cell =
          measurements
              .addObject()
              .put("groupId", id(kind, i))
              .put("value", number(chance.between(low * 10, high * 10)));
      if (spread) {
        cell.put("spread", number(chance.between(5, 250)));
      }
    }
  }

  /** Tenths as they are written. */
  private static String number(int tenths) {
    return tenths / 10 + "." + tenths % 10;
  }

  private void outcome(ObjectNode one, String title, String type) {
    one.put("type", type)
        .put("title", title)
        .put("description", words.say("explanations") + " " + words.say("descriptions"))
        .put("populationDescription", words.say("descriptions"))
        .put("reportingStatus", "POSTED")
        .put("paramType", "MEAN")
        .put("dispersionType", "STANDARD_DEVIATION")
        .put("unitOfMeasure", "score on a scale")
        .put("timeFrame", words.say("times"));
    groups(one.putArray("groups"), OUTCOME);
    denoms(one, OUTCOME);
    var classes = one.putArray("classes");
    int visits = chance.between(1, 12);
    for (int i = 0; i < visits; i++) {
      var visit = classes.addObject().put("title", "Week " + (i * 4 + 4));
      measured(visit, OUTCOME, 0, 100, true);
    }
    if (type.equals("PRIMARY") && arms.size() > 1) {
      var analysis = one.putArray("analyses").addObject();
      var groups = analysis.putArray("groupIds");
      groups.add(id(OUTCOME, 0)).add(id(OUTCOME, 1));
      analysis
          .put("groupDescription", words.say("descriptions"))
          .put("nonInferiorityType", "SUPERIORITY")
          .put("pValue", "0." + chance.between(1, 999))
          .put("statisticalMethod", "ANCOVA");
    }
  }

  private void events(ObjectNode module) {
    module.put("frequencyThreshold", "5").put("timeFrame", words.say("times"));
    var groups = module.putArray("eventGroups");
    for (int i = 0; i < arms.size(); i++) {
      groups
          .addObject()
          .put("id", id(EVENTS, i))
          .put("title", arms.get(i))
          .put("description", words.say("summaries"))
          .put("seriousNumAffected", chance.between(0, people.get(i)))
          .put("seriousNumAtRisk", people.get(i))
          .put("otherNumAffected", chance.between(0, people.get(i)))
          .put("otherNumAtRisk", people.get(i));
    }
    var left = new ArrayList<>(Vocabulary.EVENTS);
    list(module.putArray("seriousEvents"), left, Math.min(12, chance.around(5, 0.8)));
    list(module.putArray("otherEvents"), left, Math.min(35, 4 + chance.around(12, 0.7)));
  }

  private void list(ArrayNode events, List<Vocabulary.Event> left, int many) {
    for (int i = 0; i < many && !left.isEmpty(); i++) {
      var event = left.remove(chance.between(0, left.size() - 1));
      var one =
          events
              .addObject()
              .put("term", event.term())
              .put("organSystem", event.system())
              .put("sourceVocabulary", "MedDRA")
              .put("assessmentType", "SYSTEMATIC_ASSESSMENT");
      var stats = one.putArray("stats");
      for (int arm = 0; arm < arms.size(); arm++) {
        int affected = chance.between(0, Math.max(1, people.get(arm) / 4));
        stats
            .addObject()
            .put("groupId", id(EVENTS, arm))
            .put("numEvents", affected)
            .put("numAffected", affected)
            .put("numAtRisk", people.get(arm));
      }
    }
  }
}
