package org.trialwright.records;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.trialwright.records.Indexing.In;

/**
 * The words of a search as a question to the index. A trial must have every word, in whatever field
 * and spelling; a number, an acronym or a whole title leads to its trial before all others.
 *
 * @param query finds and ranks
 * @param matching finds the same trials without ranking them, which is quicker where all are
 *     counted
 * @param instead what was looked for besides the words that were typed
 */
record WordsQuery(Query query, Query matching, List<String> instead) {
  /** From so many words on it is a note about a person, of which no trial has every word. */
  private static final int NOTE = 16;

  private static final int ALL_OF = 4;
  private static final double SHARE = 0.7;
  private static final float NUMBER = 10_000;
  private static final float WHOLE_TITLE = 5_000;
  private static final float ACRONYM = 1_000;
  private static final float SAME_NAME = 12;
  private static final float OTHER_NAME = 0.5f;
  private static final float REST = 0.15f;
  private static final Pattern QUOTED = Pattern.compile("[\"“”]([^\"“”]+)[\"“”]");

  private static final Map<String, Float> FIELDS =
      new LinkedHashMap<>(
          Map.ofEntries(
              Map.entry(In.TITLE, 3f),
              Map.entry(In.CONDITION, 3.5f),
              Map.entry(In.TERM, 2.5f),
              Map.entry(In.ABOVE, 0.8f),
              Map.entry(In.KEYWORD, 1.5f),
              Map.entry(In.TREATMENT, 2.5f),
              Map.entry(In.TREATMENT_ABOVE, 0.6f),
              Map.entry(In.SPONSOR, 1f),
              Map.entry(In.SUMMARY, 0.8f),
              Map.entry(In.DESCRIPTION, 0.4f),
              Map.entry(In.INCLUSION, 0.5f)));

  static WordsQuery of(IndexReader reader, Search search) throws IOException {
    if (search.text().isEmpty()) {
      return new WordsQuery(MatchAllDocsQuery.INSTANCE, MatchAllDocsQuery.INSTANCE, List.of());
    }
    var typed = new LinkedHashSet<>(Wording.of(Wording.WHOLE, search.text()));
    var exactly = exactly(search.text());
    if (typed.size() >= NOTE) {
      var note =
          new BooleanQuery.Builder()
              .add(NoteQuery.of(reader, search.text()), Occur.SHOULD)
              .add(exactly, Occur.SHOULD);
      return new WordsQuery(note.build(), note.build(), List.of());
    }
    // Whoever types a number, an acronym or a whole title has made no slip of the pen.
    boolean known = reader.numDocs() > 0 && new IndexSearcher(reader).count(exactly) > 0;
    var instead = new LinkedHashSet<String>();
    var words = new ArrayList<List<Query>>();
    var meant = new ArrayList<String>();
    for (var word : typed) {
      if (Wording.of(Wording.STEMS, word).isEmpty()) {
        continue;
      }
      var spellings = new ArrayList<>(List.of(word));
      if (!search.exact() && !known) {
        spellings.addAll(Spelling.others(reader, word));
        instead.addAll(spellings.subList(1, spellings.size()));
      }
      words.add(anywhere(spellings));
      meant.add(spellings.size() > 1 ? spellings.get(1) : word);
    }
    var corrected = String.join(" ", meant);
    var ranked = new BooleanQuery.Builder();
    var matching = new BooleanQuery.Builder();
    if (!meant.isEmpty()) {
      var ranking = all(words, one -> new DisjunctionMaxQuery(one, REST));
      near(corrected, ranking);
      quoted(search.text(), ranking);
      ranked.add(ranking.build(), Occur.SHOULD);
      var same = all(words, WordsQuery::either);
      quoted(search.text(), same);
      matching.add(same.build(), Occur.SHOULD);
    }
    ranked.add(exactly, Occur.SHOULD);
    matching.add(exactly, Occur.SHOULD);
    if (!search.exact()) {
      for (var name : OtherNames.of(reader, corrected)) {
        instead.add(name);
        ranked.add(new BoostQuery(phrase(In.TERM, name), OTHER_NAME), Occur.SHOULD);
        matching.add(phrase(In.TERM, name), Occur.SHOULD);
      }
    }
    return new WordsQuery(ranked.build(), matching.build(), List.copyOf(instead));
  }

  /** Of a few words each must be there, of more most of them. */
  private static BooleanQuery.Builder all(
      List<List<Query>> words, Function<List<Query>, Query> together) {
    var all = new BooleanQuery.Builder();
    boolean few = words.size() <= ALL_OF;
    words.forEach(one -> all.add(together.apply(one), few ? Occur.MUST : Occur.SHOULD));
    return few ? all : all.setMinimumNumberShouldMatch((int) Math.ceil(words.size() * SHARE));
  }

  private static Query either(List<Query> fields) {
    var any = new BooleanQuery.Builder();
    fields.forEach(one -> any.add(one, Occur.SHOULD));
    return any.build();
  }

  /** A word in the field where it counts most, and a little for each other. */
  private static List<Query> anywhere(List<String> spellings) {
    var fields = new ArrayList<Query>();
    FIELDS.forEach(
        (field, weight) -> {
          for (var stem :
              spellings.stream()
                  .flatMap(one -> Wording.of(Wording.STEMS, one).stream())
                  .collect(Collectors.toCollection(LinkedHashSet::new))) {
            fields.add(new BoostQuery(new TermQuery(new Term(field, stem)), weight));
          }
        });
    spellings.forEach(one -> fields.add(new TermQuery(new Term(In.NUMBERS, Indexing.number(one)))));
    return fields;
  }

  private static void quoted(String text, BooleanQuery.Builder words) {
    var quoted = QUOTED.matcher(text);
    while (quoted.find()) {
      var fields = new BooleanQuery.Builder();
      for (var field : FIELDS.keySet()) {
        fields.add(phrase(field, quoted.group(1)), Occur.SHOULD);
      }
      words.add(fields.build(), Occur.MUST);
    }
  }

  /** Words that stand together as they were typed count more. */
  private static void near(String text, BooleanQuery.Builder words) {
    if (Wording.of(Wording.STEMS, text).size() > 1) {
      words.add(new BoostQuery(phrase(In.CONDITION, text), 3), Occur.SHOULD);
      words.add(new BoostQuery(phrase(In.TITLE, text), 2), Occur.SHOULD);
    }
    words.add(constant(In.CONDITION_KEY, Indexing.cut(Wording.key(text)), SAME_NAME), Occur.SHOULD);
    words.add(constant(In.TERM_KEY, Indexing.cut(Wording.key(text)), SAME_NAME / 2), Occur.SHOULD);
  }

  private static Query exactly(String text) {
    var any = new BooleanQuery.Builder();
    any.add(constant(In.NUMBERS, Indexing.number(text), NUMBER), Occur.SHOULD);
    var key = Wording.key(text);
    if (!key.isEmpty()) {
      any.add(constant(In.TITLE_KEY, Indexing.titleKey(text), WHOLE_TITLE), Occur.SHOULD);
      any.add(constant(In.ACRONYM, Indexing.cut(key), ACRONYM), Occur.SHOULD);
    }
    for (var word : text.split("\\s+")) {
      if (word.toLowerCase(Locale.ROOT).matches("nct\\d{8}\\W?")) {
        any.add(
            constant(In.NUMBERS, Indexing.number(word.replaceAll("\\W", "")), NUMBER),
            Occur.SHOULD);
      }
    }
    return any.build();
  }

  static Query constant(String field, String term, float score) {
    return new BoostQuery(new ConstantScoreQuery(new TermQuery(new Term(field, term))), score);
  }

  static Query phrase(String field, String text) {
    var phrase = new PhraseQuery.Builder();
    phrase.setSlop(2);
    for (var stem : Wording.of(Wording.STEMS, text)) {
      phrase.add(new Term(field, stem));
    }
    return phrase.build();
  }
}
