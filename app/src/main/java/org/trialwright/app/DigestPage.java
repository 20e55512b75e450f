package org.trialwright.app;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.trialwright.pages.LanguageSwitch;
import org.trialwright.pages.Link;
import org.trialwright.pages.SignedIn;

/** Whether a person gets a mail each working morning, and where it goes. */
@Controller
class DigestPage {
  private static final String ROUTE = "/account/digest";

  private final Digests digests;
  private final Frames frames;

  DigestPage(Digests digests, Frames frames) {
    this.digests = digests;
    this.frames = frames;
  }

  @GetMapping(ROUTE)
  String look(HttpServletRequest request, @AuthenticationPrincipal SignedIn person, Model page) {
    var wanted = digests.of(person.account());
    return show(request, person, wanted.map(Digests.Wanted::address).orElse(""), List.of(), page);
  }

  @PostMapping(ROUTE)
  String set(
      HttpServletRequest request,
      HttpServletResponse response,
      @AuthenticationPrincipal SignedIn person,
      @RequestParam(defaultValue = "") String address,
      @RequestParam(defaultValue = "") String act,
      Model page) {
    if (act.equals("stop")) {
      digests.stop(person.account());
      return "redirect:" + ROUTE;
    }
    var words = frames.words(request);
    if (!Digests.isAddress(address.strip())) {
      response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
      var problem = new Link(words.say("that is no mail address"), "#address");
      return show(request, person, address, List.of(problem), page);
    }
    digests.want(new Digests.Wanted(person.account(), address.strip(), LanguageSwitch.of(request)));
    return "redirect:" + ROUTE;
  }

  private String show(
      HttpServletRequest request,
      SignedIn person,
      String address,
      List<Link> problems,
      Model page) {
    page.addAttribute("frame", frames.frame(request, "mail each morning", Optional.of(person)));
    page.addAttribute("address", address);
    page.addAttribute("wanted", digests.of(person.account()).isPresent());
    page.addAttribute("problems", problems);
    return "app/digest";
  }
}
