package org.trialwright.registry.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.trialwright.pages.Row;
import org.trialwright.pages.Table;
import org.trialwright.pages.Words;
import org.trialwright.records.Enrolments.Enrolment;
import org.trialwright.records.TrialRecord;
import org.trialwright.registry.Told;
import org.trialwright.study.How;
import org.trialwright.study.Speaker;
import org.trialwright.study.Study;

/**
 * What the page of a trial says, in the reader's language.
 *
 * @param closed whether nobody can join any more, so that nobody is asked whether they may
 * @param tags status, phase, size, numbers
 * @param description paragraphs of the record, in its own language
 * @param chance how the arms are shared out, in a sentence; empty where nobody is allocated
 * @param live how far the trial is; empty when it does not run here
 * @param structured the record for search engines
 * @param measured what is measured, the main question first
 */
record RecordView(
    String id,
    String title,
    String status,
    boolean recruiting,
    boolean closed,
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
    Optional<Live> live,
    String contacts,
    List<Row> facts,
    Table burden,
    String structured,
    boolean registered) {

  /**
   * @param given its treatments as registered
   */
  record Arm(int number, String name, String kind, String text, String given) {}

  record Measured(String name, boolean primary) {}

  record Difference(String field, Map<String, String> values, String chosen, String reason) {}

  /**
   * @param left the site that runs the trial here; empty when none has this name
   */
  record Place(
      String facility, String town, String status, boolean recruiting, Optional<Live.Site> left) {}

  /** The sites here that the record does not name. */
  List<Live.Site> others() {
    return live.map(Live::sites).orElse(List.of()).stream()
        .filter(site -> places.stream().noneMatch(place -> site.named(place.facility())))
        .toList();
  }

  /**
   * @param record of the study, or what {@link OwnRecord} makes of a study without one
   */
  static RecordView of(
      Study study, TrialRecord record, Optional<Enrolment> enrolment, Speaker speaker, Told told) {
    var words = told.words();
    var live = enrolment.map(one -> Live.of(one, study, words));
    return new RecordView(
        record.id(),
        record.briefTitle(),
        told.code("status", record.status()),
        record.status().equals("RECRUITING"),
        closed(record) || enrolment.map(Enrolment::complete).orElse(false),
        tags(record, told),
        record.verified().isEmpty() ? "" : told.date(record.verified()),
        paragraphs(record.summary()),
        paragraphs(record.description()),
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
        places(record, live, told),
        live,
        contacts(record),
        facts(record, told),
        Burden.of(study, speaker, words),
        StructuredData.of(record),
        !study.recordJson().isEmpty());
  }

  private static final Set<String> CLOSED =
      Set.of("ACTIVE_NOT_RECRUITING", "COMPLETED", "TERMINATED", "WITHDRAWN");

  /** Whether nobody can join any more, as far as the record says. */
  static boolean closed(TrialRecord record) {
    return CLOSED.contains(record.status());
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
    return tags.stream().distinct().toList();
  }

  static List<String> paragraphs(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  private static String chance(How how, Words words) {
    if (!how.allocation().byChance() || how.arms().size() < 2) {
      return "";
    }
    if (how.allocation() instanceof How.Sites) {
      return words.say("chance decides for hospitals");
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

  private static List<Arm> arms(Study study, TrialRecord record, Speaker speaker, Told told) {
    var arms = new ArrayList<Arm>();
    for (var arm : study.how().arms()) {
      var registered =
          record.arms().stream()
              .filter(one -> one.label().equalsIgnoreCase(arm.label()))
              .findFirst();
      arms.add(
          new Arm(
              arms.size() + 1,
              speaker.arm(arm.name()).text(),
              registered.map(one -> told.code("arm", one.kind())).orElse(""),
              registered.map(TrialRecord.Arm::description).orElse(""),
              registered.map(one -> String.join("; ", one.treatments())).orElse("")));
    }
    return arms;
  }

  private static List<Place> places(TrialRecord record, Optional<Live> live, Told told) {
    return record.locations().stream()
        .map(
            one ->
                new Place(
                    one.facility(),
                    List.of(one.city(), one.state(), one.country()).stream()
                        .filter(part -> !part.isBlank())
                        .collect(Collectors.joining(", ")),
                    told.code("status", one.status()),
                    one.status().equals("RECRUITING"),
                    live.flatMap(here -> here.at(one.facility()))))
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
