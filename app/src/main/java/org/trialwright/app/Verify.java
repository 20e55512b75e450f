package org.trialwright.app;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/**
 * Proves that nothing that was recorded has been changed, and that what is shown follows from it.
 */
@Command(
    name = "verify",
    description = "Prove that the record is whole: chains, signed heads, allocations, projections.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    synopsisHeading = "",
    customSynopsis = {
      "Examples:",
      "  ./trialwright verify --data data/demo",
      "  ./trialwright verify --json",
      "  TRIALWRIGHT_DATABASE_USER=owner TRIALWRIGHT_DATABASE_PASSWORD=… \\",
      "    ./trialwright verify --database-url jdbc:postgresql://db.example/trialwright",
      "",
      "Usage: ./trialwright verify [OPTIONS]"
    },
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Exit code 0: no difference. 1: each difference stands on a line of its own.",
      "Allocations are derived again when the sealed key is at hand (keys/allocation.seal in the",
      "data folder); what could not be looked at is said, never passed over."
    })
final class Verify implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(
      names = "--study",
      paramLabel = "STUDY",
      defaultValue = Studies.BUILT_IN,
      description = "Folder of the study; ${DEFAULT-VALUE} when not given.")
  private String study = "";

  @Option(names = "--json", description = "Print one JSON object instead.")
  private boolean json;

  @Override
  public Integer call() {
    Verified verified;
    try (Running.Ready ready = database.existing("verify", "")) {
      verified = Verified.of(ready.pool(), database.data(), Studies.read(study));
    }
    print(verified);
    return verified.differences().isEmpty() ? 0 : 1;
  }

  private void print(Verified verified) {
    PrintWriter out = Commands.out(spec);
    if (json) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("clean", verified.differences().isEmpty());
      fields.put("found", verified.found());
      fields.put("notLookedAt", verified.notLookedAt());
      fields.put("differences", verified.differences());
      out.println(new JsonMapper().writeValueAsString(fields));
    } else {
      verified.found().forEach(out::println);
      verified.notLookedAt().forEach(line -> out.println("Not looked at: " + line));
      verified.differences().forEach(line -> out.println("DIFFERENCE: " + line));
      out.println(
          verified.differences().isEmpty()
              ? "No difference."
              : verified.differences().size() + " differences.");
    }
    out.flush();
  }
}
