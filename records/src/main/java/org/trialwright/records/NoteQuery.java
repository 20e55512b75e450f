package org.trialwright.records;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.trialwright.records.Indexing.In;

/**
 * A note about a person as a question. A note is long, and most of its words tell little: a word
 * counts by how rare it is among the trials, once more than usual, and hardly more for standing
 * there twice. Trials that take people of this age and sex come a little before others; whom the
 * criteria rule out is for their text to say.
 *
 * <p>The weights were found by trying round numbers on two years of a public test collection;
 * {@code docs/decisions/0040-finding-trials.md} has the figures.
 */
final class NoteQuery {
  private static final int MOST_WORDS = 120;
  private static final float PERSON = 20;

  /** What somebody does not have still tells what the note is about. */
  private static final double DENIED = 0.5;

  private static final Map<String, Float> FIELDS =
      Map.of(
          In.TITLE, 2.25f,
          In.CONDITION, 2.5f,
          In.KEYWORD, 1f,
          In.TERM, 1.5f,
          In.TREATMENT, 1f,
          In.SUMMARY, 1.75f,
          In.DESCRIPTION, 0.7f,
          In.INCLUSION, 1.5f);

  private NoteQuery() {}

  private record Word(String stem, double weight) {}

  static Query of(IndexReader reader, String text) throws IOException {
    Map<String, Double> counts = new LinkedHashMap<>();
    Wording.of(Wording.STEMS, Note.withoutDenied(text))
        .forEach(stem -> counts.merge(stem, 1.0, Double::sum));
    Wording.of(Wording.STEMS, text).forEach(stem -> counts.putIfAbsent(stem, DENIED));
    var weighed = new ArrayList<Word>();
    for (var one : counts.entrySet()) {
      double rarity = rarity(reader, one.getKey());
      if (rarity > 0) {
        weighed.add(new Word(one.getKey(), Math.sqrt(one.getValue()) * rarity));
      }
    }
    var words = new BooleanQuery.Builder();
    weighed.stream()
        .sorted(Comparator.comparing((Word one) -> -one.weight()).thenComparing(Word::stem))
        .limit(MOST_WORDS)
        .forEach(
            one ->
                FIELDS.forEach(
                    (field, boost) ->
                        words.add(
                            new BoostQuery(
                                new TermQuery(new Term(field, one.stem())),
                                (float) (boost * one.weight())),
                            Occur.SHOULD)));
    return new BooleanQuery.Builder()
        .add(words.build(), Occur.MUST)
        .add(new BoostQuery(new ConstantScoreQuery(takes(Note.read(text))), PERSON), Occur.SHOULD)
        .build();
  }

  /** 0 for a word that no trial has, small for one that all have. */
  private static double rarity(IndexReader reader, String stem) throws IOException {
    int most = 0;
    for (var field : FIELDS.keySet()) {
      most = Math.max(most, reader.docFreq(new Term(field, stem)));
    }
    return most == 0 ? 0 : Math.log(1 + (double) reader.numDocs() / most);
  }

  private static Query takes(Note note) {
    var takes = new BooleanQuery.Builder();
    note.age().ifPresent(age -> takes.add(LuceneFinder.age(age), Occur.FILTER));
    if (!note.sex().isEmpty()) {
      takes.add(LuceneFinder.any(In.SEX, "ALL", note.sex()), Occur.FILTER);
    }
    return takes.build();
  }
}
