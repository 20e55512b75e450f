package org.trialwright.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What ARCHITECTURE.md says, held against the classes, the POMs and the sources. */
class ArchitectureTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final String OURS = "org.trialwright.";

  /** The arrows, as in DESIGN: a module may use what stands behind it and what that may use. */
  private static final Map<String, List<String>> ARROWS = arrows();

  private static final List<String> CORE =
      List.of(
          "quantities",
          "clinical",
          "study",
          "journey",
          "randomisation",
          "simulation",
          "statistics",
          "figures",
          "analysis",
          "trials");

  /** The only core classes that touch files, and the only one that asks the system for chance. */
  private static final Set<String> DOORS_TO_FILES =
      Set.of("org.trialwright.study.Folder", "org.trialwright.randomisation.SealFile");

  private static final String DOOR_TO_CHANCE = "org.trialwright.randomisation.Seal";

  private static JavaClasses classes = new ClassFileImporter().importClasses();

  private static Map<String, List<String>> arrows() {
    Map<String, List<String>> arrows = new LinkedHashMap<>();
    arrows.put("quantities", List.of());
    arrows.put("clinical", List.of("quantities"));
    arrows.put("study", List.of("quantities", "clinical"));
    arrows.put("journey", List.of("study"));
    arrows.put("randomisation", List.of("study"));
    arrows.put("simulation", List.of("journey"));
    arrows.put("statistics", List.of());
    arrows.put("figures", List.of());
    arrows.put("requests", List.of("statistics"));
    arrows.put("analysis", List.of("journey", "statistics"));
    arrows.put("trials", List.of("simulation", "analysis"));
    arrows.put("journal", List.of("journey"));
    arrows.put("pages", List.of("study"));
    arrows.put("records", List.of("study"));
    arrows.put("registry", List.of("records", "pages"));
    arrows.put("bedside", List.of("journal", "randomisation", "pages"));
    arrows.put("oversight", List.of("journal", "analysis", "figures", "pages", "trials"));
    arrows.put("app", List.copyOf(arrows.keySet()));
    return arrows;
  }

  @BeforeAll
  static void read_the_classes() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.trialwright");
    // Every module has at least its package description; an empty import would prove nothing.
    assertThat(ARROWS.keySet().stream().filter(module -> !of(module).isEmpty()))
        .contains("quantities", "study", "journal", "pages", "app");
  }

  private static List<JavaClass> of(String module) {
    return classes.stream()
        .filter(
            one ->
                one.getPackageName().equals(OURS + module)
                    || one.getPackageName().startsWith(OURS + module + "."))
        .toList();
  }

  @Test
  void the_poms_have_the_arrows_of_the_map_and_no_others() throws IOException {
    Pattern dependency =
        Pattern.compile(
            "<dependency>\\s*<groupId>org\\.trialwright</groupId>\\s*<artifactId>([a-z]+)</artifactId>");
    for (var entry : ARROWS.entrySet()) {
      String pom = Files.readString(ROOT.resolve(entry.getKey()).resolve("pom.xml"));
      assertThat(dependency.matcher(pom).results().map(found -> found.group(1)))
          .as("modules that %s/pom.xml depends on", entry.getKey())
          .containsExactlyInAnyOrderElementsOf(entry.getValue());
    }
  }

  @Test
  void results_by_arm_are_worked_out_for_the_committee_and_at_the_command_line_alone() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.trialwright.oversight.committee", "org.trialwright.analysis")
        .and()
        .doNotHaveFullyQualifiedName("org.trialwright.oversight.Following")
        .and()
        .doNotHaveFullyQualifiedName("org.trialwright.app.Analyse")
        .and()
        // Trials that never happened; it can reach no fact.
        .doNotHaveFullyQualifiedName("org.trialwright.trials.WholeTrials")
        .should()
        .callMethodWhere(
            JavaAccess.Predicates.target(nameMatching("byArm|subject|tables"))
                .and(
                    JavaAccess.Predicates.targetOwner(
                        resideInAnyPackage(
                            "org.trialwright.analysis", "org.trialwright.oversight"))))
        .check(classes);
  }

  @Test
  void classes_use_only_modules_behind_an_arrow() {
    List<String> strangers = new ArrayList<>();
    for (String module : ARROWS.keySet()) {
      Set<String> behind = behind(module);
      for (JavaClass one : of(module)) {
        for (Dependency used : one.getDirectDependenciesFromSelf()) {
          module(used.getTargetClass())
              .filter(other -> !other.equals(module) && !behind.contains(other))
              .ifPresent(other -> strangers.add(used.getDescription()));
        }
      }
    }
    assertThat(strangers).isEmpty();
  }

  private static Set<String> behind(String module) {
    Set<String> all = new TreeSet<>();
    for (String next : ARROWS.getOrDefault(module, List.of())) {
      all.add(next);
      all.addAll(behind(next));
    }
    return all;
  }

  private static Optional<String> module(JavaClass one) {
    String name = one.getPackageName();
    return name.startsWith(OURS)
        ? Optional.of(name.substring(OURS.length()).split("\\.", 2)[0])
        : Optional.empty();
  }

  @Test
  void the_core_knows_no_framework_and_no_database() {
    noClasses()
        .that(resideInAnyPackage(packages(CORE)))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "org.springframework..",
                "java.sql..",
                "javax.sql..",
                "java.net..",
                "jakarta..",
                "gg.jte..",
                "org.slf4j..",
                "picocli.."))
        .check(classes);
  }

  @Test
  void public_pages_ask_no_database_themselves() {
    noClasses()
        .that(resideInAPackage("org.trialwright.registry.."))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("org.springframework.jdbc..", "java.sql..", "javax.sql.."))
        .check(classes);
  }

  @Test
  void whoever_asks_for_them_reads_public_records_and_what_everybody_may_know() throws IOException {
    Pattern schema = Pattern.compile("(?:from|join|into|update|table|on) ([a-z]+)\\.[a-z]+");
    Map<String, Set<String>> asked = new TreeMap<>();
    for (Path source : sources("java", "sql")) {
      if (source.startsWith(ROOT.resolve("records"))) {
        schema
            .matcher(Files.readString(source))
            .results()
            .forEach(
                found ->
                    asked
                        .computeIfAbsent(found.group(1), _ -> new TreeSet<>())
                        .add(source.getFileName().toString()));
      }
    }
    assertThat(asked.keySet()).containsExactly("counts", "registry");
    assertThat(asked.get("counts")).containsExactly("Enrolments.java");
  }

  @Test
  void the_core_touches_files_only_through_its_doors() {
    noClasses()
        .that(resideInAnyPackage(packages(CORE)))
        .and(DescribedPredicate.not(within(DOORS_TO_FILES)))
        .should()
        .dependOnClassesThat(
            nameMatching(
                    "java\\.nio\\.file\\.(?!Path$).*|java\\.nio\\.channels\\..*|java\\.io\\.File.*")
                .<JavaClass>forSubtype())
        .check(classes);
  }

  @Test
  void the_core_asks_nobody_for_chance() {
    noClasses()
        .that(resideInAnyPackage(packages(CORE)))
        .and(DescribedPredicate.not(within(Set.of(DOOR_TO_CHANCE))))
        .should()
        .accessTargetWhere(
            calls(
                "java\\.(util\\.Random|security\\.SecureRandom)\\.<init>|"
                    + "java\\.util\\.concurrent\\.ThreadLocalRandom\\..*|"
                    + "java\\.lang\\.Math\\.random|java\\.util\\.UUID\\.randomUUID"))
        .check(classes);
  }

  @Test
  void there_is_one_clock_and_the_house_hands_it_out() {
    noClasses()
        .that(resideInAPackage("org.trialwright.."))
        .and(DescribedPredicate.not(within(Set.of("org.trialwright.app.House"))))
        .should()
        .accessTargetWhere(
            calls(
                "java\\.time\\.(Instant|Local[A-Za-z]+|ZonedDateTime|OffsetDateTime|Year|YearMonth)\\.now|"
                    + "java\\.time\\.Clock\\.(system.*|tick.*)|java\\.time\\.InstantSource\\.system|"
                    + "java\\.lang\\.System\\.currentTimeMillis"))
        .orShould()
        .accessTargetWhere(
            calls("java\\.util\\.(Date|Calendar|GregorianCalendar)\\.(<init>|getInstance)"))
        .check(classes);
  }

  @Test
  void xml_is_read_by_one_hardened_factory_only() {
    // JDK 25's own parsers resolve file: entities. There is no XML yet; its reader will be the
    // class named here, which must refuse document types.
    noClasses()
        .that(resideInAPackage("org.trialwright.."))
        .and(DescribedPredicate.not(within(Set.of("org.trialwright.exchange.HardenedXml"))))
        .should()
        .dependOnClassesThat(
            nameMatching(
                    "javax\\.xml\\.(parsers|stream|transform|validation|xpath)\\..*|org\\.xml\\.sax\\.helpers\\..*")
                .<JavaClass>forSubtype())
        .check(classes);
  }

  @Test
  void only_the_app_ends_the_process_and_prints() {
    noClasses()
        .that(resideInAPackage("org.trialwright.."))
        .and(DescribedPredicate.not(resideInAPackage("org.trialwright.app..")))
        .should()
        .accessTargetWhere(
            calls(
                "java\\.lang\\.System\\.(exit|out|err)|java\\.lang\\.Throwable\\.printStackTrace"))
        .check(classes);
  }

  @Test
  void every_package_is_null_marked() {
    classes()
        .that(resideInAPackage("org.trialwright.."))
        .should(
            com.tngtech.archunit.lang.conditions.ArchConditions.be(
                DescribedPredicate.describe(
                    "in a package marked @NullMarked",
                    one ->
                        one.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked"))))
        .check(classes);
  }

  @Test
  void what_catches_everything_throws_again() throws IOException {
    Pattern caught = Pattern.compile("catch \\((final )?(Exception|Throwable|Error) ");
    List<String> swallowed = new ArrayList<>();
    for (Path source : sources("java")) {
      String text = Files.readString(source);
      Matcher found = caught.matcher(text);
      while (found.find()) {
        if (!block(text, text.indexOf('{', found.end())).contains("throw ")) {
          swallowed.add(place(source, text, found.start()));
        }
      }
    }
    assertThat(swallowed).as("catches of everything that go on as if nothing had been").isEmpty();
  }

  private static String block(String text, int open) {
    int depth = 0;
    for (int at = open; at < text.length(); at++) {
      depth += text.charAt(at) == '{' ? 1 : text.charAt(at) == '}' ? -1 : 0;
      if (depth == 0) {
        return text.substring(open, at);
      }
    }
    return text.substring(open);
  }

  @Test
  void no_main_source_knows_the_built_in_study() throws IOException {
    Pattern study =
        Pattern.compile(
            "camrelizumab|carboplatin|paclitaxel|palace|o?esoph|nct0|ruijin|qlq|oes.?18|mandard|regrowth|"
                + "neoadjuvant|(?<![a-z])([cp]cr|cre)(?![a-z])",
            Pattern.CASE_INSENSITIVE);
    List<String> known = new ArrayList<>();
    for (Path source :
        sources("java", "jte", "sql", "properties", "txt", "css", "js", "xml", "svg")) {
      String text = Files.readString(source);
      boolean medicine = source.startsWith(ROOT.resolve("clinical"));
      study
          .matcher(text)
          .results()
          // Medicine names its own tables and questionnaires, and stages after treatment.
          .filter(
              found -> !(medicine && found.group().matches("(?i)o?esoph|qlq|oes.?18|neoadjuvant")))
          .map(found -> place(source, text, found.start()) + " says " + found.group())
          .forEach(known::add);
    }
    assertThat(known).isEmpty();
  }

  @Test
  void the_map_in_architecture_md_is_the_one_above() throws IOException {
    Path file = ROOT.resolve("ARCHITECTURE.md");
    String text = Files.readString(file);
    Matcher section =
        Pattern.compile("(?s)(<!-- arrows: .*? -->\n)(.*?)(<!-- end of arrows -->)").matcher(text);
    assertThat(section.find()).as("ARCHITECTURE.md has a section of arrows").isTrue();
    String drawn = drawn();
    if (Boolean.getBoolean("trialwright.draw")) {
      MatchResult found = section.toMatchResult();
      Files.writeString(
          file, text.substring(0, found.start(2)) + drawn + text.substring(found.end(2)));
      return;
    }
    assertThat(section.group(2))
        .as("arrows in ARCHITECTURE.md; draw them anew with -Dtrialwright.draw=true")
        .isEqualTo(drawn);
  }

  private static String drawn() {
    StringBuilder drawn = new StringBuilder("```\n");
    ARROWS.forEach(
        (module, uses) ->
            drawn.append(
                "%-14s → %s%n"
                    .formatted(
                        module,
                        module.equals("app")
                            ? "all"
                            : uses.isEmpty() ? "nothing" : String.join(", ", uses))));
    return drawn.append("```\n").toString();
  }

  private static DescribedPredicate<JavaClass> within(Set<String> names) {
    return DescribedPredicate.describe(
        "in " + names,
        one ->
            names.stream()
                .anyMatch(
                    name -> one.getName().equals(name) || one.getName().startsWith(name + "$")));
  }

  private static DescribedPredicate<JavaAccess<?>> calls(String pattern) {
    Pattern wanted = Pattern.compile(pattern);
    return DescribedPredicate.describe(
        "target is " + pattern,
        access ->
            wanted
                .matcher(access.getTargetOwner().getName() + "." + access.getTarget().getName())
                .matches());
  }

  private static String[] packages(List<String> modules) {
    return modules.stream().map(module -> OURS + module + "..").toArray(String[]::new);
  }

  private static List<Path> sources(String... endings) throws IOException {
    List<Path> all = new ArrayList<>();
    for (String module : ARROWS.keySet()) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main"))) {
        files
            .filter(Files::isRegularFile)
            .filter(
                file -> Arrays.stream(endings).anyMatch(end -> file.toString().endsWith("." + end)))
            .forEach(all::add);
      }
    }
    assertThat(all).as("sources under %s", ROOT).hasSizeGreaterThan(20);
    return all.stream().sorted().collect(Collectors.toList());
  }

  private static String place(Path source, String text, int offset) {
    return ROOT.relativize(source)
        + ":"
        + (1
            + text.substring(0, offset).lines().count()
            - (offset > 0 && text.charAt(offset - 1) != '\n' ? 1 : 0));
  }
}
