package org.trialwright.app;

import java.time.Clock;
import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.core.Ordered;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Trial;
import org.trialwright.bedside.today.Waiting;
import org.trialwright.journal.AccessLog;
import org.trialwright.journal.Journal;
import org.trialwright.journal.Sight;
import org.trialwright.journal.Standings;
import org.trialwright.oversight.Overseen;
import org.trialwright.pages.Frame;
import org.trialwright.pages.JteViews;
import org.trialwright.pages.LanguageSwitch;
import org.trialwright.pages.StepUp;
import org.trialwright.registry.RateLimit;

/**
 * The wiring. What differs between a demonstration and real use comes in as beans that {@link
 * Running} registers: the data source, the watermark and the demonstration's sign-ins.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = UserDetailsServiceAutoConfiguration.class)
@ComponentScan({
  "org.trialwright.app",
  "org.trialwright.pages",
  "org.trialwright.bedside",
  "org.trialwright.oversight",
  "org.trialwright.registry"
})
class House {
  /** The only clock of the program. Everything below is handed the time. */
  @Bean
  InstantSource clock() {
    return realTime();
  }

  /** The time of this machine, for what begins before the house stands. */
  static InstantSource realTime() {
    return Clock.systemUTC();
  }

  @Bean
  Passwords passwords() {
    return new Passwords();
  }

  @Bean
  Accounts accounts(DataSource source, Passwords passwords, InstantSource clock) {
    return new Accounts(source, passwords, clock);
  }

  @Bean
  Codes codes(DataSource source, Trial trial, InstantSource clock) {
    return new Codes(source, trial.vault(), clock);
  }

  @Bean
  Tokens tokens(DataSource source, InstantSource clock) {
    return new Tokens(source, clock);
  }

  @Bean
  Subjects subjects(DataSource source, InstantSource clock) {
    return new Subjects(source, clock);
  }

  @Bean
  IssuerPages.Issuers issuers(SignIns signIns, InstantSource clock) {
    return new IssuerPages.Issuers(signIns.issuer().map(at -> new Issuer(at, clock)));
  }

  @Bean
  StepUp stepUp(Accounts accounts) {
    return new SecondStep(accounts);
  }

  @Bean
  AccessLog accessLog(DataSource source) {
    return new AccessLog(source);
  }

  @Bean
  Frames frames(Frame.Watermark watermark) {
    return new Frames(watermark);
  }

  @Bean
  Desk desk(Trial trial) {
    return new Desk(trial);
  }

  @Bean
  Front front(Desk desk, Frame.Watermark watermark) {
    return new Front(desk, watermark);
  }

  @Bean
  Digests digests(
      DataSource source,
      Accounts accounts,
      Waiting waiting,
      Desk desk,
      Front front,
      InstantSource clock,
      Digests.Mailing mailing) {
    return new Digests(source, accounts, waiting, desk, front, clock, mailing);
  }

  @Bean
  Overseen overseen(Trial trial) {
    DataSource whole = Sight.whole(trial.source());
    String study = trial.study().name();
    return new Overseen(
        trial.study(),
        whole,
        new Journal(whole, study),
        new Standings(whole, study),
        trial.clock());
  }

  @Bean
  org.trialwright.oversight.Frames oversightFrames(Overseen overseen, Frame.Watermark watermark) {
    return new org.trialwright.oversight.Frames(overseen, watermark);
  }

  @Bean
  org.trialwright.registry.Frames publicFrames(Desk desk, InstantSource clock) {
    return new org.trialwright.registry.Frames(desk::study, clock);
  }

  @Bean
  FilterRegistrationBean<RateLimit> rateLimit(InstantSource clock, Running.Strangers strangers) {
    var limit = new FilterRegistrationBean<>(new RateLimit(clock, strangers.requests()));
    // Before sign-in, so that who asks too much costs nothing.
    limit.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return limit;
  }

  @Bean
  FilterRegistrationBean<Uploads> uploads() {
    var uploads = new FilterRegistrationBean<>(new Uploads());
    // Before whoever looks for a token among the fields of a form.
    uploads.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
    return uploads;
  }

  @Bean
  JteViews views() {
    return new JteViews();
  }

  @Bean
  FilterRegistrationBean<LanguageSwitch> languageSwitch() {
    return new FilterRegistrationBean<>(new LanguageSwitch());
  }
}
