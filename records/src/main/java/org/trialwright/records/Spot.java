package org.trialwright.records;

import java.util.Optional;

/** A place on the earth, in degrees. */
public record Spot(double lat, double lon) {
  private static final double EARTH_KM = 6_371.0088;

  public Spot {
    if (!(Math.abs(lat) <= 90 && Math.abs(lon) <= 180)) {
      throw new IllegalArgumentException("no place on the earth is at " + lat + ", " + lon);
    }
  }

  /** Empty when there is no such place on the earth. */
  public static Optional<Spot> of(double lat, double lon) {
    return Math.abs(lat) <= 90 && Math.abs(lon) <= 180
        ? Optional.of(new Spot(lat, lon))
        : Optional.empty();
  }

  /** Along a great circle (haversine), in kilometres. */
  public double kilometres(Spot other) {
    double north = Math.toRadians(other.lat - lat) / 2;
    double east = Math.toRadians(other.lon - lon) / 2;
    double half =
        Math.pow(Math.sin(north), 2)
            + Math.cos(Math.toRadians(lat))
                * Math.cos(Math.toRadians(other.lat))
                * Math.pow(Math.sin(east), 2);
    return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(half)));
  }
}
