package org.trialwright.bedside.register;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Site;
import org.trialwright.journal.PersonMatch;
import org.trialwright.journal.Vault;
import org.trialwright.pages.Answers;
import org.trialwright.pages.Kind;
import org.trialwright.pages.Question;
import org.trialwright.pages.Reading;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.Words;
import org.trialwright.study.AnswerKind;
import org.trialwright.study.CodeList;
import org.trialwright.study.Form;
import org.trialwright.study.Item;
import org.trialwright.study.Speaker;
import org.trialwright.study.Type;

/** What a newcomer is asked, and what the answers come to: on the page and for programs. */
record Registering(Desk desk, Front front, HttpServletRequest request, SignedIn person) {
  private static final String NOT_KNOWN = "not known";
  private static final int NAME = 200;
  private static final int SHORT = 40;

  /**
   * A newcomer's answers.
   *
   * @param newcomer empty while something is wrong
   * @param errors by question, why its answer cannot be taken
   */
  record Read(Optional<Desk.Newcomer> newcomer, Map<String, String> errors) {
    Read {
      errors = Map.copyOf(errors);
    }
  }

  Read read(Map<String, String> fields) {
    var w = front.words(request);
    Map<String, String> answers = new LinkedHashMap<>();
    Map<String, String> errors = new LinkedHashMap<>();
    for (var question : questions(Map.of(), Map.of())) {
      switch (Answers.read(question.kind(), question.name(), fields)) {
        case Reading.Given(var text) -> answers.put(question.name(), text);
        case Reading.Empty() -> {
          if (!question.optional()) {
            errors.put(question.name(), w.say("answer this question"));
          }
        }
        case Reading.Wrong(var fault) -> errors.put(question.name(), fault.say(w));
      }
    }
    var site = site(answers);
    if (site.isEmpty()) {
      errors.putIfAbsent("site", w.say("answer this question"));
    }
    var born = answers.getOrDefault(Vault.BIRTH_DATE, "");
    if (!born.isEmpty() && !born.equals(NOT_KNOWN) && isLater(born)) {
      errors.put(Vault.BIRTH_DATE, w.say("nobody is born after today"));
    }
    return new Read(
        errors.isEmpty()
            ? site.map(at -> newcomer(at, answers, fields.containsKey("looked")))
            : Optional.empty(),
        errors);
  }

  private boolean isLater(String born) {
    var today =
        sites().stream()
            .map(site -> desk.today(site.id()))
            .findFirst()
            .orElseGet(
                () ->
                    LocalDate.ofInstant(desk.trial().clock().instant(), java.time.ZoneOffset.UTC));
    return org.trialwright.quantities.PartialDate.parse(born).earliest().isAfter(today);
  }

  private Optional<Site> site(Map<String, String> answers) {
    var sites = sites();
    return sites.size() == 1
        ? Optional.of(sites.getFirst())
        : sites.stream()
            .filter(site -> site.id().value().equals(answers.getOrDefault("site", "")))
            .findFirst();
  }

  /** The sites for which this person may register. */
  List<Site> sites() {
    return desk.sites().stream()
        .filter(site -> person.grantFor("POST", RegisterPage.ROUTE, site.id()).isPresent())
        .toList();
  }

  private static Desk.Newcomer newcomer(Site site, Map<String, String> answers, boolean looked) {
    Map<String, String> identity = new HashMap<>(answers);
    identity.remove("site");
    identity.remove("sex");
    identity.values().removeIf(NOT_KNOWN::equals);
    var match =
        new PersonMatch(
            identity.getOrDefault(Vault.BIRTH_DATE, ""),
            identity.getOrDefault("initials", ""),
            answers.getOrDefault("sex", ""),
            identity.getOrDefault("hospital-number", ""),
            site.id());
    return new Desk.Newcomer(site.id(), identity, match, looked);
  }

  /** Who is alike, each with what is equal. */
  List<String> alike(Desk.Newcomer newcomer) {
    var w = front.words(request);
    return desk.trial().vault().matches(newcomer.match()).stream()
        .map(
            match ->
                switch (match.by()) {
                  case BIRTH_INITIALS_SEX ->
                      w.say("same birth date, initials and sex", match.participant());
                  case HOSPITAL_NUMBER -> w.say("same hospital number", match.participant());
                })
        .distinct()
        .toList();
  }

  List<Question> questions(Map<String, String> fields, Map<String, String> errors) {
    var w = front.words(request);
    var sites = sites();
    var questions = new ArrayList<Question>();
    var today =
        sites.stream().map(site -> desk.today(site.id())).findFirst().orElse(LocalDate.EPOCH);
    if (sites.size() > 1) {
      var choices =
          sites.stream().map(site -> new Kind.Choice(site.id().value(), site.name())).toList();
      questions.add(Question.of("site", w.say("site"), new Kind.OneOf(choices), today));
    }
    questions.add(
        Question.of("initials", w.say("initials"), new Kind.Text(1, SHORT), today)
            .hint(w.say("as the site writes them")));
    questions.add(Question.of("sex", w.say("sex"), sex(w), today));
    questions.add(
        Question.of(Vault.BIRTH_DATE, w.say("birth date"), birthDate(), today)
            .hint(w.say("it stays in the vault")));
    questions.add(
        Question.of("hospital-number", w.say("hospital number"), new Kind.Text(1, SHORT), today)
            .optional(true));
    questions.add(Question.of("name", w.say("name"), new Kind.Text(1, NAME), today).optional(true));
    questions.add(
        Question.of("phone", w.say("telephone"), new Kind.Text(1, SHORT), today).optional(true));
    return questions.stream()
        .map(
            question ->
                question
                    .missing(
                        question.name().equals(Vault.BIRTH_DATE) ? List.of(NOT_KNOWN) : List.of())
                    .submitted(fields)
                    .error(errors.getOrDefault(question.name(), "")))
        .toList();
  }

  /** The form of the study that asks an identifying date, when it has one. */
  private Optional<Form> identifying() {
    return desk.trial().study().forms().values().stream()
        .filter(form -> form.items().stream().anyMatch(Item::identifying))
        .findFirst();
  }

  private Kind birthDate() {
    return identifying().stream()
        .flatMap(form -> form.items().stream())
        .filter(Item::identifying)
        .flatMap(item -> item.kind().stream())
        .findFirst()
        .map(kind -> new Kind.Day(kind instanceof AnswerKind.Date date && date.partial()))
        .orElse(new Kind.Day(false));
  }

  /** The study's own codes, so that a newcomer and a record agree. */
  private Kind sex(Words w) {
    Speaker speaker = front.speaker(request);
    return Desk.sex(desk.trial().study())
        .filter(item -> item.type() instanceof Type.Coded)
        .map(item -> codes(item, speaker))
        .orElseGet(
            () ->
                new Kind.OneOf(
                    List.of(
                        new Kind.Choice("female", w.say("female")),
                        new Kind.Choice("male", w.say("male")))));
  }

  private static Kind codes(Item item, Speaker speaker) {
    CodeList list = ((Type.Coded) item.type()).list();
    return new Kind.OneOf(
        list.codes().stream()
            .map(code -> new Kind.Choice(code, speaker.code(item, code).text()))
            .toList());
  }
}
