package org.trialwright.figures;

/** A figure of finished numbers, which draws itself and tells itself as a table. */
public sealed interface Figure
    permits KaplanMeier,
        CumulativeIncidence,
        Forest,
        Consort,
        Swimmer,
        PathFlow,
        Butterfly,
        DotPlot,
        Lines,
        Accrual,
        StateOccupation,
        HeatMap {

  About about();

  /** The picture: one SVG element, to be written into a page or a file as it is. */
  String svg(Look look);

  /** The same numbers as rows. */
  Table table(Look look);

  /** What is to be seen, in one or two sentences: as handed in, else composed from the numbers. */
  String finding(Look look);

  default Table table(Language language) {
    return table(Look.of(language));
  }

  /** The table for machines, its heads in a language. */
  default String csv(Language language) {
    return table(language).csv();
  }
}
