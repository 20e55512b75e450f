package org.trialwright.registry.join;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.trialwright.registry.Frames;
import org.trialwright.study.Speaker;

/** The questions of the study that runs here. */
@Controller
class JoinPage {
  private final Frames frames;

  JoinPage(Frames frames) {
    this.frames = frames;
  }

  @GetMapping("/trial/join")
  String ask(HttpServletRequest request, Model page) {
    var study = frames.study();
    var words = frames.words(request);
    var speaker = Speaker.of(study, words.language().code());
    page.addAttribute("frame", frames.frame(request, words.say("may I join", study.name())));
    page.addAttribute("study", study.name());
    page.addAttribute("view", JoinView.of(study, speaker, words));
    return "registry/join/join";
  }
}
