package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openqa.selenium.Cookie;
import org.trialwright.app.Demonstration.Browser;

/** Somebody at a site of the played trial, who fills in pages quickly. */
record Hands(PlayedTrial trial, Chromium browser, Map<String, Browser> signedIn) {
  private static final Pattern NUMBER = Pattern.compile("/participants/(\\d\\d-\\d{3})");

  Hands(PlayedTrial trial, Chromium browser) {
    this(trial, browser, new LinkedHashMap<>());
  }

  /** Signs in behind the browser's back and hands it the cookies. */
  void become(String account) {
    browser.driver.manage().deleteAllCookies();
    if (!browser.driver.getCurrentUrl().startsWith(trial.address())) {
      browser.open("/sign-in");
      browser.driver.manage().deleteAllCookies();
    }
    if (!account.isEmpty()) {
      signedIn
          .computeIfAbsent(account, trial::browser)
          .cookies
          .forEach(
              (name, value) -> browser.driver.manage().addCookie(new Cookie(name, value, "/")));
    }
  }

  String somebody(String place) {
    return trial
        .at(place)
        .orElseThrow(() -> new AssertionError("nobody is at " + place + ": " + trial.people()));
  }

  String newcomer(String initials) {
    browser.open("/participants/new");
    browser.fill(
        Map.of(
            "initials", initials,
            "sex", "male",
            "birth-date.day", "15",
            "birth-date.month", "3",
            "birth-date.year", "1962",
            "hospital-number", "H-" + initials));
    browser.press("form[action$='/new'] .btn.main");
    Matcher found = NUMBER.matcher(browser.path());
    assertThat(found.find()).as(browser.path()).isTrue();
    return found.group(1);
  }

  static final Map<String, String> FIT =
      Map.ofEntries(
          Map.entry("consent.signed", "yes"),
          Map.entry("consent.version-current", "yes"),
          Map.entry("consent.before-any", "yes"),
          Map.entry("person.sex", "male"),
          Map.entry("history.autoimmune", "no"),
          Map.entry("history.lung-disease", "no"),
          Map.entry("history.partner", "no"),
          Map.entry("history.allergy", "none"),
          Map.entry("history.earlier-therapy", "none"),
          Map.entry("suppression.steroid", "none"),
          Map.entry("suppression.suppressant", "no"),
          Map.entry("histology.type", "squamous"),
          Map.entry("staging.cT", "3"),
          Map.entry("staging.cN", "1"),
          Map.entry("staging.cM", "0"),
          Map.entry("staging.resectable", "yes"),
          Map.entry("exam.ecog", "0"),
          Map.entry("imaging.method", "PET-CT"));

  String screened(String initials, Map<String, String> answers) {
    String participant = newcomer(initials);
    browser.open("/participants/" + participant + "/screening");
    browser.fill(answers);
    browser.press("form[action$='/screening'] .btn.main");
    return participant;
  }

  void save(String address, Map<String, String> fields) {
    browser.open(address);
    browser.fill(fields);
    browser.press("main form.form .btn.main");
  }

  String ready(String initials) {
    become("investigator");
    String participant = screened(initials, FIT);
    String at = "/participants/" + participant;
    for (String form : FirstParticipantTest.BASELINE) {
      save(
          at + "/forms/" + form,
          switch (form) {
            case "qlq-c30" -> Map.of("qlq-c30.mode", "paper");
            case "endoscopy" -> Map.of("endoscopy.from", "30");
            default -> Map.of();
          });
    }
    save(
        at + "/eligibility",
        Map.of(
            "eligibility.other-condition", "no",
            "eligibility.signed", "yes",
            "eligibility.signature", "Zhou Ming",
            "password", trial.password()));
    return participant;
  }

  String allocated(String initials) {
    String participant = ready(initials);
    browser.open("/participants/" + participant + "/allocation");
    browser.fill(Map.of("password", trial.password()));
    browser.press(".btn.final");
    return participant;
  }

  /** Blood and weight of the first day, which the doses read. */
  void bled(String participant) {
    save(
        "/participants/" + participant + "/forms/blood?visit=day-1",
        Map.ofEntries(
            Map.entry("blood.neutrophils", "4.1"),
            Map.entry("blood.neutrophils.low", "1.8"),
            Map.entry("blood.neutrophils.high", "6.3"),
            Map.entry("blood.platelets", "220"),
            Map.entry("blood.platelets.low", "125"),
            Map.entry("blood.platelets.high", "350"),
            Map.entry("blood.creatinine", "75 µmol/L"),
            Map.entry("blood.creatinine.low", "59"),
            Map.entry("blood.creatinine.high", "104"),
            Map.entry("blood.ALT", "22"),
            Map.entry("blood.ALT.low", "9"),
            Map.entry("blood.ALT.high", "50"),
            Map.entry("blood.AST", "24"),
            Map.entry("blood.AST.low", "15"),
            Map.entry("blood.AST.high", "40"),
            Map.entry("blood.bilirubin", "11 µmol/L"),
            Map.entry("blood.bilirubin.low", "3"),
            Map.entry("blood.bilirubin.high", "21")));
    save(
        "/participants/" + participant + "/forms/exam?visit=day-1",
        Map.of("exam.height", "168", "exam.weight", "60", "exam.ecog", "0"));
  }
}
