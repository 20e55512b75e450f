package org.trialwright.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.trialwright.journey.Author;
import org.trialwright.journey.Event;
import org.trialwright.journey.Fact;
import org.trialwright.quantities.ParticipantId;

/** Files lie sealed beside the chain, and the chain notices what happens to them. */
@ExtendWith(TestDatabase.Extension.class)
class AttachmentsTest {
  private static final ParticipantId ONE = new ParticipantId("01-001");
  private static final byte[] REPORT = "%PDF-1.7 王小明 histology".getBytes(StandardCharsets.UTF_8);

  private static final Author BERT = new Author("bert", "Bert", "data-manager", Optional.empty());

  private final TestDatabase database;

  AttachmentsTest(TestDatabase database) {
    this.database = database;
  }

  private Vault vault(String study, Path folder) {
    return new Vault(
        database.application(), study, VaultKey.readOrMake(folder.resolve("vault.key")));
  }

  /** A study with one file of one participant; the fact that attached it. */
  private Fact attached(String study, Path folder) {
    var journal = new Journal(database.application(), study);
    return database
        .transaction()
        .execute(
            _ -> {
              journal.append(Drafts.opened(study));
              var digest = vault(study, folder).attachments().keep(ONE, REPORT);
              return journal.append(
                  Drafts.of(
                      Optional.of(ONE),
                      new Event.Attached(
                          1, "exam", 1, "scan 王.pdf", "application/pdf", REPORT.length, digest),
                      ""));
            });
  }

  private Verification verified(String study) {
    return new Journal(database.application(), study).verify(List.of());
  }

  private static String digest(Fact fact) {
    return ((Event.Attached) fact.event()).digest();
  }

  @Test
  void a_file_is_read_as_kept_and_its_fact_folds_back(@TempDir Path folder) {
    var fact = attached("files", folder);
    assertThat(new Journal(database.application(), "files").participant(ONE).getLast())
        .isEqualTo(fact);
    assertThat(vault("files", folder).attachments().content(ONE, digest(fact)))
        .hasValueSatisfying(content -> assertThat(content).isEqualTo(REPORT));
    assertThat(
            vault("files", folder).attachments().content(new ParticipantId("01-002"), digest(fact)))
        .as("another participant has no such file")
        .isEmpty();
    assertThat(verified("files")).isInstanceOf(Verification.Intact.class);
    var stored =
        JdbcClient.create(database.owner().source())
            .sql("select encode(sealed, 'escape') from vault.files where study = 'files'")
            .query(String.class)
            .single();
    assertThat(stored).doesNotContain("PDF").doesNotContain("histology");
    assertThatThrownBy(
            () -> vault("files", folder.resolve("other")).attachments().content(ONE, digest(fact)))
        .isInstanceOf(Vault.WrongKey.class);
  }

  @Test
  void a_redacted_file_is_gone_and_the_chain_holds(@TempDir Path folder) {
    var fact = attached("emptied", folder);
    var redactions = new Redactions(database.login("emptier", Database.REDACTION).source());
    assertThatThrownBy(
            () ->
                redactions.file(
                    "emptied", fact.sequence(), Drafts.ANNA, Drafts.ANNA, "law", Drafts.NOON))
        .hasMessageContaining("cannot approve a redaction of their own");
    redactions.file("emptied", fact.sequence(), Drafts.ANNA, BERT, "law", Drafts.NOON);
    redactions.text("emptied", fact.sequence(), "name", Drafts.ANNA, BERT, "law", Drafts.NOON);
    assertThat(vault("emptied", folder).attachments().content(ONE, digest(fact))).isEmpty();
    assertThat(verified("emptied")).isInstanceOf(Verification.Intact.class);
    assertThatThrownBy(
            () ->
                redactions.file("emptied", fact.sequence(), Drafts.ANNA, BERT, "law", Drafts.NOON))
        .hasMessageContaining("no file that could be redacted");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          update vault.files set sealed = set_byte(sealed, 0, 255 - get_byte(sealed, 0)) | was changed
          update vault.files set nonce = sha256(nonce)           | was changed
          update vault.files set participant = '01-002'          | was changed
          update vault.files set nonce = null, sealed = null     | the access log tells of no redaction
          delete from vault.files                                | its file is missing
          insert into vault.files select study, sha256(digest), participant, key_name, nonce, sealed from vault.files | belongs to no fact
          """)
  void whatever_is_done_to_a_file_is_noticed(String done, String found, @TempDir Path folder) {
    var study = "forged " + Integer.toHexString(done.hashCode());
    attached(study, folder);
    var owner = database.owner();
    var source = new SingleConnectionDataSource(owner.url(), owner.user(), owner.password(), true);
    var db = JdbcClient.create(source);
    if (!done.startsWith("insert") && !done.contains("null")) {
      assertThatThrownBy(() -> db.sql(done).update()).as("the table refuses").isNotNull();
    }
    db.sql("set session_replication_role = replica").update();
    new TransactionTemplate(new JdbcTransactionManager(source))
        .executeWithoutResult(
            status -> {
              assertThat(db.sql(done).update()).isPositive();
              assertThat(new Journal(source, study).verify(List.of()))
                  .isInstanceOfSatisfying(
                      Verification.Broken.class,
                      broken -> assertThat(broken.what()).contains(found));
              status.setRollbackOnly();
            });
    source.destroy();
  }
}
