package org.trialwright.bedside.files;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.trialwright.bedside.Attaching;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.api.ApiController;
import org.trialwright.bedside.api.Operation;
import org.trialwright.bedside.api.Paged;
import org.trialwright.bedside.api.Problem;
import org.trialwright.bedside.api.Refused;
import org.trialwright.bedside.api.Sent;
import org.trialwright.bedside.api.Taken;
import org.trialwright.journey.Attachment;
import org.trialwright.journey.Event;
import org.trialwright.pages.SignedIn;

/** Files beside records, for programs. Their bytes go in and out as Base64. */
@ApiController
class FilesApi {
  private static final int LARGEST = FilesPage.MEGABYTES * 1024 * 1024;
  private static final int LONGEST_REASON = 500;

  private final Desk desk;
  private final Front front;

  FilesApi(Desk desk, Front front) {
    this.desk = desk;
    this.front = front;
  }

  /**
   * A file of a participant.
   *
   * @param form whose record it belongs to; empty for the participant as a whole
   * @param size in bytes
   * @param digest SHA-256 of the bytes as they lie sealed
   * @param inError why it does not belong there; empty when it does
   */
  record OneFile(
      int file,
      String form,
      int ordinal,
      String name,
      String type,
      long size,
      String digest,
      String inError,
      String by,
      String recorded) {}

  private static OneFile shown(Attachment one) {
    var file = one.file();
    return new OneFile(
        file.file(),
        file.form(),
        file.ordinal(),
        file.name(),
        file.type(),
        file.size(),
        file.digest(),
        one.inError().map(fact -> fact.reason()).orElse(""),
        one.fact().author().name(),
        one.fact().recordedUtc());
  }

  @GetMapping(FilesPage.ROUTE)
  @Operation(
      value = "The files of a participant, without their bytes",
      gives = OneFile.class,
      list = true)
  Paged<OneFile> listFiles(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestParam Map<String, String> query) {
    var chart = Chart.open(front, desk, request, person, participant);
    var all = Attachment.of(chart.facts()).stream().map(FilesApi::shown).toList();
    return Paged.of(all, one -> "%06d".formatted(one.file()), query, chart.words());
  }

  /**
   * A file with its bytes.
   *
   * @param content in Base64
   */
  record WholeFile(int file, String name, String type, String content) {}

  @GetMapping(FilesPage.FILE)
  @Operation(
      value = "One file with its bytes; that it was taken is recorded",
      gives = WholeFile.class)
  WholeFile getFile(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @PathVariable String file) {
    var chart = Chart.open(front, desk, request, person, participant);
    var one =
        Attachment.of(chart.facts()).stream()
            .filter(each -> String.valueOf(each.file().file()).equals(file))
            .findFirst()
            .orElseThrow(() -> Problem.notFound(chart.words()));
    var content =
        desk.content(chart.participant(), one.fact())
            .orElseThrow(() -> Problem.notFound(chart.words()));
    front.took(chart.act("GET", FilesPage.FILE, "").author(), participant, "file " + file);
    return new WholeFile(
        one.file().file(),
        one.file().name(),
        one.file().type(),
        Base64.getEncoder().encodeToString(content));
  }

  @PostMapping(FilesPage.ROUTE)
  @Operation(
      value = "Put a file beside a record or a participant",
      takes = {
        @Taken(name = "name", says = "of the file"),
        @Taken(name = "content", says = "its bytes in Base64: PDF, PNG, JPEG or TIFF"),
        @Taken(
            name = "form",
            says = "whose record it belongs to; the participant as a whole when left out",
            optional = true),
        @Taken(name = "ordinal", says = "of that record", kind = Taken.Kind.WHOLE, optional = true)
      },
      gives = OneFile.class)
  OneFile attachFile(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody Map<String, Object> body) {
    var chart = Chart.open(front, desk, request, person, participant);
    var words = chart.words();
    var sent = new Sent(body);
    var name = sent.text("name");
    if (!FileName.isFit(name)) {
      throw Problem.fields(
          words, Map.of("name", words.say("the file needs another name", FileName.LONGEST)));
    }
    var content = bytes(chart, sent.text("content"));
    var kind =
        FileKind.of(content)
            .orElseThrow(
                () ->
                    Problem.fields(
                        words, Map.of("content", words.say("the file is of no known kind"))));
    var form = sent.text("form");
    int ordinal = sent.whole("ordinal");
    boolean known =
        form.isEmpty()
            ? ordinal == 0
            : chart.study().forms().containsKey(form)
                && chart.record(chart.form(form), ordinal).isPresent();
    if (!known) {
      throw Problem.fields(words, Map.of("form", words.say("answer this question")));
    }
    var act = chart.act("POST", FilesPage.ROUTE, key.toString());
    var about = new Attaching(form, ordinal, name, kind.type());
    return came(chart, desk.attach(chart.participant(), about, content, act));
  }

  private static byte[] bytes(Chart chart, String text) {
    var words = chart.words();
    try {
      var bytes = Base64.getDecoder().decode(text);
      if (bytes.length > LARGEST) {
        throw Problem.fields(
            words, Map.of("content", words.say("the file is too large", FilesPage.MEGABYTES)));
      }
      return bytes;
    } catch (IllegalArgumentException none) {
      throw Problem.fields(words, Map.of("content", words.say("api base64 is needed")));
    }
  }

  @PostMapping(FilesPage.ERRORS)
  @Operation(
      value = "Say that a file was attached in error; it stays readable",
      takes = {
        @Taken(name = "file", says = "its number", kind = Taken.Kind.WHOLE),
        @Taken(name = "reason", says = "why it does not belong there")
      },
      gives = OneFile.class)
  OneFile detachFile(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestHeader("Idempotency-Key") UUID key,
      @RequestBody Map<String, Object> body) {
    var chart = Chart.open(front, desk, request, person, participant);
    var words = chart.words();
    var sent = new Sent(body);
    int number = sent.whole("file");
    if (Attachment.of(chart.facts()).stream().noneMatch(one -> one.file().file() == number)) {
      throw Problem.fields(words, Map.of("file", words.say("answer this question")));
    }
    var why = sent.text("reason").strip();
    if (why.isEmpty() || why.length() > LONGEST_REASON) {
      throw Problem.fields(
          words, Map.of("reason", words.say("say why it does not belong here", LONGEST_REASON)));
    }
    var act = chart.act("POST", FilesPage.ERRORS, key.toString());
    return came(chart, desk.detach(chart.participant(), number, why, act));
  }

  private OneFile came(Chart chart, Outcome outcome) {
    if (!(outcome instanceof Outcome.Done(var fact))) {
      throw refused(chart, outcome);
    }
    int number =
        fact.event() instanceof Event.Attached attached
            ? attached.file()
            : fact.event() instanceof Event.Detached(var detached) ? detached : 0;
    return Attachment.of(chart.reopened().facts()).stream()
        .filter(one -> one.file().file() == number)
        .findFirst()
        .map(FilesApi::shown)
        .orElseThrow(() -> refused(chart, new Outcome.ChangedMeanwhile(fact)));
  }

  private static Refused refused(Chart chart, Outcome outcome) {
    var words = chart.words();
    return switch (outcome) {
      case Outcome.FilesFull(var most) -> Problem.conflict(words, words.say("no more files", most));
      case Outcome.ChangedMeanwhile _ -> Problem.otherAct(words);
      case Outcome other -> Problem.of(other, chart.voice());
    };
  }
}
