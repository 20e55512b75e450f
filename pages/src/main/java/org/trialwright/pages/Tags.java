package org.trialwright.pages;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import gg.jte.html.HtmlInterceptor;
import gg.jte.html.HtmlTemplateOutput;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The door to every shared tag. A template of any module imports these statically and writes {@code
 * ${frame(frame, @`…`)}}; the tag's parameters are checked by the compiler, and there is one
 * compiled class of each tag, in this module.
 */
public final class Tags {
  /** Content that writes nothing. */
  public static final Content NOTHING = _ -> {};

  // Our templates ask for nothing between their tags.
  private static final HtmlInterceptor NONE =
      new HtmlInterceptor() {
        @Override
        public void onHtmlTagOpened(
            String name, Map<String, Object> attributes, TemplateOutput output) {}

        @Override
        public void onHtmlTagClosed(String name, TemplateOutput output) {}
      };

  private Tags() {}

  /** The whole page around its main part. */
  public static Content frame(Frame frame, Content main) {
    return tag(output -> JteframeGenerated.render(output, NONE, frame, false, main));
  }

  /** The whole page after a form that could not be taken: its title begins with "Error:". */
  public static Content frameWithProblems(Frame frame, Content main) {
    return tag(output -> JteframeGenerated.render(output, NONE, frame, true, main));
  }

  /** Where the page lies, from the first place to here. */
  public static Content crumbs(Words words, List<Link> way, String here) {
    return tag(output -> JtecrumbsGenerated.render(output, NONE, words, way, here));
  }

  /**
   * A form that posts to our own pages.
   *
   * @param key the idempotency key made for this showing of the form; "" for none. Field: {@code
   *     key}
   */
  public static Content form(Frame frame, String action, String key, Content body) {
    return tag(output -> JteformGenerated.render(output, NONE, frame, action, key, body));
  }

  /** One question with its control, hint, error, check, reasons for no answer and history. */
  public static Content question(Words words, Question question) {
    return tag(output -> JtequestionGenerated.render(output, NONE, words, question));
  }

  /** The summary of errors; it takes the focus. Addresses are {@code #} and a question's target. */
  public static Content problems(Words words, List<Link> problems) {
    return tag(output -> JteproblemsGenerated.render(output, NONE, words, problems));
  }

  /** The summary of soft checks after saving; it takes the focus. */
  public static Content looks(Words words, List<Link> checks) {
    return tag(output -> JtelooksGenerated.render(output, NONE, words, checks));
  }

  /** Why a stored answer is changed. Field: {@code reason}. */
  public static Content reason(Words words, String reason, String error) {
    return tag(output -> JtereasonGenerated.render(output, NONE, words, reason, error));
  }

  /**
   * The bar with the form's one main button. Field: {@code act=save}.
   *
   * @param status what was kept, in words; "" for nothing yet
   */
  public static Content saveBar(String label, Link back, String status) {
    return tag(output -> JtesavebarGenerated.render(output, NONE, label, back, status));
  }

  /**
   * The badge of an assumed value; nothing when {@code why} is "".
   *
   * @param why the address of its source, beginning with a slash, to which the badge then leads; or
   *     the reason in words, where there is no such page
   */
  public static Content assumed(Words words, String why) {
    return tag(output -> JteassumedGenerated.render(output, NONE, words, why));
  }

  /** One or two words on the state of a thing. */
  public static Content badge(Badge badge) {
    return tag(output -> JtebadgeGenerated.render(output, NONE, badge));
  }

  /** An arm's name with its line. */
  public static Content arm(Arm arm) {
    return tag(output -> JtearmGenerated.render(output, NONE, arm));
  }

  /** The participant strip. */
  public static Content who(Words words, Who who) {
    return tag(output -> JtewhoGenerated.render(output, NONE, words, who));
  }

  public static Content tasks(Words words, List<Task> tasks) {
    return tag(output -> JtetasksGenerated.render(output, NONE, words, tasks));
  }

  /** A sign alone; the word stands beside it. */
  public static Content sign(Sign sign) {
    return Svg.sign(sign);
  }

  public static Content verdict(Words words, Verdict verdict) {
    return tag(output -> JteverdictGenerated.render(output, NONE, words, verdict));
  }

  /** Criteria with their evidence and what would change each. */
  public static Content criteria(Words words, List<Verdict.Criterion> criteria) {
    return tag(output -> JtecriteriaGenerated.render(output, NONE, words, criteria));
  }

  /** The parts of a rule, briefly: sign and sentence. */
  public static Content because(Words words, List<Verdict.Criterion> parts) {
    return tag(output -> JtebecauseGenerated.render(output, NONE, words, parts));
  }

  /**
   * The path as a map on wide screens, with its key, and as a list on narrow ones.
   *
   * @param stops the same path as a list
   * @param arm the participant's arm, for the line's look; 0 before allocation
   * @param key whether to explain been, open, later, not open
   */
  public static Content path(Words words, PathMap map, List<Stop> stops, int arm, boolean key) {
    return tag(output -> JtepathGenerated.render(output, NONE, words, map, stops, arm, key));
  }

  public static Content ways(List<Way> ways) {
    return tag(output -> JtewaysGenerated.render(output, NONE, ways));
  }

  /** The calendar strip. */
  public static Content timeline(Dates dates, Timeline strip) {
    return output -> output.writeContent(TimelineDrawing.svg(strip, dates));
  }

  /** What happened, newest first. */
  public static Content story(List<Story> story) {
    return tag(output -> JtestoryGenerated.render(output, NONE, story));
  }

  /**
   * A dose card.
   *
   * @param more beneath the sum: a note, buttons; {@link #NOTHING} for none
   */
  public static Content dose(Words words, Dose dose, Content more) {
    return tag(output -> JtedoseGenerated.render(output, NONE, words, dose, more));
  }

  /** Check answers: names, values, links to change them. */
  public static Content facts(Words words, List<Row> rows) {
    return tag(output -> JtefactsGenerated.render(output, NONE, words, rows, false));
  }

  /** Names and values in a narrow column, without links. */
  public static Content tightFacts(Words words, List<Row> rows) {
    return tag(output -> JtefactsGenerated.render(output, NONE, words, rows, true));
  }

  /**
   * An act that cannot be undone: what happens, the password again, the black button. Fields:
   * {@code password}, {@code key}, {@code act=final}. Enter alone does nothing.
   *
   * @param consequences what happens, and what happens if the line breaks, in sentences
   * @param button verb and number, such as {@code Randomise participant 01-032}
   * @param error why the last try was refused; "" for none
   * @param fields further fields of the form; {@link #NOTHING} for none
   */
  public static Content act(
      Frame frame,
      String action,
      String key,
      List<String> consequences,
      String button,
      Link back,
      String error,
      Content fields) {
    return tag(
        output ->
            JteactGenerated.render(
                output, NONE, frame, action, key, consequences, button, back, error, fields));
  }

  /** The result of such an act, as the page's heading. */
  public static Content result(Result result) {
    return tag(output -> JteresultGenerated.render(output, NONE, result));
  }

  /** An audit trail, newest first. */
  public static Content trail(Words words, String caption, List<Trail> rows) {
    return tag(output -> JtetrailGenerated.render(output, NONE, words, caption, rows));
  }

  /** A query's conversation. */
  public static Content thread(Words words, List<Turn> turns) {
    return tag(output -> JtethreadGenerated.render(output, NONE, words, turns));
  }

  /**
   * A data table.
   *
   * @param style "", {@code slim}, {@code fold} (becomes records on a phone) or {@code fold day}
   */
  public static Content table(Table table, String style) {
    return tag(output -> JtetableGenerated.render(output, NONE, table, style));
  }

  public static Content note(Words words, Note note) {
    return tag(output -> JtenoteGenerated.render(output, NONE, words, note));
  }

  /** What would be here, why it is not, what to do. */
  public static Content empty(String text, Link link) {
    return tag(output -> JteemptyGenerated.render(output, NONE, text, link));
  }

  /** What is hidden and from whom, and what the reader sees instead. */
  public static Content blinded(String what, String instead) {
    return tag(output -> JteblindGenerated.render(output, NONE, what, instead));
  }

  /** Dots of a path in a table's cell; words stand beside them. */
  public static Content dots(int done, int all) {
    return tag(output -> JtedotsGenerated.render(output, NONE, done, all));
  }

  private static Content tag(Consumer<HtmlTemplateOutput> writer) {
    return output -> writer.accept(html(output));
  }

  private static HtmlTemplateOutput html(TemplateOutput output) {
    if (output instanceof HtmlTemplateOutput html) {
      return html;
    }
    throw new IllegalArgumentException(
        "a tag is written into HTML only, not into " + output.getClass());
  }
}
