package org.trialwright.bedside.participant;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.trialwright.bedside.Stations;
import org.trialwright.bedside.Voice;
import org.trialwright.journey.Journey;
import org.trialwright.journey.Stay;
import org.trialwright.pages.PathMap;
import org.trialwright.pages.Stop;
import org.trialwright.study.How;

/** One participant's way on the study's path, as a map and as a list. */
final class PathPicture {
  /** A part of the way: a station, the place there, and since when. */
  private record Part(String station, Stay stay) {}

  private final Stations stations;
  private final Journey journey;
  private final Voice voice;
  private final String participant;
  private final List<Part> been = new ArrayList<>();
  private final List<PathMap.Line> lines = new ArrayList<>();
  private final Set<String> open = new LinkedHashSet<>();
  private final Set<String> ahead = new HashSet<>();

  private PathPicture(Stations stations, Journey journey, Voice voice, String participant) {
    this.stations = stations;
    this.journey = journey;
    this.voice = voice;
    this.participant = participant;
  }

  record Picture(PathMap map, List<Stop> stops) {}

  static Picture of(Stations stations, Journey journey, Voice voice, String participant) {
    var picture = new PathPicture(stations, journey, voice, participant);
    picture.follow();
    picture.lookAhead();
    picture.connect();
    return new Picture(picture.map(), picture.stops());
  }

  /** The stays, those of one station after another as one. */
  private void follow() {
    for (var stay : journey.stays()) {
      var station = stations.station(stay.place());
      if (been.isEmpty() || !been.getLast().station().equals(station)) {
        been.add(new Part(station, stay));
      }
    }
    if (been.isEmpty()) {
      var begin = journey.place();
      been.add(new Part(stations.station(begin), new Stay(begin, journey.today(), "")));
    }
  }

  private String here() {
    return been.getLast().station();
  }

  private boolean allowed(Stations.Edge edge) {
    return journey.armTold().isEmpty()
        || edge.arms().isEmpty()
        || edge.arms().contains(journey.armTold().get());
  }

  private void lookAhead() {
    for (var edge : stations.edges()) {
      if (edge.from().equals(here()) && allowed(edge)) {
        open.add(edge.to());
      }
    }
    var waiting = new ArrayList<>(open);
    while (!waiting.isEmpty()) {
      var station = waiting.removeLast();
      if (ahead.add(station)) {
        stations.edges().stream()
            .filter(edge -> edge.from().equals(station) && allowed(edge))
            .forEach(edge -> waiting.add(edge.to()));
      }
    }
  }

  private boolean drawn(String station) {
    return !stations.isAside(station)
        || open.contains(station)
        || been.stream().anyMatch(part -> part.station().equals(station));
  }

  private void connect() {
    for (var edge : stations.edges()) {
      boolean walked = walked(edge);
      boolean fromHere = edge.from().equals(here()) && allowed(edge);
      if (drawn(edge.from()) && drawn(edge.to()) && (walked || fromHere || stations.isMain(edge))) {
        draw(edge, walked, fromHere);
      }
    }
    for (int at = 1; at < been.size(); at++) {
      var from = been.get(at - 1).station();
      var to = been.get(at).station();
      if (lines.stream().noneMatch(line -> line.from().equals(from) && line.to().equals(to))) {
        lines.add(new PathMap.Line(from, to, armHere(from), PathMap.State.BEEN, ""));
      }
    }
  }

  private boolean walked(Stations.Edge edge) {
    for (int at = 1; at < been.size(); at++) {
      if (been.get(at - 1).station().equals(edge.from())
          && been.get(at).station().equals(edge.to())) {
        return true;
      }
    }
    return false;
  }

  private void draw(Stations.Edge edge, boolean walked, boolean fromHere) {
    var arms = journey.study().how().arms().stream().map(How.Arm::name).toList();
    for (int arm : stations.drawnFor(edge)) {
      boolean own = arm == 0 || journey.armTold().map(arms.get(arm - 1)::equals).orElse(true);
      lines.add(line(edge, arm, own ? state(edge, walked, fromHere) : PathMap.State.SHUT));
    }
  }

  private PathMap.State state(Stations.Edge edge, boolean walked, boolean fromHere) {
    if (fromHere) {
      return PathMap.State.OPEN;
    }
    if (walked) {
      return PathMap.State.BEEN;
    }
    return allowed(edge) && ahead.contains(edge.from()) ? PathMap.State.LATER : PathMap.State.SHUT;
  }

  private static PathMap.Line line(Stations.Edge edge, int arm, PathMap.State state) {
    return new PathMap.Line(edge.from(), edge.to(), arm, state, "");
  }

  /** The number of the participant's arm where the arms have parted, else 0. */
  private int armHere(String station) {
    if (!stations.isParted(station)) {
      return 0;
    }
    var arms = journey.study().how().arms().stream().map(How.Arm::name).toList();
    return journey.armTold().map(arm -> arms.indexOf(arm) + 1).orElse(0);
  }

  private PathMap map() {
    Map<String, PathMap.Station> shown = new LinkedHashMap<>();
    var names = new LinkedHashSet<>(stations.places());
    been.forEach(part -> names.add(part.station()));
    for (var name : names) {
      if (drawn(name)) {
        shown.put(name, station(name));
      }
    }
    var w = voice.words();
    return new PathMap(
        "path",
        w.say("where a participant is on the path", participant),
        description(),
        journey.ended() ? w.say("here, the end") : w.say("here, today"),
        List.copyOf(shown.values()),
        lines);
  }

  private PathMap.Station station(String name) {
    var last =
        been.stream().filter(part -> part.station().equals(name)).reduce((_, later) -> later);
    var state =
        name.equals(here())
            ? PathMap.State.HERE
            : last.isPresent()
                ? PathMap.State.BEEN
                : open.contains(name)
                    ? PathMap.State.OPEN
                    : ahead.contains(name) ? PathMap.State.LATER : PathMap.State.SHUT;
    var label = name.equals(here()) ? place(journey.place()) : place(name);
    var since = last.map(part -> voice.dates().dayOfYear(part.stay().since())).orElse("");
    return stations.isAside(name)
        ? new PathMap.Station(name, label, since, state, PathMap.Station.AUTO, lane(name))
        : new PathMap.Station(name, label, since, state);
  }

  /** Side stations lie outside the arms, each on a lane of its own. */
  private int lane(String name) {
    var aside =
        stations.places().stream().filter(one -> stations.isAside(one) && drawn(one)).toList();
    int arms = journey.study().how().arms().size();
    int arm = Math.max(1, armHere(here()));
    boolean above = stations.isParted(here()) && 2 * arm <= arms;
    // One lane stays free for a line that passes by.
    int outside = (arms > 1 ? arms - 1 : 0) + 2 + aside.indexOf(name);
    return above ? -outside : outside;
  }

  private String place(String name) {
    return voice.speaker().place(name).text();
  }

  private String description() {
    var w = voice.words();
    var past =
        been.subList(0, been.size() - 1).stream()
            .map(
                part ->
                    w.say(
                        "place since",
                        place(part.station()),
                        voice.dates().day(part.stay().since())))
            .toList();
    var sentences = new ArrayList<String>();
    if (!past.isEmpty()) {
      sentences.add(w.say("been: places", join(past)));
    }
    sentences.add(
        w.say(
            "here: place",
            w.say(
                "place since",
                place(journey.place()),
                voice.dates().day(been.getLast().stay().since()))));
    if (!open.isEmpty()) {
      sentences.add(w.say("open: places", join(open.stream().map(this::place).toList())));
    }
    return voice.join("sentence, sentence", sentences);
  }

  private String join(List<String> parts) {
    return voice.join("x, y", parts);
  }

  private List<Stop> stops() {
    var w = voice.words();
    var stops = new ArrayList<Stop>();
    for (var part : been.subList(0, been.size() - 1)) {
      stops.add(
          new Stop(
              place(part.station()),
              voice.dates().day(part.stay().since()),
              Stop.Where.BEEN,
              !stations.isParted(part.station())));
    }
    var now = been.getLast();
    stops.add(
        new Stop(
            w.say("place: here", place(journey.place())),
            w.say("since day", voice.dates().day(now.stay().since())),
            Stop.Where.HERE,
            !stations.isParted(now.station())));
    if (!open.isEmpty()) {
      stops.add(
          new Stop(
              voice.join("x or y", open.stream().map(this::place).toList()),
              w.say("ways on are listed below"),
              Stop.Where.AHEAD,
              false));
    }
    return stops;
  }
}
