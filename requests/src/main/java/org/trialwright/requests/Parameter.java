package org.trialwright.requests;

import java.util.List;

/**
 * A named argument of a method.
 *
 * @param required whether a request without it is refused
 */
record Parameter(String name, Kind kind, boolean required) {
  static Parameter number(String name) {
    return new Parameter(name, new Kind.Number(), true);
  }

  static Parameter numbers(String name) {
    return new Parameter(name, new Kind.Items(new Kind.Number()), true);
  }

  static Parameter whole(String name) {
    return new Parameter(name, new Kind.Whole(), true);
  }

  static Parameter wholes(String name) {
    return new Parameter(name, new Kind.Items(new Kind.Whole()), true);
  }

  static Parameter flag(String name) {
    return new Parameter(name, new Kind.Flag(), true);
  }

  static Parameter choice(String name, String... choices) {
    return new Parameter(name, new Kind.Text(List.of(choices)), true);
  }

  static Parameter texts(String name, String... choices) {
    return new Parameter(name, new Kind.Items(new Kind.Text(List.of(choices))), true);
  }

  static Parameter fields(String name, List<Parameter> parameters) {
    return new Parameter(name, new Kind.Fields(parameters), true);
  }

  /** The list of small requests that some methods take. */
  static List<Parameter> requests(Parameter... each) {
    return List.of(new Parameter("requests", new Kind.Items(new Kind.Fields(List.of(each))), true));
  }

  Parameter optional() {
    return new Parameter(name, kind, false);
  }

  Parameter orNull() {
    return new Parameter(name, new Kind.OrNull(kind), required);
  }
}
