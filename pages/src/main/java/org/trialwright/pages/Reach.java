package org.trialwright.pages;

/** Whether what is asked for lies within a grant. */
public enum Reach {
  /** The grant covers the site, or the route is about no site. */
  OWN_SITE,
  OTHER_SITE
}
