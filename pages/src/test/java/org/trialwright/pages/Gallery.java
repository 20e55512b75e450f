package org.trialwright.pages;

import static org.trialwright.pages.Tags.act;
import static org.trialwright.pages.Tags.arm;
import static org.trialwright.pages.Tags.assumed;
import static org.trialwright.pages.Tags.badge;
import static org.trialwright.pages.Tags.because;
import static org.trialwright.pages.Tags.blinded;
import static org.trialwright.pages.Tags.criteria;
import static org.trialwright.pages.Tags.crumbs;
import static org.trialwright.pages.Tags.dose;
import static org.trialwright.pages.Tags.dots;
import static org.trialwright.pages.Tags.empty;
import static org.trialwright.pages.Tags.facts;
import static org.trialwright.pages.Tags.form;
import static org.trialwright.pages.Tags.looks;
import static org.trialwright.pages.Tags.note;
import static org.trialwright.pages.Tags.path;
import static org.trialwright.pages.Tags.problems;
import static org.trialwright.pages.Tags.question;
import static org.trialwright.pages.Tags.reason;
import static org.trialwright.pages.Tags.result;
import static org.trialwright.pages.Tags.saveBar;
import static org.trialwright.pages.Tags.story;
import static org.trialwright.pages.Tags.table;
import static org.trialwright.pages.Tags.tasks;
import static org.trialwright.pages.Tags.thread;
import static org.trialwright.pages.Tags.tightFacts;
import static org.trialwright.pages.Tags.timeline;
import static org.trialwright.pages.Tags.trail;
import static org.trialwright.pages.Tags.verdict;
import static org.trialwright.pages.Tags.ways;
import static org.trialwright.pages.Tags.who;

import gg.jte.Content;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every tag in several states, as whole pages, in one language. */
final class Gallery {
  private static final LocalDate TODAY = LocalDate.of(2024, 10, 15);
  private static final Instant NOW = Instant.parse("2024-10-15T06:32:00Z");

  private final Language language;
  private final Words w;
  private final Dates dates;

  Gallery(Language language) {
    this.language = language;
    this.w = Words.of(language);
    this.dates = new Dates(w, ZoneId.of("Asia/Shanghai"), t("Shanghai", "上海"));
  }

  /** The pages by their name, as HTML. */
  Map<String, String> pages() {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("form", formPage(false));
    pages.put("form-wrong", formPage(true));
    pages.put("kinds", kinds());
    pages.put("participant", participant());
    pages.put("paths", paths());
    pages.put("eligibility", eligibility());
    pages.put("check", check());
    pages.put("allocation", allocation());
    pages.put("dose", doses());
    pages.put("audit", audit());
    pages.put("day", day());
    pages.put("signed-out", signedOut());
    return pages;
  }

  private String formPage(boolean wrong) {
    Question date = ask("seen-on", "Date of the endoscopy", "内镜检查日期", new Kind.Day(false));
    Question count =
        ask(
                "samples",
                "How many samples?",
                "取了几块活检？",
                new Kind.Number(
                    List.of(), new Kind.Bounds("4", "12"), new Kind.Bounds("0", "40"), 0))
            .hint(t("At least 4 of the primary site", "原发部位至少4块"))
            .assumed(t("published practice", "参照已发表做法"));
    Question biopsy =
        ask(
                "worst",
                "Worst biopsy result",
                "活检最差结果",
                new Kind.OneOf(
                    List.of(
                        choice("none", "No cancer", "未见癌"),
                        new Kind.Choice(
                            "dysplasia",
                            t("High-grade dysplasia", "高级别上皮内瘤变"),
                            t("counts as cancer", "按癌处理")),
                        choice("cancer", "Carcinoma", "癌"))))
            .answered("none")
            .changes(
                List.of(
                    new Question.Change(
                        t("No cancer", "未见癌"),
                        t("not yet reported", "尚未报告"),
                        t("C. Demo, coordinator", "C. Demo，协调员"),
                        dates.moment(NOW),
                        t("report received", "已收到报告"))));
    Question bleeding =
        ask("bleeding", "Bleeding afterwards, worst CTCAE grade", "活检后出血，CTCAE 最高级别", grades())
            .hint("CTCAE 5.0")
            .answered("0");
    Question worked =
        ask(
            "index",
            "Body mass index",
            "体重指数",
            new Kind.Calculated("21.0 kg/m²", "50.5 ÷ 1.55²", ""));
    List<Content> top;
    if (wrong) {
      date =
          date.submitted(
                  Map.of("seen-on.day", "31", "seen-on.month", "Sep", "seen-on.year", "2024"))
              .error(fault(new Kind.Day(false), "seen-on", "31", "Sep"));
      count =
          count
              .submitted(Map.of("samples", "3,5"))
              .error(new Fault("samples", "a comma in a number", List.of("3,5", "3.5")).say(w));
      top =
          List.of(
              problems(
                  w,
                  List.of(
                      new Link(date.error(), "#" + date.target()),
                      new Link(count.error(), "#" + count.target()))));
    } else {
      date = date.answered("2024-10-15");
      count =
          count
              .answered("3")
              .check(
                  new Question.SoftCheck(
                      t("Fewer than 4 samples can miss cancer that is left", "少于4块可能漏诊残留肿瘤"),
                      "right",
                      t("Two samples lost in transport", "两块标本在运送中丢失")));
      top =
          List.of(
              looks(
                  w,
                  List.of(
                      new Link(
                          t("Fewer samples than the protocol asks for", "活检块数少于方案要求"),
                          "#" + count.target()))));
    }
    Content questions =
        all(
            question(w, date),
            question(w, count),
            question(w, biopsy),
            question(w, bleeding),
            question(w, worked),
            reason(w, "", wrong ? t("Write why you change it", "请填写更改原因") : ""),
            saveBar(
                t("Save the evaluation", "保存评估"),
                new Link(t("Back to 01-010", "返回 01-010"), "/participants/01-010"),
                t("Draft kept 14:31:08", "草稿保存于 14:31:08")));
    Content main =
        all(
            crumbs(w, List.of(new Link(t("Today", "今日"), "/day")), "01-010"),
            who(w, strip(false)),
            html("<div class=\"head\"><h1>"),
            text(t("Second evaluation: endoscopy", "二次评估：内镜检查")),
            html("</h1></div>"),
            all(top.toArray(Content[]::new)),
            html("<div class=\"split\">"),
            form(frame("form"), "/records/x", "k-1", questions),
            html("<aside class=\"stack\" aria-labelledby=\"means\"><h2 id=\"means\">"),
            text(t("What this means so far", "目前的含义")),
            html("</h2>"),
            verdict(
                w,
                new Verdict(
                    Sign.UNKNOWN,
                    t("Cannot tell, local", "局部无法判定"),
                    "",
                    t(
                        "12 Nov to 10 Dec 2024, first of at most two",
                        "2024年11月12日至12月10日，最多两次中的第一次"))),
            because(
                w,
                List.of(
                    part(Sign.MET, "Biopsies: no cancer", "活检：未见癌"),
                    part(Sign.UNKNOWN, "Node: sample cannot be read", "淋巴结：标本无法判读"),
                    part(Sign.NOT_MET, "Number of samples", "活检块数"))),
            html("</aside></div>"));
    Frame frame = frame("form");
    return render(wrong ? Tags.frameWithProblems(frame, main) : Tags.frame(frame, main));
  }

  private String kinds() {
    ZoneId shanghai = ZoneId.of("Asia/Shanghai");
    List<Question> questions =
        List.of(
            ask("well", "Is the participant well?", "受试者情况良好吗？", new Kind.YesNo()).answered("yes"),
            ask("unread", "Was it read?", "能否判读？", new Kind.YesNo()).answered("not readable"),
            ask("stage", "Clinical stage", "临床分期", many()).answered("4a").optional(true),
            ask("partly", "Depth", "深度", few()).answered("4a or 4b"),
            ask("weight", "Weight", "体重", number("kg"))
                .answered("56.2 kg")
                .from(t("the visit of 3 Sep", "9月3日门诊")),
            ask("creatinine", "Creatinine", "肌酐", laboratory()).answered("75 umol/L (59..104)"),
            ask("platelets", "Platelets", "血小板", plainLaboratory()).answered("not done"),
            ask("born", "Date of birth", "出生日期", new Kind.Day(true)).answered("1975-06"),
            ask("given-at", "When was it given?", "何时给药？", new Kind.Moment(shanghai))
                .answered("2024-10-15 09:12 +08:00"),
            ask("twice", "When in Berlin?", "柏林何时？", new Kind.Moment(ZoneId.of("Europe/Berlin")))
                .submitted(
                    Map.of(
                        "twice.day",
                        "27",
                        "twice.month",
                        "10",
                        "twice.year",
                        "2024",
                        "twice.time",
                        "2:30")),
            ask("at", "At what time?", "几点？", new Kind.Clock()).answered("09:12"),
            ask("said", "In the participant’s words", "受试者原话", new Kind.Text(1, 200)),
            ask("course", "What happened?", "经过", new Kind.Text(4, 4000))
                .answered(t("Two lines\nof text <b>kept</b>", "两行\n文字 <b>保留</b>")),
            ask("report", "Pathology report", "病理报告", new Kind.Paper()).missing(List.of()),
            ask("signed", "I have reviewed the source", "本人已核对原始资料", signature())
                .missing(List.of()),
            ask("co-signed", "Second reader", "第二阅片人", signature())
                .missing(List.of())
                .answered("I. Demo"),
            ask("finding", "Finding", "结论", few())
                .answered("3")
                .proposed("4a")
                .hint(t("Proposed: T4a, because …", "建议：T4a，因为……")),
            ask("sum", "Sum", "合计", new Kind.Calculated("", "", t("Waits for: weight", "等待：体重"))));
    Content[] shown =
        questions.stream().map(question -> question(w, question)).toArray(Content[]::new);
    return render(
        Tags.frame(
            frame("kinds"),
            all(
                html("<h1>"),
                text(t("Every kind of question", "各类问题")),
                html("</h1>"),
                form(frame("kinds"), "/x", "", all(shown)))));
  }

  private String participant() {
    Timeline strip =
        new Timeline(
            LocalDate.of(2024, 6, 1),
            LocalDate.of(2025, 1, 31),
            TODAY,
            List.of(
                mark(Timeline.Shape.DONE, "2024-06-18", "2024-06-18", "Consent", "知情同意", true),
                mark(Timeline.Shape.TOOK, "2024-07-01", "2024-07-31", "Treatment", "治疗", false),
                mark(Timeline.Shape.WINDOW, "2024-08-28", "2024-09-11", "", "", false),
                mark(Timeline.Shape.DONE, "2024-09-03", "2024-09-03", "First", "首次评估", false),
                mark(Timeline.Shape.WINDOW, "2024-10-09", "2024-10-23", "Second", "二次评估", true),
                mark(
                    Timeline.Shape.LATER, "2025-01-01", "2025-01-29", "first check", "首次复查", true)),
            t("Calendar from June 2024 to January 2025", "2024年6月至2025年1月的日历"));
    List<Task> todo =
        List.of(
            task("Clinic visit", "门诊", "/t1", "", "", State.DONE, "Done 09:12", "09:12 完成"),
            task(
                "Endoscopy",
                "内镜",
                "/t2",
                "Draft kept 14:31",
                "草稿保存于 14:31",
                State.CARE,
                "Begun",
                "进行中"),
            task(
                "Puncture",
                "穿刺",
                "/t3",
                "By Wed 23 Oct",
                "10月23日（周三）前",
                State.QUIET,
                "To do",
                "待办"),
            task(
                "Blood count",
                "血常规",
                "/t4",
                "Due Sun 13 Oct",
                "应于10月13日",
                State.STOP,
                "2 days late",
                "逾期2天"),
            task(
                "Board decision",
                "多学科讨论",
                "",
                "Needs the finding first",
                "须先有结果",
                State.PLAIN,
                "Cannot start yet",
                "尚不能开始"));
    Content main =
        all(
            crumbs(w, List.of(new Link(t("Today", "今日"), "/day")), "01-010"),
            who(w, strip(true)),
            html(
                "<div class=\"stack-l\"><section class=\"stack\" aria-labelledby=\"now\"><h2 id=\"now\" class=\"sr\">"),
            text(t("Where she is", "当前位置")),
            html("</h2>"),
            path(w, map("pm", true), stops(), 1, true),
            html("</section><div class=\"split\"><section aria-labelledby=\"tk\"><h2 id=\"tk\">"),
            text(t("To do", "待办")),
            html("</h2>"),
            tasks(w, todo),
            html("</section><section aria-labelledby=\"nx\"><h2 id=\"nx\">"),
            text(t("From here, two ways", "由此有两种去向")),
            html("</h2>"),
            ways(
                List.of(
                    new Way(
                        t("Surveillance", "主动监测"),
                        t("Both clear", "两次均未见肿瘤"),
                        t("1–29 Jan 2025", "2025年1月1–29日")),
                    new Way(t("Surgery", "手术"), t("Cancer found", "发现肿瘤"), ""))),
            html("</section></div><section aria-labelledby=\"tl\"><h2 id=\"tl\">"),
            text(t("What happened", "经过")),
            html("</h2>"),
            timeline(dates, strip),
            story(
                List.of(
                    new Story(
                        t("15 Oct, 09:12", "10月15日 09:12"),
                        "2024-10-15T09:12+08:00",
                        t("Clinic visit: 56.2 kg", "门诊：56.2 kg"),
                        Arm.NONE,
                        t("C. Demo, coordinator", "C. Demo，协调员"),
                        Link.NONE),
                    new Story(
                        t("25 Jun", "6月25日"),
                        "2024-06-25",
                        t("Allocated to", "分配至"),
                        new Arm(1, t("Arm 1", "第1组")),
                        "",
                        new Link(t("how it was drawn", "分配过程"), "/how")))),
            html("</section></div>"));
    return render(Tags.frame(frame("participant"), main));
  }

  private String paths() {
    return render(
        Tags.frame(
            frame("paths").watermark(Frame.Watermark.REHEARSAL),
            all(
                html("<h1>"),
                text(t("Paths", "路径")),
                html("</h1><h2>"),
                text(t("A person before allocation", "分组前")),
                html("</h2>"),
                path(w, map("p1", false), stops(), 0, true),
                html("<h2>"),
                text(t("Three arms", "三组")),
                html("</h2>"),
                path(w, threeArms(), stops(), 3, false),
                html("<h2>"),
                text(t("One arm", "单组")),
                html("</h2>"),
                path(w, oneArm(), stops(), 2, false))));
  }

  private String eligibility() {
    Content main =
        all(
            html("<h1>"),
            text(t("May he join?", "他能否入组？")),
            html("</h1><div class=\"stack-l\">"),
            verdict(
                w,
                new Verdict(
                    Sign.UNKNOWN,
                    t("Cannot tell yet.", "尚无法判定。"),
                    t("1 of 3 criteria is met", "3条标准中1条符合"),
                    t("Last day: Wed 30 Oct 2024", "最后一日：2024年10月30日（周三）"))),
            verdict(w, new Verdict(Sign.NOT_MET, t("May not join.", "不能入组。"), "", "")),
            verdict(
                w,
                new Verdict(
                    Sign.MET,
                    t("May join.", "可以入组。"),
                    "",
                    t("Signed.", "已签名。"),
                    new Link(t("Each criterion", "逐条查看"), "/c"))),
            html("<section aria-labelledby=\"a\"><h2 id=\"a\">"),
            text(t("Criteria", "标准")),
            html("</h2>"),
            criteria(
                w,
                List.of(
                    new Verdict.Criterion(
                        Sign.UNKNOWN,
                        t("Performance status 0-1", "体力状况评分0–1"),
                        t("1 on 30 Sep 2024, 15 days ago", "2024年9月30日为1，已15天"),
                        t("14 days", "14天"),
                        t("record it again today", "今日重新记录"),
                        new Link(t("Record it", "记录"), "/r")),
                    new Verdict.Criterion(
                        Sign.NOT_MET,
                        t("Age 18 to 75 years", "18至75岁"),
                        t("76 at consent", "签署同意时76岁"),
                        "",
                        "",
                        Link.NONE),
                    new Verdict.Criterion(
                        Sign.MET,
                        t("M0", "M0"),
                        t("PET-CT of 4 Oct 2024", "2024年10月4日 PET-CT"),
                        "",
                        "",
                        Link.NONE))),
            html("</section><div class=\"halves\">"),
            note(
                w,
                new Note(
                    Note.Tone.CARE,
                    t("Look at this: clearance 57 mL/min", "请注意：清除率 57 mL/min"),
                    t("This excludes nobody.", "不因此排除任何人。"),
                    t("below 60", "低于60"),
                    Link.NONE)),
            note(w, new Note(Note.Tone.STOP, t("The site is closed", "中心已关闭"), "")),
            note(
                w,
                new Note(
                    Note.Tone.GOOD, t("Saved", "已保存"), "", "", new Link(t("Go on", "继续"), "/g"))),
            note(
                w,
                new Note(
                    Note.Tone.PLAIN,
                    t("For your information", "供参考"),
                    t("Nothing to do.", "无需处理。"))),
            html("</div>"),
            blinded(
                t("Open report, arms together.", "开放报告，两组合并。"),
                t("Counts below 5 are hidden.", "低于5的计数不显示。")),
            html("</div>"));
    return render(Tags.frame(frame("eligibility"), main));
  }

  private String check() {
    Content main =
        all(
            html("<div class=\"head\"><h1>"),
            text(t("Check before you randomise", "随机前核对")),
            html(
                "</h1></div><div class=\"stack-l\"><section aria-labelledby=\"ca\"><h2 id=\"ca\">"),
            text(t("Answers that the allocation uses", "分配所用的答案")),
            html("</h2>"),
            facts(
                w,
                List.of(
                    new Row(t("Site", "中心"), t("01 Shanghai", "01 上海")),
                    new Row(
                        t("Clinical stage", "临床分期"),
                        t("III, from cT3 N1 M0", "III 期，cT3 N1 M0"),
                        t("balances the arms", "用于平衡两组"),
                        t("strata", "分层因素"),
                        new Link(t("stage", "分期"), "/stage")))),
            html("</section>"),
            act(
                frame("check"),
                "/allocation",
                "k-2",
                List.of(
                    t(
                        "The arm is drawn when you press the button, and not before.",
                        "按下按钮时才分配组别，此前任何人都无法得知。"),
                    t(
                        "If the line breaks, press again: he will get the same arm.",
                        "如连接中断，请再按一次：结果相同。")),
                t("Randomise participant 01-032", "随机分配受试者 01-032"),
                new Link(t("Not now", "暂不"), "/day"),
                t("The password is not right", "密码不正确"),
                Tags.NOTHING),
            html("</div>"));
    return render(Tags.frameWithProblems(frame("check"), main));
  }

  private String allocation() {
    Content main =
        all(
            result(
                new Result(
                    t("Participant 01-032 is allocated to", "受试者 01-032 分配至"),
                    t("Arm 2 Surgery", "第2组 手术"),
                    2,
                    t("Chemoradiotherapy, then surgery.", "放化疗后手术。"),
                    t(
                        "Number R-0147 · Tue 15 Oct 2024, 10:12:07",
                        "编号 R-0147 · 2024年10月15日（周二）10:12:07"))),
            html("<aside class=\"stack\" aria-labelledby=\"h\"><h2 id=\"h\">"),
            text(t("How it was drawn", "如何分配")),
            html("</h2>"),
            tightFacts(
                w,
                List.of(
                    new Row(t("Within", "层"), t("Site 01, stage III", "01 中心，III 期")),
                    new Row(t("Entry", "记录"), "4219"))),
            html("</aside>"));
    return render(Tags.frame(frame("allocation"), main));
  }

  private String doses() {
    Content main =
        all(
            who(w, strip(false)),
            html("<h1>"),
            text(t("Day 22: give one drug, hold one", "第22天：给一种药，停一种药")),
            html("</h1>"),
            dose(
                w,
                new Dose(
                    "first",
                    t("First drug", "药物一"),
                    t("Hold", "暂停"),
                    "",
                    true,
                    t("planned 200 mg", "原计划 200 mg"),
                    "",
                    List.of(t("Kidney function fell.", "肾功能下降。"), t("Rule: hold.", "规则：暂停。")),
                    List.of()),
                Tags.NOTHING),
            dose(
                w,
                new Dose(
                    "second",
                    t("Second drug", "药物二"),
                    "125",
                    "mg",
                    false,
                    t("into a vein, 30–60 min", "静脉滴注，30–60分钟"),
                    t("published practice", "参照已发表做法"),
                    List.of(),
                    List.of(
                        new Dose.Step(
                            t("Creatinine", "肌酐"),
                            t("101 ÷ 88.4; floor 0.7 not used", "101 ÷ 88.4；未用下限 0.7"),
                            "1.1425 mg/dL"),
                        new Dose.Step(
                            t("Clearance", "清除率"),
                            "(140 − 70) × 50.5 × 0.85 ÷ (72 × 1.1425)",
                            "36.53 mL/min",
                            t("formula", "公式")),
                        new Dose.Step(t("To the nearest 5", "取整至5"), "", "125 mg"))),
                note(
                    w,
                    new Note(
                        Note.Tone.CARE,
                        t("28.6 % less than the last dose (175 mg)", "比上次（175 mg）减少28.6%"),
                        t("A change above 10 % needs a second person.", "变化超过10%须第二人确认。"),
                        t("10 %", "10%"),
                        new Link(t("Confirm 125 mg as second person", "作为第二人确认 125 mg"), "/c")))));
    return render(Tags.frame(frame("dose"), main));
  }

  private String audit() {
    Content main =
        all(
            html("<h1>"),
            text(t("Every change to one answer", "一个答案的全部更改")),
            html("</h1>"),
            trail(
                w,
                t("Changes to the date of the scan", "检查日期的更改"),
                List.of(
                    new Trail(
                        "4203",
                        dates.momentToSecond(NOW),
                        dates.utc(NOW),
                        "C. Demo",
                        t("coordinator", "协调员"),
                        t("Changed", "更改"),
                        dates.day("2024-10-12"),
                        dates.day("2024-10-11"),
                        t("Copied from the wrong line", "抄错一行"),
                        "5d90 a2b6"),
                    new Trail(
                        "4160",
                        dates.momentToSecond(NOW),
                        dates.utc(NOW),
                        "C. Demo",
                        t("coordinator", "协调员"),
                        t("Entered", "录入"),
                        "",
                        dates.day("2024-10-12"),
                        t("first entry", "首次录入"),
                        "f7a3 1e05"))),
            html("<section aria-labelledby=\"q\"><h2 id=\"q\">"),
            text(t("Query 57", "质疑57")),
            html(" "),
            badge(new Badge(State.DONE, t("Closed", "已关闭"))),
            html("</h2>"),
            thread(
                w,
                List.of(
                    new Turn(
                        "D. Demo",
                        t("data manager", "数据管理员"),
                        t("12 Oct, 15:47", "10月12日 15:47"),
                        t("Is the date right?", "日期是否正确？"),
                        false),
                    new Turn(
                        "C. Demo",
                        t("coordinator", "协调员"),
                        t("14 Oct, 09:20", "10月14日 09:20"),
                        t("No: 11 October.", "不对：10月11日。"),
                        true))),
            html("</section>"));
    return render(Tags.frame(frame("audit"), main));
  }

  private String day() {
    Table expected =
        new Table(
            t("Participants expected today", "今日应到的受试者"),
            true,
            "",
            List.of(
                new Table.Column(t("Participant", "受试者"), false),
                new Table.Column(t("Due", "应做"), false),
                new Table.Column(t("Left", "剩余"), true),
                new Table.Column(t("State", "状态"), false)),
            List.of(
                new Table.Line(
                    List.of(
                        new Table.Cell(
                            "01-010", "/participants/01-010", t("woman, 49", "女，49岁"), Badge.NONE),
                        new Table.Cell(t("Endoscopy", "内镜")),
                        new Table.Cell("2"),
                        new Table.Cell(
                            "", "", "", new Badge(State.NOW, t("Here since 08:20", "08:20 已到")))),
                    false),
                new Table.Line(
                    List.of(
                        new Table.Cell(t("Together", "合计")),
                        new Table.Cell(""),
                        new Table.Cell("2"),
                        new Table.Cell("")),
                    true)));
    Table arms =
        new Table(
            t("Each person once", "每人一次"),
            false,
            t("who stands where, 30 June 2026", "2026年6月30日各处人数"),
            List.of(
                new Table.Column(t("Station", "位置"), false),
                new Table.Column(t("Both", "合计"), true)),
            List.of(
                new Table.Line(
                    List.of(new Table.Cell(t("In treatment", "治疗中")), new Table.Cell("17")),
                    false)));
    Content main =
        all(
            html("<h1>"),
            text(dates.heading(TODAY)),
            html("</h1><div class=\"stack-l\">"),
            table(expected, "fold"),
            table(arms, "slim"),
            html("<p>"),
            dots(3, 7),
            text(t("Second evaluation", "二次评估")),
            html(" "),
            arm(new Arm(2, t("Arm 2", "第2组"))),
            html(" "),
            arm(new Arm(3, t("Arm 3", "第3组"))),
            html(" "),
            assumed(w, t("published practice", "参照已发表做法")),
            html("</p>"),
            empty(
                t("No one else.", "没有其他人。"),
                new Link(t("See who is in screening", "查看筛选中的受试者"), "/s")),
            html("</div>"));
    return render(Tags.frame(frame("day"), main));
  }

  private String signedOut() {
    return render(
        Tags.frame(
            Frame.of(w, dates, t("Sign in", "登录"), "/sign-in", new Frame.Csrf("_csrf", "token")),
            all(html("<h1>"), text(t("Sign in", "登录")), html("</h1>"))));
  }

  private PathMap map(String id, boolean allocated) {
    PathMap.State soon = allocated ? PathMap.State.BEEN : PathMap.State.OPEN;
    PathMap.State late = allocated ? PathMap.State.BEEN : PathMap.State.LATER;
    PathMap.State open = allocated ? PathMap.State.OPEN : PathMap.State.LATER;
    PathMap.State shut = allocated ? PathMap.State.SHUT : PathMap.State.LATER;
    PathMap.State other = allocated ? PathMap.State.SHUT : PathMap.State.OPEN;
    return new PathMap(
        id,
        t("Where 01-010 is on the path", "01-010 在路径上的位置"),
        t("Been: consent, allocation, treatment.", "已经过：知情同意、分组、治疗。"),
        t("Here, today", "今日在此"),
        List.of(
            station("consent", "Consent", "知情同意", "18 Jun", "6月18日", PathMap.State.BEEN),
            station(
                "allocated",
                "Allocated",
                "分组",
                "25 Jun",
                "6月25日",
                allocated ? PathMap.State.BEEN : PathMap.State.HERE),
            station("treated", "Treatment", "治疗", "1–31 Jul", "7月1–31日", soon),
            station("first", "First evaluation", "首次评估", "3 Sep, clear", "9月3日，未见肿瘤", late),
            station(
                "second",
                "Second evaluation",
                "二次评估",
                "",
                "",
                allocated ? PathMap.State.HERE : PathMap.State.LATER),
            station("watch", "Surveillance", "主动监测", "from 15 Jan", "1月15日起", open),
            station("treated-2", "Treatment", "治疗", "", "", other),
            station("restaged", "Restaging", "再分期", "", "", shut),
            station("surgery", "Surgery", "手术", "29 Oct–26 Nov", "10月29日–11月26日", open),
            station("spread", "Care for spread", "转移治疗", "then follow-up", "其后随访", open),
            station("follow-up", "Follow-up", "随访", "to month 60", "至第60个月", PathMap.State.LATER)),
        List.of(
            line("consent", "allocated", 0, PathMap.State.BEEN, "", ""),
            line(
                "allocated",
                "treated",
                1,
                soon,
                allocated ? "Arm 1 Organ preservation" : "Arm 1",
                "第1组 器官保留"),
            line("treated", "first", 1, late, "", ""),
            line("first", "second", 1, late, "", ""),
            line("first", "surgery", 1, shut, allocated ? "passed" : "", allocated ? "已过" : ""),
            line("first", "spread", 1, shut, "", ""),
            line("second", "second", 1, open, "cannot tell: again", "无法判定：复查"),
            line("second", "watch", 1, open, "clear", "未见肿瘤"),
            line("second", "surgery", 1, open, "cancer found", "发现肿瘤"),
            line("second", "spread", 1, open, "spread found", "发现转移"),
            line("watch", "surgery", 1, PathMap.State.LATER, "", ""),
            line("watch", "spread", 1, PathMap.State.LATER, "", ""),
            line("watch", "follow-up", 1, PathMap.State.LATER, "", ""),
            line("allocated", "treated-2", 2, other, "Arm 2", "第2组"),
            line("treated-2", "restaged", 2, shut, "", ""),
            line("restaged", "surgery", 2, shut, "", ""),
            line("surgery", "follow-up", 1, PathMap.State.LATER, "", ""),
            line("surgery", "follow-up", 2, shut, "", "")));
  }

  private PathMap threeArms() {
    return new PathMap(
        "p3",
        t("A study of three arms", "三组研究"),
        t("Nobody is on it.", "尚无人。"),
        "",
        List.of(
            station("screen", "Screening", "筛选", "", "", PathMap.State.BEEN),
            station("a", "Low dose", "低剂量", "", "", PathMap.State.OPEN),
            station("b", "High dose", "高剂量", "", "", PathMap.State.OPEN),
            station("c", "Placebo", "安慰剂", "", "", PathMap.State.OPEN),
            station("end", "End", "结束", "", "", PathMap.State.LATER)),
        List.of(
            line("screen", "a", 1, PathMap.State.OPEN, "", ""),
            line("screen", "b", 2, PathMap.State.OPEN, "", ""),
            line("screen", "c", 3, PathMap.State.OPEN, "", ""),
            line("a", "end", 1, PathMap.State.LATER, "", ""),
            line("b", "end", 2, PathMap.State.LATER, "", ""),
            line("c", "end", 3, PathMap.State.LATER, "", "")));
  }

  private PathMap oneArm() {
    return new PathMap(
        "p4",
        t("A study of one arm", "单组研究"),
        t("Cycles until progression.", "按周期治疗直至进展。"),
        t("Here", "在此"),
        List.of(
            station("start", "Start", "开始", "", "", PathMap.State.BEEN),
            station("cycle", "Cycle", "周期", "", "", PathMap.State.HERE),
            station("scan", "Scan", "检查", "", "", PathMap.State.OPEN),
            station("stopped", "Stopped early", "提前停止", "", "", PathMap.State.OPEN),
            station("done", "Completed", "完成", "", "", PathMap.State.LATER)),
        List.of(
            line("start", "cycle", 1, PathMap.State.BEEN, "", ""),
            line("cycle", "scan", 1, PathMap.State.OPEN, "every 6 weeks", "每6周"),
            line("scan", "cycle", 1, PathMap.State.LATER, "stable", "稳定"),
            line("cycle", "stopped", 1, PathMap.State.OPEN, "toxicity", "毒性"),
            line("scan", "done", 1, PathMap.State.LATER, "", "")));
  }

  private List<Stop> stops() {
    return List.of(
        new Stop(t("Consent", "知情同意"), dates.day("2024-06-18"), Stop.Where.BEEN, true),
        new Stop(t("Treatment", "治疗"), t("1–31 Jul", "7月1–31日"), Stop.Where.BEEN, false),
        new Stop(t("Second evaluation: here, today", "二次评估：今日在此"), "", Stop.Where.HERE, false),
        new Stop(t("Surveillance or surgery", "监测或手术"), "", Stop.Where.AHEAD, false));
  }

  private Frame frame(String page) {
    List<Frame.Place> places =
        List.of(
            new Frame.Place(t("Today", "今日"), "/day", "6", false),
            new Frame.Place(t("Participants", "受试者"), "/participants", "", true),
            new Frame.Place(t("Queries", "质疑"), "/queries", "3", false),
            new Frame.Place(t("Study", "研究"), "/study", "", false));
    return Frame.of(w, dates, page, "/" + page + "?as-of=1", new Frame.Csrf("_csrf", "token"))
        .watermark(Frame.Watermark.DEMONSTRATION)
        .study(
            new Frame.Study(
                "EXAMPLE",
                t("Site 01 Shanghai", "01 中心 上海"),
                List.of(new Link(t("All sites you may see", "您可查看的全部中心"), "/sites"))))
        .places(places)
        .person(
            new Frame.Person(
                "C. Demo",
                t("coordinator", "协调员"),
                List.of(new Link(t("Your password", "修改密码"), "/account/password"))))
        .foot(
            new Frame.Foot(
                t("EXAMPLE, version 1.4.0", "EXAMPLE，版本 1.4.0"),
                "7c1e 09ab",
                41_877,
                NOW,
                t("Invented; never treat anyone by it.", "虚构内容，不得用于治疗任何人。"),
                List.of(
                    new Link(t("Help", "帮助"), "/help"), new Link(t("Health", "状态"), "/health"))));
  }

  private Who strip(boolean heading) {
    return new Who(
        "01-010",
        heading,
        new Arm(1, t("Arm 1 Organ preservation", "第1组 器官保留")),
        List.of(
            new Who.Fact(t("Person", "受试者"), t("Woman, 49", "女，49岁")),
            new Who.Fact(t("Name", "姓名"), t("Show (is recorded)", "显示（将留痕）"), "/name")));
  }

  private Question ask(String name, String english, String chinese, Kind kind) {
    return Question.of(name, t(english, chinese), kind, TODAY);
  }

  private String fault(Kind kind, String name, String day, String month) {
    Reading reading =
        Answers.read(
            kind, name, Map.of(name + ".day", day, name + ".month", month, name + ".year", "2024"));
    return reading instanceof Reading.Wrong(var fault) ? fault.say(w) : "";
  }

  private Kind.Choice choice(String code, String english, String chinese) {
    return new Kind.Choice(code, t(english, chinese));
  }

  private Kind grades() {
    return new Kind.Grade(
        List.of(
            choice("0", "none", "无"),
            choice("1", "mild", "轻"),
            choice("2", "moderate", "中"),
            choice("3", "severe", "重"),
            choice("4", "life at risk", "危及生命"),
            choice("5", "death", "死亡")));
  }

  private Kind few() {
    return new Kind.OneOf(
        List.of(choice("3", "T3", "T3"), choice("4a", "T4a", "T4a"), choice("4b", "T4b", "T4b")));
  }

  private Kind many() {
    return new Kind.OneOf(
        List.of("0", "is", "1", "2", "3", "4a", "4b", "X").stream()
            .map(code -> new Kind.Choice(code, "T" + code))
            .toList());
  }

  private static Kind number(String unit) {
    return new Kind.Number(
        List.of(unit), new Kind.Bounds("45", "110"), new Kind.Bounds("20", "300"), -1);
  }

  private static Kind laboratory() {
    return new Kind.Laboratory(
        List.of("umol/L", "mg/dL"),
        new Kind.Bounds("45", "110"),
        new Kind.Bounds("10", "2000"),
        -1);
  }

  private static Kind plainLaboratory() {
    return new Kind.Laboratory(List.of("10^9/L"), new Kind.Bounds("100", ""), Kind.Bounds.NONE, -1);
  }

  private Kind signature() {
    return new Kind.Signature("C. Demo", t("coordinator", "协调员"));
  }

  private Verdict.Criterion part(Sign sign, String english, String chinese) {
    return new Verdict.Criterion(sign, t(english, chinese), "", "", "", Link.NONE);
  }

  private Task task(
      String english,
      String chinese,
      String address,
      String more,
      String moreInChinese,
      State state,
      String word,
      String wordInChinese) {
    return new Task(
        t(english, chinese),
        address,
        t(more, moreInChinese),
        state == State.QUIET ? "/study/sources" : "",
        new Badge(state, t(word, wordInChinese)));
  }

  private Timeline.Mark mark(
      Timeline.Shape shape, String from, String to, String english, String chinese, boolean minor) {
    return new Timeline.Mark(
        shape, LocalDate.parse(from), LocalDate.parse(to), t(english, chinese), minor);
  }

  private PathMap.Station station(
      String id,
      String english,
      String chinese,
      String sub,
      String subInChinese,
      PathMap.State state) {
    return new PathMap.Station(id, t(english, chinese), t(sub, subInChinese), state);
  }

  private PathMap.Line line(
      String from, String to, int arm, PathMap.State state, String english, String chinese) {
    return new PathMap.Line(from, to, arm, state, t(english, chinese));
  }

  private String t(String english, String chinese) {
    return switch (language) {
      case ENGLISH -> english;
      case CHINESE -> chinese;
    };
  }

  private static Content html(String html) {
    return output -> output.writeContent(html);
  }

  private static Content text(String text) {
    return output ->
        output.writeContent(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"));
  }

  private static Content all(Content... contents) {
    return output -> {
      for (Content content : contents) {
        content.writeTo(output);
      }
    };
  }

  private static String render(Content content) {
    StringOutput text = new StringOutput();
    content.writeTo(new OwaspHtmlTemplateOutput(text));
    return text.toString();
  }
}
