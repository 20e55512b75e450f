package org.trialwright.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.trialwright.quantities.PartialDate;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.quantities.SiteId;

@ExtendWith(TestDatabase.Extension.class)
class VaultTest {
  private static final ParticipantId ONE = new ParticipantId("01-001");
  private static final Map<String, String> WANG =
      Map.of(
          "name",
          "王小明",
          "phone",
          "13812345678",
          Vault.BIRTH_DATE,
          "1960-02-29",
          "hospital-number",
          "H-77 12");
  private static final PersonMatch MATCH =
      new PersonMatch("1960-02-29", "W.X.M.", "male", "H-77 12", new SiteId("01"));

  private final TestDatabase database;

  VaultTest(TestDatabase database) {
    this.database = database;
  }

  @Test
  void an_identity_is_read_as_stored_and_each_view_is_logged(@TempDir Path folder) {
    var vault = vault("round", folder);
    vault.store(ONE, WANG, MATCH, Drafts.ANNA, Drafts.NOON);
    long before = new AccessLog(database.application()).head().sequence();
    assertThat(vault.view(ONE, Drafts.ANNA, Drafts.NOON, "call the participant")).contains(WANG);
    assertThat(new AccessLog(database.application()).after(before, 10))
        .containsExactly(
            new Access(
                Drafts.NOON,
                Access.Kind.IDENTITY_VIEWED,
                Drafts.ANNA,
                "01-001",
                "call the participant"));
    assertThat(vault.view(new ParticipantId("01-002"), Drafts.ANNA, Drafts.NOON, "")).isEmpty();

    var corrected = Map.of("name", "王晓明", Vault.BIRTH_DATE, "1960-03");
    vault.store(ONE, corrected, MATCH, Drafts.ANNA, Drafts.NOON);
    assertThat(vault.view(ONE, Drafts.ANNA, Drafts.NOON, "")).contains(corrected);
    assertThat(vault.age(ONE, LocalDate.of(2026, 3, 15))).isEmpty();
    assertThat(vault.age(ONE, LocalDate.of(2026, 3, 31))).hasValue(66);
  }

  @Test
  void the_tables_hold_nothing_that_can_be_read(@TempDir Path folder) {
    vault("sealed", folder).store(ONE, WANG, MATCH, Drafts.ANNA, Drafts.NOON);
    // Bytes as characters, so that bytes can be looked for in bytes.
    var everything =
        JdbcClient.create(database.owner().source())
            .sql(
                """
                select sealed, participant || key_name || person || kind as texts, hash
                  from vault.identities join vault.matches using (study, participant)
                 where study = 'sealed'
                """)
            .query(
                (row, _) ->
                    new String(row.getBytes("sealed"), StandardCharsets.ISO_8859_1)
                        + row.getString("texts")
                        + new String(row.getBytes("hash"), StandardCharsets.ISO_8859_1))
            .list()
            .toString();
    assertThat(everything).contains("01-001");
    for (var secret : List.of("王小明", "13812345678", "1960-02-29", "H-77 12", "H7712", "WXM")) {
      assertThat(everything)
          .doesNotContain(
              new String(secret.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
    }
  }

  @Test
  void another_key_opens_nothing(@TempDir Path folder, @TempDir Path elsewhere) {
    vault("wrong", folder).store(ONE, WANG, MATCH, Drafts.ANNA, Drafts.NOON);
    assertThatThrownBy(() -> vault("wrong", elsewhere))
        .isInstanceOf(Vault.WrongKey.class)
        .hasMessageContaining("put the file of the first key back");
  }

  @Test
  void identities_cannot_be_swapped_between_participants(@TempDir Path folder) {
    var vault = vault("swap", folder);
    vault.store(ONE, WANG, MATCH, Drafts.ANNA, Drafts.NOON);
    JdbcClient.create(database.application())
        .sql(
            """
            insert into vault.identities
            select study, '01-002', version, key_name, nonce, sealed, person, recorded
              from vault.identities where study = 'swap'
            """)
        .update();
    assertThatThrownBy(
            () -> vault.view(new ParticipantId("01-002"), Drafts.ANNA, Drafts.NOON, "try"))
        .hasMessageContaining("tampered");
  }

  @Test
  void the_key_file_is_its_owners_alone(@TempDir Path folder) throws IOException {
    var file = folder.resolve("vault.key");
    VaultKey.readOrMake(file);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(VaultKey.readOrMake(file).name()).isEqualTo(VaultKey.read(file).name());
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> VaultKey.read(file)).hasMessageContaining("chmod 600");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(file, "too short", StandardCharsets.UTF_8);
    assertThatThrownBy(() -> VaultKey.read(file)).hasMessageContaining("restore it");
  }

  @Test
  void a_person_who_comes_again_is_recognised(@TempDir Path folder) {
    var vault = vault("again", folder);
    vault.store(ONE, WANG, MATCH, Drafts.ANNA, Drafts.NOON);
    var otherSite = new SiteId("02");
    assertThat(vault.matches(new PersonMatch("1960-02-29", "wxm", "Male", "another", otherSite)))
        .containsExactly(new Vault.Match(ONE, PersonMatch.By.BIRTH_INITIALS_SEX));
    assertThat(
            vault.matches(new PersonMatch("1961-02-28", "wxm", "male", "h7712", new SiteId("01"))))
        .containsExactly(new Vault.Match(ONE, PersonMatch.By.HOSPITAL_NUMBER));
    assertThat(vault.matches(new PersonMatch("1961-02-28", "wxm", "male", "h7712", otherSite)))
        .isEmpty();
    assertThat(vault.matches(new PersonMatch("", "", "", " ", otherSite))).isEmpty();
  }

  @Test
  void an_erased_identity_is_gone(@TempDir Path folder) {
    var vault = vault("erase", folder);
    vault.store(ONE, WANG, MATCH, Drafts.ANNA, Drafts.NOON);
    var redactions = new Redactions(database.login("eraser", Database.REDACTION).source());
    redactions.identity("erase", ONE, Drafts.ANNA, Drafts.BEN, "request", Drafts.NOON);
    assertThat(vault.view(ONE, Drafts.ANNA, Drafts.NOON, "look")).isEmpty();
    assertThat(vault.matches(MATCH)).isEmpty();
    assertThatThrownBy(
            () -> redactions.identity("erase", ONE, Drafts.ANNA, Drafts.BEN, "x", Drafts.NOON))
        .hasMessageContaining("no identity");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1960-02-29 | 2025-02-28 | 64
          1960-02-29 | 2025-03-01 | 65
          1960-02-29 | 2024-02-28 | 63
          1960-02-29 | 2024-02-29 | 64
          1951-07-01 | 2026-06-30 | 74
          1951-07-01 | 2026-07-01 | 75
          1951-07    | 2026-06-30 | 74
          1951-07    | 2026-07-01 |
          1951-07    | 2026-07-31 | 75
          1951       | 2025-12-31 | 74
          1951       | 2026-01-01 |
          2026-07-01 | 2026-07-01 | 0
          2026-07-02 | 2026-07-01 |
          """)
  void completed_years(String birth, LocalDate day, Integer years) {
    var age = Vault.age(PartialDate.parse(birth), day);
    assertThat(age.isPresent() ? List.of(age.getAsInt()) : List.of())
        .isEqualTo(years == null ? List.of() : List.of(years));
  }

  private Vault vault(String study, Path folder) {
    return new Vault(
        database.application(), study, VaultKey.readOrMake(folder.resolve("vault.key")));
  }
}
