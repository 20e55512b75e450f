package org.trialwright.pages;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Decides the language of a request: the cookie, else what the browser asks for, else English. A
 * {@code GET} with {@code language=zh} sets the cookie and goes back to the same address without
 * it.
 */
public final class LanguageSwitch extends HttpFilter {
  /** The parameter of the address, and the name of the cookie. */
  public static final String PARAMETER = "language";

  private static final int YEAR_IN_SECONDS = 365 * 24 * 60 * 60;
  private static final long serialVersionUID = 1L;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Optional<Language> asked = asked(request);
    if (asked.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    Cookie cookie = new Cookie(PARAMETER, asked.get().code());
    cookie.setPath("/");
    cookie.setMaxAge(YEAR_IN_SECONDS);
    cookie.setHttpOnly(true);
    cookie.setSecure(request.isSecure());
    cookie.setAttribute("SameSite", "Lax");
    response.addCookie(cookie);
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", without(request.getRequestURI(), request.getQueryString()));
  }

  /** The language in which to answer. */
  public static Language of(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    if (cookies != null) {
      Optional<Language> kept =
          Arrays.stream(cookies)
              .filter(cookie -> cookie.getName().equals(PARAMETER))
              .flatMap(cookie -> Language.of(cookie.getValue()).stream())
              .findFirst();
      if (kept.isPresent()) {
        return kept.get();
      }
    }
    return request.getHeader("Accept-Language") != null
            && request.getLocale().getLanguage().equals(Language.CHINESE.code())
        ? Language.CHINESE
        : Language.ENGLISH;
  }

  /** Path and query of a request, for {@link Frame#address}. */
  public static String address(HttpServletRequest request) {
    return without(request.getRequestURI(), request.getQueryString());
  }

  private static Optional<Language> asked(HttpServletRequest request) {
    String query = request.getQueryString();
    if (query == null || !request.getMethod().equals("GET")) {
      return Optional.empty();
    }
    return Arrays.stream(query.split("&"))
        .filter(part -> part.startsWith(PARAMETER + "="))
        .flatMap(part -> Language.of(part.substring(PARAMETER.length() + 1)).stream())
        .findFirst();
  }

  static String without(String path, @org.jspecify.annotations.Nullable String query) {
    // Two slashes at the start would lead to another host.
    String own = path.replaceFirst("^/{2,}", "/");
    if (query == null) {
      return own;
    }
    String rest =
        Arrays.stream(query.split("&"))
            .filter(part -> !part.startsWith(PARAMETER + "=") && !part.isEmpty())
            .collect(Collectors.joining("&"));
    return rest.isEmpty() ? own : own + "?" + rest;
  }
}
