package org.trialwright.app;

import jakarta.servlet.http.HttpServletRequest;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.StepUp;

/** The second step, kept with the session in the database, so that every node knows of it. */
final class SecondStep implements StepUp {
  private final Accounts accounts;

  SecondStep(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public boolean taken(HttpServletRequest request) {
    return SessionCookie.secret(request).filter(accounts::steppedUp).isPresent();
  }

  @Override
  public boolean take(HttpServletRequest request, SignedIn person, String password) {
    if (!accounts.confirms(person.account(), password)) {
      return false;
    }
    SessionCookie.secret(request).ifPresent(accounts::stepUp);
    return true;
  }

  @Override
  public void end(HttpServletRequest request) {
    SessionCookie.secret(request).ifPresent(accounts::stepDown);
  }
}
