package org.trialwright.records;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoubleField;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KeywordField;
import org.apache.lucene.document.LatLonDocValuesField;
import org.apache.lucene.document.LatLonPoint;
import org.apache.lucene.document.LongField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.BytesRef;
import org.trialwright.records.Search.Facet;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes an index of records: from the first record to the last, or from an earlier index and what
 * changed since. Either way it is closed as one piece without anything deleted in it, which
 * counting relies on.
 */
final class Indexing implements AutoCloseable {
  static final BM25Similarity SIMILARITY = new BM25Similarity(0.9f, 0.4f);
  private static final double LARGEST_BUFFER_MB = 256;
  private static final int WAITING = 64;
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_TITLE = 2_000;
  private static final int LONGEST_DESCRIPTION = 50_000;

  private final IndexWriter writer;
  private final boolean onto;

  /** Names of what an index keeps of a record. */
  static final class In {
    static final String ID = "id";
    static final String NUMBERS = "numbers";
    static final String ACRONYM = "acronym";
    static final String TITLE_KEY = "title-key";
    static final String TITLE = "title";
    static final String CONDITION = "condition";
    static final String CONDITION_KEY = "condition-key";
    static final String KEYWORD = "keyword";
    static final String TERM = "term";
    static final String TERM_KEY = "term-key";
    static final String ABOVE = "above";
    static final String TREATMENT = "treatment-words";
    static final String TREATMENT_ABOVE = "treatment-above";
    static final String SPONSOR = "sponsor";
    static final String SUMMARY = "summary";
    static final String DESCRIPTION = "description";
    static final String INCLUSION = "inclusion";
    static final String EXCLUSION = "exclusion";
    static final String SITES = "sites";
    static final String WORD = "word";
    static final String PHRASE = "phrase";
    static final String AGE_FROM = "age-from";
    static final String AGE_UNTIL = "age-until";
    static final String SEX = "sex";
    static final String VOLUNTEERS = "volunteers";
    static final String RESULTS = "results";
    static final String UPDATED = "updated";
    static final String SPOT = "spot";
    static final String CITY = "city";
    static final String PLACE = "place";
    static final String ILLNESS = "illness";
    static final String ILLNESS_PATH = "illness-path";
    static final String CARD = "card";

    private In() {}

    static String facet(Facet facet) {
      return "facet-" + facet.name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param onto whether the directory holds an earlier index, whose records may come again
   */
  Indexing(Directory directory, boolean onto) throws IOException {
    this.onto = onto;
    var config = new IndexWriterConfig(Wording.STEMS);
    config.setSimilarity(SIMILARITY);
    config.setOpenMode(
        onto ? IndexWriterConfig.OpenMode.APPEND : IndexWriterConfig.OpenMode.CREATE);
    config.setRAMBufferSizeMB(buffer());
    this.writer = new IndexWriter(directory, config);
  }

  /** A sixth of the memory there is: fewer pieces to put together where there is more of it. */
  private static double buffer() {
    return Math.min(LARGEST_BUFFER_MB, Runtime.getRuntime().maxMemory() / 6.0 / (1 << 20));
  }

  /** May be called by several threads at once. */
  void add(TrialRecord record) throws IOException {
    var document = new Document();
    numbers(document, record);
    texts(document, record);
    facets(document, record);
    people(document, record);
    var card = Card.of(record);
    places(document, card.sites());
    document.add(new StoredField(In.CARD, JsonMapper.shared().writeValueAsBytes(card)));
    if (onto) {
      writer.updateDocument(new Term(In.ID, record.id()), document);
    } else {
      writer.addDocument(document);
    }
  }

  /**
   * Records of a store, by as many threads as there are processors; the caller is one of them.
   *
   * @param after only those that came or changed after this edition; below 0 for all
   */
  void addAll(RecordStore store, long after) {
    var faults = new ConcurrentLinkedQueue<RuntimeException>();
    int others = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
    try (var crew =
        new ThreadPoolExecutor(
            others,
            others,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().name("index").daemon().factory(),
            new ThreadPoolExecutor.CallerRunsPolicy())) {
      store.each(
          after,
          (_, json) -> {
            if (faults.isEmpty()) {
              crew.execute(() -> add(json, faults));
            }
          });
    }
    var first = faults.poll();
    if (first != null) {
      throw first;
    }
  }

  private void add(String json, Queue<RuntimeException> faults) {
    try {
      add(RecordReader.read(json));
    } catch (IOException trouble) {
      faults.add(new UncheckedIOException(trouble));
    } catch (RuntimeException trouble) {
      faults.add(trouble);
    }
  }

  /** Finishes the index as one piece. */
  @Override
  public void close() throws IOException {
    writer.forceMerge(1);
    writer.close();
  }

  private static void numbers(Document document, TrialRecord record) {
    document.add(new KeywordField(In.ID, record.id(), Field.Store.YES));
    var numbers = new LinkedHashSet<String>();
    numbers.add(number(record.id()));
    record.otherIds().forEach(one -> numbers.add(number(one)));
    numbers.forEach(one -> document.add(new StringField(In.NUMBERS, one, Field.Store.NO)));
    if (!record.acronym().isBlank()) {
      document.add(new StringField(In.ACRONYM, cut(Wording.key(record.acronym())), Field.Store.NO));
    }
    for (var title : new LinkedHashSet<>(List.of(record.briefTitle(), record.officialTitle()))) {
      document.add(new StringField(In.TITLE_KEY, titleKey(title), Field.Store.NO));
    }
  }

  /** A number as it is compared: without case and spaces. */
  static String number(String written) {
    return cut(written.toLowerCase(Locale.ROOT).replaceAll("\\s+", ""));
  }

  static String titleKey(String title) {
    var key = Wording.key(title);
    return key.length() <= LONGEST_TITLE ? key : key.substring(0, LONGEST_TITLE);
  }

  /** Terms of an index may not be endless. */
  static String cut(String term) {
    return term.length() <= LONGEST_NAME ? term : term.substring(0, LONGEST_NAME);
  }

  private static void texts(Document document, TrialRecord record) {
    text(
        document, In.TITLE, List.of(record.briefTitle(), record.officialTitle(), record.acronym()));
    text(document, In.CONDITION, record.conditions());
    text(document, In.KEYWORD, record.keywords());
    text(document, In.TERM, record.terms().conditions());
    text(document, In.ABOVE, record.terms().above());
    var treatments = new ArrayList<String>();
    for (var one : record.treatments()) {
      treatments.add(one.name());
      treatments.addAll(one.otherNames());
    }
    treatments.addAll(record.terms().treatments());
    text(document, In.TREATMENT, treatments);
    text(document, In.TREATMENT_ABOVE, record.terms().treatmentsAbove());
    var sponsors = new ArrayList<>(record.sponsor().collaborators());
    sponsors.addFirst(record.sponsor().name());
    text(document, In.SPONSOR, sponsors);
    text(document, In.SUMMARY, List.of(record.summary()));
    var description = record.description();
    text(
        document,
        In.DESCRIPTION,
        List.of(
            description.length() <= LONGEST_DESCRIPTION
                ? description
                : description.substring(0, LONGEST_DESCRIPTION)));
    var parts = parts(record.eligibility().text());
    text(document, In.INCLUSION, List.of(parts.getFirst()));
    text(document, In.EXCLUSION, List.of(parts.getLast()));
    keys(document, In.CONDITION_KEY, record.conditions());
    keys(document, In.CONDITION_KEY, record.keywords());
    keys(document, In.TERM_KEY, record.terms().conditions());
    keys(document, In.TERM_KEY, record.terms().treatments());
    words(document, record, treatments);
    phrases(document, record);
    illnesses(document, record);
  }

  /** Conditions as they are registered and as the register calls them, each once by its address. */
  private static void illnesses(Document document, TrialRecord record) {
    var names = new TreeMap<String, String>();
    for (var all : List.of(record.conditions(), record.terms().conditions())) {
      all.stream()
          .map(name -> cut(name.strip()))
          .filter(name -> !name.isEmpty())
          .forEach(name -> names.putIfAbsent(cut(Wording.slug(name)), name));
    }
    names.forEach(
        (path, name) -> {
          document.add(new StringField(In.ILLNESS, path + "\t" + name, Field.Store.NO));
          document.add(new StringField(In.ILLNESS_PATH, path, Field.Store.NO));
        });
  }

  /** What stands before and after the heading of what excludes. */
  static List<String> parts(String criteria) {
    int at = criteria.toLowerCase(Locale.ROOT).indexOf("exclusion criteria");
    return at <= 0
        ? List.of(criteria, "")
        : List.of(criteria.substring(0, at), criteria.substring(at));
  }

  private static void text(Document document, String field, List<String> texts) {
    texts.stream()
        .filter(text -> !text.isBlank())
        .forEach(text -> document.add(new TextField(field, text, Field.Store.NO)));
  }

  private static void keys(Document document, String field, List<String> names) {
    names.stream()
        .map(name -> cut(Wording.key(name)))
        .distinct()
        .filter(key -> !key.isEmpty())
        .forEach(key -> document.add(new KeywordField(field, key, Field.Store.NO)));
  }

  /** What words there are, for the correction of others. */
  private static void words(Document document, TrialRecord record, List<String> treatments) {
    var all = new ArrayList<String>();
    all.add(record.briefTitle());
    all.add(record.officialTitle());
    all.addAll(record.conditions());
    all.addAll(record.keywords());
    all.addAll(record.terms().conditions());
    all.addAll(treatments);
    all.add(record.sponsor().name());
    var words = new LinkedHashSet<String>();
    all.forEach(text -> words.addAll(Wording.of(Wording.WHOLE, text)));
    words.stream()
        .filter(word -> word.length() <= 40)
        .forEach(word -> document.add(new StringField(In.WORD, word, Field.Store.NO)));
  }

  /** Conditions and treatments, each under every word that one may begin to type. */
  private static void phrases(Document document, TrialRecord record) {
    var names = new LinkedHashSet<>(record.conditions());
    record.treatments().forEach(one -> names.add(one.name()));
    names.addAll(record.terms().conditions());
    if (!record.acronym().isBlank()) {
      names.add(record.acronym());
    }
    var terms = new LinkedHashSet<String>();
    for (var name : names) {
      var words = Wording.of(Wording.WHOLE, name);
      if (name.length() <= 80 && words.size() <= 8) {
        for (int i = 0; i < words.size(); i++) {
          if (i == 0 || !Wording.isStop(words.get(i))) {
            terms.add(String.join(" ", words.subList(i, words.size())) + "\t" + name.strip());
          }
        }
      }
    }
    terms.forEach(term -> document.add(new StringField(In.PHRASE, term, Field.Store.NO)));
  }

  private static void facets(Document document, TrialRecord record) {
    facet(document, Facet.STATUS, List.of(record.status()));
    facet(document, Facet.PHASE, record.design().phases());
    facet(document, Facet.TYPE, List.of(record.design().type()));
    facet(
        document,
        Facet.TREATMENT,
        record.treatments().stream().map(TrialRecord.Treatment::kind).toList());
    facet(
        document,
        Facet.COUNTRY,
        record.locations().stream().map(TrialRecord.Location::country).toList());
  }

  private static void facet(Document document, Facet facet, List<String> values) {
    values.stream()
        .filter(value -> !value.isBlank())
        .map(Indexing::cut)
        .distinct()
        .forEach(value -> document.add(new KeywordField(In.facet(facet), value, Field.Store.NO)));
  }

  private static void people(Document document, TrialRecord record) {
    var who = record.eligibility();
    document.add(new DoubleField(In.AGE_FROM, Age.from(who.lowestAge()), Field.Store.NO));
    document.add(new DoubleField(In.AGE_UNTIL, Age.until(who.highestAge()), Field.Store.NO));
    document.add(new StringField(In.SEX, who.sex().isBlank() ? "ALL" : who.sex(), Field.Store.NO));
    document.add(new StringField(In.VOLUNTEERS, who.volunteers(), Field.Store.NO));
    document.add(new StringField(In.RESULTS, Boolean.toString(record.results()), Field.Store.NO));
    document.add(new LongField(In.UPDATED, day(record.updated()), Field.Store.NO));
  }

  /** A date of a record as a number; 0 where there is none. */
  static long day(String iso) {
    try {
      return switch (iso.length()) {
        case 10 -> LocalDate.parse(iso).toEpochDay();
        case 7 -> YearMonth.parse(iso).atDay(1).toEpochDay();
        default -> 0;
      };
    } catch (DateTimeException noDate) {
      return 0;
    }
  }

  private static void places(Document document, List<Card.Site> sites) {
    var spots = new LinkedHashSet<Spot>();
    var cities = new LinkedHashSet<String>();
    var places = new TreeMap<String, String>();
    for (var site : sites) {
      if (site.counts()) {
        site.spot().ifPresent(spots::add);
      }
      site.spot()
          .ifPresent(
              spot ->
                  cities.add(
                      String.join(
                          "\t",
                          String.join(" ", Wording.of(Wording.WHOLE, site.city())),
                          site.city(),
                          site.country(),
                          spot.lat() + "," + spot.lon())));
      places(places, site);
    }
    for (var spot : spots) {
      document.add(new LatLonPoint(In.SPOT, spot.lat(), spot.lon()));
      document.add(new LatLonDocValuesField(In.SPOT, spot.lat(), spot.lon()));
    }
    cities.stream()
        .filter(city -> city.length() <= LONGEST_NAME)
        .forEach(city -> document.add(new StringField(In.CITY, city, Field.Store.NO)));
    places.forEach(
        (path, name) ->
            document.add(new StringField(In.PLACE, path + "\t" + cut(name), Field.Store.NO)));
    for (var path : places.keySet()) {
      document.add(new StringField(In.SITES, path, Field.Store.NO));
    }
  }

  private static void places(Map<String, String> places, Card.Site site) {
    if (site.country().isBlank()) {
      return;
    }
    var path = new StringBuilder();
    int depth = 0;
    for (var name : List.of(site.country(), site.state(), site.city(), site.facility())) {
      path.append('/').append(cut(Wording.slug(name)));
      places.putIfAbsent(depth + path.toString(), name.isBlank() ? "-" : name.strip());
      depth++;
    }
  }

  static BytesRef place(List<String> path) {
    return new BytesRef((path.size() - 1) + "/" + String.join("/", path));
  }
}
