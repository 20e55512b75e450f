package org.trialwright.records;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.StopFilter;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * How words are compared: without case, accents and endings, and British and American spellings
 * alike, in the index as in the query.
 */
final class Wording {
  private static final int BETWEEN_ENTRIES = 20;
  private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final CharArraySet STOP = EnglishAnalyzer.ENGLISH_STOP_WORDS_SET;

  /** Words reduced to their stems, as they are searched. */
  static final Analyzer STEMS = new Words(true);

  /** Whole words, as they are corrected and suggested. */
  static final Analyzer WHOLE = new Words(false);

  private Wording() {}

  private static final class Words extends Analyzer {
    private final boolean stems;

    Words(boolean stems) {
      this.stems = stems;
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
      var tokens = new StandardTokenizer();
      TokenStream words = new EnglishPossessiveFilter(tokens);
      words = new LowerCaseFilter(words);
      words = new ASCIIFoldingFilter(words);
      if (stems) {
        words = new OneSpelling(words);
        words = new StopFilter(words, STOP);
        words = new PorterStemFilter(words);
      }
      return new TokenStreamComponents(tokens, words);
    }

    @Override
    public int getPositionIncrementGap(String field) {
      return BETWEEN_ENTRIES;
    }
  }

  /** Anaemia is anemia, tumour is tumor. What it does to other words, it does on both sides. */
  private static final class OneSpelling extends TokenFilter {
    private static final int SHORTEST_OUR = 6;

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);

    OneSpelling(TokenStream input) {
      super(input);
    }

    @Override
    public boolean incrementToken() throws IOException {
      if (!input.incrementToken()) {
        return false;
      }
      var word = term.toString();
      var plain = word.replace("ae", "e").replace("oe", "e");
      if (plain.length() >= SHORTEST_OUR) {
        plain = plain.replace("our", "or").replace("isation", "ization");
      }
      if (!plain.equals(word)) {
        term.setEmpty().append(plain);
      }
      return true;
    }
  }

  /** The words of a text after an analyser, in their order. */
  static List<String> of(Analyzer analyser, String text) {
    var words = new ArrayList<String>();
    try (var tokens = analyser.tokenStream("", new StringReader(text))) {
      var term = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) {
        words.add(term.toString());
      }
      tokens.end();
    } catch (IOException nothingIsRead) {
      throw new UncheckedIOException(nothingIsRead);
    }
    return words;
  }

  static boolean isStop(String word) {
    return STOP.contains(word);
  }

  /** A whole text as one term: its stems, one space between. */
  static String key(String text) {
    return String.join(" ", of(STEMS, text));
  }

  /** A name as part of an address: letters and digits of any script, hyphens between. */
  static String slug(String name) {
    var plain =
        NO_LETTERS
            .matcher(String.join("-", of(WHOLE, name)).toLowerCase(Locale.ROOT))
            .replaceAll("-");
    return plain.isEmpty() ? "-" : plain;
  }
}
