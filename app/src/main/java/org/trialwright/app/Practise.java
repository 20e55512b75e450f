package org.trialwright.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Starts the application on an empty database, asks for a few pages and stops. The launcher runs it
 * once while the JVM writes down what a start loads, so that later starts are quick.
 */
@Command(name = "practise", hidden = true, description = "Used by the launcher.")
final class Practise implements Runnable {
  private static final List<String> PAGES =
      List.of("/", "/sign-in", "/sign-in?refused", "/health", "/nothing-here", "/accounts");

  @Parameters(paramLabel = "DIR")
  private Path folder = Path.of("");

  @Override
  public void run() {
    try (Running running = Demo.start(folder, 0);
        HttpClient browser = HttpClient.newHttpClient()) {
      for (String page : PAGES) {
        HttpResponse<String> answer =
            browser.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + running.port() + page))
                    .header("Accept", "text/html")
                    .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 500) {
          throw new IllegalStateException(page + " answered " + answer.statusCode());
        }
      }
    } catch (IOException trouble) {
      throw new UncheckedIOException(trouble);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) {
    try (var all = Files.walk(folder)) {
      for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException trouble) {
      throw new UncheckedIOException("cannot delete " + folder, trouble);
    }
  }
}
