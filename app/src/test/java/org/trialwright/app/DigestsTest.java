package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialwright.app.Demonstration.Browser;
import org.trialwright.bedside.Act;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.today.Waiting;
import org.trialwright.journey.Author;
import org.trialwright.journey.Event;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;

/** Mails of the morning: numbers, once, and nobody in them. */
class DigestsTest {
  private static final SiteId SITE = new SiteId("01");

  /** A Wednesday that is no holiday. */
  private static final LocalDate DAY = LocalDate.of(2033, 3, 9);

  @TempDir Path folder;

  private static Desk desk() {
    return Demonstration.RUNNING.bean(Desk.class);
  }

  @BeforeEach
  void a_query_is_open_at_the_site_and_the_coordinator_wants_mails() {
    var who =
        LaboratoryTest.newcomer(Browser.signedIn("coordinator"), "male")
            .substring("/participants/".length());
    var act =
        new Act(new Author("monitor", "M. Demo", "monitor", Optional.of(SITE)), UUID.randomUUID());
    var asked = new Event.Queried(90, "person", 1, "sex", "Is this right?");
    assertThat(desk().ask(new ParticipantId(who), asked, act)).isInstanceOf(Outcome.Done.class);
    Browser coordinator = Browser.signedIn("coordinator");
    coordinator.get("/account/digest");
    assertThat(coordinator.post("/account/digest", Map.of("address", "no address")).statusCode())
        .isEqualTo(422);
    coordinator.post("/account/digest", Map.of("act", "stop"));
    assertThat(coordinator.get("/account/digest").body()).contains("No mail is sent to you");
    coordinator.post("/account/digest", Map.of("address", "lin@hospital.example"));
    assertThat(coordinator.get("/account/digest").body())
        .contains("The mail is sent to you", "lin@hospital.example");
  }

  private Digests digests(Post post, LocalDate day, int hour) {
    ZoneId zone = desk().site(SITE).orElseThrow().zone();
    Instant now = day.atTime(LocalTime.of(hour, 20)).atZone(zone).toInstant();
    return new Digests(
        Demonstration.RUNNING.bean(DataSource.class),
        Demonstration.RUNNING.bean(Accounts.class),
        Demonstration.RUNNING.bean(Waiting.class),
        desk(),
        Demonstration.RUNNING.bean(Front.class),
        () -> now,
        new Digests.Mailing(post, "https://trial.example"));
  }

  private List<String> outbox() throws IOException {
    if (!Files.exists(folder.resolve("outbox"))) {
      return List.of();
    }
    try (var files = Files.list(folder.resolve("outbox"))) {
      var mails = new ArrayList<String>();
      for (Path file : files.sorted().toList()) {
        mails.add(Files.readString(file, StandardCharsets.UTF_8));
      }
      return mails;
    }
  }

  @Test
  void on_a_working_morning_one_mail_goes_out_whichever_program_comes_first() throws IOException {
    var post = new Post.Outbox(folder.resolve("outbox"), "trial@site.example");
    digests(post, DAY, 5).hourly();
    digests(post, DAY, 13).hourly();
    digests(post, LocalDate.of(2033, 3, 5), 8).hourly();
    assertThat(outbox()).as("not at night, in the afternoon or on a Saturday").isEmpty();
    var programs = List.of(digests(post, DAY, 8), digests(post, DAY, 8));
    CompletableFuture.allOf(
            programs.stream()
                .map(one -> CompletableFuture.runAsync(one::hourly))
                .toArray(CompletableFuture<?>[]::new))
        .join();
    digests(post, DAY, 9).hourly();
    assertThat(outbox()).hasSize(1);
    digests(post, DAY.plusDays(1), 8).hourly();
    assertThat(outbox()).hasSize(2);
  }

  @Test
  void a_mail_names_sites_and_counts_and_no_participant_name_or_arm() throws IOException {
    digests(new Post.Outbox(folder.resolve("outbox"), "trial@site.example"), DAY, 8).hourly();
    String mail = outbox().getFirst();
    assertThat(mail)
        .contains("To: lin@hospital.example", "From: trial@site.example")
        .contains("Open queries: ", "https://trial.example/today", "Auto-Submitted")
        .contains(desk().site(SITE).orElseThrow().name());
    var never = new ArrayList<String>();
    desk().sites().stream()
        .flatMap(site -> desk().trial().standings().at(site.id()).stream())
        .forEach(one -> never.add(one.participant().value()));
    desk().study().how().arms().forEach(arm -> never.add(arm.name()));
    never.addAll(List.of("Is this right?", "LB", "1950-"));
    assertThat(never).hasSizeGreaterThan(4);
    String text = mail.substring(mail.indexOf("\r\n\r\n"));
    for (String one : never) {
      assertThat(text).doesNotContainPattern("\\b" + java.util.regex.Pattern.quote(one) + "\\b");
    }
  }

  @Test
  void a_server_takes_them_and_one_that_is_not_there_is_asked_again() throws Exception {
    int closed;
    try (var none = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = none.getLocalPort();
    }
    var nowhere = Post.Smtp.of("smtp://127.0.0.1:" + closed, "", "trial@site.example");
    digests(nowhere.orElseThrow(), DAY, 8).hourly();
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var heard = CompletableFuture.supplyAsync(() -> hear(server));
      var post =
          Post.Smtp.of("smtp://127.0.0.1:" + server.getLocalPort(), "", "trial@site.example");
      digests(post.orElseThrow(), DAY, 9).hourly();
      assertThat(heard.get(30, TimeUnit.SECONDS))
          .contains("MAIL FROM:<trial@site.example>", "RCPT TO:<lin@hospital.example>")
          .contains("Open queries: ");
    }
    for (String wrong : List.of("http://x", "smtp://u:pw@x", "x", "smtp:///", "smtp://")) {
      assertThat(Post.Smtp.of(wrong, "", "a@b.c")).as(wrong).isEmpty();
    }
    assertThat(Post.Smtp.of("smtps://u@mail.example", "", "a@b.c").orElseThrow().port())
        .isEqualTo(465);
  }

  /** A server of one conversation after RFC 5321. */
  private static String hear(ServerSocket server) {
    var heard = new StringBuilder();
    try (var one = server.accept();
        var in =
            new BufferedReader(
                new InputStreamReader(one.getInputStream(), StandardCharsets.UTF_8))) {
      var out = one.getOutputStream();
      out.write("220 here\r\n".getBytes(StandardCharsets.UTF_8));
      boolean data = false;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        heard.append(line).append('\n');
        boolean ends = data && line.equals(".");
        if (!data || ends) {
          boolean begins = line.equals("DATA");
          data = begins;
          out.write((begins ? "354 go\r\n" : "250 ok\r\n").getBytes(StandardCharsets.UTF_8));
        }
        if (line.equals("QUIT")) {
          break;
        }
      }
    } catch (IOException trouble) {
      heard.append(trouble);
    }
    return heard.toString();
  }
}
