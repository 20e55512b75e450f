package org.trialwright.registry;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * So many requests of programs a minute from one address; whoever asks for more is told when to ask
 * again. Pages for people are not counted. Each address fills up again evenly, so that a short
 * burst is no fault.
 *
 * <p>Only the addresses that asked last are remembered. Whoever has many addresses is not held back
 * by this.
 */
public final class RateLimit extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final int REMEMBERED = 10_000;
  private static final int TOO_MANY = 429;
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();
  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final Pattern PROGRAMS =
      Pattern.compile("/trials\\.(json|csv)|/trials/[^/]+/record\\.json");

  private final transient InstantSource clock;
  private final int most;
  private final transient Map<String, Left> left =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Left> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * @param requests that may still be made
   * @param at when that was so, in milliseconds
   */
  private record Left(double requests, long at) {}

  /**
   * @param most requests a minute; 0 for no limit
   */
  public RateLimit(InstantSource clock, int most) {
    this.clock = clock;
    this.most = most;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean counted =
        most > 0
            && READING.contains(request.getMethod())
            && PROGRAMS.matcher(request.getRequestURI()).matches();
    long wait = counted ? millisToWait(who(request.getRemoteAddr())) : 0;
    if (wait == 0) {
      chain.doFilter(request, response);
    } else {
      refuse(response, (wait + 999) / 1_000);
    }
  }

  /** A house with addresses of version 6 has a whole network of them. */
  static String who(String address) {
    var parts = address.split(":", -1);
    return parts.length < 5 || address.contains("::")
        ? address
        : String.join(":", parts[0], parts[1], parts[2], parts[3]);
  }

  /** Takes one request of this address; 0 when it had one left. */
  long millisToWait(String who) {
    long now = clock.millis();
    synchronized (left) {
      var before = left.getOrDefault(who, new Left(most, now));
      double there =
          Math.min(most, before.requests() + (double) (now - before.at()) * most / MINUTE);
      boolean enough = there >= 1;
      left.put(who, new Left(enough ? there - 1 : there, now));
      return enough ? 0 : (long) Math.ceil((1 - there) * MINUTE / most);
    }
  }

  int remembered() {
    synchronized (left) {
      return left.size();
    }
  }

  private void refuse(HttpServletResponse response, long seconds) throws IOException {
    response.setStatus(TOO_MANY);
    response.setHeader("Retry-After", String.valueOf(seconds));
    response.setHeader("Cache-Control", "no-store");
    response.setContentType("application/problem+json");
    var problem =
        """
        {"type": "about:blank", "title": "Too many requests", "status": 429, \
        "detail": "From one address programs may ask %d times a minute; ask again in %d s."}
        """
            .formatted(most, seconds);
    response.getOutputStream().write(problem.getBytes(StandardCharsets.UTF_8));
  }
}
