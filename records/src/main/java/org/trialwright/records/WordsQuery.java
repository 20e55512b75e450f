package org.trialwright.records;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.trialwright.records.Indexing.In;

/**
 * The words of a search as a question to the index. A trial must have every word, in whatever field
 * and spelling; a number, an acronym or a whole title leads to its trial before all others.
 *
 * @param instead what was looked for besides the words that were typed
 */
record WordsQuery(Query query, List<String> instead) {
  /** From so many words on it is a note about a person, of which no trial has every word. */
  private static final int NOTE = 16;

  private static final int ALL_OF = 4;
  private static final double SHARE = 0.7;
  private static final float NUMBER = 10_000;
  private static final float WHOLE_TITLE = 5_000;
  private static final float ACRONYM = 1_000;
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
      return new WordsQuery(MatchAllDocsQuery.INSTANCE, List.of());
    }
    var typed = new LinkedHashSet<>(Wording.of(Wording.WHOLE, search.text()));
    if (typed.size() >= NOTE) {
      return new WordsQuery(NoteQuery.of(reader, search.text()), List.of());
    }
    var instead = new LinkedHashSet<String>();
    var words = new BooleanQuery.Builder();
    int meant = 0;
    for (var word : typed) {
      if (Wording.of(Wording.STEMS, word).isEmpty()) {
        continue;
      }
      var spellings = new ArrayList<>(List.of(word));
      if (!search.exact()) {
        var others = Spelling.others(reader, word);
        spellings.addAll(others);
        instead.addAll(others);
      }
      words.add(anywhere(spellings), Occur.SHOULD);
      meant++;
    }
    words.setMinimumNumberShouldMatch(meant <= ALL_OF ? meant : (int) Math.ceil(meant * SHARE));
    quoted(search.text(), words);
    near(search.text(), words);
    var any = new BooleanQuery.Builder();
    if (meant > 0) {
      any.add(words.build(), Occur.SHOULD);
    }
    exactly(search.text(), any);
    if (!search.exact()) {
      for (var name : OtherNames.of(reader, search.text())) {
        instead.add(name);
        any.add(new BoostQuery(phrase(In.TERM, name), OTHER_NAME), Occur.SHOULD);
      }
    }
    return new WordsQuery(any.build(), List.copyOf(instead));
  }

  /** A word in the field where it counts most, and a little for each other. */
  private static Query anywhere(List<String> spellings) {
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
    return new DisjunctionMaxQuery(fields, REST);
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
    words.add(constant(In.CONDITION_KEY, Wording.key(text), 3), Occur.SHOULD);
    words.add(constant(In.TERM_KEY, Wording.key(text), 2), Occur.SHOULD);
  }

  private static void exactly(String text, BooleanQuery.Builder any) {
    any.add(constant(In.NUMBERS, Indexing.number(text), NUMBER), Occur.SHOULD);
    var key = Indexing.cut(Wording.key(text));
    if (!key.isEmpty()) {
      any.add(constant(In.TITLE_KEY, key, WHOLE_TITLE), Occur.SHOULD);
      any.add(constant(In.ACRONYM, key, ACRONYM), Occur.SHOULD);
    }
    for (var word : text.split("\\s+")) {
      if (word.toLowerCase(Locale.ROOT).matches("nct\\d{8}\\W?")) {
        any.add(
            constant(In.NUMBERS, Indexing.number(word.replaceAll("\\W", "")), NUMBER),
            Occur.SHOULD);
      }
    }
  }

  static Query constant(String field, String term, float score) {
    return new BoostQuery(
        new ConstantScoreQuery(new TermQuery(new Term(field, Indexing.cut(term)))), score);
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
