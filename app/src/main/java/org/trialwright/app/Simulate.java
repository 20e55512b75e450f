package org.trialwright.app;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.trialwright.simulation.Lives;
import org.trialwright.simulation.Times;
import org.trialwright.study.Folder;
import org.trialwright.trials.Elsewhere;
import org.trialwright.trials.NotPlayed;
import org.trialwright.trials.Order;
import org.trialwright.trials.Result;
import org.trialwright.trials.Setting;
import org.trialwright.trials.Trials;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Thousands of trials before the first participant: power, errors, events and duration. */
@Command(
    name = "simulate",
    description =
        "Play a study's trial thousands of times and tell how often it succeeds, and when.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    synopsisHeading = "",
    customSynopsis = {
      "Examples:",
      "  ./trialwright simulate studies/textbook --trials 10000",
      "  ./trialwright simulate studies/textbook --null                   error of the first kind",
      "  ./trialwright simulate studies/my-trial --calibrate --trials 100000",
      "  ./trialwright simulate studies/textbook --set 'people.accrual=10 per mo'",
      "  ./trialwright simulate studies/textbook --grid 'study.target=300 randomised,400"
          + " randomised'",
      "  ./trialwright simulate studies/textbook --figures figures        survival, places, power"
          + " of a grid",
      "  ./trialwright simulate studies/textbook --trial 17               one trial, person by"
          + " person",
      "  ./trialwright simulate studies/my-trial --whole 20               every endpoint and test",
      "",
      "Usage: ./trialwright simulate STUDY [OPTIONS]"
    },
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every trial was played",
      "1:refused, with what, where and what to do",
      "2:wrong usage"
    },
    footer = {
      "",
      "The same seed gives the same trials, with any number of threads. What is played and what is"
          + " left out: docs/reference/simulate.md."
    })
final class Simulate implements Callable<Integer> {
  private static final double NANOS = 1e9;
  private static final long REPORT_EVERY = 2_000_000_000L;
  private static final long SECONDS_TO_TELL = 10;

  /** Those of the built-in study are eight megabytes. */
  private static final int MOST_LIVES = 8;

  private static final int MOST_RUNS = 1_000;
  private static final int MOST_WHOLE = 100_000;
  private static final long MOST_TRIALS = 1_000_000_000_000L;
  private static final String CALIBRATION = "calibration";
  private static final String NULL = "null";

  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "STUDY", description = "Folder of the study, with its scenario.")
  private String study = "";

  @Option(
      names = "--trials",
      paramLabel = "N",
      defaultValue = "10000",
      description = "How many trials; ${DEFAULT-VALUE} when not given.")
  private long trials;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Any whole number; ${DEFAULT-VALUE} when not given.")
  private long seed;

  @Option(
      names = "--threads",
      paramLabel = "T",
      defaultValue = "0",
      description = "How many at a time; one for each processor when not given.")
  private int threads;

  @Option(
      names = "--spark",
      paramLabel = "MASTER",
      description =
          "Play on Apache Spark, such as local[2] or spark://host:7077; needs the module spark,"
              + " built by ./mvnw -Pspark -DskipTests package.")
  private @Nullable String spark;

  @Option(
      names = "--calibrate",
      description = "The scenario's variant 'calibration': nobody lost, everything known at once.")
  private boolean calibrate;

  @Option(
      names = "--null",
      description = "The scenario's variant 'null', in which the claim is just not true.")
  private boolean nothing;

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      description = "A variant of the scenario, such as 'no drug benefit'.")
  private List<String> variants = new ArrayList<>();

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description =
          "Another value for a line of the scenario, such as people.accrual, or of the study, such"
              + " as study.target; x1.5 multiplies the numbers of a line, x0.8..1.25 draws such a"
              + " factor for every 128 trials. The files stay as they are.")
  private List<String> set = new ArrayList<>();

  @Option(
      names = "--grid",
      paramLabel = "PATH=A,B,C",
      description = "One run for each value; several grids give every combination.")
  private List<String> grid = new ArrayList<>();

  @Option(
      names = "--trial",
      paramLabel = "K",
      description = "Play one trial of these, by its number, and list its participants.")
  private @Nullable Long trial;

  @Option(
      names = "--whole",
      paramLabel = "N",
      description =
          "Play N whole trials day by day instead, and analyse each as the trial itself will be:"
              + " every endpoint by arm, every test in its order, of any design. Each takes from a"
              + " second to a minute.")
  private @Nullable Integer whole;

  @Option(
      names = "--figures",
      paramLabel = "DIR",
      description =
          "Also write survival and places by arm and, of one or two grids, power, as SVG in English"
              + " and Chinese and as CSV.")
  private @Nullable Path figures;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  /** The lives of the newest sets of texts; other numbers need no new ones. */
  private final Map<Order, Lives> made =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Order, Lives> eldest) {
          return size() > MOST_LIVES;
        }
      };

  private final AtomicBoolean stopped = new AtomicBoolean();
  private final CountDownLatch told = new CountDownLatch(1);

  @Override
  public Integer call() {
    check();
    var hook = new Thread(this::stop, "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return played();
    } finally {
      told.countDown();
      if (!stopped.get()) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    }
  }

  /** Ctrl-C: no further trial is begun, and what was played is told before the process ends. */
  private void stop() {
    stopped.set(true);
    try {
      told.await(SECONDS_TO_TELL, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private int played() {
    // Every fault of the study as it stands is told first.
    Studies.read(study);
    var runs = runs();
    if (trial != null) {
      replay(runs.getFirst(), trial);
      return 0;
    }
    if (whole != null) {
      whole(runs.getFirst(), whole);
      return 0;
    }
    var all = new ArrayList<Simulated>();
    for (var settings : runs) {
      if (stopped.get()) {
        break;
      }
      var one = run(settings);
      all.add(one);
      if (!json) {
        Commands.out(spec).print(SimulateText.of(one.told()));
        Commands.out(spec).flush();
      }
    }
    if (all.isEmpty()) {
      throw new Trialwright.Refused("stopped before the first trial was played");
    }
    if (json) {
      var told = all.stream().map(Simulated::told).toList();
      Commands.out(spec)
          .println(new JsonMapper().writeValueAsString(grid.isEmpty() ? told.getFirst() : told));
    }
    if (figures != null) {
      SimulateFigures.write(figures, all, grids());
    }
    return 0;
  }

  /** The lines of the grids with their values. */
  private List<SimulateFigures.Grid> grids() {
    return grid.stream()
        .map(Setting::of)
        .map(line -> new SimulateFigures.Grid(line.path(), values(line)))
        .toList();
  }

  private static List<String> values(Setting grid) {
    return Stream.of(grid.value().split(",", -1)).map(String::strip).toList();
  }

  private void check() {
    if (trials < 1 || trials > MOST_TRIALS) {
      throw Commands.wrongUsage(spec, "--trials %d: from 1 to %,d".formatted(trials, MOST_TRIALS));
    }
    if (threads < 0) {
      throw Commands.wrongUsage(spec, "--threads %d: 1 or more".formatted(threads));
    }
    for (var text : set) {
      if (text.indexOf('=') < 1) {
        throw Commands.wrongUsage(spec, "--set " + text + ": write PATH=VALUE");
      }
    }
    for (var text : grid) {
      if (text.indexOf('=') < 1) {
        throw Commands.wrongUsage(spec, "--grid " + text + ": write PATH=A,B,C");
      }
    }
    if (trial != null && (trial < 1 || trial > trials)) {
      throw Commands.wrongUsage(
          spec, "--trial %d: the trials of this run are 1 to %d".formatted(trial, trials));
    }
    if (whole != null && (whole < 1 || whole > MOST_WHOLE)) {
      throw Commands.wrongUsage(spec, "--whole %d: from 1 to %,d".formatted(whole, MOST_WHOLE));
    }
    if (whole != null && (trial != null || !grid.isEmpty() || figures != null || spark != null)) {
      throw Commands.wrongUsage(
          spec, "--whole plays one run here: not with --grid, --trial, --figures or --spark");
    }
    if (trial != null && !grid.isEmpty()) {
      throw Commands.wrongUsage(spec, "--trial plays one trial; a grid has many runs");
    }
  }

  /** What is set in each run; one run when there is no grid. */
  private List<List<Setting>> runs() {
    List<List<Setting>> runs = new ArrayList<>();
    runs.add(set.stream().map(Setting::of).toList());
    for (var text : grid) {
      var line = Setting.of(text);
      List<List<Setting>> more = new ArrayList<>();
      for (var before : runs) {
        for (String value : values(line)) {
          var settings = new ArrayList<>(before);
          settings.add(new Setting(line.path(), value));
          more.add(settings);
        }
      }
      if (more.size() > MOST_RUNS) {
        throw Commands.wrongUsage(
            spec,
            "the grid has %d runs by now; at most %d, so leave out values or a line"
                .formatted(more.size(), MOST_RUNS));
      }
      runs = more;
    }
    return runs;
  }

  private List<String> chosen() {
    var chosen = new ArrayList<>(variants);
    if (calibrate) {
      chosen.add(CALIBRATION);
    }
    if (nothing) {
      chosen.add(NULL);
    }
    return chosen;
  }

  private Order order(List<Setting> settings) {
    return new Order(Folder.read(Studies.folder(study)).files(), chosen(), settings);
  }

  private Trials trials(Order order) {
    try {
      var lives = made.get(order.texts());
      if (lives == null) {
        lives = order.lives(new Making());
        made.put(order.texts(), lives);
      }
      return order.trials(lives);
    } catch (NotPlayed | Times.Refused refused) {
      throw new Trialwright.Refused(String.valueOf(refused.getMessage()));
    }
  }

  private Result played(Order order, Trials of, int many, Reporter reporter) {
    if (spark == null) {
      return of.run(trials, seed, many, reporter);
    }
    return ServiceLoader.load(Elsewhere.class)
        .findFirst()
        .orElseThrow(
            () ->
                new Trialwright.Refused(
                    "--spark: the module for Apache Spark is not here; build it with"
                        + " ./mvnw -Pspark -DskipTests package"))
        .play(order, of, new Elsewhere.Wanted(spark, trials, seed), reporter);
  }

  private Simulated run(List<Setting> settings) {
    var order = order(settings);
    var of = trials(order);
    int many = threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    long started = System.nanoTime();
    var result = played(order, of, many, new Reporter("trials", trials, started));
    double seconds = (System.nanoTime() - started) / NANOS;
    if (result.trials() < trials) {
      left(result.trials(), trials);
    }
    return new Simulated(
        of.study(),
        Simulated.Played.of(of),
        chosen(),
        settings,
        nothing,
        seed,
        many,
        seconds,
        result);
  }

  private void whole(List<Setting> settings, int wanted) {
    int many = Math.min(wanted, threads > 0 ? threads : Runtime.getRuntime().availableProcessors());
    long started = System.nanoTime();
    var reporter = new Reporter("whole trials", wanted, started);
    try {
      var of = order(settings).whole();
      var result = of.run(wanted, seed, many, reporter::goesOn);
      if (result.trials() == 0) {
        throw new Trialwright.Refused("stopped before the first trial was played");
      }
      if (result.trials() < wanted) {
        left(result.trials(), wanted);
      }
      var told =
          new SimulatedWhole(
              of.study(),
              of.participants(),
              chosen(),
              settings,
              seed,
              many,
              (System.nanoTime() - started) / NANOS,
              result);
      Commands.out(spec)
          .print(json ? new JsonMapper().writeValueAsString(told.told()) + "\n" : told.text());
      Commands.out(spec).flush();
    } catch (NotPlayed refused) {
      throw new Trialwright.Refused(String.valueOf(refused.getMessage()));
    }
  }

  private void left(long played, long wanted) {
    Commands.err(spec).printf(Locale.ROOT, "Stopped after %,d of %,d trials.%n", played, wanted);
    Commands.err(spec).flush();
  }

  private void replay(List<Setting> settings, long number) {
    var of = trials(order(settings));
    var replay = of.replay(seed, number);
    if (json) {
      Commands.out(spec).println(new JsonMapper().writeValueAsString(SimulateText.json(replay)));
    } else {
      Commands.out(spec).print(SimulateText.of(replay, number, of.begins()));
      Commands.out(spec).flush();
    }
  }

  /** Says now and then that lives are being made. */
  private final class Making implements Runnable {
    private int tried;
    private long reported = System.nanoTime();

    @Override
    public synchronized void run() {
      tried++;
      long now = System.nanoTime();
      if (now - reported >= REPORT_EVERY) {
        reported = now;
        Commands.err(spec)
            .printf(
                Locale.ROOT,
                "Making the lives of the study by playing it: %,d were tried so far%n",
                tried);
        Commands.err(spec).flush();
      }
    }
  }

  /** Says now and then how far it is. */
  private final class Reporter implements Trials.Watcher {
    private final String what;
    private final long wanted;
    private final long started;
    private long reported;

    Reporter(String what, long wanted, long started) {
      this.what = what;
      this.wanted = wanted;
      this.started = started;
      this.reported = started;
    }

    @Override
    public boolean goesOn(long done) {
      long now = System.nanoTime();
      if (now - reported >= REPORT_EVERY) {
        reported = now;
        double rate = done / ((now - started) / NANOS);
        var pace =
            done == 0
                ? ""
                : String.format(
                    Locale.ROOT,
                    ", %,.3g a second, about %,.0f s left",
                    rate,
                    (wanted - done) / rate);
        Commands.err(spec).printf(Locale.ROOT, "%,d of %,d %s%s%n", done, wanted, what, pace);
        Commands.err(spec).flush();
      }
      return !stopped.get();
    }
  }
}
