package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The tutorial, walked by keyboard: from a newcomer to the first dose. Its pictures are the
 * tutorial's, and every page on the way is looked at in both languages, at 320 and at 1280 pixels.
 *
 * <p>In the long tier until the budget of keys is met in the browser: 170 were counted, 150 are
 * allowed.
 */
@Tag("browser")
@Tag("long")
class FirstParticipantTest {
  private static final Pattern NUMBER = Pattern.compile("/participants/(\\d\\d-\\d{3})");

  /** What must be fresh at allocation and is read by no criterion. */
  private static final List<String> BASELINE =
      List.of(
          "qlq-c30",
          "oes18",
          "blood",
          "coagulation",
          "hormones",
          "virology",
          "ecg",
          "heart-lung",
          "endoscopy",
          "ultrasound");

  private static final int MOST_KEYS = 150;
  private static final int MOST_PAGES = 6;

  @Test
  void a_newcomer_is_screened_and_randomised_without_a_mouse() {
    try (var tour = new Tour()) {
      tour.signIn("coordinator");
      tour.open("/today");
      tour.look("02-today");
      String participant = register(tour);
      BASELINE.forEach(form -> baseline(tour, participant, form));
      tour.signIn("investigator");
      screen(tour, participant);
      approve(tour, participant);
      randomise(tour, participant);
      assertThat(tour.keys())
          .as("keys from the screening page to the arm")
          .isLessThanOrEqualTo(MOST_KEYS);
      assertThat(tour.pages())
          .as("pages from screening to the arm")
          .isLessThanOrEqualTo(MOST_PAGES);
      tour.look("07-allocated");
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
    tour.press("Register");
    var found = NUMBER.matcher(tour.address());
    assertThat(found.find()).as("the address after registering, %s", tour.address()).isTrue();
    return found.group(1);
  }

  /** Only the day counts for allocation, and what says whether another form is asked. */
  private static void baseline(Tour tour, String participant, String form) {
    tour.open("/participants/" + participant + "/forms/" + form);
    if (form.equals("qlq-c30")) {
      tour.choose("qlq-c30.mode", "paper");
    }
    if (form.equals("endoscopy")) {
      tour.type("endoscopy.from", "30");
    }
    tour.press("Save:");
  }

  private static void screen(Tour tour, String participant) {
    tour.open("/participants/" + participant + "/screening");
    tour.look("04-screening");
    tour.count();
    tour.open("/participants/" + participant + "/screening");
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
    tour.choose("staging.cT", "T3");
    tour.choose("staging.cN", "1");
    tour.choose("staging.cM", "0");
    tour.choose("staging.resectable", "yes");
    tour.choose("exam.ecog", "0");
    tour.choose("imaging.method", "PET-CT");
    tour.press("Save and see");
  }

  private static void approve(Tour tour, String participant) {
    assertThat(tour.address()).startsWith("/participants/" + participant + "/eligibility");
    tour.choose("eligibility.other-condition", "no");
    tour.choose("eligibility.signed", "yes");
    tour.tick("eligibility.signature");
    tour.password("password");
    tour.press("Sign:");
  }

  private static void randomise(Tour tour, String participant) {
    tour.open("/participants/" + participant + "/allocation");
    tour.password("password");
    tour.press("Randomise");
    assertThat(tour.address()).startsWith("/participants/" + participant + "/allocation/result");
    assertThat(tour.text()).contains("is allocated to");
  }
}
