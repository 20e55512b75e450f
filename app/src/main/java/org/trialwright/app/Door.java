package org.trialwright.app;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.CookieRequestCache;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.trialwright.bedside.api.Problem;
import org.trialwright.pages.Words;

/** Spring Security's part: sign-in, sessions, the gate, CSRF and headers, for every path alike. */
@Configuration(proxyBeanMethods = false)
@EnableWebSecurity
class Door {
  private static final String CONTENT_POLICY =
      String.join(
          "; ",
          "default-src 'none'",
          "style-src 'self'",
          "script-src 'self'",
          "img-src 'self'",
          "connect-src 'self'",
          "form-action 'self'",
          "base-uri 'none'",
          "frame-ancestors 'none'");

  @Bean
  SecurityFilterChain filters(
      HttpSecurity http,
      Accounts accounts,
      Codes codes,
      Tokens tokens,
      Frames frames,
      SignIns signIns,
      ObjectProvider<RequestMappingInfoHandlerMapping> mappings) {
    SessionCookie sessions = new SessionCookie(accounts);
    CookieRequestCache wanted = new CookieRequestCache();
    wanted.setRequestMatcher(Door::mayReturnTo);
    SavedRequestAwareAuthenticationSuccessHandler signedIn =
        new SavedRequestAwareAuthenticationSuccessHandler();
    signedIn.setRequestCache(wanted);
    CookieCsrfTokenRepository csrf = new CookieCsrfTokenRepository();
    csrf.setCookieName("trialwright-csrf");
    csrf.setCookieCustomizer(cookie -> cookie.httpOnly(true).sameSite("Strict").path("/"));

    http.addFilterAfter(new SecondWall(), AuthorizationFilter.class);
    if (signIns.codesAsked()) {
      http.addFilterAfter(new CodesAsked(codes, frames), AuthorizationFilter.class);
    }
    return http.authorizeHttpRequests(
            requests ->
                requests
                    // A page forwarded to its template has passed the gate already.
                    .dispatcherTypeMatchers(DispatcherType.FORWARD, DispatcherType.ERROR)
                    .permitAll()
                    .anyRequest()
                    .access(new Gate(() -> mappings.orderedStream().toList())))
        .sessionManagement(
            session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .securityContext(
            context -> context.securityContextRepository(new Programs(tokens, sessions)))
        .requestCache(cache -> cache.requestCache(wanted))
        .authenticationProvider(new PasswordCheck(accounts, codes))
        .formLogin(
            form ->
                form.loginPage("/sign-in")
                    .loginProcessingUrl("/sign-in")
                    .usernameParameter("account")
                    .passwordParameter("password")
                    .authenticationDetailsSource(Door::code)
                    .successHandler(signedIn)
                    .failureHandler(Door::refused))
        .logout(
            out ->
                out.logoutUrl("/sign-out")
                    .logoutSuccessUrl("/sign-in?signed-out")
                    .deleteCookies(SessionCookie.NAME))
        .csrf(
            protection ->
                protection
                    .csrfTokenRepository(csrf)
                    // Nobody's browser is asked there: a token is sent by whoever holds it.
                    .ignoringRequestMatchers(Programs::ask))
        .anonymous(anonymous -> anonymous.authorities(List.of(() -> "signed-out")))
        .httpBasic(basic -> basic.disable())
        .rememberMe(remember -> remember.disable())
        .exceptionHandling(
            trouble ->
                trouble
                    .authenticationEntryPoint(new ToSignIn(frames))
                    .accessDeniedHandler(new Refusal(frames)))
        .headers(
            headers ->
                headers
                    .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                    .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                    .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                    .permissionsPolicyHeader(
                        policy ->
                            policy.policy("camera=(), geolocation=(), microphone=(), payment=()"))
                    .crossOriginOpenerPolicy(
                        opener ->
                            opener.policy(
                                org.springframework.security.web.header.writers
                                    .CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy
                                    .SAME_ORIGIN))
                    .crossOriginResourcePolicy(
                        resource ->
                            resource.policy(
                                org.springframework.security.web.header.writers
                                    .CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy
                                    .SAME_ORIGIN)))
        .build();
  }

  /** After sign-in people come back to a page they asked for, never to a piece of one. */
  private static boolean mayReturnTo(HttpServletRequest request) {
    String accepts = request.getHeader(HttpHeaders.ACCEPT);
    return request.getMethod().equals("GET")
        && !isPiece(request)
        && accepts != null
        && accepts.contains("text/html");
  }

  private static boolean isPiece(HttpServletRequest request) {
    return request.getHeader("HX-Request") != null;
  }

  private static void refused(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    response.sendRedirect(
        why instanceof LockedException locked
            ? "/sign-in?locked=" + locked.getMessage()
            : "/sign-in?refused");
  }

  private static String code(HttpServletRequest request) {
    return Optional.ofNullable(request.getParameter("code")).orElse("");
  }

  private record PasswordCheck(Accounts accounts, Codes codes) implements AuthenticationProvider {
    @Override
    public Authentication authenticate(Authentication tried) {
      String password = tried.getCredentials() instanceof String text ? text : "";
      String code = tried.getDetails() instanceof String text ? text : "";
      return switch (accounts.signIn(
          tried.getName(), password, account -> codes.accepts(account, code))) {
        case Accounts.SignIn.Accepted(var person) ->
            UsernamePasswordAuthenticationToken.authenticated(person, "", List.of());
        case Accounts.SignIn.Refused() ->
            throw new BadCredentialsException("name and password do not match");
        case Accounts.SignIn.Locked(Instant until) ->
            throw new LockedException(Long.toString(until.getEpochSecond()));
      };
    }

    @Override
    public boolean supports(Class<?> kind) {
      return UsernamePasswordAuthenticationToken.class.isAssignableFrom(kind);
    }
  }

  /**
   * Sends people who have not signed in to the sign-in page; a piece of a page makes the whole go.
   */
  private static final class ToSignIn implements AuthenticationEntryPoint {
    private final LoginUrlAuthenticationEntryPoint page =
        new LoginUrlAuthenticationEntryPoint("/sign-in");
    private final Frames frames;

    ToSignIn(Frames frames) {
      this.frames = frames;
    }

    @Override
    public void commence(
        HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
        throws IOException, jakarta.servlet.ServletException {
      if (Programs.ask(request)) {
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        Programs.answer(
            response, problem(frames.words(request), HttpServletResponse.SC_UNAUTHORIZED));
      } else if (isPiece(request)) {
        response.setHeader("HX-Redirect", "/sign-in");
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
      } else {
        page.commence(request, response, why);
      }
    }
  }

  /** What belongs to another site is not found; what the role may not do is forbidden. */
  private record Refusal(Frames frames) implements AccessDeniedHandler {
    @Override
    public void handle(
        HttpServletRequest request, HttpServletResponse response, AccessDeniedException why)
        throws IOException {
      boolean elsewhere =
          why instanceof AuthorizationDeniedException denied
              && denied.getAuthorizationResult() == Gate.Answer.OTHER_SITE;
      int status = elsewhere ? HttpServletResponse.SC_NOT_FOUND : HttpServletResponse.SC_FORBIDDEN;
      if (Programs.ask(request)) {
        Programs.answer(response, problem(frames.words(request), status));
      } else {
        response.sendError(status);
      }
    }
  }

  private static Problem problem(Words words, int status) {
    return switch (status) {
      case HttpServletResponse.SC_UNAUTHORIZED ->
          new Problem(
              words.say("no token, or none that holds"),
              status,
              words.say("why a token may not hold"),
              words.say("make a token and send it"));
      case HttpServletResponse.SC_NOT_FOUND ->
          new Problem(
              words.say("not found"),
              status,
              words.say("nothing is here"),
              words.say("see the document of the interface"));
      default ->
          new Problem(
              words.say("not allowed"),
              status,
              words.say("the token may not"),
              words.say("make a token and send it"));
    };
  }
}
