package org.trialwright.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every tag in several states; the pages lie in {@code target/gallery} to look at. */
class GalleryTest {
  private static final Path FOLDER = Path.of("target", "gallery");
  private static final Pattern ID = Pattern.compile("\\sid=\"([^\"]*)\"");
  private static final Pattern REFERENCE =
      Pattern.compile("\\s(?:for|aria-labelledby|aria-describedby)=\"([^\"]*)\"");
  private static final Pattern FRAGMENT = Pattern.compile("href=\"#([^\"]+)\"");
  private static final Pattern CONTROL =
      Pattern.compile("<(?:input|select|textarea)\\b(?![^>]*type=\"hidden\")[^>]*>");

  @ParameterizedTest
  @EnumSource(Language.class)
  void pages_are_whole_and_hold_nothing_that_the_content_policy_forbids(Language language)
      throws IOException {
    Files.createDirectories(FOLDER);
    for (Map.Entry<String, String> page : new Gallery(language).pages().entrySet()) {
      String name = page.getKey() + "." + language.code();
      String html = page.getValue();
      Files.writeString(FOLDER.resolve(name + ".html"), html);

      List<String> ids = all(ID, html);
      assertThat(ids).as(name).doesNotHaveDuplicates().doesNotContain("");
      Set<String> known = new HashSet<>(ids);
      for (String reference : all(REFERENCE, html)) {
        assertThat(known).as(name + ": " + reference).contains(reference.split(" "));
      }
      assertThat(known).as(name).containsAll(all(FRAGMENT, html));

      assertThat(html).as(name).doesNotContainPattern("\\sstyle=|<style|\\son[a-z]+=|javascript:");
      assertThat(html).as(name).doesNotContainPattern("<script(?![^>]*\\ssrc=\"/assets/)");
      assertThat(html).as(name).doesNotContain("http:", "https:", "{0}", "null\"");
      assertThat(html).as(name).containsOnlyOnce("<h1").containsOnlyOnce("<main");
      assertThat(html).as(name).contains("<html lang=\"" + language.tag() + "\">");
      assertEveryControlHasAName(name, html);
    }
  }

  private static void assertEveryControlHasAName(String name, String html) {
    Set<String> labelled =
        Pattern.compile("<label[^>]*\\sfor=\"([^\"]*)\"")
            .matcher(html)
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toSet());
    CONTROL
        .matcher(html)
        .results()
        .map(MatchResult::group)
        .filter(control -> !control.contains("type=\"radio\""))
        .forEach(
            control -> {
              List<String> id = all(ID, control);
              boolean named =
                  control.contains("aria-label=")
                      || control.contains("aria-labelledby=")
                      || (!id.isEmpty() && labelled.contains(id.getFirst()));
              assertThat(named).as(name + ": " + control).isTrue();
            });
  }

  private static List<String> all(Pattern pattern, String html) {
    return pattern.matcher(html).results().map(found -> found.group(1)).toList();
  }
}
