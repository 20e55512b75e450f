package org.trialwright.bedside;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.Words;
import org.trialwright.quantities.SiteId;

/** A site as one person opens it, with the reader's words. */
public record OpenedSite(
    Front front, Desk desk, HttpServletRequest request, SignedIn person, Site site, Voice voice) {

  /**
   * Opens the site.
   *
   * @throws ResponseStatusException not found, when there is no such site
   */
  public static OpenedSite open(
      Front front, Desk desk, HttpServletRequest request, SignedIn person, String number) {
    var site =
        desk.site(new SiteId(number))
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    return new OpenedSite(
        front, desk, request, person, site, front.voice(request, Optional.of(site.id())));
  }

  public SiteId id() {
    return site.id();
  }

  public Words words() {
    return voice.words();
  }

  public LocalDate today() {
    return desk.today(site.id());
  }

  /** Whether this person may act by the route at the site. */
  public boolean may(String route) {
    return person.grantFor("POST", route, site.id()).isPresent();
  }

  /** Who acts, in the role that lets them use the route at the site. */
  public Act act(String method, String route, String key) {
    return front.act(person, method, route, site.id(), key);
  }
}
