package org.trialwright.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.trialwright.quantities.Unit;
import org.trialwright.study.Measure.Endpoint;
import org.trialwright.study.Measure.What;
import org.trialwright.study.Plan.Claim;

/** Reads the line of a planned test: a claim that its endpoint can decide. */
final class TestReader {
  private static final double MOST_ALPHA = 0.2;
  private static final Unit PERCENT = Unit.parse("%").orElseThrow();

  private final Names names;
  private final List<Endpoint> endpoints;
  private final Node.Block measure;

  TestReader(Names names, List<Endpoint> endpoints, Node.Block measure) {
    this.names = names;
    this.endpoints = endpoints;
    this.measure = measure;
  }

  Plan.Test read(String name, Node.Line line) {
    var phrase = new Phrase(line);
    var endpoint = Names.oneOf(phrase.word("an endpoint"), names.endpoints, "an endpoint", phrase);
    // Nothing more is asked of an endpoint whose own line has a fault.
    var what = endpoints.stream().filter(one -> one.name().equals(endpoint)).findFirst();
    if (what.isPresent()) {
      whyNot(what.get())
          .ifPresent(
              fault -> {
                phrase.reset(0);
                throw phrase.fault(fault);
              });
    }
    var of = phrase.accept("of") ? items(what, phrase) : List.<Item>of();
    Optional<Quantity> at = Optional.empty();
    Claim claim;
    if (phrase.accept("difference at")) {
      at = Optional.of(analysedAt(endpoint, phrase));
      aTime(what, phrase);
      claim = beyond(phrase);
    } else {
      claim = claim(what, of, phrase);
      if (phrase.accept("at")) {
        at = Optional.of(analysedAt(endpoint, phrase));
      }
      if (claim instanceof Claim.NotInferior notInferior) {
        ofSurvival(what, notInferior, at, phrase);
      }
    }
    var sets = new ArrayList<String>();
    if (phrase.accept("in")) {
      do {
        sets.add(EndpointReader.set(names, phrase));
      } while (phrase.accept("and"));
    }
    phrase.expect(",");
    boolean oneSided = oneSided(claim, phrase);
    double alpha = alpha(phrase);
    Optional<String> shared =
        phrase.accept(",") ? Optional.of(sharedWith(phrase)) : Optional.empty();
    phrase.end();
    return new Plan.Test(name, endpoint, of, claim, at, sets, oneSided, alpha, shared, line.text());
  }

  private static Optional<String> whyNot(Endpoint endpoint) {
    var name = "endpoint '" + endpoint.name() + "' ";
    if (endpoint.what() instanceof What.Worst) {
      return Optional.of(name + "has worst grades, which no test compares; say 'share where …'");
    }
    if (endpoint.neverTested().isPresent()) {
      return Optional.of(name + "is never tested between arms");
    }
    return endpoint.groups() instanceof Measure.Groups.ByArm
        ? Optional.empty()
        : Optional.of(name + "is not looked at 'by arm', and a test compares arms");
  }

  private List<Item> items(Optional<Endpoint> endpoint, Phrase phrase) {
    int mark = phrase.mark();
    var items = EndpointReader.items(names, phrase);
    for (var item : items) {
      if (endpoint.filter(one -> !measured(one.what()).contains(item)).isPresent()) {
        phrase.reset(mark);
        throw phrase.fault(
            "'" + item.path() + "' is not measured by '" + endpoint.get().name() + "'");
      }
    }
    return items;
  }

  private static List<Item> measured(What what) {
    return switch (what) {
      case What.Change(var items, _, _) -> items;
      case What.ValueAt(var items, _, _) -> items;
      default -> List.of();
    };
  }

  private static void aTime(Optional<Endpoint> endpoint, Phrase phrase) {
    if (endpoint.filter(one -> !(one.what() instanceof What.TimeTo)).isPresent()) {
      throw phrase.fault("endpoint '" + endpoint.get().name() + "' is not a time to an event");
    }
  }

  private static Claim beyond(Phrase phrase) {
    boolean above = phrase.accept(">");
    if (!above) {
      phrase.expect("<");
    }
    phrase.expect("-");
    var limit = EndpointReader.quantity(phrase);
    return new Claim.DifferenceBeyond(
        above, new Quantity(-limit.amount(), limit.unit(), "-" + limit.text()));
  }

  private static Claim claim(Optional<Endpoint> endpoint, List<Item> of, Phrase phrase) {
    int mark = phrase.mark();
    var word =
        EndpointReader.oneOf(
            phrase,
            List.of("log-rank superior", "superior", "differs", "not inferior by"),
            "a test");
    return switch (word) {
      case "log-rank superior" -> {
        int after = phrase.mark();
        phrase.reset(mark);
        aTime(endpoint, phrase);
        phrase.reset(after);
        yield new Claim.Superior(true);
      }
      case "superior" -> new Claim.Superior(false);
      case "differs" -> new Claim.Differs();
      default -> notInferior(endpoint, of, phrase);
    };
  }

  private static Claim notInferior(Optional<Endpoint> endpoint, List<Item> of, Phrase phrase) {
    int mark = phrase.mark();
    boolean ratio = phrase.accept("ratio");
    var margin = ratio ? ratio(phrase) : difference(phrase);
    var needed = endpoint.flatMap(one -> needed(one.what(), of, ratio, margin));
    if (needed.isPresent()) {
      phrase.reset(mark);
      throw phrase.fault(needed.get());
    }
    if (!ratio && margin.amount() <= 0) {
      phrase.reset(mark);
      throw phrase.fault("a margin above 0 is needed");
    }
    return new Claim.NotInferior(ratio, margin);
  }

  private static Quantity ratio(Phrase phrase) {
    int mark = phrase.mark();
    double ratio = phrase.needNumber();
    if (ratio <= 1) {
      phrase.reset(mark);
      throw phrase.fault("a ratio above 1 is needed");
    }
    return new Quantity(ratio, Unit.NONE, phrase.since(mark));
  }

  /** Scores may have no unit. */
  private static Quantity difference(Phrase phrase) {
    int mark = phrase.mark();
    double amount = phrase.needNumber();
    var unit = phrase.unit().orElse(Unit.NONE);
    return new Quantity(amount, unit, phrase.since(mark));
  }

  /** What is wrong with a margin; empty when it fits what is measured. */
  private static Optional<String> needed(What what, List<Item> of, boolean ratio, Quantity margin) {
    boolean percent = !ratio && margin.unit().equals(PERCENT);
    return switch (what) {
      case What.TimeTo _ ->
          ratio || percent
              ? Optional.empty()
              : Optional.of("a margin such as '10 % at 36 mo' or 'ratio 1.3' is needed");
      case What.Share _ ->
          percent ? Optional.empty() : Optional.of("a margin such as '10 %' is needed");
      case What.EventsOf _ ->
          ratio ? Optional.empty() : Optional.of("a margin such as 'ratio 1.3' is needed");
      case What.Change _, What.ValueAt _ ->
          inUnits(of.isEmpty() ? measured(what) : of, ratio, margin);
      case What.Level _, What.Worst _ ->
          Optional.of("levels have no margin; say 'share where …' and a margin in %");
    };
  }

  private static Optional<String> inUnits(List<Item> items, boolean ratio, Quantity margin) {
    return items.stream()
        .filter(Item::typed)
        .map(Item::type)
        .filter(Type.Numeric.class::isInstance)
        .map(type -> ((Type.Numeric) type).unit())
        .filter(unit -> ratio || !unit.dimension().equals(margin.unit().dimension()))
        .findFirst()
        .map(
            unit ->
                unit.equals(Unit.NONE)
                    ? "a margin without a unit is needed"
                    : "a margin in " + unit.symbol() + " is needed");
  }

  private static void ofSurvival(
      Optional<Endpoint> endpoint, Claim.NotInferior claim, Optional<Quantity> at, Phrase phrase) {
    boolean time = endpoint.filter(one -> one.what() instanceof What.TimeTo).isPresent();
    if (time && at.isPresent() == claim.ratio()) {
      throw phrase.fault(
          claim.ratio()
              ? "a ratio of hazards is of all times: leave out 'at …'"
              : "a margin in % is of one time: add 'at …'");
    }
  }

  /** A test at a time needs an endpoint that is analysed at that time. */
  private Quantity analysedAt(String endpoint, Phrase phrase) {
    int mark = phrase.mark();
    var time = EndpointReader.quantity(phrase);
    boolean analysed =
        endpoints.stream()
            .filter(one -> one.name().equals(endpoint))
            .allMatch(one -> one.text().contains("at " + time.text()));
    if (!analysed) {
      phrase.reset(mark);
      throw phrase.fault("endpoint '" + endpoint + "' is not analysed at " + time.text());
    }
    return time;
  }

  private static boolean oneSided(Claim claim, Phrase phrase) {
    int mark = phrase.mark();
    boolean oneSided =
        EndpointReader.oneOf(phrase, List.of("one-sided", "two-sided"), "one-sided or two-sided")
            .equals("one-sided");
    if (oneSided && claim instanceof Claim.Differs) {
      phrase.reset(mark);
      throw phrase.fault("whether something differs is tested two-sided");
    }
    return oneSided;
  }

  static double alpha(Phrase phrase) {
    double alpha = phrase.needNumber();
    if (alpha <= 0 || alpha > MOST_ALPHA) {
      throw phrase.fault("an alpha between 0 and " + MOST_ALPHA);
    }
    return alpha;
  }

  private String sharedWith(Phrase phrase) {
    phrase.expect("shared with");
    var looks =
        measure
            .find("looks")
            .map(Node.Entry::value)
            .filter(Node.Block.class::isInstance)
            .map(block -> ((Node.Block) block).keys())
            .orElse(List.of());
    return Names.oneOf(phrase.word("a look"), looks, "a look", phrase);
  }
}
