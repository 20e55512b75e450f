package org.trialwright.app;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.trialwright.pages.SignedIn;

/** The first page of all: it leads who has signed in to the first of their places. */
@Controller
class StartPage {
  private final JdbcClient db;
  private final Frames frames;

  StartPage(JdbcClient db, Frames frames) {
    this.db = db;
    this.frames = frames;
  }

  @GetMapping("/")
  String start(HttpServletRequest request, @AuthenticationPrincipal Object person, Model page) {
    var frame =
        frames.frame(
            request,
            "first page",
            person instanceof SignedIn who ? Optional.of(who) : Optional.empty());
    if (!frame.places().isEmpty()) {
      return "redirect:" + frame.places().getFirst().address();
    }
    page.addAttribute("frame", frame);
    page.addAttribute(
        "facts",
        db.sql("select coalesce(sum(sequence), 0) from journal.heads where chain like 'study/%'")
            .query(Long.class)
            .single());
    return "app/start";
  }
}
