package org.trialwright.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialwright.app.Demonstration.Browser;
import org.trialwright.bedside.Desk;
import org.trialwright.journal.Standing;
import org.trialwright.quantities.SiteId;
import org.trialwright.simulation.Player;
import org.trialwright.study.Folder;
import org.trialwright.study.Scenario;
import org.trialwright.study.ScenarioReader;
import org.trialwright.study.Study;

/**
 * The demonstration of the built-in study after its first months: people at many places of the
 * path, in a house of its own.
 */
record PlayedTrial(Path folder, Running running) implements AutoCloseable {
  private static final int MONTHS = 6;
  private static final int PEOPLE = 60;

  static PlayedTrial start(Path folder) {
    Study study = Studies.read(Studies.BUILT_IN);
    Scenario scenario = scenario(study, MONTHS);
    PlayedTrial trial = open(folder, study, scenario);
    Rehearsal.play(
        trial.running().bean(Desk.class),
        scenario,
        1,
        new Player.Limits(PEOPLE, Rehearsal.end(scenario)),
        _ -> true);
    return trial;
  }

  /** The same house while its first months are being rehearsed behind the pages. */
  static PlayedTrial rehearsing(Path folder) {
    Study study = Studies.read(Studies.BUILT_IN);
    Scenario scenario = scenario(study, 2);
    PlayedTrial trial = open(folder, study, scenario);
    Rehearsal rehearsal =
        Rehearsal.start(
            trial.running().bean(Desk.class), scenario, 1, PEOPLE, Rehearsal.end(scenario));
    trial.running().bean(Rehearsing.class).watch(rehearsal, PEOPLE);
    return trial;
  }

  private static PlayedTrial open(Path folder, Study study, Scenario scenario) {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("demo.password"), "fudo1-bana2-kile3\n");
    } catch (IOException trouble) {
      throw new UncheckedIOException(trouble);
    }
    return new PlayedTrial(
        folder, Demo.start(folder, 0, study, Optional.of(scenario), SmallIssuer.RUNNING.signIns()));
  }

  /** The study's own scenario, broken off early, while people still stand everywhere. */
  private static Scenario scenario(Study study, int months) {
    Map<String, String> files =
        new HashMap<>(Folder.read(Studies.folder(Studies.BUILT_IN)).files());
    String text = Optional.ofNullable(files.get("scenario.yaml")).orElseThrow();
    String shorter = text.replaceFirst("for \\d+ mo", "for " + months + " mo");
    if (shorter.equals(text)) {
      throw new IllegalStateException("the scenario's length is written otherwise now");
    }
    files.put("scenario.yaml", shorter);
    return ScenarioReader.read(study, new Folder(files), "").scenario().orElseThrow();
  }

  String address() {
    return "http://127.0.0.1:" + running.port();
  }

  String password() {
    return "fudo1-bana2-kile3";
  }

  /** A browser without pictures, signed in. */
  Browser browser(String account) {
    Browser browser = new Browser(address());
    if (!account.isEmpty()) {
      browser.signIn(account, password());
    }
    return browser;
  }

  List<Standing> people() {
    return running.bean(Desk.class).trial().standings().at(new SiteId("01"));
  }

  /** Somebody of site 01 who stands there. */
  Optional<String> at(String place) {
    return people().stream()
        .filter(one -> one.place().equals(place))
        .map(one -> one.participant().value())
        .findFirst();
  }

  @Override
  public void close() {
    running.close();
  }
}
