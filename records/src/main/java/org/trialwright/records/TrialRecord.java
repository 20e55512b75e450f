package org.trialwright.records;

import java.util.List;
import java.util.Optional;

/**
 * A public record. Every text is as the record has it, and empty where it says nothing; codes are
 * those of the ClinicalTrials.gov API version 2, such as {@code RECRUITING}.
 *
 * @param id such as {@code NCT12345678}
 * @param otherIds of the sponsor and of other registers
 * @param officialTitle often longer than the brief one
 * @param verified month of the last check by the sponsor, such as {@code 2024-06}
 * @param terms the register's own words for conditions and treatments
 * @param results whether results are posted
 */
public record TrialRecord(
    String id,
    List<String> otherIds,
    String briefTitle,
    String officialTitle,
    String acronym,
    Sponsor sponsor,
    String status,
    String verified,
    Day start,
    Day primaryCompletion,
    Day completion,
    String updated,
    String summary,
    String description,
    List<String> conditions,
    List<String> keywords,
    Design design,
    List<Arm> arms,
    List<Treatment> treatments,
    List<Outcome> primaryOutcomes,
    List<Outcome> otherOutcomes,
    Eligibility eligibility,
    List<Contact> contacts,
    List<Location> locations,
    Terms terms,
    boolean results) {
  public TrialRecord {
    otherIds = List.copyOf(otherIds);
    conditions = List.copyOf(conditions);
    keywords = List.copyOf(keywords);
    arms = List.copyOf(arms);
    treatments = List.copyOf(treatments);
    primaryOutcomes = List.copyOf(primaryOutcomes);
    otherOutcomes = List.copyOf(otherOutcomes);
    contacts = List.copyOf(contacts);
    locations = List.copyOf(locations);
  }

  /**
   * @param kind who funds, such as {@code INDUSTRY}
   * @param collaborators by name
   */
  public record Sponsor(String name, String kind, List<String> collaborators) {
    public Sponsor {
      collaborators = List.copyOf(collaborators);
    }
  }

  /**
   * A date of the record.
   *
   * @param date ISO, to the month or the day; empty for none
   * @param kind {@code ACTUAL} or {@code ESTIMATED}; empty where the record does not say
   */
  public record Day(String date, String kind) {}

  /**
   * @param phases one code each; two for a trial of two phases
   * @param enrolment how many people; empty when not said, since some records hold absurd numbers
   * @param enrolmentKind {@code ACTUAL} or {@code ESTIMATED}
   */
  public record Design(
      String type,
      List<String> phases,
      String purpose,
      String allocation,
      String model,
      String masking,
      String maskingDescription,
      String enrolment,
      String enrolmentKind) {
    public Design {
      phases = List.copyOf(phases);
    }
  }

  public record Arm(String label, String kind, String description, List<String> treatments) {
    public Arm {
      treatments = List.copyOf(treatments);
    }
  }

  /**
   * @param otherNames brand names, codes, other spellings
   */
  public record Treatment(
      String kind, String name, String description, List<String> arms, List<String> otherNames) {
    public Treatment {
      arms = List.copyOf(arms);
      otherNames = List.copyOf(otherNames);
    }
  }

  /**
   * Terms of the medical subject headings (MeSH) that the register assigned.
   *
   * @param above wider terms of the conditions
   * @param treatmentsAbove wider terms of the treatments
   */
  public record Terms(
      List<String> conditions,
      List<String> above,
      List<String> treatments,
      List<String> treatmentsAbove) {
    public Terms {
      conditions = List.copyOf(conditions);
      above = List.copyOf(above);
      treatments = List.copyOf(treatments);
      treatmentsAbove = List.copyOf(treatmentsAbove);
    }
  }

  public record Outcome(String measure, String description, String timeFrame) {}

  /**
   * @param text the criteria as they are written
   * @param lowestAge such as {@code 18 Years}; empty for no limit
   * @param volunteers whether healthy people may join; empty when not said
   */
  public record Eligibility(
      Criteria criteria,
      String text,
      String sex,
      String lowestAge,
      String highestAge,
      String volunteers) {}

  public record Contact(String name, String role, String phone, String email) {}

  /**
   * @param status empty where the record gives none of its own
   * @param spot coordinates, mostly of the city and not of the house
   */
  public record Location(
      String facility,
      String status,
      String city,
      String state,
      String country,
      Optional<Spot> spot) {

    /** Whether people may join here, as far as the record says. */
    public boolean isOpen(String statusOfTrial) {
      return (status.isEmpty() ? statusOfTrial : status).equals("RECRUITING");
    }
  }
}
