package org.trialwright.study;

/**
 * Where a value of the study comes from.
 *
 * @param path of the line it speaks of, such as {@code what.drug-a.round}
 * @param clause words of that line it speaks of only, or empty
 * @param text what the source says
 * @param written the line as it stands in the study file, or every line of a block
 */
public record Source(
    String path, String clause, Status status, String text, String written, Position at) {

  /** The chapter it belongs to, such as {@code who}. */
  public String chapter() {
    int dot = path.indexOf('.');
    return dot < 0 ? path : path.substring(0, dot);
  }

  Source confirmed() {
    return new Source(path, clause, Status.CONFIRMED, text, written, at);
  }

  /** How far a value can be trusted. */
  public enum Status {
    /** The public record says it. */
    RECORD,
    /** A paper, guideline or standard formula says it. */
    PUBLISHED,
    /** Our own choice, because nobody says; shown with a badge wherever it is used. */
    ASSUMED,
    /** Two people of the trial have confirmed it. */
    CONFIRMED
  }
}
