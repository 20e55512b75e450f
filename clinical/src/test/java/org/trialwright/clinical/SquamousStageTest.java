package org.trialwright.clinical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SquamousStageTest {
  private static final Set<String> ANY_T = Set.copyOf(SquamousStage.T);
  private static final Set<String> ANY_N = Set.copyOf(SquamousStage.N);
  private static final Set<String> M0 = Set.of("0");
  private static final Set<String> M1 = Set.of("1");

  /** AJCC 8, clinical, M0: the columns are N0, N1, N2, N3. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0  | -   | -   | -   | -
          is | 0   | -   | -   | -
          1  | I   | I   | III | IVA
          1a | I   | I   | III | IVA
          1b | I   | I   | III | IVA
          2  | II  | II  | III | IVA
          3  | II  | III | III | IVA
          4a | IVA | IVA | IVA | IVA
          4b | IVA | IVA | IVA | IVA
          """)
  void the_clinical_table(String t, String n0, String n1, String n2, String n3) {
    var row = List.of(n0, n1, n2, n3);
    for (int n = 0; n < 4; n++) {
      assertThat(SquamousStage.clinical(t, "" + n, "0").orElse("-"))
          .as("T%s N%d", t, n)
          .isEqualTo(row.get(n));
      assertThat(SquamousStage.clinical(t, "" + n, "1")).as("T%s N%d M1", t, n).contains("IVB");
    }
  }

  /** AJCC 8, after neoadjuvant therapy, M0: the columns are N0, N1, N2, N3. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0  | I    | IIIA | IIIB | IVA
          is | I    | IIIA | IIIB | IVA
          1  | I    | IIIA | IIIB | IVA
          1a | I    | IIIA | IIIB | IVA
          1b | I    | IIIA | IIIB | IVA
          2  | I    | IIIA | IIIB | IVA
          3  | II   | IIIB | IIIB | IVA
          4a | IIIB | IVA  | IVA  | IVA
          4b | IVA  | IVA  | IVA  | IVA
          """)
  void the_table_after_therapy(String t, String n0, String n1, String n2, String n3) {
    var row = List.of(n0, n1, n2, n3);
    for (int n = 0; n < 4; n++) {
      assertThat(SquamousStage.afterTherapy(t, "" + n, "0")).contains(row.get(n));
      assertThat(SquamousStage.afterTherapy(t, "" + n, "1")).contains("IVB");
    }
  }

  @Test
  void a_t4_without_a_or_b_has_a_stage_because_both_rows_agree() {
    var possible = SquamousStage.clinical(Set.of("4a", "4b"), Set.of("0"), M0);
    assertThat(possible.derived()).contains("IVA");
  }

  @Test
  void a_partly_known_t_leaves_a_set_of_stages() {
    var possible = SquamousStage.clinical(Set.of("3", "1"), Set.of("1", "2"), M0);
    assertThat(possible.stages()).containsExactly("I", "III");
    assertThat(possible.orNone()).isFalse();
    assertThat(possible.derived()).isEmpty();
    assertThat(SquamousStage.afterTherapy(Set.of("4a", "3"), Set.of("0"), M0).stages())
        .containsExactly("II", "IIIB");
  }

  @Test
  void an_unknown_t_or_n_is_never_guessed() {
    for (var n : SquamousStage.N) {
      assertThat(SquamousStage.clinical(ANY_T, Set.of(n), M0).derived()).as("TX N%s", n).isEmpty();
    }
    for (var t : List.of("0", "is", "1", "2", "3")) {
      assertThat(SquamousStage.clinical(Set.of(t), ANY_N, M0).derived()).as("T%s NX", t).isEmpty();
    }
    assertThat(SquamousStage.clinical(Set.of("2"), Set.of("0"), Set.of("0", "1")).derived())
        .isEmpty();
  }

  @Test
  void metastasis_is_ivb_whatever_t_and_n() {
    assertThat(SquamousStage.clinical(ANY_T, ANY_N, M1).derived()).contains("IVB");
    assertThat(SquamousStage.afterTherapy(ANY_T, ANY_N, M1).derived()).contains("IVB");
  }

  @Test
  void a_combination_without_a_stage_blocks_the_derivation() {
    var possible = SquamousStage.clinical(Set.of("is", "1"), Set.of("1"), M0);
    assertThat(possible.stages()).containsExactly("I");
    assertThat(possible.orNone()).isTrue();
    assertThat(possible.derived()).isEmpty();
  }

  @Test
  void an_unknown_code_is_refused() {
    assertThatThrownBy(() -> SquamousStage.clinical("4", "0", "0"))
        .hasMessage("'4' is no T of this edition; the codes are 0, is, 1, 1a, 1b, 2, 3, 4a, 4b");
    assertThatThrownBy(() -> SquamousStage.afterTherapy("1", "X", "0"))
        .hasMessageStartingWith("'X' is no N");
    assertThatThrownBy(() -> SquamousStage.clinical("1", "0", "X"))
        .hasMessageStartingWith("'X' is no M");
    assertThatThrownBy(() -> SquamousStage.clinical(Set.of(), ANY_N, M0))
        .hasMessageContaining("give every code that is possible");
  }
}
