package org.trialwright.randomisation;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Which kit holds the treatment of which arm. Kits are packed in cartons; each carton holds {@value
 * #OF_EACH} kits for each part of the ratio, in an order drawn from the seal. Nothing is written
 * down: what a kit holds is derived when asked for, and its number says its carton alone.
 */
public final class Kits {
  /** Kits of an arm in a carton, for each part of its ratio. */
  static final int OF_EACH = 10;

  private static final String BEGINS = "K-";
  private static final int BEFORE_FIRST = 1000;

  /** No stratum's label begins so: within one, a backslash stands before a slash or another. */
  private static final String CARTONS = "\\kits";

  private final Seal seal;
  private final String study;
  private final List<Arm> arms;

  /**
   * @param study the study's name, the same for the whole trial
   * @param arms in the study's order, which matters
   */
  public Kits(Seal seal, String study, List<Arm> arms) {
    this.seal = seal;
    this.study = study;
    this.arms = Arm.require(arms);
  }

  /**
   * The numbers of a carton's kits, ascending. They need no seal.
   *
   * @param carton 1, 2, …
   */
  public static List<String> numbers(List<Arm> arms, int carton) {
    if (carton < 1) {
      throw new IllegalArgumentException("cartons count from 1; asked for " + carton);
    }
    int size = size(arms);
    int before = BEFORE_FIRST + (carton - 1) * size;
    return IntStream.rangeClosed(before + 1, before + size)
        .mapToObj(number -> BEGINS + number)
        .toList();
  }

  private static int size(List<Arm> arms) {
    return OF_EACH * arms.stream().mapToInt(Arm::ratio).sum();
  }

  /**
   * The arm of each kit of a carton, by number: its places, filled arm after arm, sorted by draw.
   */
  public Map<String, String> contents(int carton) {
    var draws = new Draws(seal, study);
    var places = new ArrayList<Place>();
    for (Arm arm : arms) {
      for (int i = 0; i < OF_EACH * arm.ratio(); i++) {
        int place = places.size() + 1;
        places.add(new Place(arm.name(), draws.number(CARTONS, carton, String.valueOf(place))));
      }
    }
    places.sort(Comparator.comparing(Place::draw));
    var contents = new LinkedHashMap<String, String>();
    var numbers = numbers(arms, carton);
    for (int i = 0; i < numbers.size(); i++) {
      contents.put(numbers.get(i), places.get(i).arm());
    }
    return contents;
  }

  private record Place(String arm, BigInteger draw) {}

  /**
   * Which of several kits of the right arm a participant gets. The first one always would tell: a
   * kit that was passed over would be another arm's.
   *
   * @param time 1 for the participant's first kit, and so on
   * @param among how many there are, at least 1
   * @return 0 up to {@code among - 1}
   */
  public int choice(String participant, int time, int among) {
    Names.require("participant", participant);
    return new Draws(seal, study)
        .number(CARTONS + "/" + participant, time, "choice")
        .mod(BigInteger.valueOf(among))
        .intValue();
  }
}
