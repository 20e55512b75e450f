package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.trialwright.app.Demonstration.Browser;
import org.trialwright.records.RecordStore;
import org.trialwright.study.Form;

/**
 * Every state of every page that a person can see, on a phone and on a desk: axe finds nothing,
 * nothing scrolls sideways, the console is silent, nobody else is asked, and the HTML is valid. The
 * long tier looks at each in both languages, with axe on both, and measures the contrast of all
 * text; otherwise languages take turns, and so do phone and desk for axe, see {@link
 * Chromium#faults}.
 *
 * <p>{@code -Dtrialwright.states=REGEX} looks at some states only; {@code -Dtrialwright.draw=true}
 * leaves a picture of each in {@code target}.
 */
@Tag("browser")
class PageStatesTest {
  private static final Path FOLDER = Path.of("target", "states-" + ProcessHandle.current().pid());
  private static final Path PAGES = FOLDER.resolve("pages");
  private static final List<String> LANGUAGES = List.of("en", "zh");
  private static final List<Integer> WIDTHS = List.of(320, 1280);
  private static final int TALLEST = 2600;

  private static final List<String> axe = new ArrayList<>();
  private static final List<String> sideways = new ArrayList<>();
  private static final List<String> console = new ArrayList<>();
  private static final List<String> strangers = new ArrayList<>();
  private static final Pattern WANTED =
      Pattern.compile(System.getProperty("trialwright.states", ".*"));
  private static int looks;

  private static PlayedTrial trial;
  private static Chromium browser;
  private static Hands hands;

  /** A state of a page: who comes there, and how. */
  private record State(String name, String account, Consumer<Chromium> act) {
    static State at(String name, String account, String path) {
      return new State(name, account, browser -> browser.open(path));
    }
  }

  @BeforeAll
  static void look() throws IOException {
    long first = System.nanoTime();
    trial = PlayedTrial.start(FOLDER.resolve("house"));
    new RecordStore(trial.running().bean(DataSource.class)).keep(PublicRecords.ALL);
    browser = new Chromium(trial.address());
    hands = new Hands(trial, browser);
    Files.createDirectories(PAGES);
    long began = System.nanoTime();
    List<State> states =
        states().stream().filter(state -> WANTED.matcher(state.name()).find()).toList();
    for (int i = 0; i < states.size(); i++) {
      for (String language : languages(i)) {
        look(states.get(i), language, Chromium.searched(i, WIDTHS));
      }
    }
    forms();
    System.out.printf(
        "%d page states, %d looks at %s px, in %d s, after %d s of playing.%n",
        states.size(),
        looks,
        WIDTHS,
        (System.nanoTime() - began) / 1_000_000_000,
        (began - first) / 1_000_000_000);
  }

  /** Both in the long tier; by turns otherwise. */
  private static List<String> languages(int state) {
    return Boolean.getBoolean("trialwright.everything")
        ? LANGUAGES
        : List.of(LANGUAGES.get(state % LANGUAGES.size()));
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
    if (trial != null) {
      trial.close();
    }
  }

  private static void look(State state, String language, List<Integer> searched)
      throws IOException {
    hands.become(state.account());
    browser.language(language);
    browser.forget();
    state.act().accept(browser);
    String where = state.name() + " in " + language;
    String file = state.name().replaceAll("[^a-z0-9]+", "-") + "." + language;
    Files.writeString(PAGES.resolve(file + ".html"), browser.served(), StandardCharsets.UTF_8);
    for (int width : WIDTHS) {
      browser.width(width);
      if (Boolean.getBoolean("trialwright.draw")) {
        Files.write(FOLDER.resolve(file + "." + width + ".png"), browser.picture(width, TALLEST));
      }
      looks++;
      if (searched.contains(width)) {
        browser.faults().forEach(fault -> axe.add(where + " at " + width + " px: " + fault));
      }
      String over = browser.sideways();
      if (!over.isEmpty()) {
        sideways.add(where + " at " + width + " px by " + over);
      }
    }
    browser.complaints().forEach(one -> console.add(where + ": " + one));
    browser.strangers().forEach(one -> strangers.add(where + ": " + one));
  }

  /** Every form of the study, empty, as HTML only. */
  private static void forms() throws IOException {
    Browser reader = trial.browser("coordinator");
    String participant = hands.somebody("neoadjuvant");
    for (Form form : Studies.read(Studies.BUILT_IN).forms().values()) {
      var answer = reader.get("/participants/" + participant + "/forms/" + form.name());
      if (answer.statusCode() == 200) {
        Files.writeString(PAGES.resolve("empty-" + form.name() + ".html"), answer.body());
      }
    }
  }

  // The states -----------------------------------------------------------------------------------

  private static List<State> states() {
    hands.become("coordinator");
    String fresh = hands.newcomer("AA");
    Map<String, String> unsure = new LinkedHashMap<>(Hands.FIT);
    unsure.remove("staging.cM");
    String open = hands.screened("AB", unsure);
    Map<String, String> unfit = new LinkedHashMap<>(Hands.FIT);
    unfit.put("exam.ecog", "3");
    String not = hands.screened("AC", unfit);
    String ready = hands.ready("AD");
    String drawn = hands.allocated("AE");
    String treated = hands.somebody("neoadjuvant");
    List<State> states = new ArrayList<>();
    outside(states);
    committee(states);
    decisions(states);
    accounts(states);
    opening(states);
    lists(states);
    about(states, fresh, treated, drawn);
    screening(states, fresh, open, not, ready, drawn);
    answers(states, fresh, drawn, treated);
    doses(states, fresh, drawn, treated);
    queries(states, treated);
    files(states, treated);
    closing(states, ready, treated);
    return states;
  }

  private static void outside(List<State> states) {
    states.add(State.at("first page, signed out", "", "/"));
    states.add(State.at("trial", "", "/trial"));
    states.add(State.at("trial again", "", "/trial"));
    trials(states);
    joining(states);
    states.add(State.at("sign-in", "", "/sign-in"));
    states.add(
        new State(
            "sign-in refused",
            "",
            browser -> {
              browser.open("/sign-in");
              browser.fill(Map.of("account", "coordinator", "password", "no"));
              browser.press("main .btn.main");
            }));
    states.add(State.at("sign-in elsewhere, refused", "", "/sign-in/issuer/back?state=none"));
    states.add(State.at("set-up link that was used", "", "/set-up/nothing"));
    states.add(State.at("nothing here", "coordinator", "/nothing-here"));
    states.add(State.at("not for this role", "statistician", "/today"));
    states.add(State.at("overview", "statistician", "/overview"));
    states.add(State.at("monitoring", "data-manager", "/monitoring"));
    states.add(State.at("monitoring of a site", "monitor", "/monitoring"));
    states.add(State.at("results", "statistician", "/results"));
    states.add(State.at("safety", "statistician", "/safety"));
    states.add(State.at("monitoring of a day", "data-manager", "/monitoring?as-of=2024-09-30"));
    states.add(State.at("results of a day", "statistician", "/results?as-of=2024-09-30"));
    states.add(State.at("results of no day", "statistician", "/results?as-of=soon"));
    states.add(State.at("overview of a site", "coordinator", "/overview"));
    states.add(State.at("serious events", "sponsor", "/safety/events"));
    states.add(State.at("serious events again", "sponsor", "/safety/events"));
  }

  private static void trials(List<State> states) {
    String place = "/locations/germany/berlin/berlin";
    states.add(State.at("trials", "", "/trials"));
    states.add(State.at("trials again", "", "/trials"));
    states.add(
        State.at(
            "trials near a place", "", "/trials?q=astma&near=Berlin&age=40&status=RECRUITING"));
    states.add(
        State.at("trials, none found", "", "/trials?q=asthma&age=5&near=Nowhere&why=NCT90000001"));
    states.add(State.at("trials, why not", "", "/trials?q=gout&age=300&why=NCT90000001"));
    states.add(State.at("trials on paper", "", "/trials/print?q=asthma&near=Berlin"));
    states.add(State.at("trials by condition", "", "/conditions"));
    states.add(State.at("trials by condition, none", "", "/conditions?begins=zzz"));
    states.add(State.at("trials of a condition", "", "/conditions/asthma"));
    states.add(State.at("trials by place", "", "/locations"));
    states.add(State.at("trials of a city", "", place));
    states.add(State.at("trials of a house", "", place + "/north-hospital"));
    states.add(State.at("trials of nowhere", "", "/locations/nowhere"));
    states.add(State.at("trials: an imported record", "", "/trials/NCT90000001"));
    states.add(State.at("trials: a hostile record", "", "/trials/NCT90000002"));
    states.add(State.at("trials: a record that is over", "", "/trials/NCT90000003"));
    states.add(State.at("trials: results", "", "/trials/NCT90000001/results"));
  }

  /** Each once in either language. */
  private static void joining(List<State> states) {
    String page = "/trial/join";
    for (String again : List.of("", " again")) {
      states.add(State.at("may I join" + again, "", page));
    }
    for (String again : List.of("", " again")) {
      states.add(
          new State(
              "may I join, without script" + again,
              "",
              browser -> {
                browser.scripts(false);
                browser.open(page);
                browser.scripts(true);
              }));
    }
    for (String again : List.of("", " again")) {
      states.add(
          new State("may I join, answered" + again, "", browser -> answered(browser, page, "82")));
    }
    for (String again : List.of("", " again")) {
      states.add(
          new State(
              "trials: an imported record, answered" + again,
              "",
              browser -> answered(browser, "/trials/NCT90000001", "17")));
    }
    states.add(
        new State(
            "may I join, a number that cannot be", "", browser -> answered(browser, page, "old")));
  }

  /** Every question that is shown is answered by its first choice or by this number. */
  private static void answered(Chromium browser, String page, String number) {
    browser.open(page);
    browser.script(
        """
        document.querySelectorAll('[data-question]').forEach(field => {
          var input = field.querySelector('input');
          if (input.type === 'radio') { input.click(); return; }
          input.value = arguments[0];
          input.dispatchEvent(new Event('input', {bubbles: true}));
        });
        """,
        number);
  }

  private static void committee(List<State> states) {
    states.add(State.at("committee, before the step", "committee-stat", "/committee"));
    states.add(
        new State(
            "committee, wrong password",
            "committee-stat",
            browser -> {
              browser.open("/committee/enter");
              browser.fill(Map.of("password", "no"));
              browser.press("form[action='/committee/enter'] .btn.main");
            }));
    states.add(
        new State(
            "committee workspace",
            "committee-stat",
            browser -> {
              browser.open("/committee/enter");
              browser.fill(Map.of("password", trial.password()));
              browser.press("form[action='/committee/enter'] .btn.main");
            }));
    states.add(
        new State(
            "committee, a cut without a name",
            "committee-stat",
            browser -> {
              browser.open("/committee");
              browser.fill(Map.of("password", trial.password()));
              browser.press(".btn.final");
            }));
    states.add(State.at("committee, results now", "committee-stat", "/committee/now"));
    states.add(
        new State(
            "committee, a cut",
            "committee-stat",
            browser -> {
              browser.open("/committee");
              browser.fill(Map.of("name", "First meeting", "password", trial.password()));
              browser.press(".btn.final");
            }));
  }

  /** A proposal, a second member who agrees, and what others then read. */
  private static void decisions(List<State> states) {
    for (String act : List.of("recommendation", "release")) {
      states.add(
          new State("committee, no " + act + " yet", "committee", browser -> decide(browser, act)));
      states.add(
          new State(
              "committee, " + act + " refused",
              "committee",
              browser -> {
                decide(browser, act);
                browser.press(".btn.final");
              }));
      states.add(
          new State(
              "committee, " + act + " proposed",
              "committee",
              browser -> {
                decide(browser, act);
                if (act.equals("recommendation")) {
                  browser.fill(
                      Map.of(
                          "advice", "go-on-with-changes",
                          "open", "Weigh everybody at each visit.",
                          "closed", "Weight loss differs."));
                } else {
                  browser.fill(
                      Map.of(
                          "role", "statistician",
                          "reason", "Final analysis: the database is locked."));
                }
                browser.fill(Map.of("password", trial.password()));
                browser.press(".btn.final");
              }));
      states.add(
          new State(
              "committee, " + act + " to agree with",
              "committee2",
              browser -> decide(browser, act)));
      states.add(
          new State(
              "committee, " + act + " agreed",
              "committee2",
              browser -> {
                decide(browser, act);
                if (browser.served().contains("name=\"fact\"")) {
                  browser.fill(Map.of("password", trial.password()));
                  browser.press(".btn.final");
                }
              }));
    }
    states.add(State.at("recommendations", "statistician", "/recommendations"));
    states.add(State.at("nothing released to this role", "coordinator", "/released/1"));
    states.add(
        new State(
            "released results",
            "statistician",
            browser -> {
              browser.open("/recommendations");
              browser.press("main a[href^='/released/']");
            }));
  }

  /** In the workspace, at the newest cut. */
  private static void decide(Chromium browser, String act) {
    browser.open("/committee/enter");
    browser.fill(Map.of("password", trial.password()));
    browser.press("form[action='/committee/enter'] .btn.main");
    browser.press("main a[href^='/committee/cuts/']");
    browser.press("main a[href$='/" + act + "']");
  }

  private static void accounts(List<State> states) {
    states.add(State.at("accounts", "administrator", "/accounts"));
    states.add(
        new State(
            "account opened, with its link",
            "administrator",
            browser -> {
              browser.open("/accounts");
              browser.fill(
                  Map.of(
                      "account",
                      "new-" + looks,
                      "name",
                      "New Person",
                      "role",
                      "monitor",
                      "site",
                      "01"));
              browser.press("form[action='/accounts'] .btn.main");
            }));
    states.add(
        new State(
            "account refused",
            "administrator",
            browser -> {
              browser.open("/accounts");
              browser.fill(Map.of("account", "monitor", "name", "Twice"));
              browser.press("form[action='/accounts'] .btn.main");
            }));
    states.add(
        new State(
            "account joined to an issuer",
            "administrator",
            browser -> {
              browser.open("/accounts");
              browser.fill(
                  Map.of("of", "monitor", "subject", "8f14e45f-ceea-467f-a830-7c3b5a1d9d2e"));
              browser.press("form[action='/accounts/subjects'] .btn.main");
            }));
    states.add(
        new State(
            "account not joined",
            "administrator",
            browser -> {
              browser.open("/accounts");
              browser.press("form[action='/accounts/subjects'] .btn.main");
            }));
    states.add(
        new State(
            "set-up",
            "administrator",
            browser -> {
              browser.open("/accounts");
              browser.press("form[action='/accounts/monitor/link'] .btn");
              String link =
                  String.valueOf(
                      browser.script("return document.querySelector('.sheet code').textContent"));
              browser.open(link.substring(link.indexOf("/set-up/")));
            }));
    states.add(State.at("change of password", "coordinator", "/account/password"));
    states.add(
        new State(
            "change of password refused",
            "coordinator",
            browser -> {
              browser.open("/account/password");
              browser.fill(Map.of("now", "no", "password", "a quite new pass phrase"));
              browser.press("main .btn.main");
            }));
  }

  private static void opening(List<State> states) {
    states.add(State.at("sites", "administrator", "/sites"));
    states.add(
        new State(
            "a site refused",
            "administrator",
            browser -> {
              browser.open("/sites");
              browser.press("form[action='/sites'] .btn.main");
            }));
    states.add(State.at("assumed values", "statistician", "/study/assumed"));
    states.add(State.at("assumed values of a chapter", "data-manager", "/study/assumed/who"));
    states.add(
        new State(
            "assumed values, wrong password",
            "investigator",
            browser -> {
              browser.open("/study/assumed/who");
              browser.fill(Map.of("password", "no"));
              browser.press(".btn.final");
            }));
  }

  private static void lists(List<State> states) {
    states.add(State.at("today", "coordinator", "/today"));
    states.add(State.at("today of another site", "coordinator2", "/today"));
    states.add(State.at("today of all sites", "data-manager", "/today"));
    states.add(State.at("today, read by a monitor", "monitor", "/today"));
    states.add(State.at("participants", "coordinator", "/participants"));
    states.add(State.at("participants of all sites", "data-manager", "/participants"));
    states.add(State.at("participants, nobody matches", "coordinator", "/participants?number=99"));
    states.add(State.at("registering", "coordinator", "/participants/new"));
    states.add(
        new State(
            "registering, wrong",
            "coordinator",
            browser -> {
              browser.open("/participants/new");
              browser.fill(Map.of("birth-date.day", "31", "birth-date.month", "2"));
              browser.press("form[action$='/new'] .btn.main");
            }));
    states.add(
        new State(
            "registering somebody who is known",
            "coordinator",
            browser -> {
              browser.open("/participants/new");
              browser.fill(
                  Map.of(
                      "initials", "AA",
                      "sex", "male",
                      "birth-date.day", "15",
                      "birth-date.month", "3",
                      "birth-date.year", "1962",
                      "hospital-number", "H-AA"));
              browser.press("form[action$='/new'] .btn.main");
            }));
  }

  private static void about(List<State> states, String fresh, String treated, String drawn) {
    states.add(State.at("newcomer", "coordinator", "/participants/" + fresh));
    states.add(State.at("allocated", "coordinator", "/participants/" + drawn));
    states.add(State.at("under treatment", "coordinator", "/participants/" + treated));
    states.add(
        State.at("under treatment, read by a monitor", "monitor", "/participants/" + treated));
    states.add(
        State.at(
            "as it was known", "coordinator", "/participants/" + treated + "?asOf=2024-10-25"));
    states.add(
        State.at("not a day to go back to", "coordinator", "/participants/" + treated + "?asOf=x"));
    states.add(
        State.at("the whole story", "coordinator", "/participants/" + treated + "?story=whole"));
    for (String place : List.of("follow-up", "cre-1", "restaging", "screen-failed")) {
      states.add(State.at("at " + place, "coordinator", "/participants/" + hands.somebody(place)));
    }
    states.add(
        new State(
            "identity",
            "coordinator",
            browser -> {
              browser.open("/participants/" + fresh);
              browser.press("form[action$='/identity'] .btn");
            }));
    states.add(State.at("book", "coordinator", "/participants/" + treated + "/book"));
    states.add(State.at("book, empty", "coordinator", "/participants/" + fresh + "/book"));
    states.add(
        new State(
            "form, typed and not saved",
            "coordinator",
            browser -> {
              String address = "/participants/" + fresh + "/forms/hormones";
              browser.open(address);
              browser.script(
                  """
                  var field = document.getElementsByName('hormones.TSH')[0];
                  field.value = '2.1';
                  field.dispatchEvent(new Event('input', {bubbles: true}));
                  """);
              browser.await("return document.getElementById('draft').textContent !== ''");
              browser.open(address);
            }));
    states.add(State.at("trail", "coordinator", "/participants/" + treated + "/trail"));
    states.add(
        State.at(
            "trail of an answer", "monitor", "/participants/" + treated + "/trail/exam/1/weight"));
  }

  private static void screening(
      List<State> states, String fresh, String open, String not, String ready, String drawn) {
    String at = "/participants/";
    states.add(State.at("screening", "coordinator", at + fresh + "/screening"));
    states.add(
        new State(
            "screening, wrong",
            "coordinator",
            browser -> {
              browser.open(at + fresh + "/screening");
              browser.fill(Map.of("_day.day", "32", "exam.ecog", "1", "exam.day.day", "31"));
              browser.press("form[action$='/screening'] .btn.main");
            }));
    states.add(State.at("screening, answered before", "coordinator", at + open + "/screening"));
    states.add(
        new State(
            "screening, no reason for a change",
            "coordinator",
            browser -> {
              browser.open(at + open + "/screening");
              browser.fill(Map.of("exam.ecog", "1"));
              browser.press("form[action$='/screening'] .btn.main");
            }));
    states.add(State.at("nothing known", "coordinator", at + fresh + "/eligibility"));
    states.add(State.at("cannot tell", "coordinator", at + open + "/eligibility"));
    states.add(State.at("may not join", "investigator", at + not + "/eligibility"));
    states.add(State.at("approval", "investigator", at + open + "/eligibility"));
    states.add(
        new State(
            "approval refused",
            "investigator",
            browser -> {
              browser.open(at + open + "/eligibility");
              browser.fill(
                  Map.of("eligibility.signed", "yes", "eligibility.signature", "Zhou Ming"));
              browser.press("#approval .btn.main");
            }));
    states.add(State.at("approved", "coordinator", at + ready + "/eligibility"));
    states.add(State.at("eligibility after the draw", "coordinator", at + drawn + "/eligibility"));
    states.add(State.at("cannot be randomised", "coordinator", at + open + "/allocation"));
    states.add(State.at("check before the draw", "coordinator", at + ready + "/allocation"));
    states.add(
        new State(
            "draw refused",
            "coordinator",
            browser -> {
              browser.open(at + ready + "/allocation");
              browser.fill(Map.of("password", "no"));
              browser.press(".btn.final");
            }));
    states.add(State.at("the arm", "coordinator", at + drawn + "/allocation/result"));
  }

  private static void answers(List<State> states, String fresh, String drawn, String treated) {
    String at = "/participants/";
    for (String form : List.of("blood", "ae", "consent", "cre", "qlq-c30", "operation")) {
      states.add(State.at("form " + form, "coordinator", at + treated + "/forms/" + form));
    }
    states.add(State.at("form kept", "coordinator", at + treated + "/forms/exam/1"));
    states.add(State.at("form read by a monitor", "monitor", at + treated + "/forms/exam/1"));
    states.add(State.at("form to print", "coordinator", at + treated + "/forms/blood/1?print"));
    states.add(
        new State(
            "form wrong",
            "coordinator",
            browser -> {
              browser.open(at + fresh + "/forms/exam");
              browser.fill(Map.of("exam.weight", "six", "exam.height", "1", "exam.day.day", "40"));
              browser.press("main form.form .btn.main");
            }));
    states.add(
        new State(
            "form saved, needs a look",
            "coordinator",
            browser -> {
              browser.open(at + drawn + "/forms/consent/1");
              browser.fill(Map.of("consent.copy", "no", "reason", "looked again " + looks));
              browser.press("main form.form .btn.main");
            }));
    states.add(
        new State(
            "form, no reason for a change",
            "coordinator",
            browser -> {
              browser.open(at + treated + "/forms/exam/1");
              browser.fill(Map.of("exam.weight", "61"));
              browser.press("main form.form .btn.main");
            }));
  }

  private static void doses(List<State> states, String fresh, String drawn, String treated) {
    String at = "/participants/";
    states.add(State.at("doses before allocation", "coordinator", at + fresh + "/doses"));
    states.add(State.at("doses that wait for blood", "coordinator", at + drawn + "/doses"));
    states.add(State.at("doses under treatment", "coordinator", at + treated + "/doses"));
    states.add(State.at("doses of day 22", "coordinator", at + treated + "/doses?day=2024-11-18"));
    states.add(State.at("doses, read by a monitor", "monitor", at + treated + "/doses"));
  }

  private static void queries(List<State> states, String treated) {
    String about = "/queries?participant=" + treated;
    states.add(State.at("no query", "coordinator2", "/queries"));
    states.add(
        State.at(
            "asking about an answer", "monitor", about + "&form=exam&ordinal=1&item=weight#ask"));
    states.add(
        new State(
            "a query without words",
            "monitor",
            browser -> {
              browser.open(about + "&form=exam&ordinal=1&item=weight#ask");
              browser.press("form[action$='/queries'] .btn.main");
            }));
    states.add(
        new State(
            "a query asked",
            "monitor",
            browser -> {
              browser.open(about + "&form=exam&ordinal=1&item=weight#ask");
              browser.fill(Map.of("text", "Is this weight from the chart? " + looks));
              browser.press("form[action$='/queries'] .btn.main");
            }));
    states.add(State.at("queries open", "coordinator", "/queries"));
    states.add(
        new State(
            "a query answered",
            "coordinator",
            browser -> {
              browser.open(about);
              browser.fill(Map.of("text", "Yes, it is."));
              browser.press("form[action*='/queries/'] .btn.main");
            }));
    states.add(State.at("queries of a participant, read by a monitor", "monitor", about));
  }

  private static void files(List<State> states, String treated) {
    String at = "/participants/" + treated + "/files";
    states.add(State.at("files: none yet", "monitor", at));
    states.add(
        new State(
            "files: one attached",
            "coordinator",
            browser -> {
              browser.open(at + "?record=exam/1");
              browser.choose("file", written("report.pdf", "%PDF-1.7 a report"));
              browser.press("form[enctype] .btn.main");
            }));
    states.add(
        new State(
            "files: one that is none",
            "coordinator",
            browser -> {
              browser.open(at + "?record=exam/1");
              browser.choose("file", written("no-scan.png", "<html>"));
              browser.press("form[enctype] .btn.main");
            }));
    states.add(
        new State(
            "files: one in error",
            "coordinator",
            browser -> {
              browser.open(at);
              if (Boolean.TRUE.equals(
                  browser.script("return !!document.querySelector('[name=wrong][value=\"1\"]')"))) {
                browser.fill(Map.of("wrong", "1", "why", "It belongs to another participant"));
                browser.press("form[action$='/errors'] .btn");
              }
            }));
    states.add(State.at("files, seen by a monitor", "monitor", at));
  }

  private static Path written(String name, String text) {
    try {
      return Files.writeString(FOLDER.resolve(name), text);
    } catch (IOException trouble) {
      throw new UncheckedIOException(trouble);
    }
  }

  private static void closing(List<State> states, String ready, String treated) {
    String at = "/participants/" + ready + "/closing";
    String exam = "/participants/" + treated + "/forms/exam/1";
    states.add(State.at("queries that wait for the site", "data-manager", "/queries?waits=site"));
    states.add(State.at("records to sign", "investigator", "/signatures"));
    states.add(State.at("records under way", "data-manager", "/signatures?state=open"));
    states.add(State.at("a record to sign", "investigator", at));
    states.add(State.at("a record nobody signed", "data-manager", at));
    states.add(
        new State(
            "a record signed with a wrong password",
            "investigator",
            browser -> {
              browser.open(at);
              browser.fill(Map.of("password", "no"));
              browser.press(".btn.final");
            }));
    states.add(
        new State(
            "a record signed",
            "investigator",
            browser -> {
              browser.open(at);
              if (browser.served().contains("btn final")) {
                browser.fill(Map.of("password", trial.password()));
                browser.press(".btn.final");
              }
            }));
    states.add(State.at("a record to lock", "data-manager", at));
    states.add(
        new State(
            "a record locked",
            "data-manager",
            browser -> {
              browser.open(at);
              if (browser.served().contains("value=\"lock\"")) {
                browser.press("form[action$='/lock'] .btn.main");
              }
            }));
    states.add(State.at("locked, seen by the site", "coordinator", "/participants/" + ready));
    states.add(State.at("a form to freeze", "data-manager", exam));
    states.add(
        new State(
            "a form frozen",
            "data-manager",
            browser -> {
              browser.open(exam);
              if (browser.served().contains("value=\"freeze\"")) {
                browser.press("form[action$='/freeze'] .acts .btn");
              }
            }));
    states.add(
        new State(
            "a form unfrozen without a reason",
            "data-manager",
            browser -> {
              browser.open(exam);
              browser.press("form[action$='/freeze'] .acts .btn");
            }));
    states.add(State.at("frozen, seen by the site", "coordinator", exam));
    states.add(
        State.at("the book of a signed record", "monitor", "/participants/" + ready + "/book"));
  }

  // What was found -------------------------------------------------------------------------------

  @Test
  void everyone_can_use_every_page() {
    assertThat(axe).isEmpty();
  }

  @Test
  void no_page_scrolls_sideways() {
    assertThat(sideways).isEmpty();
  }

  @Test
  void the_console_is_silent() {
    assertThat(console).isEmpty();
  }

  @Test
  void nobody_else_is_asked_for_anything() {
    assertThat(strangers).isEmpty();
  }

  @Test
  void the_html_of_every_page_is_valid() throws IOException {
    Nu nu = Nu.need();
    List<Nu.Finding> findings = nu.check(PAGES);
    try (var files = Files.list(PAGES)) {
      System.out.printf(
          "Nu read %d pages: %d errors, %d warnings.%n",
          files.filter(file -> file.toString().endsWith(".html")).count(),
          findings.stream().filter(Nu.Finding::error).count(),
          findings.stream().filter(one -> !one.error()).count());
    }
    assertThat(findings).isEmpty();
  }
}
