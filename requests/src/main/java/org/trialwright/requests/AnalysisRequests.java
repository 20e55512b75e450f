package org.trialwright.requests;

import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.node.JsonNodeFactory;

/** Answers analysis requests, one folder at a time. */
public final class AnalysisRequests {
  private AnalysisRequests() {}

  /** What became of a request. */
  public sealed interface Outcome {
    /**
     * It was answered.
     *
     * @param json one object on one line: id, method, result
     */
    record Answered(String json) implements Outcome {}

    /**
     * It was refused.
     *
     * @param faults at least one
     */
    record Refused(List<Fault> faults) implements Outcome {
      public Refused {
        faults = List.copyOf(faults);
      }
    }
  }

  /** The names of all methods, in alphabetical order. */
  public static List<String> methods() {
    return Methods.names();
  }

  /**
   * The answer to the request in a folder.
   *
   * @param folder holds {@code case.json}, and {@code data.csv} when the method needs rows
   */
  public static Outcome answer(Path folder) {
    try {
      var read = CaseFolder.read(folder);
      var line = JsonNodeFactory.instance.objectNode();
      line.put("id", read.request().id());
      line.put("method", read.method().name());
      line.set("result", answered(read).node());
      return new Outcome.Answered(line.toString());
    } catch (Refusal refusal) {
      return new Outcome.Refused(refusal.faults());
    }
  }

  private static Result answered(CaseFolder read) {
    try {
      return read.method().answering().answer(read.request());
    } catch (IllegalArgumentException refused) {
      throw new Refusal("case.json", Said.by(refused));
    }
  }
}
