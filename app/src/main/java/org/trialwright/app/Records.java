package org.trialwright.app;

import picocli.CommandLine.Command;

/** The public records that the finder searches. */
@Command(
    name = "records",
    description = "Public trial records: import them, search them, invent them.",
    mixinStandardHelpOptions = true,
    synopsisHeading = "",
    customSynopsis = {
      "Examples:",
      "  ./trialwright records import downloads/studies.zip",
      "  ./trialwright records search \"lung cancer\" --age 68 --status recruiting",
      "  ./trialwright records generate --count 650000 --to invented.jsonl.gz",
      "",
      "Usage: ./trialwright records COMMAND"
    },
    descriptionHeading = "%n",
    commandListHeading = "%nCommands:%n",
    subcommands = {
      RecordsImport.class,
      RecordsSearch.class,
      RecordsGenerate.class,
      RecordsIndex.class
    })
final class Records {}
