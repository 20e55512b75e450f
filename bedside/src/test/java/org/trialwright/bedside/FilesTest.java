package org.trialwright.bedside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.trialwright.bedside.House.COORDINATOR;
import static org.trialwright.bedside.House.INVESTIGATOR;
import static org.trialwright.bedside.House.MANAGER;
import static org.trialwright.bedside.House.MONITOR;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.trialwright.journal.Access;
import org.trialwright.journal.AccessLog;
import org.trialwright.journal.TestDatabase;
import org.trialwright.journal.Verification;
import org.trialwright.journey.Attachment;
import org.trialwright.journey.Event;
import org.trialwright.pages.SignedIn;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.study.Folder;
import org.trialwright.study.StudyReader;

/** Files are attached to records, saved by who may see them, and said to be in error. */
@ExtendWith(TestDatabase.Extension.class)
class FilesTest {
  private static final byte[] REPORT = bytes("%PDF-1.7 a report");
  private static House house;

  @BeforeAll
  static void a_study(TestDatabase database) {
    var study =
        StudyReader.read(
                Folder.read(Path.of("src/test/resources/org/trialwright/bedside/three-arms")))
            .orThrow();
    house = House.of(new Rehearsed(database, study));
  }

  @AfterAll
  static void close() {
    house.context().close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(int... each) {
    var bytes = new byte[each.length];
    for (int i = 0; i < each.length; i++) {
      bytes[i] = (byte) each[i];
    }
    return bytes;
  }

  private static ParticipantId examined(String initials) {
    house.rehearsed().at(LocalDate.parse("2024-10-16"), LocalTime.of(9, 0));
    var participant = house.rehearsed().register("01", initials, "1962-03-15");
    var exam =
        Typist.of(house.page(COORDINATOR, "/participants/" + participant + "/forms/exam"), "/exam");
    house.kept(COORDINATOR, exam.set("exam.height", "170").set("exam.weight", "60"));
    return participant;
  }

  private static String at(ParticipantId participant, String rest) {
    return "/participants/" + participant + "/files" + rest;
  }

  /** The form for a file as it stands on the page now. */
  private static Typist begun(ParticipantId participant) {
    return Typist.of(house.page(COORDINATOR, at(participant, "?record=exam/1")), "/files");
  }

  private static MockHttpServletResponse sent(
      SignedIn who, Typist typist, String name, byte[] content) {
    var request = multipart(typist.action);
    request.file(new MockMultipartFile("file", name, "text/html", content));
    typist.fields().forEach(request::param);
    return house.ask(who, request, "en");
  }

  private static List<Attachment> files(ParticipantId participant) {
    return Attachment.of(house.rehearsed().desk.facts(participant));
  }

  private static void attach(ParticipantId participant, String name, byte[] content) {
    var answer = sent(COORDINATOR, begun(participant), name, content);
    assertThat(answer.getStatus()).as(() -> House.text(answer)).isEqualTo(302);
  }

  @Test
  void a_file_is_a_fact_beside_a_form_and_is_saved_by_whoever_may_see_the_form() {
    var id = examined("AA");
    attach(id, "病理 report.pdf", REPORT);
    assertThat(house.rehearsed().desk.facts(id).getLast().event())
        .isInstanceOfSatisfying(
            Event.Attached.class,
            file -> {
              assertThat(file.form()).isEqualTo("exam");
              assertThat(file.ordinal()).isEqualTo(1);
              assertThat(file.name()).isEqualTo("病理 report.pdf");
              assertThat(file.type()).isEqualTo("application/pdf");
              assertThat(file.size()).isEqualTo(REPORT.length);
              assertThat(file.digest()).hasSize(64);
            });
    for (var reader : List.of(COORDINATOR, INVESTIGATOR, MONITOR, MANAGER)) {
      assertThat(house.page(reader, at(id, "")))
          .contains("1: 病理 report.pdf", "PDF, 1 KB", "C. Demo, Coordinator");
      var answer = house.ask(reader, get(at(id, "/1")), "en");
      assertThat(answer.getStatus()).isEqualTo(200);
      assertThat(answer.getContentAsByteArray()).isEqualTo(REPORT);
      assertThat(answer.getContentType()).isEqualTo("application/pdf");
      assertThat(answer.getHeader("Content-Disposition"))
          .startsWith("attachment; ")
          .contains("filename*=UTF-8''rehearsal-%E7%97%85%E7%90%86%20report.pdf");
    }
    assertThat(house.page(MONITOR, at(id, "")))
        .doesNotContain("type=\"file\"")
        .doesNotContain("in error");
    var log = new AccessLog(house.rehearsed().trial.source());
    assertThat(log.after(0, 1_000))
        .filteredOn(entry -> entry.kind() == Access.Kind.EXPORTED)
        .extracting(Access::detail)
        .as("the log names the file's number, and not its name")
        .contains("file 1")
        .noneMatch(detail -> detail.contains("report"));
    for (var page : List.of("/participants/" + id, "/participants/" + id + "/trail")) {
      assertThat(house.page(MONITOR, page)).contains("病理 report.pdf");
    }
    assertThat(house.page(COORDINATOR, "/participants/" + id + "/forms/exam/1"))
        .contains("/files?record=exam/1");
    assertThat(house.rehearsed().trial.journal().verify(List.of()))
        .isInstanceOf(Verification.Intact.class);
  }

  @Test
  void the_same_file_sent_twice_is_one_and_another_under_its_key_is_told() {
    var id = examined("AB");
    var typist = begun(id);
    assertThat(sent(COORDINATOR, typist, "a.pdf", REPORT).getStatus()).isEqualTo(302);
    assertThat(sent(COORDINATOR, typist, "a.pdf", REPORT).getStatus()).isEqualTo(302);
    assertThat(files(id)).hasSize(1);
    var other = sent(COORDINATOR, typist, "a.pdf", bytes("%PDF-1.7 b report"));
    assertThat(other.getStatus()).isEqualTo(422);
    assertThat(House.text(other)).contains("Another file was sent from this page already");
    assertThat(files(id)).hasSize(1);
  }

  @Test
  void a_file_in_error_stays_with_its_reason() {
    var id = examined("AC");
    attach(id, "a.pdf", REPORT);
    var wrong = Typist.of(house.page(COORDINATOR, at(id, "")), "/errors");
    assertThat(house.refused(COORDINATOR, wrong.set("wrong", "1")))
        .contains("write why, in at most 500 letters");
    assertThat(house.refused(COORDINATOR, wrong.set("wrong", "7").set("why", "x")))
        .contains("Which file does not belong here?");
    var said = wrong.set("wrong", "1").set("why", "of another participant");
    house.kept(COORDINATOR, said);
    var before = house.facts(id);
    house.send(COORDINATOR, said);
    assertThat(house.facts(id)).as("sent twice").isEqualTo(before);
    assertThat(house.page(MONITOR, at(id, ""))).contains("In error", "of another participant");
    assertThat(house.ask(MONITOR, get(at(id, "/1")), "en").getStatus()).isEqualTo(200);
    assertThat(house.page(MONITOR, "/participants/" + id + "/trail"))
        .contains("File attached", "File in error");
  }

  @Test
  void what_is_frozen_locked_or_full_takes_no_file() {
    var id = examined("AD");
    var open = begun(id);
    house
        .rehearsed()
        .desk
        .freeze(
            id, new Event.Frozen("exam", 1, true), "", house.rehearsed().act("data-manager", "01"));
    var answer = sent(COORDINATOR, open, "a.pdf", REPORT);
    assertThat(answer.getStatus()).isEqualTo(422);
    assertThat(files(id)).isEmpty();
    for (int i = 0; i < Attaching.MOST; i++) {
      assertThat(
              house
                  .rehearsed()
                  .desk
                  .attach(
                      id,
                      new Attaching("", 0, i + ".pdf", "application/pdf"),
                      REPORT,
                      house.rehearsed().act("coordinator", "01")))
          .isInstanceOf(Outcome.Done.class);
    }
    var full = sent(COORDINATOR, open.set("record", "whole"), "a.pdf", REPORT);
    assertThat(full.getStatus()).isEqualTo(422);
    assertThat(House.text(full)).contains("This participant has 100 files");
    assertThat(files(id)).hasSize(Attaching.MOST);
  }

  @Test
  void a_file_is_what_its_bytes_say() {
    var id = examined("AE");
    attach(id, "scan.exe", REPORT);
    attach(id, "wound.JPEG", bytes(0xff, 0xd8, 0xff, 0xe0, 0));
    attach(id, "x.png", bytes(0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0));
    attach(id, "page.pdf", bytes('I', 'I', 0x2a, 0, 8));
    attach(id, "page.tiff", bytes('M', 'M', 0, 0x2a, 8));
    assertThat(files(id))
        .extracting(one -> one.file().type())
        .containsExactly("application/pdf", "image/jpeg", "image/png", "image/tiff", "image/tiff");
    var saved = new ArrayList<String>();
    for (int i = 1; i <= 5; i++) {
      saved.add(house.ask(MONITOR, get(at(id, "/" + i)), "en").getHeader("Content-Disposition"));
    }
    assertThat(saved)
        .containsExactly(
            "attachment; filename=\"rehearsal-scan.exe.pdf\"",
            "attachment; filename=\"rehearsal-wound.JPEG\"",
            "attachment; filename=\"rehearsal-x.png\"",
            "attachment; filename=\"rehearsal-page.pdf.tif\"",
            "attachment; filename=\"rehearsal-page.tiff\"");
  }

  private static final List<byte[]> HOSTILE_CONTENTS =
      List.of(
          bytes(""),
          bytes("%PDF"),
          bytes("<html><script>alert(1)</script>"),
          bytes(" %PDF-1.7"),
          bytes("GIF89a;"),
          bytes("<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"),
          bytes("<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>"),
          bytes('P', 'K', 3, 4, 0, 0),
          bytes('M', 'Z', 0x90, 0),
          bytes(0x7f, 'E', 'L', 'F', 2),
          bytes("#!/bin/sh\nrm -rf /"),
          bytes("=HYPERLINK(\"http://x\")"),
          bytes(0xff, 0xd8),
          bytes(0, 0, 0, 0));

  private static final List<String> HOSTILE_NAMES =
      List.of(
          "../../etc/passwd",
          "..\\..\\boot.ini",
          "C:\\fakepath\\a.pdf",
          "/etc/passwd",
          ".htaccess",
          "a\u0000.pdf",
          "a\r\nSet-Cookie: x=y.pdf",
          "invoice\u202Efdp.exe",
          "zero\u200Bwidth.pdf",
          "half \uD800 pair.pdf",
          "quote\".pdf",
          "<script>.pdf",
          "a|b.pdf",
          "a*.pdf",
          "\uFFFD.pdf",
          " ",
          "x".repeat(121));

  @Test
  void hostile_files_are_refused_in_words_and_nothing_is_kept() {
    var id = examined("AF");
    var before = house.facts(id);
    var typist = begun(id);
    for (var content : HOSTILE_CONTENTS) {
      refused(sent(COORDINATOR, typist, "a.pdf", content), "is no PDF, PNG, JPEG or TIFF");
    }
    for (var name : HOSTILE_NAMES) {
      refused(sent(COORDINATOR, typist, name, REPORT), "give the file another name");
    }
    var large = Arrays.copyOf(REPORT, 10 * 1024 * 1024 + 1);
    refused(sent(COORDINATOR, typist, "large.pdf", large), "larger than 10 MB");
    refused(sent(COORDINATOR, typist, "", bytes("")), "choose a file");
    refused(house.send(COORDINATOR, typist), "choose a file");
    for (var record : List.of("", "exam/2", "nothing/1", "exam", "\u0000", "x".repeat(9_999))) {
      refused(
          sent(COORDINATOR, begun(id).set("record", record), "a.pdf", REPORT),
          "What does it belong to?");
    }
    for (var file : List.of("0", "1", "-1", "x", "99999999999999999999")) {
      assertThat(house.ask(COORDINATOR, get(at(id, "/" + file)), "en").getStatus())
          .as(file)
          .isEqualTo(404);
    }
    assertThat(house.facts(id)).isEqualTo(before);
    assertThat(house.rehearsed().trial.journal().verify(List.of()))
        .isInstanceOf(Verification.Intact.class);
  }

  private static void refused(MockHttpServletResponse answer, String why) {
    assertThat(answer.getStatus()).as(why).isEqualTo(422);
    assertThat(House.text(answer)).contains(why).contains("There is a problem");
  }

  @Test
  void the_page_speaks_both_languages() {
    var id = examined("AG");
    attach(id, "a.pdf", REPORT);
    assertThat(house.page(COORDINATOR, at(id, "")))
        .contains("at most 10 MB each", "Attach a file", "A file does not belong here");
    assertThat(house.page(COORDINATOR, at(id, ""), "zh"))
        .contains("每个不超过 10 MB", "附上文件", "文件不属于此处")
        .doesNotContain("Attach");
  }
}
