package org.trialwright.oversight.simulation;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.trialwright.oversight.Frames;
import org.trialwright.oversight.Overseen;
import org.trialwright.pages.SignedIn;
import org.trialwright.study.Scenario;
import org.trialwright.study.ScenarioReader;
import org.trialwright.study.Study;

/** The trial as it may go: other assumptions, and what follows from them. */
@Controller
class SimulationPage {
  private static final Set<String> VARIANTS = Set.of("calibration", "null");

  private final Overseen overseen;
  private final Frames frames;
  private final Plays plays;

  SimulationPage(Overseen overseen, Frames frames, Plays plays) {
    this.overseen = overseen;
    this.frames = frames;
    this.plays = plays;
  }

  @GetMapping("/simulation")
  String simulation(
      @RequestParam Map<String, String> parameters,
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      Model page) {
    var words = frames.words(request);
    page.addAttribute("frame", frames.frame(request, person, words.say("simulation")));
    var study = overseen.study();
    if (scenario(study, List.of()).isEmpty()) {
      return "oversight/simulation/nothing";
    }
    var variants = variants(study);
    var variant = Optional.ofNullable(parameters.get("variant")).filter(variants::contains);
    var chosen = variant.map(List::of).orElse(List.of());
    var scenario = scenario(study, chosen).orElseThrow();
    var lines = Assumption.of(study, scenario, chosen);
    var known = lines.stream().flatMap(Assumption::paths).collect(Collectors.toSet());
    var read = Asked.of(parameters, known, variants);
    var asked = read.orElse(Asked.nothing());
    boolean play = read.isPresent() && parameters.containsKey("trials");
    if (play && !address(request).equals(asked.address())) {
      return "redirect:" + asked.address();
    }
    page.addAttribute("lines", lines);
    page.addAttribute("asked", asked);
    page.addAttribute("variants", variants.stream().sorted().toList());
    page.addAttribute("unreadable", read.isEmpty());
    page.addAttribute(
        "played",
        play
            ? Optional.of(
                new PlayedView(
                    study,
                    words,
                    plays.of(study, asked, scenario).look(),
                    asked,
                    frames.look(request)))
            : Optional.empty());
    return "oversight/simulation/simulation";
  }

  /** Path and query, as they were asked for. */
  static String address(HttpServletRequest request) {
    return request.getRequestURI() + "?" + request.getQueryString();
  }

  /** Variants of a study's scenario that can be read. */
  static Set<String> variants(Study study) {
    return VARIANTS.stream()
        .filter(variant -> scenario(study, List.of(variant)).isPresent())
        .collect(Collectors.toSet());
  }

  static Optional<Scenario> scenario(Study study, List<String> variants) {
    return study.files().files().containsKey("scenario.yaml")
        ? ScenarioReader.read(study, study.files(), variants).scenario()
        : Optional.empty();
  }
}
