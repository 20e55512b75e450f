package org.trialwright.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.trialwright.quantities.Truth;

/**
 * A value that rules compare, reduced to finitely many answers: every code, and of numbers one for
 * each stretch between the constants that rules mention. Sets of them are bits; the first three
 * stand for no answer at all.
 */
sealed interface ProofValue {
  long NOT_ASKED = 1;
  long NOT_SIGNED = 2;
  long UNKNOWN = 4;
  int FIRST_GIVEN = 3;

  /** All bits of answers that were given. */
  long GIVEN = -1L << FIRST_GIVEN;

  int MOST = Long.SIZE - FIRST_GIVEN;

  /** By bit. */
  List<Answer> answers();

  long possible(ProofSearch search);

  Optional<Free> undecided(ProofSearch search);

  /** A rule compares it with a constant, or asks whether it is known. */
  void mention(Answer constant);

  static List<Answer> withAbsent(List<Answer> given) {
    var all =
        new ArrayList<Answer>(List.of(Answers.NOT_ASKED, Answers.NOT_SIGNED, Answers.UNKNOWN));
    all.addAll(given);
    return all;
  }

  /** Something that can take any of its answers, whatever the others are. */
  final class Free implements ProofValue {
    private final int index;
    private final String label;
    private final Type type;
    private final double low;
    private final double high;
    private final boolean whole;
    private final TreeSet<Double> constants = new TreeSet<>();
    private final List<Function<Answer, Truth>> tests = new ArrayList<>();
    private boolean mayBeUnknown;
    private List<Answer> answers = List.of();
    private long distinct;

    /**
     * @param low lowest possible number
     * @param high highest possible number
     * @param whole whether only whole numbers are possible
     */
    Free(int index, String label, Type type, double low, double high, boolean whole) {
      this.index = index;
      this.label = label;
      this.type = type;
      this.low = low;
      this.high = high;
      this.whole = whole;
    }

    int index() {
      return index;
    }

    Type type() {
      return type;
    }

    String label() {
      return label;
    }

    @Override
    public void mention(Answer constant) {
      if (!answers.isEmpty()) {
        throw new IllegalStateException(label + " is already being searched");
      }
      if (constant instanceof Answer.Unknown) {
        mayBeUnknown = true;
      }
      if (constant instanceof Answer.Ranged number && number.exact()) {
        constants.add(number.low());
      }
    }

    void tested(Function<Answer, Truth> test) {
      tests.add(test);
    }

    /** The answers that no test tells apart are one. */
    long distinct() {
      if (distinct == 0) {
        var given = answers();
        Map<String, Integer> first = new LinkedHashMap<>();
        for (int i = FIRST_GIVEN; i < given.size(); i++) {
          var signature = new StringBuilder();
          for (var test : tests) {
            signature.append(test.apply(given.get(i))).append(" ");
          }
          first.putIfAbsent(signature.toString(), i);
        }
        for (int i : first.values()) {
          distinct |= 1L << i;
        }
        if (mayBeUnknown) {
          distinct |= UNKNOWN;
        }
      }
      return distinct;
    }

    @Override
    public List<Answer> answers() {
      if (answers.isEmpty()) {
        answers = withAbsent(given());
      }
      return answers;
    }

    private List<Answer> given() {
      return switch (type) {
        case Type.Coded coded -> codes(coded.list());
        case Type.Numeric _, Type.Day _, Type.Moment _, Type.Clock _ ->
            numbers().stream().limit(MOST).map(Answer::exactly).toList();
        case Type.Words _ -> List.of(new Answer.Written("…"));
      };
    }

    private static List<Answer> codes(CodeList list) {
      var all = new ArrayList<Answer>();
      for (int i = 0; i < list.codes().size() && i < MOST; i++) {
        all.add(new Answer.Coded(1L << i));
      }
      return all;
    }

    /** Each constant, something between each two, and the ends. */
    private SortedSet<Double> numbers() {
      var all = new TreeSet<Double>();
      add(all, low);
      add(all, high);
      var before = Double.isFinite(low) ? low : constants.isEmpty() ? 0 : constants.first() - 2;
      for (double constant : constants) {
        between(all, before, constant);
        add(all, constant);
        before = constant;
      }
      between(all, before, Double.isFinite(high) ? high : before + 2);
      if (all.isEmpty()) {
        all.add(Double.isFinite(low) ? low : 0.0);
      }
      return all;
    }

    private void between(SortedSet<Double> all, double from, double to) {
      if (whole) {
        add(all, Math.floor(from) + 1 < to ? Math.floor(from) + 1 : Double.NaN);
        add(all, Math.ceil(to) - 1 > from ? Math.ceil(to) - 1 : Double.NaN);
      } else if (to > from) {
        add(all, from + (to - from) / 2);
      }
    }

    private void add(SortedSet<Double> all, double number) {
      if (Double.isFinite(number)
          && number >= low
          && number <= high
          && (!whole || number == Math.rint(number))) {
        all.add(number);
      }
    }

    @Override
    public long possible(ProofSearch search) {
      return search.open(this);
    }

    @Override
    public Optional<Free> undecided(ProofSearch search) {
      return Long.bitCount(search.open(this)) > 1 ? Optional.of(this) : Optional.empty();
    }

    /** The bit of a code. */
    long bitOf(String code) {
      int at = type instanceof Type.Coded coded ? coded.list().indexOf(code) : -1;
      return at < 0 ? 0 : 1L << (FIRST_GIVEN + at);
    }

    String described(int bit) {
      if (1L << bit == UNKNOWN) {
        return label + " is not known";
      }
      return switch (answers().get(bit)) {
        case Answer.Coded coded when type instanceof Type.Coded list -> coded(list, coded);
        case Answer.Ranged number when type instanceof Type.Numeric numeric ->
            label + " is " + shown(number.low()) + numeric.unit().symbol().transform(Free::spaced);
        default -> label + " is given";
      };
    }

    /** The possible range in words, for advice. */
    String range() {
      boolean bounded = Double.isFinite(low) && Double.isFinite(high);
      return bounded && type instanceof Type.Numeric
          ? ": " + label + " is " + shown(low) + ".." + shown(high) + RuleProof.unit(type)
          : "";
    }

    private String coded(Type.Coded list, Answer.Coded answer) {
      var code = list.list().of(answer.possible()).getFirst();
      boolean sentence = list.yesNo() && label.indexOf(' ') > 0;
      if (sentence) {
        return code.equals("yes") ? label : "not " + label;
      }
      return label + " is " + code;
    }

    private static String spaced(String unit) {
      return unit.isEmpty() ? "" : " " + unit;
    }

    private static String shown(double number) {
      return number == Math.rint(number)
          ? String.valueOf((long) number)
          : String.valueOf(Math.round(number * 1000) / 1000.0);
    }
  }

  /** A value that is there only where its form was filled in and its question asked. */
  record Guarded(ProofValue inner, ProofFormula signed, long unsigned, ProofFormula asked)
      implements ProofValue {
    @Override
    public List<Answer> answers() {
      return inner.answers();
    }

    @Override
    public void mention(Answer constant) {
      inner.mention(constant);
    }

    @Override
    public long possible(ProofSearch search) {
      int there = signed.truths(search);
      long possible = (there & ProofFormula.YES) == 0 ? unsigned : 0;
      if ((there & ProofFormula.YES) != 0) {
        possible |= there == ProofFormula.YES ? 0 : unsigned;
        int applies = asked.truths(search);
        possible |= (applies & ProofFormula.NO) != 0 ? NOT_ASKED : 0;
        possible |= applies != ProofFormula.NO ? inner.possible(search) : 0;
      }
      return possible;
    }

    @Override
    public Optional<Free> undecided(ProofSearch search) {
      if (Integer.bitCount(signed.truths(search)) > 1) {
        return signed.undecided(search);
      }
      if (Integer.bitCount(asked.truths(search)) > 1) {
        return asked.undecided(search).or(() -> inner.undecided(search));
      }
      return inner.undecided(search);
    }
  }

  /** The result of a decision: the first line that holds. */
  final class Decided implements ProofValue {
    private final CodeList codes;
    private final List<ProofFormula> lines;
    private final long[] bits;
    private int known = -1;
    private long possible;

    Decided(CodeList codes, List<ProofFormula> lines, long[] bits) {
      this.codes = codes;
      this.lines = List.copyOf(lines);
      this.bits = bits.clone();
    }

    @Override
    public List<Answer> answers() {
      return withAbsent(Free.codes(codes));
    }

    @Override
    public void mention(Answer constant) {
      // A decision gives its codes, whatever it is compared with.
    }

    @Override
    public long possible(ProofSearch search) {
      if (known != search.change()) {
        possible = workOut(search);
        known = search.change();
      }
      return possible;
    }

    private long workOut(ProofSearch search) {
      long results = 0;
      for (int i = 0; i < lines.size(); i++) {
        int truths = lines.get(i).truths(search);
        results |= (truths & ProofFormula.YES) != 0 ? bits[i] << FIRST_GIVEN : 0;
        results |= (truths & ProofFormula.UNKNOWN) != 0 ? UNKNOWN : 0;
        if ((truths & ProofFormula.NO) == 0) {
          return results;
        }
      }
      return results | UNKNOWN;
    }

    @Override
    public Optional<Free> undecided(ProofSearch search) {
      for (var line : lines) {
        int truths = line.truths(search);
        if (Integer.bitCount(truths) > 1) {
          var found = line.undecided(search);
          if (found.isPresent()) {
            return found;
          }
        }
        if ((truths & ProofFormula.NO) == 0) {
          return Optional.empty();
        }
      }
      return Optional.empty();
    }
  }

  /** A rule whose truth is a value. */
  record Judged(ProofFormula rule) implements ProofValue {
    @Override
    public List<Answer> answers() {
      return withAbsent(Free.codes(CodeList.YES_NO));
    }

    @Override
    public void mention(Answer constant) {
      // A rule is yes or no, whatever it is compared with.
    }

    @Override
    public long possible(ProofSearch search) {
      int truths = rule.truths(search);
      return ((truths & ProofFormula.NO) != 0 ? 1L << FIRST_GIVEN : 0)
          | ((truths & ProofFormula.YES) != 0 ? 2L << FIRST_GIVEN : 0)
          | ((truths & ProofFormula.UNKNOWN) != 0 ? UNKNOWN : 0);
    }

    @Override
    public Optional<Free> undecided(ProofSearch search) {
      return rule.undecided(search);
    }
  }
}
