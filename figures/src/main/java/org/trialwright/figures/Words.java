package org.trialwright.figures;

/** The words that figures write themselves. */
final class Words {
  static final Text DATA_CUT = new Text("Data cut-off ", "数据截止 ");
  static final Text STUDY_VERSION = new Text("study version ", "研究版本 ");
  static final Text SEMICOLON = new Text("; ", "；");
  static final Text COLON = new Text(": ", "：");
  static final Text COMMA = new Text(", ", "，");
  static final Text STOP = new Text(".", "。");
  static final Text TO = new Text(" to ", " 至 ");
  static final Text SIMULATED_AXIS = new Text("{} – simulated", "{}（模拟）");

  static final Text ARM = new Text("Arm", "组别");
  static final Text LOWER = new Text("95% CI lower", "95% CI 下限");
  static final Text UPPER = new Text("95% CI upper", "95% CI 上限");
  static final Text NUMBER_AT_RISK = new Text("Number at risk (number censored)", "在险人数（删失人数）");
  static final Text AT_RISK = new Text("At risk", "在险");
  static final Text CENSORED = new Text("Censored", "删失");
  static final Text EVENTS = new Text("Events", "事件");
  static final Text SHADING = new Text("Shading: ", "阴影：");

  static final Text NUMBERS = new Text("Numbers", "人数");

  static final Text NOT_ESTIMABLE = new Text("not estimable", "不可估计");
  static final Text SUBGROUP = new Text("Subgroup", "亚组");
  static final Text INTERACTION = new Text("p for interaction", "交互 p 值");
  static final Text LOG_SCALE = new Text(" (log scale)", "（对数尺度）");

  static final Text ASSESSED = new Text("Assessed for eligibility", "评估合格性");
  static final Text EXCLUDED = new Text("Excluded", "排除");
  static final Text RANDOMISED = new Text("Randomised", "随机化");
  static final Text STAGE = new Text("Stage", "阶段");
  static final Text WHAT = new Text("What", "内容");
  static final Text ALL = new Text("All", "全部");
  static final Text ENROLMENT = new Text("Enrolment", "入组");
  static final Text ALLOCATION = new Text("Allocation", "分配");
  static final Text FOLLOW_UP = new Text("Follow-up", "随访");
  static final Text ANALYSIS = new Text("Analysis", "分析");

  static final Text PARTICIPANT = new Text("Participant", "受试者");
  static final Text FROM = new Text("From", "自");
  static final Text TO_WHERE = new Text("To", "至");
  static final Text UNTIL = new Text("Until", "止");
  static final Text ONGOING = new Text("Still on study", "仍在研究");
  static final Text YES = new Text("yes", "是");
  static final Text PERCENT = new Text("%", "%");

  static final Text ADVERSE_EVENT = new Text("Adverse event", "不良事件");
  static final Text ANY_GRADE = new Text("any grade", "任何级别");
  static final Text MILD = new Text("grade 1–2", "1–2 级");
  static final Text SEVERE = new Text("grade ≥3", "≥3 级");
  static final Text PARTICIPANTS_PERCENT = new Text("Participants (%)", "受试者（%）");
  static final Text DIFFERENCE = new Text("Difference (percentage points)", "差值（百分点）");
  static final Text DIFFERENCE_HEAD = new Text("Difference (95% CI)", "差值（95% CI）");
  static final Text BESIDE_BARS =
      new Text("Beside the bars: % with any grade (% with grade ≥3).", "条旁：任何级别%（≥3 级%）。");
  static final Text WHISKERS = new Text("Whiskers: ", "须线：");
  static final Text IMPORTANT =
      new Text("Shading: less than the minimal important difference of ", "阴影：小于最小重要差值 ");
  static final Text NUMBER_MEASURED = new Text("Number measured", "测量人数");

  static final Text ACTUAL = new Text("Actual", "实际");
  static final Text PLAN = new Text("Plan", "计划");
  static final Text FORECAST = new Text("Forecast", "预测");
  static final Text TARGET = new Text("Target", "目标");
  static final Text FAN = new Text("Shading: 95% interval of the forecast.", "阴影：预测的 95% 区间。");
  static final Text CONTOURS =
      new Text("Line around 80% and more, dashed around 90% and more.", "实线内≥80%，虚线内≥90%。");

  private Words() {}

  /** Places {0}, {1}, … taken by words; words are not searched for places again. */
  static String fill(Look look, Text sentence, String... words) {
    String text = look.in(sentence);
    StringBuilder out = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      if (text.charAt(at) == '{') {
        out.append(words[text.charAt(at + 1) - '0']);
        at += 2;
      } else {
        out.append(text.charAt(at));
      }
    }
    return out.toString();
  }

  /** An interval after its value. */
  static String ci(Look look, String range) {
    return fill(look, new Text(" (95% CI {0})", "（95% CI {0}）"), range);
  }

  /** A time with the unit that its axis title has in brackets at the end, else with the title. */
  static String at(Look look, double time, Text title) {
    String words = look.in(title);
    String number = look.numbers().shortest(time);
    int open = Math.max(words.lastIndexOf('('), words.lastIndexOf('（'));
    boolean bracketed = open > 0 && (words.endsWith(")") || words.endsWith("）"));
    return bracketed
        ? number + " " + words.substring(open + 1, words.length() - 1)
        : fill(look, new Text("{0} ({1})", "{0}（{1}）"), number, words);
  }

  /** An axis title without its unit in brackets. */
  static String bare(String title) {
    int bracket = Math.max(title.indexOf(" ("), title.indexOf('（'));
    return bracket > 0 ? title.substring(0, bracket) : title;
  }
}
