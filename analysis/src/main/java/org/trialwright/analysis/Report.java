package org.trialwright.analysis;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.trialwright.study.Study;

/**
 * Everything that the study says is measured, at one data cut.
 *
 * @param view for whom it was worked out
 * @param version as the study's authors call it
 * @param seal SHA-256 of the study, in hexadecimal
 * @param sequence of the last fact that counts
 * @param head the hash of that fact
 */
public record Report(
    View view,
    String study,
    String version,
    String seal,
    LocalDate day,
    long sequence,
    String head,
    Flow flow,
    List<Analysed> results,
    List<Decision> tests,
    List<OnTheWay> onTheWay,
    List<Sensitivity> sensitivities,
    List<Subgroups> subgroups,
    List<Look> looks,
    List<Courses.Exposure> exposure,
    List<Courses.Adherence> windows,
    List<Courses.Deviation> deviations,
    List<Courses.Occupation> occupation,
    List<Harm> harms,
    List<Lane> lanes) {
  public Report {
    results = List.copyOf(results);
    tests = List.copyOf(tests);
    onTheWay = List.copyOf(onTheWay);
    sensitivities = List.copyOf(sensitivities);
    subgroups = List.copyOf(subgroups);
    looks = List.copyOf(looks);
    exposure = List.copyOf(exposure);
    windows = List.copyOf(windows);
    deviations = List.copyOf(deviations);
    occupation = List.copyOf(occupation);
    harms = List.copyOf(harms);
    lanes = List.copyOf(lanes);
  }

  public enum View {
    /** All arms together, without anything that reveals one. */
    POOLED,
    /** Everything, by arm: for the data monitoring committee. */
    BY_ARM
  }

  /**
   * Whether mixed models, which take a second, are fitted now or left for later; so are the
   * occupation of places and whatever is drawn many times.
   */
  public enum Models {
    NOW,
    LATER
  }

  /** For everybody who must not know results by arm. */
  public static Report pooled(Cut cut, Folding folding, List<Masked> all, Models models) {
    return new Building(cut, folding, all.stream().map(Masked::subject).toList(), true, models)
        .report();
  }

  /** For the data monitoring committee. */
  public static Report byArm(Cut cut, Folding folding, List<Subject> all, Models models) {
    return new Building(cut, folding, all, false, models).report();
  }

  /**
   * The same report with what was left for later taken from one that was worked out in full before:
   * each number says up to which fact it holds.
   *
   * @param full of the same study and view
   */
  public Report completedBy(Report full) {
    var age = "; as of fact " + full.sequence() + ", " + full.day();
    return new Report(
        view,
        study,
        version,
        seal,
        day,
        sequence,
        head,
        flow,
        results.stream().flatMap(one -> completed(one, full, age)).toList(),
        tests,
        onTheWay,
        sensitivities.stream().flatMap(one -> completed(one, full, age)).toList(),
        subgroups,
        looks,
        exposure,
        windows,
        deviations,
        occupation.isEmpty() ? full.occupation() : occupation,
        harms,
        lanes);
  }

  private static Stream<Analysed> completed(Analysed one, Report full, String age) {
    var found =
        one.result() instanceof Result.Later
            ? full.results().stream().filter(one::asks).map(other -> other.aged(age)).toList()
            : List.<Analysed>of();
    return found.isEmpty() ? Stream.of(one) : found.stream();
  }

  private static Stream<Sensitivity> completed(Sensitivity one, Report full, String age) {
    var found =
        one.found() instanceof Sensitivity.None(Result.Later _)
            ? full.sensitivities().stream().filter(one::asks).map(other -> other.aged(age)).toList()
            : List.<Sensitivity>of();
    return found.isEmpty() ? Stream.of(one) : found.stream();
  }

  /** The results of an endpoint. */
  public List<Analysed> of(String endpoint) {
    return results.stream().filter(one -> one.endpoint().equals(endpoint)).toList();
  }

  /** The first result of a kind for an endpoint in a set. */
  public <T extends Result> Optional<T> find(String endpoint, String set, Class<T> kind) {
    return results.stream()
        .filter(one -> one.endpoint().equals(endpoint) && one.set().equals(set))
        .map(Analysed::result)
        .filter(kind::isInstance)
        .map(kind::cast)
        .findFirst();
  }

  private record Building(
      Cut cut, Folding folding, List<Subject> all, boolean blinded, Models models) {
    Report report() {
      Study study = cut.study();
      var allocated = all.stream().filter(one -> one.allocated().isPresent()).toList();
      var analyses =
          new Analyses(study, folding.revealing(), allocated, blinded, models == Models.NOW);
      var looks = new Looks(study, analyses, allocated, blinded);
      // Subgroups and other looks take most of the time and need nothing that the rest finds.
      var others = new Sensitivities(cut, analyses, looks, blinded, models == Models.NOW);
      var sensitivities = CompletableFuture.supplyAsync(others::all);
      var parts = CompletableFuture.supplyAsync(new Parts(study, analyses, blinded)::all);
      var results = analyses.all();
      return new Report(
          blinded ? View.POOLED : View.BY_ARM,
          study.name(),
          study.version(),
          study.seal(),
          cut.day(),
          cut.sequence(),
          cut.head(),
          Flow.of(cut, folding.revealing(), all, blinded),
          results,
          blinded ? List.of() : new Decisions(study, analyses, results, looks).all(),
          OnTheWay.all(study, allocated, blinded),
          sensitivities.join(),
          parts.join(),
          looks.all(),
          blinded ? List.of() : Courses.exposure(study, allocated),
          blinded ? List.of() : Courses.adherence(study, allocated),
          blinded ? List.of() : Courses.deviations(study, allocated),
          blinded || models == Models.LATER
              ? List.of()
              : Courses.occupation(study, allocated, cut.day()),
          blinded ? List.of() : Harm.of(results),
          blinded ? List.of() : Lane.all(allocated, cut.day()));
    }
  }
}
