package org.trialwright.bedside;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.trialwright.journal.Facts;
import org.trialwright.journey.Deviation;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.journey.LoggedDeviation;
import org.trialwright.journey.Queries;
import org.trialwright.pages.Arm;
import org.trialwright.pages.Dates;
import org.trialwright.pages.Words;
import org.trialwright.study.AnswerText;
import org.trialwright.study.How;
import org.trialwright.study.Item;
import org.trialwright.study.Source;
import org.trialwright.study.Speaker;
import org.trialwright.study.Study;

/** Says words of the interface, of the study and of the calendar in one language. */
public record Voice(Study study, Words words, Speaker speaker, Dates dates) {
  private static final long MOST_HOURS = 72;

  /** An arm with its line; that it is masked, where the facts keep it to themselves. */
  public Arm arm(String name) {
    var names = study.how().arms().stream().map(How.Arm::name).toList();
    return name.equals(Event.Allocated.MASKED)
        ? new Arm(0, words.say("arm is masked"))
        : new Arm(names.indexOf(name) + 1, speaker.arm(name).text());
  }

  /** A canonical answer text as people read it; as it stands when the study cannot read it. */
  public String answer(Item item, String text) {
    if (text.equals(AnswerText.ON_FILE)) {
      return words.say("on file");
    }
    if (text.equals(Facts.REDACTED)) {
      return words.say("redacted");
    }
    return AnswerText.read(item, text) instanceof AnswerText.Result.Read read
        ? speaker.answer(item, read.answer()).text()
        : text;
  }

  /** A form's title; its name when the study has no such form any more. */
  public String form(String name) {
    return study.forms().containsKey(name) ? speaker.form(study.form(name)).text() : name;
  }

  /** A question; its name when the study has no such question any more. */
  public String question(String form, String item) {
    return study.forms().containsKey(form)
        ? study.form(form).item(item).map(one -> speaker.question(one).text()).orElse(item)
        : item;
  }

  /** A visit or one of its occasions; nothing for any time. */
  public String visit(String label) {
    return label.isEmpty() ? "" : speaker.visit(label).text();
  }

  /** Why a value at this path, or a part of it, is our own choice; "" when it is not. */
  public String assumed(String path) {
    return study.sources().stream()
        .filter(source -> source.path().equals(path) && source.status() == Source.Status.ASSUMED)
        .map(Source::text)
        .findFirst()
        .orElse("");
  }

  /** The way to a participant's allocation. */
  public String checkAndAllocate(String participant) {
    return study.how().drawsEach()
        ? words.say("check and randomise", participant)
        : words.say("check and allocate", participant);
  }

  /** Several texts as one, two and two joined by words such as {@code x, y}. */
  public String join(String key, List<String> texts) {
    return texts.stream().reduce((one, other) -> words.say(key, one, other)).orElse("");
  }

  /** How long a clock still runs, or how late it is: in hours, from three days on in days. */
  public String left(Instant due, Instant now) {
    long hours = ChronoUnit.HOURS.between(now, due);
    if (Math.abs(hours) >= MOST_HOURS) {
      return dates.relative(
          LocalDate.ofInstant(due, dates.zone()), LocalDate.ofInstant(now, dates.zone()));
    }
    return hours < 0 ? words.say("n hours late", -hours) : words.say("n hours left", hours);
  }

  /** What a fact has frozen or locked, since when, by whom, and whom to ask. */
  public String held(Fact by) {
    var when = dates.moment(by.recorded());
    var who = words.say("name and role", by.author().name(), role(by.author().role()));
    return by.event() instanceof Event.Frozen(var form, _, _)
        ? words.say("form is frozen", form(form), when, who)
        : words.say("record is locked", when, who);
  }

  /** Why a form cannot name this kit, and which waits to be handed out. */
  public String notTheKit(String kit, String open) {
    return open.isEmpty()
        ? words.say("that kit is not this participants", kit)
        : words.say("that kit is not this participants, but", kit, open);
  }

  /** That the arm was opened: when, to whom and why, and not which it is. */
  public String opened(Fact fact) {
    return words.say(
        "arm was opened at, to, because",
        dates.moment(fact.recorded()),
        words.say("name and role", fact.author().name(), role(fact.author().role())),
        fact.reason());
  }

  /** A task that may be delegated; as it stands when it is none of ours. */
  public String task(String code) {
    return switch (code) {
      case "consent" -> words.say("task consent");
      case "eligibility" -> words.say("task eligibility");
      case "allocate" -> words.say("task allocate");
      case "enter" -> words.say("task enter");
      case "dose" -> words.say("task dose");
      case "kits" -> words.say("task kits");
      case "sign" -> words.say("task sign");
      case "log" -> words.say("task log");
      default -> code;
    };
  }

  /** Why a person may not do a task, and whom to ask. */
  public String notDelegated(String task) {
    return words.say("task is not delegated", task(task));
  }

  /** Who compared a record with its source or reviewed it, when, and what changed since. */
  public String review(Review one) {
    var said = one.said();
    var reviewed = (Event.Reviewed) said.event();
    var who = words.say("name and role", said.author().name(), role(said.author().role()));
    var when = dates.momentInZone(said.recorded());
    var text =
        reviewed.kind().equals(Event.Reviewed.SOURCE)
            ? words.say("compared by at", who, when)
            : words.say("reviewed by at", who, when);
    var about =
        reviewed.items().isEmpty()
            ? text
            : words.say(
                "label and text",
                text,
                join(
                    "two parts",
                    reviewed.items().stream()
                        .map(item -> question(reviewed.form(), item))
                        .toList()));
    return one.change()
        .map(
            fact ->
                words.say(
                    "review voided",
                    about,
                    words.say("name and role", fact.author().name(), role(fact.author().role())),
                    dates.momentInZone(fact.recorded())))
        .orElse(about);
  }

  /** What must come before a record is locked. */
  public List<String> waits(boolean endorsed, int queries) {
    var waits = new ArrayList<String>();
    if (!endorsed) {
      waits.add(words.say("lock waits for the signature"));
    }
    if (queries > 0) {
      waits.add(words.count(queries, "lock waits for one query", "lock waits for n queries"));
    }
    return waits;
  }

  /** What was asked; a check's sentence in the reader's language. */
  public String asked(Queries query) {
    var about = query.query();
    return Optional.ofNullable(study.forms().get(about.form())).stream()
        .flatMap(form -> form.checks().stream())
        .filter(check -> check.message().equals(about.text()))
        .findFirst()
        .map(check -> speaker.message(study.form(about.form()), check).text())
        .orElse(about.text());
  }

  /** What was replied, by a person or by the check itself. */
  public String replied(Fact reply) {
    if (!(reply.event() instanceof Event.Replied(_, var text, _))) {
      return "";
    }
    return !CheckQueries.isOwn(reply)
        ? text
        : text.equals(CheckQueries.MENDED)
            ? words.say("the check holds")
            : words.say("the check speaks again");
  }

  /** What the study's rules found, in a sentence. */
  public String deviation(Deviation found) {
    return switch (found) {
      case Deviation.Unkept(var record, var check) ->
          words.say(
              "sentence not kept",
              form(record.form().name()),
              speaker.message(record.form(), check).text());
      case Deviation.OffWindow(var due, var day, var held) ->
          held
              ? words.say(
                  "visit outside its window",
                  visit(due.label()),
                  dates.day(day),
                  dates.window(due.from().orElseThrow(), due.to().orElseThrow()))
              : words.say(
                  "visit not held",
                  visit(due.label()),
                  dates.window(due.from().orElseThrow(), due.to().orElseThrow()));
    };
  }

  /** That a visit is planned for a holiday, and which day would do; nothing is moved by it. */
  public String falls(Holidays.Falls falls) {
    var name = falls.name().isEmpty() ? words.say("the site is closed") : falls.name();
    return falls
        .instead()
        .map(
            day ->
                words.say(
                    "falls on a holiday, nearest", dates.day(falls.day()), name, dates.day(day)))
        .orElseGet(() -> words.say("falls on a holiday, none left", dates.day(falls.day()), name));
  }

  /** A deviation as somebody told it, else as it was found. */
  public String deviation(LoggedDeviation one) {
    return one.account()
        .map(Event.Deviated::what)
        .orElseGet(() -> one.found().map(this::deviation).orElse(""));
  }

  /** A kind of deviation; as it stands when it is none of ours. */
  public String category(String code) {
    return switch (code) {
      case "consent" -> words.say("category consent");
      case "eligibility" -> words.say("category eligibility");
      case "visit" -> words.say("category visit");
      case "procedure" -> words.say("category procedure");
      case "treatment" -> words.say("category treatment");
      case "safety" -> words.say("category safety");
      case "privacy" -> words.say("category privacy");
      case "records" -> words.say("category records");
      case "other" -> words.say("category other");
      default -> code;
    };
  }

  public String importance(boolean important) {
    return important ? words.say("important deviation") : words.say("minor deviation");
  }

  /** An author's role in words. */
  public String role(String code) {
    return code.equals("system") ? "" : Front.role(words, code);
  }
}
