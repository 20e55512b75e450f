package org.trialwright.bedside.allocation;

import java.util.List;
import org.trialwright.pages.Frame;
import org.trialwright.pages.Link;
import org.trialwright.pages.Row;
import org.trialwright.pages.Verdict;
import org.trialwright.pages.Who;

/**
 * What the allocation uses, to be checked before it.
 *
 * @param uses answers, each with where it is changed
 * @param entry the newest fact that the page was made from
 * @param consequences of the act, in sentences
 */
record CheckView(
    Frame frame,
    List<Link> way,
    Who who,
    Verdict verdict,
    List<Row> uses,
    String action,
    String key,
    long entry,
    List<String> consequences,
    String button,
    Link back,
    String error) {
  CheckView {
    way = List.copyOf(way);
    uses = List.copyOf(uses);
    consequences = List.copyOf(consequences);
  }
}
