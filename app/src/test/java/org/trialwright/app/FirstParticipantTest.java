package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.support.ui.WebDriverWait;

/**
 * The tutorial, walked by keyboard: from a newcomer to the first dose, within the budget of keys
 * and pages. With {@code -Dtrialwright.draw=true} the pictures of the tutorial are taken anew.
 */
@Tag("browser")
class FirstParticipantTest {
  private static final Pattern NUMBER = Pattern.compile("/participants/(\\d\\d-\\d{3})");

  /** What must be fresh at allocation and is read by no criterion. */
  static final List<String> BASELINE =
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
  private static final int MOST_KEYS_OF_A_DOSE = 40;
  private static final int MOST_PAGES_OF_A_DOSE = 2;

  @Test
  void a_newcomer_is_screened_randomised_and_dosed_without_a_mouse() {
    try (var tour = new Tour(Demonstration.ADDRESS, Demonstration.password())) {
      tour.signIn("coordinator");
      String participant = register(tour);
      BASELINE.forEach(form -> baseline(tour, participant, form));
      tour.signIn("investigator");
      tour.count();
      screen(tour, participant);
      approve(tour, participant);
      randomise(tour, participant);
      System.out.printf(
          "From the screening page to the arm: %d keys of %d, %d pages of %d.%n",
          tour.keys(), MOST_KEYS, tour.pages(), MOST_PAGES);
      assertThat(tour.keys())
          .as("keys from the screening page to the arm")
          .isLessThanOrEqualTo(MOST_KEYS);
      assertThat(tour.pages())
          .as("pages from screening to the arm")
          .isLessThanOrEqualTo(MOST_PAGES);
      blood(tour, participant);
      weight(tour, participant);
      tour.count();
      dose(tour, participant);
      System.out.printf(
          "A dose card: %d keys of %d, %d pages of %d.%n",
          tour.keys(), MOST_KEYS_OF_A_DOSE, tour.pages(), MOST_PAGES_OF_A_DOSE);
      assertThat(tour.keys()).as("keys of a dose card").isLessThanOrEqualTo(MOST_KEYS_OF_A_DOSE);
      assertThat(tour.pages()).as("pages of a dose").isLessThanOrEqualTo(MOST_PAGES_OF_A_DOSE);
    }
  }

  /** The tutorial as it is read: each picture is of the page that the words beside it are about. */
  @Test
  @EnabledIfSystemProperty(named = "trialwright.draw", matches = "true")
  void the_pictures_of_the_tutorial_are_taken() throws IOException {
    try (var trial =
            PlayedTrial.start(Path.of("target", "tutorial-" + ProcessHandle.current().pid()));
        var browser = new Chromium(trial.address())) {
      var hands = new Hands(trial, browser);
      hands.become("");
      browser.open("/sign-in");
      Pictures.draw(browser, "01-sign-in");
      hands.become("coordinator");
      browser.open("/today");
      Pictures.draw(browser, "02-today");
      browser.open("/participants/new");
      Pictures.draw(browser, "03-register");
      Map<String, String> unsure = new LinkedHashMap<>(Hands.FIT);
      unsure.remove("staging.cM");
      String participant = hands.screened("WJ", unsure);
      String at = "/participants/" + participant;
      browser.open(at + "/eligibility");
      Pictures.draw(browser, "05-eligibility");
      browser.open("/participants/" + hands.newcomer("LW") + "/screening");
      Pictures.draw(browser, "04-screening");
      String ready = hands.ready("ZH");
      hands.become("coordinator");
      browser.open("/participants/" + ready + "/allocation");
      Pictures.draw(browser, "06-check");
      browser.fill(Map.of("password", trial.password()));
      browser.press(".btn.final");
      Pictures.draw(browser, "07-allocated");
      hands.bled(ready);
      browser.open("/participants/" + ready + "/doses");
      Pictures.draw(browser, "08-dose");
      browser.open("/participants/" + hands.somebody("cre-1") + "/forms/cre");
      browser.driver.findElement(By.id("cre.biopsy--is-carcinoma")).sendKeys(Keys.SPACE);
      new WebDriverWait(browser.driver, Duration.ofSeconds(20), Duration.ofMillis(20))
          .until(_ -> !browser.driver.findElements(By.cssSelector("#findings .verdict")).isEmpty());
      Pictures.draw(browser, "09-evaluation");
      browser.open("/participants/" + hands.somebody("neoadjuvant"));
      Pictures.draw(browser, "10-participant");
    }
  }

  private static String register(Tour tour) {
    tour.open("/participants/new");
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

  /** The laboratory's values come from the laboratory; typing them is not counted. */
  private static void blood(Tour tour, String participant) {
    tour.open("/participants/" + participant + "/forms/blood?visit=day-1");
    laboratory(tour, "neutrophils", "4.1", "1.8", "6.3");
    laboratory(tour, "platelets", "220", "125", "350");
    laboratory(tour, "creatinine", "75 µmol/L", "59", "104");
    laboratory(tour, "ALT", "22", "9", "50");
    laboratory(tour, "AST", "24", "15", "40");
    laboratory(tour, "bilirubin", "11 µmol/L", "3", "21");
    tour.press("Save:");
  }

  private static void laboratory(Tour tour, String item, String value, String low, String high) {
    tour.type("blood." + item, value);
    tour.type("blood." + item + ".low", low);
    tour.type("blood." + item + ".high", high);
  }

  private static void weight(Tour tour, String participant) {
    tour.open("/participants/" + participant + "/forms/exam?visit=day-1");
    tour.type("exam.height", "168");
    tour.type("exam.weight", "60");
    tour.choose("exam.ecog", "0");
    tour.press("Save:");
  }

  private static void dose(Tour tour, String participant) {
    tour.open("/participants/" + participant + "/doses");
    tour.type("nab-paclitaxel.batch", "N2401");
    tour.press("Record Nab-paclitaxel");
    assertThat(tour.text()).contains("Recorded: 85 mg");
  }
}
