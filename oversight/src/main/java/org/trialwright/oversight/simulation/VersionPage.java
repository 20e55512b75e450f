package org.trialwright.oversight.simulation;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.trialwright.journal.VersionFiles;
import org.trialwright.journey.StudyFolder;
import org.trialwright.oversight.Frames;
import org.trialwright.oversight.Overseen;
import org.trialwright.pages.SignedIn;
import org.trialwright.study.Folder;
import org.trialwright.study.Study;

/** A version of the study that somebody offers: what trials come to under it and without it. */
@Controller
class VersionPage {
  private static final String ROUTE = "/simulation/versions/{digest}";

  private final Overseen overseen;
  private final Frames frames;
  private final Plays plays;
  private final VersionFiles versions;

  VersionPage(Overseen overseen, Frames frames, Plays plays) {
    this.overseen = overseen;
    this.frames = frames;
    this.plays = plays;
    this.versions = new VersionFiles(overseen.source(), overseen.study().name());
  }

  @GetMapping(ROUTE)
  String version(
      @PathVariable String digest,
      @RequestParam Map<String, String> parameters,
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      Model page) {
    var folder = folder(digest);
    var words = frames.words(request);
    page.addAttribute("frame", frames.frame(request, person, words.say("power before and after")));
    page.addAttribute("amendment", "/amendments/" + digest);
    var before = overseen.study();
    var after = StudyFolder.load(folder).study();
    var both = after.stream().flatMap(one -> List.of(before, one).stream()).toList();
    if (both.isEmpty()
        || both.stream().anyMatch(one -> SimulationPage.scenario(one, List.of()).isEmpty())) {
      return "oversight/simulation/unplayed";
    }
    var variants = SimulationPage.variants(before);
    variants.retainAll(SimulationPage.variants(after.orElseThrow()));
    var asked = Asked.of(parameters, Set.of(), variants);
    var address = ROUTE.replace("{digest}", digest);
    var shown = asked.orElse(Asked.nothing());
    boolean play = asked.isPresent() && parameters.containsKey("trials");
    if (play && !SimulationPage.address(request).equals(shown.address(address))) {
      return "redirect:" + shown.address(address);
    }
    page.addAttribute("address", address);
    page.addAttribute("asked", shown);
    page.addAttribute("variants", variants.stream().sorted().toList());
    page.addAttribute("unreadable", asked.isEmpty());
    page.addAttribute(
        "played",
        play
            ? Optional.of(
                new VersionsView(
                    words,
                    shown.address(address),
                    side(before, shown),
                    side(after.orElseThrow(), shown)))
            : Optional.empty());
    return "oversight/simulation/version";
  }

  private Folder folder(String digest) {
    return Optional.of(digest)
        .filter(one -> one.matches("[0-9a-f]{64}"))
        .flatMap(versions::of)
        .filter(VersionFiles.Kept::offered)
        .map(VersionFiles.Kept::folder)
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  private VersionsView.Side side(Study study, Asked asked) {
    var scenario = SimulationPage.scenario(study, asked.variants()).orElseThrow();
    return new VersionsView.Side(study.version(), plays.of(study, asked, scenario).look());
  }
}
