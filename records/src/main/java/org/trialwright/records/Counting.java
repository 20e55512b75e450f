package org.trialwright.records;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.index.Terms;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;
import org.trialwright.records.Finder.Count;
import org.trialwright.records.Finder.What;
import org.trialwright.records.Search.Facet;

/**
 * How many trials a search finds, and how many each value of a facet would show. The words and each
 * filter are looked up once; what is counted then are sets of bits.
 */
final class Counting {
  private final List<Leaf> leaves = new ArrayList<>();

  /** What matches in one part of the index. */
  private record Leaf(LeafReaderContext part, FixedBitSet words, Map<What, FixedBitSet> filters) {

    /** Trials with the words that pass all filters, or all but one. */
    FixedBitSet passing(Optional<What> without) {
      var all = words.clone();
      filters.forEach(
          (what, bits) -> {
            if (without.isEmpty() || without.get() != what) {
              all.and(bits);
            }
          });
      return all;
    }
  }

  /**
   * @param words what the words match in each part of the index, as {@link #bits} says it
   */
  Counting(IndexSearcher searcher, List<FixedBitSet> words, Map<What, Query> filters)
      throws IOException {
    Map<What, List<FixedBitSet>> passing = new EnumMap<>(What.class);
    for (var filter : filters.entrySet()) {
      passing.put(filter.getKey(), bits(searcher, filter.getValue()));
    }
    for (var part : searcher.getIndexReader().leaves()) {
      Map<What, FixedBitSet> here = new EnumMap<>(What.class);
      passing.forEach((what, bits) -> here.put(what, bits.get(part.ord)));
      leaves.add(new Leaf(part, words.get(part.ord), here));
    }
  }

  /** What a query matches in each part of the index. */
  static List<FixedBitSet> bits(IndexSearcher searcher, Query query) throws IOException {
    var weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
    var all = new ArrayList<FixedBitSet>();
    for (var part : searcher.getIndexReader().leaves()) {
      var bits = new FixedBitSet(part.reader().maxDoc());
      var scorer = weight.bulkScorer(part);
      if (scorer != null) {
        scorer.score(new Marking(bits), null, 0, DocIdSetIterator.NO_MORE_DOCS);
      }
      all.add(bits);
    }
    return all;
  }

  private record Marking(FixedBitSet bits) implements LeafCollector {
    @Override
    public void setScorer(Scorable scores) {
      // Nothing is ranked.
    }

    @Override
    public void collect(int doc) {
      bits.set(doc);
    }
  }

  long total() {
    return leaves.stream().mapToLong(leaf -> leaf.passing(Optional.empty()).cardinality()).sum();
  }

  /** How many trials each value would show, were it the only one chosen of its facet. */
  List<Count> of(Facet facet, What own) throws IOException {
    Map<String, Long> counted = new HashMap<>();
    for (var leaf : leaves) {
      var reader = leaf.part().reader();
      var wanted = leaf.passing(Optional.of(own));
      if (wanted.cardinality() == reader.maxDoc()) {
        everything(reader.terms(Indexing.In.facet(facet)), counted);
      } else {
        some(DocValues.getSortedSet(reader, Indexing.In.facet(facet)), wanted, counted);
      }
    }
    return counted.entrySet().stream()
        .map(one -> new Count(one.getKey(), one.getValue()))
        .sorted(Comparator.comparing((Count one) -> -one.trials()).thenComparing(Count::value))
        .toList();
  }

  /** Of all trials the index knows the counts already. */
  private static void everything(@Nullable Terms terms, Map<String, Long> counted)
      throws IOException {
    if (terms == null) {
      return;
    }
    var all = terms.iterator();
    for (var term = all.next(); term != null; term = all.next()) {
      counted.merge(term.utf8ToString(), (long) all.docFreq(), Long::sum);
    }
  }

  private static void some(SortedSetDocValues values, FixedBitSet wanted, Map<String, Long> counted)
      throws IOException {
    var counts = new long[(int) values.getValueCount()];
    var single = DocValues.unwrapSingleton(values);
    var docs = new BitSetIterator(wanted, wanted.length());
    for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc()) {
      if (single != null) {
        if (single.advanceExact(doc)) {
          counts[single.ordValue()]++;
        }
      } else if (values.advanceExact(doc)) {
        for (int i = values.docValueCount(); i > 0; i--) {
          counts[(int) values.nextOrd()]++;
        }
      }
    }
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] > 0) {
        counted.merge(values.lookupOrd(i).utf8ToString(), counts[i], Long::sum);
      }
    }
  }
}
