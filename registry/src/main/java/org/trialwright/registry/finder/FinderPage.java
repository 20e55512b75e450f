package org.trialwright.registry.finder;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.trialwright.pages.Words;
import org.trialwright.records.Finder;
import org.trialwright.registry.Frames;
import org.trialwright.registry.Told;

/** The trial finder. */
@Controller
class FinderPage {
  private static final int SUGGESTIONS = 10;

  private final Frames frames;
  private final Finder finder;

  FinderPage(Frames frames, Finder finder) {
    this.frames = frames;
    this.finder = finder;
  }

  @GetMapping("/trials")
  String find(HttpServletRequest request, Model page) {
    var words = frames.words(request);
    var asked = Asked.of(request);
    var frame = frames.frame(request, title(words, asked), asked.canonical());
    page.addAttribute("frame", frame.swaps(true));
    page.addAttribute(
        "view",
        new FinderView.Making(asked, finder, new Told(words, frame.dates()), frames.today())
            .view(FinderView.ON_A_PAGE));
    return "registry/finder/finder";
  }

  /** The list on paper: many at once, what it was narrowed by, and the address that shows it. */
  @GetMapping("/trials/print")
  String print(HttpServletRequest request, Model page) {
    var words = frames.words(request);
    var asked = Asked.of(request);
    var frame = frames.frame(request, title(words, asked), asked.with("why", "").address());
    page.addAttribute("frame", frame);
    page.addAttribute("address", Frames.here() + asked.with("why", "").address());
    page.addAttribute(
        "view",
        new FinderView.Making(asked, finder, new Told(words, frame.dates()), frames.today())
            .view(FinderView.ON_PAPER));
    return "registry/finder/printed";
  }

  private static String title(Words words, Asked asked) {
    return asked.one("q").isEmpty()
        ? words.say("find a trial")
        : words.say("trials for", asked.one("q"));
  }

  /** What may be meant by the beginning of a name, for the list beneath the field. */
  @GetMapping("/trials/suggest")
  String suggest(@RequestParam(defaultValue = "") String q, Model page) {
    page.addAttribute("names", finder.suggest(q, SUGGESTIONS));
    return "registry/finder/names";
  }
}
