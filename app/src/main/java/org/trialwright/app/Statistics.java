package org.trialwright.app;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.trialwright.requests.AnalysisRequests;
import org.trialwright.requests.AnalysisRequests.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Answers analysis requests; needs no study, no database and no network. */
@Command(
    name = "statistics",
    description =
        "Answers analysis requests: one JSON object a folder and line, {\"id\", \"method\", \"result\"}.",
    mixinStandardHelpOptions = true,
    synopsisHeading = "",
    customSynopsis = {
      "Examples:",
      "  ./trialwright statistics my-analysis",
      "  ./trialwright statistics analyses/*      several at once; each stands alone",
      "  ./trialwright statistics --methods       what can be asked",
      "",
      "Usage: ./trialwright statistics CASE… [OPTIONS]",
      "",
      "A CASE is a folder with case.json (id, method, columns, arguments) and, where the method",
      "needs rows, data.csv. docs/how-to/analyse-numbers.md walks through one."
    },
    descriptionHeading = "%n",
    parameterListHeading = "%nParameters:%n",
    optionListHeading = "%nOptions:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every request was answered",
      "1:a request was refused; its faults are printed as folder/place: message",
      "2:wrong usage"
    })
final class Statistics implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Parameters(paramLabel = "CASE", arity = "0..*", description = "Folders of requests.")
  private List<String> folders = List.of();

  @Option(names = "--methods", description = "Print the names of all methods.")
  private boolean methods;

  @Override
  public Integer call() {
    var out = Commands.out(spec);
    if (methods) {
      AnalysisRequests.methods().forEach(out::println);
      return 0;
    }
    if (folders.isEmpty()) {
      throw Commands.wrongUsage(spec, "name at least one folder with a case.json");
    }
    boolean answered = true;
    for (String folder : folders) {
      switch (AnalysisRequests.answer(Path.of(folder))) {
        case Outcome.Answered(var json) -> out.println(json);
        case Outcome.Refused(var faults) -> {
          answered = false;
          faults.forEach(fault -> Commands.err(spec).println(folder + "/" + fault));
        }
      }
    }
    return answered ? 0 : 1;
  }
}
