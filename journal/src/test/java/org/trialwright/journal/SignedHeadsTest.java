package org.trialwright.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignedHeadsTest {
  @Test
  void heads_are_read_as_written_and_a_changed_line_is_named(@TempDir Path folder)
      throws IOException {
    var heads = SignedHeads.in(folder);
    var first = heads.write("study/one", new Head(3, "ab".repeat(32)), Drafts.NOON);
    var second = heads.write("access", new Head(9, "cd".repeat(32)), Drafts.NOON);
    assertThat(SignedHeads.in(folder).read()).containsExactly(first, second);

    var file = folder.resolve("heads.jsonl");
    var lines = Files.readString(file);
    Files.writeString(file, lines.replace("\"sequence\":9", "\"sequence\":8"));
    assertThatThrownBy(heads::read).hasMessageContaining("line 2: the signature");
    Files.writeString(file, lines + "half a li");
    assertThatThrownBy(heads::read).hasMessageContaining("line 3 is no signed head");
  }

  @Test
  void another_key_does_not_vouch(@TempDir Path folder) throws IOException {
    SignedHeads.in(folder).write("access", new Head(1, "ab".repeat(32)), Drafts.NOON);
    Files.delete(folder.resolve("heads.key"));
    assertThatThrownBy(() -> SignedHeads.in(folder).read()).hasMessageContaining("line 1");
  }
}
