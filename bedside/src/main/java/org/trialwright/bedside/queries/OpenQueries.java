package org.trialwright.bedside.queries;

import java.util.List;
import org.springframework.stereotype.Component;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.journal.Standing;
import org.trialwright.journey.Queries;
import org.trialwright.pages.SignedIn;

/** Every open query that somebody may read. */
@Component
class OpenQueries {
  private final Desk desk;
  private final Front front;

  OpenQueries(Desk desk, Front front) {
    this.desk = desk;
    this.front = front;
  }

  List<OpenQuery> of(SignedIn person) {
    return front.sites(person).stream()
        .flatMap(site -> desk.trial().standings().at(site.id()).stream())
        .filter(standing -> standing.openQueries() > 0)
        .map(Standing::participant)
        .flatMap(
            one ->
                Queries.open(desk.facts(one)).stream()
                    .map(query -> OpenQuery.of(one, query, desk.today(Desk.siteOf(one)), front)))
        .toList();
  }
}
