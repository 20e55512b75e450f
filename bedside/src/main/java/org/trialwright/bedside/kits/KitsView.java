package org.trialwright.bedside.kits;

import java.util.List;
import java.util.Optional;
import org.trialwright.pages.Frame;
import org.trialwright.pages.Link;
import org.trialwright.pages.Question;
import org.trialwright.pages.Table;

/**
 * The kits of the sites that a person may see.
 *
 * @param counts a row for each site
 * @param shelf of the site that is looked at; empty when several are listed and none was chosen
 * @param key of the act that may be done next
 */
record KitsView(Frame frame, Table counts, Optional<Shelf> shelf, String key, List<Link> problems) {
  KitsView {
    problems = List.copyOf(problems);
  }

  /**
   * One site.
   *
   * @param action the address beneath which acts are sent
   * @param underway cartons that may be received now; none for who may not
   * @param send asks for the last day of a carton; empty for who may not send one
   * @param withdraw asks for the kit that is damaged or lost, and why; empty for who may not
   */
  record Shelf(
      String name,
      String action,
      List<Underway> underway,
      List<Question> send,
      List<Question> withdraw,
      Table kits) {
    Shelf {
      underway = List.copyOf(underway);
      send = List.copyOf(send);
      withdraw = List.copyOf(withdraw);
    }
  }

  /** A carton on its way. */
  record Underway(int carton, String said, String button, String key) {}
}
