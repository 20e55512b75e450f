package org.trialwright.oversight.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.trialwright.simulation.Times;
import org.trialwright.study.Overwrite;
import org.trialwright.study.Scenario;
import org.trialwright.study.Study;

/**
 * A line of the scenario whose numbers can be multiplied.
 *
 * @param path of the whole line
 * @param text what the scenario says
 * @param parts each of its alternatives, where there are several: their paths and texts
 */
record Assumption(String path, String text, List<Part> parts) {
  Assumption {
    parts = List.copyOf(parts);
  }

  /** One alternative of a line. */
  record Part(String path, String text) {}

  /** All of a scenario, in its order. */
  static List<Assumption> of(Study study, Scenario scenario, List<String> variants) {
    return Stream.of("people", "nature", "visits")
        .flatMap(section -> Overwrite.lines(study.files(), section, variants).stream())
        .filter(line -> Times.fits(scenario, line.path()))
        .map(line -> new Assumption(line.path(), line.text(), parts(line, scenario)))
        .toList();
  }

  private static List<Part> parts(Overwrite.Line line, Scenario scenario) {
    var texts = line.text().split(";");
    var parts = new ArrayList<Part>();
    for (int i = 0; texts.length > 1 && i < texts.length; i++) {
      var path = line.path() + "#" + (i + 1);
      if (Times.fits(scenario, path)) {
        parts.add(new Part(path, texts[i].strip()));
      }
    }
    return parts;
  }

  /** The path of the line and those of its alternatives. */
  Stream<String> paths() {
    return Stream.concat(Stream.of(path), parts.stream().map(Part::path));
  }
}
