package org.trialwright.registry.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.trialwright.pages.Row;
import org.trialwright.records.Criteria;
import org.trialwright.records.TrialRecord;
import org.trialwright.registry.Told;
import org.trialwright.registry.join.JoinView;

/**
 * What the page of an imported record says: what is registered, in the words of the register.
 *
 * @param tags status, phase, size, numbers
 * @param closed whether nobody can join any more, so that nobody is asked whether they may
 * @param places of each country, the countries with most of them first
 * @param results whether results are posted
 * @param structured the record for search engines
 */
record Registered(
    String id,
    String title,
    String official,
    String status,
    boolean recruiting,
    boolean closed,
    List<String> tags,
    String verified,
    List<String> summary,
    List<String> description,
    String ages,
    String sex,
    String volunteers,
    Criteria criteria,
    List<Named> arms,
    List<Named> treatments,
    List<Named> primary,
    List<Named> others,
    Map<String, List<RecordView.Place>> places,
    int open,
    String contacts,
    List<Row> facts,
    boolean results,
    JoinView join,
    String structured) {

  /** A thing with its name, a word on its kind, and what is written about it. */
  record Named(String name, String kind, String text) {}

  static Registered of(TrialRecord record, Told told) {
    var who = record.eligibility();
    var words = told.words();
    return new Registered(
        record.id(),
        record.briefTitle().isBlank() ? record.officialTitle() : record.briefTitle(),
        record.officialTitle().equals(record.briefTitle()) ? "" : record.officialTitle(),
        told.code("status", record.status()),
        record.status().equals("RECRUITING"),
        RecordView.closed(record),
        RecordView.tags(record, told),
        record.verified().isEmpty() ? "" : told.date(record.verified()),
        RecordView.paragraphs(Criteria.plain(record.summary())),
        RecordView.paragraphs(Criteria.plain(record.description())),
        told.ages(who),
        who.sex().isBlank() ? words.say("not in the record") : told.code("sex", who.sex()),
        who.volunteers().isEmpty()
            ? words.say("not in the record")
            : told.code("volunteers", who.volunteers()),
        who.criteria(),
        record.arms().stream()
            .map(
                one ->
                    new Named(one.label(), kind(told, "arm", one.kind()), text(one.description())))
            .toList(),
        record.treatments().stream()
            .map(
                one ->
                    new Named(
                        one.name(), kind(told, "treatment", one.kind()), text(one.description())))
            .toList(),
        measured(record.primaryOutcomes()),
        measured(record.otherOutcomes()),
        places(record, told),
        (int) record.locations().stream().filter(one -> one.isOpen(record.status())).count(),
        RecordView.contacts(record),
        RecordView.facts(record, told),
        record.results(),
        JoinView.of(record, told),
        StructuredData.of(record));
  }

  private static String kind(Told told, String kind, String code) {
    return code.isBlank() ? "" : told.code(kind, code);
  }

  private static String text(String written) {
    return Criteria.plain(written);
  }

  private static List<Named> measured(List<TrialRecord.Outcome> outcomes) {
    return outcomes.stream()
        .map(one -> new Named(text(one.measure()), text(one.timeFrame()), text(one.description())))
        .toList();
  }

  private static Map<String, List<RecordView.Place>> places(TrialRecord record, Told told) {
    Map<String, List<RecordView.Place>> countries = new LinkedHashMap<>();
    for (var one : record.locations()) {
      countries
          .computeIfAbsent(one.country(), _ -> new ArrayList<>())
          .add(
              new RecordView.Place(
                  one.facility(),
                  List.of(one.city(), one.state()).stream()
                      .filter(part -> !part.isBlank())
                      .distinct()
                      .collect(Collectors.joining(", ")),
                  one.status().isBlank() ? "" : told.code("status", one.status()),
                  one.isOpen(record.status()),
                  Optional.empty()));
    }
    Map<String, List<RecordView.Place>> sorted = new LinkedHashMap<>();
    countries.entrySet().stream()
        .sorted(
            (one, other) ->
                one.getValue().size() != other.getValue().size()
                    ? Integer.compare(other.getValue().size(), one.getValue().size())
                    : one.getKey().compareTo(other.getKey()))
        .forEach(one -> sorted.put(one.getKey(), openFirst(one.getValue())));
    return sorted;
  }

  private static List<RecordView.Place> openFirst(List<RecordView.Place> places) {
    return places.stream()
        .sorted((one, other) -> Boolean.compare(other.recruiting(), one.recruiting()))
        .toList();
  }

  /** Whether all places fit on the page without being folded. */
  boolean few() {
    return places.values().stream().mapToInt(List::size).sum() <= 12;
  }
}
