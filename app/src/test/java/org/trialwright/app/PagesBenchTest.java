package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialwright.app.Demonstration.Browser;
import org.trialwright.bedside.Desk;
import org.trialwright.journal.LocalPostgres;
import org.trialwright.journey.StudyFolder;
import org.trialwright.quantities.SiteId;
import org.trialwright.study.Folder;
import org.trialwright.study.Scenario;
import org.trialwright.study.ScenarioReader;
import org.trialwright.study.Study;

/**
 * How long a person waits: the built-in study with its whole rehearsal, fifty people at once who
 * look at the day, the list, a participant or a form, or save one, think for a second or two, and
 * go on. Times are of the whole answer, as the browser has it.
 */
@Tag("bench")
class PagesBenchTest {
  private static final int PEOPLE = 50;
  private static final int VISITS_EACH = Integer.getInteger("trialwright.visits", 60);

  /** How often everybody of the rehearsal is there once more. */
  private static final int COPIES = Integer.getInteger("trialwright.copies", 0);

  private static final int WARM_UP = VISITS_EACH / 4;
  private static final int THINKING_MILLIS = 1_500;
  private static final double PAGE_MILLIS = 100;
  private static final double SAVE_MILLIS = 150;
  private static final long SEED = 20_261_125;
  private static final int PARTICIPANTS = Integer.getInteger("trialwright.participants", 356);
  private static final Folder FOLDER = folder(PARTICIPANTS / 356.0);
  private static final Study STUDY = StudyFolder.load(FOLDER).orThrow();
  private static final Scenario SCENARIO =
      ScenarioReader.read(STUDY, FOLDER, "").scenario().orElseThrow();

  @TempDir Path folder;

  private enum Visit {
    DAY,
    LIST,
    PARTICIPANT,
    FORM,
    SAVE
  }

  /** One answer: what was asked for, and how long it took in milliseconds. */
  private record Waited(Visit visit, double millis) {}

  private Map<String, String> skin = Map.of();
  private final Queue<Waited> waited = new ConcurrentLinkedQueue<>();
  private final Queue<String> wrong = new ConcurrentLinkedQueue<>();

  @Test
  void pages_come_and_forms_are_saved_at_once_though_fifty_people_work() throws Exception {
    try (Running running = Demo.start(folder, 0, STUDY, Optional.of(SCENARIO))) {
      Desk desk = running.bean(Desk.class);
      long begun = System.nanoTime();
      try (var rehearsal =
          Rehearsal.start(desk, SCENARIO, 1, PARTICIPANTS, Rehearsal.end(SCENARIO))) {
        rehearsal.await();
      }
      double seconds = (System.nanoTime() - begun) / 1e9;
      long facts = desk.trial().journal().head().sequence();
      System.out.printf(
          "Rehearsal: %d facts in %.0f s, %.0f acts a second at the desk, one writer%n",
          facts, seconds, facts / seconds);
      if (COPIES > 0) {
        Copies.make(LocalPostgres.runningOn(folder).orElseThrow(), STUDY.name(), COPIES);
      }
      skin = skin(desk.today(new SiteId("01")));
      visit(running, living(desk));
      System.out.printf(
          "%d people at %d participants of %d sites, load of the machine %.1f at the end:%n",
          PEOPLE,
          desk.trial().standings().all().size(),
          desk.sites().size(),
          ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
      for (Visit visit : Visit.values()) {
        var times = times(visit);
        System.out.printf(
            "  %-11s %5d times, p50 %4.0f ms, p95 %4.0f ms, p99 %4.0f ms%n",
            visit, times.size(), at(times, 0.50), at(times, 0.95), at(times, 0.99));
      }
      assertThat(wrong).as("answers that were no page").isEmpty();
      for (Visit visit : Visit.values()) {
        assertThat(at(times(visit), 0.95))
            .as("p95 of %s in ms", visit)
            .isLessThan(visit == Visit.SAVE ? SAVE_MILLIS : PAGE_MILLIS);
      }
    }
  }

  /** The built-in study, or one so many times as large that as many times as many join a month. */
  private static Folder folder(double times) {
    var built = Folder.read(Studies.folder(Studies.BUILT_IN));
    if (times == 1) {
      return built;
    }
    var files = built.files();
    return AmendmentTest.changed(
            built, Map.of("356 randomised", "%d randomised".formatted(PARTICIPANTS)))
        .with(
            "record.json",
            Optional.ofNullable(files.get("record.json"))
                .orElseThrow()
                .replace("\"count\": 356", "\"count\": " + PARTICIPANTS))
        .with(
            "scenario.yaml",
            Optional.ofNullable(files.get("scenario.yaml"))
                .orElseThrow()
                .replace("20.2 per mo", "%.1f per mo".formatted(20.2 * times)));
  }

  /** Whoever has not come to an end, by site. */
  private static Map<String, List<String>> living(Desk desk) {
    var ends = desk.trial().study().next().ends();
    var living = new TreeMap<String, List<String>>();
    for (String site : List.of("01", "02")) {
      living.put(
          site,
          desk.trial().standings().at(new SiteId(site)).stream()
              .filter(one -> !ends.contains(one.place()) && !one.arm().isEmpty())
              .map(one -> one.participant().value())
              .toList());
    }
    return living;
  }

  private void visit(Running running, Map<String, List<String>> living) throws Exception {
    String password = Files.readString(folder.resolve("demo.password")).strip();
    var working = new ArrayList<Future<Boolean>>();
    try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < PEOPLE; i++) {
        var random = new Random(SEED + i);
        String site = i % 2 == 0 ? "01" : "02";
        String account =
            i % 5 == 0 ? "data-manager" : site.equals("01") ? "coordinator" : "coordinator2";
        // One after the other: many at once with one name are taken for somebody who guesses.
        Browser browser = new Browser("http://127.0.0.1:" + running.port());
        browser.signIn(account, password);
        browser.get("/account/password");
        working.add(
            all.submit(
                () -> {
                  var people = living.get(site);
                  for (int time = 0; time < VISITS_EACH; time++) {
                    Thread.sleep(random.nextInt(THINKING_MILLIS * 2));
                    var visit = Visit.values()[random.nextInt(Visit.values().length)];
                    var whom = people.get(random.nextInt(people.size()));
                    // Data managers save no forms.
                    visit(
                        browser,
                        visit == Visit.SAVE && account.equals("data-manager") ? Visit.DAY : visit,
                        "/participants/" + whom,
                        time >= WARM_UP);
                  }
                  return true;
                }));
      }
    }
    for (var one : working) {
      assertThat(one.get()).isTrue();
    }
  }

  private void visit(Browser browser, Visit visit, String whom, boolean counts) {
    long asked = System.nanoTime();
    var answer =
        switch (visit) {
          case DAY -> browser.get("/today");
          case LIST -> browser.get("/participants");
          case PARTICIPANT -> browser.get(whom);
          case FORM -> browser.get(whom + "/forms/exam/1");
          case SAVE -> browser.post(whom + "/forms/rccep", skin);
        };
    if (counts) {
      waited.add(new Waited(visit, (System.nanoTime() - asked) / 1e6));
    }
    boolean fine =
        visit == Visit.SAVE
            ? answer.headers().firstValue("Location").orElse("").endsWith("?saved")
            : answer.statusCode() == 200;
    if (!fine) {
      int problems = Math.max(0, answer.body().indexOf("id=\"problems\""));
      wrong.add(
          "%s %s: %d %.400s"
              .formatted(visit, whom, answer.statusCode(), answer.body().substring(problems)));
    }
  }

  /** A small form that may be saved at any time. */
  private static Map<String, String> skin(LocalDate day) {
    return Map.of(
        "rccep.day.day", "" + day.getDayOfMonth(),
        "rccep.day.month", "" + day.getMonthValue(),
        "rccep.day.year", "" + day.getYear(),
        "rccep.type", "pearl",
        "rccep.site", "left forearm",
        "rccep.number", "3",
        "rccep.diameter", "5",
        "rccep.bleeding", "no",
        "rccep.mucosal", "no",
        "rccep.general", "no");
  }

  private List<Double> times(Visit visit) {
    return waited.stream()
        .filter(one -> one.visit() == visit)
        .map(Waited::millis)
        .sorted()
        .toList();
  }

  private static double at(List<Double> sorted, double share) {
    return sorted.get((int) Math.min(sorted.size() - 1, Math.floor(share * sorted.size())));
  }
}
