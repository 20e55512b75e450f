package org.trialwright.bedside.results;

import java.util.Map;
import java.util.Optional;
import org.trialwright.bedside.Act;
import org.trialwright.bedside.FileLines;
import org.trialwright.bedside.Filing;
import org.trialwright.bedside.OpenedSite;
import org.trialwright.bedside.api.Problem;
import org.trialwright.journey.Event;
import org.trialwright.pages.Words;
import org.trialwright.study.Form;

/** What pages and programs do alike with a laboratory's file at a site. */
record Taking(OpenedSite at) {
  static final int LONGEST_REASON = 500;
  private static final int LONGEST_NAME = 200;
  static final int MOST_COLUMNS = 100;

  static boolean isLaboratory(String name) {
    return !name.isEmpty() && name.length() <= LONGEST_NAME;
  }

  /** A form that a file may fill, by its name. */
  Optional<Form> form(String name) {
    return Columns.forms(at.voice().study()).stream()
        .filter(form -> form.name().equals(name))
        .findFirst();
  }

  /** The first line of a file; empty when it is none. */
  static Optional<FileLines> headed(FileLines file) {
    var head = file.head();
    return Optional.of(file)
        .filter(
            _ ->
                !head.isEmpty()
                    && head.size() <= MOST_COLUMNS
                    && head.stream().noneMatch(String::isEmpty)
                    && head.stream().distinct().count() == head.size());
  }

  static FileLines lines(String text, Words words) {
    return FileLines.read(text, ResultLines.MOST + 1, words);
  }

  /** What the columns hold as far as it is known of this laboratory and form. */
  Columns begun(String laboratory, Form form, FileLines file) {
    var known =
        at.desk().resultsMapped(at.id()).stream()
            .filter(one -> one.laboratory().equals(laboratory) && one.form().equals(form.name()))
            .findFirst()
            .map(Event.ResultsMapped::columns)
            .orElse(Map.of());
    return Columns.begun(form, file.head(), known, at.voice());
  }

  ResultLines read(Columns columns, FileLines file) {
    return ResultLines.Reader.of(at.front(), at.desk(), at.request(), at.person(), at.id(), columns)
        .read(file);
  }

  /** Whether a reason is needed that is not given. */
  static boolean lacksReason(ResultLines read, String reason) {
    return read.changes() && (reason.isEmpty() || reason.length() > LONGEST_REASON);
  }

  /** Records all of the lines, and what the columns hold when nobody said so before; or nothing. */
  Filing.Came keep(String laboratory, Columns columns, ResultLines read, String reason, Act act) {
    var mapped =
        new Event.ResultsMapped(at.id(), laboratory, columns.form().name(), columns.said());
    var isNew = Optional.of(mapped).filter(one -> !at.desk().resultsMapped(at.id()).contains(one));
    return at.desk().file(read.filing(isNew, reason), act);
  }

  /** Why nothing was recorded; empty when it was. */
  Optional<String> refusal(Filing.Came came, ResultLines read) {
    var w = at.words();
    return switch (came) {
      case Filing.Came.Kept _ -> Optional.empty();
      case Filing.Came.Newer(var who) -> Optional.of(w.say("somebody recorded meanwhile", who));
      case Filing.Came.OtherAct() -> Optional.of(w.say("the key was used for another act"));
      case Filing.Came.Not(var save, var why) ->
          Optional.of(
              w.say(
                  "line and problem",
                  read.kept().get(save).number(),
                  Problem.of(why, at.voice()).problem().detail()));
    };
  }
}
