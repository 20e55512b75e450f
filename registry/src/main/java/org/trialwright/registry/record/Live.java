package org.trialwright.registry.record;

import java.util.List;
import java.util.Optional;
import org.trialwright.pages.Numbers;
import org.trialwright.pages.Words;
import org.trialwright.records.Enrolments.Enrolment;
import org.trialwright.records.Enrolments.Places;
import org.trialwright.study.How;
import org.trialwright.study.Study;

/**
 * How far the trial that runs here is, as far as everybody may know.
 *
 * @param joined how many people have joined, in a sentence; empty where nobody is allocated
 * @param rehearsal whether its people are invented
 */
record Live(String joined, boolean rehearsal, List<Site> sites) {
  Live {
    sites = List.copyOf(sites);
  }

  /**
   * @param left whether places are left, in words
   */
  record Site(String name, String left, boolean open) {
    boolean named(String facility) {
      return plain(name).equalsIgnoreCase(plain(facility));
    }

    private static String plain(String name) {
      return name.strip().replaceAll("\\s+", " ");
    }
  }

  static Live of(Enrolment enrolment, Study study, Words words) {
    return new Live(
        study.how().allocation() instanceof How.NoAllocation ? "" : joined(enrolment, words),
        enrolment.rehearsal(),
        enrolment.sites().stream()
            .map(
                site -> {
                  var places = enrolment.places(site);
                  return new Site(
                      site.name(),
                      switch (places) {
                        case OPEN -> words.say("takes people");
                        case FEW -> words.say("few places left");
                        case FULL -> words.say("no place left");
                        case CLOSED -> words.say("takes nobody now");
                      },
                      places == Places.OPEN || places == Places.FEW);
                })
            .toList());
  }

  private static String joined(Enrolment enrolment, Words words) {
    var least = Numbers.count(enrolment.atLeast());
    if (enrolment.aim().isEmpty()) {
      return enrolment.atLeast() == 0
          ? words.say("fewer than so many joined", Enrolment.STEP)
          : words.say("at least so many joined", least);
    }
    var aim = Numbers.count(enrolment.aim().getAsInt());
    if (enrolment.complete()) {
      return words.say("all have joined", aim);
    }
    return enrolment.atLeast() == 0
        ? words.say("fewer than so many of all joined", Enrolment.STEP, aim)
        : words.say("at least so many of all joined", least, aim);
  }

  /** What is left at a place of the record, when it is one of the sites here. */
  Optional<Site> at(String facility) {
    return sites.stream().filter(site -> site.named(facility)).findFirst();
  }
}
