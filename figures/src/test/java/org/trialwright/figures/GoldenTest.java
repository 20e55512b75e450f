package org.trialwright.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The pictures on the page about figures are those that the code draws. */
class GoldenTest {
  private static final Path PAGE = Path.of("../docs/explanation/figures").normalize();
  private static final Path DRAWN = Path.of("src/test/resources/org/trialwright/figures/golden");

  static Stream<Arguments> figures() {
    return Gallery.all().stream()
        .flatMap(
            figure -> Stream.of(Language.values()).map(language -> Arguments.of(figure, language)));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("figures")
  void a_figure_is_drawn_as_it_was(Figure figure, Language language) throws IOException {
    String name = figure.about().id() + "-" + language.code();
    Look look = Look.of(language);
    agrees(DRAWN.resolve(name + ".svg"), figure.svg(look));
    agrees(DRAWN.resolve(name + ".csv"), figure.csv(language));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("figures")
  void a_figure_is_the_same_each_time(Figure figure, Language language) {
    Look look = Look.of(language);
    assertThat(figure.svg(look)).isEqualTo(figure.svg(look));
  }

  @Test
  void the_page_shows_what_is_drawn() throws IOException {
    for (Figure figure : Gallery.all()) {
      agrees(PAGE.resolve(figure.about().id() + ".svg"), figure.svg(Look.of(Language.ENGLISH)));
    }
    for (Figure figure : List.of(Gallery.lung(), Gallery.consort())) {
      agrees(PAGE.resolve(figure.about().id() + "-zh.svg"), figure.svg(Look.of(Language.CHINESE)));
    }
  }

  private static void agrees(Path file, String drawn) throws IOException {
    if (Boolean.getBoolean("trialwright.draw")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, drawn);
      return;
    }
    assertThat(file).as("drawn anew with -Dtrialwright.draw=true").exists();
    assertThat(drawn).as(file.toString()).isEqualTo(Files.readString(file));
  }
}
