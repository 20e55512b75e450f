package org.trialwright.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialwright.study.Comparison.Kind;

/** What an amendment is said to change, and for whom. */
class ComparisonTest {
  private static final Path PALACE3 = Path.of("../studies/palace3");

  private static Comparison.Version version(Map<String, String> files) {
    var folder = new Folder(files);
    return new Comparison.Version(folder, StudyReader.read(folder).orThrow());
  }

  private static Comparison amended(String from, String to) {
    return Comparison.of(
        version(SmallStudy.files()),
        version(SmallStudy.damaged(SmallStudy.files(), from, to)),
        "en");
  }

  @Test
  void the_same_version_says_the_same() {
    var same = Comparison.of(version(SmallStudy.files()), version(SmallStudy.files()), "en");
    assertThat(same.changes()).isEmpty();
    assertThat(same.unsaid()).isEmpty();
    assertThat(same.places()).allMatch(Comparison.AtPlace::untouched);
    assertThat(same.text()).contains("Nothing changes in what the study says.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          exam.ecog in 0, 1                 | exam.ecog in 0, 1, 2             | who.rules.fit                   | Rule: ECOG performance status is 0 or 1 | Rule: ECOG performance status is 2 or less
          exam.creatinine > 2 ULN           | exam.creatinine > 3 ULN          | who.rules.kidney                | Rule: creatinine above 2 times the upper limit of normal | Rule: creatinine above 3 times the upper limit of normal
          14 d:    exam                     | 10 d:    exam                    | who.fresh.exam                  | 14 days: exam | 10 days: exam
          within site, exam.risk            | within site                      | how.allocate                    | Allocation: random permuted blocks within site and risk; block sizes are kept secret | Allocation: random permuted blocks within site; block sizes are kept secret
          BSA IV over 30 min                | BSA IV over 45 min               | what.oldamab.give               | 50 mg for each m² of BSA, into a vein, over 30 minutes | 50 mg for each m² of BSA, into a vein, over 45 minutes
          exam.platelets < 75               | exam.platelets < 100             | what.modify.counts.low          | Low: leave out oldamab, then go on with oldamab lower by one level, when platelets below 75 ×10⁹/L | Low: leave out oldamab, then go on with oldamab lower by one level, when platelets below 100 ×10⁹/L
          rash:    give hold omit stop      | rash:    hold hold omit stop     | what.oldamab by grade of ae.rash | Oldamab: Rash: grade 1 give, grade 2 hold, grade 3 leave out, grade 4 stop | Oldamab: Rash: grade 1 hold, grade 2 hold, grade 3 leave out, grade 4 stop
          3 6 mo ± 14 d                     | 3 6 mo ± 7 d                     | when.visits.check               | 3 and 6 months after day of randomisation (± 14 days); while at “Treated” or “Watched” | 3 and 6 months after day of randomisation (± 7 days); while at “Treated” or “Watched”
          ae.aware-at + 24 h                | ae.aware-at + 48 h               | when.clocks.report              | “Report”: within 24 hours after date of ae, until “Sent at” known; a warning after 18 hours | “Report”: within 48 hours after date of ae, until “Sent at” known; a warning after 18 hours
          dead:    death recorded           | dead:    death recorded or exam.packs > 9 | next.anywhere.dead      | To “Dead” when “death” is filled in | To “Dead” when “death” is filled in, or packs a day above 9
          Kaplan-Meier at 12 mo             | Kaplan-Meier at 18 mo            | measure.PFS                     | Method, as written: Kaplan-Meier at 12 mo; by arm; in everybody | Method, as written: Kaplan-Meier at 18 mo; by arm; in everybody
          120..220 cm                       | 100..220 cm                      | forms.exam.height               | Height: 120 to 220 cm | Height: 100 to 220 cm
          BMI < 80 kg/m2                    | BMI < 60 kg/m2                   | forms.exam.checks.Weight and height were not exchanged | Weight and height were not exchanged: must hold: body mass index below 80 kg/m² | Weight and height were not exchanged: must hold: body mass index below 60 kg/m²
          target:     90 randomised         | target:     96 randomised        | target                          | 90 randomised | 96 randomised
          """)
  void a_changed_line_is_said_before_and_after(
      String from, String to, String path, String before, String after) {
    var files = SmallStudy.files();
    if (path.equals("target")) {
      files.remove("record.json");
      files.put(
          "study.yaml",
          files.getOrDefault("study.yaml", "").replace("record:     record.json\n", ""));
    }
    var earlier = version(new TreeMap<>(files));
    var damaged = SmallStudy.damaged(files, from, to);
    damaged.replaceAll(
        (_, text) ->
            path.startsWith("who.fresh") ? text.replace("who.fresh.14 d", "who.fresh.10 d") : text);
    var compared = Comparison.of(earlier, version(damaged), "en");
    assertThat(compared.changes())
        .filteredOn(change -> change.path().equals(path))
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.kind()).isEqualTo(Kind.CHANGED);
              assertThat(change.before().replace('\u00a0', ' ')).isEqualTo(before);
              assertThat(change.after().replace('\u00a0', ' ')).isEqualTo(after);
            });
    assertThat(compared.unsaid()).isEmpty();
  }

  @Test
  void only_the_places_that_a_change_concerns_are_named() {
    var window = amended("3 6 mo ± 14 d", "3 6 mo ± 7 d");
    assertThat(touched(window)).containsExactly("treated", "watched");

    var criterion = amended("exam.ecog in 0, 1", "exam.ecog in 0, 1, 2");
    assertThat(touched(criterion)).containsExactly("screening", "ready");

    var dose = amended("exam.platelets < 75", "exam.platelets < 100");
    assertThat(touched(dose)).containsExactly("treated");

    var endpoint = amended("Kaplan-Meier at 12 mo", "Kaplan-Meier at 18 mo");
    assertThat(touched(endpoint)).isEmpty();
    assertThat(endpoint.text()).contains("Nothing changes for participants at any place.");
  }

  /** What is replaced, by what, at which places something changes. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          in:      low, high | in:      low | treated
          masking:   none | masking:   assessor | screening, ready
          weekly:  exam, dose | weekly:  exam, dose, scan | treated
          any time: ae, stop, death | any time: ae, stop, death, consent | screening, ready, treated, watched
          missed:    14 d after its window | missed:    21 d after its window | screening, ready, treated, watched
          start:   first dose.day where given > 0 mg | start:   first dose.day where given > 1 mg | screening, ready, treated, watched
          dead:    death recorded | dead:    death recorded or exam.packs > 9 | screening, ready, treated, watched
          stay:    scan.result is unsure | stay:    scan.result in unsure, clear | treated
          strict:    no of yes | strict:    yes of yes | screening, ready, treated, watched
          Size [0..300 mm] | Size [0..200 mm] | treated, watched
          if smokes | if ecog > 1 | screening, ready, treated
          3 6 mo ± 14 d; while treated, watched | 3 6 mo ± 14 d; while watched | treated, watched
          """)
  void where_a_change_is_felt(String from, String to, String places) {
    var files = SmallStudy.files();
    if (from.startsWith("masking") || from.startsWith("in:")) {
      files = SmallStudy.alone();
    }
    var earlier = version(new TreeMap<>(files));
    var compared = Comparison.of(earlier, version(SmallStudy.damaged(files, from, to)), "en");
    assertThat(String.join(", ", touched(compared))).isEqualTo(places);
    assertThat(compared.unsaid()).isEmpty();
  }

  private static java.util.List<String> touched(Comparison compared) {
    return compared.places().stream()
        .filter(place -> !place.untouched())
        .map(Comparison.AtPlace::place)
        .toList();
  }

  @Test
  void a_visit_held_elsewhere_is_gained_and_lost_by_those_who_are_there() {
    var compared = amended("± 14 d; while treated, watched", "± 14 d; while watched");
    assertThat(compared.places())
        .filteredOn(place -> place.place().equals("treated"))
        .singleElement()
        .satisfies(place -> assertThat(place.losses()).containsExactly("Check"));
    assertThat(compared.text()).contains("- **Treated**\n  - No longer: Check\n");

    var back =
        Comparison.of(
            version(
                SmallStudy.damaged(
                    SmallStudy.files(), "± 14 d; while treated, watched", "± 14 d; while watched")),
            version(SmallStudy.files()),
            "en");
    assertThat(back.text()).contains("- **Treated**\n  - More: Check\n");
  }

  @Test
  void a_form_at_one_visit_more_is_gained_there() {
    var compared = amended("check:   scan⏎", "check:   scan, exam⏎");
    assertThat(compared.places())
        .filteredOn(place -> place.place().equals("watched"))
        .singleElement()
        .satisfies(place -> assertThat(place.gains()).containsExactly("Check: Exam"));
    assertThat(compared.changes())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.kind()).isEqualTo(Kind.ADDED);
              assertThat(change.about()).isEqualTo("Check");
              assertThat(change.after()).isEqualTo("Exam");
            });
  }

  @Test
  void a_new_name_alone_is_no_change_of_any_rule() {
    var compared = amended("Creatinine [10..2000", "Serum creatinine [10..2000");
    assertThat(compared.changes()).isEmpty();
    assertThat(compared.renamed())
        .containsExactly(
            new Comparison.Renamed("forms.exam.creatinine", "Creatinine", "Serum creatinine"));
    assertThat(compared.unsaid()).isEmpty();
    assertThat(compared.text()).contains("“Creatinine” is now “Serum creatinine”");
  }

  @Test
  void the_order_of_a_decision_is_a_change() {
    var compared =
        amended(
            "very low: stop oldamab when exam.platelets < 25 10^9/L⏎      low:      omit oldamab"
                + " then level -1 when exam.platelets < 75 10^9/L",
            "low:      omit oldamab then level -1 when exam.platelets < 75 10^9/L and"
                + " exam.platelets >= 25 10^9/L⏎      very low: stop oldamab when exam.platelets <"
                + " 25 10^9/L");
    assertThat(compared.changes())
        .extracting(Comparison.Change::kind)
        .contains(Kind.MOVED, Kind.CHANGED);
  }

  @Test
  void what_is_assumed_or_confirmed_from_now_on_is_said() {
    var assumed = amended("when.dates.start: assumed; usual", "when.dates.start: confirmed; two");
    assertThat(assumed.text())
        .contains("Newly confirmed**\n  - Start = ")
        .contains("Nothing changes in what the study says.");
    var trusted =
        amended("what.work out.BSA: published; Mosteller 1987", "what.work out.BSA: assumed; mine");
    assertThat(trusted.trusted())
        .extracting(Comparison.Trusted::trust)
        .containsExactly(Comparison.Trust.NEWLY_ASSUMED);
  }

  @Test
  void what_no_sentence_tells_is_listed_with_its_place() {
    var compared =
        amended("when.dates.start: assumed; usual", "when.dates.start: assumed; a habit");
    assertThat(compared.unsaid()).containsExactly("sources.yaml:20:19: 'when.dates.start' changed");
  }

  /** Whatever token is changed, a comparison that says nothing of it at all would be a hole. */
  @Test
  void no_changed_token_of_a_sound_study_goes_unsaid() {
    var files = SmallStudy.alone();
    var earlier = version(files);
    var tokens = Damages.tokens(files);
    var random = new Random(20261126);
    var holes = new ArrayList<String>();
    int sound = 0;
    int said = 0;
    for (int i = 0; i < 600; i++) {
      var damage = Damages.one(tokens, random);
      var folder = new Folder(Damages.apply(files, damage));
      var study = StudyReader.read(folder).study();
      if (study.isEmpty()) {
        continue;
      }
      sound++;
      var compared = Comparison.of(earlier, new Comparison.Version(folder, study.get()), "en");
      if (!compared.changes().isEmpty() || !compared.renamed().isEmpty()) {
        said++;
      } else if (compared.unsaid().isEmpty()) {
        holes.add(damage.toString());
      }
    }
    assertThat(holes).isEmpty();
    assertThat(sound).isGreaterThan(60);
    assertThat(said).as("of %s", sound).isGreaterThan(sound * 95 / 100);
  }

  @Test
  void an_amendment_of_the_built_in_study_is_said_in_both_languages() {
    var files = new TreeMap<>(Folder.read(PALACE3).without(Contents.FILE).files());
    var later = new TreeMap<>(files);
    later.computeIfPresent(
        "study.yaml",
        (_, text) ->
            text.replace("exam.ecog in 0, 1", "exam.ecog in 0, 1, 2")
                .replaceFirst("version: .*", "version: 2 of 2027-01-01"));
    for (var language : new String[] {"en", "zh"}) {
      var compared = Comparison.of(version(files), version(later), language);
      assertThat(compared.changes()).hasSize(1);
      assertThat(touched(compared)).containsExactly("screening", "ready");
      assertThat(compared.text())
          .contains(
              language.equals("en")
                  ? "Now: Rule: ECOG performance status is 2 or less [assumed]"
                  : "现为：");
    }
  }
}
