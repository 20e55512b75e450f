package org.trialwright.app;

import jakarta.servlet.FilterChain;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.tomcat.util.http.fileupload.InvalidFileNameException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Files come in by two doors. Anywhere else a form with files is refused unread; one that cannot be
 * read is refused in words before anybody looks for its fields.
 */
final class Uploads extends OncePerRequestFilter {
  private static final Pattern DOOR =
      Pattern.compile("/participants/[^/]+/files|/sites/[^/]+/results");
  private static final int FINE = 0;

  /** As {@code application.properties} lets in. */
  private static final long LARGEST = 32L << 20;

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    int refused = hasFiles(request) ? refused(request) : FINE;
    if (refused == FINE) {
      chain.doFilter(request, response);
    } else {
      response.setStatus(refused);
      request.setAttribute(RequestDispatcher.ERROR_STATUS_CODE, refused);
      request.setAttribute(RequestDispatcher.ERROR_REQUEST_URI, request.getRequestURI());
      request.getRequestDispatcher("/error").forward(new Unread(request), response);
    }
  }

  /** For the page that says what went wrong: nobody looks into what was sent again. */
  private static final class Unread extends HttpServletRequestWrapper {
    Unread(HttpServletRequest request) {
      super(request);
    }

    @Override
    public String getMethod() {
      return "GET";
    }

    @Override
    public @Nullable String getContentType() {
      return null;
    }

    @Override
    public @Nullable String getParameter(String name) {
      return null;
    }

    @Override
    public String @Nullable [] getParameterValues(String name) {
      return null;
    }

    @Override
    public Enumeration<String> getParameterNames() {
      return Collections.emptyEnumeration();
    }

    @Override
    public Map<String, String[]> getParameterMap() {
      return Map.of();
    }
  }

  private static boolean hasFiles(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
  }

  private static int refused(HttpServletRequest request) {
    if (!DOOR.matcher(request.getRequestURI()).matches()) {
      return HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE;
    }
    if (request.getContentLengthLong() > LARGEST) {
      return HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE;
    }
    try {
      request.getParts();
      return FINE;
    } catch (IOException
        | ServletException
        | IllegalStateException
        | InvalidFileNameException unreadable) {
      return HttpServletResponse.SC_BAD_REQUEST;
    }
  }
}
