package org.trialwright.records;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.search.IndexSearcher;
import org.trialwright.records.Finder.Ranked;

/** Ranks trials for a note about a person. */
final class NoteRanking {
  private NoteRanking() {}

  static List<Ranked> rank(IndexSearcher searcher, String note, int most) throws IOException {
    var top = searcher.search(NoteQuery.of(searcher.getIndexReader(), note), most);
    var ranked = new ArrayList<Ranked>();
    for (var one : top.scoreDocs) {
      ranked.add(new Ranked(id(searcher, one.doc), one.score));
    }
    return ranked;
  }

  private static String id(IndexSearcher searcher, int doc) throws IOException {
    return searcher.storedFields().document(doc, Set.of(Indexing.In.ID)).get(Indexing.In.ID);
  }
}
