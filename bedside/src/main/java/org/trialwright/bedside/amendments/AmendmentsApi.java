package org.trialwright.bedside.amendments;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.trialwright.bedside.Affected;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Going;
import org.trialwright.bedside.Offer;
import org.trialwright.bedside.OpenedSite;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.Site;
import org.trialwright.bedside.api.ApiController;
import org.trialwright.bedside.api.Operation;
import org.trialwright.bedside.api.Paged;
import org.trialwright.bedside.api.Problem;
import org.trialwright.bedside.api.Sent;
import org.trialwright.bedside.api.Taken;
import org.trialwright.journey.Fact;
import org.trialwright.pages.Credentials;
import org.trialwright.pages.LanguageSwitch;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.Words;
import org.trialwright.quantities.ParticipantId;
import org.trialwright.study.Comparison;
import org.trialwright.study.Study;

/** Other versions of the study while it runs, for programs. */
@ApiController
class AmendmentsApi {
  private final Desk desk;
  private final Front front;
  private final Credentials credentials;

  AmendmentsApi(Desk desk, Front front, Credentials credentials) {
    this.desk = desk;
    this.front = front;
    this.credentials = credentials;
  }

  /** Who stands for a version, in which role, since when in UTC. */
  record StandsFor(String by, String role, String at) {}

  /**
   * An offered version.
   *
   * @param version as it calls itself; empty when it has faults
   * @param changes the version that it changes, as that calls itself
   * @param stage how far it has come, such as {@code agreed}
   * @param reason why it is proposed; empty before
   * @param proposal what a second person agrees to; 0 when nothing waits
   * @param consent whether whoever goes on consents anew
   */
  record OfferedVersion(
      String digest,
      String version,
      String changes,
      String offered,
      String stage,
      String reason,
      long proposal,
      boolean consent,
      List<StandsFor> standFor) {}

  /** A line of the study that says something else. */
  record ChangedLine(
      String chapter, String path, String about, String before, String after, boolean assumed) {}

  /**
   * What changes at a place of the path, and for whom of those one may see.
   *
   * @param fate {@code kept}, {@code added} or {@code removed}
   */
  record AtPlaceOfPath(
      String place,
      String label,
      String fate,
      List<String> gains,
      List<String> losses,
      List<ChangedLine> changes,
      List<String> participants) {}

  /**
   * The clinical difference.
   *
   * @param faults of its files
   * @param changes none when it cannot be compared
   * @param beside what differs and is no line of the study, in words
   * @param refused why it cannot be proposed, in words; empty when it can
   */
  record VersionDifference(
      OfferedVersion version,
      List<String> faults,
      List<ChangedLine> changes,
      List<String> beside,
      List<AtPlaceOfPath> places,
      String refused) {}

  /**
   * A participant of a site.
   *
   * @param fate {@code may_go}, {@code under_it}, {@code place_gone}, {@code locked} or {@code
   *     ended}
   * @param concerned whether something changes where they stand
   * @param mayGo whether they can go on now
   */
  record GoingOn(String participant, String place, String fate, boolean concerned, boolean mayGo) {}

  /**
   * A version at a site.
   *
   * @param from the day since which it works by it, ISO 8601; empty before anybody said
   * @param works whether it works by it, or by a later one, today
   */
  record VersionAtSite(
      String site, String digest, String from, boolean works, List<GoingOn> people) {}

  @GetMapping(AmendmentsPage.ROUTE)
  @Operation(
      value = "The versions of the study that were offered while it runs",
      gives = OfferedVersion.class,
      list = true)
  Paged<OfferedVersion> listAmendments(
      HttpServletRequest request, @RequestParam Map<String, String> query) {
    return Paged.of(
        desk.trial().versions().offers().stream().map(AmendmentsApi::shown).toList(),
        OfferedVersion::digest,
        query,
        front.words(request));
  }

  private static OfferedVersion shown(Offer offer) {
    return new OfferedVersion(
        offer.kept().digest(),
        offer.study().map(Study::version).orElse(""),
        offer.from().version(),
        offer.kept().at().toString(),
        Said.stage(offer).name().toLowerCase(Locale.ROOT),
        Said.reason(offer).orElse(""),
        offer
            .proposal()
            .filter(one -> one.agreed().isEmpty())
            .map(one -> one.fact().sequence())
            .orElse(0L),
        offer.consent(),
        Said.signatures(offer).stream().map(AmendmentsApi::standsFor).toList());
  }

  private static StandsFor standsFor(Fact fact) {
    return new StandsFor(fact.author().name(), fact.author().role(), fact.recordedUtc());
  }

  @GetMapping(AmendmentPage.ROUTE)
  @Operation(
      value = "What an offered version changes, and for whom at the sites you may see",
      gives = VersionDifference.class)
  VersionDifference getAmendment(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String digest) {
    return difference(request, person, digest);
  }

  private VersionDifference difference(HttpServletRequest request, SignedIn person, String digest) {
    var w = front.words(request);
    var offer = AmendmentPage.offer(desk, digest);
    var language = LanguageSwitch.of(request).code();
    var compared = desk.trial().versions().compared(offer, language);
    var sites = front.sites(person).stream().map(Site::id).toList();
    return new VersionDifference(
        shown(offer),
        offer.faults().stream().map(Object::toString).toList(),
        compared.map(one -> lines(one.changes())).orElse(List.of()),
        compared.map(one -> Difference.beside(w, one)).orElse(List.of()),
        desk.affected(offer, sites, language).stream().map(AmendmentsApi::place).toList(),
        offer.approved()
            ? ""
            : desk.amendmentRefused(offer).map(why -> Said.why(w, why)).orElse(""));
  }

  private static AtPlaceOfPath place(Affected one) {
    var place = one.place();
    return new AtPlaceOfPath(
        place.place(),
        place.label(),
        place.fate().name().toLowerCase(Locale.ROOT),
        place.gains(),
        place.losses(),
        lines(place.changes()),
        one.participants().values().stream()
            .flatMap(List::stream)
            .map(ParticipantId::value)
            .sorted()
            .toList());
  }

  private static List<ChangedLine> lines(List<Comparison.Change> changes) {
    return changes.stream()
        .map(
            one ->
                new ChangedLine(
                    one.chapter(),
                    one.path(),
                    one.about(),
                    one.before(),
                    one.after(),
                    one.assumed()))
        .toList();
  }

  @PostMapping(AmendmentPage.ROUTE)
  @Operation(
      value = "Propose an offered version, or propose it anew with another reason",
      takes = {
        @Taken(name = "reason", says = "why the study changes"),
        @Taken(
            name = "consent",
            says = "whether whoever goes on under it consents anew",
            kind = Taken.Kind.FLAG),
        @Taken(name = "password", says = "of the account that proposes, given anew")
      },
      gives = VersionDifference.class)
  VersionDifference proposeAmendment(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String digest,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody Map<String, Object> body) {
    var sent = new Sent(body);
    AmendmentPage.offer(desk, digest);
    sent.confirm(credentials, person, front.words(request));
    var act = front.studyAct(person, "POST", AmendmentPage.ROUTE, key.toString());
    return came(
        request,
        person,
        digest,
        desk.propose(digest, sent.flag("consent"), sent.text("reason").strip(), act));
  }

  @PostMapping(AmendmentPage.AGREE)
  @Operation(
      value = "Stand for a version that another person proposed",
      takes = {
        @Taken(name = "proposal", says = "as it was read", kind = Taken.Kind.WHOLE),
        @Taken(name = "password", says = "of the account that agrees, given anew")
      },
      gives = VersionDifference.class)
  VersionDifference agreeToAmendment(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String digest,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody Map<String, Object> body) {
    var sent = new Sent(body);
    var offer = AmendmentPage.offer(desk, digest);
    sent.confirm(credentials, person, front.words(request));
    long proposal = sent.whole("proposal");
    boolean shown = offer.proposal().filter(one -> one.fact().sequence() == proposal).isPresent();
    var act = front.studyAct(person, "POST", AmendmentPage.AGREE, key.toString());
    return came(
        request,
        person,
        digest,
        shown
            ? desk.agree(proposal, act)
            : new Outcome.NotAmended(Outcome.NotAmended.Why.NOTHING_WAITS));
  }

  private VersionDifference came(
      HttpServletRequest request, SignedIn person, String digest, Outcome outcome) {
    var w = front.words(request);
    return switch (outcome) {
      case Outcome.Done _ -> difference(request, person, digest);
      case Outcome.NotAmended(var why) -> throw Problem.conflict(w, Said.why(w, why));
      case Outcome.ReasonNeeded _ ->
          throw Problem.fields(w, Map.of("reason", w.say("write why it is proposed")));
      case Outcome.AnotherPersonNeeded _ ->
          throw Problem.forbidden(w, w.say("a second person agrees"));
      case Outcome.ChangedMeanwhile _ -> throw Problem.otherAct(w);
      case Outcome other -> throw Problem.of(other, front.voice(request, Optional.empty()));
    };
  }

  @GetMapping(SiteVersionPage.ROUTE)
  @Operation(
      value = "From when a site works by a version, and who of its participants may go on under it",
      gives = VersionAtSite.class)
  VersionAtSite getSiteAmendment(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String site,
      @PathVariable String digest) {
    return atSite(
        OpenedSite.open(front, desk, request, person, site), AmendmentPage.offer(desk, digest));
  }

  private VersionAtSite atSite(OpenedSite at, Offer offer) {
    var version = seal(offer);
    return new VersionAtSite(
        at.id().value(),
        offer.kept().digest(),
        desk.trial()
            .versions()
            .amendments()
            .activation(at.id(), version)
            .map(one -> one.from().toString())
            .orElse(""),
        desk.worksBy(at.id(), version),
        Goer.all(desk, at.id(), offer, LanguageSwitch.of(at.request()).code()).stream()
            .map(
                one ->
                    new GoingOn(
                        one.going().participant().value(),
                        one.going().place(),
                        one.going().fate().name().toLowerCase(Locale.ROOT),
                        one.concerned(),
                        one.mayGo()))
            .toList());
  }

  private static String seal(Offer offer) {
    return offer.study().map(Study::seal).orElse("");
  }

  @PostMapping(SiteVersionPage.ROUTE)
  @Operation(
      value = "Let a site work by a version that two people stand for",
      takes = {
        @Taken(
            name = "from",
            says = "the first day, ISO 8601; today when left out",
            optional = true),
        @Taken(name = "password", says = "of the account that says so, given anew")
      },
      gives = VersionAtSite.class)
  VersionAtSite beginAmendment(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String site,
      @PathVariable String digest,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody Map<String, Object> body) {
    var at = OpenedSite.open(front, desk, request, person, site);
    var offer = AmendmentPage.offer(desk, digest);
    var sent = new Sent(body);
    sent.confirm(credentials, person, at.words());
    var from = sent.day("from", at.today(), at.words());
    var act = at.act("POST", SiteVersionPage.ROUTE, key.toString());
    return came(at, offer, desk.begin(at.id(), seal(offer), from, act));
  }

  @PostMapping(SiteVersionPage.PEOPLE)
  @Operation(
      value = "Let one participant go on under the version that their site works by",
      takes = {
        @Taken(name = "participant", says = "their number"),
        @Taken(
            name = "consented",
            says = "the day of the new consent, ISO 8601, where the version asks for one",
            optional = true),
        @Taken(name = "password", says = "of the account that decides, given anew")
      },
      gives = VersionAtSite.class)
  VersionAtSite moveParticipant(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String site,
      @PathVariable String digest,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody Map<String, Object> body) {
    var at = OpenedSite.open(front, desk, request, person, site);
    var offer = AmendmentPage.offer(desk, digest);
    var sent = new Sent(body);
    sent.confirm(credentials, person, at.words());
    var number = sent.text("participant");
    var one =
        desk.going(at.id(), offer).stream()
            .map(Going::participant)
            .filter(known -> known.value().equals(number))
            .findFirst()
            .orElseThrow(
                () ->
                    fault(
                        at.words(),
                        "participant",
                        at.words().say("nobody here has the number", number)));
    if (offer.consent() && sent.text("consented").isEmpty()) {
      throw fault(at.words(), "consented", at.words().say("answer this question"));
    }
    var day = sent.day("consented", at.today(), at.words());
    var act = at.act("POST", SiteVersionPage.PEOPLE, key.toString());
    return came(at, offer, desk.move(one, seal(offer), day, act));
  }

  private static RuntimeException fault(Words words, String field, String why) {
    return Problem.fields(words, Map.of(field, why));
  }

  private VersionAtSite came(OpenedSite at, Offer offer, Outcome outcome) {
    var refused = Said.refusal(at.words(), outcome);
    if (refused.isPresent()) {
      throw Problem.conflict(at.words(), refused.get());
    }
    return atSite(at, AmendmentPage.offer(desk, offer.kept().digest()));
  }
}
