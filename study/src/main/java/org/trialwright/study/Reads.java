package org.trialwright.study;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that an answer depends on, through all dates, events, steps and questions that are
 * worked out.
 */
public final class Reads {
  private final Set<Form> forms = new LinkedHashSet<>();
  private final Set<Item> items = new LinkedHashSet<>();
  private final Set<String> places = new LinkedHashSet<>();
  private final Set<Object> seen = new LinkedHashSet<>();
  private boolean arm;

  private Reads() {}

  public static Reads of(Condition condition) {
    var reads = new Reads();
    reads.in(condition);
    return reads;
  }

  public static Reads of(Term term) {
    var reads = new Reads();
    reads.in(term);
    return reads;
  }

  public static Reads of(Item item) {
    var reads = new Reads();
    reads.in(item);
    return reads;
  }

  /** Everything that one endpoint measures; of a time, the date of censoring apart. */
  public static Reads of(Measure.What what) {
    var reads = new Reads();
    switch (what) {
      case Measure.What.TimeTo time -> {
        reads.in(time.from());
        time.events().forEach(reads::in);
        time.against().forEach(reads::in);
      }
      case Measure.What.Share share -> reads.in(share.where());
      case Measure.What.Level level -> reads.in(level.item());
      case Measure.What.Change change -> change.items().forEach(reads::in);
      case Measure.What.ValueAt value -> value.items().forEach(reads::in);
      case Measure.What.Worst worst -> {
        reads.in(worst.grade());
        reads.in(worst.by());
        worst.where().ifPresent(reads::in);
      }
      case Measure.What.EventsOf events -> {
        reads.forms.add(events.form());
        events.where().ifPresent(reads::in);
      }
    }
    return reads;
  }

  public Set<Form> forms() {
    return Set.copyOf(forms);
  }

  public Set<Item> items() {
    return Set.copyOf(items);
  }

  /** Places that it asks about. */
  public Set<String> places() {
    return Set.copyOf(places);
  }

  /** Whether it asks for the arm. */
  public boolean arm() {
    return arm;
  }

  private void in(Condition condition) {
    Mentions.in(condition, this::mentioned, this::mentioned);
  }

  private void in(Term term) {
    Mentions.in(term, this::mentioned, this::mentioned);
  }

  private void in(Item item) {
    forms.add(item.form());
    items.add(item);
    if (seen.add(item)) {
      item.askedIf().ifPresent(this::in);
      item.formula().ifPresent(this::in);
      if (item.workedOut()) {
        item.table().ifPresent(table -> table.lines().forEach(line -> in(line.when())));
      }
    }
  }

  private void mentioned(Condition condition) {
    switch (condition) {
      case Condition.Recorded recorded -> forms.add(recorded.form());
      case Condition.Rows rows -> forms.add(rows.form());
      case Condition.BeenAt been -> places.add(been.place());
      case Condition.Otherwise _,
          Condition.And _,
          Condition.Or _,
          Condition.Not _,
          Condition.Is _,
          Condition.Compare _,
          Condition.AgainstLimit _,
          Condition.Within _,
          Condition.Known _,
          Condition.Eligible _,
          Condition.Allocated _,
          Condition.AtVisit _ -> {}
    }
  }

  private void mentioned(Term term) {
    term.item().ifPresent(this::in);
    Optional<Named> named =
        term instanceof Term.Name name ? Optional.of(name.named()) : Optional.empty();
    named.filter(seen::add).flatMap(Named::term).ifPresent(this::in);
    switch (term) {
      case Term.Arm _ -> arm = true;
      case Term.TimesAt times -> places.add(times.place());
      case Term.Count count -> forms.add(count.form());
      case Term.Change _, Term.PlannedDose _ -> arm = true;
      default -> {}
    }
  }
}
