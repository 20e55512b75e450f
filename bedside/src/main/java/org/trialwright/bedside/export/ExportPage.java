package org.trialwright.bedside.export;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.trialwright.bedside.Front;
import org.trialwright.pages.Link;
import org.trialwright.pages.SignedIn;

/** Chooses among the files to take out. */
@Controller
class ExportPage {
  private final Front front;
  private final Exports exports;

  ExportPage(Front front, Exports exports) {
    this.front = front;
    this.exports = exports;
  }

  @GetMapping(Exports.ROUTE)
  String choose(HttpServletRequest request, @AuthenticationPrincipal SignedIn person, Model page) {
    var w = front.words(request);
    var voice = front.voice(request, Optional.empty());
    page.addAttribute("frame", front.studyFrame(request, person, w.say("data as files")));
    page.addAttribute(
        "sites",
        voice.join("two parts", front.sites(person).stream().map(site -> site.name()).toList()));
    page.addAttribute("workbook", Exports.WORKBOOK);
    page.addAttribute(
        "forms",
        exports.names().stream()
            .map(form -> new Link(voice.form(form), Exports.ROUTE + "/" + form + ".csv"))
            .toList());
    return "bedside/export/export";
  }

  @GetMapping(Exports.FORM)
  void form(
      HttpServletRequest request,
      HttpServletResponse response,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String form)
      throws IOException {
    exports.form(request, response, person, form);
  }

  @GetMapping(Exports.WORKBOOK)
  void workbook(
      HttpServletRequest request,
      HttpServletResponse response,
      @AuthenticationPrincipal SignedIn person)
      throws IOException {
    exports.workbook(request, response, person);
  }
}
