package org.trialwright.bedside.register;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.api.ApiController;
import org.trialwright.bedside.api.Operation;
import org.trialwright.bedside.api.Problem;
import org.trialwright.bedside.api.Sent;
import org.trialwright.bedside.api.Taken;
import org.trialwright.pages.Answers;
import org.trialwright.pages.SignedIn;

/** Registering, for programs. */
@ApiController
class RegisterApi {
  private final Desk desk;
  private final Front front;

  RegisterApi(Desk desk, Front front) {
    this.desk = desk;
    this.front = front;
  }

  record Registered(String participant, String site) {}

  @PostMapping(RegisterPage.ROUTE)
  @Operation(
      value = "Give a newcomer a number; who they are goes to the vault and never comes back here",
      takes = {
        @Taken(
            name = "site",
            says = "its number; not needed when you register at one site only",
            optional = true),
        @Taken(name = "initials", says = "as the site writes them"),
        @Taken(name = "sex", says = "as the study codes it"),
        @Taken(name = "birth-date", says = "ISO 8601, or: not known"),
        @Taken(name = "hospital-number", says = "of the site", optional = true),
        @Taken(name = "name", says = "for the vault", optional = true),
        @Taken(name = "phone", says = "for the vault", optional = true),
        @Taken(
            name = "looked",
            says = "true when somebody looked at whoever is alike, and this is another person",
            kind = Taken.Kind.FLAG,
            optional = true)
      },
      gives = Registered.class)
  Registered register(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody Map<String, Object> body) {
    var words = front.words(request);
    var sent = new Sent(body);
    var registering = new Registering(desk, front, request, person);
    var site = sent.text("site");
    if (!site.isEmpty()
        && registering.sites().stream().noneMatch(one -> one.id().value().equals(site))) {
      throw Problem.fields(words, Map.of("site", words.say("api not a site of yours")));
    }
    var fields = new HashMap<String, String>();
    registering
        .questions(Map.of(), Map.of())
        .forEach(
            one -> fields.putAll(Answers.fields(one.kind(), one.name(), sent.text(one.name()))));
    if (sent.flag("looked")) {
      fields.put("looked", "yes");
    }
    var read = registering.read(fields);
    var newcomer = read.newcomer().orElseThrow(() -> Problem.fields(words, read.errors()));
    var act = front.act(person, "POST", RegisterPage.ROUTE, newcomer.site(), key.toString());
    return switch (desk.register(newcomer, act)) {
      case Outcome.Registered(var participant) ->
          new Registered(participant.value(), newcomer.site().value());
      case Outcome.PersonKnown _ ->
          throw Problem.conflict(
              words,
              String.join("; ", registering.alike(newcomer)),
              words.say("api look and say so"));
      case Outcome.ChangedMeanwhile _ -> throw Problem.otherAct(words);
      case Outcome other ->
          throw Problem.of(other, front.voice(request, Optional.of(newcomer.site())));
    };
  }
}
