package org.trialwright.records;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.FuzzyTermsEnum;
import org.apache.lucene.util.BytesRef;
import org.trialwright.records.Indexing.In;

/**
 * Words of the records that somebody may have meant who typed a word that is in none, or in few.
 */
final class Spelling {
  private static final int SHORTEST = 4;
  private static final int LONG = 8;
  private static final int FEW = 2;
  private static final int MUCH_MORE = 10;
  private static final int MOST = 2;

  private Spelling() {}

  private record Candidate(String word, int edits, int trials) {}

  static List<String> others(IndexReader reader, String word) throws IOException {
    int there = reader.docFreq(new Term(In.WORD, word));
    var known = MultiTerms.getTerms(reader, In.WORD);
    if (word.length() < SHORTEST || there > FEW || known == null || word.matches(".*\\d.*")) {
      return List.of();
    }
    var candidates = new ArrayList<Candidate>();
    int most = word.length() >= LONG && there == 0 ? 2 : 1;
    var near = new FuzzyTermsEnum(known, new Term(In.WORD, word), most, 0, true);
    for (BytesRef term = near.next(); term != null; term = near.next()) {
      var other = term.utf8ToString();
      int trials = near.docFreq();
      if (!other.equals(word) && trials > there * MUCH_MORE) {
        candidates.add(new Candidate(other, edits(word, other), trials));
      }
    }
    int least = candidates.stream().mapToInt(Candidate::edits).min().orElse(0);
    return candidates.stream()
        .filter(one -> one.edits() == least)
        .sorted(
            Comparator.comparing((Candidate one) -> one.word().charAt(0) != word.charAt(0))
                .thenComparing(one -> -one.trials())
                .thenComparing(Candidate::word))
        .limit(MOST)
        .map(Candidate::word)
        .toList();
  }

  /** Letters changed, added, left out or exchanged with their neighbour. */
  static int edits(String one, String other) {
    int[][] least = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        if (i == 0 || j == 0) {
          least[i][j] = i + j;
          continue;
        }
        int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        least[i][j] =
            Math.min(least[i - 1][j - 1] + change, 1 + Math.min(least[i - 1][j], least[i][j - 1]));
        if (i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1)) {
          least[i][j] = Math.min(least[i][j], least[i - 2][j - 2] + 1);
        }
      }
    }
    return least[one.length()][other.length()];
  }
}
