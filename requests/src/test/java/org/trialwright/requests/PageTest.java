package org.trialwright.requests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The page of analysis requests names every method, role and argument, and links to pages that
 * exist.
 */
class PageTest {
  private static final Path FOLDER = Path.of("../docs/reference/statistics");

  @Test
  void the_page_names_everything_that_can_be_asked() {
    String page = Reference.text(FOLDER.resolve("README.md"));
    Set<String> unsaid = new TreeSet<>();
    for (String name : Methods.names()) {
      var method = Methods.named(name).orElseThrow();
      unsaid.add(name);
      method.roles().forEach(role -> unsaid.add(role.name()));
      method.arguments().forEach(argument -> add(argument, unsaid));
    }
    // Parameters of distributions are "its parameters" on the page.
    unsaid.removeIf(word -> page.contains("`" + word + "`"));
    assertThat(unsaid)
        .isSubsetOf(
            "df",
            "df1",
            "df2",
            "shape",
            "shape1",
            "shape2",
            "trials",
            "probability",
            "successes",
            "failures",
            "draws");
  }

  private static void add(Parameter parameter, Set<String> words) {
    words.add(parameter.name());
    fields(parameter.kind(), words);
  }

  private static void fields(Kind kind, Set<String> words) {
    switch (kind) {
      case Kind.Fields(var parameters) -> parameters.forEach(one -> add(one, words));
      case Kind.Items(var each) -> fields(each, words);
      case Kind.OrNull(var inner) -> fields(inner, words);
      case Kind.Text(var choices) -> words.addAll(choices);
      case Kind.Number(), Kind.Whole(), Kind.Flag() -> {}
    }
  }

  @Test
  void every_page_it_links_to_exists_and_every_page_is_linked() throws Exception {
    String page = Reference.text(FOLDER.resolve("README.md"));
    var linked =
        Pattern.compile("\\]\\(([a-z-]+\\.md)\\)")
            .matcher(page)
            .results()
            .map(m -> m.group(1))
            .toList();
    assertThat(linked).allSatisfy(one -> assertThat(FOLDER.resolve(one)).exists());
    try (var files = Files.list(FOLDER)) {
      assertThat(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".md") && !name.equals("README.md")))
          .allSatisfy(name -> assertThat(linked).contains(name));
    }
  }
}
