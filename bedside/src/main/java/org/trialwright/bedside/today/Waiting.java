package org.trialwright.bedside.today;

import java.util.List;
import org.springframework.stereotype.Component;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.journal.Standing;
import org.trialwright.pages.Language;
import org.trialwright.pages.SignedIn;

/** How much waits at the sites of a person: numbers, and nothing about anybody. */
@Component
public final class Waiting {
  private final Desk desk;
  private final Front front;
  private final DayList days;

  Waiting(Desk desk, Front front, DayList days) {
    this.desk = desk;
    this.front = front;
    this.days = days;
  }

  /**
   * What waits at one site.
   *
   * @param secondPerson doses of today that wait for a second person
   */
  public record Counts(
      String site, int due, int late, int queries, int signatures, int secondPerson) {
    public boolean any() {
      return due + late + queries + signatures + secondPerson > 0;
    }
  }

  /** Of each site of which the person may see participants. */
  public List<Counts> of(SignedIn person) {
    return front.sites(person).stream()
        .map(
            site -> {
              var day = days.day(List.of(site), person, front.voice(Language.ENGLISH, site));
              var standings = desk.trial().standings().at(site.id());
              return new Counts(
                  site.name(),
                  day.today().size(),
                  day.late().size(),
                  standings.stream().mapToInt(Standing::openQueries).sum(),
                  (int) standings.stream().filter(desk::awaitsSignature).count(),
                  day.waiting().size());
            })
        .toList();
  }
}
