package org.trialwright.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trialwright.journal.Database;
import org.trialwright.journal.LocalPostgres;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Trials for notes about patients, on slices of a public test collection: the six weighted fields
 * that the collection's page describes, reproduced, the full-text search of PostgreSQL, and ours
 * beside them. It stands here and not in its module because it needs a database.
 */
@Tag("bench")
class RetrievalBenchTest {
  private static final Path COLLECTION = Path.of("../../shared/data/trec-ct");
  private static final int CUT = 10;

  @BeforeAll
  static void the_collection_is_there() {
    boolean there = Files.isRegularFile(COLLECTION.resolve("docs.jsonl.gz"));
    if (!there) {
      System.err.println("SKIPPED: no test collection of notes and trials beside the project");
    }
    Assumptions.assumeTrue(there);
  }

  private interface Ranking {
    List<String> rank(String note) throws IOException;
  }

  @TempDir static Path folder;

  @Test
  void ours_is_better_than_the_full_text_search_of_postgresql_in_both_years() throws IOException {
    try (var local = LocalPostgres.start(folder)) {
      Database.migrate(local.owner());
      RecordStore.migrate(local.owner().source());
      var store = new RecordStore(local.owner().source());
      var records = new ArrayList<RecordFiles.Piece.Taken>();
      RecordFiles.read(
          List.of(COLLECTION.resolve("docs.jsonl.gz")),
          piece -> records.add((RecordFiles.Piece.Taken) piece));
      store.keep(records);
      var postgres = new PostgresSearch(local.owner().source());
      postgres.make();
      var ours = ours();
      for (var year : List.of("2021", "2022")) {
        double theirs = mean(year, note -> postgres.any(note, CUT));
        double own = mean(year, ours);
        System.out.printf(
            Locale.ROOT, "nDCG@10 %s: PostgreSQL full text %.4f, ours %.4f%n", year, theirs, own);
        assertThat(own).isGreaterThan(theirs);
      }
    }
  }

  @Test
  void ours_is_at_least_a_seventh_better_than_the_baseline_in_both_years() throws IOException {
    var baseline = baseline();
    var ours = ours();
    for (var expected : Map.of("2021", 0.3445, "2022", 0.3362).entrySet()) {
      double theirs = mean(expected.getKey(), baseline);
      double own = mean(expected.getKey(), ours);
      System.out.printf(
          Locale.ROOT,
          "nDCG@10 %s: six weighted fields %.4f, ours %.4f (%+.1f %%)%n",
          expected.getKey(),
          theirs,
          own,
          100 * (own / theirs - 1));
      assertThat(theirs).isEqualTo(expected.getValue(), within(0.0005));
      assertThat(own).isGreaterThanOrEqualTo(1.15 * theirs);
    }
  }

  private static Ranking ours() throws IOException {
    var directory = new ByteBuffersDirectory();
    try (var indexing = new Indexing(directory, false)) {
      RecordFiles.read(
          List.of(COLLECTION.resolve("docs.jsonl.gz")),
          piece -> {
            try {
              indexing.add(RecordReader.read(((RecordFiles.Piece.Taken) piece).json()));
            } catch (IOException trouble) {
              throw new UncheckedIOException(trouble);
            }
          });
    }
    var finder = new LuceneFinder(directory);
    return note -> finder.rank(note, CUT).stream().map(Finder.Ranked::id).toList();
  }

  // The baseline -------------------------------------------------------------------------------

  private static final Map<String, Float> FIELDS =
      Map.of(
          "all", 1f,
          "title", 1.25f,
          "condition", 1.5f,
          "summary", 0.75f,
          "inclusion", 0.5f,
          "intervention", 0.25f);

  private static Ranking baseline() throws IOException {
    var analyser = new EnglishAnalyzer();
    var similarity = new BM25Similarity(0.9f, 0.4f);
    var directory = new ByteBuffersDirectory();
    var config = new IndexWriterConfig(analyser);
    config.setSimilarity(similarity);
    config.setRAMBufferSizeMB(256);
    try (var writer = new IndexWriter(directory, config);
        var lines =
            new BufferedReader(
                new InputStreamReader(
                    new GZIPInputStream(Files.newInputStream(COLLECTION.resolve("docs.jsonl.gz"))),
                    StandardCharsets.UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        writer.addDocument(document(JsonMapper.shared().readTree(line)));
      }
      writer.forceMerge(1);
    }
    var searcher = new IndexSearcher(DirectoryReader.open(directory));
    searcher.setSimilarity(similarity);
    IndexSearcher.setMaxClauseCount(16_384);
    return note -> search(searcher, analyser, note);
  }

  private static Document document(JsonNode flat) {
    var title = flat.path("briefTitle").asString() + " . " + flat.path("officialTitle").asString();
    var condition =
        listed(flat, "conditions") + listed(flat, "keywords") + listed(flat, "conditionMesh");
    var names = new StringBuilder();
    flat.path("interventions")
        .forEach(one -> names.append(one.path("name").asString()).append(" . "));
    var intervention = names + listed(flat, "interventionMesh");
    var summary = flat.path("briefSummary").asString();
    var eligibility = flat.path("eligibility").asString();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(
        "all",
        String.join(
            " . ",
            title,
            condition,
            intervention,
            summary,
            flat.path("detailedDescription").asString(),
            eligibility));
    fields.put("title", title);
    fields.put("condition", condition);
    fields.put("summary", summary);
    fields.put("inclusion", Indexing.parts(eligibility).getFirst());
    fields.put("intervention", intervention);
    var document = new Document();
    document.add(new StringField("id", flat.path("nctId").asString(), Field.Store.YES));
    fields.forEach((name, text) -> document.add(new TextField(name, text, Field.Store.NO)));
    return document;
  }

  private static String listed(JsonNode flat, String key) {
    var all = new StringBuilder();
    flat.path(key).forEach(one -> all.append(one.asString()).append(" . "));
    return all.toString();
  }

  private static List<String> search(IndexSearcher searcher, Analyzer analyser, String note)
      throws IOException {
    Map<String, Integer> counts = new LinkedHashMap<>();
    Wording.of(analyser, note).forEach(term -> counts.merge(term, 1, Integer::sum));
    var query = new BooleanQuery.Builder();
    FIELDS.forEach(
        (field, weight) ->
            counts.forEach(
                (term, times) ->
                    query.add(
                        new BoostQuery(new TermQuery(new Term(field, term)), weight * times),
                        BooleanClause.Occur.SHOULD)));
    var ids = new ArrayList<String>();
    for (var one : searcher.search(query.build(), CUT).scoreDocs) {
      ids.add(searcher.storedFields().document(one.doc).get("id"));
    }
    return ids;
  }

  // The measure --------------------------------------------------------------------------------

  /** Over the topics that have a judged trial of grade 1 or 2 in the slice. */
  private static double mean(String year, Ranking ranking) throws IOException {
    Map<String, Map<String, Integer>> grades = new HashMap<>();
    for (var line : Files.readAllLines(COLLECTION.resolve("qrels" + year + ".slice.txt"))) {
      var cells = line.strip().split("\\s+");
      grades
          .computeIfAbsent(cells[0], _ -> new HashMap<>())
          .put(cells[2], Integer.parseInt(cells[3]));
    }
    double sum = 0;
    int topics = 0;
    for (var line : Files.readAllLines(COLLECTION.resolve("topics" + year + ".tsv"))) {
      var cells = line.split("\t", 2);
      var judged = grades.getOrDefault(cells[0], Map.of());
      if (judged.values().stream().anyMatch(grade -> grade > 0)) {
        var ranked = ranking.rank(cells[1]).stream().map(id -> judged.getOrDefault(id, 0)).toList();
        var ideal = judged.values().stream().sorted(Comparator.reverseOrder()).toList();
        sum += gain(ranked) / gain(ideal);
        topics++;
      }
    }
    return sum / topics;
  }

  private static double gain(List<Integer> grades) {
    double gain = 0;
    for (int i = 0; i < Math.min(CUT, grades.size()); i++) {
      gain += grades.get(i) / (Math.log(i + 2) / Math.log(2));
    }
    return gain;
  }
}
