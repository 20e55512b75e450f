package org.trialwright.app;

import java.io.PrintWriter;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.trialwright.journey.StudyFolder;
import org.trialwright.study.Comparison;
import org.trialwright.study.Contents;
import org.trialwright.study.Folder;
import org.trialwright.study.Study;

/**
 * What an amendment changes. Whether either version is signed does not matter here: people compare
 * before they sign.
 */
final class CheckCompare {
  private final PrintWriter out;
  private final String language;
  private final boolean json;

  CheckCompare(PrintWriter out, String language, boolean json) {
    this.out = out;
    this.language = language;
    this.json = json;
  }

  int run(String earlier, String later) {
    var before = version(earlier);
    var after = version(later);
    if (before.isEmpty() || after.isEmpty()) {
      return 1;
    }
    var compared = Comparison.of(before.get(), after.get(), language);
    if (json) {
      out.println(object(before.get().study(), after.get().study(), compared));
    } else {
      out.print(compared.text());
      out.flush();
    }
    return 0;
  }

  private Optional<Comparison.Version> version(String named) {
    var folder = Folder.read(Studies.folder(named));
    var reading = StudyFolder.load(folder.without(Contents.FILE));
    if (reading.study().isEmpty()) {
      reading.faults().forEach(fault -> out.println(named + "/" + fault));
    }
    return reading.study().map(study -> new Comparison.Version(folder, study));
  }

  private static String object(Study before, Study after, Comparison compared) {
    return "{\"study\":%s,\"before\":%s,\"after\":%s,\"changes\":%s,\"places\":%s,\"trusted\":%s,\"renamed\":%s,\"unsaid\":%s}"
        .formatted(
            Check.quoted(after.name()),
            version(before),
            version(after),
            list(compared.changes().stream().map(CheckCompare::change).toList()),
            list(compared.places().stream().map(CheckCompare::place).toList()),
            list(compared.trusted().stream().map(CheckCompare::trusted).toList()),
            list(compared.renamed().stream().map(CheckCompare::renamed).toList()),
            list(compared.unsaid().stream().map(Check::quoted).toList()));
  }

  private static String list(Collection<String> parts) {
    return parts.stream().collect(Collectors.joining(",", "[", "]"));
  }

  private static String version(Study study) {
    return "{\"version\":%s,\"seal\":%s}"
        .formatted(Check.quoted(study.version()), Check.quoted(study.seal()));
  }

  private static String change(Comparison.Change one) {
    return "{\"path\":%s,\"kind\":%s,\"about\":%s,\"before\":%s,\"after\":%s,\"assumed\":%s}"
        .formatted(
            Check.quoted(one.path()),
            word(one.kind()),
            Check.quoted(one.about()),
            Check.quoted(one.before()),
            Check.quoted(one.after()),
            one.assumed());
  }

  private static String place(Comparison.AtPlace one) {
    return "{\"place\":%s,\"label\":%s,\"fate\":%s,\"gains\":%s,\"losses\":%s,\"changes\":%s}"
        .formatted(
            Check.quoted(one.place()),
            Check.quoted(one.label()),
            word(one.fate()),
            list(one.gains().stream().map(Check::quoted).toList()),
            list(one.losses().stream().map(Check::quoted).toList()),
            list(one.changes().stream().map(change -> Check.quoted(change.path())).toList()));
  }

  private static String trusted(Comparison.Trusted one) {
    return "{\"path\":%s,\"clause\":%s,\"trust\":%s,\"label\":%s}"
        .formatted(
            Check.quoted(one.path()),
            Check.quoted(one.clause()),
            word(one.trust()),
            Check.quoted(one.label()));
  }

  private static String renamed(Comparison.Renamed one) {
    return "{\"path\":%s,\"before\":%s,\"after\":%s}"
        .formatted(Check.quoted(one.path()), Check.quoted(one.before()), Check.quoted(one.after()));
  }

  private static String word(Enum<?> one) {
    return Check.quoted(one.name().toLowerCase(Locale.ROOT).replace('_', ' '));
  }
}
