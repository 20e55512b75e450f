package org.trialwright.app;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.trialwright.bedside.Desk;
import org.trialwright.simulation.Player;
import org.trialwright.study.Folder;
import org.trialwright.study.Scenario;
import org.trialwright.study.ScenarioReader;
import org.trialwright.study.Study;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A whole trial with made-up people, month by month, through the real application. */
@Command(
    name = "rehearse",
    description = "Play a whole trial with made-up people through the real application.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    synopsisHeading = "",
    customSynopsis = {
      "Examples:",
      "  ./trialwright rehearse studies/my-trial --participants 356 --seed 1",
      "  ./trialwright rehearse studies/my-trial --participants 12 --seed 7 --until 2025-05-06",
      "",
      "Usage: ./trialwright rehearse STUDY [OPTIONS]"
    },
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "The same seed gives the same facts. A rehearsal that was broken off goes on where it"
          + " stopped.",
      "Look at it with ./trialwright demo --data DIR. How scenarios are written:"
          + " docs/reference/scenario.md."
    })
final class Rehearse implements Runnable {
  private static final long NANOS = 1_000_000_000;
  private static final long REPORT_EVERY = 5 * NANOS;

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "STUDY", description = "Folder of the study, with its scenario.")
  private String study = "";

  @Option(
      names = "--participants",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Allocated, enrolled or treated at most; the number the study aims at when not given.")
  private int participants;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Any whole number; ${DEFAULT-VALUE} when not given.")
  private long seed;

  @Option(
      names = "--until",
      paramLabel = "DATE",
      description = "Last day, such as 2025-05-06; the scenario's own end when not given.")
  private @Nullable LocalDate until;

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      defaultValue = "",
      description = "A variant of the scenario, such as 'no drug benefit'.")
  private String variant = "";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "data/rehearsal",
      description = "Folder of the built-in database; ${DEFAULT-VALUE} when not given.")
  private Path data = Path.of("");

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Override
  public void run() {
    Study read = Studies.read(study);
    Scenario scenario = scenario(read, study, variant);
    int number = participants > 0 ? participants : read.targetNumber().orElse(0);
    if (number < 1) {
      throw new Trialwright.Refused(
          "the study names no number of participants; say how many with --participants");
    }
    LocalDate last = Optional.ofNullable(until).orElseGet(() -> Rehearsal.end(scenario));
    try (Running.Ready ready = Running.database(new Running.Store.Folder(data), "rehearse")) {
      Running.refuse(ready, true, "a rehearsal never touches it. Name another folder with --data");
      long started = System.nanoTime();
      Player.Progress result = play(ready, read, scenario, new Player.Limits(number, last));
      print(result, read.counted(), (System.nanoTime() - started) / (double) NANOS);
    }
  }

  /** The scenario of a study, or the command is refused with every fault. */
  static Scenario scenario(Study study, String named, String variant) {
    var reading = ScenarioReader.read(study, Folder.read(Studies.folder(named)), variant);
    return reading
        .scenario()
        .orElseThrow(
            () ->
                new Trialwright.Refused(
                    "the scenario in "
                        + named
                        + " has faults:\n"
                        + String.join(
                            "\n", reading.faults().stream().map(Object::toString).toList())));
  }

  private Player.Progress play(
      Running.Ready ready, Study read, Scenario scenario, Player.Limits limits) {
    var clock = new Rehearsal.SimulatedClock(Rehearsal.begin(scenario));
    var trial = Opening.rehearsal(read, ready.pool(), data.resolve("keys"), clock);
    Opening.keep(trial, read, Studies.folder(study));
    Opening.sites(trial, scenario.setting().sites(), scenario.setting().zone());
    return Rehearsal.play(new Desk(trial), scenario, seed, limits, new Reporter());
  }

  private void print(Player.Progress result, Study.Counted counted, double seconds) {
    PrintWriter out = Commands.out(spec);
    if (json) {
      out.printf(
          "{\"day\": \"%s\", \"registered\": %d, \"counted\": %d, \"acts\": %d, \"seconds\":"
              + " %.1f}%n",
          result.day(), result.registered(), result.counted(), result.acts(), seconds);
    } else {
      out.printf(
          "%d people came, %d were %s, %d acts until %s, in %.0f s (%.0f a second).%n",
          result.registered(),
          result.counted(),
          counted.name().toLowerCase(Locale.ROOT),
          result.acts(),
          result.day(),
          seconds,
          result.acts() / seconds);
    }
    out.flush();
  }

  /** Says now and then how far it is. */
  private final class Reporter implements Player.Watcher {
    private final long started = System.nanoTime();
    private long reported = started;

    @Override
    public boolean goesOn(Player.Progress progress) {
      long now = System.nanoTime();
      if (now - reported >= REPORT_EVERY) {
        reported = now;
        double seconds = (now - started) / (double) NANOS;
        double left = progress.share() > 0 ? seconds / progress.share() - seconds : Double.NaN;
        Commands.err(spec)
            .printf(
                "%s: %d counted, %d acts, %.0f a second, about %.0f s left%n",
                progress.day(),
                progress.counted(),
                progress.acts(),
                progress.acts() / seconds,
                left);
        Commands.err(spec).flush();
      }
      return true;
    }
  }
}
