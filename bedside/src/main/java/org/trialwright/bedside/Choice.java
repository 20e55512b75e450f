package org.trialwright.bedside;

import java.util.List;
import org.trialwright.pages.Link;

/** A row of links that narrow a list, of which one is chosen; its address is "". */
public record Choice(String label, List<Link> links) {
  private static final int LONG = 6;

  public Choice {
    links = List.copyOf(links);
  }

  /** Whether it would fill the page and is folded away. */
  public boolean isLong() {
    return links.size() > LONG;
  }
}
