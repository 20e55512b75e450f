package org.trialwright.bedside.amendments;

import java.util.List;
import java.util.stream.Collectors;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Going;
import org.trialwright.bedside.Offer;
import org.trialwright.quantities.SiteId;
import org.trialwright.study.Study;

/**
 * A participant of a site and an offered version.
 *
 * @param concerned whether something changes where they stand
 * @param mayGo whether they can go on under it now
 */
record Goer(Going going, boolean concerned, boolean mayGo) {

  /** Everybody at a site. */
  static List<Goer> all(Desk desk, SiteId site, Offer offer, String language) {
    var concerned =
        desk.affected(offer, List.of(site), language).stream()
            .flatMap(one -> one.participants().values().stream())
            .flatMap(List::stream)
            .collect(Collectors.toSet());
    boolean works = desk.worksBy(site, offer.study().map(Study::seal).orElse(""));
    return desk.going(site, offer).stream()
        .map(
            one ->
                new Goer(
                    one,
                    concerned.contains(one.participant()),
                    works && one.fate() == Going.Fate.MAY_GO))
        .toList();
  }
}
