package org.trialwright.app;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.trialwright.bedside.Trial;
import org.trialwright.pages.Frame;
import org.trialwright.pages.Grant;
import org.trialwright.pages.Role;
import org.trialwright.study.Study;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The application for real use. */
@Command(
    name = "serve",
    description = "Serve the application for real use.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    synopsisHeading = "",
    customSynopsis = {
      "Examples:",
      "  ./trialwright serve",
      "  ./trialwright serve --port 8443 --data /srv/trialwright",
      "  TRIALWRIGHT_DATABASE_USER=owner TRIALWRIGHT_DATABASE_PASSWORD=… \\",
      "    ./trialwright serve --database-url jdbc:postgresql://db.example/trialwright",
      "",
      "Usage: ./trialwright serve [OPTIONS]"
    },
    descriptionHeading = "%n",
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Without TLS in front, passwords would travel in the open: the address is this machine's own",
      "unless --address says otherwise, and a proxy with TLS belongs in front of it.",
      "The first start prints a link that sets up the first administrator. It works once."
    })
final class Serve implements Runnable {
  static final String FIRST = "administrator";

  @Spec private @org.jspecify.annotations.Nullable CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "P",
      defaultValue = "8080",
      description = "Port; ${DEFAULT-VALUE} when not given.")
  private int port;

  @Option(
      names = "--address",
      paramLabel = "A",
      defaultValue = "127.0.0.1",
      description = "Address to listen on; ${DEFAULT-VALUE} when not given.")
  private String address = "";

  @Mixin private DatabaseOptions database = new DatabaseOptions();

  @Option(
      names = "--study",
      paramLabel = "STUDY",
      defaultValue = Studies.BUILT_IN,
      description = "Folder of the study; ${DEFAULT-VALUE} when not given.")
  private String study = "";

  @Option(
      names = "--requests",
      paramLabel = "N",
      defaultValue = "" + Running.Strangers.USUALLY,
      description =
          "Requests a minute that programs may make from one address; 0 for no limit;"
              + " ${DEFAULT-VALUE} when not given.")
  private int requests;

  @Option(
      names = "--behind-proxy",
      description = {
        "A proxy of this network stands in front and says whose request it is",
        "(X-Forwarded-For, X-Forwarded-Proto). Without it these headers are not believed."
      })
  private boolean behindProxy;

  @Option(
      names = "--smtp",
      paramLabel = "URL",
      defaultValue = "",
      description = {
        "Server by which the mails of the morning leave, as smtp://USER@HOST:587 or smtps://…; its",
        "password is TRIALWRIGHT_SMTP_PASSWORD of the environment. Without it mails lie as .eml",
        "files in the folder outbox of --data."
      })
  private String smtp = "";

  @Option(
      names = "--mail-from",
      paramLabel = "ADDRESS",
      defaultValue = "trialwright@localhost.localdomain",
      description = "Sender of these mails; ${DEFAULT-VALUE} when not given.")
  private String from = "";

  @Option(
      names = "--link",
      paramLabel = "URL",
      defaultValue = "",
      description =
          "Address of the pages, as people reach them, for the link in these mails; this machine's"
              + " own when not given.")
  private String link = "";

  @Mixin private SignInOptions signIns = new SignInOptions();

  @Override
  public void run() {
    if (!Digests.isAddress(from)) {
      throw Commands.wrongUsage(spec, "--mail-from is a mail address");
    }
    if (!link.isEmpty() && !link.matches("https?://[^\\s/]+(/\\S*)?")) {
      throw Commands.wrongUsage(spec, "--link begins with https:// or http://");
    }
    Post post = post();
    SignIns ways = signIns.read(spec);
    if (requests < 0) {
      throw Commands.wrongUsage(spec, "--requests is a number, 0 for no limit");
    }
    PrintWriter out = Commands.out(spec);
    Running.Ready ready = database.open(Running.node(port));
    Running.refuse(
        ready,
        false,
        "a rehearsal is never served for real. Look at it with ./trialwright demo, or name another"
            + " folder with --data or another database");
    Study read = Studies.read(study);
    Trial trial =
        Opening.real(read, ready.pool(), database.data().resolve("keys"), House.realTime());
    Opening.keep(trial, read, Studies.folder(study));
    Running running =
        Running.start(
            ready,
            new Running.Setting(
                address,
                port,
                Frame.Watermark.NONE,
                EntryPages.DemoSignIns.NONE,
                trial,
                new Running.Strangers(requests, behindProxy),
                new Digests.Mailing(
                    post, link.isEmpty() ? address(port) : link.replaceFirst("/+$", "")),
                ways));
    running.signHeads(database.data().resolve(HourlyHeads.FOLDER));
    String start = address(running.port());
    out.println("Trialwright is at " + start);
    Accounts accounts = running.bean(Accounts.class);
    firstLink(accounts)
        .ifPresent(
            token -> {
              out.println("Set up the first administrator (once, within a day):");
              out.println("  " + start + "/set-up/" + token);
            });
    out.println("Stop with Ctrl-C.");
    out.flush();
    Commands.untilStopped(running);
  }

  private String address(int at) {
    return "http://" + (address.contains(":") ? "[" + address + "]" : address) + ":" + at;
  }

  private Post post() {
    if (smtp.isEmpty()) {
      return new Post.Outbox(database.data().resolve(Post.FOLDER), from);
    }
    String password = Optional.ofNullable(System.getenv("TRIALWRIGHT_SMTP_PASSWORD")).orElse("");
    return Post.Smtp.of(smtp, password, from)
        .orElseThrow(
            () ->
                Commands.wrongUsage(
                    spec,
                    "--smtp is such as smtp://user@mail.example:587, without a password: that can"
                        + " be read by everyone on this machine"));
  }

  /** The set-up link of the first administrator, as long as nobody has used one. */
  static Optional<String> firstLink(Accounts accounts) {
    var installation = Accounts.author("installation", "Installation");
    if (accounts.none()) {
      accounts.open(
          FIRST, "Administrator", List.of(new Grant.Everywhere(Role.ADMINISTRATOR)), installation);
    }
    return accounts.all().stream().noneMatch(Accounts.Account::hasPassword)
        ? Optional.of(accounts.link(FIRST, installation))
        : Optional.empty();
  }
}
