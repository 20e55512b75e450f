package org.trialwright.study;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.trialwright.clinical.ClinicalFunction;
import org.trialwright.clinical.Functions;
import org.trialwright.clinical.Interval;
import org.trialwright.clinical.Parameter;
import org.trialwright.quantities.Unit;

/**
 * A clinical function called by name: its arguments are checked once, its values are sets of what
 * is possible.
 */
record ClinicalCall(ClinicalFunction function, List<Type> given) {
  private static final int DECIMAL = 10;

  ClinicalCall {
    given = List.copyOf(given);
  }

  static Optional<ClinicalCall> find(String name) {
    return Functions.find(name).map(function -> new ClinicalCall(function, List.of()));
  }

  static List<String> names() {
    return Functions.all().stream().map(ClinicalFunction::name).toList();
  }

  /** What is wrong with arguments of these types, if anything. */
  Optional<String> objection(List<Type> types) {
    var wanted = function.parameters();
    if (!function.variadic() && types.size() != wanted.size()) {
      return Optional.of(
          function.name()
              + " takes "
              + wanted.size()
              + " values ("
              + String.join(", ", wanted.stream().map(Parameter::name).toList())
              + "), not "
              + types.size());
    }
    for (int i = 0; i < types.size(); i++) {
      var parameter = function.variadic() ? wanted.getFirst() : wanted.get(i);
      if (!fits(parameter, types.get(i))) {
        return Optional.of(
            function.name()
                + ": "
                + parameter.name()
                + " must be "
                + described(parameter)
                + ", but this is "
                + types.get(i).described());
      }
    }
    boolean scale = function instanceof ClinicalFunction.Score;
    return scale && types.stream().map(ClinicalCall::codes).distinct().count() > 1
        ? Optional.of(function.name() + ": the items of a scale have the same answers")
        : Optional.empty();
  }

  private static List<String> codes(Type type) {
    return type instanceof Type.Coded coded ? coded.list().codes() : List.of();
  }

  private static boolean fits(Parameter parameter, Type type) {
    return switch (parameter) {
      case Parameter.Number number ->
          type instanceof Type.Numeric numeric
              && numeric.unit().dimension().equals(number.unit().dimension());
      case Parameter.Code code ->
          type instanceof Type.Coded coded && code.codes().containsAll(coded.list().codes());
      case Parameter.Item _ ->
          type instanceof Type.Coded coded
              && coded.list().ordered()
              && coded.list().codes().size() > 1
              && coded.list().codes().stream().allMatch(one -> one.matches("\\d{1,9}"));
    };
  }

  private static String described(Parameter parameter) {
    return switch (parameter) {
      case Parameter.Number number -> new Type.Numeric(number.unit()).described();
      case Parameter.Code code -> "one of " + String.join(", ", code.codes());
      case Parameter.Item _ -> "a questionnaire item answered 1 < 2 < 3 …";
    };
  }

  Term term(List<Term> arguments, String text) {
    var types = arguments.stream().map(Term::type).toList();
    var type =
        switch (function) {
          case ClinicalFunction.Numeric numeric -> new Type.Numeric(numeric.result());
          case ClinicalFunction.Score score -> new Type.Numeric(score.result());
          case ClinicalFunction.Coded coded ->
              new Type.Coded(new CodeList(coded.name(), coded.results(), true));
        };
    return new Term.Call(new ClinicalCall(function, types), arguments, type, text);
  }

  Answer apply(List<Answer> arguments) {
    return switch (function) {
      case ClinicalFunction.Numeric numeric -> number(numeric, arguments);
      case ClinicalFunction.Coded coded -> code(coded, arguments);
      case ClinicalFunction.Score score -> score(score, arguments);
    };
  }

  private Answer number(ClinicalFunction.Numeric numeric, List<Answer> arguments) {
    var numbers = new ArrayList<Interval>();
    var codes = new ArrayList<Set<String>>();
    for (int i = 0; i < arguments.size(); i++) {
      var parameter =
          numeric.variadic() ? numeric.parameters().getFirst() : numeric.parameters().get(i);
      var type = given.get(i);
      if (arguments.get(i) instanceof Answer.Ranged ranged
          && parameter instanceof Parameter.Number wanted
          && type instanceof Type.Numeric numbered) {
        numbers.add(inUnit(ranged, numbered.unit(), wanted.unit()));
      } else if (arguments.get(i) instanceof Answer.Coded coded
          && type instanceof Type.Coded list) {
        codes.add(Set.copyOf(list.list().of(coded.possible())));
      } else {
        return Answers.UNKNOWN;
      }
    }
    try {
      var result = numeric.range(numbers, codes);
      return Answer.between(result.low(), result.high());
    } catch (IllegalArgumentException refused) {
      // A value outside the formula's domain, such as a height of 0: nothing can be said, which is
      // not an error here.
      return new Answer.Unknown(String.valueOf(refused.getMessage()));
    }
  }

  private static Interval inUnit(Answer.Ranged ranged, Unit given, Unit wanted) {
    return new Interval(given.convert(ranged.low(), wanted), given.convert(ranged.high(), wanted));
  }

  private Answer code(ClinicalFunction.Coded coded, List<Answer> arguments) {
    var codes = new ArrayList<Set<String>>();
    for (int i = 0; i < arguments.size(); i++) {
      if (!(arguments.get(i) instanceof Answer.Coded answer)
          || !(given.get(i) instanceof Type.Coded type)) {
        return Answers.UNKNOWN;
      }
      codes.add(new HashSet<>(type.list().of(answer.possible())));
    }
    long possible = 0;
    for (var result : coded.possible(codes)) {
      if (result.isEmpty()) {
        return Answers.UNKNOWN;
      }
      possible |= 1L << coded.results().indexOf(result.get());
    }
    return new Answer.Coded(possible);
  }

  private Answer score(ClinicalFunction.Score score, List<Answer> arguments) {
    var answered = new ArrayList<Integer>();
    int lowest = 1;
    int highest = 1;
    for (int i = 0; i < arguments.size(); i++) {
      if (!(given.get(i) instanceof Type.Coded type)) {
        return Answers.UNKNOWN;
      }
      lowest = Integer.parseInt(type.list().codes().getFirst(), DECIMAL);
      highest = Integer.parseInt(type.list().codes().getLast(), DECIMAL);
      if (arguments.get(i) instanceof Answer.Coded coded && coded.known()) {
        answered.add(Integer.parseInt(type.list().of(coded.possible()).getFirst(), DECIMAL));
      }
    }
    var result = score.apply(lowest, highest, arguments.size(), answered);
    return result.isPresent() ? Answer.exactly(result.getAsDouble()) : Answers.UNKNOWN;
  }
}
