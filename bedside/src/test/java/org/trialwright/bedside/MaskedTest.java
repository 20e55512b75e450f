package org.trialwright.bedside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.trialwright.bedside.House.COORDINATOR;
import static org.trialwright.bedside.House.INVESTIGATOR;
import static org.trialwright.bedside.House.MANAGER;
import static org.trialwright.bedside.House.MONITOR;
import static org.trialwright.bedside.House.PASSWORD;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.context.SecurityContextHolder;
import org.trialwright.journal.TestDatabase;
import org.trialwright.journey.Event;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;
import org.trialwright.study.Folder;
import org.trialwright.study.StudyReader;

/** A double-blind study at the bedside: kits, no arms, and an emergency. */
@ExtendWith(TestDatabase.Extension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MaskedTest {
  private static final LocalDate TODAY = LocalDate.parse("2026-05-04");
  private static final LocalDate EXPIRES = LocalDate.parse("2026-12-31");
  private static final SiteId SITE = new SiteId("01");
  private static final SiteId OTHER = new SiteId("02");
  private static final List<String> ARMS = List.of("Calmopril", "Placebo", "active", "placebo");

  private static House house;
  private static Desk desk;
  private static int people;

  @BeforeAll
  static void a_double_blind_study(TestDatabase database) {
    var study = StudyReader.read(Folder.read(Path.of("../studies/double-blind"))).orThrow();
    house = House.of(new Rehearsed(database, study));
    desk = house.rehearsed().desk;
    house.rehearsed().at(TODAY, LocalTime.of(9, 0));
  }

  @AfterAll
  static void close() {
    house.context().close();
  }

  @AfterEach
  void sign_out() {
    SecurityContextHolder.clearContext();
  }

  private static Act act(String site) {
    return house.rehearsed().act("coordinator", site);
  }

  /** Somebody who may be randomised. */
  private static ParticipantId ready(String site) {
    people++;
    var who = house.rehearsed().register(site, "M" + people, "1970-02-03");
    var forms = desk.trial().study();
    house.rehearsed().save(who, TODAY, forms.form("consent"), Map.of("signed", "yes"), 0, "");
    house
        .rehearsed()
        .save(
            who,
            TODAY,
            forms.form("exam"),
            Map.of("systolic", "156 mmHg", "GFR", "84 mL/min", "pregnant", "no"),
            0,
            "");
    return who;
  }

  private static ParticipantId allocated(String site) {
    var who = ready(site);
    stocked(site);
    assertThat(desk.allocate(who, act(site))).isInstanceOf(Outcome.Allocated.class);
    return who;
  }

  private static void carton(String site) {
    int number = desk.stock().orElseThrow().cartons().size() + 1;
    assertThat(desk.sendKits(new SiteId(site), EXPIRES, act(site)))
        .isInstanceOf(Outcome.Done.class);
    assertThat(desk.receiveKits(new SiteId(site), number, act(site)))
        .isInstanceOf(Outcome.Done.class);
  }

  /** Two cartons more when the shelf is short. */
  private static void stocked(String site) {
    var who = ready(site);
    if (desk.allocationRefused(who).filter(Outcome.ShelfShort.class::isInstance).isPresent()) {
      carton(site);
      carton(site);
    }
  }

  private static String arm(ParticipantId who) {
    return Optional.ofNullable(
            desk.trial().transaction().execute(_ -> desk.trial().strata().of(who)))
        .orElseThrow()
        .orElseThrow()
        .arm();
  }

  private static String contents(String kit) {
    var dispensing = Dispensing.of(desk.trial().study(), desk.trial().seal()).orElseThrow();
    var carton = desk.stock().orElseThrow().kits().get(kit).carton().number();
    return dispensing.contents(carton).get(kit);
  }

  private static List<String> kitsOf(ParticipantId who) {
    return desk.stock().orElseThrow().of(who).stream().map(Stock.Kit::number).toList();
  }

  private static String page(org.trialwright.pages.SignedIn who, String address) {
    var page = house.page(who, address);
    assertThat(page).as(address).doesNotContain(ARMS.get(0), ARMS.get(1));
    return page;
  }

  private static Outcome record(ParticipantId who, String kit, LocalDate day) {
    var answers = new HashMap<String, String>();
    answers.put("day", day.toString());
    answers.put("drug", "study-tablets");
    answers.put("given", "10 mg");
    answers.put("kit", kit);
    return desk.save(
        new Save(who, "dose", 0, "", answers, Optional.empty(), "", 0),
        act(Desk.siteOf(who).value()));
  }

  // Kits -----------------------------------------------------------------------------------------

  @Test
  void a_carton_comes_to_the_site_it_was_sent_to_and_to_no_other() {
    var other = new SiteId("02");
    desk.sendKits(other, EXPIRES, act("02"));
    var sent = desk.stock().orElseThrow().cartons().getLast();
    var kit =
        desk.stock().orElseThrow().kits().values().stream()
            .filter(one -> one.carton().number() == sent.number())
            .findFirst()
            .orElseThrow();
    assertThat(desk.receiveKits(SITE, sent.number(), act("01")))
        .isEqualTo(new Outcome.NotSentHere(SITE));
    assertThat(desk.receiveKits(SITE, sent.number() + 1, act("01")))
        .isEqualTo(new Outcome.NotSentHere(SITE));
    assertThat(desk.withdrawKit(SITE, kit.number(), "lost", act("01")))
        .isEqualTo(new Outcome.NotSentHere(SITE));
    assertThat(desk.withdrawKit(SITE, "K-0", "lost", act("01")))
        .isEqualTo(new Outcome.NotSentHere(SITE));
    assertThat(desk.stock().orElseThrow().cartons().getLast().received()).isEmpty();
    assertThat(desk.receiveKits(other, sent.number(), act("02"))).isInstanceOf(Outcome.Done.class);
  }

  @Test
  @Order(1)
  void nobody_is_randomised_before_kits_have_come() {
    var who = ready("01");
    var refused = page(INVESTIGATOR, "/participants/" + who + "/allocation");
    assertThat(refused).contains("Site 01 has not enough kits", "until a carton has come");
    assertThat(desk.allocate(who, act("01"))).isEqualTo(new Outcome.ShelfShort(SITE));

    desk.sendKits(SITE, EXPIRES, act("01"));
    assertThat(desk.allocate(who, act("01")))
        .as("on its way")
        .isEqualTo(new Outcome.ShelfShort(SITE));
    var shelf = page(COORDINATOR, "/kits");
    assertThat(shelf).contains("Carton 1 is on its way", "On its way");
    house.kept(COORDINATOR, Typist.of(shelf, "/kits/receipts"));
    assertThat(page(COORDINATOR, "/kits")).doesNotContain("Carton 1 is on its way");

    var check = page(INVESTIGATOR, "/participants/" + who + "/allocation");
    house.kept(
        INVESTIGATOR,
        Typist.of(check, "/allocation").set("password", PASSWORD).set("act", "final"));
    var result = page(INVESTIGATOR, "/participants/" + who + "/allocation/result");
    assertThat(result).contains("is allocated, and gets", "Kit " + kitsOf(who).getFirst());
    assertThat(contents(kitsOf(who).getFirst())).isEqualTo(arm(who));
    assertThat(desk.allocationRefused(ready("02")))
        .as("another site has its own shelf")
        .contains(new Outcome.ShelfShort(OTHER));
  }

  @Test
  void the_journal_holds_no_arm_and_the_sealed_table_does() {
    var who = allocated("01");
    var facts =
        JdbcClient.create(desk.trial().source())
            .sql("select payload from journal.facts where participant = :who")
            .param("who", who.value())
            .query(String.class)
            .list();
    assertThat(facts).anyMatch(payload -> payload.contains("\"arm\":\"(masked)\""));
    assertThat(facts)
        .noneMatch(payload -> payload.contains("active") || payload.contains("placebo"));
    assertThat(ARMS.subList(2, 4)).contains(arm(who));
    assertThat(desk.journey(who).orElseThrow().armTold()).isEmpty();
  }

  @Test
  void every_kit_is_of_the_participants_arm_and_no_kit_goes_to_two_at_once()
      throws InterruptedException, ExecutionException {
    var eight = new ArrayList<ParticipantId>();
    for (int i = 0; i < 8; i++) {
      eight.add(allocated("01"));
    }
    eight.forEach(who -> record(who, kitsOf(who).getLast(), TODAY));
    carton("01");
    carton("01");
    try (var threads = Executors.newFixedThreadPool(8)) {
      List<Callable<Outcome>> taking = new ArrayList<>();
      for (var who : eight) {
        taking.add(() -> desk.assignKit(who, act("01")));
      }
      for (Future<Outcome> taken : threads.invokeAll(taking)) {
        assertThat(taken.get()).isInstanceOf(Outcome.Done.class);
      }
    }
    var all = new ArrayList<String>();
    for (var who : eight) {
      assertThat(kitsOf(who)).hasSize(2).allMatch(kit -> contents(kit).equals(arm(who)));
      all.addAll(kitsOf(who));
    }
    assertThat(new HashSet<>(all)).hasSameSizeAs(all);
    assertThat(eight.stream().map(MaskedTest::arm).distinct()).as("both arms took part").hasSize(2);
  }

  @Test
  void who_has_a_kit_that_waits_gets_no_second_one() {
    var who = allocated("01");
    desk.assignKit(who, act("01"));
    desk.assignKit(who, act("01"));
    assertThat(kitsOf(who)).hasSize(1);
    var damaged = kitsOf(who).getFirst();
    assertThat(desk.withdrawKit(SITE, damaged, "", act("01")))
        .isInstanceOf(Outcome.ReasonNeeded.class);
    desk.withdrawKit(SITE, damaged, "dropped", act("01"));
    desk.assignKit(who, act("01"));
    assertThat(kitsOf(who)).hasSize(2);
  }

  /** Were only those refused whose own arm is out, the others would know that theirs differs. */
  @Test
  void when_one_arm_runs_short_everybody_at_the_site_is_refused_alike() {
    carton("02");
    var people = List.of(allocated("02"), allocated("02"), allocated("02"), allocated("02"));
    people.forEach(who -> record(who, kitsOf(who).getLast(), TODAY));
    assertThat(people.stream().map(MaskedTest::arm).distinct()).hasSize(2);
    var first = people.getFirst();
    Outcome came = desk.assignKit(first, act("02"));
    for (int day = 1; came instanceof Outcome.Done; day++) {
      record(first, kitsOf(first).getLast(), TODAY);
      came = desk.assignKit(first, act("02"));
      assertThat(day).isLessThan(60);
    }
    for (var who : people) {
      assertThat(desk.assignKit(who, act("02"))).isEqualTo(new Outcome.ShelfShort(OTHER));
    }
    assertThat(desk.allocationRefused(ready("02"))).contains(new Outcome.ShelfShort(OTHER));
    var left =
        desk.stock().orElseThrow().at(OTHER, Stock.Place.SHELF, TODAY).stream()
            .map(kit -> contents(kit.number()))
            .toList();
    for (var arm : List.of("active", "placebo")) {
      assertThat(left)
          .as("nobody can say of a kit on the shelf that it is another's")
          .contains(arm);
    }
  }

  @Test
  void an_expired_kit_is_not_handed_out() {
    var who = allocated("01");
    record(who, kitsOf(who).getFirst(), TODAY);
    house.rehearsed().at(EXPIRES.plusDays(1), LocalTime.of(9, 0));
    try {
      assertThat(desk.assignKit(who, act("01"))).isEqualTo(new Outcome.ShelfShort(SITE));
      assertThat(page(COORDINATOR, "/kits")).contains("Expired");
    } finally {
      house.rehearsed().at(TODAY, LocalTime.of(9, 0));
    }
  }

  @Test
  void a_dose_names_the_kit_that_was_taken_for_it_and_no_other() {
    var who = allocated("01");
    var other = allocated("01");
    var kit = kitsOf(who).getFirst();
    assertThat(record(who, kitsOf(other).getFirst(), TODAY))
        .isEqualTo(new Outcome.NotTheKit(kitsOf(other).getFirst(), kit));
    var card = page(COORDINATOR, "/participants/" + who + "/doses?day=" + TODAY);
    assertThat(card).contains("Hand out kit " + kit, "10 mg");
    var typed = Typist.of(card, "/doses").set("study-tablets.kit", "K-9");
    assertThat(house.refused(COORDINATOR, typed)).contains("hand out kit " + kit);
    house.kept(
        COORDINATOR,
        Typist.of(page(COORDINATOR, "/participants/" + who + "/doses?day=" + TODAY), "/doses")
            .set("study-tablets.kit", kit));
    assertThat(record(who, kit, TODAY.plusDays(1)))
        .as("one kit stands in one record")
        .isEqualTo(new Outcome.NotTheKit(kit, ""));
  }

  @Test
  void what_comes_back_is_counted_by_participant_and_by_site() {
    var who = allocated("01");
    var kit = kitsOf(who).getFirst();
    record(who, kit, TODAY);
    var address = "/participants/" + who + "/kits";
    assertThat(
            house.refused(
                COORDINATOR,
                Typist.of(page(COORDINATOR, address), "/returns").set("kit", kit).set("left", "x")))
        .contains("a whole number is needed");
    house.kept(
        COORDINATOR,
        Typist.of(page(COORDINATOR, address), "/returns").set("kit", kit).set("left", "7"));
    assertThat(page(COORDINATOR, address))
        .contains("1 dispensed, 1 brought back, 7 left in those.");
    var again = Typist.of(page(COORDINATOR, address), "/returns").set("kit", kit).set("left", "6");
    assertThat(house.refused(COORDINATOR, again)).contains("a reason is needed");
    house.kept(
        COORDINATOR,
        Typist.of(page(COORDINATOR, address), "/returns")
            .set("kit", kit)
            .set("left", "6")
            .set("why", "counted again with the nurse"));
    assertThat(page(MONITOR, address)).contains("1 dispensed, 1 brought back, 6 left in those.");
    var file = House.text(house.ask(MANAGER, get("/kits.csv"), "en"));
    assertThat(file)
        .contains("\"01\",\"" + kit + "\"", "\"returned\",\"" + who + "\"", "\"6\"")
        .doesNotContain(ARMS.get(0), ARMS.get(1), ARMS.get(2), ARMS.get(3));
  }

  // An emergency
  // -----------------------------------------------------------------------------------

  private static Typist unblinding(ParticipantId who) {
    return Typist.of(page(INVESTIGATOR, "/participants/" + who + "/unblinding"), "/unblinding")
        .set("unblinding.why", "emergency")
        .set("why-now", "collapsed, the ward asks")
        .set("password", PASSWORD)
        .set("act", "final");
  }

  @Test
  void an_investigator_reads_the_arm_once_and_everybody_else_reads_that_it_was_opened() {
    var who = allocated("01");
    int before = house.facts(who);
    assertThat(house.refused(INVESTIGATOR, unblinding(who).set("password", "wrong")))
        .contains("The password is not right")
        .doesNotContain(ARMS.get(0), ARMS.get(1));
    assertThat(house.refused(INVESTIGATOR, unblinding(who).set("why-now", ""))).contains("why-now");
    assertThat(house.facts(who)).as("nothing was recorded").isEqualTo(before);

    var sent = unblinding(who);
    var shown = house.send(INVESTIGATOR, sent);
    assertThat(shown.getStatus()).isEqualTo(200);
    assertThat(shown.getHeader("Cache-Control")).isEqualTo("no-store");
    var label = arm(who).equals("active") ? "Calmopril" : "Placebo";
    var other = arm(who).equals("active") ? "Placebo" : "Calmopril";
    assertThat(House.text(shown)).contains(label, "This page is shown once").doesNotContain(other);
    assertThat(house.refused(INVESTIGATOR, sent))
        .contains("is shown once")
        .doesNotContain(ARMS.get(0), ARMS.get(1));

    for (var reader : List.of(INVESTIGATOR, COORDINATOR, MONITOR, MANAGER)) {
      assertThat(page(reader, "/participants/" + who))
          .contains("The arm was opened on", "I. Demo", "collapsed, the ward asks");
    }
    for (var place : List.of("/trail", "/trail.csv", "/book", "/doses", "/kits", "/deviations")) {
      page(MONITOR, "/participants/" + who + place);
    }
    for (var reader : List.of(INVESTIGATOR, MONITOR, MANAGER)) {
      assertThat(page(reader, "/unblindings")).contains(who.value(), "Opened here");
      assertThat(page(reader, "/unblindings.csv")).contains(who.value(), "opened here");
    }
    var journey = desk.journey(who).orElseThrow();
    assertThat(journey.place()).as("the study's own rule").isEqualTo("stopped");
    assertThat(desk.facts(who).stream().filter(fact -> fact.event() instanceof Event.Unblinded))
        .hasSize(1)
        .allMatch(fact -> !fact.toString().contains(arm(who)));
  }

  @Test
  void an_emergency_waits_for_no_lock_and_no_form() {
    var who = allocated("01");
    desk.endorse(who, "responsibility", desk.covered(who, desk.facts(who)), act("01"));
    assertThat(desk.lock(who, act("01"))).isInstanceOf(Outcome.Done.class);
    var shown = House.text(house.send(INVESTIGATOR, unblinding(who)));
    assertThat(shown).contains(arm(who).equals("active") ? "Calmopril" : "Placebo");
    assertThat(desk.facts(who).getLast().event()).isEqualTo(new Event.Unblinded(0));
  }

  @Test
  void a_mistake_is_a_deviation_and_stands_in_the_register_as_told() {
    var who = allocated("01");
    house
        .rehearsed()
        .save(who, TODAY, desk.trial().study().form("unblinding"), Map.of("why", "mistake"), 0, "");
    assertThat(page(MONITOR, "/unblindings")).contains("Told on the form");
    assertThat(page(MONITOR, "/participants/" + who + "/deviations"))
        .contains("The arm is opened in an emergency only");
  }

  @Test
  void only_the_roles_of_the_study_open_an_arm() {
    var who = allocated("01");
    var save =
        new Save(
            who,
            "unblinding",
            0,
            "",
            Map.of("day", TODAY.toString(), "why", "emergency"),
            Optional.empty(),
            "",
            0);
    assertThat(desk.unblind(save, "because", act("01")))
        .isEqualTo(new Outcome.NotYourRole("", "investigator"));
    var nobody = ready("01");
    assertThat(page(INVESTIGATOR, "/participants/" + nobody + "/unblinding"))
        .contains("is not allocated; there is no arm to open");
  }
}
