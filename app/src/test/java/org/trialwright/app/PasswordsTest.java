package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PasswordsTest {
  private final Passwords passwords = new Passwords();

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          fourteen signs,               TOO_SHORT
          abcdefghijklmn,               TOO_SHORT
          PasswordPassword,             TOO_USUAL
          correct horse battery staple, TOO_USUAL
          aaaaaaaaaaaaaaaaaaaa,         TOO_USUAL
          121212121212121212,           TOO_USUAL
          coordinatorcoordinator,       NAMES_THE_ACCOUNT
          violet anchor spoon,          good
          一二三四五六七八九十甲乙丙丁戊,      good
          UPPER ONLY WITHOUT DIGITS,    good
          """)
  void a_new_password_is_long_and_not_usual(String password, String verdict) {
    assertThat(passwords.refusal(password, "coordinator").map(Enum::name).orElse("good"))
        .isEqualTo(verdict);
  }

  @Test
  void a_book_is_refused() {
    assertThat(passwords.refusal("long and longer ".repeat(40), "x"))
        .contains(Passwords.Refusal.TOO_LONG);
  }

  @Test
  void the_same_password_has_another_hash_each_time_and_matches_itself_only() {
    String first = passwords.hash("violet anchor spoon");
    assertThat(first).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(passwords.hash("violet anchor spoon")).isNotEqualTo(first);
    assertThat(passwords.match("violet anchor spoon", first)).isTrue();
    assertThat(passwords.match("Violet anchor spoon", first)).isFalse();
    assertThat(passwords.match("anything at all here", "")).isFalse();
  }

  @Test
  void composed_and_decomposed_letters_are_one_password() {
    String hash = passwords.hash("caf\u00e9 on the corner");
    assertThat(passwords.match("cafe\u0301 on the corner", hash)).isTrue();
  }
}
