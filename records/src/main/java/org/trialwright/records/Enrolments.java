package org.trialwright.records;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the public may know of a trial that runs here. The database gives no more to the role that
 * asks: people of all sites together in steps of five, and of each site its name and whether it
 * takes people.
 */
public final class Enrolments {
  private final JdbcClient db;

  /**
   * @param source signs in as the role of the public pages
   */
  public Enrolments(DataSource source) {
    this.db = JdbcClient.create(source);
  }

  /** Whether somebody may still join at a site, as far as everybody may know. */
  public enum Places {
    OPEN,
    /** So few are left in the whole trial that one should ask soon. */
    FEW,
    /** The trial has all people it looked for. */
    FULL,
    /** The site takes nobody. */
    CLOSED
  }

  /**
   * How far a trial is.
   *
   * @param rehearsal whether its sites and people are invented
   * @param aim how many people it looks for; empty when the study gives no number
   * @param atLeast so many people have been allocated, or up to four more; a multiple of five
   * @param complete whether there are as many as it looked for
   * @param sites by their numbers
   */
  public record Enrolment(
      boolean rehearsal, OptionalInt aim, int atLeast, boolean complete, List<Site> sites) {
    /** Where this part of the aim or less may be left, places are few. */
    private static final int TENTH = 10;

    /** The steps in which people are counted. */
    public static final int STEP = 5;

    public Enrolment {
      sites = List.copyOf(sites);
    }

    /** People choose among all sites, so what is left in the trial is left at each of them. */
    public Places places(Site site) {
      if (!site.open()) {
        return Places.CLOSED;
      }
      if (complete) {
        return Places.FULL;
      }
      return aim.isPresent() && aim.getAsInt() - atLeast <= Math.max(STEP, aim.getAsInt() / TENTH)
          ? Places.FEW
          : Places.OPEN;
    }
  }

  public record Site(String name, boolean open) {}

  /** Empty when no such trial runs here. */
  public Optional<Enrolment> of(String study) {
    var sites =
        db.sql("select name, open from counts.sites where study = :study order by site")
            .param("study", study)
            .query((row, _) -> new Site(row.getString("name"), row.getBoolean("open")))
            .list();
    return db.sql(
            "select rehearsal, aim, at_least, complete from counts.enrolment where study = :study")
        .param("study", study)
        .query(
            (row, _) ->
                new Enrolment(
                    row.getBoolean("rehearsal"),
                    row.getInt("aim") == 0
                        ? OptionalInt.empty()
                        : OptionalInt.of(row.getInt("aim")),
                    row.getInt("at_least"),
                    row.getBoolean("complete"),
                    sites))
        .optional();
  }
}
