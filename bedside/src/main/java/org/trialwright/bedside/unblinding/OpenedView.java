package org.trialwright.bedside.unblinding;

import java.util.List;
import org.trialwright.pages.Frame;
import org.trialwright.pages.Link;
import org.trialwright.pages.Result;

/**
 * The arm, shown to who opened it, once.
 *
 * @param now what must be done next, a sentence each
 */
record OpenedView(Frame frame, List<Link> way, Result result, List<String> now, Link back) {
  OpenedView {
    way = List.copyOf(way);
    now = List.copyOf(now);
  }
}
