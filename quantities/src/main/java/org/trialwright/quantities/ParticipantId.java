package org.trialwright.quantities;

/** The identifier of a participant within one study, such as {@code 01-010}. */
public record ParticipantId(String value) implements Comparable<ParticipantId> {
  public ParticipantId {
    if (value.isBlank() || !value.equals(value.strip())) {
      throw new IllegalArgumentException(
          "'" + value + "' cannot identify a participant: it is blank or has blanks at its ends");
    }
  }

  @Override
  public int compareTo(ParticipantId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
