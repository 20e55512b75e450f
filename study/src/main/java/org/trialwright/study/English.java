package org.trialwright.study;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** English sentences. */
record English() implements Grammar {
  private static final List<String> MONTHS =
      List.of("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  private static final Map<String, String> TIMES =
      Map.of(
          "s", "second", "min", "minute", "h", "hour", "d", "day", "wk", "week", "mo", "month", "y",
          "year", "age", "year");

  private static final Map<String, String> PHRASES =
      Grammar.read(
          """
          yes = yes
          on = on
          off = off
          yes or no = yes or no
          quoted = “{0}”
          no = no
          Monday = Monday
          Tuesday = Tuesday
          Wednesday = Wednesday
          Thursday = Thursday
          Friday = Friday
          Saturday = Saturday
          Sunday = Sunday
          not known = not known
          not done = not done
          refused = refused
          not readable = not readable
          not applicable = not applicable
          on file = on file
          no answer = no answer yet
          not asked = not asked
          not signed = not filled in here yet
          limits = ({0}–{1})
          upper limit only = (up to {0})
          lower limit only = (from {0})
          from to = {0} to {1}
          full stop = {0}.
          value = {0}: {1}
          and = {0} and {1}
          of form = {0} ({1})
          visit at = {0}, {1}
          recent = {0} no more than {1} old
          recent at = {0} no more than {1} old ({2} at {3})
          at visit = {0} at {1}
          at baseline = {0} before treatment
          randomised = day of randomisation
          site.open = the site is open
          identity.unique = nobody else in the study is this person
          arm = arm
          today = today
          age = age
          age on = age on {0}
          time from = time from {0} to {1}
          plus = {0} + {1}
          minus = {0} − {1}
          times = {0} × {1}
          divided = {0} ÷ {1}
          later = {1} after {0}
          earlier = {1} before {0}
          first = first {0}
          last = last {0}
          previous = previous {0}
          highest = highest {0}
          lowest = lowest {0}
          latest date = latest {0}
          earliest date = earliest {0}
          sum = sum of {0}
          where = {0} where {1}
          where several = {0} where ({1})
          count = number of records of “{0}”
          times at = times at “{0}”
          earliest of = the earliest of {0}
          latest of = the latest of {0}
          choice = {0} if {1}
          choice otherwise = {0} if {1}, otherwise {2}
          call = {0} from {1}
          grade of = CTCAE grade of {0}
          change of = change of the dose of {0} from the last one given
          planned dose = planned dose of {0}
          weekday of = weekday of {0}
          least = {0}, at least {1}
          most = {0}, at most {1}
          kept = {0}, kept while {1} has changed by less than {2} since {3}
          bmi = body mass index
          mosteller = body surface (Mosteller)
          du-bois = body surface (Du Bois)
          haycock = body surface (Haycock)
          ideal-weight = ideal weight
          adjusted-weight = adjusted weight
          cockcroft-gault = creatinine clearance (Cockcroft–Gault)
          ckd-epi = filtration rate (CKD-EPI 2021)
          bed = biologically effective dose
          eqd2 = equivalent dose in 2 Gy fractions
          mean = mean
          score-functional = functional score
          score-symptom = symptom score
          stage-squamous = clinical stage (AJCC 8)
          stage-squamous-yp = stage after treatment (AJCC 8)
          otherwise = in every other case
          is = is {0}
          must be = must be {0}
          not = not {0}
          is not = is not {0}
          must not be = must not be {0}
          or more = {0} or more
          or less = {0} or less
          or higher = {0} or higher
          or lower = {0} or lower
          below = below {0}
          at most = at most {0}
          above = above {0}
          at least = at least {0}
          before = before {0}
          on or before = on or before {0}
          after = after {0}
          on or after = on or after {0}
          between = between {0} and {1}
          outside = below {0} or above {1}
          must compare = must be {0}
          not compare = not {0}
          upper limit = {0} times the upper limit of normal
          once upper limit = the upper limit of normal
          lower limit = {0} times the lower limit of normal
          once lower limit = the lower limit of normal
          the upper limit = this laboratory's upper limit for {0}
          the lower limit = this laboratory's lower limit for {0}
          which is = {0} ({1})
          known = {0} known
          not known clause = {0} not known
          recorded = “{0}” is filled in
          not recorded = “{0}” is not filled in
          any = there is a record of “{0}”
          any where = there is a record of “{0}” where {1}
          none = there is no record of “{0}”
          none where = there is no record of “{0}” where {1}
          every where = in every record of “{0}”, {1}
          not every where = not in every record of “{0}”: {1}
          eligible = the participant is eligible
          not eligible = the participant is not eligible
          allocated = the participant is randomised
          not allocated = the participant is not randomised
          been at = has been at “{0}”
          not been at = has never been at “{0}”
          in arm = the arm is {0}
          not in arm = the arm is not {0}
          visit is = the visit is {0}
          visit is not = the visit is not {0}
          not true = it is not true that {0}
          cannot tell until = cannot tell until: {0}
          with reason = {0} ({1})
          worked out from = {0} (worked out from {1})
          met = Met: {0}
          met plainly = Met
          not met = Not met because {0}
          unknown = Cannot tell until: {0}
          nothing = nothing is missing
          decides = {0}: {1} meets it; {2} does not
          favours = {0}: {1} speaks for it; {2} speaks against it
          needed = it is needed that {0}
          would meet = it would be met if {0}
          anything else = anything else
          on days = on days {0}, counted from {1} as day 1
          after anchor = {0} after {1}
          on the day = on the {0}
          within after = at most {0} after {1}
          from to after = {0} to {1} after {2}
          every from to = every {0} from {1} to {2}
          around = ± {0}
          before to after = from {0} before to {1} after
          up to after = up to {0} after
          up to before = up to {0} before
          window from anchor = from {0} to {1} after {2}
          amber = late but no deviation up to {0} after {1}
          exactly = on that day only
          planned day = the planned day
          while = while at {0}
          in arms = only in {0}
          only if = only if {0}
          unless = not when “{0}” lies within {1}
          then = {0}, then {1}
          alarm = “{0}”: within {1} after {2}, until {3}
          alarm warns = a warning after {0}
          IV = into a vein
          SC = under the skin
          IM = into a muscle
          PO = by mouth
          IP = into the abdomen
          IT = into the spinal canal
          inhaled = inhaled
          topical = on the skin
          rectal = into the rectum
          nasal = through the nose
          give per = {0} for each {1} of {2}
          give auc = AUC {0} by {1} (Calvert)
          give fractions = {0} × {1} ({2} in all)
          over = over {0}
          minutes = {0} to {1}
          on treatment days = on days {0}
          on treatment day = on day {0}
          every cycle = every {0} from day {1} on, {2} times at most
          of its period = {0} of the drug's period
          on workdays = on working days from day {0}
          given in = in {0} only
          apart = at least {0} between two doses
          not after day = not after day {0}
          rounded = rounded to the nearest {0}
          rounded finely = rounded to the nearest {0}, or to {1} where that is more than {2} off
          levels = dose levels {0}
          lost = a dose that was left out is not made up
          added = a missed fraction is added at the end
          twice = a second fraction on one day at least {0} later, at most {1} a week, when {2} late
          act GIVE = give {0}
          act CONFIRM = a second person confirms {0}
          act LEVEL = lower the dose of {0} by {1}
          act PAUSE = pause {0}
          act HOLD = hold {0}
          act OMIT = leave out {0}
          act STOP = stop {0} for good
          level one = one level
          levels many = {0} levels
          for = {0} for at most {1}
          then lower = {0}, then go on with {1} lower by {2}
          modification = {0}: {1}, when {2}
          grade row = {0}: {1}
          grade = grade {0} {1}
          word GIVE = give
          word CONFIRM = confirm
          word LEVEL = lower
          word PAUSE = pause
          word HOLD = hold
          word OMIT = leave out
          word STOP = stop
          step = {0} = {1}
          goes to = to “{0}” when {1}
          goes to otherwise = to “{0}” in every other case
          stays = stays, when {0}
          refused exit = cannot happen here: {0}
          only in claim = {0}: only in {1}
          only after claim = {0}: only after “{1}”
          never to claim = {0}: never directly to “{1}”
          blocks = random permuted blocks within {0}; block sizes are kept secret
          simple blocks = random permuted blocks; block sizes are kept secret
          minimisation = minimisation on {0} (by {1}); the arm that balances best is drawn with chance {2}
          range = range
          variance = variance
          no allocation = nobody is allocated
          cohorts = in cohorts of {0}, the first at {1}; the level of each follows from those before, counted by “{2}”
          cohort UP = One level up after {0}
          cohort AGAIN = Another cohort at the same level after {0}
          cohort KEEP = The recommended level is kept after {0}
          cohort DOWN = One level down, and never up again, after {0}
          number of = {0} of {1}
          numbers of = {0} to {1} of {2}
          cohort recommended = The highest level that is tolerated is recommended once {0} were treated at it
          cohort expanded = The recommended level is then given to {0} in all
          cohort waits = Nobody joins while a full cohort is not observed; who cannot be evaluated is replaced
          sites allocated = whole sites are allocated by chance; a participant's arm is that of the site
          sites cross = whole sites cross from {0} to {1} at one of {2} steps of {3}, the first on {4}; a participant's arm is that of the site on the day of joining; {5}
          order secret = the order is drawn beforehand and nobody knows a step before it comes
          order open = the order is drawn beforehand and everybody may know it
          site = site
          arm line = **{0}**: share {1}, {2}
          experimental = experimental
          active comparator = active comparator
          placebo comparator = placebo comparator
          no treatment = no treatment
          time to = time from {0} to {1}; who has none is counted up to {2}
          time to against = time from {0} to {1}, against {3}; who has none is counted up to {2}
          share = share of participants for whom {0}
          missing NO = a missing answer counts as no
          missing YES = a missing answer counts as yes
          missing LEFT_OUT = a missing answer is left out
          primary = primary
          title = {0}: the protocol in plain words
          version = Version {0}, seal {1}. {2}.
          reading = Between, at least and at most include both ends. Day 1 is the first day. What is not known is never taken for no.
          not reviewed = Nobody has reviewed these words yet.
          marks = [assumed]: our own choice, because no source says it. [published]: from a paper, guideline or standard. No mark: from the public record, or confirmed.
          section who = 1. Who may join
          section how = 2. How they are allocated
          section what = 3. What they receive
          section when = 4. When they are seen
          section next = 5. Which way they go next
          section measure = 6. What is measured
          section forms = Forms
          section settings = Settings
          section differences = Differences between sources
          must include = All of these must hold
          must exclude = None of these may hold
          age line = Age {0}
          sex all = Any sex
          rule = Rule
          asked as = Asked as
          fresh = How recent answers must be at randomisation
          fresh line = {0}: {1}
          arms = Arms
          allocation = Allocation
          masking = Masking
          masking line = Masked: {0}
          open = Nobody is masked
          unblind = In an emergency the {0} may learn the arm; it is recorded in {1}
          kits = Packs look alike and are numbered; the number is recorded as {0}
          periods = Periods: {0}. Each period lasts {1}; between two periods nothing is given for {2}
          role participant = participant
          role relative = relative
          role investigator = investigator
          role coordinator = coordinator
          role nurse = nurse
          role pharmacist = pharmacist
          role pathologist = pathologist
          role radiologist = radiologist
          role surgeon = surgeon
          role laboratory = laboratory
          role assessor = assessor
          role committee = committee
          role monitor = monitor
          role sponsor = sponsor
          before allocation = Before anyone is allocated
          drugs = Treatment
          order = Order on a shared day: {0}
          work out = What is worked out before a dose
          modify = When a dose is changed
          modify rule = In each group the first line that holds counts; over all groups the strictest of give, confirm, lower, pause, hold, leave out, stop.
          group = group {0}
          by grade = By grade of an adverse event that is still there
          dates = Named dates
          visits = Visits
          any time = At any time: {0}
          clocks = Deadlines
          missed = A visit is missed {0} after its window closed.
          begins = Everybody begins at “{0}”.
          anywhere = From everywhere
          next rule = From each place the first line that holds counts.
          ends = The study ends at: {0}.
          beside = Beside this path, as long as it lasts: {0}
          track ends = This track ends at: {0}.
          claims = What is proven of these ways
          sets = Who is analysed
          events = Events
          endpoints = Endpoints
          methods = method, as written: {0}
          tests = Tests
          looks = Looks before the end
          end = When the study ends
          size = Size
          despite = What happens on the way
          subgroups = Subgroups
          forms rule = Every question may also be answered: not known, not done, refused, not readable, not applicable.
          asked if = asked if {0}
          form asked if = Filled in only if {0}.
          answered by = answered by {0}
          possible = {0} to {1}
          usual = usually {0} to {1}
          with limits = with this laboratory's limits
          optional = optional
          identifying = kept apart, never in the study's data
          kind date = date
          kind partial date = date, may be partly known
          kind date time = date and time
          kind time = time
          kind text = words
          kind file = file
          kind signature = signature
          worked out = worked out: {0}
          by table = worked out: the first line that holds
          proposed = worked out, and confirmed or changed with a reason
          proposed by = proposed by {0}; another answer needs a reason
          starts = begins as {0}
          table line = {0}: {1}
          role CHECK = must hold
          role ADVICE = shown when
          role DEVIATION = deviation unless
          repeats = may be filled in several times
          setting line = {0}: {1}
          chosen = chosen: {0}
          assumed = [assumed]
          published = [published]
          assumed clause = [assumed: {0}]
          published clause = [published: {0}]
          gaps = {0} texts are not translated and stand in English.
          sheet schedule = {0}: schedule of activities
          sheet path = {0}: the path
          sheet not drawn = Not drawn, since many ways lead there or it is a detour of another:
          sheet forms = {0}: case report forms
          sheet dictionary = {0}: data dictionary
          sheet activity = what is done
          sheet any time = at any time
          sheet when = when
          sheet form = form
          sheet variable = variable
          sheet question = question
          sheet kind = kind of answer
          sheet unit = unit
          sheet lowest = lowest possible
          sheet highest = highest possible
          sheet usual = usual
          sheet answers = answers
          sheet asked at = filled in at
          sheet asked if = asked if
          sheet worked out as = worked out as
          sheet remarks = remarks
          sheet read by = read by
          sheet one of = one of the answers
          sheet number = number
          section target = Target
          compare title = {0}: what changes from version {1} to version {2}
          compare same = Nothing changes in what the study says.
          compare new = New: {0}
          compare gone = Gone: {0}
          compare before = Before: {0}
          compare now = Now: {0}
          compare order before = Order before: {0}
          compare order now = Order now: {0}
          section places = What it means, place by place
          place ADDED = {0}: a new place
          place REMOVED = {0}: no longer a place. Decide for everybody who is there before this version is used
          place gains = More: {0}
          place losses = No longer: {0}
          place otherwise = Otherwise: {0}
          place untouched = Nothing changes for those at: {0}.
          place nobody = Nothing changes for participants at any place.
          section trusted = How far values can be trusted
          trust NEWLY_ASSUMED = Newly assumed
          trust NEWLY_CONFIRMED = Newly confirmed
          trust NO_LONGER_ASSUMED = No longer assumed
          section renamed = Only called otherwise
          renamed = “{0}” is now “{1}”
          section unsaid = Also changed in the files, and not said above
          """);

  @Override
  public Map<String, String> phrases() {
    return PHRASES;
  }

  @Override
  public String listed(List<String> parts, boolean and) {
    if (parts.size() < 2) {
      return String.join("", parts);
    }
    int last = parts.size() - 1;
    return String.join(", ", parts.subList(0, last)) + (and ? " and " : " or ") + parts.get(last);
  }

  @Override
  public String joined(List<String> clauses, boolean and) {
    return String.join(and ? ", and " : ", or ", clauses);
  }

  @Override
  public String bracketed(String clause) {
    return "(" + clause + ")";
  }

  @Override
  public String said(String subject, String predicate) {
    return subject + " " + predicate;
  }

  @Override
  public String capital(String text) {
    var word = firstWord(text);
    int at = firstLetter(text);
    boolean plain = !word.isEmpty() && word.chars().noneMatch(Character::isUpperCase);
    return plain && Character.isLowerCase(text.charAt(at))
        ? text.substring(0, at) + Character.toUpperCase(text.charAt(at)) + text.substring(at + 1)
        : text;
  }

  /** A word with a second capital, such as ECOG, keeps its first; so does a single letter. */
  @Override
  public String inner(String text) {
    var word = firstWord(text);
    int at = firstLetter(text);
    boolean plain =
        word.equals("A")
            || (word.length() > 1
                && word.substring(1).chars().noneMatch(Character::isUpperCase)
                && word.chars().noneMatch(Character::isDigit));
    return plain && Character.isUpperCase(text.charAt(at))
        ? text.substring(0, at) + Character.toLowerCase(text.charAt(at)) + text.substring(at + 1)
        : text;
  }

  private static String firstWord(String text) {
    return IntStream.range(firstLetter(text), text.length())
        .mapToObj(text::charAt)
        .takeWhile(letter -> letter != ' ' && letter != ',' && !Spoken.mark(letter))
        .map(String::valueOf)
        .collect(Collectors.joining());
  }

  private static int firstLetter(String text) {
    int at = 0;
    while (at < text.length() && Spoken.mark(text.charAt(at))) {
      at++;
    }
    return at;
  }

  @Override
  public String time(String number, boolean one, String unit) {
    return number + " " + TIMES.getOrDefault(unit, unit) + (one ? "" : "s");
  }

  @Override
  public String dateOf(String title) {
    var inner = inner(title);
    return inner.startsWith("date ") ? inner : "date of " + inner;
  }

  @Override
  public String counted(String number, String unit) {
    return TIMES.getOrDefault(unit, unit) + " " + number;
  }

  @Override
  public String measure(String number, String unit) {
    var sign = unit.equals("mg/d") ? "mg a day" : Grammar.sign(unit);
    return sign.isEmpty() ? number : number + "\u00a0" + sign;
  }

  @Override
  public String unit(String symbol) {
    return Grammar.sign(symbol);
  }

  @Override
  public String day(int year, int month, int day) {
    return day + " " + month(year, month);
  }

  @Override
  public String month(int year, int month) {
    return MONTHS.get(month - 1) + " " + year;
  }

  @Override
  public String year(int year) {
    return String.valueOf(year);
  }

  @Override
  public String semicolon() {
    return "; ";
  }

  @Override
  public String comma() {
    return ", ";
  }
}
