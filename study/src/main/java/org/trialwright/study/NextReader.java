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
  static final Set<String> OWN_KEYS = Set.of("begin", "anywhere", "end", "claims", "beside");

  private final Blocks blocks;
  private final Names names;
  private final boolean track;
  private final Set<String> own = new LinkedHashSet<>();
  private final Set<String> ends = new LinkedHashSet<>();
  private final Map<String, NextReader> tracks = new LinkedHashMap<>();

  NextReader(Blocks blocks, Names names) {
    this(blocks, names, false);
  }

  private NextReader(Blocks blocks, Names names, boolean track) {
    this.blocks = blocks;
    this.names = names;
    this.track = track;
  }

  /** Every place is a group's member or an end. */
  void declare(Node.Block next) {
    blocks
        .lineAt(next, "end")
        .ifPresent(line -> Blocks.commaSeparated(line.text()).forEach(ends::add));
    for (var entry : next.entries()) {
      if (!OWN_KEYS.contains(entry.key())) {
        Blocks.commaSeparated(entry.key()).forEach(own::add);
      }
    }
    own.addAll(ends);
    for (var place : own) {
      Names.objection(place).ifPresent(message -> blocks.faults().add(next.at(), message));
      if (!names.places.add(place)) {
        blocks.faults().add(next.at(), "place '" + place + "' stands on two paths");
      }
    }
    for (var entry : beside(next)) {
      if (blocks.named(entry)) {
        var reader = new NextReader(blocks, names, true);
        blocks.block(entry).ifPresent(reader::declare);
        tracks.put(entry.key(), reader);
      }
    }
  }

  private List<Node.Entry> beside(Node.Block next) {
    var entry = next.find("beside");
    if (entry.isPresent() && track) {
      blocks.faults().add(entry.get().at(), "a track has no tracks of its own");
      return List.of();
    }
    return blocks.entries(next, "beside");
  }

  Next read(Node.Block next) {
    Map<String, List<Exit>> exits = new LinkedHashMap<>();
    Map<String, Position> at = new LinkedHashMap<>();
    for (var place : own) {
      exits.put(place, new ArrayList<>());
    }
    for (var entry : next.entries()) {
      switch (entry.key()) {
        case "begin", "end", "claims", "beside" -> {}
        case "anywhere" ->
            own.stream()
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
    return new Next(begin, places, List.copyOf(ends), claims(next), tracks(next));
  }

  private List<Next.Track> tracks(Node.Block next) {
    var read = new ArrayList<Next.Track>();
    for (var track : tracks.entrySet()) {
      next.find("beside")
          .flatMap(blocks::block)
          .flatMap(block -> block.find(track.getKey()))
          .flatMap(blocks::block)
          .ifPresent(
              block -> read.add(new Next.Track(track.getKey(), track.getValue().read(block))));
    }
    return read;
  }

  /** A place of this path. */
  private String place(String name, Phrase phrase) {
    var place = names.place(name, phrase);
    if (!own.contains(place)) {
      throw phrase.fault("'" + place + "' is a place of another path");
    }
    return place;
  }

  private String missingBegin(Node.Block next) {
    blocks.faults().add(next.at(), "next: 'begin' is missing");
    return own.stream().findFirst().orElse("");
  }

  private String onePlace(Node.Line line) {
    var phrase = new Phrase(line);
    var place = place(phrase.word("a place"), phrase);
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
    var lines = exits.getOrDefault(place, new ArrayList<>());
    for (var line : blocks.block(entry).map(Node.Block::entries).orElse(List.of())) {
      blocks
          .line(line)
          .flatMap(text -> blocks.attempt(() -> exit(line, text, place)))
          .ifPresent(lines::add);
    }
  }

  private Exit exit(Node.Entry entry, Node.Line line, String place) {
    var condition = RuleReader.condition(names, line, RuleReader.Place.NEXT, null);
    if (track && entry.key().equals("refused")) {
      throw new PhraseFault(entry.at(), "a track beside the path refuses nothing");
    }
    return switch (entry.key()) {
      case "stay" -> new Exit(Way.STAY, place, condition, line.text(), entry.at());
      case "refused" -> new Exit(Way.REFUSED, place, condition, line.text(), entry.at());
      default ->
          new Exit(
              Way.TO,
              place(entry.key(), new Phrase(entry.key(), entry.at())),
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
      places.add(place(phrase.word("a place"), phrase));
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
      return new Claim.OnlyAfter(places, place(phrase.word("a place"), phrase), at);
    }
    if (phrase.accept("never to")) {
      return new Claim.NeverTo(places, place(phrase.word("a place"), phrase), at);
    }
    throw phrase.fault("a claim is 'only in ARM', 'only after PLACE' or 'never to PLACE'");
  }
}
