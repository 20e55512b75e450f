package org.trialwright.journey;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.trialwright.quantities.SiteId;

/**
 * The kinds of fact. They are generic: what a study means by them lives in its item names and its
 * version.
 */
public sealed interface Event {

  /**
   * The first fact of a database.
   *
   * @param rehearsal whether every participant here is made up
   * @param commitment the salted digest of the sealed allocation key and block sizes
   */
  record Opened(String study, boolean rehearsal, String commitment) implements Event {}

  /**
   * A site as it is from now on.
   *
   * @param zone its time zone, for example {@code Asia/Shanghai}
   * @param open whether it may register participants
   * @param closedDays days without visits, ascending
   */
  record SiteSet(SiteId site, String name, String zone, boolean open, List<LocalDate> closedDays)
      implements Event {
    public SiteSet {
      closedDays = closedDays.stream().sorted().distinct().toList();
    }
  }

  /**
   * The limits of a site's laboratory for one question and some of its people; they hold from the
   * fact's own day on, until later ones do.
   *
   * @param question such as {@code blood.ALT}
   * @param unit one in which the question is answered; empty when it has none
   * @param low the lower limit in that unit, a plain decimal; 0 when there is none
   * @param high the upper limit
   * @param sex for whom, as the study codes it; empty for everybody
   * @param fromAge the youngest, in completed years
   * @param toAge the oldest, in completed years
   * @param laboratory which it is, with its accreditation
   */
  record LimitsSet(
      SiteId site,
      String question,
      String unit,
      String low,
      String high,
      String sex,
      int fromAge,
      int toAge,
      String laboratory)
      implements Event {
    /** Nobody is older. */
    public static final int OLDEST = 150;

    public LimitsSet {
      if (fromAge < 0 || toAge > OLDEST || fromAge > toAge) {
        throw new IllegalArgumentException("ages from " + fromAge + " to " + toAge);
      }
    }

    public boolean everyAge() {
      return fromAge == 0 && toAge == OLDEST;
    }
  }

  /**
   * What the columns of a laboratory's file hold at one site; the newest of a laboratory and form
   * is offered when its next file comes.
   *
   * @param laboratory as the site calls it
   * @param form whose questions they answer
   * @param columns the heading of a column to what it holds, such as {@code ALT} or {@code
   *     ALT:unit}; iterated by heading
   */
  record ResultsMapped(SiteId site, String laboratory, String form, Map<String, String> columns)
      implements Event {
    public ResultsMapped {
      columns = Collections.unmodifiableMap(new TreeMap<>(columns));
    }
  }

  /**
   * Days on which a site sees nobody, or after all does. Of a day the newest fact counts.
   *
   * @param from the first day
   * @param to the last day
   * @param name why, such as {@code Spring Festival}
   * @param closed false: what was recorded of these days is taken back
   */
  record ClosedSet(SiteId site, LocalDate from, LocalDate to, String name, boolean closed)
      implements Event {
    public ClosedSet {
      if (to.isBefore(from)) {
        throw new IllegalArgumentException("closed from " + from + " to " + to);
      }
    }

    /** Whether a day is among them. */
    public boolean covers(LocalDate day) {
      return !day.isBefore(from) && !day.isAfter(to);
    }
  }

  /**
   * A person of the trial stands for the assumed values of one chapter of the study.
   *
   * @param chapter such as {@code who}
   * @param digest over the values as they were, so that a changed one needs confirming anew
   */
  record Vouched(String chapter, String digest) implements Event {}

  /** A participant became known at a site and got a number. */
  record Registered(SiteId site) implements Event {}

  /**
   * A form was saved. Saving the same form and ordinal again is a correction and needs a reason.
   *
   * @param ordinal counts the records of one form of one participant, from 1
   * @param visit the visit's name; empty for a form of any time
   * @param answers item name to canonical text, for example {@code 75 umol/L (59..104)}; calculated
   *     items are never stored; iterated by name
   * @param ages completed years on given days, worked out beside the vault
   */
  record Saved(
      String form,
      int ordinal,
      String visit,
      Map<String, String> answers,
      Map<LocalDate, Integer> ages)
      implements Event {
    public Saved {
      fromOne(ordinal);
      // Sorted, so that every machine iterates alike; Map.copyOf would not.
      answers = Collections.unmodifiableMap(new TreeMap<>(answers));
      ages = Collections.unmodifiableMap(new TreeMap<>(ages));
    }
  }

  /** A record entered in error; it stays readable. */
  record Voided(String form, int ordinal) implements Event {
    public Voided {
      fromOne(ordinal);
    }
  }

  /**
   * An allocation.
   *
   * @param arm {@link #MASKED} in the journal of a study whose sites may not know it
   * @param position the place in the stratum's list, from 1
   * @param algorithm the method with its version
   * @param origin where the arm came from: the list, or the reserve of a second node
   */
  record Allocated(String arm, String stratum, int position, String algorithm, String origin)
      implements Event {
    /** In place of an arm; no arm of a study can be called so. */
    public static final String MASKED = "(masked)";

    public Allocated {
      fromOne(position);
    }

    public boolean masked() {
      return arm.equals(MASKED);
    }

    /** The same with this arm. */
    public Allocated to(String arm) {
      return new Allocated(arm, stratum, position, algorithm, origin);
    }
  }

  /**
   * A second person confirmed one answer.
   *
   * @param value the canonical text that was confirmed
   * @param meaning what the confirmation says, for example {@code approved for allocation}
   */
  record Confirmed(String form, int ordinal, String item, String value, String meaning)
      implements Event {
    public Confirmed {
      fromOne(ordinal);
    }
  }

  /**
   * A signature on one record.
   *
   * @param digest the hash of the exact answers signed
   */
  record Signed(String form, int ordinal, String meaning, String digest) implements Event {
    public Signed {
      fromOne(ordinal);
    }
  }

  /**
   * A query was raised on an answer.
   *
   * @param query counts the queries of one participant, from 1
   */
  record Queried(int query, String form, int ordinal, String item, String text) implements Event {
    public Queried {
      fromOne(query);
      fromOne(ordinal);
    }
  }

  /**
   * A query was replied to.
   *
   * @param closes whether it is closed with this; a reply that does not close opens a closed one
   *     again
   */
  record Replied(int query, String text, boolean closes) implements Event {
    public Replied {
      fromOne(query);
    }
  }

  /**
   * An investigator answers for everything that is recorded of a participant.
   *
   * @param meaning what the signature says, for example {@code responsibility}
   * @param digest the hash over every fact it covers; see {@link Endorsement}
   */
  record Endorsed(String meaning, String digest) implements Event {}

  /**
   * A record of a form may not be changed from now on, or may be again.
   *
   * @param on whether it is frozen
   */
  record Frozen(String form, int ordinal, boolean on) implements Event {
    public Frozen {
      fromOne(ordinal);
    }
  }

  /**
   * Nothing may be recorded of a participant from now on, or may be again.
   *
   * @param on whether the whole record is locked
   */
  record Locked(boolean on) implements Event {}

  /**
   * What a person tells of a deviation from the protocol; when it happened is the fact's day.
   * Telling it again under the same number corrects it, and needs a reason.
   *
   * @param deviation counts the deviations of one participant, or of one site, from 1
   * @param rule by which the study found it, as {@link Deviation#rule} has it; empty when it was
   *     noticed by a person alone
   * @param category such as {@code visit}
   * @param important whether it may touch rights or safety of people, or what the trial concludes
   * @param why it happened
   * @param action what was or will be done about it
   * @param reported to whom and when; empty when to nobody
   */
  record Deviated(
      int deviation,
      String rule,
      String category,
      boolean important,
      String what,
      LocalDate noticed,
      String why,
      String action,
      String reported)
      implements Event {
    public Deviated {
      fromOne(deviation);
    }
  }

  /**
   * A second person's judgement of a deviation.
   *
   * @param closes whether it is closed with this; one that does not close it gives it back, or
   *     opens a closed one again
   */
  record Assessed(int deviation, String category, boolean important, String text, boolean closes)
      implements Event {
    public Assessed {
      fromOne(deviation);
    }
  }

  /**
   * Kits were sent to a site: all of a carton, which holds every arm's share in an order that
   * nobody there knows.
   *
   * @param carton counts the cartons of the study, from 1
   * @param expires the last day on which a kit of it may be handed out; one for the whole carton,
   *     so that it tells nothing of the arm
   */
  record KitsSent(SiteId site, int carton, LocalDate expires) implements Event {
    public KitsSent {
      fromOne(carton);
    }
  }

  /** A carton came to the site it was sent to, and stands on its shelf. */
  record KitsReceived(SiteId site, int carton) implements Event {
    public KitsReceived {
      fromOne(carton);
    }
  }

  /** A kit is not to be handed out or taken any more: damaged or lost. Why is the fact's reason. */
  record KitWithdrawn(SiteId site, String kit) implements Event {}

  /** A kit was taken from the shelf of the site for a participant. */
  record KitAssigned(String kit) implements Event {}

  /**
   * A participant brought a kit back. Saying it again is a correction and needs a reason.
   *
   * @param left how many tablets, or whatever a kit holds, were in it
   */
  record KitReturned(String kit, int left) implements Event {}

  /**
   * The arm of a participant was shown to the author of this fact, once. Why is the fact's reason;
   * the arm stands nowhere in it.
   *
   * @param ordinal of the record in the form that the study names for it; 0 where none could be
   *     kept, because the path had ended or the record was locked
   */
  record Unblinded(int ordinal) implements Event {}

  /**
   * A file was put beside a record: a scan, a photograph, a report. Its bytes lie sealed in the
   * vault.
   *
   * @param file counts the files of one participant, from 1
   * @param form whose record it belongs to; empty for the participant as a whole
   * @param ordinal of that record; 0 for the participant as a whole
   * @param name as whoever brought it calls it
   * @param type what its bytes are, such as {@code application/pdf}
   * @param size in bytes
   * @param digest SHA-256 of the bytes as they lie in the vault, in hexadecimal
   */
  record Attached(
      int file, String form, int ordinal, String name, String type, long size, String digest)
      implements Event {
    public Attached {
      fromOne(file);
      if (form.isEmpty() != (ordinal == 0) || ordinal < 0) {
        throw new IllegalArgumentException("record " + ordinal + " of form '" + form + "'");
      }
    }
  }

  /** A file was put there in error; it can still be read. Why is the fact's reason. */
  record Detached(int file) implements Event {
    public Detached {
      fromOne(file);
    }
  }

  /**
   * Whoever answers for a site lets a person do tasks there. Saying it again under the same number
   * writes the entry anew, and needs a reason.
   *
   * @param delegation counts those of one site, from 1; 0 while it has no number yet
   * @param person the sign-in name
   * @param name as printed
   * @param tasks such as {@code consent}
   * @param from the first day
   * @param until the last day; empty for until further notice
   */
  record Delegated(
      SiteId site,
      int delegation,
      String person,
      String name,
      List<String> tasks,
      LocalDate from,
      Optional<LocalDate> until)
      implements Event {
    public Delegated {
      if (delegation < 0) {
        throw new IllegalArgumentException("the delegation " + delegation);
      }
      tasks = List.copyOf(tasks);
    }

    /** The same under a number. */
    public Delegated numbered(int number) {
      return new Delegated(site, number, person, name, tasks, from, until);
    }
  }

  /**
   * A person of a site was trained; on which day is the fact's.
   *
   * @param person the sign-in name
   * @param name as printed
   * @param what it was about
   * @param version of the study at that time, as it calls itself
   */
  record Trained(SiteId site, String person, String name, String what, String version)
      implements Event {}

  /**
   * What is to be compared with its source from now on.
   *
   * @param share how many of a hundred participants are compared whole; which, a digest says
   * @param targets what is compared of everybody else: forms such as {@code exam} and questions
   *     such as {@code exam.weight}, ascending
   */
  record ReviewPlanned(int share, List<String> targets) implements Event {
    public ReviewPlanned {
      if (share < 0 || share > 100) {
        throw new IllegalArgumentException("a share of " + share + " in a hundred");
      }
      targets = targets.stream().sorted().distinct().toList();
    }
  }

  /**
   * A person says that the answers of a record are those of its source, or that they were reviewed.
   * Nothing is changed by it, and a later change of these answers voids it.
   *
   * @param kind {@link #SOURCE} or {@link #DATA}
   * @param items the questions that it covers, ascending; empty for the whole record
   * @param digest the hash that the newest save of the record has in the journal
   */
  record Reviewed(String kind, String form, int ordinal, List<String> items, String digest)
      implements Event {
    /** Compared with the source, such as the medical record. */
    public static final String SOURCE = "source";

    /** Looked through by whoever manages the data. */
    public static final String DATA = "data";

    public Reviewed {
      fromOne(ordinal);
      items = items.stream().sorted().distinct().toList();
    }
  }

  /**
   * A participant, or a site of the study, goes on under another version of the study. A site does
   * so from the day on which this occurred; it is the site of the author.
   */
  record Moved(String toVersion) implements Event {}

  /**
   * Another version of the study is proposed for the trial; why is the fact's reason. It may be
   * made active at sites once a second person has agreed.
   *
   * @param fromVersion the version that it changes
   * @param toVersion the version that is proposed
   * @param digest of all its files
   * @param consent whether participants give a new consent before they go on under it
   */
  record Proposed(String fromVersion, String toVersion, String digest, boolean consent)
      implements Event {}

  /** A data cut: everything up to this fact's own sequence number. */
  record Cut(String name) implements Event {}

  /**
   * What the data monitoring committee recommends after a look at a cut. It holds once a second
   * member has agreed.
   *
   * @param cut the sequence number of the cut
   * @param advice such as {@code go-on} or {@code pause-arm}
   * @param arm the one to pause; else empty
   * @param open reasons, for the sponsor
   * @param closed notes that stay with the committee
   */
  record Recommended(long cut, String advice, String arm, String open, String closed)
      implements Event {}

  /**
   * The results by arm of a cut are opened to roles; why is the fact's reason. It holds once a
   * second member has agreed.
   *
   * @param cut the sequence number of the cut
   * @param roles by code, such as {@code statistician}, ascending
   */
  record Released(long cut, List<String> roles) implements Event {
    public Released {
      roles = roles.stream().sorted().distinct().toList();
    }
  }

  /**
   * A second person agrees with a fact about the study.
   *
   * @param fact its sequence number
   */
  record Agreed(long fact) implements Event {}

  private static void fromOne(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("counted from 1, but was " + count);
    }
  }
}
