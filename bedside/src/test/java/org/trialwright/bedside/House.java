package org.trialwright.bedside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import jakarta.servlet.http.Cookie;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.method.annotation.AuthenticationPrincipalArgumentResolver;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.ViewResolverRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.view.RedirectView;
import org.springframework.web.servlet.view.UrlBasedViewResolver;
import org.trialwright.pages.Credentials;
import org.trialwright.pages.Frame;
import org.trialwright.pages.Grant;
import org.trialwright.pages.JteViews;
import org.trialwright.pages.Role;
import org.trialwright.pages.SignedIn;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;

/** The pages of site staff on one study, for people who have signed in. */
record House(Rehearsed rehearsed, GenericWebApplicationContext context, MockMvc pages) {
  static final SignedIn COORDINATOR = person("coordinator", "C. Demo", Role.COORDINATOR);
  static final SignedIn INVESTIGATOR = person("investigator", "I. Demo", Role.INVESTIGATOR);
  static final SignedIn NURSE = person("nurse", "N. Demo", Role.COORDINATOR);
  static final SignedIn MONITOR = person("monitor", "M. Demo", Role.MONITOR);
  static final SignedIn MANAGER =
      new SignedIn("data-manager", "D. Demo", List.of(new Grant.Everywhere(Role.DATA_MANAGER)));
  static final String PASSWORD = "right";

  private static SignedIn person(String account, String name, Role role) {
    return new SignedIn(account, name, List.of(new Grant.AtSite(role, new SiteId("01"))));
  }

  @Configuration
  @EnableWebMvc
  @ComponentScan({
    "org.trialwright.bedside.form",
    "org.trialwright.bedside.eligibility",
    "org.trialwright.bedside.allocation",
    "org.trialwright.bedside.dose",
    "org.trialwright.bedside.closing",
    "org.trialwright.bedside.delegation",
    "org.trialwright.bedside.deviations",
    "org.trialwright.bedside.files",
    "org.trialwright.bedside.kits",
    "org.trialwright.bedside.unblinding",
    "org.trialwright.bedside.queries",
    "org.trialwright.bedside.verification",
    "org.trialwright.bedside.today",
    "org.trialwright.bedside.participant",
    "org.trialwright.bedside.register",
    "org.trialwright.bedside.trail"
  })
  static class Web implements WebMvcConfigurer {
    @Override
    public void configureViewResolvers(ViewResolverRegistry registry) {
      var redirects = new UrlBasedViewResolver();
      redirects.setViewClass(RedirectView.class);
      registry.viewResolver(new JteViews());
      registry.viewResolver(redirects);
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
      resolvers.add(new AuthenticationPrincipalArgumentResolver());
    }
  }

  /** Everybody has the same password. */
  private static final class SamePassword implements Credentials {
    @Override
    public boolean confirms(String account, String password) {
      return password.equals(PASSWORD);
    }

    @Override
    public Optional<SignedIn> who(String account, String password) {
      return Stream.of(COORDINATOR, INVESTIGATOR, NURSE, MONITOR, MANAGER)
          .filter(one -> one.account().equals(account) && password.equals(PASSWORD))
          .findFirst();
    }
  }

  static House of(Rehearsed rehearsed) {
    var context = new GenericWebApplicationContext(new MockServletContext());
    new AnnotatedBeanDefinitionReader(context).register(Web.class);
    var front = new Front(rehearsed.desk, Frame.Watermark.REHEARSAL);
    context.registerBean(Desk.class, () -> rehearsed.desk);
    context.registerBean(Front.class, () -> front);
    context.registerBean(Credentials.class, SamePassword::new);
    context.refresh();
    return new House(rehearsed, context, MockMvcBuilders.webAppContextSetup(context).build());
  }

  MockHttpServletResponse ask(
      SignedIn who, AbstractMockHttpServletRequestBuilder<?> request, String language) {
    SecurityContextHolder.getContext()
        .setAuthentication(UsernamePasswordAuthenticationToken.authenticated(who, "", List.of()));
    try {
      return pages
          .perform(request.cookie(new Cookie("language", language)))
          .andReturn()
          .getResponse();
    } catch (Exception broken) {
      throw new IllegalStateException(broken);
    }
  }

  String page(SignedIn who, String address) {
    return page(who, address, "en");
  }

  String page(SignedIn who, String address, String language) {
    var answer = ask(who, get(address), language);
    assertThat(answer.getStatus()).as(address).isEqualTo(200);
    return text(answer);
  }

  MockHttpServletResponse send(SignedIn who, Typist typist) {
    var request = post(typist.action);
    typist.fields().forEach(request::param);
    return ask(who, request, "en");
  }

  /** Sends a form that is kept; the address it leads to. */
  String kept(SignedIn who, Typist typist) {
    var answer = send(who, typist);
    assertThat(answer.getStatus()).as(() -> text(answer)).isEqualTo(302);
    return Optional.ofNullable(answer.getRedirectedUrl()).orElse("");
  }

  /** Sends a form that is not kept; the page that says why. */
  String refused(SignedIn who, Typist typist) {
    var answer = send(who, typist);
    assertThat(answer.getStatus()).as(() -> text(answer)).isEqualTo(422);
    return text(answer);
  }

  static String text(MockHttpServletResponse answer) {
    // Numbers and units are held together by spaces that do not break.
    return new String(answer.getContentAsByteArray(), StandardCharsets.UTF_8)
        .replace('\u00a0', ' ');
  }

  int facts(ParticipantId participant) {
    return rehearsed.desk.facts(participant).size();
  }
}
