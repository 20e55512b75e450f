package org.trialwright.bedside;

import java.util.ArrayList;
import java.util.List;
import org.trialwright.pages.PathMap;
import org.trialwright.study.Speaker;
import org.trialwright.study.Study;

/**
 * The path of a study with nobody on it.
 *
 * @param map the stations that are always drawn and the lines that say something of their own
 * @param notDrawn places that many ways lead to, or that share the station of another; by label
 */
public record StudyPath(PathMap map, List<String> notDrawn) {
  public StudyPath {
    notDrawn = List.copyOf(notDrawn);
  }

  /**
   * @param id of the drawing, unique on its page
   * @param title of the drawing
   * @param beside what is said before the places that are not drawn
   */
  public static StudyPath of(Study study, Speaker speaker, String id, String title, String beside) {
    var stations = Stations.of(study);
    var drawn = stations.places().stream().filter(one -> !stations.isAside(one)).toList();
    var shown =
        drawn.stream()
            .map(
                name ->
                    new PathMap.Station(name, speaker.place(name).text(), "", PathMap.State.OPEN))
            .toList();
    var lines = new ArrayList<PathMap.Line>();
    for (var edge : stations.edges()) {
      if (stations.isMain(edge)) {
        for (int arm : stations.drawnFor(edge)) {
          boolean parts = arm > 0 && !stations.isParted(edge.from());
          var label = parts ? speaker.arm(study.how().arms().get(arm - 1).name()).text() : "";
          lines.add(new PathMap.Line(edge.from(), edge.to(), arm, PathMap.State.BEEN, label));
        }
      }
    }
    var rest = new ArrayList<String>();
    for (var place : study.next().places()) {
      rest.add(place.name());
    }
    rest.addAll(study.next().ends());
    var notDrawn =
        rest.stream()
            .distinct()
            .filter(place -> !drawn.contains(place))
            .map(place -> speaker.place(place).text())
            .toList();
    var description = notDrawn.isEmpty() ? title : beside + " " + String.join("; ", notDrawn);
    return new StudyPath(new PathMap(id, title, description, "", shown, lines), notDrawn);
  }
}
