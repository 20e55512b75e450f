package org.trialwright.records;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.trialwright.records.Vocabulary.Condition;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Invented records in the shape of the ClinicalTrials.gov API, version 2, as many as a register
 * holds: the same seed and number give the same bytes. Shares of statuses, phases, kinds, places
 * and posted results are roughly those of the register in 2025; numbers begin with {@code NCT8},
 * which it has not given out. Nobody and no house in them is real.
 */
public final class RecordGenerator {
  /** The day on which all of them were looked at. */
  private static final LocalDate TODAY = LocalDate.of(2026, 6, 30);

  private static final LocalDate OLDEST = LocalDate.of(2000, 1, 1);
  private static final int SPONSORS = 40_000;

  private static final String STATUS =
      "COMPLETED 54; UNKNOWN 14; RECRUITING 12.5; TERMINATED 5.8; NOT_YET_RECRUITING 4.5;"
          + " ACTIVE_NOT_RECRUITING 4; WITHDRAWN 2.8; ENROLLING_BY_INVITATION 0.9; SUSPENDED 0.3";
  private static final String PHASE =
      "NA 46; PHASE2 15; PHASE1 11; PHASE3 10; PHASE4 8.5; PHASE1+PHASE2 3.7; PHASE2+PHASE3 1.8;"
          + " EARLY_PHASE1 1.3; NONE 2.7";
  private static final String TREATMENT =
      "DRUG 42; OTHER 12; DEVICE 11; BEHAVIORAL 10; PROCEDURE 10; BIOLOGICAL 7;"
          + " DIAGNOSTIC_TEST 3.5; DIETARY_SUPPLEMENT 3; RADIATION 1.5; COMBINATION_PRODUCT 0.5;"
          + " GENETIC 0.5";
  private static final String OWNER =
      "OTHER 66; INDUSTRY 25; OTHER_GOV 4; NIH 3; NETWORK 1; FED 0.6; INDIV 0.3; UNKNOWN 0.1";
  private static final Set<String> OVER = Set.of("COMPLETED", "TERMINATED", "WITHDRAWN", "UNKNOWN");
  private static final Set<String> WAITING = Set.of("NOT_YET_RECRUITING", "WITHDRAWN");

  private final Chance chance;
  private final int number;
  private final ObjectNode root = JsonNodeFactory.instance.objectNode();
  private final ObjectNode protocol = root.putObject("protocolSection");

  private final List<Condition> conditions = new ArrayList<>();
  private final List<Treatment> treatments = new ArrayList<>();
  private final List<String> arms = new ArrayList<>();
  private final List<String> measures = new ArrayList<>();
  private final String type;
  private final String status;
  private final String ownerKind;
  private final String owner;
  private final LocalDate start;
  private final LocalDate end;
  private final LocalDate updated;
  private final InventedWords words;
  private boolean results;

  private record Treatment(String kind, String name) {}

  private RecordGenerator(long seed, int number) {
    this.chance = new Chance(seed, number);
    this.number = number;
    this.type = chance.weighted("INTERVENTIONAL 76.5; OBSERVATIONAL 23.3; EXPANDED_ACCESS 0.2");
    this.status =
        type.equals("EXPANDED_ACCESS")
            ? chance.weighted("AVAILABLE 4; NO_LONGER_AVAILABLE 4; APPROVED_FOR_MARKETING 2")
            : chance.weighted(STATUS);
    this.ownerKind = chance.weighted(OWNER);
    this.owner = owner();
    var began = began();
    this.start = began;
    this.end = ended(began);
    this.updated = changed();
    pickConditions();
    pickTreatments();
    this.words =
        new InventedWords(
            chance,
            conditions.getFirst(),
            treatments.getFirst().name(),
            treatments.getLast().name());
  }

  /**
   * One record as a line of JSON without line breaks; about 15,000 bytes in the mean, from 4,000 to
   * over 100,000.
   *
   * @param number from 0 to 9,999,999; part of the record's own number
   */
  public static String record(long seed, int number) {
    if (number < 0 || number > 9_999_999) {
      throw new IllegalArgumentException("there are numbers from 0 to 9999999, not " + number);
    }
    return RecordReader.compact(new RecordGenerator(seed, number).make());
  }

  private ObjectNode make() {
    identity(protocol.putObject("identificationModule"));
    dates(protocol.putObject("statusModule"));
    sponsors(protocol.putObject("sponsorCollaboratorsModule"));
    protocol
        .putObject("oversightModule")
        .put("oversightHasDmc", chance.in(0.35))
        .put("isFdaRegulatedDrug", treatments.getFirst().kind().equals("DRUG") && chance.in(0.4))
        .put("isFdaRegulatedDevice", treatments.getFirst().kind().equals("DEVICE"));
    texts(protocol.putObject("descriptionModule"));
    named(protocol.putObject("conditionsModule"));
    design(protocol.putObject("designModule"));
    groups(protocol.putObject("armsInterventionsModule"));
    outcomes(protocol.putObject("outcomesModule"));
    people(protocol.putObject("eligibilityModule"));
    places(protocol.putObject("contactsLocationsModule"));
    protocol
        .putObject("ipdSharingStatementModule")
        .put("ipdSharing", chance.weighted("NO 6; YES 2; UNDECIDED 2"))
        .put("description", words.say("descriptions"));
    posted();
    derived(root.putObject("derivedSection"));
    root.put("hasResults", results);
    return root;
  }

  // Who, when ----------------------------------------------------------------------------------

  private String owner() {
    int which = chance.oftenLow(SPONSORS);
    var name = InventedWords.name(which * 7 + 60);
    return switch (ownerKind) {
      case "INDUSTRY" ->
          name
              + " "
              + List.of("Pharmaceuticals", "Therapeutics", "Biotech", "Medical").get(which % 4);
      case "NIH", "FED" -> "National Institute of " + name + " Research";
      case "OTHER_GOV" -> "Ministry of Health of " + name;
      case "NETWORK" -> name + " Oncology Group";
      case "INDIV" -> name + " " + InventedWords.name(which + 3_000);
      default ->
          List.of("University of " + name, name + " University Hospital", name + " Foundation")
              .get(which % 3);
    };
  }

  private LocalDate began() {
    if (WAITING.contains(status)) {
      return chance.day(TODAY.minusMonths(3), TODAY.plusMonths(9));
    }
    return OVER.contains(status) || type.equals("EXPANDED_ACCESS")
        ? chance.day(OLDEST, TODAY.minusYears(1))
        : chance.day(TODAY.minusYears(5), TODAY.minusMonths(1));
  }

  private LocalDate ended(LocalDate began) {
    var planned = began.plusDays(60 + Math.min(4_000, chance.around(700, 0.7)));
    return OVER.contains(status)
        ? planned.isAfter(TODAY) ? TODAY.minusDays(chance.between(1, 200)) : planned
        : planned.isBefore(TODAY) ? TODAY.plusDays(chance.between(30, 900)) : planned;
  }

  private LocalDate changed() {
    return OVER.contains(status)
        ? chance.day(end, TODAY.isBefore(end.plusYears(3)) ? TODAY : end.plusYears(3))
        : chance.day(TODAY.minusYears(2), TODAY);
  }

  private String nct() {
    return "NCT8" + String.format(Locale.ROOT, "%07d", number);
  }

  private void identity(ObjectNode module) {
    module.put("nctId", nct());
    module
        .putObject("orgStudyIdInfo")
        .put("id", owner.substring(0, 2).toUpperCase(Locale.ROOT) + "-" + number * 7 % 99_991);
    if (chance.in(0.25)) {
      module
          .putArray("secondaryIdInfos")
          .addObject()
          .put("id", "20%02d-%06d-%02d".formatted(chance.between(4, 25), number % 999_983, 17))
          .put("type", "EUDRACT_NUMBER");
    }
    module.putObject("organization").put("fullName", owner).put("class", ownerKind);
    module.put("briefTitle", title("subjects"));
    module.put("officialTitle", title("designs"));
    if (chance.in(0.25)) {
      module.put(
          "acronym",
          InventedWords.name(chance.between(60, 200_000)).toUpperCase(Locale.ROOT)
              + (chance.in(0.3) ? "-" + chance.between(1, 9) : ""));
    }
  }

  private String title(String section) {
    var title = words.say(section);
    return conditions.size() > 1 && chance.in(0.3)
        ? title + " With " + conditions.get(1).name()
        : title;
  }

  private void dates(ObjectNode module) {
    module.put("statusVerifiedDate", updated.toString().substring(0, 7));
    module.put("overallStatus", status);
    if (status.equals("TERMINATED") || status.equals("WITHDRAWN")) {
      module.put("whyStopped", chance.weighted("Slow accrual 5; Funding 3; Sponsor decision 4"));
    }
    module.putObject("expandedAccessInfo").put("hasExpandedAccess", chance.in(0.01));
    date(module, "startDateStruct", start);
    date(module, "primaryCompletionDateStruct", end.minusDays(chance.between(0, 50)));
    date(module, "completionDateStruct", end);
    var first = start.minusDays(chance.between(-60, 200));
    var submitted = first.isAfter(updated) ? updated : first;
    module.put("studyFirstSubmitDate", submitted.toString());
    module.put("studyFirstSubmitQcDate", submitted.toString());
    module
        .putObject("studyFirstPostDateStruct")
        .put("date", submitted.plusDays(4).toString())
        .put("type", "ACTUAL");
    module.put("lastUpdateSubmitDate", updated.toString());
    module
        .putObject("lastUpdatePostDateStruct")
        .put("date", updated.toString())
        .put("type", "ACTUAL");
  }

  private static void date(ObjectNode module, String name, LocalDate day) {
    module
        .putObject(name)
        .put("date", day.getDayOfMonth() == 1 ? day.toString().substring(0, 7) : day.toString())
        .put("type", day.isAfter(TODAY) ? "ESTIMATED" : "ACTUAL");
  }

  private void sponsors(ObjectNode module) {
    var responsible = module.putObject("responsibleParty");
    if (ownerKind.equals("INDUSTRY")) {
      responsible.put("type", "SPONSOR");
    } else {
      responsible
          .put("type", "PRINCIPAL_INVESTIGATOR")
          .put("investigatorFullName", words.person())
          .put("investigatorTitle", "Professor")
          .put("investigatorAffiliation", owner);
    }
    module.putObject("leadSponsor").put("name", owner).put("class", ownerKind);
    if (chance.in(0.3)) {
      var others = module.putArray("collaborators");
      for (int i = chance.between(1, 3); i > 0; i--) {
        others
            .addObject()
            .put("name", InventedWords.name(chance.oftenLow(SPONSORS) * 7 + 60) + " Institute")
            .put("class", "OTHER");
      }
    }
  }

  // What ---------------------------------------------------------------------------------------

  private void pickConditions() {
    conditions.add(chance.oftenFirst(Vocabulary.CONDITIONS));
    while (chance.in(0.25) && conditions.size() < 5) {
      conditions.add(chance.one(Vocabulary.CONDITIONS));
    }
  }

  private void pickTreatments() {
    int many = 1 + Math.min(5, chance.around(0.8, 0.6));
    var kind = type.equals("EXPANDED_ACCESS") ? "DRUG" : chance.weighted(TREATMENT);
    for (int i = 0; i < many; i++) {
      var name = chance.oftenFirst(Vocabulary.lines(kind));
      // New substances have a code of their sponsor instead of a name.
      if (kind.equals("DRUG") && ownerKind.equals("INDUSTRY") && chance.in(0.4)) {
        name =
            owner.substring(0, 3).toUpperCase(Locale.ROOT)
                + "-"
                + (1_000 + chance.between(1, 8_999));
      }
      var one = new Treatment(kind, name);
      if (!treatments.contains(one)) {
        treatments.add(one);
      }
      kind = chance.in(0.7) ? kind : chance.weighted(TREATMENT);
    }
  }

  private void texts(ObjectNode module) {
    module.put(
        "briefSummary",
        String.join(" ", words.sentences("summaries", 2 + Math.min(8, chance.around(2.5, 0.6)))));
    if (chance.in(0.67)) {
      var said = words.sentences("descriptions", 3 + Math.min(60, chance.around(14, 0.8)));
      var text = new StringBuilder();
      for (int i = 0; i < said.size(); i++) {
        text.append(i == 0 ? "" : i % 4 == 0 ? "\n\n" : " ").append(said.get(i));
      }
      module.put("detailedDescription", text.toString());
    }
  }

  private void named(ObjectNode module) {
    var names = new LinkedHashSet<String>();
    for (var one : conditions) {
      var name = !one.names().isEmpty() && chance.in(0.25) ? chance.one(one.names()) : one.name();
      names.add(chance.in(0.12) ? chance.one(Vocabulary.lines("qualifiers")) + " " + name : name);
    }
    all(module.putArray("conditions"), names);
    if (chance.in(0.7)) {
      var keywords = new LinkedHashSet<String>();
      for (int i = chance.between(1, 6); i > 0; i--) {
        keywords.add(
            chance.in(0.5)
                ? chance.one(Vocabulary.lines("measures"))
                : chance.oftenFirst(Vocabulary.lines(chance.weighted(TREATMENT))));
      }
      conditions.forEach(one -> keywords.addAll(one.names()));
      all(module.putArray("keywords"), keywords);
    }
  }

  private static void all(ArrayNode into, Iterable<String> texts) {
    texts.forEach(into::add);
  }

  private void design(ObjectNode module) {
    module.put("studyType", type);
    if (type.equals("EXPANDED_ACCESS")) {
      return;
    }
    var info = JsonNodeFactory.instance.objectNode();
    if (type.equals("INTERVENTIONAL")) {
      var phase = chance.weighted(PHASE);
      if (!phase.equals("NONE")) {
        all(module.putArray("phases"), List.of(phase.split("\\+")));
      }
      boolean single = chance.in(0.32);
      info.put("allocation", single ? "NA" : chance.weighted("RANDOMIZED 88; NON_RANDOMIZED 12"));
      info.put(
          "interventionModel",
          single
              ? "SINGLE_GROUP"
              : chance.weighted("PARALLEL 84; CROSSOVER 10; SEQUENTIAL 3; FACTORIAL 3"));
      info.put(
          "primaryPurpose",
          chance.weighted(
              "TREATMENT 62; PREVENTION 11; SUPPORTIVE_CARE 7; BASIC_SCIENCE 6; DIAGNOSTIC 5;"
                  + " OTHER 5; HEALTH_SERVICES_RESEARCH 3; SCREENING 1"));
      info.putObject("maskingInfo")
          .put("masking", chance.weighted("NONE 52; SINGLE 12; DOUBLE 12; TRIPLE 9; QUADRUPLE 15"));
      int many = single ? 1 : 2 + Math.min(4, chance.around(0.4, 0.8));
      for (int i = 0; i < many; i++) {
        arms.add(
            (i == 0 ? "Experimental: " : "Control: ")
                + treatments.get(i % treatments.size()).name()
                + (i < treatments.size() ? "" : " " + (i + 1)));
      }
    } else {
      info.put(
          "observationalModel",
          chance.weighted("COHORT 70; CASE_CONTROL 15; CASE_ONLY 8; OTHER 7"));
      info.put(
          "timePerspective",
          chance.weighted("PROSPECTIVE 65; RETROSPECTIVE 20; CROSS_SECTIONAL 15"));
      arms.add("Cohort of " + conditions.getFirst().name());
    }
    module.set("designInfo", info);
    module
        .putObject("enrollmentInfo")
        .put("count", status.equals("WITHDRAWN") ? 0 : Math.max(1, chance.around(70, 1.3)))
        .put("type", OVER.contains(status) ? "ACTUAL" : "ESTIMATED");
  }

  private void groups(ObjectNode module) {
    if (!arms.isEmpty()) {
      var groups = module.putArray("armGroups");
      for (int i = 0; i < arms.size(); i++) {
        var treatment = treatments.get(i % treatments.size());
        var arm = groups.addObject().put("label", arms.get(i));
        if (type.equals("INTERVENTIONAL")) {
          arm.put(
              "type",
              i == 0
                  ? "EXPERIMENTAL"
                  : treatment.name().equals("Placebo")
                      ? "PLACEBO_COMPARATOR"
                      : "ACTIVE_COMPARATOR");
        }
        arm.put("description", words.say("descriptions"));
        arm.putArray("interventionNames").add(told(treatment.kind()) + ": " + treatment.name());
      }
    }
    var all = module.putArray("interventions");
    for (int i = 0; i < treatments.size(); i++) {
      var one =
          all.addObject()
              .put("type", treatments.get(i).kind())
              .put("name", treatments.get(i).name())
              .put("description", words.say("descriptions"));
      if (i < arms.size()) {
        one.putArray("armGroupLabels").add(arms.get(i));
      }
    }
  }

  /** {@code DIETARY_SUPPLEMENT} as it stands before the name of a treatment. */
  private static String told(String kind) {
    var words = kind.replace('_', ' ').toLowerCase(Locale.ROOT);
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private void outcomes(ObjectNode module) {
    var names = words.sentences("measures", 1 + Math.min(50, chance.around(8, 0.9)));
    int primary = Math.min(names.size(), chance.in(0.75) ? 1 : chance.between(2, 4));
    outcomes(module.putArray("primaryOutcomes"), names.subList(0, primary));
    if (primary < names.size()) {
      outcomes(module.putArray("secondaryOutcomes"), names.subList(primary, names.size()));
    }
    measures.addAll(names);
  }

  private void outcomes(ArrayNode into, List<String> names) {
    for (var name : names) {
      var one = into.addObject().put("measure", name);
      if (chance.in(0.75)) {
        one.put("description", words.say("explanations") + " " + words.say("descriptions"));
      }
      one.put("timeFrame", words.say("times"));
    }
  }

  // For whom, where ----------------------------------------------------------------------------

  private void people(ObjectNode module) {
    var text = new StringBuilder("Inclusion Criteria:\n");
    words
        .sentences("inclusion", 3 + Math.min(25, chance.around(5, 0.6)))
        .forEach(one -> text.append("\n* ").append(one));
    text.append("\n\nExclusion Criteria:\n");
    words
        .sentences("exclusion", 3 + Math.min(40, chance.around(8, 0.7)))
        .forEach(one -> text.append("\n* ").append(one));
    module.put("eligibilityCriteria", text.toString());
    module.put("healthyVolunteers", chance.in(0.25));
    module.put("sex", chance.weighted("ALL 86; FEMALE 10; MALE 4"));
    int lowest = 0;
    int highest = 200;
    if (chance.in(0.02)) {
      module.put("minimumAge", chance.between(1, 11) + " Months");
      module.put("maximumAge", chance.between(12, 60) + " Months");
      highest = 5;
    } else {
      if (chance.in(0.93)) {
        lowest = Integer.parseInt(chance.weighted("18 80; 20 4; 40 3; 50 3; 65 2; 12 4; 6 3; 1 1"));
        module.put("minimumAge", lowest + " Years");
      }
      if (chance.in(0.55)) {
        highest = lowest < 12 && chance.in(0.6) ? 17 : chance.between(Math.max(60, lowest), 99);
        module.put("maximumAge", highest + " Years");
      }
    }
    var groups = module.putArray("stdAges");
    if (lowest < 18) {
      groups.add("CHILD");
    }
    if (lowest < 65 && highest >= 18) {
      groups.add("ADULT");
    }
    if (highest >= 65) {
      groups.add("OLDER_ADULT");
    }
  }

  private void places(ObjectNode module) {
    boolean open = status.equals("RECRUITING");
    if (open || status.equals("NOT_YET_RECRUITING")) {
      contact(module.putArray("centralContacts").addObject(), true);
    }
    module
        .putArray("overallOfficials")
        .addObject()
        .put("name", words.person() + ", MD")
        .put("affiliation", owner)
        .put("role", "PRINCIPAL_INVESTIGATOR");
    int many =
        switch (chance.weighted("none 9; one 62; few 14; some 8; many 5.5; most 1.5")) {
          case "none" -> 0;
          case "one" -> 1;
          case "few" -> chance.between(2, 5);
          case "some" -> chance.between(6, 20);
          case "many" -> chance.between(21, 100);
          default -> chance.between(101, 400);
        };
    if (many == 0) {
      return;
    }
    var all = module.putArray("locations");
    var home = chance.oftenFirst(Vocabulary.CITIES);
    for (int i = 0; i < many; i++) {
      var city =
          i == 0 || (many < 6 && chance.in(0.6)) ? home : chance.oftenFirst(Vocabulary.CITIES);
      place(all.addObject(), city, open);
    }
  }

  private void place(ObjectNode place, Vocabulary.City city, boolean open) {
    place.put("facility", InventedWords.house(city.name(), chance.oftenLow(60)));
    if (open) {
      place.put(
          "status",
          chance.weighted("RECRUITING 82; NOT_YET_RECRUITING 8; COMPLETED 6; WITHDRAWN 4"));
    }
    place.put("city", city.name());
    if (!city.state().isEmpty()) {
      place.put("state", city.state());
    }
    place.put("zip", String.valueOf(chance.between(10_000, 99_999)));
    place.put("country", city.country());
    if (open && chance.in(0.6)) {
      contact(place.putArray("contacts").addObject(), false);
    }
    if (chance.in(0.96)) {
      place.putObject("geoPoint").put("lat", city.lat()).put("lon", city.lon());
    }
  }

  private void contact(ObjectNode contact, boolean central) {
    contact
        .put("name", words.person())
        .put("role", central || chance.in(0.7) ? "CONTACT" : "PRINCIPAL_INVESTIGATOR")
        .put("phone", "555-01" + chance.between(10, 99))
        .put("email", "contact" + chance.between(1, 9_999) + "@example.org");
  }

  // What came out, what the register adds ------------------------------------------------------

  private void posted() {
    results =
        type.equals("INTERVENTIONAL")
            && (status.equals("COMPLETED") || status.equals("TERMINATED"))
            && chance.in(ownerKind.equals("INDUSTRY") ? 0.45 : 0.2);
    if (results) {
      var people = arms.stream().map(_ -> Math.max(4, chance.around(60, 0.9))).toList();
      new InventedResults(chance, words, arms, people)
          .write(
              root.putObject("resultsSection"),
              measures.subList(0, Math.min(measures.size(), 4 + chance.around(12, 0.7))));
    }
  }

  private void derived(ObjectNode derived) {
    derived.putObject("miscInfoModule").put("versionHolder", TODAY.toString());
    var meshes = JsonNodeFactory.instance.arrayNode();
    var above = new LinkedHashSet<String>();
    for (var one : conditions) {
      if (!one.term().isEmpty()) {
        meshes.addObject().put("id", mesh(one.term())).put("term", one.term());
        above.addAll(one.above());
      }
    }
    if (!meshes.isEmpty()) {
      var module = derived.putObject("conditionBrowseModule");
      module.set("meshes", meshes);
      var wider = module.putArray("ancestors");
      above.forEach(term -> wider.addObject().put("id", mesh(term)).put("term", term));
    }
    var substances =
        treatments.stream()
            .filter(one -> one.kind().equals("DRUG") || one.kind().equals("BIOLOGICAL"))
            .filter(one -> !one.name().matches(".*\\d.*|Placebo"))
            .toList();
    if (!substances.isEmpty()) {
      var terms = derived.putObject("interventionBrowseModule").putArray("meshes");
      substances.forEach(
          one -> terms.addObject().put("id", mesh(one.name())).put("term", one.name()));
    }
  }

  private static String mesh(String term) {
    return "D" + String.format(Locale.ROOT, "%06d", Math.floorMod(term.hashCode(), 1_000_000));
  }
}
