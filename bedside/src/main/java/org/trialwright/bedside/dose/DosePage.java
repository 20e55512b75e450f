package org.trialwright.bedside.dose;

import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.Confirmation;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.form.Asked;
import org.trialwright.bedside.form.Fields;
import org.trialwright.bedside.form.Filled;
import org.trialwright.bedside.form.Sheet;
import org.trialwright.journey.DoseCard;
import org.trialwright.journey.Journey;
import org.trialwright.journey.Record;
import org.trialwright.pages.Credentials;
import org.trialwright.pages.Link;
import org.trialwright.pages.Note;
import org.trialwright.pages.Question;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.Table;
import org.trialwright.study.AnswerKind;
import org.trialwright.study.Form;
import org.trialwright.study.Item;
import org.trialwright.study.What;

/** The doses of one day: looked at, confirmed by a second person, given or left out. */
@Controller
class DosePage {
  static final String ROUTE = "/participants/{participant}/doses";

  static final String FRACTIONS = ROUTE + "/fraction";
  static final String DOSE = "dose";
  static final String FRACTION = "fraction";
  static final String DRUG = "drug";
  static final String GIVEN = "given";

  private final Front front;
  private final Desk desk;
  private final Credentials credentials;

  DosePage(Front front, Desk desk, Credentials credentials) {
    this.front = front;
    this.desk = desk;
    this.credentials = credentials;
  }

  @GetMapping(ROUTE)
  ModelAndView card(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestParam(defaultValue = "") String day) {
    var chart = Chart.open(front, desk, request, person, participant);
    return page(show(chart, dayOf(chart, day), Tried.nothing()));
  }

  static LocalDate dayOf(Chart chart, String day) {
    try {
      return day.isEmpty() ? chart.today() : LocalDate.parse(day);
    } catch (DateTimeException notADay) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST, day, notADay);
    }
  }

  /** What was sent and could not be kept. */
  private record Tried(String drug, Map<String, String> fields, String error, String refused) {
    static Tried nothing() {
      return new Tried("", Map.of(), "", "");
    }

    boolean of(DoseCard.Line line) {
      return !drug.isEmpty() && line.drug().name().equals(drug);
    }
  }

  /** Records a dose as given, or with 0 as left out. */
  @PostMapping(ROUTE)
  ModelAndView give(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestParam Map<String, String> fields) {
    var chart = Chart.open(front, desk, request, person, participant);
    var day = dayOf(chart, fields.getOrDefault("on", ""));
    return given(chart, chart.form(DOSE), day, fields, ROUTE);
  }

  private ModelAndView given(
      Chart chart, Form form, LocalDate day, Map<String, String> fields, String route) {
    var line = line(chart, day, fields.getOrDefault(DRUG, ""));
    var giving = Giving.of(chart, form, day, line, fields);
    var tried = new Tried(line.drug().name(), giving.fields(), "", "");
    if (giving.filled().isWrong()) {
      return wrong(show(chart, day, tried));
    }
    var act = chart.act("POST", route, fields.getOrDefault("key", ""));
    var outcome = giving.over(desk, Fields.number(fields, "seen"), act);
    return kept(chart, day, outcome, giving, tried);
  }

  private ModelAndView kept(
      Chart chart, LocalDate day, Outcome outcome, Giving giving, Tried tried) {
    var words = chart.words();
    return switch (outcome) {
      case Outcome.Saved(var fact, _, _) ->
          giving.isKept(fact.event())
              ? new ModelAndView("redirect:" + address(chart, day))
              : refused(chart, day, words.say("this page was sent before", title(chart, tried)));
      case Outcome.NewerValue(var newest) ->
          refused(
              chart,
              day,
              words.say(
                  "a newer value came",
                  chart.dates().moment(newest.recorded()),
                  chart.who(newest)));
      case Outcome.SecondPersonNeeded _ ->
          refused(chart, day, words.say("confirm first", title(chart, tried)));
      case Outcome.Impossible(var place, _) ->
          refused(
              chart,
              day,
              words.say(
                  "impossible here", title(chart, tried), chart.speaker().place(place).text()));
      case Outcome.NotYourRole(_, var role) ->
          refused(
              chart,
              day,
              words.say("only that role answers", title(chart, tried), Front.role(words, role)));
      case Outcome.Held(var by) -> refused(chart, day, chart.held(by));
      case Outcome.NotTheKit(var kit, var open) -> refused(chart, day, chart.notTheKit(kit, open));
      case Outcome.WrongAnswers _ ->
          refused(chart, day, words.say("these answers cannot be kept", title(chart, tried)));
      case Outcome.ChangedMeanwhile(var newest) ->
          refused(
              chart,
              day,
              words.say("form changed meanwhile", title(chart, tried), chart.who(newest)));
      case Outcome.NoSuchParticipant _ -> throw new ResponseStatusException(HttpStatus.NOT_FOUND);
      case Outcome.Registered _,
          Outcome.PersonKnown _,
          Outcome.SiteClosed _,
          Outcome.NotConfirmed _,
          Outcome.NotFinal _,
          Outcome.AnotherPersonNeeded _,
          Outcome.ReasonNeeded _,
          Outcome.Allocated _,
          Outcome.AlreadyAllocated _,
          Outcome.NotEligible _,
          Outcome.NotReady _,
          Outcome.NotHere _,
          Outcome.TargetReached _,
          Outcome.ShelfShort _,
          Outcome.NotSentHere _,
          Outcome.Unblinded _,
          Outcome.FilesFull _,
          Outcome.NotToReview _,
          Outcome.NotDelegated _,
          Outcome.NotAmended _,
          Outcome.CohortWaits _,
          Outcome.LevelsJudged _,
          Outcome.Done _ ->
          throw new IllegalStateException("giving a dose came to " + outcome);
    };
  }

  private static String title(Chart chart, Tried tried) {
    return chart.speaker().drug(tried.drug()).text();
  }

  private ModelAndView refused(Chart chart, LocalDate day, String why) {
    return wrong(show(chart.reopened(), day, new Tried("", Map.of(), "", why)));
  }

  /** Records a fraction, the quick way. */
  @PostMapping(FRACTIONS)
  ModelAndView fraction(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestParam Map<String, String> fields) {
    var chart = Chart.open(front, desk, request, person, participant);
    var day = dayOf(chart, fields.getOrDefault("on", ""));
    return given(chart, chart.form(FRACTION), day, fields, FRACTIONS);
  }

  /** Another person than the one who is signed in confirms an amount, with their own password. */
  @PostMapping(Seconding.ROUTE)
  ModelAndView confirm(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String participant,
      @RequestParam Map<String, String> fields) {
    var chart = Chart.open(front, desk, request, person, participant);
    var words = chart.words();
    var day = dayOf(chart, fields.getOrDefault("on", ""));
    var line = line(chart, day, fields.getOrDefault(DRUG, ""));
    var drug = line.drug().name();
    var came =
        new Seconding(chart, day, line)
            .over(
                desk,
                credentials,
                fields.getOrDefault("amount", ""),
                fields.getOrDefault("account", "").strip(),
                fields.getOrDefault("password", ""),
                fields.getOrDefault("key", ""));
    return switch (came) {
      case Seconding.Came.OtherAmount() ->
          refused(chart, day, words.say("the amount is another one now"));
      case Seconding.Came.SamePerson() ->
          wrong(
              show(chart, day, new Tried(drug, fields, words.say("another person than you"), "")));
      case Seconding.Came.NotConfirmed() ->
          wrong(
              show(
                  chart,
                  day,
                  new Tried(drug, fields, words.say("name or password is not right"), "")));
      case Seconding.Came.Kept(Outcome.Held(var by)) -> refused(chart, day, chart.held(by));
      case Seconding.Came.Kept _ -> new ModelAndView("redirect:" + address(chart, day));
    };
  }

  static DoseCard.Line line(Chart chart, LocalDate day, String drug) {
    return chart
        .journey()
        .doses(day)
        .line(drug)
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  private static String address(Chart chart, LocalDate day) {
    return chart.address("/doses?day=" + day) + "#given-so-far";
  }

  static Sheet sheet(Chart chart, Form form, DoseCard.Line line, LocalDate day) {
    var visit = chart.journey().visitFor(form, day).orElse("");
    return Sheet.brief(chart, form, 0, visit, line.drug().name() + ".", form.items());
  }

  /** Day, drug and the worked-out amount are given; a person may write another amount. */
  static Map<String, String> withFixed(
      Form form, DoseCard.Line line, LocalDate day, Map<String, String> fields) {
    var prefix = line.drug().name() + ".";
    var all = new HashMap<>(fields);
    form.dayItem()
        .ifPresent(
            item -> {
              all.put(prefix + item.name() + ".year", String.valueOf(day.getYear()));
              all.put(prefix + item.name() + ".month", String.valueOf(day.getMonthValue()));
              all.put(prefix + item.name() + ".day", String.valueOf(day.getDayOfMonth()));
            });
    if (form.dayItem().isEmpty()) {
      all.put(prefix + "_day.year", String.valueOf(day.getYear()));
      all.put(prefix + "_day.month", String.valueOf(day.getMonthValue()));
      all.put(prefix + "_day.day", String.valueOf(day.getDayOfMonth()));
    }
    if (form.name().equals(DOSE)) {
      all.put(prefix + DRUG, line.drug().name());
      all.putIfAbsent(prefix + GIVEN, line.givable() ? written(line) : "0");
    } else {
      amountItem(form, line)
          .ifPresent(item -> all.putIfAbsent(prefix + item.name(), written(line)));
    }
    return all;
  }

  private static String written(DoseCard.Line line) {
    return line.amount().isPresent()
        ? BigDecimal.valueOf(line.amount().getAsDouble()).stripTrailingZeros().toPlainString()
        : "";
  }

  /** The question of a fraction's dose: a number in the unit of the plan. */
  private static Optional<Item> amountItem(Form form, DoseCard.Line line) {
    return form.items().stream()
        .filter(
            item ->
                item.kind()
                    .filter(
                        kind ->
                            kind instanceof AnswerKind.Amount amount
                                && amount.unit().symbol().equals(line.unit()))
                    .isPresent())
        .findFirst();
  }

  private DosesView show(Chart chart, LocalDate day, Tried tried) {
    var card = chart.journey().doses(day);
    var lines = new Lines(chart, card);
    var cards = new ArrayList<Card>();
    for (var line : card.lines()) {
      if (Lines.isShown(line)) {
        cards.add(card(chart, day, lines, line, tried));
      }
    }
    var problems = new ArrayList<Link>();
    for (var one : cards) {
      problems.addAll(
          Question.problems(
              chart.words(), one.give().asked().stream().map(Asked::question).toList()));
      if (!one.confirm().error().isEmpty()) {
        problems.add(new Link(one.confirm().error(), "#" + one.confirm().drug() + "-account"));
      }
    }
    return new DosesView(
        chart.frame(heading(chart, card)),
        chart.way(),
        chart.strip(),
        heading(chart, card),
        lede(chart, card),
        day.toString(),
        cards,
        lines.notDue(),
        given(chart),
        fractions(chart),
        new Link(
            chart.words().say("the day before"), chart.address("/doses?day=" + day.minusDays(1))),
        new Link(
            chart.words().say("the day after"), chart.address("/doses?day=" + day.plusDays(1))),
        chart.address("/doses"),
        problems,
        tried.refused());
  }

  private Card card(Chart chart, LocalDate day, Lines lines, DoseCard.Line line, Tried tried) {
    boolean writes = chart.may("POST", ROUTE) && !day.isAfter(chart.today());
    var today = givenOn(chart, line, day);
    boolean confirmed = isConfirmed(chart, line, day);
    boolean asksSecond =
        writes && line.givable() && line.needsSecondPerson() && !confirmed && today.isEmpty();
    boolean gives = writes && today.isEmpty() && !asksSecond && recordable(chart, line);
    return new Card(
        lines.dose(line),
        today.isEmpty() ? notes(chart, lines, line, confirmed, gives) : List.of(),
        writes && today.isEmpty() ? lines.fill(line) : List.of(),
        asksSecond ? confirm(chart, line, tried) : Card.Confirm.NONE,
        gives ? give(chart, day, line, tried) : Card.Give.NONE,
        !line.givable(),
        today.stream().map(record -> link(chart, record)).toList());
  }

  private static List<Note> notes(
      Chart chart, Lines lines, DoseCard.Line line, boolean confirmed, boolean gives) {
    var notes = new ArrayList<>(lines.notes(line, confirmed));
    boolean named =
        chart.study().how().kits().filter(item -> item.form().name().equals(DOSE)).isPresent();
    if (named && gives && line.givable()) {
      chart.kit().ifPresent(notes::add);
    }
    return notes;
  }

  /** Whether another person has confirmed just this amount. */
  static boolean isConfirmed(Chart chart, DoseCard.Line line, LocalDate day) {
    return line.amount().isPresent()
        && Confirmation.of(chart.facts(), line.drug().name(), day, line.amount().getAsDouble())
            .filter(fact -> !fact.author().person().equals(chart.person().account()))
            .isPresent();
  }

  private static boolean recordable(Chart chart, DoseCard.Line line) {
    return line.drug().give() instanceof What.Give.Fractions
        ? chart.study().forms().containsKey(FRACTION) && line.givable()
        : chart.study().forms().containsKey(DOSE)
            && chart.study().form(DOSE).item(DRUG).isPresent()
            && chart.study().form(DOSE).item(GIVEN).isPresent();
  }

  static List<Record> givenOn(Chart chart, DoseCard.Line line, LocalDate day) {
    boolean fractions = line.drug().give() instanceof What.Give.Fractions;
    var form = chart.study().forms().get(fractions ? FRACTION : DOSE);
    if (form == null) {
      return List.of();
    }
    return chart.journey().records(form).stream()
        .filter(record -> record.occurred().earliest().equals(day))
        .filter(record -> fractions || drugOf(form, record).equals(Optional.of(line.drug().name())))
        .toList();
  }

  private static Optional<String> drugOf(Form form, Record record) {
    return form.item(DRUG).flatMap(item -> Journey.codeOf(item, record.answer(item)));
  }

  private static Link link(Chart chart, Record record) {
    var fact = record.facts().getLast();
    var amount =
        record.form().items().stream()
            .filter(item -> item.kind().filter(AnswerKind.Amount.class::isInstance).isPresent())
            .findFirst()
            .map(item -> chart.speaker().answer(item, record.answer(item)).text())
            .orElse("");
    return new Link(
        chart
            .words()
            .say(
                "given, recorded by",
                amount,
                chart.dates().moment(fact.recorded()),
                chart.who(fact)),
        chart.address(record.form(), record.ordinal()));
  }

  private static Card.Confirm confirm(Chart chart, DoseCard.Line line, Tried tried) {
    var drug = line.drug().name();
    return new Card.Confirm(
        drug,
        Lines.amount(line),
        Chart.newKey(),
        chart
            .words()
            .say(
                "confirm as second person",
                Lines.amount(line) + "\u00a0" + line.unit(),
                chart.speaker().drug(drug).text()),
        tried.of(line) ? tried.fields().getOrDefault("account", "") : "",
        tried.of(line) ? tried.error() : "");
  }

  private static Card.Give give(Chart chart, LocalDate day, DoseCard.Line line, Tried tried) {
    var words = chart.words();
    boolean fractions = line.drug().give() instanceof What.Give.Fractions;
    var form = chart.form(fractions ? FRACTION : DOSE);
    var sheet = sheet(chart, form, line, day);
    boolean again = tried.of(line) && tried.error().isEmpty();
    var fields = again ? tried.fields() : withFixed(form, line, day, Map.of());
    var filled = sheet.read(fields);
    var shown =
        again
            ? filled
            : new Filled(
                filled.answers(), Map.of(), filled.occurred(), "", filled.touched(), false);
    var drug = chart.speaker().drug(line.drug().name()).text();
    return new Card.Give(
        fractions ? FRACTION : DOSE,
        line.drug().name(),
        again ? fields.getOrDefault("key", "") : Chart.newKey(),
        chart.newest(),
        asked(sheet, line, shown, fields),
        fractions
            ? words.say("record the fraction", Lines.amount(line) + "\u00a0" + line.unit())
            : line.givable()
                ? words.say("record as given", drug)
                : words.say("record as left out", drug));
  }

  /**
   * Day and drug are fixed. A dose that is left out is 0 and asks for its reason only; a fraction
   * asks for nothing that is optional.
   */
  private static List<Asked> asked(
      Sheet sheet, DoseCard.Line line, Filled filled, Map<String, String> fields) {
    var form = sheet.form();
    boolean dose = form.name().equals(DOSE);
    return sheet.questions(filled, fields).asked().stream()
        .filter(
            one -> {
              var name = one.question().name();
              var item = form.item(name.substring(name.indexOf('.') + 1));
              boolean fixed =
                  item.isEmpty()
                      || form.dayItem().equals(item)
                      || (dose && item.get().name().equals(DRUG))
                      || (dose && !line.givable() && item.get().name().equals(GIVEN));
              boolean optional = item.flatMap(Item::kind).filter(AnswerKind::optional).isPresent();
              boolean depends = item.flatMap(Item::askedIf).isPresent();
              boolean spared = dose ? !line.givable() && optional : optional || depends;
              return !fixed && !spared;
            })
        .toList();
  }

  private static String heading(Chart chart, DoseCard card) {
    var words = chart.words();
    var shown = card.lines().stream().filter(Lines::isShown).toList();
    long give = shown.stream().filter(DoseCard.Line::givable).count();
    long hold = shown.size() - give;
    if (shown.isEmpty()) {
      return words.say("day n: nothing is due", card.courseDay());
    }
    if (give == 0) {
      return words.say("day n: give nothing", card.courseDay());
    }
    return hold == 0
        ? words.say("day n: give", card.courseDay(), give)
        : words.say("day n: give and hold", card.courseDay(), give, hold);
  }

  private static String lede(Chart chart, DoseCard card) {
    var order =
        card.lines().stream()
            .filter(Lines::isShown)
            .filter(DoseCard.Line::givable)
            .map(line -> chart.speaker().drug(line.drug().name()).text())
            .reduce((one, other) -> chart.words().say("two parts", one, other))
            .orElse("");
    var day = chart.dates().heading(card.day());
    return order.isEmpty() ? day : chart.words().say("in this order", day, order);
  }

  /** Days down, drugs across. */
  private static List<Table> given(Chart chart) {
    var form = chart.study().forms().get(DOSE);
    if (form == null || form.item(GIVEN).isEmpty() || form.item(DRUG).isEmpty()) {
      return List.of();
    }
    var drugs = new ArrayList<String>();
    Map<LocalDate, Map<String, String>> days = new TreeMap<>();
    for (var record : chart.journey().records(form)) {
      var drug = drugOf(form, record).orElse("");
      if (!drugs.contains(drug)) {
        drugs.add(drug);
      }
      var item = form.item(GIVEN).get();
      days.computeIfAbsent(record.occurred().earliest(), _ -> new HashMap<>())
          .put(drug, chart.speaker().answer(item, record.answer(item)).text());
    }
    if (days.isEmpty()) {
      return List.of();
    }
    var columns = new ArrayList<Table.Column>();
    columns.add(new Table.Column(chart.words().say("day column"), false));
    drugs.forEach(
        drug ->
            columns.add(
                new Table.Column(drug.isEmpty() ? "" : chart.speaker().drug(drug).text(), true)));
    var lines = new ArrayList<Table.Line>();
    days.forEach(
        (day, amounts) -> {
          var cells = new ArrayList<Table.Cell>();
          cells.add(new Table.Cell(chart.dates().day(day)));
          drugs.forEach(drug -> cells.add(new Table.Cell(amounts.getOrDefault(drug, ""))));
          lines.add(new Table.Line(cells, false));
        });
    return List.of(new Table(chart.words().say("doses given"), true, "", columns, lines));
  }

  private static String fractions(Chart chart) {
    var form = chart.study().forms().get(FRACTION);
    var planned =
        chart.study().what().drugs().stream()
            .map(What.Drug::give)
            .filter(What.Give.Fractions.class::isInstance)
            .map(What.Give.Fractions.class::cast)
            .findFirst();
    if (form == null || planned.isEmpty()) {
      return "";
    }
    var days =
        chart.journey().records(form).stream().map(record -> record.occurred().earliest()).toList();
    var words = chart.words();
    if (days.isEmpty()) {
      return words.say("no fraction yet", planned.get().count());
    }
    long overall = ChronoUnit.DAYS.between(days.getFirst(), days.getLast()) + 1;
    return words.say(
        "fractions so far",
        days.size(),
        planned.get().count(),
        Sums.plain(days.size() * planned.get().gray()),
        overall);
  }

  private static ModelAndView page(DosesView view) {
    return new ModelAndView("bedside/dose/doses", Map.of("view", view));
  }

  private static ModelAndView wrong(DosesView view) {
    var page = page(view);
    page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    return page;
  }
}
