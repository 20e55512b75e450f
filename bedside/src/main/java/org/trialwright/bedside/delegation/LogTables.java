package org.trialwright.bedside.delegation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.trialwright.bedside.DelegationLog;
import org.trialwright.bedside.Voice;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.pages.Badge;
import org.trialwright.pages.State;
import org.trialwright.pages.Table;

/** The log in words, and as cells of a file. */
record LogTables(Voice voice, DelegationLog log, LocalDate today) {
  static final List<String> HEAD =
      List.of(
          "site",
          "kind",
          "entry",
          "person",
          "name",
          "what",
          "from",
          "until",
          "version",
          "signed_utc",
          "signed_by",
          "reason");

  /** Every fact of the log, what was written anew too, in their order. */
  static List<List<String>> rows(DelegationLog log) {
    var rows = new ArrayList<List<String>>();
    for (var entry : log.entries()) {
      for (var fact : entry.said()) {
        var one = (Event.Delegated) fact.event();
        rows.add(
            List.of(
                one.site().value(),
                "delegation",
                String.valueOf(one.delegation()),
                one.person(),
                one.name(),
                String.join(" ", one.tasks()),
                one.from().toString(),
                one.until().map(LocalDate::toString).orElse(""),
                "",
                fact.recordedUtc(),
                fact.author().name(),
                fact.reason()));
      }
    }
    for (var fact : log.trainings()) {
      var one = (Event.Trained) fact.event();
      rows.add(
          List.of(
              one.site().value(),
              "training",
              "",
              one.person(),
              one.name(),
              one.what(),
              fact.occurred().toString(),
              "",
              one.version(),
              fact.recordedUtc(),
              fact.author().name(),
              fact.reason()));
    }
    return rows;
  }

  /** Who answers for the site, or that it keeps no log. */
  String state() {
    var w = voice.words();
    return log.responsible()
        .map(
            fact ->
                w.say(
                    "answers for the site",
                    fact.author().name(),
                    voice.dates().day(fact.occurred().toString())))
        .orElseGet(() -> w.say("no log is kept here"));
  }

  /** What is delegated to a person today; empty where no log is kept. */
  String of(String person) {
    var w = voice.words();
    if (!log.isKept()) {
      return "";
    }
    var tasks =
        DelegationLog.TASKS.stream()
            .filter(task -> log.may(person, task, today))
            .map(this::task)
            .toList();
    return tasks.isEmpty()
        ? w.say("nothing is delegated to you")
        : w.say("delegated to you today", voice.join("two parts", tasks));
  }

  /** A task in words. */
  String task(String code) {
    return voice.task(code);
  }

  Table delegations(String write) {
    var w = voice.words();
    return new Table(
        w.say("delegations"),
        false,
        "",
        columns(
            w.say("number of the entry"),
            w.say("who"),
            w.say("delegated tasks"),
            w.say("delegated from"),
            w.say("delegated until"),
            w.say("signed by"),
            w.say("state")),
        log.entries().stream().map(entry -> new Table.Line(cells(entry, write), false)).toList());
  }

  private List<Table.Cell> cells(DelegationLog.Entry entry, String write) {
    var w = voice.words();
    var one = entry.what();
    var newest = entry.said().getLast();
    var number = String.valueOf(one.delegation());
    return List.of(
        write.isEmpty()
            ? new Table.Cell(number)
            : new Table.Cell(number, write + number + "#write"),
        new Table.Cell(one.name(), "", one.person(), Badge.NONE),
        new Table.Cell(voice.join("two parts", one.tasks().stream().map(this::task).toList())),
        new Table.Cell(voice.dates().day(one.from())),
        new Table.Cell(one.until().map(voice.dates()::day).orElse("")),
        new Table.Cell(newest.author().name(), "", signed(newest), Badge.NONE),
        new Table.Cell(
            "",
            "",
            entry.said().size() > 1 ? w.say("written anew because", newest.reason()) : "",
            entry.heldOn(today)
                ? new Badge(State.DONE, w.say("delegation holds"))
                : one.from().isAfter(today)
                    ? new Badge(State.CARE, w.say("delegation is to come"))
                    : new Badge(State.QUIET, w.say("delegation is over"))));
  }

  private String signed(Fact fact) {
    return voice.dates().momentInZone(fact.recorded());
  }

  Table trainings() {
    var w = voice.words();
    return new Table(
        w.say("trainings"),
        false,
        "",
        columns(
            w.say("who"),
            w.say("trained in what"),
            w.say("trained on"),
            w.say("version of the protocol"),
            w.say("signed by")),
        log.trainings().stream()
            .map(
                fact -> {
                  var one = (Event.Trained) fact.event();
                  return new Table.Line(
                      List.of(
                          new Table.Cell(one.name(), "", one.person(), Badge.NONE),
                          new Table.Cell(one.what()),
                          new Table.Cell(voice.dates().day(fact.occurred().toString())),
                          new Table.Cell(one.version()),
                          new Table.Cell(fact.author().name(), "", signed(fact), Badge.NONE)),
                      false);
                })
            .toList());
  }

  private static List<Table.Column> columns(String... heads) {
    return List.of(heads).stream().map(head -> new Table.Column(head, false)).toList();
  }
}
