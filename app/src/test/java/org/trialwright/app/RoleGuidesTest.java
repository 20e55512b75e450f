package org.trialwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Cookie;
import org.trialwright.pages.Permissions;
import org.trialwright.pages.Reach;
import org.trialwright.pages.Role;

/** The guide of each role, in English and Chinese, names only what that role may open. */
class RoleGuidesTest {
  private static final Path FOLDER = Path.of("..", "docs", "how-to", "roles");
  private static final Pattern ADDRESS = Pattern.compile("`(/[^`{}]*)`");
  private static final Pattern PICTURE = Pattern.compile("!\\[[^]]+]\\(([^)]+)\\)");
  private static final List<String> LANGUAGES = List.of("en", "zh");

  /** What each guide shows. */
  private static final Map<String, String> SHOWN =
      Map.of(
          "coordinator", "/today",
          "investigator", "/signatures",
          "monitor", "/queries",
          "data-manager", "/queries",
          "statistician", "/results",
          "committee", "/committee",
          "administrator", "/accounts",
          "inspector", "/participants/01-001/trail",
          "sponsor", "/overview",
          "pharmacist", "/today");

  @TempDir Path folder;

  private static String guide(Role role) {
    return role == Role.COMMITTEE_STATISTICIAN ? Role.COMMITTEE.code() : role.code();
  }

  private static Path guide(String name, String language) {
    return FOLDER.resolve(name + (language.equals("en") ? "" : "." + language) + ".md");
  }

  private static List<Role> roles() {
    return Stream.of(Role.values()).filter(role -> role != Role.SIGNED_OUT).toList();
  }

  @Test
  void every_role_has_a_guide_in_both_languages_that_names_the_same_pages() throws IOException {
    for (Role role : roles()) {
      assertThat(addresses(guide(guide(role), "zh")))
          .as(role.code())
          .isEqualTo(addresses(guide(guide(role), "en")))
          .isNotEmpty();
    }
  }

  @Test
  void what_a_guide_names_its_role_may_open() throws IOException {
    List<String> closed = new ArrayList<>();
    for (Role role : roles()) {
      for (String address : addresses(guide(guide(role), "en"))) {
        if (!Permissions.allows("GET", address, role, Reach.OWN_SITE)) {
          closed.add(role.code() + " " + address);
        }
      }
    }
    assertThat(closed).isEmpty();
  }

  @Test
  void the_pictures_of_the_guides_are_there() throws IOException {
    for (Role role : roles()) {
      for (String language : LANGUAGES) {
        Path guide = guide(guide(role), language);
        assertThat(PICTURE.matcher(Files.readString(guide)).results())
            .as(guide.toString())
            .hasSize(1)
            .allMatch(found -> Files.exists(FOLDER.resolve(found.group(1))));
      }
    }
  }

  private static Set<String> addresses(Path guide) throws IOException {
    Set<String> found = new TreeSet<>();
    ADDRESS.matcher(Files.readString(guide)).results().forEach(one -> found.add(one.group(1)));
    return found;
  }

  @Test
  @EnabledIfSystemProperty(named = "trialwright.draw", matches = "true")
  void the_pictures_are_drawn_anew() throws IOException {
    try (PlayedTrial played = PlayedTrial.start(folder.resolve("played"));
        Chromium browser = new Chromium(played.address())) {
      for (var shown : new TreeMap<>(SHOWN).entrySet()) {
        for (String language : LANGUAGES) {
          browser.open("/sign-in");
          browser.driver.manage().deleteAllCookies();
          played
              .browser(shown.getKey())
              .cookies
              .forEach(
                  (name, value) -> browser.driver.manage().addCookie(new Cookie(name, value, "/")));
          browser.language(language);
          if (shown.getKey().equals("committee")) {
            browser.open("/committee/enter");
            browser.fill(Map.of("password", played.password()));
            browser.press("form[action='/committee/enter'] .btn.main");
          }
          browser.open(shown.getValue());
          Pictures.draw(
              browser, FOLDER.resolve("images").resolve(shown.getKey() + "." + language + ".png"));
        }
      }
    }
  }
}
