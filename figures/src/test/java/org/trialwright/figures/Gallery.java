package org.trialwright.figures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * One figure of each kind. {@link #lung} is real and public; every other number is invented, and
 * invented again alike each time.
 */
final class Gallery {
  private static final Caption CAPTION =
      new Caption("2026-03-31", new Text("intention-to-treat set (n=356)", "意向性治疗集（n=356）"), "3");
  private static final Caption SIMULATION =
      new Caption("", new Text("10 000 simulated trials a cell", "每格模拟 10 000 次试验"), "3");
  static final TimeAxis MONTHS =
      new TimeAxis(
          new Text("Time since randomisation (months)", "随机化后时间（月）"),
          List.of(0., 12., 24., 36., 48., 60.));
  private static final Text ARM_1 = new Text("Arm 1: surveillance", "第 1 组：主动监测");
  private static final Text ARM_2 = new Text("Arm 2: surgery", "第 2 组：手术");
  private static final Text CI = new Text("95% CI", "95% CI");

  private Gallery() {}

  static List<Figure> all() {
    return List.of(
        lung(),
        lungExtended(),
        fourCurves(),
        incidence(),
        forest(),
        differences(),
        consort(),
        consortOfThree(),
        swimmer("swimmer", 40),
        swimmer("swimmer-all", 356),
        pathFlow(),
        butterfly(),
        dotPlot(),
        lines(),
        accrual(),
        states(),
        heatMap());
  }

  private static About invented(String id, String english, String chinese) {
    return About.of(id, new Text(english, chinese), CAPTION);
  }

  static KaplanMeier lung() {
    return lung(
        "kaplan-meier",
        CurveOptions.of(new Text("95% CI (pointwise, log-log)", "95% CI（逐点，log-log）")));
  }

  static KaplanMeier lungExtended() {
    return lung(
        "kaplan-meier-extended",
        CurveOptions.of(new Text("95% CI (pointwise, log-log)", "95% CI（逐点，log-log）"))
            .inThreeRows()
            .stoppedBelow(0.1));
  }

  private static KaplanMeier lung(String id, CurveOptions options) {
    TimeAxis days =
        new TimeAxis(
            new Text("Time since enrolment (days)", "入组后时间（天）"),
            List.of(0., 200., 400., 600., 800., 1000.));
    return new KaplanMeier(
        About.of(
            id,
            new Text("Overall survival by sex", "按性别的总生存"),
            new Caption("", new Text("All participants (n=228)", "全部受试者（n=228）"), "")),
        new Text("Overall survival (%)", "总生存（%）"),
        days,
        List.of(lungCurve(1, new Text("Men", "男")), lungCurve(2, new Text("Women", "女"))),
        List.of(
            new Text("HR 0·59 (95% CI 0·42–0·82)", "HR 0.59（95% CI 0.42–0.82）"),
            new Text("log-rank p=0·0013", "log-rank p=0.0013")),
        options);
  }

  static Curve lungCurve(int sex, Text name) {
    List<Step> steps = new ArrayList<>();
    List<Double> censored = new ArrayList<>();
    List<AtRisk> atRisk = new ArrayList<>();
    double until = 0;
    for (String line : resource("lung.txt").lines().toList()) {
      String[] parts = line.split(" ");
      if (parts[0].equals("#") || Integer.parseInt(parts[1]) != sex) {
        continue;
      }
      switch (parts[0]) {
        case "step" ->
            steps.add(
                new Step(
                    Double.parseDouble(parts[2]),
                    Double.parseDouble(parts[3]),
                    limit(parts[4]),
                    limit(parts[5])));
        case "censored" -> censored.add(Double.parseDouble(parts[2]));
        case "risk" ->
            atRisk.add(
                new AtRisk(
                    Integer.parseInt(parts[3]),
                    Integer.parseInt(parts[4]),
                    Integer.parseInt(parts[5])));
        case "until" -> until = Double.parseDouble(parts[2]);
        default -> throw new IllegalStateException(line);
      }
    }
    return new Curve(name, steps, censored, atRisk, until);
  }

  private static double limit(String text) {
    return text.equals("NA") ? Double.NaN : Double.parseDouble(text);
  }

  static KaplanMeier fourCurves() {
    List<Curve> curves = new ArrayList<>();
    Random chance = new Random(4);
    for (int arm = 0; arm < 4; arm++) {
      curves.add(
          simulated(
              new Text("Dose " + (arm + 1) + " mg/kg", "剂量 " + (arm + 1) + " mg/kg"),
              chance,
              90,
              0.03 / (arm + 1.2),
              false));
    }
    return new KaplanMeier(
        invented("kaplan-meier-four", "Progression-free survival by dose", "按剂量的无进展生存")
            .marked(Mark.DRAFT)
            .marked(Mark.SIMULATED),
        new Text("Progression-free survival (%)", "无进展生存（%）"),
        MONTHS,
        curves,
        List.of(new Text("log-rank p<0·0001", "log-rank p<0.0001")),
        CurveOptions.of(CI));
  }

  static CumulativeIncidence incidence() {
    Random chance = new Random(9);
    return new CumulativeIncidence(
        invented("incidence", "Local regrowth with death as a competing event", "局部再生长（死亡为竞争事件）"),
        new Text("Cumulative incidence of regrowth (%)", "再生长累积发生率（%）"),
        MONTHS,
        List.of(
            simulated(ARM_1, chance, 178, 0.012, true), simulated(ARM_2, chance, 178, 0.005, true)),
        List.of(new Text("Gray's test p=0·0021", "Gray 检验 p=0.0021")),
        CurveOptions.of(CI),
        0.75);
  }

  /** Times drawn from a constant hazard, censored between 18 and 60 months. */
  static Curve simulated(Text name, Random chance, int n, double hazard, boolean rising) {
    double[] times = new double[n];
    boolean[] event = new boolean[n];
    for (int at = 0; at < n; at++) {
      double when = -Math.log(1 - chance.nextDouble()) / hazard;
      double stop = 18 + 42 * chance.nextDouble();
      event[at] = when <= stop;
      times[at] = Math.max(0.1, Math.round(10 * Math.min(when, stop)) / 10.0);
    }
    Integer[] order = new Integer[n];
    for (int at = 0; at < n; at++) {
      order[at] = at;
    }
    java.util.Arrays.sort(
        order,
        (a, b) ->
            times[a] != times[b]
                ? Double.compare(times[a], times[b])
                : Boolean.compare(event[b], event[a]));
    List<Step> steps = new ArrayList<>();
    List<Double> censored = new ArrayList<>();
    double survival = 1;
    double sum = 0;
    for (int at = 0; at < n; at++) {
      int one = order[at];
      int left = n - at;
      if (!event[one]) {
        censored.add(times[one]);
        continue;
      }
      survival *= 1 - 1.0 / left;
      sum += left == 1 ? 0 : 1.0 / left / (left - 1);
      double spread = 1.96 * survival * Math.sqrt(sum);
      double value = rising ? 1 - survival : survival;
      boolean undefined = survival == 0;
      Step step =
          new Step(
              times[one],
              value,
              undefined ? Double.NaN : Math.max(0, value - spread),
              undefined ? Double.NaN : Math.min(1, value + spread));
      if (!steps.isEmpty() && steps.getLast().time() == step.time()) {
        steps.set(steps.size() - 1, step);
      } else {
        steps.add(step);
      }
    }
    List<AtRisk> risk = new ArrayList<>();
    for (double tick : MONTHS.ticks()) {
      int atRisk = 0;
      int gone = 0;
      int events = 0;
      for (int at = 0; at < n; at++) {
        atRisk += times[at] >= tick ? 1 : 0;
        gone += times[at] < tick && !event[at] ? 1 : 0;
        events += times[at] < tick && event[at] ? 1 : 0;
      }
      risk.add(new AtRisk(atRisk, gone, events));
    }
    return new Curve(name, steps, censored, risk, times[order[n - 1]]);
  }

  static Forest forest() {
    return new Forest(
        invented("forest", "Overall survival in subgroups", "亚组总生存"),
        new Text("Hazard ratio for death", "死亡风险比"),
        new Text("HR (95% CI)", "HR（95% CI）"),
        List.of(new Text("Arm 1 events/N", "第 1 组 事件/N"), new Text("Arm 2 events/N", "第 2 组 事件/N")),
        List.of(
            new Forest.TestedGroup(new Text("Age (years)", "年龄（岁）"), 0.48),
            row("<65", "<65", 22, 104, 28, 104, 50, 0.66, 0.45, 0.97),
            row("≥65", "≥65", 20, 74, 23, 74, 43, 0.81, 0.52, 1.25),
            new Forest.TestedGroup(new Text("Clinical stage", "临床分期"), 0.39),
            row("T2", "T2", 7, 48, 11, 48, 18, 0.58, 0.22, 1.51),
            row("T3–4a", "T3–4a", 35, 130, 40, 130, 75, 0.74, 0.55, 1.02),
            new Forest.TestedGroup(
                new Text("Response to the first course of treatment", "首程治疗反应"), 0.034),
            row("Complete", "完全", 9, 98, 14, 96, 23, 0.38, 0.11, 0.79),
            row(
                "None was seen at either evaluation",
                "两次评估均未见",
                33,
                80,
                37,
                82,
                70,
                0.88,
                0.59,
                1.33),
            new Forest.Row(
                new Text("Not evaluated", "未评估"),
                List.of(new Share(0, 3), new Share(0, 2)),
                1,
                Estimate.NONE),
            new Forest.Overall(
                new Text("All participants", "全部受试者"),
                List.of(new Share(42, 178), new Share(51, 178)),
                new Estimate(0.72, 0.54, 0.96))),
        true,
        List.of(0.25, 0.5, 1., 2., 4.),
        new Text("Favours arm 1", "第 1 组较优"),
        new Text("Favours arm 2", "第 2 组较优"));
  }

  private static Forest.Row row(
      String english,
      String chinese,
      int e1,
      int n1,
      int e2,
      int n2,
      double weight,
      double value,
      double lower,
      double upper) {
    return new Forest.Row(
        new Text(english, chinese),
        List.of(new Share(e1, n1), new Share(e2, n2)),
        weight,
        new Estimate(value, lower, upper));
  }

  static Forest differences() {
    List<Forest.Line> lines = new ArrayList<>();
    for (int site = 1; site <= 6; site++) {
      double value = 4 * Math.sin(site) - 1;
      lines.add(
          new Forest.Row(
              new Text("Site " + site, "中心 " + site),
              List.of(new Share(10 + site, 40)),
              site,
              new Estimate(value, value - 6, value + 5)));
    }
    return new Forest(
        invented("forest-differences", "Difference by site", "各中心差值").marked(Mark.BLINDED),
        new Text("Difference from all others (points)", "与其他中心之差（分）"),
        new Text("Difference (95% CI)", "差值（95% CI）"),
        List.of(new Text("Responders/N", "应答/N")),
        lines,
        false,
        List.of(-10., -5., 0., 5., 10.),
        Text.NONE,
        Text.NONE);
  }

  private static Consort.Count n(String english, String chinese, int n, Consort.Count... of) {
    return new Consort.Count(new Text(english, chinese), n, List.of(of));
  }

  static Consort consort() {
    return new Consort(
        invented("consort", "Flow of participants", "受试者流程"),
        412,
        List.of(
            n("Did not meet inclusion criteria", "不符合入选标准", 38),
            n("Declined to participate", "拒绝参加", 13),
            n("Other reasons", "其他原因", 5)),
        356,
        List.of(
            new Consort.Arm(
                n(
                    "Allocated to chemoradiotherapy, then surveillance, surgery as needed",
                    "分配至放化疗后主动监测，必要时手术",
                    178,
                    n("Received allocated treatment", "接受所分配治疗", 175),
                    n(
                        "Did not receive it",
                        "未接受",
                        3,
                        n("consent withdrawn", "撤回同意", 2),
                        n("clinical deterioration", "临床恶化", 1))),
                List.of(
                    new Consort.Left(
                        List.of(n("Lost to follow-up", "失访", 4), n("Withdrew consent", "撤回同意", 3))),
                    new Consort.Reached(
                        n(
                            "First evaluation of response",
                            "首次疗效评估",
                            171,
                            n("Complete response, active surveillance", "完全缓解，主动监测", 98),
                            n("Residual cancer, surgery", "残留肿瘤，手术", 73))),
                    new Consort.Left(List.of(n("Discontinued surveillance", "终止监测", 6)))),
                n("Analysed for the primary outcome", "纳入主要结局分析", 178),
                List.of()),
            new Consort.Arm(
                n(
                    "Allocated to chemoradiotherapy, then surgery",
                    "分配至放化疗后手术",
                    178,
                    n("Received allocated treatment", "接受所分配治疗", 170),
                    n("Did not receive it", "未接受", 8)),
                List.of(
                    new Consort.Left(
                        List.of(n("Lost to follow-up", "失访", 6), n("Withdrew consent", "撤回同意", 2))),
                    new Consort.Reached(
                        n(
                            "Surgery due",
                            "应行手术",
                            170,
                            n("Operated", "已手术", 159),
                            n(
                                "Not operated",
                                "未手术",
                                11,
                                n("distant metastasis", "远处转移", 6),
                                n("refused", "拒绝", 5)))),
                    new Consort.Left(List.of(n("Discontinued follow-up", "终止随访", 3)))),
                n("Analysed for the primary outcome", "纳入主要结局分析", 176),
                List.of(n("Excluded: consent withdrawn for all data", "排除：撤回全部数据的同意", 2)))));
  }

  static Consort consortOfThree() {
    List<Consort.Arm> arms = new ArrayList<>();
    for (String dose : List.of("5 mg", "10 mg", "20 mg")) {
      arms.add(
          new Consort.Arm(
              n(
                  "Allocated to " + dose,
                  "分配至 " + dose,
                  40,
                  n("Received allocated treatment", "接受所分配治疗", 38),
                  n("Did not receive it", "未接受", 2)),
              List.of(
                  new Consort.Left(
                      List.of(
                          n("Lost to follow-up", "失访", 1),
                          n(
                              "Discontinued the intervention because of adverse events",
                              "因不良事件终止干预",
                              2)))),
              n("Analysed", "纳入分析", 40),
              List.of()));
    }
    return new Consort(
        invented("consort-three", "Flow of participants in three arms", "三组受试者流程")
            .marked(Mark.DRAFT),
        151,
        List.of(n("Did not meet inclusion criteria", "不符合入选标准", 31)),
        120,
        arms);
  }

  static Swimmer swimmer(String id, int lanes) {
    Random chance = new Random(lanes);
    List<Swimmer.Lane> all = new ArrayList<>();
    for (int at = 0; at < lanes; at++) {
      double end = Math.round(10 * (8 + 52 * Math.sqrt(chance.nextDouble()))) / 10.0;
      boolean surgery = chance.nextInt(3) == 0;
      double cut = surgery ? 4 + (end - 4) * chance.nextDouble() * 0.8 : end;
      List<Swimmer.Spell> spells = new ArrayList<>();
      spells.add(new Swimmer.Spell(0, 0, 1.4));
      spells.add(new Swimmer.Spell(3, 1.4, 3.2));
      spells.add(new Swimmer.Spell(1, 3.2, Math.max(3.3, cut)));
      if (surgery) {
        spells.add(new Swimmer.Spell(2, Math.max(3.3, cut), end));
      }
      List<Swimmer.Event> events = new ArrayList<>();
      boolean dies = chance.nextInt(4) == 0;
      if (dies) {
        events.add(new Swimmer.Event(0, end));
      }
      if (chance.nextInt(6) == 0) {
        events.add(new Swimmer.Event(1, 3.5 + (end - 3.5) * chance.nextDouble()));
      }
      all.add(new Swimmer.Lane("P-" + (1000 + at), spells, events, !dies && end > 20));
    }
    return new Swimmer(
        invented(id, "Course of every participant in arm 1", "第 1 组每名受试者的病程"),
        MONTHS,
        List.of(
            new Text("Chemoradiotherapy", "放化疗"),
            new Text("Surveillance", "主动监测"),
            new Text("After surgery", "术后"),
            new Text("Evaluation", "评估")),
        List.of(new Text("Death", "死亡"), new Text("Recurrence", "复发")),
        all);
  }

  static PathFlow pathFlow() {
    return new PathFlow(
        invented("path-flow", "Decisions in arm 1", "第 1 组的决策路径"),
        List.of(
            new Text("Randomised", "随机化"),
            new Text("First evaluation", "首次评估"),
            new Text("Treatment", "治疗"),
            new Text("At 2 years", "2 年时")),
        List.of(
            new PathFlow.Node(new Text("Arm 1", "第 1 组"), 0, 0, 178),
            new PathFlow.Node(new Text("Complete response", "完全缓解"), 1, 1, 98),
            new PathFlow.Node(new Text("Residual cancer", "残留肿瘤"), 1, 2, 66),
            new PathFlow.Node(new Text("Not evaluated", "未评估"), 1, 3, 14),
            new PathFlow.Node(new Text("Surveillance", "主动监测"), 2, 1, 91),
            new PathFlow.Node(new Text("Surgery", "手术"), 2, 2, 70),
            new PathFlow.Node(new Text("Other treatment", "其他治疗"), 2, 3, 17),
            new PathFlow.Node(new Text("Under surveillance", "监测中"), 3, 1, 63),
            new PathFlow.Node(new Text("Operated", "已手术"), 3, 2, 92),
            new PathFlow.Node(new Text("Not operated", "未手术"), 3, 3, 23)),
        List.of(
            new PathFlow.Flow(0, 1, 98),
            new PathFlow.Flow(0, 2, 66),
            new PathFlow.Flow(0, 3, 14),
            new PathFlow.Flow(1, 4, 91),
            new PathFlow.Flow(1, 5, 7),
            new PathFlow.Flow(2, 5, 60),
            new PathFlow.Flow(2, 6, 6),
            new PathFlow.Flow(3, 5, 3),
            new PathFlow.Flow(3, 6, 11),
            new PathFlow.Flow(4, 7, 63),
            new PathFlow.Flow(4, 8, 22),
            new PathFlow.Flow(4, 9, 6),
            new PathFlow.Flow(5, 8, 70),
            new PathFlow.Flow(6, 9, 17)));
  }

  private static List<AdverseEvent> events() {
    return List.of(
        event("Leucopenia", "白细胞减少", 144, 70, 134, 65),
        event("Oesophagitis", "食管炎", 116, 16, 104, 14),
        event("Anaemia", "贫血", 102, 11, 94, 9),
        event("Hypothyroidism", "甲状腺功能减退", 42, 0, 3, 0),
        event("Pneumonitis", "肺炎", 32, 7, 15, 3),
        event("Rash", "皮疹", 28, 4, 5, 0),
        event("Anastomotic leak after surgery", "术后吻合口瘘", 9, 5, 31, 17));
  }

  private static AdverseEvent event(String english, String chinese, int a, int a3, int b, int b3) {
    double difference = a / 175.0 - b / 170.0;
    return new AdverseEvent(
        new Text(english, chinese),
        new Share(a, 175),
        new Share(a3, 175),
        new Share(b, 170),
        new Share(b3, 170),
        new Estimate(difference, difference - 0.08, difference + 0.085));
  }

  static Butterfly butterfly() {
    return new Butterfly(
        invented("butterfly", "Adverse events", "不良事件"),
        new Text("Arm 1", "第 1 组"),
        new Text("Arm 2", "第 2 组"),
        events());
  }

  static DotPlot dotPlot() {
    return new DotPlot(
        invented("dot-plot", "Adverse events and their difference", "不良事件及其差值"),
        new Text("Arm 1", "第 1 组"),
        new Text("Arm 2", "第 2 组"),
        events(),
        new Text("95% CI (exact)", "95% CI（精确法）"));
  }

  static Lines lines() {
    return new Lines(
        invented("lines", "Global health status", "总体健康状况"),
        new Text("Mean change from baseline (points)", "较基线平均变化（分）"),
        new TimeAxis(
            new Text("Time since randomisation (months)", "随机化后时间（月）"),
            List.of(0., 3., 6., 12., 18., 24.)),
        List.of(
            new Lines.Series(
                ARM_1,
                List.of(
                    new Lines.Point(0, 0, Double.NaN, Double.NaN, 174),
                    new Lines.Point(3, -9.1, -12, -6.1, 168),
                    new Lines.Point(6, -2.3, -5.4, 0.9, 160),
                    new Lines.Point(12, 1.8, -1.5, 5.1, 149),
                    new Lines.Point(18, 3.2, -0.7, 6.9, 121),
                    new Lines.Point(24, 3.9, -0.1, 8, 96))),
            new Lines.Series(
                ARM_2,
                List.of(
                    new Lines.Point(0, 0, Double.NaN, Double.NaN, 171),
                    new Lines.Point(3, -10.2, -13.2, -7, 160),
                    new Lines.Point(6, -12.8, -16, -9.6, 148),
                    new Lines.Point(12, -6.1, -9.6, -2.6, 133),
                    new Lines.Point(18, -3, -6.9, 0.8, 108),
                    new Lines.Point(24, -1.9, -6.2, 2.3, 84)))),
        10,
        CI);
  }

  static Accrual accrual() {
    List<Accrual.Point> actual = new ArrayList<>();
    List<Accrual.Point> plan = new ArrayList<>();
    List<Accrual.Fan> fan = new ArrayList<>();
    int count = 0;
    for (int month = 0; month <= 18; month++) {
      actual.add(new Accrual.Point(month, count));
      count += 7 + (month * 7) % 6;
    }
    double now = actual.getLast().count();
    for (int month = 18; month <= 36; month += 3) {
      double middle = now + 9.5 * (month - 18);
      double spread = 3.2 * Math.sqrt(month - 18) * 3;
      fan.add(new Accrual.Fan(month, middle, middle - spread, middle + spread));
    }
    plan.add(new Accrual.Point(0, 0));
    plan.add(new Accrual.Point(6, 54));
    plan.add(new Accrual.Point(30, 356));
    return new Accrual(
        invented("accrual", "Accrual against plan", "入组进度与计划"),
        new Text("Participants randomised", "已随机化人数"),
        new TimeAxis(
            new Text("Months since opening", "启动后月数"), List.of(0., 6., 12., 18., 24., 30., 36.)),
        actual,
        plan,
        fan,
        356);
  }

  static StateOccupation states() {
    List<StateOccupation.Moment> moments = new ArrayList<>();
    for (int month = 0; month < 60; month++) {
      double dead = 0.34 * (1 - Math.exp(-month / 30.0));
      double relapse = 0.18 * (1 - Math.exp(-month / 12.0)) * Math.exp(-month / 80.0);
      double surgery = 0.38 * (1 - Math.exp(-month / 5.0)) * (1 - dead);
      double treated = (1 - dead - relapse - surgery) * Math.exp(-month / 2.5);
      double watched = 1 - dead - relapse - surgery - treated;
      moments.add(
          new StateOccupation.Moment(month, List.of(treated, watched, surgery, relapse, dead)));
    }
    return new StateOccupation(
        invented("states", "State of participants over time", "受试者状态随时间变化"),
        MONTHS,
        List.of(
            new Text("Chemoradiotherapy", "放化疗"),
            new Text("Surveillance", "主动监测"),
            new Text("After surgery", "术后"),
            new Text("Recurrence", "复发"),
            new Text("Dead", "死亡")),
        moments,
        60);
  }

  static HeatMap heatMap() {
    List<List<Double>> values = new ArrayList<>();
    List<Text> rows = new ArrayList<>();
    List<Text> columns = new ArrayList<>();
    for (int ratio = 80; ratio >= 50; ratio -= 5) {
      String number = (ratio / 100) + "·" + ratio;
      columns.add(new Text(number, number.replace('·', '.')));
    }
    for (int drop = 0; drop <= 20; drop += 5) {
      rows.add(Text.same(drop + "%"));
      List<Double> row = new ArrayList<>();
      for (int ratio = 80; ratio >= 50; ratio -= 5) {
        double z = (80 - ratio) / 8.0 - 1.2 - drop / 30.0;
        row.add(1 / (1 + Math.exp(-1.6 * z)));
      }
      values.add(row);
    }
    return new HeatMap(
        new About(
            "power",
            new Text("Simulated power", "模拟检验效能"),
            Text.NONE,
            SIMULATION,
            Set.of(Mark.SIMULATED)),
        new Text("Power (%)", "检验效能（%）"),
        new Text("True hazard ratio", "真实风险比"),
        new Text("Drop-out by 3 years", "3 年脱落率"),
        columns,
        rows,
        values);
  }

  static String resource(String name) {
    try (var in = Gallery.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
