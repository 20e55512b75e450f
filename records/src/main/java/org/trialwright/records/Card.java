package org.trialwright.records;

import java.util.List;
import java.util.Optional;

/**
 * What a list of trials shows of one.
 *
 * @param summary its first sentences
 * @param verified month of the last check by the sponsor
 */
public record Card(
    String id,
    String title,
    String acronym,
    String status,
    List<String> phases,
    String type,
    String sponsor,
    String summary,
    List<String> conditions,
    String verified,
    String updated,
    List<Site> sites) {
  private static final int LONGEST_SUMMARY = 300;

  public Card {
    phases = List.copyOf(phases);
    conditions = List.copyOf(conditions);
    sites = List.copyOf(sites);
  }

  /**
   * A place of the trial.
   *
   * @param counts whether a search near a place may find the trial by it: a closed place of a trial
   *     that takes people does not count
   */
  public record Site(
      String facility,
      String status,
      String city,
      String state,
      String country,
      double lat,
      double lon,
      boolean open,
      boolean counts) {

    /** Where it is; empty where the record has no coordinates. */
    public Optional<Spot> spot() {
      return Double.isNaN(lat) ? Optional.empty() : Spot.of(lat, lon);
    }
  }

  static Card of(TrialRecord record) {
    return new Card(
        record.id(),
        record.briefTitle().isBlank() ? record.officialTitle() : record.briefTitle(),
        record.acronym(),
        record.status(),
        record.design().phases(),
        record.design().type(),
        record.sponsor().name(),
        beginning(Criteria.plain(record.summary())),
        record.conditions(),
        record.verified(),
        record.updated(),
        record.locations().stream().map(one -> site(one, record.status())).toList());
  }

  private static Site site(TrialRecord.Location one, String status) {
    boolean open = one.isOpen(status);
    return new Site(
        one.facility(),
        one.status(),
        one.city(),
        one.state(),
        one.country(),
        one.spot().map(Spot::lat).orElse(Double.NaN),
        one.spot().map(Spot::lon).orElse(Double.NaN),
        open,
        open || !status.equals("RECRUITING"));
  }

  private static String beginning(String text) {
    var line = text.replaceAll("\\s+", " ").strip();
    if (line.length() <= LONGEST_SUMMARY) {
      return line;
    }
    int end = line.lastIndexOf(". ", LONGEST_SUMMARY);
    return end > LONGEST_SUMMARY / 3
        ? line.substring(0, end + 1)
        : line.substring(0, line.lastIndexOf(' ', LONGEST_SUMMARY) + 1).strip() + "…";
  }
}
