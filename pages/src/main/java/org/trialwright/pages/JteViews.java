package org.trialwright.pages;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.ViewResolver;

/**
 * Turns a view name into a compiled template: {@code bedside/allocation/allocated} is {@code
 * allocated.jte} in the package {@code org.trialwright.bedside.allocation}. The page is rendered
 * whole before its first byte is sent, so that a fault in a template is an error page, not half a
 * page. Model attributes that a template does not name are not seen by it.
 */
public final class JteViews implements ViewResolver, Ordered {
  private static final String HTML = "text/html;charset=UTF-8";

  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, JteViews.class.getClassLoader(), "org.trialwright");

  @Override
  public @Nullable View resolveViewName(String name, Locale locale) {
    return name.startsWith("redirect:") || name.startsWith("forward:")
        ? null
        : new Page(name + ".jte");
  }

  /** The HTML of a template, for tests and for pieces that are not a view. */
  public String render(String name, Map<String, Object> model) {
    Utf8ByteOutput output = new Utf8ByteOutput();
    engine.render(name + ".jte", model, output);
    return new String(output.toByteArray(), java.nio.charset.StandardCharsets.UTF_8);
  }

  @Override
  public int getOrder() {
    return Ordered.LOWEST_PRECEDENCE - 10;
  }

  private final class Page implements View {
    private final String template;

    Page(String template) {
      this.template = template;
    }

    @Override
    public String getContentType() {
      return HTML;
    }

    @Override
    public void render(
        @Nullable Map<String, ?> model, HttpServletRequest request, HttpServletResponse response)
        throws java.io.IOException {
      Utf8ByteOutput output = new Utf8ByteOutput();
      engine.render(template, model == null ? Map.of() : new HashMap<>(model), output);
      response.setContentType(HTML);
      response.setContentLength(output.getContentLength());
      output.writeTo(response.getOutputStream());
    }
  }
}
