package org.trialwright.bedside.amendments;

import java.util.List;
import java.util.Optional;
import org.trialwright.pages.Frame;
import org.trialwright.pages.Link;
import org.trialwright.pages.Question;

/**
 * One version at one site.
 *
 * @param people everybody at the site
 * @param begin asks from when the site works by it; empty for whoever may not say, and once it does
 * @param mayMove whether this person decides who goes on
 * @param consent asks for the day of the new consent; empty where none is needed
 */
public record SiteVersionView(
    Frame frame,
    String title,
    String site,
    String version,
    String address,
    String state,
    List<Person> people,
    Optional<Question> begin,
    boolean mayMove,
    Optional<Question> consent,
    String key,
    List<Link> problems,
    String passwordError) {
  public SiteVersionView {
    people = List.copyOf(people);
    problems = List.copyOf(problems);
  }

  /**
   * One participant.
   *
   * @param fate what becomes of them
   * @param concerned whether something changes where they stand
   * @param mayGo whether they can go on now
   */
  public record Person(
      String number, String place, String fate, boolean concerned, boolean mayGo, boolean chosen) {}
}
