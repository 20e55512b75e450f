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

  /** The badge of an assumed value, with why; nothing when {@code why} is "". */
  public static Content assumed(Words words, String why) {
    return tag(output -> JteassumedGenerated.render(output, NONE, words, why));
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
