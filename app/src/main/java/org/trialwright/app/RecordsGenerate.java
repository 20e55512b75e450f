package org.trialwright.app;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.trialwright.records.RecordGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Invents public records, as many as a register holds. */
@Command(
    name = "generate",
    description = "Invent trial records, for trying the finder at the size of a whole register.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    synopsisHeading = "",
    customSynopsis = {
      "Examples:",
      "  ./trialwright records generate --count 1000 > invented.jsonl",
      "  ./trialwright records generate --count 650000 --seed 1 --to invented.jsonl.gz",
      "",
      "Usage: ./trialwright records generate --count N [OPTIONS]"
    },
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "One record a line in the shape of the ClinicalTrials.gov API version 2, about 16,000 bytes"
          + " in",
      "the mean. The same seed gives the same bytes. Their numbers begin with NCT8, which the",
      "register has not given out; nobody in them is real."
    })
final class RecordsGenerate implements Callable<Integer> {
  private static final int MOST = 10_000_000;
  private static final int TELL_EVERY = 50_000;
  private static final int BUFFER = 1 << 16;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--count", paramLabel = "N", required = true, description = "How many records.")
  private int count;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Another number gives other records; ${DEFAULT-VALUE} when not given.")
  private long seed;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description =
          "Write into this file, packed when it ends in .gz; otherwise to standard output.")
  private @Nullable Path file;

  @Override
  public Integer call() throws IOException {
    if (count < 1 || count > MOST) {
      throw Commands.wrongUsage(spec, "--count is a number from 1 to " + MOST);
    }
    if (file == null) {
      PrintWriter out = Commands.out(spec);
      for (int i = 0; i < count; i++) {
        // Lines end alike on every system, so that the bytes do.
        out.print(RecordGenerator.record(seed, i) + "\n");
      }
      out.flush();
      return 0;
    }
    try (OutputStream out = stream(file)) {
      for (int i = 0; i < count; i++) {
        out.write(RecordGenerator.record(seed, i).getBytes(StandardCharsets.UTF_8));
        out.write('\n');
        if ((i + 1) % TELL_EVERY == 0) {
          Commands.err(spec).println((i + 1) + " of " + count + " records written");
          Commands.err(spec).flush();
        }
      }
    }
    return 0;
  }

  private static OutputStream stream(Path file) throws IOException {
    OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
    return file.toString().endsWith(".gz") ? new Packed(out) : out;
  }

  /** Quickly rather than tightly: a register is large, and its file is read once. */
  private static final class Packed extends GZIPOutputStream {
    Packed(OutputStream out) throws IOException {
      super(out, BUFFER);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
