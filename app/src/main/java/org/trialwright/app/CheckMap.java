package org.trialwright.app;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.trialwright.bedside.StudyPath;
import org.trialwright.study.Speaker;
import org.trialwright.study.Study;

/**
 * The path of a study as one drawing, with its tracks beneath.
 *
 * @param svg a file that needs no other
 * @param notDrawn places left out, by label
 */
record CheckMap(String svg, List<String> notDrawn) {
  private static final int TITLE = 28;
  private static final Pattern HEAD =
      Pattern.compile("^<svg [^>]*? width=\"(\\d+)\" height=\"(\\d+)\"[^>]*>\n");
  private static final Pattern STYLE = Pattern.compile("<style>.*?</style>\n", Pattern.DOTALL);

  CheckMap {
    notDrawn = List.copyOf(notDrawn);
  }

  static CheckMap of(Study study, Speaker speaker) {
    var main = StudyPath.of(study, speaker, "path", speaker.pathTitle(), speaker.notDrawn());
    var notDrawn = new ArrayList<>(main.notDrawn());
    var tracks = new ArrayList<StudyPath>();
    for (var track : study.next().beside()) {
      var path =
          StudyPath.of(
              study.along(track),
              speaker,
              "track-" + (tracks.size() + 1),
              speaker.track(track).text(),
              speaker.notDrawn());
      tracks.add(path);
      notDrawn.addAll(path.notDrawn());
    }
    var file = main.map().svgFile();
    return new CheckMap(tracks.isEmpty() ? file : beneath(file, tracks), notDrawn);
  }

  /** The main drawing grows downwards; each track stands under its name. */
  private static String beneath(String main, List<StudyPath> tracks) {
    int width = size(main, 1);
    int height = size(main, 2);
    var groups = new StringBuilder();
    for (var track : tracks) {
      var own = track.map().svgFile();
      groups
          .append("<g transform=\"translate(0 ")
          .append(height + TITLE)
          .append(")\" role=\"img\" aria-labelledby=\"")
          .append(track.map().id())
          .append("-t ")
          .append(track.map().id())
          .append("-d\">\n<text x=\"16\" y=\"0\" font-weight=\"600\">")
          .append(escaped(track.map().title()))
          .append("</text>\n")
          .append(STYLE.matcher(HEAD.matcher(own).replaceFirst("")).replaceFirst(""))
          .append("\n");
      width = Math.max(width, size(own, 1));
      height += TITLE + size(own, 2);
    }
    var old = HEAD.matcher(main);
    var grown =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"map\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\">\n"
            .formatted(width, height, width, height);
    return old.replaceFirst(grown).replaceFirst("</svg>$", "")
        + groups.toString().replace("</svg>", "</g>")
        + "</svg>";
  }

  private static int size(String svg, int group) {
    var head = HEAD.matcher(svg);
    if (!head.find()) {
      throw new IllegalStateException("no drawing: " + svg.lines().findFirst().orElse(""));
    }
    return Integer.parseInt(head.group(group));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
