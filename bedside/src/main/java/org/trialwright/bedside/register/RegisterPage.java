package org.trialwright.bedside.register;

import jakarta.servlet.http.HttpServletRequest;
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
import org.trialwright.pages.Link;
import org.trialwright.pages.SignedIn;

/** Gives a newcomer a number. Who they are goes to the vault; the journal learns only ages. */
@Controller
class RegisterPage {
  static final String ROUTE = "/participants/new";
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
    var registering = new Registering(desk, front, request, person);
    var read = registering.read(fields);
    if (read.newcomer().isEmpty() || !isKey(key)) {
      return show(request, person, fields, read.errors(), key, List.of(), page);
    }
    var newcomer = read.newcomer().get();
    var act = front.act(person, "POST", ROUTE, newcomer.site(), key);
    return switch (desk.register(newcomer, act)) {
      case Outcome.Registered(var participant) -> "redirect:/participants/" + participant;
      case Outcome.PersonKnown _ ->
          show(request, person, fields, Map.of(), key, registering.alike(newcomer), page);
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
      case Outcome.ChangedMeanwhile _ ->
          show(
              request,
              person,
              fields,
              Map.of("site", w.say("the key was used for another act")),
              UUID.randomUUID().toString(),
              List.of(),
              page);
      case Outcome other -> throw new IllegalStateException("registering ended as " + other);
    };
  }

  private static boolean isKey(String key) {
    return key.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  }

  private String show(
      HttpServletRequest request,
      SignedIn person,
      Map<String, String> fields,
      Map<String, String> errors,
      String key,
      List<String> alike,
      Model page) {
    var registering = new Registering(desk, front, request, person);
    var sites = registering.sites();
    var frame =
        front.frame(
            request,
            person,
            front.words(request).say("register a participant"),
            sites.size() == 1 ? Optional.of(sites.getFirst().id()) : Optional.empty());
    var questions = registering.questions(fields, errors);
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
}
