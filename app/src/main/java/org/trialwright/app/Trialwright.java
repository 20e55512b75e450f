package org.trialwright.app;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: one command for each thing the program does. */
@Command(
    name = "trialwright",
    description = "Runs clinical trials from their study files.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    versionProvider = Trialwright.Version.class,
    subcommands = {
      Demo.class,
      Serve.class,
      Check.class,
      AmendCommand.class,
      SealCommand.class,
      KitsCommand.class,
      Verify.class,
      KeysCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      Rehearse.class,
      Simulate.class,
      Analyse.class,
      Records.class,
      Statistics.class,
      Practise.class
    },
    customSynopsis = {
      "Examples:",
      "  ./trialwright demo                 look around, with rehearsed participants",
      "  ./trialwright serve --port 8080    real use",
      "  ./trialwright demo --help          everything about a command",
      "",
      "Usage: ./trialwright COMMAND"
    },
    synopsisHeading = "",
    descriptionHeading = "%n",
    commandListHeading = "%nCommands:%n",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "1:refused, with the reasons", "2:wrong usage"})
final class Trialwright {
  private Trialwright() {}

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Trialwright.class.getPackage().getImplementationVersion();
      return new String[] {"Trialwright " + (version == null ? "(from sources)" : version)};
    }
  }

  /** A reason to refuse a command that its user can do something about. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused(String reason) {
      super(reason);
    }
  }

  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** The whole command line; what a command refuses is said in words. */
  static CommandLine line() {
    return new CommandLine(new Trialwright())
        .setExecutionExceptionHandler(
            (trouble, command, _) -> {
              PrintWriter err = command.getErr();
              if (trouble instanceof Refused || trouble instanceof IllegalStateException) {
                err.println("Refused: " + trouble.getMessage());
              } else {
                err.println(
                    "This is a fault of the program. It stopped; nothing half done is kept.");
                trouble.printStackTrace(err);
              }
              return CommandLine.ExitCode.SOFTWARE;
            });
  }

  static int run(String... arguments) {
    CommandLine line = line();
    if (arguments.length == 0) {
      line.usage(line.getErr());
      return CommandLine.ExitCode.USAGE;
    }
    return line.execute(arguments);
  }
}
