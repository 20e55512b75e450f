package org.trialwright.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whatever words are handed in, the picture is well-formed and says them as they are. */
class HostileTest {
  private static final List<String> WORDS =
      List.of(
          "<script>alert(1)</script>",
          "\"/><path d=\"M0 0\"/>",
          "a & b &amp; c ]]> <!-- -->",
          "'{0}' {1} {9} %s %d",
          "tab\tnew\nline\r",
          "\u0000\u0008\u001f\ufffe\uffff",
          "\ud800 alone \udc00",
          "emoji 😀 and 𠀀 beyond",
          "right \u202eto left",
          "中文（很长的名字，没有空格也要换行）：、。",
          "averyveryverylongwordwithoutanyspacesthatdoesnotfitanywhereatallandmustbecutintopieces");

  private static About about(String words) {
    return new About(
        "hostile",
        Text.same(words),
        Text.same(words),
        new Caption(words, Text.same(words), words),
        Set.of(Mark.DRAFT, Mark.BLINDED));
  }

  static List<Figure> figures(String words, Random chance) {
    Text name = Text.same(words);
    TimeAxis time = new TimeAxis(name, List.of(0., 10., 20.));
    double a = chance.nextDouble();
    double b = a * chance.nextDouble();
    Curve curve =
        new Curve(
            name,
            List.of(new Step(1 + 9 * b, a, b, 1), new Step(11, b, Double.NaN, Double.NaN)),
            List.of(3., 12.),
            List.of(new AtRisk(9, 0, 0), new AtRisk(5, 1, 3), new AtRisk(0, 5, 4)),
            15);
    Curve rising =
        new Curve(
            name, List.of(new Step(2, b, 0, 1), new Step(3, a, 0, 1)), List.of(), List.of(), 9);
    Share share = new Share(chance.nextInt(50), 50);
    Estimate estimate = new Estimate(a + 0.01, b, 2);
    AdverseEvent event =
        new AdverseEvent(
            name, share, new Share(0, 50), share, new Share(0, 50), new Estimate(0, -a, a));
    Consort.Count count = Consort.Count.of(name, 5);
    return List.of(
        new KaplanMeier(
            about(words), name, time, List.of(curve, curve), List.of(name), CurveOptions.of(name)),
        new CumulativeIncidence(
            about(words), name, time, List.of(rising), List.of(), CurveOptions.of(name), 1),
        new Forest(
            about(words),
            name,
            name,
            List.of(name),
            List.of(
                new Forest.TestedGroup(name, a),
                new Forest.Row(name, List.of(share), 1 + a, estimate),
                new Forest.Overall(name, List.of(share), estimate)),
            true,
            List.of(0.5, 1., 2.),
            name,
            name),
        new Consort(
            about(words),
            5,
            List.of(),
            5,
            List.of(
                new Consort.Arm(
                    new Consort.Count(name, 5, List.of(count)),
                    List.of(new Consort.Left(List.of(Consort.Count.of(name, 2)))),
                    count,
                    List.of()))),
        new Swimmer(
            about(words),
            time,
            List.of(name),
            List.of(name),
            List.of(
                new Swimmer.Lane(
                    words,
                    List.of(new Swimmer.Spell(0, 0, 1 + 19 * a)),
                    List.of(new Swimmer.Event(0, 1)),
                    true))),
        new PathFlow(
            about(words),
            List.of(name, name),
            List.of(new PathFlow.Node(name, 0, 0, 5), new PathFlow.Node(name, 1, 5, 5)),
            List.of(new PathFlow.Flow(0, 1, 5))),
        new Butterfly(about(words), name, name, List.of(event, event)),
        new DotPlot(about(words), name, name, List.of(event), name),
        new Lines(
            about(words),
            name,
            time,
            List.of(new Lines.Series(name, List.of(new Lines.Point(1, a, b, 2, 3)))),
            a,
            name),
        new Accrual(
            about(words),
            name,
            time,
            List.of(new Accrual.Point(0, 0), new Accrual.Point(4, 10 * a)),
            List.of(),
            List.of(),
            12),
        new StateOccupation(
            about(words),
            time,
            List.of(name, name),
            List.of(new StateOccupation.Moment(0, List.of(a, 1 - a))),
            20),
        new HeatMap(
            about(words), name, name, name, List.of(name), List.of(name), List.of(List.of(a))));
  }

  @Test
  void any_words_give_a_well_formed_picture() {
    Random chance = new Random(7);
    for (String words : WORDS) {
      for (Figure figure : figures(words, chance)) {
        for (Language language : Language.values()) {
          Drawn drawn = Drawn.of(figure.svg(Look.of(language)));
          assertThat(drawn.root().getElementsByTagName("script").getLength()).isZero();
          assertThat(figure.csv(language)).isNotEmpty();
        }
      }
    }
  }

  @Test
  void random_numbers_give_well_formed_pictures_with_finite_coordinates() {
    for (int seed = 0; seed < 60; seed++) {
      for (Figure figure : figures("Name " + seed, new Random(seed))) {
        String svg = figure.svg(Look.of(Language.ENGLISH));
        assertThat(svg).as("seed %s", seed).doesNotContain("NaN", "Infinity");
        Drawn.of(svg);
      }
    }
  }

  @Test
  void only_presentation_attributes_and_no_ids_but_two() {
    Pattern forbidden =
        Pattern.compile(
            "style=|class=|<style|<defs|<use|clip-path|marker|url\\(|href|currentColor|var\\(");
    for (Figure figure : Gallery.all()) {
      String svg = figure.svg(Look.of(Language.ENGLISH));
      assertThat(svg).doesNotContainPattern(forbidden);
      assertThat(Pattern.compile(" id=\"").matcher(svg).results().count()).isEqualTo(2);
    }
  }

  @Test
  void ids_are_unique_when_all_figures_stand_on_one_page_in_both_languages() {
    Set<String> ids = new HashSet<>();
    int figures = 0;
    for (Figure figure : Gallery.all()) {
      for (Language language : Language.values()) {
        String svg = figure.svg(Look.of(language));
        Pattern.compile(" id=\"([^\"]+)\"")
            .matcher(svg)
            .results()
            .forEach(id -> ids.add(id.group(1)));
        String label = Drawn.parsed(svg).getAttribute("aria-labelledby");
        assertThat(label.split(" ")).hasSize(2).allMatch(ids::contains);
        figures++;
      }
    }
    assertThat(ids).hasSize(2 * figures);
  }

  @Test
  void no_locale_changes_a_picture() {
    Locale before = Locale.getDefault();
    String english = Gallery.lung().svg(Look.of(Language.ENGLISH));
    String csv = Gallery.forest().csv(Language.ENGLISH);
    try {
      for (String tag : List.of("de-DE", "fa-IR", "tr-TR", "ar-EG-u-nu-arab")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(Gallery.lung().svg(Look.of(Language.ENGLISH))).isEqualTo(english);
        assertThat(Gallery.forest().csv(Language.ENGLISH)).isEqualTo(csv);
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void a_finding_that_was_handed_in_is_the_description_else_one_is_composed() {
    for (Figure figure : Gallery.all()) {
      for (Language language : Language.values()) {
        Look look = Look.of(language);
        assertThat(figure.finding(look))
            .containsPattern("[0-9]")
            .doesNotContain("{", "null", "NaN");
        assertThat(
                Drawn.parsed(figure.svg(look))
                    .getElementsByTagName("desc")
                    .item(0)
                    .getTextContent())
            .isEqualTo(figure.finding(look));
      }
    }
    for (Figure figure : figures("handed in", new Random(1))) {
      assertThat(figure.finding(Look.of(Language.ENGLISH))).isEqualTo("handed in");
    }
  }

  @Test
  void marks_stand_in_words_at_the_top_left_and_simulated_numbers_say_so_on_the_axis() {
    Drawn drawn = Drawn.of(Gallery.fourCurves().svg(Look.of(Language.ENGLISH)));
    assertThat(drawn.texts().getFirst()).isEqualTo("DRAFT · SIMULATED: no participant's data");
    assertThat(drawn.words().getFirst().left()).isLessThan(10);
    assertThat(drawn.texts()).contains("Progression-free survival (%) – simulated");
  }

  @Test
  void the_caption_stands_at_the_foot() {
    assertThat(String.join(" ", Drawn.of(Gallery.accrual().svg(Look.of(Language.ENGLISH))).texts()))
        .contains("Data cut-off 2026-03-31; intention-to-treat set (n=356); study version 3.");
  }

  @Test
  void words_that_a_spreadsheet_would_run_are_made_harmless() {
    Table table =
        new Table(
            List.of("a", "b"),
            List.of(
                List.of(Table.Cell.of("=1+1"), Table.Cell.of("say \"x\", y")),
                List.of(new Table.Cell("−5·0", "-5.0"), Table.Cell.of(""))));
    assertThat(table.csv()).isEqualTo("a,b\r\n'=1+1,\"say \"\"x\"\", y\"\r\n-5.0,\r\n");
  }
}
