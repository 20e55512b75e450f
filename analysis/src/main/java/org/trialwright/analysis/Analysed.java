package org.trialwright.analysis;

import java.util.List;

/**
 * One result with all that is needed to read it.
 *
 * @param endpoint by name
 * @param item the question, of an endpoint that has several; else empty
 * @param set the analysis set
 * @param of the arm whose participants alone are counted; else empty
 * @param method as the study writes it
 * @param convention how the numbers were made
 * @param rows participants counted
 * @param leftOut participants of the trial who are not counted, by reason
 */
public record Analysed(
    String endpoint,
    String item,
    String set,
    String of,
    String method,
    String convention,
    int rows,
    List<LeftOut> leftOut,
    Result result) {
  public Analysed {
    leftOut = List.copyOf(leftOut);
  }

  /** Whether another answers the same question by the same method. */
  boolean asks(Analysed other) {
    return endpoint.equals(other.endpoint)
        && item.equals(other.item)
        && set.equals(other.set)
        && of.equals(other.of)
        && method.equals(other.method);
  }

  Analysed aged(String age) {
    return new Analysed(endpoint, item, set, of, method, convention + age, rows, leftOut, result);
  }

  public record LeftOut(String reason, int count) {}
}
