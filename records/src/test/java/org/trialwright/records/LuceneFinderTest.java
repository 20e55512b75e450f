package org.trialwright.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialwright.records.Finder.What;
import org.trialwright.records.Search.Facet;
import org.trialwright.records.Search.Near;
import org.trialwright.records.Search.Order;

/** What a list of trials must never get wrong, each on records made for it. */
class LuceneFinderTest {
  private static final Spot BERLIN = new Spot(52.52, 13.41);
  private static final Spot PARIS = new Spot(48.86, 2.35);

  private static LuceneFinder finder;

  /** One record a line: number, status, phases, ages, condition, treatment, places. */
  private static final String RECORDS =
      """
      NCT00000001 | RECRUITING     | PHASE3        | 18 Years  |           | Asthma              | Alpha | Berlin RECRUITING
      NCT00000002 | RECRUITING     | PHASE1,PHASE2 | 6 Months  | 24 Months | Asthma              | Beta  | Berlin COMPLETED; Paris RECRUITING
      NCT00000003 | RECRUITING     | PHASE2,PHASE3 | 18 Years  | 75 Years  | Asthma              | Gamma | Berlin COMPLETED
      NCT00000004 | COMPLETED      | PHASE2        | N/A       | soon      | Gout                | Delta | Berlin COMPLETED
      NCT00000005 | RECRUITING     |               |           |           | Gout                | Alpha |
      NCT00000006 | NOT_YET_RECRUITING | PHASE4    | 18 Years  |           | Heart Attack        | Beta  | Berlin
      NCT00000007 | RECRUITING     | PHASE3        | 18 Years  |           | Heart Attack        | Gamma | Paris
      NCT00000008 | RECRUITING     | PHASE3        | 18 Years  |           | Coronary Occlusion  | Gamma | Paris
      NCT00000009 | COMPLETED      | PHASE3        | 18 Years  |           | Anaemia             | Delta | Paris
      """;

  private static final Map<String, String> TERMS =
      Map.of(
          "Heart Attack", "Myocardial Infarction",
          "Coronary Occlusion", "Myocardial Infarction",
          "Anaemia", "Anemia");

  @BeforeAll
  static void index() throws IOException {
    var directory = new ByteBuffersDirectory();
    try (var indexing = new Indexing(directory, false)) {
      for (var line : RECORDS.lines().toList()) {
        indexing.add(RecordReader.read(json(line.split("\\|", -1))));
      }
      indexing.add(RecordReader.read(hostile()));
    }
    finder = new LuceneFinder(directory);
  }

  @AfterAll
  static void close() {
    finder.close();
  }

  private static String json(String[] cells) {
    var cell = List.of(cells).stream().map(String::strip).toList();
    var places = new ArrayList<String>();
    for (var place : cell.get(7).split(";")) {
      if (!place.isBlank()) {
        var words = place.strip().split(" ");
        var spot = words[0].equals("Berlin") ? BERLIN : PARIS;
        places.add(
            """
            {"facility": "Hospital of %s", "city": "%s", "country": "%s", %s
             "geoPoint": {"lat": %s, "lon": %s}}
            """
                .formatted(
                    words[0],
                    words[0],
                    words[0].equals("Berlin") ? "Germany" : "France",
                    words.length > 1 ? "\"status\": \"" + words[1] + "\"," : "",
                    spot.lat(),
                    spot.lon()));
      }
    }
    var phases = cell.get(2).isEmpty() ? "[]" : "[\"" + cell.get(2).replace(",", "\",\"") + "\"]";
    return """
    {"protocolSection": {
      "identificationModule": {"nctId": "%s", "briefTitle": "%s for %s", "acronym": "ACRO%s",
        "orgStudyIdInfo": {"id": "ORG 12/%s"}},
      "statusModule": {"overallStatus": "%s"},
      "conditionsModule": {"conditions": ["%s"]},
      "designModule": {"studyType": "INTERVENTIONAL", "phases": %s},
      "armsInterventionsModule": {"interventions": [{"type": "DRUG", "name": "%s"}]},
      "eligibilityModule": {"sex": "ALL", "minimumAge": "%s", "maximumAge": "%s"},
      "contactsLocationsModule": {"locations": [%s]}},
     "derivedSection": {"conditionBrowseModule": {"meshes": [{"term": "%s"}]}}}
    """
        .formatted(
            cell.get(0),
            cell.get(6),
            cell.get(5),
            cell.get(0).substring(9),
            cell.get(0).substring(9),
            cell.get(1),
            cell.get(5),
            phases,
            cell.get(6),
            cell.get(3),
            cell.get(4),
            String.join(",", places),
            TERMS.getOrDefault(cell.get(5), cell.get(5)));
  }

  /** Absurd numbers, coordinates that are none, and words that want to be something else. */
  private static String hostile() {
    return """
    {"protocolSection": {
      "identificationModule": {"nctId": "NCT00000010", "briefTitle": "<script>alert(1)</script> \\u202e"},
      "statusModule": {"overallStatus": "RECRUITING", "lastUpdatePostDateStruct": {"date": "soon"}},
      "designModule": {"enrollmentInfo": {"count": 99999999}},
      "eligibilityModule": {"minimumAge": "-1 Years", "sex": ""},
      "contactsLocationsModule": {"locations": [
        {"city": "\\t", "country": "../..", "geoPoint": {"lat": 1000, "lon": 0}}]}}}
    """;
  }

  private static List<String> ids(Search search) {
    return finder.find(search, 0, 50).hits().stream()
        .map(hit -> hit.card().id().substring(9))
        .toList();
  }

  private static Search words(String text) {
    return Search.ALL.text(text);
  }

  // Ages ---------------------------------------------------------------------------------------

  @ParameterizedTest
  @CsvSource({
    "0,    '02 04 05 10'",
    "1,    '02 04 05 10'",
    "2,    '02 04 05 10'",
    "3,    '04 05 10'",
    "17,   '04 05 10'",
    "75,   '01 03 04 05 06 07 08 09 10'",
    "76,   '01 04 05 06 07 08 09 10'",
    "110,  '01 04 05 06 07 08 09 10'",
    "0.4,  '04 05 10'",
    "0.5,  '02 04 05 10'",
  })
  void a_missing_limit_hides_nobody_and_months_are_no_years(double age, String found) {
    assertThat(ids(Search.ALL.age(age))).containsExactlyInAnyOrder(found.split(" "));
  }

  // Places -------------------------------------------------------------------------------------

  @Test
  void the_nearest_open_place_counts_and_not_a_closed_one() {
    var asthma = words("asthma").near(new Near(BERLIN, 2_000)).order(Order.DISTANCE);
    var hits = finder.find(asthma, 0, 10).hits();
    assertThat(hits.stream().map(hit -> hit.card().id()))
        .containsExactly("NCT00000001", "NCT00000002");
    assertThat(hits.getFirst().kilometres()).isLessThan(1);
    assertThat(hits.get(1).site().orElseThrow().city()).isEqualTo("Paris");
    assertThat(hits.get(1).kilometres()).isBetween(870.0, 890.0);
  }

  @Test
  void a_recruiting_trial_without_an_open_place_is_near_nowhere_but_in_the_list() {
    assertThat(ids(words("asthma"))).contains("03");
    assertThat(ids(words("asthma").near(new Near(BERLIN, 50)))).containsExactly("01");
    assertThat(
            finder
                .why(words("asthma").near(new Near(BERLIN, 50)), "NCT00000003")
                .orElseThrow()
                .parts())
        .contains(new Finder.Part(What.PLACE, false), new Finder.Part(What.WORDS, true));
  }

  @Test
  void a_trial_that_takes_nobody_is_near_where_it_was() {
    assertThat(ids(words("gout").near(new Near(BERLIN, 50)))).containsExactly("04");
  }

  @Test
  void a_trial_without_places_is_found_and_comes_last_by_distance() {
    assertThat(
            ids(
                words("gout")
                    .near(new Near(BERLIN, Double.POSITIVE_INFINITY))
                    .order(Order.DISTANCE)))
        .containsExactly("04", "05");
  }

  @Test
  void places_lead_from_the_country_to_the_house() {
    assertThat(finder.places(List.of()).stream().map(one -> one.name() + " " + one.trials()))
        .contains("Germany 5", "France 4");
    assertThat(finder.places(List.of("germany"))).extracting("slug").containsExactly("-");
    assertThat(finder.places(List.of("germany", "-"))).extracting("name").containsExactly("Berlin");
    assertThat(finder.places(List.of("germany", "-", "berlin")))
        .containsExactly(new Finder.Inside("Hospital of Berlin", "hospital-of-berlin", 5));
    assertThat(finder.at(List.of("germany", "-", "berlin"), 0, 10).total()).isEqualTo(5);
    assertThat(finder.at(List.of("germany"), 0, 0).hits()).isEmpty();
    assertThat(finder.at(List.of("nowhere"), 0, 10).total()).isZero();
    assertThat(finder.cities("ber", 3)).extracting("name").containsExactly("Berlin");
    assertThat(finder.cities("Paris, France", 3).getFirst().spot()).isEqualTo(PARIS);
    assertThat(finder.cities("Paris, Texas", 3)).isEmpty();
  }

  @Test
  void conditions_are_listed_by_every_name_with_their_numbers_of_trials() {
    var all = finder.conditions("");
    assertThat(all.shown().stream().map(one -> one.slug() + " " + one.trials()))
        .containsExactly(
            "anaemia 1",
            "anemia 1",
            "asthma 3",
            "coronary-occlusion 1",
            "gout 2",
            "heart-attack 2",
            "myocardial-infarction 3");
    assertThat(all.further()).isEmpty();
    assertThat(finder.conditions("an").all()).isEqualTo(2);
    assertThat(finder.conditions("zz").shown()).isEmpty();
    assertThat(finder.condition("heart-attack").orElseThrow().name()).isEqualTo("Heart Attack");
    assertThat(finder.condition("heart")).isEmpty();
    var found = finder.about("asthma", 0, 2);
    assertThat(found.total()).isEqualTo(3);
    assertThat(found.hits()).hasSize(2);
    assertThat(found.counts().get(Facet.STATUS)).containsExactly(new Finder.Count("RECRUITING", 3));
    assertThat(finder.about("nowhere", 0, 2).total()).isZero();
  }

  // Words --------------------------------------------------------------------------------------

  @ParameterizedTest
  @CsvSource({
    "nct00000003, 03",
    "'NCT00000003.', 03",
    "org 12/05, 05",
    "acro07, 07",
    "Beta for Heart Attack, 06",
  })
  void a_number_an_acronym_and_a_whole_title_come_first(String text, String first) {
    assertThat(ids(words(text)).getFirst()).isEqualTo(first);
  }

  @Test
  void another_name_of_a_condition_is_learned_from_the_records() {
    var found = finder.find(words("heart attack"), 0, 10);
    assertThat(found.hits().stream().map(hit -> hit.card().id()))
        .containsExactlyInAnyOrder("NCT00000006", "NCT00000007", "NCT00000008");
    assertThat(found.instead()).isNotEmpty();
    assertThat(found.hits().getLast().card().id()).isEqualTo("NCT00000008");
  }

  @ParameterizedTest
  @CsvSource({"astma, 3", "ashtma, 3", "anemia, 1", "anaemia, 1", "gaut, 2", "zzzzzz, 0"})
  void a_slip_of_the_pen_and_another_spelling_hide_nothing(String text, int trials) {
    assertThat(finder.find(words(text), 0, 0).total()).isEqualTo(trials);
  }

  @Test
  void every_word_must_be_there() {
    assertThat(ids(words("asthma gamma"))).containsExactly("03");
    assertThat(ids(words("\"heart attack\" paris"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"'\"', 0", "'***', 0", "'a AND (', 0", "<script>, 1", "'?:/\\', 0"})
  void no_text_is_a_fault(String text, int trials) {
    assertThat(finder.find(words(text), 0, 10).total()).isEqualTo(trials);
  }

  @Test
  void beginnings_of_names_are_completed() {
    assertThat(finder.suggest("att", 5)).containsExactly("Heart Attack");
    assertThat(finder.suggest("heart a", 5)).containsExactly("Heart Attack");
    assertThat(finder.suggest(" ", 5)).isEmpty();
  }

  // Facets -------------------------------------------------------------------------------------

  @Test
  void a_trial_of_two_phases_is_in_both() {
    assertThat(ids(Search.ALL.only(Facet.PHASE, Set.of("PHASE2"))))
        .containsExactlyInAnyOrder("02", "03", "04");
    assertThat(ids(Search.ALL.only(Facet.PHASE, Set.of("PHASE1")))).containsExactly("02");
  }

  @Test
  void counts_say_what_another_choice_would_show() {
    var found = finder.find(words("asthma gout").only(Facet.STATUS, Set.of("COMPLETED")), 0, 5);
    assertThat(found.total()).isZero();
    found = finder.find(words("gout").only(Facet.STATUS, Set.of("COMPLETED")), 0, 5);
    assertThat(found.total()).isEqualTo(1);
    assertThat(found.counts().get(Facet.STATUS))
        .containsExactlyInAnyOrder(
            new Finder.Count("COMPLETED", 1), new Finder.Count("RECRUITING", 1));
    assertThat(found.counts().get(Facet.PHASE)).containsExactly(new Finder.Count("PHASE2", 1));
  }

  @Test
  void why_a_trial_is_not_in_a_list_is_said_part_by_part() {
    var search = words("gout").age(20).only(Facet.STATUS, Set.of("RECRUITING"));
    assertThat(finder.why(search, "NCT00000005").orElseThrow().inList()).isTrue();
    assertThat(finder.why(search, "nct00000004").orElseThrow().parts())
        .containsExactlyInAnyOrder(
            new Finder.Part(What.WORDS, true),
            new Finder.Part(What.STATUS, false),
            new Finder.Part(What.AGE, true));
    assertThat(finder.why(search, "NCT99999999")).isEmpty();
  }

  @Test
  void a_note_about_a_person_is_ranked_and_never_empty_for_lack_of_one_word() {
    var note = "A 40-year-old man with severe asthma since childhood.";
    assertThat(finder.rank(note, 10).getFirst().id()).isIn("NCT00000001", "NCT00000003");
    assertThat(finder.rank("", 10)).isEmpty();
  }

  @Test
  void every_country_region_and_city_has_its_address_once_and_so_has_every_condition() {
    assertThat(finder.everyPlace())
        .doesNotHaveDuplicates()
        .containsSubsequence("france", "germany", "france/-", "germany/-", "france/-/paris")
        .allSatisfy(
            place -> {
              var path = List.of(place.split("/"));
              assertThat(finder.places(path.subList(0, path.size() - 1)))
                  .extracting(Finder.Inside::slug)
                  .contains(path.getLast());
            });
    assertThat(finder.everyCondition())
        .doesNotHaveDuplicates()
        .isSorted()
        .hasSize((int) finder.conditions("").all())
        .allSatisfy(one -> assertThat(finder.condition(one)).isPresent());
  }
}
