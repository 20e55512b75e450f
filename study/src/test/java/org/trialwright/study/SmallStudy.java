package org.trialwright.study;

import java.util.Map;
import java.util.TreeMap;

/** A valid study of three arms that fits on a page, and ways of damaging it. */
final class SmallStudy {
  private static final String STUDY =
      """
      study:      THREE
      version:    1 of 2026-01-01
      target:     90 randomised
      record:     record.json
      lists:
        causality: unrelated < possible < probable
      who:
        sex:      all
        age:      18..75 y on consent.signed-on
        include:
          fit:     ECOG performance status 0 or 1
          consent: Signed informed consent
        exclude:
          kidney:  Creatinine above twice the upper limit
        rules:
          fit:     exam.ecog in 0, 1
          consent: consent.signed
          kidney:  exam.creatinine > 2 ULN
        fresh:
          14 d:    exam
      how:
        arms:
          low:     1, experimental, Low dose
          high:    1, experimental, High dose
          none:    1, no treatment, Nothing
        allocate:  permuted blocks within site, exam.risk
        masking:   none
        before:
          All criteria are met: who is eligible
      what:
        oldamab:
          give:    50 mg/m2 x BSA IV over 30 min
          on:      day 1 8 15
          in:      low, high
          round:   to nearest 5 mg
          levels:  50 40 then stop
        newamab:
          give:    200 mg IV
          on:      day 1
          in:      high
        order:     oldamab, newamab
        work out:
          BSA:     mosteller(exam.height, exam.weight)
        modify:
          counts:
            very low: stop oldamab when exam.platelets < 25 10^9/L
            low:      omit oldamab then level -1 when exam.platelets < 75 10^9/L
        oldamab by grade of ae:
          rash:    give hold omit stop
      when:
        dates:
          start:   first dose.day where given > 0 mg
        visits:
          screening: consent.signed-on + 0..28 d
          weekly:  start day 1 8 15 ± 1 d; while treated
          check:   randomised + 3 6 mo ± 14 d; while treated, watched
        do:
          screening: consent, exam
          weekly:  exam, dose
          check:   scan
          any time: ae, stop, death
        clocks:
          report:  ae.aware-at + 24 h until ae.sent-at known; warn at 18 h
        missed:    14 d after its window
      next:
        begin:     screening
        anywhere:
          dead:    death recorded
        screening:
          failed:  stop recorded
          ready:   who is eligible
        ready:
          treated: allocated and arm in low, high
          watched: allocated and arm is none
        treated:
          watched: scan.result is clear
          off:     scan.result is growing or stop recorded
          stay:    scan.result is unsure
        watched:
          off:     scan.result is growing or stop recorded
          stay:    scan.result in clear, unsure
        end:       failed, off, dead
        claims:
          treated: only after ready
          watched: never to treated
      measure:
        sets:
          everybody: allocated
        events:
          growth:  first scan.day where result is growing
        PFS:       primary; time from randomised to earliest of growth, death.day, else last scan.day; Kaplan-Meier at 12 mo; by arm; in everybody
        clear:     share where any scan where result is clear, missing counts as no; exact 95 % CI; in everybody
        tests:
          better:  PFS log-rank superior, one-sided 0.025
      settings:
        strict:    no of yes | no
      forms:
        consent:
          title:     Consent
          signed:    Signed the consent form [yes/no]
          signed-on: Signed on [date]
        exam:
          day:       Examined on [date]
          ecog:      ECOG performance status [0 < 1 < 2 < 3 < 4]
          height:    Height [120..220 cm]
          weight:    Weight [25..250 kg, expect 40..110]
          creatinine: Creatinine [10..2000 umol/L, or mg/dL x 88.4, lab]
          platelets: Platelets [0..1500 10^9/L, lab]
          smokes:    Smokes [yes/no]
          packs:     Packs a day [0..10] if smokes
          BMI:       Body mass index [= bmi(height, weight)]
          risk:
            high:    ecog >= 1 or (smokes and packs > 1)
            low:     otherwise
          checks:
            Weight and height were not exchanged: BMI < 80 kg/m2
          advise:
            Platelets are low: platelets < 100 10^9/L
        dose:
          repeats:   yes
          day:       Given on [date]
          drug:      Drug [oldamab | newamab]
          planned:   Planned [= dose of drug]
          given:     Given [0..800 mg]
          reason:    Not given because of [counts | choice] if given is 0 mg
        scan:
          repeats:   yes
          day:       Done on [date]
          when:
            work:    weekday of day in Monday, Tuesday, Wednesday, Thursday, Friday
            weekend: weekday of day in Saturday, Sunday
          size:      Size [0..300 mm]
          result:    Result [clear | unsure | growing]
          deviations:
            A scan is done on a day of work: when is work
        ae:
          repeats:   yes
          aware-at:  Site aware at [date time]
          sent-at:   Sent at [date time, optional]
          term:      Term [rash | fever | other]
          grade:     Grade [1 < 2 < 3 < 4 < 5]
          cause:     Caused by the drug [causality]
        stop:
          day:       Stopped on [date]
        death:
          day:       Died on [date, partial]
      """;

  private static final String SOURCES =
      """
      target: record; enrolment
      who.sex: record; all
      who.age: record; 18 to 75 years
      who.rules.fit: record; its words
      who.rules.consent: record; its words
      who.rules.kidney: record; its words
      who.fresh.14 d: assumed; usual
      how.arms.low: record; arm groups
      how.arms.high: record; arm groups
      how.arms.none: record; arm groups
      how.allocate: assumed; usual
      how.masking: record; none
      how.before.All criteria are met: assumed; usual
      what.oldamab: record; arm texts
      what.oldamab / to nearest 5 mg: assumed; usual
      what.newamab: record; arm texts
      what.work out.BSA: published; Mosteller 1987
      what.modify.counts: assumed; usual
      what.oldamab by grade of ae.rash: assumed; usual
      when.dates.start: assumed; usual
      when.visits.screening: assumed; usual
      when.visits.weekly: assumed; usual
      when.visits.check: assumed; usual
      when.clocks.report: assumed; usual
      when.missed: assumed; usual
      measure.sets.everybody: record; outcome
      measure.events.growth: record; outcome
      measure.PFS: record; outcome
      measure.clear: assumed; usual
      measure.tests.better: assumed; usual
      settings.strict: assumed; usual
      forms.exam.risk: assumed; usual
      forms.exam.checks.Weight and height were not exchanged: assumed; usual
      forms.exam.advise.Platelets are low: assumed; usual
      forms.scan.when: assumed; usual
      """;

  private static final String ENGLISH =
      """
      language: en
      who:
        ask:
          age: How old are you?
          exam.ecog: Can you do light work?
      places:
        off: Treatment has ended
      codes:
        scan:
          result:
            unsure: cannot be judged
      help:
        exam:
          height: Once is enough
      """;

  private static final String RECORD =
      """
      {
        "protocolSection": {
          "designModule": {
            "designInfo": {
              "allocation": "RANDOMIZED",
              "maskingInfo": { "masking": "NONE" }
            },
            "enrollmentInfo": { "count": 90, "type": "ESTIMATED" }
          },
          "armsInterventionsModule": {
            "armGroups": [
              { "label": "Low dose", "type": "EXPERIMENTAL", "description": "Oldamab 50 mg/m2" },
              { "label": "High dose", "type": "EXPERIMENTAL", "description": "Oldamab 50 mg/m2, Newamab 200 mg" },
              { "label": "Nothing", "type": "NO_INTERVENTION", "description": "Observation" }
            ],
            "interventions": [
              { "name": "Oldamab", "description": "50 mg/m2", "armGroupLabels": ["Low dose", "High dose"] },
              { "name": "Newamab", "description": "200 mg", "armGroupLabels": ["High dose"] }
            ]
          },
          "eligibilityModule": {
            "eligibilityCriteria": "Inclusion Criteria:\\n\\n* ECOG performance status 0 or 1\\n* Signed informed consent\\n\\nExclusion Criteria:\\n\\n* Creatinine above twice the upper limit",
            "sex": "ALL",
            "minimumAge": "18 Years",
            "maximumAge": "75 Years"
          }
        }
      }
      """;

  private static final String DIFFERENCES =
      """
      D1:
        field:  arm Nothing, type
        values:
          record: no intervention
          study:  no treatment
        chosen: no treatment
        reason: the study's word for it
      """;

  private SmallStudy() {}

  static Map<String, String> files() {
    return new TreeMap<>(
        Map.of(
            "study.yaml",
            STUDY,
            "sources.yaml",
            SOURCES,
            "en.yaml",
            ENGLISH,
            "record.json",
            RECORD,
            "differences.yaml",
            DIFFERENCES));
  }

  static Reading read() {
    return StudyReader.read(new Folder(files()));
  }

  /** Only {@code study.yaml}, so that no other page has to agree. */
  static Map<String, String> alone() {
    return new TreeMap<>(Map.of("study.yaml", STUDY.replace("record:     record.json\n", "")));
  }

  static Study study() {
    return read().orThrow();
  }

  /**
   * With one text replaced, which must stand in exactly one place of the folder; {@code ⏎} stands
   * for a new line.
   */
  static Map<String, String> damaged(Map<String, String> files, String from, String to) {
    var old = from.replace("⏎", "\n");
    var found = 0;
    for (var file : files.entrySet()) {
      int at = file.getValue().indexOf(old);
      if (at >= 0 && file.getValue().indexOf(old, at + 1) < 0) {
        file.setValue(file.getValue().replace(old, to.replace("⏎", "\n")));
        found++;
      } else if (at >= 0) {
        found += 2;
      }
    }
    if (found != 1) {
      throw new IllegalArgumentException("'" + from + "' stands in " + found + " places, not in 1");
    }
    return files;
  }
}
