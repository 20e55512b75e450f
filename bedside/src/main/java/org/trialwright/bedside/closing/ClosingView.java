package org.trialwright.bedside.closing;

import java.util.List;
import org.trialwright.bedside.form.Book;
import org.trialwright.bedside.form.Leaf;
import org.trialwright.pages.Frame;
import org.trialwright.pages.Link;
import org.trialwright.pages.Who;

/**
 * The page on which a record becomes final.
 *
 * @param state of the record in a sentence
 * @param held who locked it when; empty while it is open
 * @param waits what must come before the lock; empty when it may be locked
 * @param action the address beneath which the acts are sent
 * @param digest of what is shown, which a signature is bound to
 */
public record ClosingView(
    Frame frame,
    List<Link> way,
    Who who,
    String state,
    List<Book.Signature> signatures,
    List<Leaf> leaves,
    String held,
    List<String> waits,
    boolean maySign,
    boolean mayLock,
    String action,
    String back,
    String digest,
    String key,
    List<Link> problems,
    String passwordError,
    String reasonError) {
  public ClosingView {
    way = List.copyOf(way);
    signatures = List.copyOf(signatures);
    leaves = List.copyOf(leaves);
    waits = List.copyOf(waits);
    problems = List.copyOf(problems);
  }
}
