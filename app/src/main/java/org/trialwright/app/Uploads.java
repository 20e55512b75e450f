package org.trialwright.app;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.tomcat.util.http.fileupload.InvalidFileNameException;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Files come in by one door. Anywhere else a form with files is refused unread; one that cannot be
 * read is refused in words before anybody looks for its fields.
 */
final class Uploads extends OncePerRequestFilter {
  private static final Pattern DOOR = Pattern.compile("/participants/[^/]+/files");
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
      response.sendError(refused);
    }
  }

  private static boolean hasFiles(HttpServletRequest request) {
    String type = request.getContentType();
    return type != null && type.toLowerCase(Locale.ROOT).startsWith("multipart/");
  }

  private static int refused(HttpServletRequest request) throws IOException {
    if (!DOOR.matcher(request.getRequestURI()).matches()) {
      return HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE;
    }
    if (request.getContentLengthLong() > LARGEST) {
      return HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE;
    }
    try {
      request.getParts();
      return FINE;
    } catch (ServletException | IllegalStateException | InvalidFileNameException unreadable) {
      return HttpServletResponse.SC_BAD_REQUEST;
    }
  }
}
