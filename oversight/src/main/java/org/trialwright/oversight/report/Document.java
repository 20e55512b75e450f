package org.trialwright.oversight.report;

import gg.jte.Content;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.trialwright.analysis.Json;
import org.trialwright.analysis.Report;
import org.trialwright.oversight.Frames;
import org.trialwright.pages.JteViews;
import org.trialwright.pages.Language;
import org.trialwright.pages.PaperStyle;
import org.trialwright.pages.Words;
import org.trialwright.study.Study;

/**
 * A report as one HTML file that needs no other: style, figures and numbers are in it, and at the
 * foot of each printed sheet stands what it was made from. The same report makes the same bytes.
 *
 * @param digest SHA-256 of the report as JSON, in hexadecimal
 */
public record Document(
    Words words, Study study, Report report, boolean simulated, String digest, ReportView view) {
  private static final int SHOWN = 16;

  /**
   * @param simulated whether the participants are made up
   */
  public static Document of(Study study, Report report, boolean simulated, Language language) {
    var words = Words.of(language, Frames.class);
    return new Document(
        words,
        study,
        report,
        simulated,
        digest(report),
        ReportView.of(study, report, simulated, words));
  }

  /** SHA-256 of a report as JSON, in hexadecimal. */
  public static String digest(Report report) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(Json.of(report).getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  public String html() {
    return new JteViews().render("oversight/report/document", Map.of("document", this));
  }

  boolean byArm() {
    return report.view() == Report.View.BY_ARM;
  }

  String title() {
    return words.say(byArm() ? "report by arm" : "report of all arms", report.study());
  }

  /** What the report was made from, by its name. */
  Map<String, String> origin() {
    var origin = new LinkedHashMap<String, String>();
    origin.put(words.say("data cut"), report.day().toString());
    origin.put(words.say("last fact"), String.valueOf(report.sequence()));
    origin.put(words.say("chain head"), report.head());
    origin.put(words.say("study version"), report.version());
    origin.put(words.say("study seal"), report.seal());
    origin.put(words.say("report digest"), digest);
    return origin;
  }

  /** Everything about how it looks, on screen and on paper. */
  Content style() {
    var foot =
        words.say(
            "foot of a sheet",
            report.study(),
            report.version(),
            report.day(),
            report.sequence(),
            shown(report.head()),
            shown(digest));
    return output -> {
      output.writeContent("<style>\n");
      output.writeContent(PaperStyle.rules());
      output.writeContent(
          "@page { @bottom-left { content: %s } @bottom-right { content: counter(page) \" / \" counter(pages) } }\n"
              .formatted(quoted(foot)));
      output.writeContent("</style>");
    };
  }

  private static String shown(String hash) {
    return hash.substring(0, Math.min(SHOWN, hash.length()));
  }

  /** As CSS writes a text; what could end it or the style is written by number. */
  private static String quoted(String text) {
    var out = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\' || c == '<' || c < ' ') {
                out.append("\\%x ".formatted(c));
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.append('"').toString();
  }
}
