package org.trialwright.records;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.trialwright.records.Indexing.In;

/**
 * Other names of a condition, learned from the records: those that register it in these words carry
 * the terms of the medical subject headings that the register gave them.
 */
final class OtherNames {
  private static final double SHARE = 0.6;
  private static final double LIFT = 3;
  private static final int FEWEST = 2;
  private static final int MOST = 2;

  private OtherNames() {}

  private record Name(String term, double share, double lift) {}

  /** Terms, as stems, of most trials with this condition, and of few others. */
  static List<String> of(IndexReader reader, String text) throws IOException {
    var key = Wording.key(text);
    if (key.isEmpty()) {
      return List.of();
    }
    Map<String, Integer> counted = new HashMap<>();
    int trials = 0;
    for (var leaf : reader.leaves()) {
      var terms = DocValues.getSortedSet(leaf.reader(), In.TERM_KEY);
      var having =
          leaf.reader().postings(new Term(In.CONDITION_KEY, Indexing.cut(key)), PostingsEnum.NONE);
      if (having == null) {
        continue;
      }
      Map<Long, Integer> here = new HashMap<>();
      for (int doc = having.nextDoc();
          doc != DocIdSetIterator.NO_MORE_DOCS;
          doc = having.nextDoc()) {
        trials++;
        if (terms.advanceExact(doc)) {
          for (int i = 0; i < terms.docValueCount(); i++) {
            here.merge(terms.nextOrd(), 1, Integer::sum);
          }
        }
      }
      for (var one : here.entrySet()) {
        counted.merge(terms.lookupOrd(one.getKey()).utf8ToString(), one.getValue(), Integer::sum);
      }
    }
    if (trials < FEWEST) {
      return List.of();
    }
    var names = new java.util.ArrayList<Name>();
    for (var one : counted.entrySet()) {
      double share = (double) one.getValue() / trials;
      double everywhere =
          (double) reader.docFreq(new Term(In.TERM_KEY, one.getKey())) / reader.numDocs();
      if (!one.getKey().equals(key) && share >= SHARE && share / everywhere >= LIFT) {
        names.add(new Name(one.getKey(), share, share / everywhere));
      }
    }
    return names.stream()
        .sorted(Comparator.comparing((Name one) -> -one.lift()).thenComparing(Name::term))
        .limit(MOST)
        .map(Name::term)
        .toList();
  }
}
