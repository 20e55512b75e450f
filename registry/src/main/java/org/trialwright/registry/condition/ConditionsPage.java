package org.trialwright.registry.condition;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.trialwright.pages.Link;
import org.trialwright.pages.Numbers;
import org.trialwright.records.Finder;
import org.trialwright.records.Search.Facet;
import org.trialwright.registry.Frames;
import org.trialwright.registry.Told;

/** Trials by condition. */
@Controller
class ConditionsPage {
  private static final int SHOWN = 50;
  private static final int LAST_PAGE = 200;
  private static final String HERE = "/conditions";

  private final Frames frames;
  private final Finder finder;

  ConditionsPage(Frames frames, Finder finder) {
    this.frames = frames;
    this.finder = finder;
  }

  /**
   * What the list of conditions says.
   *
   * @param beginning by which they were asked for
   * @param whole whether all of them are shown, by name; otherwise the most frequent are
   * @param further longer beginnings, each with its number of conditions
   */
  record Listed(
      String beginning, String count, boolean whole, List<One> shown, List<Link> further) {}

  record One(String name, String address, String trials) {}

  /**
   * What the page of a condition says.
   *
   * @param states how many trials stand where, such as recruiting
   * @param before the address of the page before; {@link Link#NONE} on the first
   */
  record About(
      String name,
      String count,
      List<State> states,
      List<Trial> trials,
      Link search,
      Link before,
      Link after) {}

  record State(String label, String trials) {}

  record Trial(String address, String title, String status, boolean recruiting, String about) {}

  @GetMapping(HERE)
  String all(
      @RequestParam(defaultValue = "") String begins, HttpServletRequest request, Model page) {
    var words = frames.words(request);
    var beginning = begins.strip().toLowerCase(Locale.ROOT);
    var found = finder.conditions(beginning);
    page.addAttribute(
        "frame", frames.frame(request, words.say("trials by condition"), address(beginning)));
    page.addAttribute(
        "listed",
        new Listed(
            beginning,
            words.count(found.all(), "one condition", "n conditions"),
            found.further().isEmpty(),
            found.shown().stream().map(ConditionsPage::one).toList(),
            found.further().entrySet().stream()
                .map(
                    one ->
                        new Link(
                            words.say(
                                "beginning with its number",
                                one.getKey(),
                                Numbers.count(one.getValue())),
                            address(one.getKey())))
                .toList()));
    return "registry/condition/conditions";
  }

  private static String address(String beginning) {
    return beginning.isEmpty()
        ? HERE
        : HERE + "?begins=" + URLEncoder.encode(beginning, StandardCharsets.UTF_8);
  }

  private static One one(Finder.Inside condition) {
    return new One(
        condition.name(), HERE + "/" + condition.slug(), Numbers.count(condition.trials()));
  }

  @GetMapping(HERE + "/{condition}")
  String about(
      @PathVariable String condition,
      @RequestParam(defaultValue = "1") String page,
      HttpServletRequest request,
      Model model) {
    var name =
        finder
            .condition(condition)
            .map(Finder.Inside::name)
            .orElseThrow(
                () ->
                    new ResponseStatusException(
                        HttpStatus.NOT_FOUND, "no trial is about '" + condition + "'"));
    int number = page.matches("[1-9]\\d{0,2}") ? Math.min(LAST_PAGE, Integer.parseInt(page)) : 1;
    var frame = frames.frame(request, name, address(condition, number));
    model.addAttribute("frame", frame);
    model.addAttribute(
        "about", about(condition, name, number, new Told(frames.words(request), frame.dates())));
    return "registry/condition/condition";
  }

  private static String address(String condition, int page) {
    return HERE + "/" + condition + (page == 1 ? "" : "?page=" + page);
  }

  private About about(String condition, String name, int number, Told told) {
    var words = told.words();
    int from = (number - 1) * SHOWN;
    var found = finder.about(condition, from, SHOWN);
    return new About(
        name,
        words.count(found.total(), "one trial", "n trials"),
        found.counts().getOrDefault(Facet.STATUS, List.of()).stream()
            .map(one -> new State(told.code("status", one.value()), Numbers.count(one.trials())))
            .toList(),
        found.hits().stream().map(hit -> trial(hit, told)).toList(),
        new Link(
            words.say("narrow this in the finder"),
            "/trials?q=" + URLEncoder.encode(name, StandardCharsets.UTF_8)),
        number > 1 ? new Link(words.say("page before"), address(condition, number - 1)) : Link.NONE,
        found.total() > from + SHOWN && number < LAST_PAGE
            ? new Link(words.say("page after"), address(condition, number + 1))
            : Link.NONE);
  }

  private static Trial trial(Finder.Hit hit, Told told) {
    var card = hit.card();
    return new Trial(
        "/trials/" + card.id(),
        card.title(),
        told.code("status", card.status()),
        card.status().equals("RECRUITING"),
        card.id() + " · " + card.sponsor());
  }
}
