package org.trialwright.registry.place;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.server.ResponseStatusException;
import org.trialwright.pages.Link;
import org.trialwright.pages.Numbers;
import org.trialwright.pages.Words;
import org.trialwright.records.Finder;
import org.trialwright.registry.Frames;
import org.trialwright.registry.Told;

/** Trials by place. */
@Controller
class PlacesPage {
  private static final int SHOWN = 50;

  private final Frames frames;
  private final Finder finder;

  PlacesPage(Frames frames, Finder finder) {
    this.frames = frames;
    this.finder = finder;
  }

  /**
   * What the page of a place says.
   *
   * @param way from all countries down to the place above
   * @param inside places inside it, each with its number of trials
   * @param more how many trials are not shown
   */
  record Place(
      String name,
      List<Link> way,
      List<Inside> inside,
      List<Trial> trials,
      String count,
      long more) {}

  record Inside(String name, String address, String trials) {}

  record Trial(String address, String title, String status, boolean recruiting, String about) {}

  @GetMapping({
    "/locations",
    "/locations/{country}",
    "/locations/{country}/{region}",
    "/locations/{country}/{region}/{city}",
    "/locations/{country}/{region}/{city}/{house}"
  })
  String show(@PathVariable Map<String, String> parts, HttpServletRequest request, Model page) {
    var path =
        Stream.of("country", "region", "city", "house")
            .filter(parts::containsKey)
            .map(name -> parts.getOrDefault(name, ""))
            .toList();
    var words = frames.words(request);
    var names = names(path, words);
    var frame =
        frames.frame(request, path.isEmpty() ? words.say("trials by place") : names.getLast());
    page.addAttribute("frame", frame);
    page.addAttribute("place", place(path, names, new Told(words, frame.dates())));
    return "registry/place/place";
  }

  /** The names on the way to a place; not found when the records know no such place. */
  private List<String> names(List<String> path, Words words) {
    var names = new ArrayList<String>();
    for (int i = 0; i < path.size(); i++) {
      var slug = path.get(i);
      names.add(
          finder.places(path.subList(0, i)).stream()
              .filter(one -> one.slug().equals(slug))
              .map(one -> name(one.name(), words))
              .findFirst()
              .orElseThrow(
                  () ->
                      new ResponseStatusException(
                          HttpStatus.NOT_FOUND, "no trial is at '" + slug + "'")));
    }
    return names;
  }

  private static String name(String registered, Words words) {
    return registered.equals("-") ? words.say("no region named") : registered;
  }

  private Place place(List<String> path, List<String> names, Told told) {
    var words = told.words();
    var way = new ArrayList<Link>();
    for (int i = 0; i < path.size(); i++) {
      way.add(
          new Link(
              i == 0 ? words.say("trials by place") : names.get(i - 1),
              address(path.subList(0, i))));
    }
    var inside = new ArrayList<Inside>();
    if (path.size() < 4) {
      for (var one : finder.places(path)) {
        var below = new ArrayList<>(path);
        below.add(one.slug());
        inside.add(
            new Inside(name(one.name(), words), address(below), Numbers.count(one.trials())));
      }
    }
    var found = finder.at(path, 0, path.size() < 3 ? 0 : SHOWN);
    var trials =
        found.hits().stream()
            .map(
                hit ->
                    new Trial(
                        "/trials/" + hit.card().id(),
                        hit.card().title(),
                        told.code("status", hit.card().status()),
                        hit.card().status().equals("RECRUITING"),
                        hit.card().id() + " · " + String.join("; ", hit.card().conditions())))
            .toList();
    return new Place(
        path.isEmpty() ? words.say("trials by place") : names.getLast(),
        way,
        inside,
        trials,
        words.count(found.total(), "one trial", "n trials"),
        path.size() < 3 ? 0 : found.total() - trials.size());
  }

  private static String address(List<String> path) {
    return path.isEmpty() ? "/locations" : "/locations/" + String.join("/", path);
  }
}
