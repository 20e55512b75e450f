package org.trialwright.bedside.files;

import java.util.List;
import org.trialwright.pages.Frame;
import org.trialwright.pages.Link;
import org.trialwright.pages.Question;
import org.trialwright.pages.Table;
import org.trialwright.pages.Who;

/**
 * The files of one participant.
 *
 * @param limits which files may be attached, in a sentence
 * @param attach the questions about a file to attach; empty when none may be
 * @param fileError why the last file was refused; empty for none
 * @param detach the questions about one that does not belong there; empty when there is none
 * @param refused why the whole act was refused; empty for none
 */
public record FilesView(
    Frame frame,
    List<Link> way,
    Who who,
    String limits,
    Table files,
    List<Question> attach,
    String accept,
    String fileError,
    List<Question> detach,
    String action,
    String key,
    Link back,
    List<Link> problems,
    String refused) {
  public FilesView {
    way = List.copyOf(way);
    attach = List.copyOf(attach);
    detach = List.copyOf(detach);
    problems = List.copyOf(problems);
  }
}
