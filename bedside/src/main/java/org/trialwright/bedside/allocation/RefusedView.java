package org.trialwright.bedside.allocation;

import java.util.List;
import org.trialwright.pages.Frame;
import org.trialwright.pages.Link;
import org.trialwright.pages.Verdict;
import org.trialwright.pages.Who;

/**
 * Why no arm can be drawn now.
 *
 * @param open what does not hold, or cannot be told, each with its reason
 */
record RefusedView(
    Frame frame,
    List<Link> way,
    Who who,
    Verdict verdict,
    List<Verdict.Criterion> open,
    List<Link> acts) {
  RefusedView {
    way = List.copyOf(way);
    open = List.copyOf(open);
    acts = List.copyOf(acts);
  }
}
