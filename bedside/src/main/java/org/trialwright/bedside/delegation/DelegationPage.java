package org.trialwright.bedside.delegation;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.trialwright.bedside.Chart;
import org.trialwright.bedside.DelegationLog;
import org.trialwright.bedside.Desk;
import org.trialwright.bedside.Front;
import org.trialwright.bedside.OpenedSite;
import org.trialwright.bedside.Outcome;
import org.trialwright.bedside.Site;
import org.trialwright.bedside.Voice;
import org.trialwright.bedside.form.Fields;
import org.trialwright.pages.Credentials;
import org.trialwright.pages.Csv;
import org.trialwright.pages.Link;
import org.trialwright.pages.SignedIn;
import org.trialwright.pages.Words;
import org.trialwright.quantities.SiteId;

/** To whom which tasks are delegated at a site, and who was trained in what. */
@Controller
class DelegationPage {
  static final String ROUTE = "/sites/{site}/delegation";
  static final String TRAINING = "/sites/{site}/training";
  private static final String CSV = ROUTE + ".csv";
  private static final String NEW = "new";
  private static final String TRAINED = "training";

  private final Front front;
  private final Desk desk;
  private final Credentials credentials;

  DelegationPage(Front front, Desk desk, Credentials credentials) {
    this.front = front;
    this.desk = desk;
    this.credentials = credentials;
  }

  /** The sites that this person may see; the one log when it is one. */
  @GetMapping("/delegation")
  String logs(HttpServletRequest request, @AuthenticationPrincipal SignedIn person, Model page) {
    var sites = front.sites(person);
    if (sites.size() == 1) {
      return "redirect:" + address(sites.getFirst().id());
    }
    var title = front.words(request).say("delegation and training");
    page.addAttribute("frame", front.frame(request, person, title, Optional.empty()));
    page.addAttribute("title", title);
    page.addAttribute(
        "sites", sites.stream().map(site -> new Link(site.name(), address(site.id()))).toList());
    return "bedside/delegation/logs";
  }

  private static String address(SiteId site) {
    return "/sites/" + site.value() + "/delegation";
  }

  /** A site's log as one person opens it. */
  private record Opened(
      HttpServletRequest request, SignedIn person, Site site, Voice voice, DelegationLog log) {
    String address() {
      return DelegationPage.address(site.id());
    }
  }

  private Opened open(HttpServletRequest request, SignedIn person, String number) {
    var at = OpenedSite.open(front, desk, request, person, number);
    return new Opened(request, person, at.site(), at.voice(), desk.delegation(at.id()));
  }

  /** Whether this person goes on with the log: who answers for the site, or whom that one lets. */
  private boolean writes(Opened opened) {
    return opened.person().grantFor("POST", ROUTE, opened.site().id()).isPresent()
        && opened.log().may(opened.person().account(), "log", desk.today(opened.site().id()));
  }

  @GetMapping(ROUTE)
  ModelAndView log(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String site,
      @RequestParam(defaultValue = "") String write) {
    var opened = open(request, person, site);
    var today = desk.today(opened.site().id());
    var entry =
        write.matches("\\d{1,6}")
            ? opened.log().entry(Integer.parseInt(write))
            : Optional.<DelegationLog.Entry>empty();
    var fields = new HashMap<>(entry.map(one -> Typed.of(one.what())).orElse(Typed.from(today)));
    entry.ifPresent(one -> fields.put("delegation", write));
    var tasks = entry.map(one -> one.what().tasks()).orElse(List.of());
    return switch (write) {
      case "" -> page(opened, Tried.nothing());
      case TRAINED -> page(opened, new Tried(true, Map.of(), List.of(), Map.of(), ""));
      case NEW -> page(opened, new Tried(false, fields, List.of(), Map.of(), ""));
      default ->
          page(
              opened,
              entry.isEmpty() ? Tried.nothing() : new Tried(false, fields, tasks, Map.of(), ""));
    };
  }

  /** The number of the entry that is written anew; 0 for a new one, or one that nobody has. */
  private static int entryOf(Map<String, String> fields) {
    return (int) Math.min(Fields.number(fields, "delegation"), Integer.MAX_VALUE);
  }

  /**
   * What was typed, and why it is not kept.
   *
   * @param training which of the two forms it is
   * @param fields empty while neither form is shown, but for a training that begins
   */
  private record Tried(
      boolean training,
      Map<String, String> fields,
      List<String> tasks,
      Map<String, String> errors,
      String password) {
    static Tried nothing() {
      return new Tried(false, Map.of(), List.of(), Map.of(), "");
    }

    boolean isShown() {
      return training || !fields.isEmpty();
    }

    int number() {
      return entryOf(fields);
    }
  }

  @PostMapping(ROUTE)
  ModelAndView delegate(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String site,
      @RequestParam(name = "task", defaultValue = "") List<String> chosen,
      @RequestParam Map<String, String> sent) {
    var opened = open(request, person, site);
    var today = desk.today(opened.site().id());
    var fields = Fields.withToday(today, sent);
    var tasks = chosen.stream().filter(DelegationLog.TASKS::contains).toList();
    var typed = new Typed(opened.voice().words(), today, fields);
    var questions = typed.delegation();
    if (fields.containsKey("today")) {
      return page(opened, new Tried(false, fields, tasks, Map.of(), ""));
    }
    var read = typed.read(questions);
    if (!read.errors().isEmpty()) {
      return wrong(opened, new Tried(false, fields, tasks, read.errors(), ""));
    }
    if (!confirmed(person, fields)) {
      return wrong(opened, new Tried(false, fields, tasks, Map.of(), password(opened)));
    }
    var told = read.delegated(opened.site().id(), entryOf(fields), tasks);
    var act = front.act(person, "POST", ROUTE, opened.site().id(), fields.getOrDefault("key", ""));
    var outcome = desk.delegate(told, Fields.reason(fields), act);
    return came(opened, new Tried(false, fields, tasks, Map.of(), ""), outcome);
  }

  @PostMapping(TRAINING)
  ModelAndView train(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String site,
      @RequestParam Map<String, String> sent) {
    var opened = open(request, person, site);
    var today = desk.today(opened.site().id());
    var fields = Fields.withToday(today, sent);
    var typed = new Typed(opened.voice().words(), today, fields);
    var questions = typed.trained();
    if (fields.containsKey("today")) {
      return page(opened, new Tried(true, fields, List.of(), Map.of(), ""));
    }
    var read = typed.read(questions);
    if (!read.errors().isEmpty()) {
      return wrong(opened, new Tried(true, fields, List.of(), read.errors(), ""));
    }
    if (!confirmed(person, fields)) {
      return wrong(opened, new Tried(true, fields, List.of(), Map.of(), password(opened)));
    }
    var told = read.trained(opened.site().id(), desk.study().version());
    var act =
        front.act(person, "POST", TRAINING, opened.site().id(), fields.getOrDefault("key", ""));
    var outcome = desk.train(told, read.day(Typed.DAY).orElseThrow(), act);
    return came(opened, new Tried(true, fields, List.of(), Map.of(), ""), outcome);
  }

  private boolean confirmed(SignedIn person, Map<String, String> fields) {
    return credentials.confirms(person.account(), fields.getOrDefault("password", ""));
  }

  private static String password(Opened opened) {
    return opened.voice().words().say("the password is not right");
  }

  private ModelAndView came(Opened opened, Tried tried, Outcome outcome) {
    var w = opened.voice().words();
    return switch (outcome) {
      case Outcome.Done _ -> new ModelAndView("redirect:" + opened.address());
      case Outcome.WrongAnswers(var why) -> wrong(opened, errors(tried, said(w, why.keySet())));
      case Outcome.ReasonNeeded _ ->
          wrong(opened, errors(tried, Map.of("reason", w.say("write why the log says otherwise"))));
      case Outcome.NotDelegated _ ->
          wrong(opened, errors(tried, Map.of("refused", w.say("who goes on with the log"))));
      case Outcome.ChangedMeanwhile _ ->
          wrong(
              opened, errors(tried, Map.of("refused", w.say("the key was used for another act"))));
      case Outcome other -> throw new IllegalStateException("the log came to " + other);
    };
  }

  private static Tried errors(Tried tried, Map<String, String> errors) {
    return new Tried(tried.training(), tried.fields(), tried.tasks(), errors, "");
  }

  /** Why each of these questions was not answered as the log needs it. */
  static Map<String, String> said(Words w, Set<String> questions) {
    var errors = new HashMap<String, String>();
    for (var name : questions) {
      errors.put(
          name,
          switch (name) {
            case Typed.PERSON -> w.say("write the sign-in name");
            case "tasks" -> w.say("choose at least one task");
            case Typed.UNTIL -> w.say("it ends before it begins");
            case Typed.DAY -> w.say("that day has not come yet");
            case "delegation" -> w.say("the log has no such entry");
            default -> w.say("answer this question");
          });
    }
    return errors;
  }

  private ModelAndView wrong(Opened opened, Tried tried) {
    var page = page(opened, tried);
    page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
    return page;
  }

  /** The log as a file; taking it out is an entry of the access log. */
  @GetMapping(CSV)
  ResponseEntity<byte[]> csv(
      HttpServletRequest request,
      @AuthenticationPrincipal SignedIn person,
      @PathVariable String site) {
    var opened = open(request, person, site);
    var author = front.act(person, "GET", CSV, opened.site().id(), "").author();
    return front.file(
        author,
        "",
        "delegation-" + site + ".csv",
        Csv.TYPE,
        Csv.file(LogTables.HEAD, LogTables.rows(opened.log())));
  }

  private ModelAndView page(Opened opened, Tried tried) {
    var w = opened.voice().words();
    var tables = new LogTables(opened.voice(), opened.log(), desk.today(opened.site().id()));
    boolean writes = writes(opened);
    var title = w.say("delegation and training");
    var form = Optional.of(tried).filter(one -> writes && one.isShown());
    var view =
        new DelegationView(
            front.frame(opened.request(), opened.person(), title, Optional.of(opened.site().id())),
            List.of(new Link(w.say("place today"), "/today")),
            opened.site().name(),
            tables.state(),
            tables.of(opened.person().account()),
            tables.delegations(writes ? opened.address() + "?write=" : ""),
            tables.trainings(),
            new Link(w.say("the log as CSV"), opened.address() + ".csv"),
            writes,
            form.map(one -> form(opened, one)),
            problems(opened, tried));
    return new ModelAndView("bedside/delegation/delegation", Map.of("view", view));
  }

  private List<Link> problems(Opened opened, Tried tried) {
    var w = opened.voice().words();
    var typed = new Typed(w, desk.today(opened.site().id()), tried.fields());
    var problems = new ArrayList<Link>();
    tried
        .errors()
        .forEach(
            (name, why) ->
                problems.add(
                    new Link(
                        typed
                            .text(name)
                            .map(question -> w.say("label and text", question, why))
                            .orElse(why),
                        switch (name) {
                          case "reason" -> "#reason--value";
                          case "tasks" -> "#tasks";
                          case "refused", "delegation" -> "#write";
                          default -> "#" + name;
                        })));
    if (!tried.password().isEmpty()) {
      problems.add(new Link(tried.password(), "#password--value"));
    }
    return problems;
  }

  private DelegationView.Form form(Opened opened, Tried tried) {
    var w = opened.voice().words();
    var typed = new Typed(w, desk.today(opened.site().id()), tried.fields());
    var tables = new LogTables(opened.voice(), opened.log(), typed.today());
    return new DelegationView.Form(
        tried.training()
            ? w.say("record a training")
            : tried.number() > 0
                ? w.say("write entry anew", tried.number())
                : w.say("delegate tasks"),
        tried.training() ? opened.address().replace("delegation", "training") : opened.address(),
        Chart.newKey(),
        tried.number(),
        typed.shown(typed.person(), tried.errors()),
        tried.training()
            ? List.of()
            : DelegationLog.TASKS.stream()
                .map(
                    task ->
                        new DelegationView.Task(
                            task, tables.task(task), tried.tasks().contains(task)))
                .toList(),
        typed.shown(tried.training() ? typed.training() : typed.days(), tried.errors()),
        tried.number() > 0,
        Fields.reason(tried.fields()),
        tried.errors().getOrDefault("reason", ""),
        tried.errors().getOrDefault("tasks", ""),
        tried.password());
  }
}
