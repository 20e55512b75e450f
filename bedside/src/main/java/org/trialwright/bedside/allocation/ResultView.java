package org.trialwright.bedside.allocation;

import java.util.List;
import org.trialwright.pages.Frame;
import org.trialwright.pages.Link;
import org.trialwright.pages.Result;
import org.trialwright.pages.Row;

/**
 * An allocation as it was drawn.
 *
 * @param next what is due now, each with its time and form
 */
record ResultView(
    Frame frame,
    List<Link> way,
    Result result,
    List<Next> next,
    List<Row> how,
    List<String> checked,
    Link open) {
  ResultView {
    way = List.copyOf(way);
    next = List.copyOf(next);
    how = List.copyOf(how);
    checked = List.copyOf(checked);
  }

  /** One thing to do now. */
  record Next(String what, String when, Link link) {}
}
