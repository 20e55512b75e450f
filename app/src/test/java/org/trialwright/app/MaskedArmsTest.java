package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialwright.app.Demonstration.Browser;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Stock;
import org.trialwright.journal.Standing;
import org.trialwright.journal.Unmasking;
import org.trialwright.pages.Permissions;
import org.trialwright.pages.Reach;
import org.trialwright.pages.Role;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;
import org.trialwright.simulation.Player;
import org.trialwright.study.Folder;
import org.trialwright.study.Scenario;
import org.trialwright.study.ScenarioReader;
import org.trialwright.study.Study;
import org.trialwright.study.StudyReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Two houses with the double-blind study and the same seal. In the second both arms have changed
 * places: everybody has the other arm, and every kit holds the other treatment. Whatever a masked
 * role receives, refusals included, is the same in both, byte for byte but for hashes, random keys
 * and times. Who opens an arm, and the committee, read something else.
 */
class MaskedArmsTest {
  private static final int PEOPLE = 14;
  private static final String FOLDER = "../studies/double-blind";
  private static final String ARMS =
      """
          active:   1, experimental, Calmopril
          placebo:  1, placebo comparator, Placebo
      """;
  private static final String EXCHANGED =
      """
          placebo:  1, placebo comparator, Placebo
          active:   1, experimental, Calmopril
      """;

  /** Nature that depends on the arm would show itself; that is what the trial is for. */
  private static final Map<String, String> SAME_NATURE =
      Map.of(
          "for 30 mo",
          "for 3 mo",
          "chance: 0.25 if arm is active; 0.12",
          "chance: 0.2",
          "; 147 sd 6 each time sd 6 within 95..175 if arm is active and start known; 157",
          "; 157");

  private static final List<String> MASKED =
      List.of(
          "investigator",
          "coordinator",
          "monitor",
          "data-manager",
          "statistician",
          "administrator");

  @TempDir Path folder;

  private static Folder changed(Folder files, String name, Map<String, String> changes) {
    String text = files.files().getOrDefault(name, "");
    for (var change : changes.entrySet()) {
      assertThat(text).contains(change.getKey());
      text = text.replace(change.getKey(), change.getValue());
    }
    return files.with(name, text);
  }

  /** What was read in a house. */
  private record House(
      Map<String, String> masked,
      Map<ParticipantId, String> arms,
      Map<String, Optional<ParticipantId>> kits,
      String unmasked,
      String opened,
      String committee,
      Verified verified,
      Verified withOther) {}

  @Test
  void masked_roles_receive_the_same_bytes_whatever_the_arms_are() throws IOException {
    var files = changed(Folder.read(Path.of(FOLDER)), "scenario.yaml", SAME_NATURE);
    Study one = StudyReader.read(files).orThrow();
    var exchanged = changed(files, "study.yaml", Map.of(ARMS, EXCHANGED));
    Study other = StudyReader.read(exchanged).orThrow();
    var first = house(folder.resolve("first"), files, one, other);
    var second = house(folder.resolve("second"), exchanged, other, one);

    assertThat(first.arms()).hasSizeGreaterThanOrEqualTo(PEOPLE);
    assertThat(second.arms().keySet()).isEqualTo(first.arms().keySet());
    first
        .arms()
        .forEach(
            (who, arm) -> assertThat(second.arms().get(who)).as(who.value()).isNotEqualTo(arm));
    assertThat(second.kits()).as("the same kits went to the same people").isEqualTo(first.kits());

    assertThat(second.masked().keySet()).isEqualTo(first.masked().keySet());
    var differences = new ArrayList<String>();
    first
        .masked()
        .forEach(
            (place, text) -> {
              var mine = plain(text, one);
              var theirs = plain(second.masked().getOrDefault(place, ""), other);
              if (!mine.equals(theirs)) {
                differences.add(place + ": " + ConcealmentTest.difference(mine, theirs));
              }
            });
    System.out.printf("masked arms: %d places compared%n", first.masked().size());
    assertThat(differences).as("places that differ between the two").isEmpty();
    assertThat(first.masked().values().stream().filter(text -> text.startsWith("200\n")))
        .as("answers that are not refusals")
        .hasSizeGreaterThan(150);
    assertThat(first.unmasked())
        .as("what pages would be made from, were the arms in the journal")
        .isNotEqualTo(second.unmasked());

    assertThat(plain(first.opened(), one))
        .as("what the investigator reads who opened an arm")
        .isNotEqualTo(plain(second.opened(), other));
    assertThat(List.of(first.opened().contains("Calmopril"), second.opened().contains("Calmopril")))
        .containsExactlyInAnyOrder(true, false);
    assertThat(plain(first.committee(), one))
        .as("what the committee reads")
        .isNotEqualTo(plain(second.committee(), other));

    assertThat(first.verified().differences()).isEmpty();
    assertThat(first.verified().found())
        .anyMatch(line -> line.matches("Kits of CALM: \\d\\d+ assigned.*"));
    assertThat(first.withOther().differences())
        .as("a kit of another arm is found")
        .anyMatch(line -> line.contains("the sealed key gives K-"));
  }

  private static String plain(String text, Study study) {
    return ConcealmentTest.plain(text.replace(study.seal().substring(0, 8), "~"));
  }

  private static House house(Path data, Folder files, Study study, Study other) throws IOException {
    try (var house = played(data, files, study)) {
      Running running = house.running();
      Desk desk = running.bean(Desk.class);
      Map<String, String> read = new TreeMap<>();
      var small = new SmallHouse(data, running);
      List<String> people = people(desk);
      String opened = acts(house, people, read);
      programs(house, small, people, read);
      for (var account : MASKED) {
        crawl(house, small, account, people, read);
      }
      ConcealmentTest.database(small, read);
      read.keySet().removeIf(place -> place.startsWith("database as owner"));
      read.keySet().removeIf(place -> place.startsWith("database as allocation"));
      Browser committee = house.browser("committee");
      committee.get("/committee/enter");
      committee.post("/committee/enter", Map.of("password", house.password()));
      var source = desk.trial().source();
      return new House(
          read,
          arms(desk),
          kits(desk),
          unmasked(desk, people.getFirst()),
          opened,
          committee.get("/committee/now").body(),
          Verified.of(source, data, study),
          Verified.of(source, data, other));
    }
  }

  /** The study while people are under treatment. */
  static PlayedTrial played(Path data) throws IOException {
    var files = changed(Folder.read(Path.of(FOLDER)), "scenario.yaml", SAME_NATURE);
    return played(data, files, StudyReader.read(files).orThrow());
  }

  private static PlayedTrial played(Path data, Folder files, Study study) throws IOException {
    Files.createDirectories(data);
    Files.writeString(data.resolve("demo.password"), "fudo1-bana2-kile3\n");
    Scenario scenario = ScenarioReader.read(study, files).scenario().orElseThrow();
    var house = new PlayedTrial(data, Demo.start(data, 0, study, Optional.of(scenario)));
    Rehearsal.play(
        house.running().bean(Desk.class),
        scenario,
        1,
        new Player.Limits(PEOPLE, Rehearsal.end(scenario)),
        _ -> true);
    return house;
  }

  /** Two who are treated at site 01, and somebody of another site. */
  static List<String> people(Desk desk) {
    var people = new ArrayList<String>();
    for (var site : List.of("01", "02")) {
      desk.trial().standings().at(new SiteId(site)).stream()
          .filter(one -> !one.arm().isEmpty())
          .map(Standing::participant)
          .map(ParticipantId::value)
          .limit(site.equals("01") ? 2 : 1)
          .forEach(people::add);
    }
    assertThat(people).hasSize(3);
    return people;
  }

  private static String unmasked(Desk desk, String participant) {
    var arms = new Unmasking(desk.trial().source(), desk.trial().study().name());
    return arms.of(desk.facts(new ParticipantId(participant))).stream()
        .map(fact -> fact.event().toString())
        .filter(event -> event.startsWith("Allocated"))
        .toList()
        .toString();
  }

  private static Map<ParticipantId, String> arms(Desk desk) {
    Map<ParticipantId, String> arms = new HashMap<>();
    Optional.ofNullable(desk.trial().transaction().execute(_ -> desk.trial().strata().all()))
        .orElseThrow()
        .forEach(one -> arms.put(one.participant(), one.arm()));
    return arms;
  }

  private static Map<String, Optional<ParticipantId>> kits(Desk desk) {
    Map<String, Optional<ParticipantId>> kits = new TreeMap<>();
    desk.stock()
        .map(Stock::kits)
        .orElseThrow()
        .forEach((number, kit) -> kits.put(number, kit.participant()));
    return kits;
  }

  /** What is sent and refused, or done; the page with the arm comes back and is not compared. */
  private static String acts(PlayedTrial house, List<String> people, Map<String, String> read) {
    Browser coordinator = house.browser("coordinator");
    Browser investigator = house.browser("investigator");
    for (var who : people.subList(0, 2)) {
      String address = "/participants/" + who;
      coordinator.get(address + "/kits");
      send(coordinator, address + "/kits", Map.of(), read);
      send(coordinator, address + "/kits/returns", Map.of("kit", "K-1001", "left", "3"), read);
      send(
          coordinator,
          address + "/doses",
          Map.of("drug", "study-tablets", "on", "2026-06-26"),
          read);
      send(
          coordinator,
          address + "/forms/dose",
          Map.of("dose.drug", "study-tablets", "dose.given", "10", "dose.kit", "K-1002"),
          read);
      send(coordinator, address + "/allocation", Map.of("act", "final"), read);
      send(coordinator, address + "/unblinding", Map.of("act", "final"), read);
      investigator.get(address + "/unblinding");
      send(investigator, address + "/unblinding", Map.of("act", "final"), read);
    }
    var fields = new HashMap<String, String>();
    fields.put("unblinding.day.day", "26");
    fields.put("unblinding.day.month", "6");
    fields.put("unblinding.day.year", "2026");
    fields.put("unblinding.why", "emergency");
    fields.put("why-now", "collapsed");
    fields.put("password", house.password());
    fields.put("act", "final");
    var opened = investigator.post("/participants/" + people.getFirst() + "/unblinding", fields);
    assertThat(opened.statusCode()).as(opened.body()).isEqualTo(200);
    return opened.body();
  }

  /** The same by programs: kits of one of them, and the arm of the other. */
  private static void programs(
      PlayedTrial house, SmallHouse small, List<String> people, Map<String, String> read) {
    Browser site = house.browser("coordinator");
    site.bearer = small.token("coordinator", true);
    String kits = "/api/participants/" + people.getFirst() + "/kits";
    var mine = JsonMapper.shared().readTree(site.get(kits).body()).get("items");
    String kit = mine.get(0).get("kit").asString();
    var taken = told(site, kits, "", UUID.randomUUID(), read);
    assertThat(taken.statusCode()).as(taken.body()).isIn(200, 409);
    var key = UUID.randomUUID();
    String left = "{\"kit\":\"%s\",\"left\":%d%s}";
    var back =
        told(site, kits + "/returns", left.formatted(kit, 3, ",\"reason\":\"x\""), key, read);
    assertThat(back.statusCode()).as(back.body()).isEqualTo(200);
    assertThat(back.body()).contains("\"place\":\"returned\"", "\"left\":3");
    assertThat(
            told(site, kits + "/returns", left.formatted(kit, 3, ",\"reason\":\"x\""), key, read)
                .body())
        .as("sent twice")
        .isEqualTo(back.body());
    assertThat(
            told(site, kits + "/returns", left.formatted(kit, 4, ""), UUID.randomUUID(), read)
                .statusCode())
        .as("counted again without a reason")
        .isEqualTo(422);
    assertThat(
            told(site, kits + "/returns", left.formatted("K-0", 1, ""), UUID.randomUUID(), read)
                .statusCode())
        .isEqualTo(409);
    String arm = "/api/participants/" + people.get(1) + "/unblinding";
    String why =
        """
        {"answers":{"why":"emergency"},"reason":"collapsed at home","password":"%s"}
        """;
    assertThat(told(site, arm, why.formatted("x"), UUID.randomUUID(), read).statusCode())
        .isEqualTo(403);
    Browser investigator = house.browser("investigator");
    investigator.bearer = small.token("investigator", true);
    assertThat(told(investigator, arm, why.formatted("x"), UUID.randomUUID(), read).statusCode())
        .isEqualTo(422);
    var password = why.formatted(house.password());
    var act = UUID.randomUUID();
    var opened = told(investigator, arm, password, act, new TreeMap<>());
    assertThat(opened.statusCode()).as(opened.body()).isEqualTo(200);
    assertThat(opened.body()).contains("\"arm\":");
    assertThat(opened.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    assertThat(told(investigator, arm, password, act, read).statusCode())
        .as("shown once")
        .isEqualTo(409);
    assertThat(investigator.get("/api/unblindings").body()).contains("collapsed at home");
  }

  private static HttpResponse<String> told(
      Browser program, String path, String body, UUID key, Map<String, String> read) {
    program.headers.put("Idempotency-Key", key.toString());
    var answer = program.send("POST", path, body);
    program.headers.clear();
    read.put("POST " + path + " " + body + read.size(), answer.statusCode() + answer.body());
    return answer;
  }

  private static void send(
      Browser browser, String path, Map<String, String> fields, Map<String, String> read) {
    var answer = browser.post(path, fields);
    read.put("POST " + path + fields, answer.statusCode() + "\n" + answer.body());
  }

  private static void crawl(
      PlayedTrial house,
      SmallHouse small,
      String account,
      List<String> people,
      Map<String, String> read) {
    Browser browser = house.browser(account);
    browser.bearer = small.token(account, false);
    browser.cookies.put("language", account.equals("coordinator") ? "zh" : "en");
    for (var route : small.routes()) {
      // What everybody may read is the study, where the arms stand in their order; not people.
      boolean open = Permissions.allows("GET", route.pattern(), Role.SIGNED_OUT, Reach.OWN_SITE);
      if (open || !route.method().equals("GET")) {
        continue;
      }
      // Who may not read about people is refused alike for each of them.
      boolean each =
          route.aboutSite() && !List.of("statistician", "administrator").contains(account);
      for (var who : each ? people : people.subList(0, 1)) {
        var path = ConcealmentTest.path(route.pattern(), who);
        var answer = browser.get(path);
        read.put(
            account + " GET " + path,
            answer.statusCode() + "\n" + answer.headers().map() + "\n" + answer.body());
      }
    }
  }
}
