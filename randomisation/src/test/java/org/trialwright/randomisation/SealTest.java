package org.trialwright.randomisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealTest {
  @TempDir Path folder;

  @Test
  void a_seal_that_was_written_reads_back_the_same() throws IOException {
    for (var sizes : List.of(List.of(6, 4), List.<Integer>of(), List.of(100, 2, 30))) {
      var seal = Seal.generate(sizes);
      var file = folder.resolve("seal" + sizes.size());
      SealFile.write(file, seal);
      var read = SealFile.read(file);
      assertThat(read.commitment()).isEqualTo(seal.commitment());
      assertThat(read.text()).isEqualTo(seal.text()).isEqualTo(Files.readString(file));
      assertThat(read.sizes()).isEqualTo(sizes.stream().sorted().toList());
    }
  }

  @Test
  void the_file_is_for_its_owner_alone_and_nothing_else_is_left_in_the_folder() throws IOException {
    var file = folder.resolve("seal");
    SealFile.write(file, Seal.generate(List.of(4, 6)));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var entries = Files.list(folder)) {
      assertThat(entries).containsExactly(file);
    }
  }

  @Test
  void an_existing_seal_is_never_replaced_even_by_writers_at_the_same_instant() throws Exception {
    var file = folder.resolve("seal");
    Callable<String> writer =
        () -> {
          var seal = Seal.generate(List.of(4));
          try {
            SealFile.write(file, seal);
            return seal.commitment();
          } catch (SealRefused e) {
            return e.getMessage();
          }
        };
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var written = new HashSet<String>();
      for (var future : threads.invokeAll(java.util.Collections.nCopies(8, writer))) {
        if (!future.get().contains("never replaced")) {
          written.add(future.get());
        }
      }
      assertThat(written).containsExactly(SealFile.read(file).commitment());
    }
  }

  @Test
  void a_file_that_others_may_read_is_refused_with_the_remedy() throws IOException {
    var file = folder.resolve("seal");
    SealFile.write(file, Seal.generate(List.of(4)));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    assertThatThrownBy(() -> SealFile.read(file))
        .isInstanceOf(SealRefused.class)
        .hasMessageContaining("other accounts have rights")
        .hasMessageEndingWith("chmod 600 " + file);
  }

  @Test
  void a_missing_an_empty_and_a_foreign_file_are_told_apart() throws IOException {
    var file = folder.resolve("seal");
    assertThatThrownBy(() -> SealFile.read(file))
        .isInstanceOf(SealRefused.class)
        .hasMessageContaining("no seal file");
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    assertThatThrownBy(() -> SealFile.read(file))
        .isInstanceOf(SealRefused.class)
        .hasMessageContaining("is empty");
    Files.writeString(file, "study,stratum\n");
    assertThatThrownBy(() -> SealFile.read(file))
        .isInstanceOf(SealRefused.class)
        .hasMessageContaining("line 1");
  }

  @Test
  void every_damage_of_one_byte_is_refused_and_no_message_shows_a_secret() throws IOException {
    var file = folder.resolve("seal");
    var seal = Seal.generate(List.of(4, 6));
    SealFile.write(file, seal);
    byte[] whole = Files.readAllBytes(file);
    var random = new Random(20261123);
    for (int i = 0; i < whole.length; i++) {
      byte[] changed = whole.clone();
      changed[i] ^= (byte) (1 + random.nextInt(255));
      byte[] shortened = new byte[whole.length - 1];
      System.arraycopy(whole, 0, shortened, 0, i);
      System.arraycopy(whole, i + 1, shortened, i, shortened.length - i);
      for (byte[] damaged : List.of(changed, shortened, java.util.Arrays.copyOf(whole, i))) {
        Files.write(file, damaged);
        assertThatThrownBy(() -> SealFile.read(file))
            .as("damage at byte " + i)
            .isInstanceOf(SealRefused.class)
            .message()
            .satisfies(message -> showsNoSecret(message, seal));
      }
    }
  }

  @Test
  void a_seal_of_another_algorithm_is_refused_by_name() {
    var text =
        Seal.generate(List.of(4))
            .text()
            .replace("algorithm: trialwright-1", "algorithm: trialwright-9");
    assertThatThrownBy(() -> Seal.parse(redigested(text)))
        .isInstanceOf(SealRefused.class)
        .hasMessageContaining("line 3")
        .hasMessageContaining("\"trialwright-9\"");
  }

  @Test
  void impossible_sizes_are_refused_by_their_place_and_not_by_value() {
    assertThatThrownBy(() -> Seal.generate(List.of(4, 137)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("block size number 2 of 2 is not a whole number from 2 to 100");
    assertThatThrownBy(() -> Seal.generate(List.of(4, 1))).hasMessageContaining("number 2 of 2");
    assertThatThrownBy(() -> Seal.generate(List.of(4, 6, 4)))
        .hasMessage("block size number 3 of 3 stands before already; enter each size once");
    for (var sizes : List.of("6,4", "4,4", "137", "999")) {
      var text =
          Seal.generate(List.of(4))
              .text()
              .replace("block sizes: 4\n", "block sizes: " + sizes + "\n");
      assertThatThrownBy(() -> Seal.parse(redigested(text)))
          .isInstanceOf(SealRefused.class)
          .hasMessageContaining("line 4")
          .message()
          .doesNotContain(sizes);
    }
  }

  @Test
  void what_a_seal_prints_is_public() {
    for (var seal : List.of(Seal.generate(List.of(4, 6)), Seal.fixed(3, List.of(4, 6)))) {
      assertThat(seal.toString())
          .contains(seal.commitment())
          .satisfies(text -> showsNoSecret(text, seal));
    }
  }

  @Test
  void the_commitment_changes_with_key_salt_sizes_and_version() {
    var commitments = new HashSet<String>();
    for (int i = 0; i < 1000; i++) {
      commitments.add(Seal.generate(List.of(4)).commitment());
    }
    assertThat(commitments).hasSize(1000);
    var text = Seal.fixed(1, List.of(4, 6)).text();
    assertThat(
            List.of(
                Seal.parse(text).commitment(),
                Seal.parse(redigested(text.replace("sizes: 4,6", "sizes: 46"))).commitment(),
                Seal.parse(redigested(text.replace("-rehearsal", ""))).commitment(),
                Seal.parse(redigested(text.replaceFirst("salt: .", "salt: 0"))).commitment(),
                Seal.parse(redigested(text.replaceFirst("key: .", "key: 0"))).commitment()))
        .doesNotHaveDuplicates()
        .allMatch(commitment -> commitment.matches("[0-9a-f]{64}"));
  }

  @Test
  void key_and_salt_are_256_bits_and_evenly_spread() {
    int seals = 2000;
    int ones = 0;
    for (int i = 0; i < seals; i++) {
      var text = Seal.generate(List.of()).text();
      ones += ones(line(text, "salt")) + ones(line(text, "key"));
    }
    // The one unseeded draw of these tests: six standard errors fail once in 500 million runs.
    assertThat((ones - seals * 256.0) / Math.sqrt(seals * 512 / 4.0)).isBetween(-6.0, 6.0);
  }

  @Test
  void a_seed_gives_the_same_seal_for_ever_and_marks_it_as_a_rehearsal() {
    assertThat(Seal.fixed(1, List.of(4, 6)).text()).isEqualTo(Seal.fixed(1, List.of(6, 4)).text());
    assertThat(Seal.fixed(2, List.of(4, 6)).commitment())
        .isNotEqualTo(Seal.fixed(1, List.of(4, 6)).commitment());
    assertThat(Seal.fixed(1, List.of(4)).rehearsal()).isTrue();
    assertThat(Seal.parse(Seal.fixed(1, List.of(4)).text()).rehearsal()).isTrue();
    assertThat(Seal.fixed(1, List.of(4)).algorithm()).isEqualTo("trialwright-1-rehearsal");
    assertThat(Seal.generate(List.of(4)).rehearsal()).isFalse();
    assertThat(Seal.generate(List.of(4)).algorithm()).isEqualTo("trialwright-1");
  }

  private static void showsNoSecret(String message, Seal seal) {
    assertThat(message)
        .doesNotContain(line(seal.text(), "salt").substring(0, 8))
        .doesNotContain(line(seal.text(), "key").substring(0, 8))
        .doesNotContain("4,6")
        .doesNotContain("4, 6");
  }

  private static int ones(String hex) {
    assertThat(hex).hasSize(64);
    return new java.math.BigInteger(hex, 16).bitCount();
  }

  private static String line(String text, String label) {
    var found = Pattern.compile("(?m)^" + label + ": (.*)$").matcher(text);
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  /** The text with a right digest line, as a forger would make it. */
  private static String redigested(String text) {
    try {
      var body = text.substring(0, text.indexOf("digest: "));
      var digest =
          java.security.MessageDigest.getInstance("SHA-256")
              .digest(body.getBytes(StandardCharsets.US_ASCII));
      return body + "digest: " + java.util.HexFormat.of().formatHex(digest) + "\n";
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
