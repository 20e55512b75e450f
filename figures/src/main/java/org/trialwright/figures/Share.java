package org.trialwright.figures;

/** So many of so many participants. */
public record Share(int events, int of) {
  public Share {
    Checks.count(events, "a count");
    Checks.that(events <= of, "%s of %s participants", events, of);
  }

  double value() {
    return of == 0 ? 0 : (double) events / of;
  }

  String percent(Numbers numbers) {
    return numbers.percent(value(), of);
  }

  String written(Numbers numbers) {
    return numbers.count(events) + "/" + numbers.count(of);
  }
}
