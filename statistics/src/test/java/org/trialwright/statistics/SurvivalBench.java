package org.trialwright.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How fast the survival methods are, against R on the same rows in the same run: {@code ./mvnw
 * -Pbench -pl statistics verify}. The twin in R is src/test/r/bench.R. With {@code
 * -Dtrialwright.draw=true} the page docs/reference/statistics/speed.md is written anew.
 */
@Tag("bench")
class SurvivalBench {
  private static final Path PAGE =
      Path.of(System.getProperty("trialwright.home", ".."), "docs/reference/statistics/speed.md")
          .toAbsolutePath()
          .normalize();
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final List<String> RATIOS = new ArrayList<>();
  private static final List<String> GROWTH = new ArrayList<>();
  private static final List<double[]> POINTS = new ArrayList<>();

  @TempDir Path folder;

  /** Elapsed and processor seconds, and an answer to be held against the other's. */
  private record Took(double elapsed, double processor, double answer) {}

  /** Rows of a trial that never was: exponential times, censored; two groups; ten covariates. */
  private static final class Rows {
    final double[] time;
    final int[] status;
    final int[] cause;
    final int[] group;
    final double[][] x;

    Rows(int n, int covariates, long seed) {
      System.out.println("rows " + n + ", seed " + seed);
      Random random = new Random(seed);
      time = new double[n];
      status = new int[n];
      cause = new int[n];
      group = new int[n];
      x = new double[covariates][n];
      for (int i = 0; i < n; i++) {
        double risk = 0;
        for (int k = 0; k < covariates; k++) {
          x[k][i] = random.nextGaussian();
          risk += 0.1 * x[k][i] / (k + 1);
        }
        group[i] = random.nextInt(2);
        double event = -Math.log(1 - random.nextDouble()) / Math.exp(risk - 0.1 * group[i]);
        double censored = -2 * Math.log(1 - random.nextDouble());
        time[i] = Math.min(event, censored);
        status[i] = event <= censored ? 1 : 0;
        cause[i] = status[i] * (1 + random.nextInt(2));
      }
    }
  }

  @Test
  void curves_and_log_rank_of_a_million_rows() throws Exception {
    Rows rows = new Rows(1_000_000, 0, 1);
    long[] bytes = new long[1];
    Took ours =
        best(
            9,
            () -> {
              long before = THREADS.getCurrentThreadAllocatedBytes();
              FollowUp followUp = FollowUp.of(rows.time, rows.status);
              GroupedFollowUp grouped = GroupedFollowUp.of(followUp, rows.group, 2);
              grouped.curves();
              double answer =
                  grouped.logRank().compare(new Weight.LogRank()).test().orElseThrow().chiSquare();
              bytes[0] = THREADS.getCurrentThreadAllocatedBytes() - before;
              return answer;
            });
    double bytesPerRow = (double) bytes[0] / rows.time.length;
    System.out.printf(Locale.ROOT, "bytes a row beyond the input: %.1f%n", bytesPerRow);
    RATIOS.add(
        row("bytes a row beyond the input, curves and log-rank together", bytesPerRow, "≤ 100"));
    assertThat(bytesPerRow).isLessThanOrEqualTo(100);
    compare(
        "Kaplan–Meier and log-rank, 1e6 rows",
        "survfit + survdiff",
        ours,
        r("curves", rows, 2),
        100);
  }

  @Test
  void cox_with_ten_covariates_and_a_million_rows() throws Exception {
    Rows rows = new Rows(1_000_000, 10, 2);
    FollowUp followUp = FollowUp.of(rows.time, rows.status);
    Took ours = best(5, () -> ((CoxFit) CoxModel.of(followUp, rows.x).fit()).coefficients().get(0));
    compare("Cox, 10 covariates, 1e6 rows", "coxph", ours, r("cox", rows, 1), 8);
  }

  @Test
  void fine_gray_with_two_covariates_and_ten_thousand_rows() throws Exception {
    Rows rows = new Rows(10_000, 2, 3);
    Took ours =
        best(
            20,
            () ->
                ((FineGray.Fit) FineGray.fit(rows.time, rows.cause, 0.95, rows.x))
                    .coefficients()
                    .get(0));
    compare("Fine–Gray, 2 covariates, 1e4 rows", "cmprsk::crr", ours, r("finegray", rows, 1), 200);
  }

  @Test
  void time_grows_with_the_rows_and_not_faster() {
    for (int n = 1_000; n <= 10_000_000; n *= 10) {
      Rows rows = new Rows(n, n > 1_000_000 ? 1 : 10, 4);
      int repeats = n <= 100_000 ? 20 : n <= 1_000_000 ? 3 : 1;
      FollowUp followUp = FollowUp.of(rows.time, rows.status);
      Took curves =
          best(
              repeats,
              () -> {
                GroupedFollowUp grouped = GroupedFollowUp.of(followUp, rows.group, 2);
                grouped.curves();
                return grouped.logRank().compare(new Weight.LogRank()).observed().get(0);
              });
      Took cox =
          best(
              repeats,
              () -> ((CoxFit) CoxModel.of(followUp, rows.x[0]).fit()).coefficients().get(0));
      Took fineGray =
          best(
              repeats,
              () ->
                  ((FineGray.Fit) FineGray.fit(rows.time, rows.cause, 0.95, rows.x[0]))
                      .coefficients()
                      .get(0));
      String line =
          String.format(
              Locale.ROOT,
              "| %,d | %s | %s | %s |",
              n,
              milliseconds(curves),
              milliseconds(cox),
              milliseconds(fineGray));
      POINTS.add(new double[] {n, curves.processor(), cox.processor(), fineGray.processor()});
      System.out.println(line);
      GROWTH.add(line);
    }
  }

  private static String milliseconds(Took took) {
    return String.format(Locale.ROOT, "%.2f", 1000 * took.processor());
  }

  /** The shortest of some runs, after some to warm up. */
  private static Took best(int repeats, Supplier<Double> work) {
    double elapsed = Double.POSITIVE_INFINITY;
    double processor = Double.POSITIVE_INFINITY;
    double answer = 0;
    for (int i = 0; i < 2 * repeats; i++) {
      long clock = System.nanoTime();
      long cpu = THREADS.getCurrentThreadCpuTime();
      answer = work.get();
      elapsed = Math.min(elapsed, (System.nanoTime() - clock) / 1e9);
      processor = Math.min(processor, (THREADS.getCurrentThreadCpuTime() - cpu) / 1e9);
    }
    return new Took(elapsed, processor, answer);
  }

  private void compare(String what, String peer, Took ours, Took r, double wanted) {
    double elapsed = r.elapsed() / ours.elapsed();
    double processor = r.processor() / ours.processor();
    System.out.printf(
        Locale.ROOT,
        "%s: ours %.4f s (processor %.4f s), %s %.3f s (processor %.3f s): %.0f times, by processor"
            + " time %.0f times; wanted %.0f%n",
        what,
        ours.elapsed(),
        ours.processor(),
        peer,
        r.elapsed(),
        r.processor(),
        elapsed,
        processor,
        wanted);
    RATIOS.add(row(what + ", times as fast as R's " + peer, processor, "≥ " + (int) wanted));
    assertThat(ours.answer()).isCloseTo(r.answer(), within(1e-6 * Math.abs(r.answer()) + 1e-8));
    // Elapsed time on a busy machine says little of either: the figure of the page is the one held.
    assertThat(processor).isGreaterThanOrEqualTo(wanted);
  }

  private static String row(String what, double value, String wanted) {
    return String.format(Locale.ROOT, "| %s | %.0f | %s |", what, value, wanted);
  }

  private Took r(String task, Rows rows, int repeats) throws Exception {
    write("time", rows.time);
    write("status", rows.status);
    write("group", rows.group);
    write("cause", rows.cause);
    try (var out = Files.newOutputStream(folder.resolve("x"))) {
      for (double[] column : rows.x) {
        out.write(bytes(column));
      }
    }
    Process process;
    try {
      process =
          new ProcessBuilder(
                  "Rscript",
                  Path.of("src/test/r/bench.R").toAbsolutePath().toString(),
                  task,
                  folder.toString(),
                  String.valueOf(rows.time.length),
                  String.valueOf(repeats))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException e) {
      String missing = "skipped: Rscript is missing (r-base-core, r-cran-survival, r-cran-cmprsk)";
      if ("required".equals(System.getProperty("trialwright.tools"))) {
        throw new AssertionError(missing, e);
      }
      System.out.println(missing);
      Assumptions.abort(missing);
      throw e;
    }
    String answer =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor(20, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).isZero();
    String[] parts = answer.strip().split("\\s+");
    return new Took(
        Double.parseDouble(parts[0]), Double.parseDouble(parts[1]), Double.parseDouble(parts[2]));
  }

  private void write(String name, double[] values) throws IOException {
    Files.write(folder.resolve(name), bytes(values));
  }

  private static byte[] bytes(double[] values) {
    ByteBuffer buffer = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asDoubleBuffer().put(values);
    return buffer.array();
  }

  private void write(String name, int[] values) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asIntBuffer().put(values);
    Files.write(folder.resolve(name), buffer.array());
  }

  @AfterAll
  static void write_the_page() throws IOException {
    if (Boolean.getBoolean("trialwright.draw")) {
      Files.writeString(PAGE, page());
      Files.writeString(PAGE.resolveSibling("speed.svg"), picture());
    }
  }

  private static String page() {
    return """
        # Speed of the survival methods

        Written by `SurvivalBench` (`./mvnw -Pbench -pl statistics verify -Dtrialwright.draw=true`) on the machine of its last run, %s processors. Ratios compare processor time of one thread with that of R, on the same rows in the same run; the twin in R is `statistics/src/test/r/bench.R`. Both sides' shortest run counts.

        | what | measured | wanted |
        |---|---|---|
        %s

        ## Growth

        Milliseconds of processor time; two groups for the curves, one covariate for the models.

        ![Processor time against rows, both axes logarithmic](speed.svg)

        | rows | Kaplan–Meier and log-rank | Cox | Fine–Gray |
        |---|---|---|---|
        %s
        """
        .formatted(
            Runtime.getRuntime().availableProcessors(),
            String.join("\n", RATIOS),
            String.join("\n", GROWTH));
  }

  /** Where a value stands between two powers of ten, from 0 to 1. */
  private static double along(double value, int least, int most) {
    return (Math.log10(value) - least) / (most - least);
  }

  private static String picture() {
    StringBuilder svg =
        new StringBuilder(
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 420" role="img" font-family="sans-serif" font-size="13">
            <title>Processor time against rows, both axes logarithmic</title>
            <rect width="600" height="420" fill="white"/>
            """);
    for (int power = 3; power <= 7; power++) {
      double x = 70 + 420 * along(Math.pow(10, power), 3, 7);
      svg.append(
          String.format(
              Locale.ROOT,
              "<path d=\"M%.1f 30V360\" stroke=\"#ddd\"/><text x=\"%.1f\" y=\"380\""
                  + " text-anchor=\"middle\">1e%d</text>%n",
              x,
              x,
              power));
    }
    for (int power = -5; power <= 2; power++) {
      double y = 360 - 330 * along(Math.pow(10, power), -5, 2);
      svg.append(
          String.format(
              Locale.ROOT,
              "<path d=\"M70 %.1fH490\" stroke=\"#ddd\"/><text x=\"62\" y=\"%.1f\""
                  + " text-anchor=\"end\" dominant-baseline=\"middle\">1e%d s</text>%n",
              y,
              y,
              power));
    }
    svg.append("<text x=\"280\" y=\"408\" text-anchor=\"middle\">rows</text>\n");
    String[] names = {"curves, log-rank", "Cox", "Fine–Gray"};
    String[] colours = {"#1a5fb4", "#c64600", "#26a269"};
    for (int k = 0; k < names.length; k++) {
      StringBuilder path = new StringBuilder();
      double y = 0;
      for (double[] point : POINTS) {
        y = 360 - 330 * along(point[k + 1], -5, 2);
        path.append(
            String.format(
                Locale.ROOT,
                "%s%.1f %.1f",
                path.isEmpty() ? "M" : "L",
                70 + 420 * along(point[0], 3, 7),
                y));
      }
      svg.append(
          String.format(
              Locale.ROOT,
              "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>"
                  + "<text x=\"90\" y=\"%d\" fill=\"%s\">%s</text>%n",
              path,
              colours[k],
              55 + 20 * k,
              colours[k],
              names[k]));
    }
    return svg.append("</svg>\n").toString();
  }
}
