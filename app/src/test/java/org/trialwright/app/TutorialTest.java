package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Every block of "Write your first trial in an hour", run as it stands there: {@code yaml} is added
 * to a file, {@code diff} changes lines of it, {@code sh} is run, and {@code text} is what it
 * printed.
 */
class TutorialTest {
  private static final Path PAGE = Path.of("../docs/tutorials/first-trial.md");
  private static final String FENCE = "```";
  private static final Map<String, Supplier<Object>> COMMANDS =
      Map.of("check", Check::new, "rehearse", Rehearse::new, "verify", Verify::new);

  @TempDir Path folder;

  private final StringBuilder printed = new StringBuilder();

  @Test
  void every_block_does_what_the_page_says() throws IOException {
    var page = new ArrayList<String>();
    var lines = Files.readAllLines(PAGE);
    int ran = 0;
    for (int at = 0; at < lines.size(); at++) {
      var line = lines.get(at);
      page.add(line);
      if (line.startsWith(FENCE)) {
        int end = at + 1;
        while (!lines.get(end).equals(FENCE)) {
          end++;
        }
        page.addAll(run(line.substring(FENCE.length()), lines.subList(at + 1, end)));
        page.add(FENCE);
        at = end;
        ran++;
      }
    }
    assertThat(ran).isGreaterThan(30);
    if (Boolean.getBoolean("trialwright.draw")) {
      Files.write(PAGE, page);
    }
    assertThat(Files.readAllLines(PAGE))
        .as("draw anew with -Dtrialwright.draw=true")
        .isEqualTo(page);
  }

  /** The block as it should stand on the page. */
  private List<String> run(String kind, List<String> block) throws IOException {
    var words = kind.split(" ");
    switch (words[0]) {
      case "yaml" -> added(words[1], block);
      case "diff" -> changed(words[1], block);
      case "sh" -> {
        printed.setLength(0);
        block.forEach(this::command);
      }
      case "text" -> {
        return printed
            .toString()
            .replace(folder + "/", "")
            .replaceAll("in \\d+ s \\(\\d+ a second\\)", "in 9 s (90 a second)")
            .lines()
            .toList();
      }
      default -> throw new IllegalStateException("nobody runs a block of " + kind);
    }
    return block;
  }

  private Path file(String name) {
    return folder.resolve("my-trial").resolve(name);
  }

  private void added(String name, List<String> block) throws IOException {
    var before = Files.exists(file(name)) ? Files.readAllLines(file(name)) : List.<String>of();
    Files.write(file(name), Stream.concat(before.stream(), block.stream()).toList());
  }

  private void changed(String name, List<String> block) throws IOException {
    var text = Files.readString(file(name));
    var old = marked(block, '-');
    assertThat(text).containsOnlyOnce(old);
    Files.writeString(file(name), text.replace(old, marked(block, '+')));
  }

  private static String marked(List<String> block, char mark) {
    return block.stream()
        .filter(line -> line.charAt(0) == mark)
        .map(line -> line.substring(1) + "\n")
        .collect(Collectors.joining());
  }

  private void command(String line) {
    if (line.equals("mkdir my-trial")) {
      assertThat(folder.resolve("my-trial").toFile().mkdir()).isTrue();
      return;
    }
    var words = List.of(line.split(" "));
    assertThat(words.getFirst()).isEqualTo("./trialwright");
    var out = new StringWriter();
    var arguments =
        words.stream()
            .skip(2)
            .map(word -> word.endsWith("my-trial") ? folder.resolve(word).toString() : word)
            .toArray(String[]::new);
    var command = COMMANDS.get(words.get(1)).get();
    assertThat(command).isInstanceOfAny(Runnable.class, Callable.class);
    new CommandLine(command)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(new StringWriter()))
        .execute(arguments);
    printed.append(out);
  }
}
