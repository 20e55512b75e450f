package org.trialwright.app;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** How people may sign in, as told on the command line. */
final class SignInOptions {
  @Option(
      names = "--issuer",
      paramLabel = "URL",
      defaultValue = "",
      description = {
        "Issuer of OpenID Connect at which people may sign in beside name and password, as its",
        "tokens name it, such as https://login.example/realms/trials. It is told to send people",
        "back to /sign-in/issuer/back of these pages."
      })
  private String issuer = "";

  @Option(
      names = "--issuer-client",
      paramLabel = "ID",
      defaultValue = "trialwright",
      description = "What the issuer calls this installation; ${DEFAULT-VALUE} when not given.")
  private String client = "";

  @Option(
      names = "--issuer-secret",
      paramLabel = "FILE",
      description = "File that holds what this installation proves itself to the issuer with.")
  private @Nullable Path secret;

  @Option(
      names = "--issuer-name",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "What people call the issuer; the host of its address when not given.")
  private String name = "";

  @Option(
      names = "--require-codes",
      description = {
        "Whoever signs in with a password must have one-time codes, and reaches nothing else",
        "before they have set them up."
      })
  private boolean codesAsked;

  SignIns read(@Nullable CommandSpec spec) {
    if (issuer.isEmpty()) {
      return new SignIns(Optional.empty(), codesAsked);
    }
    URI address =
        address()
            .filter(SignIns.At::fits)
            .orElseThrow(
                () ->
                    Commands.wrongUsage(spec, "--issuer begins with https://, has no ? and no #"));
    String called = name.isBlank() ? address.getHost() : name.strip();
    return new SignIns(Optional.of(new SignIns.At(address, client, secret(), called)), codesAsked);
  }

  private Optional<URI> address() {
    try {
      return Optional.of(new URI(issuer));
    } catch (URISyntaxException none) {
      return Optional.empty();
    }
  }

  private String secret() {
    if (secret == null) {
      return "";
    }
    try {
      return Files.readString(secret).strip();
    } catch (IOException unreadable) {
      throw new Trialwright.Refused("cannot read the issuer's secret in " + secret);
    }
  }
}
