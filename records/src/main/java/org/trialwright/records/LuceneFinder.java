package org.trialwright.records;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.lucene.document.DoubleField;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.LatLonDocValuesField;
import org.apache.lucene.document.LatLonPoint;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;
import org.apache.lucene.util.StringHelper;
import org.trialwright.records.Indexing.In;
import org.trialwright.records.Search.Facet;
import tools.jackson.databind.json.JsonMapper;

/** The finder on one finished index. */
final class LuceneFinder implements Finder, AutoCloseable {
  private static final int DEEPEST = 10_000;
  private static final int UNDERSTOOD = 200;

  private final DirectoryReader reader;
  private final IndexSearcher searcher;
  private final Map<Asked, Understood> understood =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Asked, Understood> eldest) {
              return size() > UNDERSTOOD;
            }
          });
  private final Suggestions suggestions;
  private final Illnesses illnesses;

  LuceneFinder(Directory directory) throws IOException {
    this.reader = DirectoryReader.open(directory);
    this.searcher = new IndexSearcher(reader);
    searcher.setSimilarity(Indexing.SIMILARITY);
    this.suggestions = new Suggestions(this::terms);
    this.illnesses = new Illnesses(this::terms);
  }

  @Override
  public void close() {
    ask(
        () -> {
          reader.close();
          return reader;
        });
  }

  /** Keeps the index open for a question; no when it was closed meanwhile. */
  boolean enter() {
    return reader.tryIncRef();
  }

  void leave() {
    ask(
        () -> {
          reader.decRef();
          return reader;
        });
  }

  long size() {
    return reader.numDocs();
  }

  private interface Asking<T> {
    T ask() throws IOException;
  }

  private static <T> T ask(Asking<T> asking) {
    try {
      return asking.ask();
    } catch (IOException trouble) {
      throw new UncheckedIOException("the index cannot be read", trouble);
    }
  }

  /** The words of a search, on which spellings and other names hang; not what it is narrowed by. */
  private record Asked(String text, boolean exact) {}

  /**
   * @param matching which trials have the words, in each part of the index
   */
  private record Understood(WordsQuery words, List<FixedBitSet> matching) {}

  /** A page asks with the same words several times, and the index says the same of them. */
  private Understood words(Search search) throws IOException {
    var asked = new Asked(search.text(), search.exact());
    var known = understood.get(asked);
    if (known == null) {
      var words = WordsQuery.of(reader, search);
      known = new Understood(words, Counting.bits(searcher, words.matching()));
      understood.put(asked, known);
    }
    return known;
  }

  @Override
  public Found find(Search search, int from, int most) {
    return ask(
        () -> {
          var meant = words(search);
          var words = meant.words();
          var filters = filters(search);
          var query = together(words.query(), filters);
          var hits = new ArrayList<Hit>();
          for (int doc : top(query, sort(search), from, most)) {
            hits.add(hit(doc, search));
          }
          var counting = new Counting(searcher, meant.matching(), filters);
          Map<Facet, List<Count>> counts = new EnumMap<>(Facet.class);
          for (var facet : Facet.values()) {
            counts.put(facet, counting.of(facet, what(facet)));
          }
          return new Found(counting.total(), hits, counts, words.instead());
        });
  }

  @Override
  public long count(Search search) {
    return ask(() -> new Counting(searcher, words(search).matching(), filters(search)).total());
  }

  /** Documents in their order, some of them; Lucene refuses to look for none. */
  private List<Integer> top(Query query, Sort sort, int from, int most) throws IOException {
    int wanted = Math.min(DEEPEST, from + most);
    var all = new ArrayList<Integer>();
    if (most > 0 && wanted > from) {
      for (var one : searcher.search(query, wanted, sort, true).scoreDocs) {
        all.add(one.doc);
      }
    }
    return all.subList(Math.min(from, all.size()), all.size());
  }

  private static Sort sort(Search search) {
    var newest =
        LongField.newSortField(
            In.UPDATED, true, org.apache.lucene.search.SortedNumericSelector.Type.MAX);
    var id =
        KeywordField.newSortField(
            In.ID, false, org.apache.lucene.search.SortedSetSelector.Type.MIN);
    return switch (search.order()) {
      case DATE -> new Sort(newest, id);
      case DISTANCE ->
          search
              .near()
              .map(
                  near ->
                      new Sort(
                          LatLonDocValuesField.newDistanceSort(
                              In.SPOT, near.spot().lat(), near.spot().lon()),
                          SortField.FIELD_SCORE,
                          id))
              .orElse(new Sort(SortField.FIELD_SCORE, id));
      case RELEVANCE ->
          search.text().isEmpty() ? new Sort(newest, id) : new Sort(SortField.FIELD_SCORE, id);
    };
  }

  // Filters ------------------------------------------------------------------------------------

  private static Map<What, Query> filters(Search search) {
    Map<What, Query> filters = new EnumMap<>(What.class);
    search
        .chosen()
        .forEach(
            (facet, values) ->
                filters.put(
                    what(facet),
                    KeywordField.newSetQuery(
                        In.facet(facet), values.stream().map(BytesRef::new).toList())));
    search.age().ifPresent(age -> filters.put(What.AGE, age(age)));
    if (!search.sex().isEmpty()) {
      filters.put(What.SEX, any(In.SEX, "ALL", search.sex()));
    }
    if (search.volunteers()) {
      filters.put(What.VOLUNTEERS, new TermQuery(new Term(In.VOLUNTEERS, "true")));
    }
    if (search.results()) {
      filters.put(What.RESULTS, new TermQuery(new Term(In.RESULTS, "true")));
    }
    long since = Indexing.day(search.updatedSince());
    if (since > 0) {
      filters.put(What.DATE, LongField.newRangeQuery(In.UPDATED, since, Long.MAX_VALUE));
    }
    search
        .near()
        .filter(near -> Double.isFinite(near.kilometres()))
        .ifPresent(
            near ->
                filters.put(
                    What.PLACE,
                    LatLonPoint.newDistanceQuery(
                        In.SPOT, near.spot().lat(), near.spot().lon(), near.kilometres() * 1_000)));
    return filters;
  }

  private static What what(Facet facet) {
    return switch (facet) {
      case STATUS -> What.STATUS;
      case PHASE -> What.PHASE;
      case TYPE -> What.TYPE;
      case TREATMENT -> What.TREATMENT;
      case COUNTRY -> What.COUNTRY;
    };
  }

  /** Somebody of a whole number of years may be anywhere in that year of life. */
  static Query age(double age) {
    boolean whole = age == Math.rint(age);
    return new BooleanQuery.Builder()
        .add(
            DoubleField.newRangeQuery(In.AGE_FROM, 0, whole ? Math.nextDown(age + 1) : age),
            Occur.FILTER)
        .add(
            DoubleField.newRangeQuery(In.AGE_UNTIL, Math.nextUp(age), Double.MAX_VALUE),
            Occur.FILTER)
        .build();
  }

  static Query any(String field, String... values) {
    var all = new BooleanQuery.Builder();
    for (var value : values) {
      all.add(new TermQuery(new Term(field, value)), Occur.SHOULD);
    }
    return all.build();
  }

  private static Query together(Query words, Map<What, Query> filters) {
    var all = new BooleanQuery.Builder().add(words, Occur.MUST);
    filters.values().forEach(filter -> all.add(filter, Occur.FILTER));
    return all.build();
  }

  // Hits ---------------------------------------------------------------------------------------

  private Card card(int doc) throws IOException {
    var stored =
        reader.storedFields().document(doc, java.util.Set.of(In.CARD)).getBinaryValue(In.CARD);
    return JsonMapper.shared().readValue(stored.bytes, stored.offset, stored.length, Card.class);
  }

  private Hit hit(int doc, Search search) throws IOException {
    var card = card(doc);
    return search
        .near()
        .map(near -> near(card, near.spot()))
        .orElse(new Hit(card, Optional.empty(), Double.POSITIVE_INFINITY));
  }

  static Hit near(Card card, Spot from) {
    Optional<Card.Site> nearest = Optional.empty();
    double least = Double.POSITIVE_INFINITY;
    for (var site : card.sites()) {
      double away =
          site.counts()
              ? site.spot().map(from::kilometres).orElse(Double.POSITIVE_INFINITY)
              : Double.POSITIVE_INFINITY;
      if (away < least) {
        least = away;
        nearest = Optional.of(site);
      }
    }
    return new Hit(card, nearest, least);
  }

  @Override
  public List<Ranked> rank(String note, int most) {
    return ask(() -> NoteRanking.rank(searcher, note, most));
  }

  @Override
  public Optional<Why> why(Search search, String id) {
    return ask(
        () -> {
          var one = new TermQuery(new Term(In.NUMBERS, Indexing.number(id)));
          var found = searcher.search(one, 1);
          if (found.scoreDocs.length == 0) {
            return Optional.empty();
          }
          var parts = new ArrayList<Part>();
          if (!search.text().isEmpty()) {
            parts.add(new Part(What.WORDS, both(one, words(search).words().matching())));
          }
          for (var filter : filters(search).entrySet()) {
            parts.add(new Part(filter.getKey(), both(one, filter.getValue())));
          }
          return Optional.of(new Why(card(found.scoreDocs[0].doc), parts));
        });
  }

  private boolean both(Query one, Query other) throws IOException {
    return searcher.count(
            new BooleanQuery.Builder().add(one, Occur.FILTER).add(other, Occur.FILTER).build())
        > 0;
  }

  // What there is ------------------------------------------------------------------------------

  /** All terms of a field that begin like this, with the number of trials that have each. */
  private void terms(String field, String beginning, Terms.Taker taker) throws IOException {
    var terms = MultiTerms.getTerms(reader, field);
    if (terms == null) {
      return;
    }
    var prefix = new BytesRef(beginning);
    var all = terms.iterator();
    if (all.seekCeil(prefix) == TermsEnum.SeekStatus.END) {
      return;
    }
    for (BytesRef term = all.term();
        term != null && StringHelper.startsWith(term, prefix);
        term = all.next()) {
      taker.take(term, all.docFreq());
    }
  }

  @Override
  public List<String> suggest(String typed, int most) {
    return ask(() -> suggestions.of(typed, most));
  }

  @Override
  public List<City> cities(String name, int most) {
    return ask(
        () -> {
          var parts = name.split("[,，]", 2);
          var beginning = String.join(" ", Wording.of(Wording.WHOLE, parts[0]));
          var rest = parts.length < 2 ? "" : Wording.slug(parts[1].strip());
          if (beginning.isEmpty()) {
            return List.of();
          }
          var found = new ArrayList<City>();
          terms(
              In.CITY,
              beginning,
              (term, count) -> {
                var fields = term.utf8ToString().split("\t", -1);
                var at = fields[3].split(",");
                if (rest.isEmpty()
                    || rest.equals("-")
                    || Wording.slug(fields[2]).startsWith(rest)) {
                  found.add(
                      new City(
                          fields[1],
                          fields[2],
                          new Spot(Double.parseDouble(at[0]), Double.parseDouble(at[1])),
                          count));
                }
              });
          // A whole name comes before names that only begin like it.
          return found.stream()
              .sorted(
                  Comparator.comparing(
                          (City city) ->
                              !String.join(" ", Wording.of(Wording.WHOLE, city.name()))
                                  .equals(beginning))
                      .thenComparing(city -> -city.trials())
                      .thenComparing(City::country))
              .limit(most)
              .toList();
        });
  }

  @Override
  public List<Inside> places(List<String> path) {
    return ask(
        () -> {
          var beginning = path.size() + "/" + (path.isEmpty() ? "" : String.join("/", path) + "/");
          Map<String, Inside> inside = new TreeMap<>();
          terms(
              In.PLACE,
              beginning,
              (found, count) -> {
                var term = found.utf8ToString();
                var slug = term.substring(beginning.length(), term.indexOf('\t'));
                var name = term.substring(term.indexOf('\t') + 1);
                inside.merge(
                    slug,
                    new Inside(name, slug, count),
                    (one, other) ->
                        new Inside(
                            one.trials() >= other.trials() ? one.name() : other.name(),
                            slug,
                            one.trials() + other.trials()));
              });
          return inside.values().stream()
              .sorted(Comparator.comparing(one -> one.name().toLowerCase(java.util.Locale.ROOT)))
              .toList();
        });
  }

  @Override
  public Found at(List<String> path, int from, int most) {
    return ask(
        () -> {
          Query there =
              path.isEmpty()
                  ? MatchAllDocsQuery.INSTANCE
                  : new TermQuery(new Term(In.SITES, Indexing.place(path)));
          var hits = new ArrayList<Hit>();
          for (int doc : top(there, sort(Search.ALL), from, most)) {
            hits.add(new Hit(card(doc), Optional.empty(), Double.POSITIVE_INFINITY));
          }
          return new Found(searcher.count(there), hits, Map.of(), List.of());
        });
  }

  @Override
  public List<String> everyPlace() {
    return ask(
        () -> {
          var all = new ArrayList<String>();
          for (var depth : List.of("0/", "1/", "2/")) {
            terms(
                In.SITES,
                depth,
                (term, _) -> all.add(term.utf8ToString().substring(depth.length())));
          }
          return all;
        });
  }

  @Override
  public List<String> everyCondition() {
    return ask(
        () -> {
          var all = new ArrayList<String>();
          terms(In.ILLNESS_PATH, "", (term, _) -> all.add(term.utf8ToString()));
          return all;
        });
  }

  @Override
  public Conditions conditions(String beginning) {
    return ask(() -> illnesses.of(beginning));
  }

  @Override
  public Optional<Inside> condition(String slug) {
    return ask(() -> illnesses.named(slug));
  }

  @Override
  public Found about(String condition, int from, int most) {
    return ask(
        () -> {
          var that = new TermQuery(new Term(In.ILLNESS_PATH, condition));
          var hits = new ArrayList<Hit>();
          for (int doc : top(that, sort(Search.ALL), from, most)) {
            hits.add(new Hit(card(doc), Optional.empty(), Double.POSITIVE_INFINITY));
          }
          var counting = new Counting(searcher, Counting.bits(searcher, that), Map.of());
          return new Found(
              counting.total(),
              hits,
              Map.of(Facet.STATUS, counting.of(Facet.STATUS, What.STATUS)),
              List.of());
        });
  }
}
