package org.trialwright.bedside.register;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.Site;
import org.trialwright.journal.PersonMatch;
import org.trialwright.journal.Vault;
import org.trialwright.pages.Answers;
import org.trialwright.pages.Kind;
import org.trialwright.pages.Link;
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

/** Gives a newcomer a number. Who they are goes to the vault; the journal learns only ages. */
@Controller
class RegisterPage {
  private static final String ROUTE = "/participants/new";
  private static final String NOT_KNOWN = "not known";
  private static final int NAME = 200;
  private static final int SHORT = 40;

  private final Desk desk;
  private final Front front;

  RegisterPage(Desk desk, Front front) {
    this.desk = desk;
    this.front = front;
  }

  @GetMapping(ROUTE)
  String blank(HttpServletRequest request, @AuthenticationPrincipal SignedIn person, Model page) {
    return show(request, person, Map.of(), Map.of(), UUID.randomUUID().toString(), List.of(), page);
  }

  @PostMapping(ROUTE)
  String register(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @RequestParam("key") String key,
      @RequestParam Map<String, String> fields,
      Model page) {
    var w = front.words(request);
    Map<String, String> answers = new LinkedHashMap<>();
    Map<String, String> errors = new LinkedHashMap<>();
    for (var question : questions(request, person, Map.of(), Map.of())) {
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
    var site = site(person, answers);
    if (site.isEmpty()) {
      errors.putIfAbsent("site", w.say("answer this question"));
    }
    var born = answers.getOrDefault(Vault.BIRTH_DATE, "");
    if (!born.isEmpty() && !born.equals(NOT_KNOWN) && isLater(born, person)) {
      errors.put(Vault.BIRTH_DATE, w.say("nobody is born after today"));
    }
    if (!errors.isEmpty() || site.isEmpty() || !isKey(key)) {
      return show(request, person, fields, errors, key, List.of(), page);
    }
    var newcomer = newcomer(site.get(), answers, fields.containsKey("looked"));
    var act = front.act(person, "POST", ROUTE, site.get().id(), key);
    return switch (desk.register(newcomer, act)) {
      case Outcome.Registered(var participant) -> "redirect:/participants/" + participant;
      case Outcome.PersonKnown _ ->
          show(request, person, fields, Map.of(), key, alike(newcomer, w), page);
      case Outcome.SiteClosed() ->
          show(
              request,
              person,
              fields,
              Map.of("site", w.say("the site takes nobody now")),
              key,
              List.of(),
              page);
      case Outcome.NotConfirmed(var chapters) ->
          show(
              request,
              person,
              fields,
              Map.of("site", w.say("assumed values are not confirmed", chapters.size())),
              key,
              List.of(),
              page);
      case Outcome other -> throw new IllegalStateException("registering ended as " + other);
    };
  }

  private static boolean isKey(String key) {
    return key.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  }

  private boolean isLater(String born, SignedIn person) {
    var today =
        sites(person).stream()
            .map(site -> desk.today(site.id()))
            .findFirst()
            .orElseGet(
                () ->
                    LocalDate.ofInstant(desk.trial().clock().instant(), java.time.ZoneOffset.UTC));
    return org.trialwright.quantities.PartialDate.parse(born).earliest().isAfter(today);
  }

  private Optional<Site> site(SignedIn person, Map<String, String> answers) {
    var sites = sites(person);
    return sites.size() == 1
        ? Optional.of(sites.getFirst())
        : sites.stream()
            .filter(site -> site.id().value().equals(answers.getOrDefault("site", "")))
            .findFirst();
  }

  /** The sites for which this person may register. */
  private List<Site> sites(SignedIn person) {
    return desk.sites().stream()
        .filter(site -> person.grantFor("POST", ROUTE, site.id()).isPresent())
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
  private List<String> alike(Desk.Newcomer newcomer, Words w) {
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

  private String show(
      HttpServletRequest request,
      SignedIn person,
      Map<String, String> fields,
      Map<String, String> errors,
      String key,
      List<String> alike,
      Model page) {
    var sites = sites(person);
    var frame =
        front.frame(
            request,
            person,
            front.words(request).say("register a participant"),
            sites.size() == 1 ? Optional.of(sites.getFirst().id()) : Optional.empty());
    var questions = questions(request, person, fields, errors);
    page.addAttribute("frame", frame);
    page.addAttribute("questions", questions);
    page.addAttribute(
        "problems",
        questions.stream()
            .filter(question -> !question.error().isEmpty())
            .map(
                question ->
                    new Link(question.text() + ": " + question.error(), "#" + question.name()))
            .toList());
    page.addAttribute("key", isKey(key) ? key : UUID.randomUUID().toString());
    page.addAttribute("alike", alike);
    page.addAttribute("noSite", sites.isEmpty());
    return "bedside/register/register";
  }

  private List<Question> questions(
      HttpServletRequest request,
      SignedIn person,
      Map<String, String> fields,
      Map<String, String> errors) {
    var w = front.words(request);
    var sites = sites(person);
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
    questions.add(Question.of("sex", w.say("sex"), sex(request, w), today));
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
  private Kind sex(HttpServletRequest request, Words w) {
    Speaker speaker = front.speaker(request);
    return identifying()
        .flatMap(form -> form.item("sex"))
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
