package org.trialwright.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.trialwright.requests.AnalysisRequests.Outcome;

/** Every number of every reference case, through the door that the command uses. */
class ReferenceCasesTest {
  @TestFactory
  Stream<DynamicTest> every_number_of_every_case_lies_within_its_tolerance() throws IOException {
    return Reference.all().stream()
        .map(one -> DynamicTest.dynamicTest(one.name(), () -> compare(one)));
  }

  private static void compare(Reference one) {
    var outcome = AnalysisRequests.answer(one.folder());
    assertThat(outcome).isInstanceOf(Outcome.Answered.class);
    var answer = Reference.parsed(((Outcome.Answered) outcome).json());
    assertThat(answer.get("id").stringValue()).isEqualTo(one.name());
    assertThat(answer.get("method").stringValue()).isEqualTo(one.method());
    var comparison = one.compare(answer.get("result"));
    System.out.printf(
        "%-40s %6d numbers, worst %.3g of its tolerance%n",
        one.name(), comparison.numbers(), comparison.worst());
    assertThat(comparison.differences()).isEmpty();
    assertThat(comparison.numbers()).isPositive();
  }
}
