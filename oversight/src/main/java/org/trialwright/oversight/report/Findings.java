package org.trialwright.oversight.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.trialwright.analysis.Analysed;
import org.trialwright.analysis.Report;
import org.trialwright.analysis.Result;
import org.trialwright.figures.Figure;
import org.trialwright.figures.Look;
import org.trialwright.pages.Table;
import org.trialwright.pages.Words;
import org.trialwright.study.Study;

/**
 * The results of a report, endpoint by endpoint.
 *
 * @param closed endpoints of which nothing may be shown before the committee releases it
 */
public record Findings(List<Section> sections, List<String> closed) {
  public Findings {
    sections = List.copyOf(sections);
    closed = List.copyOf(closed);
  }

  /**
   * @param endpoint by its name in the study
   * @param name as it is said
   */
  public record Section(String endpoint, String name, boolean primary, List<Block> blocks) {
    public Section {
      blocks = List.copyOf(blocks);
    }
  }

  /**
   * One result, with a picture, a table or a reason.
   *
   * @param set who is counted; empty when the same people were named just before
   * @param none why there are no numbers; else empty
   * @param how method and convention, in the words of the study and of the method
   */
  public record Block(
      String set,
      int rows,
      List<Analysed.LeftOut> leftOut,
      Optional<Drawn> drawn,
      Optional<Table> table,
      String none,
      String how) {
    public Block {
      leftOut = List.copyOf(leftOut);
    }

    private Block under(String heading) {
      return new Block(heading, rows, leftOut, drawn, table, none, how);
    }
  }

  /**
   * @param name by which the picture is asked for
   * @param finding in words
   */
  public record Drawn(String name, String title, String svg, String finding, Table numbers) {
    static Drawn of(String name, Figure figure, Words words) {
      var look = Look.of(Pictures.language(words.language()));
      return new Drawn(
          name,
          figure.about().title().in(look.language()),
          figure.svg(look),
          figure.finding(look),
          numbers(figure.table(look), words));
    }

    private static Table numbers(org.trialwright.figures.Table table, Words words) {
      return new Table(
          words.say("numbers of the figure"),
          false,
          "",
          table.head().stream().map(head -> new Table.Column(head, false)).toList(),
          table.rows().stream()
              .map(
                  row ->
                      new Table.Line(
                          row.stream().map(cell -> new Table.Cell(cell.shown())).toList(), false))
              .toList());
    }
  }

  /** The sections of these endpoints alone. */
  Findings only(Set<String> endpoints) {
    return new Findings(
        sections.stream().filter(one -> endpoints.contains(one.endpoint())).toList(), List.of());
  }

  static Findings of(Study study, Report report, Pictures pictures, Words words) {
    return new Building(new Names(study), report, pictures, words).findings();
  }

  private record Building(Names names, Report report, Pictures pictures, Words words) {
    Findings findings() {
      Map<String, List<Analysed>> byEndpoint = new LinkedHashMap<>();
      report
          .results()
          .forEach(
              one -> byEndpoint.computeIfAbsent(one.endpoint(), _ -> new ArrayList<>()).add(one));
      var sections = new ArrayList<Section>();
      var closed = new ArrayList<String>();
      byEndpoint.forEach(
          (name, results) -> {
            var said = names.endpoint(name).in(Pictures.language(words.language()));
            var blocks = headedOnce(results.stream().filter(this::shown).map(this::block).toList());
            if (blocks.isEmpty()) {
              closed.add(said);
            } else {
              sections.add(new Section(name, said, names.primary(name), blocks));
            }
          });
      return new Findings(sections, closed);
    }

    private static List<Block> headedOnce(List<Block> blocks) {
      var headed = new ArrayList<Block>();
      for (int i = 0; i < blocks.size(); i++) {
        var block = blocks.get(i);
        boolean again =
            i > 0
                && block.set().equals(blocks.get(i - 1).set())
                && block.rows() == blocks.get(i - 1).rows();
        headed.add(again ? block.under("") : block);
      }
      return headed;
    }

    /**
     * What the blinded may not have is named once, in a list; the committee reads every refusal.
     */
    private boolean shown(Analysed one) {
      return report.view() == Report.View.BY_ARM || !(one.result() instanceof Result.Refused);
    }

    private Block block(Analysed one) {
      var figure = pictures.of(one);
      var tables = new ResultTables(names, words);
      boolean drawnInFull = figure.isPresent() && ResultTables.saidByFigure(one.result());
      return new Block(
          head(one),
          one.rows(),
          one.leftOut(),
          figure.map(drawn -> Drawn.of(Pictures.name(one), drawn, words)),
          drawnInFull ? Optional.empty() : tables.of(one),
          one.result().none().orElse(""),
          one.method() + ": " + one.convention());
    }

    private String head(Analysed one) {
      var language = Pictures.language(words.language());
      var parts = new ArrayList<String>();
      if (!one.item().isEmpty()) {
        parts.add(names.question(one.item()).in(language));
      }
      parts.add(names.set(one.set()).in(language));
      if (!one.of().isEmpty()) {
        parts.add(names.group(one.of()).in(language));
      }
      return String.join(", ", parts);
    }
  }
}
