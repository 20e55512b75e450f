package org.trialwright.app;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.trialwright.pages.Grant;
import org.trialwright.pages.Role;
import org.trialwright.pages.Words;
import org.trialwright.quantities.SiteId;

/** A grant as an administrator types it. */
record GrantForm(String code, String site, String from, String until) {

  Optional<Role> role() {
    return Role.of(code);
  }

  /**
   * Why it cannot be given; empty when it can.
   *
   * @param others what the person holds
   */
  Optional<String> problem(Words words, List<DatedGrant> others) {
    if (role().isEmpty()) {
      return Optional.of(words.say("choose a role"));
    }
    if (!site.matches("[A-Za-z0-9]{0,12}")) {
      return Optional.of(words.say("that is not a site", site));
    }
    for (String day : List.of(from, until)) {
      if (!day.isEmpty() && day(day).isEmpty()) {
        return Optional.of(words.say("a day is written as", day));
      }
    }
    if (day(from).isPresent() && day(until).filter(day(from).get()::isAfter).isPresent()) {
      return Optional.of(words.say("the last day comes before the first"));
    }
    if (grant().lacksItsEnd()) {
      return Optional.of(words.say("an inspection has a last day"));
    }
    return Accounts.conflict(grant(), others)
        .map(
            other ->
                words.say(
                    "nobody holds both",
                    role().orElseThrow().said(words),
                    other.grant().role().said(words)));
  }

  DatedGrant grant() {
    Role held = role().orElseThrow();
    return new DatedGrant(
        site.isEmpty() ? new Grant.Everywhere(held) : new Grant.AtSite(held, new SiteId(site)),
        day(from),
        day(until));
  }

  private static Optional<LocalDate> day(String text) {
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(LocalDate.parse(text));
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }
}
