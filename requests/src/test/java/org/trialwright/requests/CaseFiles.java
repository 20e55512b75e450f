package org.trialwright.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.trialwright.requests.AnalysisRequests.Outcome;
import tools.jackson.databind.JsonNode;

/** Writes requests into a folder and asks for their answer. */
record CaseFiles(Path folder) {
  CaseFiles json(String text) {
    return write("case.json", text.replace('\'', '"'));
  }

  CaseFiles csv(String text) {
    return write("data.csv", text);
  }

  CaseFiles write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
      return this;
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** The faults, as they are printed. */
  List<String> faults() {
    var outcome = AnalysisRequests.answer(folder);
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return ((Outcome.Refused) outcome).faults().stream().map(Fault::toString).toList();
  }

  JsonNode result() {
    var outcome = AnalysisRequests.answer(folder);
    assertThat(outcome).isInstanceOf(Outcome.Answered.class);
    return Reference.parsed(((Outcome.Answered) outcome).json()).get("result");
  }
}
