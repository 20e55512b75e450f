package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.trialwright.app.Demonstration.Browser;
import org.trialwright.records.Finder;
import org.trialwright.records.PostgresSearch;
import org.trialwright.records.RecordStore;
import org.trialwright.records.Search;
import org.trialwright.records.Search.Facet;
import org.trialwright.records.Search.Near;
import org.trialwright.records.Spot;

/**
 * The finder at the size of a whole register: invented records are written, imported by the command
 * that everybody has, and asked for by a browser; needles among them must all be found;
 * PostgreSQL's own full-text search answers the same questions beside.
 *
 * <p>{@code -Dtrialwright.registry=N} takes N records instead of 650,000; {@code
 * -Dtrialwright.registry.folder=DIR} puts 20 GB elsewhere than into {@code target}. Every line is
 * also written to {@code registry-bench.txt} there, so that a run that was cut off says how far it
 * came; a next run takes up what was finished.
 */
@Tag("bench")
class RegistryBenchTest {
  private static final int MANY = Integer.getInteger("trialwright.registry", 650_000);
  private static final Path FOLDER =
      Path.of(System.getProperty("trialwright.registry.folder", "target/registry-bench"))
          .toAbsolutePath();
  private static final int NEEDLES = 200;
  private static final int ASKED = 400;
  private static final int WARM_UP = 100;
  private static final long SEED = 20_261_126;

  private static final List<String> WORDS =
      List.of(
          "breast cancer",
          "asthma",
          "type 2 diabetes",
          "high blood pressure",
          "metformin",
          "heart attack",
          "lung cancer pembrolizumab",
          "knee osteoarthritis pain",
          "depression",
          "covid-19 vaccine",
          "stroke rehabilitation",
          "chronic kidney disease",
          "migraine",
          "pediatric leukemia",
          "rheumatoid arthritis tocilizumab",
          "obesity exercise",
          "postoperative pain nerve block",
          "insomnia cognitive behavioral therapy",
          "sepsis",
          "prostate cancer radiotherapy",
          "crohn",
          "psoriasis",
          "hepatitis b tenofovir",
          "parkinson disease",
          "multiple sclerosis quality of life",
          "placebo",
          "smoking cessation",
          "hemodialysis",
          "gestational diabetes",
          "schizofrenia",
          "astma children",
          "cancer");
  private static final List<String> MORE =
      List.of(
          "children",
          "elderly",
          "safety",
          "randomized",
          "exercise",
          "pain",
          "mortality",
          "insulin",
          "vitamin d",
          "dexamethasone",
          "surgery",
          "aspirin",
          "quality of life",
          "fatigue",
          "ketamine",
          "telephone",
          "women",
          "adverse events",
          "bevacizumab",
          "blood pressure");
  private static final List<String> CITIES =
      List.of("Boston", "Paris", "Shanghai", "Berlin", "Cairo", "London", "Toronto", "Seoul");

  private static void say(String line) {
    var said = LocalTime.now(ZoneOffset.UTC).withNano(0) + "  " + line;
    System.out.println(said);
    try {
      Files.writeString(
          FOLDER.resolve("registry-bench.txt"),
          said + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException trouble) {
      throw new java.io.UncheckedIOException(trouble);
    }
  }

  @Test
  void a_whole_register_is_imported_and_searched_at_once() throws Exception {
    Files.createDirectories(FOLDER);
    say(
        String.format(
            Locale.ROOT, "%,d invented records, %d needles, in %s", MANY, NEEDLES, FOLDER));
    var invented = FOLDER.resolve("invented-" + MANY + ".jsonl.gz");
    var data = FOLDER.resolve("data-" + MANY);
    once(
        "written-" + MANY,
        () -> command("records", "generate", "--count", "" + MANY, "--to", invented.toString()));
    var needles =
        Files.write(FOLDER.resolve("needles.jsonl"), Needle.all().map(Needle::json).toList());
    once(
        "imported-" + MANY,
        () ->
            command(
                "records",
                "import",
                invented.toString(),
                needles.toString(),
                "--data",
                data.toString()));
    double minutes = Double.parseDouble(Files.readString(FOLDER.resolve("imported-" + MANY))) / 60;
    say(
        String.format(
            Locale.ROOT,
            "Import and index: %.1f minutes, %.2f ms a record; database %s, index %s",
            minutes,
            minutes * 60_000 / MANY,
            size(data.resolve("database")),
            size(data.resolve("finder"))));
    Files.writeString(data.resolve("demo.password"), "fudo1-bana2-kile3\n");
    try (var running = Demo.start(data, 0, Studies.read(Studies.BUILT_IN), Optional.empty())) {
      var finder = running.bean(Finder.class);
      needles(finder);
      var page = times(ASKED, "/trials", running, random -> "/trials?" + address(random));
      var suggested =
          times(ASKED, "suggestions", running, random -> "/trials/suggest?q=" + beginning(random));
      var record =
          times(
              ASKED,
              "record page",
              running,
              random -> String.format(Locale.ROOT, "/trials/NCT8%07d", random.nextInt(MANY)));
      sitemap(running);
      beside(running, finder);
      assertThat(at(page, 0.95)).as("p95 of a search in ms").isLessThanOrEqualTo(100);
      assertThat(at(suggested, 0.95)).as("p95 of suggestions in ms").isLessThanOrEqualTo(30);
      assertThat(at(record, 0.95)).as("p95 of a record's page in ms").isLessThanOrEqualTo(50);
    }
    assertThat(minutes).as("minutes of import and index").isLessThanOrEqualTo(30);
  }

  // What comes before --------------------------------------------------------------------------

  private interface Work {
    void work() throws Exception;
  }

  /** Does it unless an earlier run finished it, and keeps the seconds it took. */
  private static void once(String name, Work work) throws Exception {
    var done = FOLDER.resolve(name);
    if (Files.exists(done)) {
      say(
          String.format(
              Locale.ROOT, "%s: done by an earlier run in %s s", name, Files.readString(done)));
      return;
    }
    long begun = System.nanoTime();
    work.work();
    var seconds = String.format(Locale.ROOT, "%.1f", (System.nanoTime() - begun) / 1e9);
    Files.writeString(done, seconds);
    say(String.format(Locale.ROOT, "%s: %s s", name, seconds));
  }

  /** A command in a process of its own, with half the memory that it may have. */
  private static void command(String... arguments) throws Exception {
    var line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Trialwright.class.getName()));
    line.addAll(List.of(arguments));
    say(String.format(Locale.ROOT, "begins: %s", String.join(" ", arguments)));
    var process = new ProcessBuilder(line).redirectErrorStream(true).start();
    long most = 0;
    try (var said = process.inputReader()) {
      for (var one = said.readLine(); one != null; one = said.readLine()) {
        say("  " + one);
        most = Math.max(most, resident(process.pid()));
      }
    }
    assertThat(process.waitFor()).as(String.join(" ", arguments)).isZero();
    say(
        String.format(
            Locale.ROOT,
            "ends: heap at most 1024 MB; %,d MB resident at the last line it said",
            most));
  }

  private static long resident(long pid) {
    try (var lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmHWM"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
          .findFirst()
          .orElse(0);
    } catch (IOException endedMeanwhile) {
      return 0;
    }
  }

  private static String size(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      long bytes = 0;
      for (var one : all.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(one);
      }
      return String.format(Locale.ROOT, "%,d MB", bytes / 1_000_000);
    }
  }

  // Needles ------------------------------------------------------------------------------------

  /** A record that nobody else's words lead to, with filters that only it passes. */
  private record Needle(int number) {
    private static final List<String> STATUS = List.of("RECRUITING", "COMPLETED", "SUSPENDED");
    private static final List<String> PHASE = List.of("PHASE1", "PHASE2", "PHASE3", "PHASE4");
    private static final List<String> KIND = List.of("DRUG", "DEVICE", "BEHAVIORAL");

    static Stream<Needle> all() {
      return Stream.iterate(new Needle(0), one -> new Needle(one.number + 1)).limit(NEEDLES);
    }

    String id() {
      return String.format(Locale.ROOT, "NCT97%06d", number);
    }

    /** A word of letters alone, since numbers are not corrected. */
    String word() {
      return "qx" + (char) ('a' + number / 26 % 26) + (char) ('a' + number % 26) + "zyv";
    }

    String status() {
      return STATUS.get(number % 3);
    }

    String phase() {
      return PHASE.get(number % 4);
    }

    String kind() {
      return KIND.get(number / 4 % 3);
    }

    int lowest() {
      return 20 + number % 30;
    }

    Spot spot() {
      return new Spot(-50 + number % 10, -140 - number / 10);
    }

    String json() {
      return """
      {"protocolSection":{"identificationModule":{"nctId":"%s","briefTitle":"A trial of %s in asthma"},\
      "statusModule":{"overallStatus":"%s","lastUpdatePostDateStruct":{"date":"2026-01-01"}},\
      "conditionsModule":{"conditions":["Asthma"]},\
      "designModule":{"studyType":"INTERVENTIONAL","phases":["%s"]},\
      "armsInterventionsModule":{"interventions":[{"type":"%s","name":"%s"}]},\
      "eligibilityModule":{"sex":"FEMALE","minimumAge":"%d Years","maximumAge":"%d Years"},\
      "contactsLocationsModule":{"locations":[{"facility":"House %d","status":"%s","city":"Sea",\
      "country":"Ocean","geoPoint":{"lat":%s,"lon":%s}}]}}}\
      """
          .formatted(
              id(),
              word(),
              status(),
              phase(),
              kind(),
              word(),
              lowest(),
              lowest() + 3,
              number,
              status(),
              spot().lat(),
              spot().lon());
    }

    /** All filters it passes, without its own word. */
    Search filters() {
      return Search.ALL
          .only(Facet.STATUS, java.util.Set.of(status()))
          .only(Facet.PHASE, java.util.Set.of(phase()))
          .only(Facet.TYPE, java.util.Set.of("INTERVENTIONAL"))
          .only(Facet.TREATMENT, java.util.Set.of(kind()))
          .only(Facet.COUNTRY, java.util.Set.of("Ocean"))
          .age(lowest() + 1)
          .sex("FEMALE")
          .near(new Near(spot(), 10));
    }
  }

  private static void needles(Finder finder) {
    var missed = new ArrayList<String>();
    Needle.all()
        .forEach(
            needle -> {
              var word = needle.filters().text(needle.word());
              expect(
                  missed,
                  needle,
                  "its word and all filters",
                  ids(finder, word).equals(List.of(needle.id())));
              var asthma = ids(finder, needle.filters().text("asthma"));
              expect(
                  missed,
                  needle,
                  "a common word and all filters",
                  asthma.equals(List.of(needle.id())));
              Map<String, Search> wrong = new LinkedHashMap<>();
              wrong.put("another status", word.only(Facet.STATUS, java.util.Set.of("WITHDRAWN")));
              wrong.put("another phase", word.only(Facet.PHASE, java.util.Set.of("EARLY_PHASE1")));
              wrong.put("another kind", word.only(Facet.TYPE, java.util.Set.of("OBSERVATIONAL")));
              wrong.put(
                  "another treatment", word.only(Facet.TREATMENT, java.util.Set.of("GENETIC")));
              wrong.put("another country", word.only(Facet.COUNTRY, java.util.Set.of("France")));
              wrong.put("younger", word.age(needle.lowest() - 1));
              wrong.put("older", word.age(needle.lowest() + 4));
              wrong.put("the other sex", word.sex("MALE"));
              wrong.put("far away", word.near(new Near(new Spot(50, 10), 100)));
              wrong.forEach(
                  (what, search) ->
                      expect(missed, needle, "not found: " + what, ids(finder, search).isEmpty()));
            });
    say(
        String.format(
            Locale.ROOT,
            "Needles: %d of %d found with their filters, none with a wrong one",
            NEEDLES - missed.size(),
            NEEDLES));
    assertThat(missed).isEmpty();
  }

  private static void expect(List<String> missed, Needle needle, String what, boolean holds) {
    if (!holds) {
      missed.add(needle.id() + ": " + what);
    }
  }

  private static List<String> ids(Finder finder, Search search) {
    return finder.find(search, 0, 5).hits().stream().map(hit -> hit.card().id()).toList();
  }

  // Questions ----------------------------------------------------------------------------------

  private static String address(Random random) {
    var parts = new ArrayList<String>();
    parts.add("q=" + encoded(words(random)));
    if (random.nextInt(2) == 0) {
      parts.add("status=RECRUITING");
    }
    if (random.nextInt(2) == 0) {
      parts.add("age=" + random.nextInt(90));
    }
    if (random.nextInt(3) == 0) {
      parts.add("phase=PHASE" + (1 + random.nextInt(4)));
    }
    if (random.nextInt(3) == 0) {
      parts.add("near=" + encoded(CITIES.get(random.nextInt(CITIES.size()))));
    }
    if (random.nextInt(4) == 0) {
      parts.add("country=" + encoded("United States"));
    }
    return String.join("&", parts);
  }

  /** Some thousand different questions: alone, with another word, or with a letter left out. */
  private static String words(Random random) {
    var words = WORDS.get(random.nextInt(WORDS.size()));
    return switch (random.nextInt(5)) {
      case 0 -> {
        int at = 1 + random.nextInt(words.length() - 1);
        yield words.substring(0, at) + words.substring(at + 1);
      }
      case 1, 2 -> words + " " + MORE.get(random.nextInt(MORE.size()));
      default -> words;
    };
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String beginning(Random random) {
    var word = WORDS.get(random.nextInt(WORDS.size()));
    return encoded(word.substring(0, 1 + random.nextInt(word.length())));
  }

  /** What each answer took in milliseconds, ascending; different questions every time. */
  private static double[] times(
      int many, String name, Running running, Function<Random, String> path) {
    var browser = new Browser("http://127.0.0.1:" + running.port());
    var random = new Random(SEED);
    var waited = new double[many];
    for (int i = -WARM_UP; i < many; i++) {
      var asked = path.apply(random);
      long begun = System.nanoTime();
      var answer = browser.get(asked);
      assertThat(answer.statusCode()).as(asked).isEqualTo(200);
      if (i >= 0) {
        waited[i] = (System.nanoTime() - begun) / 1e6;
      }
    }
    Arrays.sort(waited);
    say(String.format(Locale.ROOT, "%s: %s", name, told(waited)));
    return waited;
  }

  private static String told(double[] sorted) {
    return String.format(
        Locale.ROOT,
        "p50 %.1f ms, p95 %.1f ms, p99 %.1f ms of %d",
        at(sorted, 0.5),
        at(sorted, 0.95),
        at(sorted, 0.99),
        sorted.length);
  }

  private static double at(double[] sorted, double share) {
    return sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))];
  }

  private static void sitemap(Running running) {
    var browser = new Browser("http://127.0.0.1:" + running.port());
    long begun = System.nanoTime();
    var files =
        Pattern.compile("/sitemap/([a-z]+)-\\d+")
            .matcher(browser.get("/sitemap.xml").body())
            .results()
            .toList();
    long all = 0;
    long trials = 0;
    for (var file : files) {
      int here = browser.get(file.group()).body().split("<url>", -1).length - 1;
      assertThat(here).isBetween(1, 50_000);
      all += here;
      trials += file.group(1).equals("trials") ? here : 0;
    }
    say(
        String.format(
            Locale.ROOT,
            "Sitemap: %d files, %,d addresses, %.1f s in all",
            files.size(),
            all,
            (System.nanoTime() - begun) / 1e9));
    assertThat(trials).isEqualTo(running.bean(RecordStore.class).count());
  }

  /** The same words and status; ours counts five facets besides. */
  private static void beside(Running running, Finder finder) throws Exception {
    var postgres = new PostgresSearch(running.owner().orElseThrow().source());
    once("vectors-" + MANY, postgres::make);
    var theirs = new double[ASKED];
    var own = new double[ASKED];
    var random = new Random(SEED);
    for (int i = -WARM_UP; i < ASKED; i++) {
      var words = words(random);
      var status = random.nextInt(2) == 0 ? "RECRUITING" : "";
      long begun = System.nanoTime();
      postgres.every(words, status, 20);
      long between = System.nanoTime();
      var search = Search.ALL.text(words);
      finder.find(
          status.isEmpty() ? search : search.only(Facet.STATUS, java.util.Set.of(status)), 0, 20);
      if (i >= 0) {
        theirs[i] = (between - begun) / 1e6;
        own[i] = (System.nanoTime() - between) / 1e6;
      }
    }
    Arrays.sort(theirs);
    Arrays.sort(own);
    say(String.format(Locale.ROOT, "PostgreSQL full text, 20 best: %s", told(theirs)));
    say(String.format(Locale.ROOT, "Ours, 20 best and five facets: %s", told(own)));
    assertThat(at(own, 0.95)).as("p95 against PostgreSQL").isLessThan(at(theirs, 0.95));
  }
}
