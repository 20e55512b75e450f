package org.trialwright.registry.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.trialwright.pages.Row;
import org.trialwright.pages.Table;
import org.trialwright.pages.Words;
import org.trialwright.records.TrialRecord;
import org.trialwright.registry.Told;
import org.trialwright.study.How;
import org.trialwright.study.Speaker;
import org.trialwright.study.Study;

/**
 * What the page of a trial says, in the reader's language.
 *
 * @param tags status, phase, size, numbers
 * @param description paragraphs of the record, in its own language
 * @param chance how the arms are shared out, in a sentence; empty where nobody is allocated
 * @param structured the record for search engines; empty without a record
 * @param measured what is measured, the main question first
 */
record RecordView(
    String id,
    String title,
    String status,
    boolean recruiting,
    List<String> tags,
    String verified,
    List<String> summary,
    List<String> description,
    String chance,
    List<Plan> plans,
    Joining joining,
    List<Arm> arms,
    List<Measured> measured,
    List<Difference> differences,
    List<Place> places,
    String contacts,
    List<Row> facts,
    Table burden,
    String structured,
    boolean registered) {

  record Arm(int number, String name, String kind, String text) {}

  record Measured(String name, boolean primary) {}

  record Difference(String field, Map<String, String> values, String chosen, String reason) {}

  record Place(String facility, String town, String status, boolean recruiting) {}

  static RecordView of(Study study, Optional<TrialRecord> record, Speaker speaker, Told told) {
    var words = told.words();
    return new RecordView(
        record.map(TrialRecord::id).orElse(study.name()),
        record.map(TrialRecord::briefTitle).orElse(study.name()),
        record.map(one -> told.code("status", one.status())).orElse(""),
        record.map(one -> one.status().equals("RECRUITING")).orElse(false),
        record.map(one -> tags(one, told)).orElse(List.of(study.target())),
        record.map(TrialRecord::verified).filter(v -> !v.isEmpty()).map(told::date).orElse(""),
        paragraphs(record.map(TrialRecord::summary).orElse("")),
        paragraphs(record.map(TrialRecord::description).orElse("")),
        chance(study.how(), words),
        Plan.of(study, speaker, words),
        Joining.of(study, speaker),
        arms(study, record, speaker, told),
        study.measure().endpoints().stream()
            .map(one -> new Measured(speaker.endpoint(one).text(), one.primary()))
            .toList(),
        study.differences().stream()
            .map(one -> new Difference(one.field(), one.values(), one.chosen(), one.reason()))
            .toList(),
        record.map(one -> places(one, told)).orElse(List.of()),
        record.map(one -> contacts(one)).orElse(""),
        record.map(one -> facts(one, told)).orElse(List.of()),
        Burden.of(study, speaker, words),
        record.map(StructuredData::of).orElse(""),
        record.isPresent());
  }

  static List<String> tags(TrialRecord record, Told told) {
    var tags = new ArrayList<String>();
    var phases =
        record.design().phases().stream()
            .map(phase -> told.code("phase", phase))
            .collect(Collectors.joining(" / "));
    tags.add(phases);
    if (!record.design().enrolment().isEmpty()) {
      var kind = record.design().enrolmentKind();
      tags.add(told.code("people", kind.isEmpty() ? "?" : kind, record.design().enrolment()));
    }
    tags.add(record.id());
    tags.addAll(record.otherIds());
    tags.removeIf(String::isBlank);
    return tags;
  }

  static List<String> paragraphs(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  private static String chance(How how, Words words) {
    if (how.allocation() instanceof How.NoAllocation || how.arms().size() < 2) {
      return "";
    }
    boolean equal = how.arms().stream().mapToInt(How.Arm::share).distinct().count() == 1;
    return equal
        ? words.say("chance decides equally", how.arms().size())
        : words.say(
            "chance decides in the ratio",
            how.arms().stream()
                .map(arm -> String.valueOf(arm.share()))
                .collect(Collectors.joining(":")));
  }

  private static List<Arm> arms(
      Study study, Optional<TrialRecord> record, Speaker speaker, Told told) {
    var arms = new ArrayList<Arm>();
    for (var arm : study.how().arms()) {
      var registered =
          record.stream()
              .flatMap(one -> one.arms().stream())
              .filter(one -> one.label().equalsIgnoreCase(arm.label()))
              .findFirst();
      arms.add(
          new Arm(
              arms.size() + 1,
              speaker.arm(arm.name()).text(),
              registered.map(one -> told.code("arm", one.kind())).orElse(""),
              registered.map(TrialRecord.Arm::description).orElse("")));
    }
    return arms;
  }

  static List<Place> places(TrialRecord record, Told told) {
    return record.locations().stream()
        .map(
            one ->
                new Place(
                    one.facility(),
                    List.of(one.city(), one.state(), one.country()).stream()
                        .filter(part -> !part.isBlank())
                        .collect(Collectors.joining(", ")),
                    told.code("status", one.status()),
                    one.status().equals("RECRUITING")))
        .toList();
  }

  static String contacts(TrialRecord record) {
    return record.contacts().stream()
        .map(
            one ->
                List.of(one.name(), one.phone(), one.email()).stream()
                    .filter(part -> !part.isBlank())
                    .collect(Collectors.joining(", ")))
        .collect(Collectors.joining("; "));
  }

  static List<Row> facts(TrialRecord record, Told told) {
    var words = told.words();
    var design = record.design();
    var rows = new ArrayList<Row>();
    row(rows, words.say("condition"), String.join(", ", record.conditions()));
    row(
        rows,
        words.say("main question"),
        record.primaryOutcomes().stream()
            .map(TrialRecord.Outcome::measure)
            .collect(Collectors.joining("; ")));
    row(rows, words.say("kind of study"), told.code("type", design.type()));
    row(rows, words.say("purpose"), told.code("purpose", design.purpose()));
    row(rows, words.say("allocation of people"), told.code("allocation", design.allocation()));
    row(rows, words.say("model"), told.code("model", design.model()));
    row(rows, words.say("masking"), told.code("masking", design.masking()));
    row(rows, words.say("ages"), told.ages(record.eligibility()));
    row(rows, words.say("sex of people"), told.code("sex", record.eligibility().sex()));
    row(
        rows,
        words.say("healthy volunteers"),
        record.eligibility().volunteers().isEmpty()
            ? words.say("not in the record")
            : told.code("volunteers", record.eligibility().volunteers()));
    row(rows, words.say("start of study"), told.date(record.start()));
    row(rows, words.say("main result expected"), told.date(record.primaryCompletion()));
    row(rows, words.say("end of study"), told.date(record.completion()));
    row(rows, words.say("sponsor"), record.sponsor().name());
    row(rows, words.say("who pays"), told.code("funder", record.sponsor().kind()));
    row(rows, words.say("record updated"), told.date(record.updated()));
    return rows;
  }

  private static void row(List<Row> rows, String name, String value) {
    if (!value.isBlank()) {
      rows.add(new Row(name, value));
    }
  }
}
