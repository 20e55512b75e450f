package org.trialwright.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.trialwright.study.Next.Claim;
import org.trialwright.study.Next.Exit;
import org.trialwright.study.Next.Place;
import org.trialwright.study.Next.Way;

/** Reads {@code next}. */
final class NextReader {
  static final Set<String> OWN_KEYS = Set.of("begin", "anywhere", "end", "claims");

  private final Blocks blocks;
  private final Names names;
  private final Set<String> ends = new LinkedHashSet<>();

  NextReader(Blocks blocks, Names names) {
    this.blocks = blocks;
    this.names = names;
  }

  /** Every place is a group's member or an end. */
  void declare(Node.Block next) {
    blocks
        .lineAt(next, "end")
        .ifPresent(line -> Blocks.commaSeparated(line.text()).forEach(ends::add));
    for (var entry : next.entries()) {
      if (!OWN_KEYS.contains(entry.key())) {
        Blocks.commaSeparated(entry.key()).forEach(names.places::add);
      }
    }
    names.places.addAll(ends);
    for (var place : names.places) {
      Names.objection(place).ifPresent(message -> blocks.faults().add(next.at(), message));
    }
  }

  Next read(Node.Block next) {
    Map<String, List<Exit>> exits = new LinkedHashMap<>();
    Map<String, Position> at = new LinkedHashMap<>();
    for (var place : names.places) {
      exits.put(place, new ArrayList<>());
    }
    for (var entry : next.entries()) {
      switch (entry.key()) {
        case "begin", "end", "claims" -> {}
        case "anywhere" ->
            names.places.stream()
                .filter(place -> !ends.contains(place))
                .forEach(place -> group(entry, place, exits, at));
        default ->
            Blocks.commaSeparated(entry.key()).forEach(place -> group(entry, place, exits, at));
      }
    }
    var places = new ArrayList<Place>();
    for (var place : exits.entrySet()) {
      places.add(
          new Place(
              place.getKey(),
              stayLast(place.getValue()),
              at.getOrDefault(place.getKey(), next.at())));
    }
    var begin =
        blocks
            .lineAt(next, "begin")
            .flatMap(line -> blocks.attempt(() -> onePlace(line)))
            .orElseGet(() -> missingBegin(next));
    return new Next(begin, places, List.copyOf(ends), claims(next));
  }

  private String missingBegin(Node.Block next) {
    blocks.faults().add(next.at(), "next: 'begin' is missing");
    return names.places.stream().findFirst().orElse("");
  }

  private String onePlace(Node.Line line) {
    var phrase = new Phrase(line);
    var place = names.place(phrase.word("a place"), phrase);
    phrase.end();
    return place;
  }

  private void group(
      Node.Entry entry, String place, Map<String, List<Exit>> exits, Map<String, Position> at) {
    if (ends.contains(place)) {
      blocks.faults().add(entry.at(), "'" + place + "' is an end: nothing leads out of it");
      return;
    }
    if (!entry.key().equals("anywhere")) {
      at.putIfAbsent(place, entry.at());
    }
    var own = exits.getOrDefault(place, new ArrayList<>());
    for (var line : blocks.block(entry).map(Node.Block::entries).orElse(List.of())) {
      blocks
          .line(line)
          .flatMap(text -> blocks.attempt(() -> exit(line, text, place)))
          .ifPresent(own::add);
    }
  }

  private Exit exit(Node.Entry entry, Node.Line line, String place) {
    var condition = RuleReader.condition(names, line, RuleReader.Place.NEXT, null);
    return switch (entry.key()) {
      case "stay" -> new Exit(Way.STAY, place, condition, line.text(), entry.at());
      case "refused" -> new Exit(Way.REFUSED, place, condition, line.text(), entry.at());
      default ->
          new Exit(
              Way.TO,
              names.place(entry.key(), new Phrase(entry.key(), entry.at())),
              condition,
              line.text(),
              entry.at());
    };
  }

  /** Lines that lead somewhere are tried in the order written; then stay, then refused. */
  private static List<Exit> stayLast(List<Exit> written) {
    var ordered = new ArrayList<Exit>();
    for (var way : Way.values()) {
      written.stream().filter(exit -> exit.way() == way).forEach(ordered::add);
    }
    return ordered;
  }

  private List<Claim> claims(Node.Block next) {
    var claims = new ArrayList<Claim>();
    for (var entry : blocks.entries(next, "claims")) {
      blocks
          .line(entry)
          .ifPresent(
              line ->
                  blocks.attemptTo(
                      () -> {
                        var places = places(new Phrase(entry.key(), entry.at()));
                        var phrase = new Phrase(line);
                        do {
                          claims.add(claim(phrase, places, entry.at()));
                        } while (phrase.accept(";"));
                        phrase.end();
                      }));
    }
    return claims;
  }

  private List<String> places(Phrase phrase) {
    var places = new ArrayList<String>();
    do {
      places.add(names.place(phrase.word("a place"), phrase));
    } while (phrase.accept(","));
    phrase.end();
    return places;
  }

  private Claim claim(Phrase phrase, List<String> places, Position at) {
    if (phrase.accept("only in")) {
      return new Claim.OnlyIn(
          places,
          Names.oneOf(phrase.word("an arm"), names.arms(phrase).codes(), "an arm", phrase),
          at);
    }
    if (phrase.accept("only after")) {
      return new Claim.OnlyAfter(places, names.place(phrase.word("a place"), phrase), at);
    }
    if (phrase.accept("never to")) {
      return new Claim.NeverTo(places, names.place(phrase.word("a place"), phrase), at);
    }
    throw phrase.fault("a claim is 'only in ARM', 'only after PLACE' or 'never to PLACE'");
  }
}
