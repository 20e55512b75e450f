package org.trialwright.app;

import io.nayuki.qrcodegen.QrCode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.trialwright.pages.Dates;
import org.trialwright.pages.Link;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.Words;

/** A person's own one-time codes: begun, turned on with the first code, turned off. */
@Controller
class CodesPage {
  static final String ADDRESS = "/account/codes";

  private final Codes codes;
  private final Accounts accounts;
  private final Frames frames;
  private final boolean codesAsked;

  CodesPage(Codes codes, Accounts accounts, Frames frames, SignIns signIns) {
    this.codesAsked = signIns.codesAsked();
    this.codes = codes;
    this.accounts = accounts;
    this.frames = frames;
  }

  /**
   * What an app is told.
   *
   * @param key in groups, to type
   * @param address the same for an app on this very device
   * @param size of the picture in squares, its quiet edge included
   * @param squares the dark ones, as a path
   */
  record Picture(String key, String address, int size, String squares) {
    private static final int EDGE = 4;

    static Picture of(Codes.State.Begun begun) {
      QrCode code = QrCode.encodeText(begun.address(), QrCode.Ecc.MEDIUM);
      var squares = new StringBuilder();
      for (int row = 0; row < code.size; row++) {
        for (int column = 0; column < code.size; column++) {
          if (code.getModule(column, row)) {
            squares.append("M%d %dh1v1h-1z".formatted(column + EDGE, row + EDGE));
          }
        }
      }
      return new Picture(
          Codes.grouped(begun.key(), " "),
          begun.address(),
          code.size + 2 * EDGE,
          squares.toString());
    }
  }

  @GetMapping(ADDRESS)
  String codes(HttpServletRequest request, @AuthenticationPrincipal SignedIn person, Model page) {
    return show(request, person, Link.NONE, List.of(), page);
  }

  @PostMapping(ADDRESS)
  String begin(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @RequestParam(name = "password", defaultValue = "") String password,
      Model page) {
    if (!accounts.confirms(person.account(), password)) {
      return wrongPassword(request, person, page);
    }
    codes.begin(person.account());
    return "redirect:" + ADDRESS;
  }

  @PostMapping(ADDRESS + "/first")
  String turnOn(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @RequestParam(name = "code", defaultValue = "") String code,
      Model page) {
    List<String> recovery =
        codes.turnOn(person.account(), code, Accounts.author(person.account(), person.name()));
    Words words = frames.words(request);
    boolean wrong = recovery.isEmpty() && !codes.isOn(person.account());
    return show(
        request,
        person,
        wrong ? new Link(words.say("that is not the code of now"), "#code") : Link.NONE,
        recovery,
        page);
  }

  @PostMapping(ADDRESS + "/end")
  String turnOff(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @RequestParam(name = "password", defaultValue = "") String password,
      Model page) {
    if (!accounts.confirms(person.account(), password)) {
      return wrongPassword(request, person, page);
    }
    codes.turnOff(person.account(), Accounts.author(person.account(), person.name()));
    return "redirect:" + ADDRESS;
  }

  private String wrongPassword(HttpServletRequest request, SignedIn person, Model page) {
    String problem = frames.words(request).say("the password of now is not right");
    return show(request, person, new Link(problem, "#password"), List.of(), page);
  }

  private String show(
      HttpServletRequest request,
      SignedIn person,
      Link problem,
      List<String> recovery,
      Model page) {
    var frame = frames.frame(request, "one-time codes", Optional.of(person));
    var state = codes.of(person.account());
    page.addAttribute("frame", frame);
    page.addAttribute("account", person.account());
    page.addAttribute("problem", problem);
    page.addAttribute("recovery", recovery);
    page.addAttribute(
        "picture",
        state instanceof Codes.State.Begun begun
            ? Optional.of(Picture.of(begun))
            : Optional.empty());
    page.addAttribute("on", on(state, frame.words(), frame.dates()));
    page.addAttribute(
        "asked", codesAsked && codes.missing(person.account(), SessionCookie.secret(request)));
    return "app/codes";
  }

  /** Since when, and how many recovery codes are left; empty where codes are not on. */
  private static String on(Codes.State state, Words words, Dates dates) {
    return switch (state) {
      case Codes.State.On(var since, int left) ->
          words.say("one-time codes are on", dates.moment(since), left);
      case Codes.State.Off(), Codes.State.Begun _ -> "";
    };
  }
}
