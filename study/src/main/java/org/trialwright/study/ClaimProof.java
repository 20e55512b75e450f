package org.trialwright.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.trialwright.study.Next.Claim;

/** What the study claims of its places is true of its graph. */
final class ClaimProof {
  private final Study study;
  private final Next next;
  private final Map<String, List<PlaceProof.Road>> roads;
  private final Map<String, Map<String, List<PlaceProof.Road>>> roadsInArm;
  private final Faults faults;

  ClaimProof(
      Study study,
      Next next,
      Map<String, List<PlaceProof.Road>> roads,
      Map<String, Map<String, List<PlaceProof.Road>>> roadsInArm,
      Faults faults) {
    this.study = study;
    this.next = next;
    this.roads = roads;
    this.roadsInArm = roadsInArm;
    this.faults = faults;
  }

  void run() {
    for (var claim : next.claims()) {
      for (var place : claim.places()) {
        switch (claim) {
          case Claim.OnlyIn only -> onlyIn(only, place);
          case Claim.OnlyAfter after -> onlyAfter(after, place);
          case Claim.NeverTo never -> neverTo(never, place);
        }
      }
    }
  }

  /** Walked with every other arm fixed. */
  private void onlyIn(Claim.OnlyIn claim, String place) {
    for (var arm : study.how().arms()) {
      var inArm = roadsInArm.getOrDefault(arm.name(), Map.of());
      boolean there = PlaceProof.reach(next.begin(), inArm, Optional.empty()).contains(place);
      if (there && !arm.name().equals(claim.arm())) {
        wrong(claim, "only in " + claim.arm(), place, "in " + arm.name() + " it is reached too");
      }
      if (!there && arm.name().equals(claim.arm())) {
        wrong(claim, "only in " + claim.arm(), place, "in " + arm.name() + " it is never reached");
      }
    }
  }

  /** Walked in every arm without the place that must come before. */
  private void onlyAfter(Claim.OnlyAfter claim, String place) {
    var graphs = new ArrayList<>(roadsInArm.values());
    if (graphs.isEmpty()) {
      graphs.add(roads);
    }
    for (var graph : graphs) {
      var without = PlaceProof.reach(next.begin(), graph, Optional.of(claim.before()));
      if (without.contains(place)) {
        wrong(
            claim,
            "only after " + claim.before(),
            place,
            "it is reached without " + claim.before());
        return;
      }
    }
  }

  private void neverTo(Claim.NeverTo claim, String place) {
    if (roads.getOrDefault(place, List.of()).stream()
        .anyMatch(road -> road.to().equals(claim.other()))) {
      wrong(claim, "never to " + claim.other(), place, "a line leads there");
    }
  }

  private void wrong(Claim claim, String words, String place, String why) {
    faults.add(claim.at(), "the claim '" + words + "' is not true of " + place + ": " + why);
  }
}
