package org.trialwright.study;

import java.util.List;
import java.util.Map;

/** Chinese sentences, in simplified characters; blanks between scripts are left to the reader. */
record Chinese() implements Grammar {
  private static final Map<String, String> TIMES =
      Map.of(
          "s", "秒", "min", "分钟", "h", "小时", "d", "天", "wk", "周", "mo", "个月", "y", "年", "age", "岁");

  private static final Map<String, String> PHRASES =
      Grammar.read(
          """
          yes = 是
          on = 启用
          off = 停用
          yes or no = 是或否
          quoted = “{0}”
          no = 否
          Monday = 星期一
          Tuesday = 星期二
          Wednesday = 星期三
          Thursday = 星期四
          Friday = 星期五
          Saturday = 星期六
          Sunday = 星期日
          not known = 不详
          not done = 未做
          refused = 拒绝
          not readable = 无法辨认
          not applicable = 不适用
          on file = 已存档
          no answer = 尚未填写
          not asked = 无需回答
          not signed = 在此阶段尚未填写
          limits = （{0}–{1}）
          upper limit only = （上限{0}）
          lower limit only = （下限{0}）
          from to = {0}至{1}
          full stop = {0}。
          value = {0}：{1}
          and = {0}和{1}
          of form = {0}（{1}）
          visit at = {0}，{1}
          recent = {1}以内的{0}
          recent at = {1}以内（{3}为{2}以内）的{0}
          at visit = {1}时的{0}
          at baseline = 治疗前的{0}
          randomised = 随机分组日期
          site.open = 中心已开放
          identity.unique = 研究中无重复登记的同一人
          arm = 组别
          today = 当日
          age = 年龄
          age on = 按{0}计算的年龄
          time from = 从{0}到{1}的时间
          plus = {0} + {1}
          minus = {0} − {1}
          times = {0} × {1}
          divided = {0} ÷ {1}
          later = {0}后{1}
          earlier = {0}前{1}
          first = 首次{0}
          last = 末次{0}
          previous = 上一次{0}
          highest = 最高的{0}
          lowest = 最低的{0}
          latest date = 最晚的{0}
          earliest date = 最早的{0}
          sum = {0}合计
          where = {0}（限{1}的记录）
          where several = {0}（限{1}的记录）
          count = “{0}”的记录数
          times at = 到达“{0}”的次数
          earliest of = {0}中最早者
          latest of = {0}中最晚者
          choice = {0}（如{1}）
          choice otherwise = 如{1}则{0}，否则{2}
          call = 由{1}计算的{0}
          grade of = {0}的CTCAE分级
          change of = {0}剂量与上次给药相比的变化
          planned dose = {0}的计划剂量
          weekday of = {0}的星期
          least = {0}，最低取{1}
          most = {0}，最高取{1}
          kept = {0}；自{3}以来{1}变化小于{2}时保持不变
          bmi = 体质指数
          mosteller = 体表面积（Mosteller公式）
          du-bois = 体表面积（Du Bois公式）
          haycock = 体表面积（Haycock公式）
          ideal-weight = 理想体重
          adjusted-weight = 校正体重
          cockcroft-gault = 肌酐清除率（Cockcroft–Gault公式）
          ckd-epi = 肾小球滤过率（CKD-EPI 2021）
          bed = 生物有效剂量
          eqd2 = 2 Gy分次等效剂量
          mean = 平均值
          score-functional = 功能评分
          score-symptom = 症状评分
          stage-squamous = 临床分期（AJCC第8版）
          stage-squamous-yp = 治疗后分期（AJCC第8版）
          otherwise = 其他所有情况
          is = 为{0}
          must be = 须为{0}
          not = 不是{0}
          is not = 不是{0}
          must not be = 不得为{0}
          or more = {0}及以上
          or less = {0}及以下
          or higher = {0}及以上
          or lower = {0}及以下
          below = 低于{0}
          at most = 不超过{0}
          above = 高于{0}
          at least = 不低于{0}
          before = 早于{0}
          on or before = 不晚于{0}
          after = 晚于{0}
          on or after = 不早于{0}
          between = 在{0}至{1}之间
          outside = 低于{0}或高于{1}
          must compare = 须{0}
          not compare = 并非{0}
          upper limit = 正常上限的{0}倍
          once upper limit = 正常上限
          lower limit = 正常下限的{0}倍
          once lower limit = 正常下限
          the upper limit = 本实验室{0}的正常上限
          the lower limit = 本实验室{0}的正常下限
          which is = {0}（{1}）
          known = {0}已知
          not known clause = {0}未知
          recorded = “{0}”已填写
          not recorded = “{0}”未填写
          any = 有“{0}”的记录
          any where = 有一条“{0}”记录符合：{1}
          none = 没有“{0}”的记录
          none where = 没有“{0}”记录符合：{1}
          every where = 每一条“{0}”记录均符合：{1}
          not every where = 并非每一条“{0}”记录均符合：{1}
          eligible = 受试者符合入选条件
          not eligible = 受试者不符合入选条件
          allocated = 受试者已随机分组
          not allocated = 受试者未随机分组
          been at = 曾到达“{0}”
          not been at = 从未到达“{0}”
          in arm = 组别为{0}
          not in arm = 组别不是{0}
          visit is = 访视为{0}
          visit is not = 访视不是{0}
          not true = 并非{0}
          cannot tell until = 尚不能判定，须先有：{0}
          with reason = {0}（{1}）
          worked out from = {0}（由{1}计算）
          met = 符合：{0}
          met plainly = 符合
          not met = 不符合，因为{0}
          unknown = 尚不能判定，须先有：{0}
          nothing = 无缺项
          decides = {0}：{1}则符合；{2}则不符合
          favours = {0}：{1}有利于符合；{2}不利于符合
          needed = 须{0}
          would meet = 如{0}则符合
          anything else = 其他任何值
          on days = 以{1}为第1天，第{0}天
          after anchor = {1}后{0}
          on the day = {0}当天
          within after = {1}后{0}以内
          from to after = {2}后{0}至{1}
          every from to = 从{1}至{2}每{0}一次
          around = ±{0}
          before to after = 提前{0}至推后{1}
          up to after = 最多推后{0}
          up to before = 最多提前{0}
          window from anchor = {2}后{0}至{1}
          amber = {1}后{0}以内虽迟但不计为方案偏离
          exactly = 仅限当天
          planned day = 计划日
          while = 处于{0}期间
          in arms = 仅限{0}
          only if = 仅当{0}
          unless = 如{1}内另有“{0}”则不做
          then = {0}，之后{1}
          alarm = “{0}”：{2}后{1}以内，直至{3}
          alarm warns = {0}时提醒
          IV = 静脉给药
          SC = 皮下注射
          IM = 肌内注射
          PO = 口服
          IP = 腹腔给药
          IT = 鞘内给药
          inhaled = 吸入
          topical = 外用
          rectal = 直肠给药
          nasal = 鼻腔给药
          give per = 按{2}每{1}给予{0}
          give auc = 按{1}计算AUC {0}（Calvert公式）
          give fractions = 每次{1}，共{0}次（总量{2}）
          over = 历时{0}
          minutes = {0}至{1}
          on treatment days = 第{0}天
          on treatment day = 第{0}天
          every cycle = 自第{1}天起每{0}一次，最多{2}次
          of its period = 该药所在周期的{0}
          on workdays = 自第{0}天起每个工作日
          given in = 仅用于{0}
          apart = 两次给药至少间隔{0}
          not after day = 第{0}天以后不再给药
          rounded = 取整至最接近的{0}
          rounded finely = 取整至最接近的{0}；如相差超过{2}则取整至{1}
          levels = 剂量水平{0}
          lost = 略去的剂量不补
          added = 漏做的分次补在最后
          twice = 如延误{2}，同一天可加做一次，至少间隔{0}，每周最多{1}次
          act GIVE = 给予{0}
          act CONFIRM = {0}由第二人确认
          act LEVEL = {0}下调{1}
          act PAUSE = 暂停{0}
          act HOLD = 暂缓{0}
          act OMIT = 略去{0}
          act STOP = 永久停用{0}
          level one = 一个剂量水平
          levels many = {0}个剂量水平
          for = {0}，最长{1}
          then lower = {0}，恢复时{1}下调{2}
          modification = {0}：{1}；条件：{2}
          grade row = {0}：{1}
          grade = {0}级{1}
          word GIVE = 给予
          word CONFIRM = 确认
          word LEVEL = 下调
          word PAUSE = 暂停
          word HOLD = 暂缓
          word OMIT = 略去
          word STOP = 停用
          step = {0} = {1}
          goes to = 转至“{0}”：{1}
          goes to otherwise = 其他所有情况转至“{0}”
          stays = 留在原处：{0}
          refused exit = 在此不可能发生：{0}
          only in claim = {0}：仅见于{1}
          only after claim = {0}：只能在“{1}”之后
          never to claim = {0}：不能直接转至“{1}”
          blocks = 按{0}分层的随机区组；区组长度保密
          simple blocks = 随机区组；区组长度保密
          minimisation = 按{0}最小化（{1}法）；最利于均衡的组别以概率{2}抽取
          range = 极差
          variance = 方差
          no allocation = 不分组
          cohorts = 每队列{0}人，首个队列为{1}；各队列的剂量水平由此前受试者的“{2}”决定
          cohort UP = 升一个剂量水平：{0}
          cohort AGAIN = 同一剂量水平再入一个队列：{0}
          cohort KEEP = 维持推荐剂量水平：{0}
          cohort DOWN = 降一个剂量水平且不再回升：{0}
          number of = {1}人中{0}人
          numbers of = {2}人中{0}至{1}人
          cohort recommended = 可耐受的最高剂量水平治疗满{0}人后即为推荐剂量
          cohort expanded = 推荐剂量水平随后共治疗{0}人
          cohort waits = 队列已满而尚未观察完毕时不再入组；不可评价者由他人替补
          sites allocated = 以研究中心为单位随机分配；受试者的组别即所在中心的组别
          sites cross = 各研究中心从{0}转为{1}，共{2}个步骤，每步{3}，首步为{4}；受试者的组别为入组当日所在中心的组别；{5}
          order secret = 次序事先抽定，每一步到来之前无人知晓
          order open = 次序事先抽定并公开
          site = 中心
          arm line = **{0}**：分配比例{1}，{2}
          experimental = 试验组
          active comparator = 阳性对照组
          placebo comparator = 安慰剂对照组
          no treatment = 不治疗组
          time to = 从{0}到{1}的时间；未发生者计至{2}
          time to against = 从{0}到{1}的时间（竞争事件：{3}）；未发生者计至{2}
          share = 符合下列条件的受试者比例：{0}
          missing NO = 缺失按否计
          missing YES = 缺失按是计
          missing LEFT_OUT = 缺失者不计入
          primary = 主要终点
          title = {0}：试验方案说明
          version = 版本 {0}，封签 {1}。{2}。
          reading = “在……之间”“不低于”“不超过”均含两端。第一天为第1天。未知绝不当作否。
          not reviewed = 译文尚未经人审核。
          marks = ［暂定］：没有来源说明，为我们的选择。［已发表］：出自论文、指南或标准。无标记：出自公开登记记录，或已经确认。
          section who = 一、谁可以参加
          section how = 二、如何分组
          section what = 三、接受什么治疗
          section when = 四、何时访视
          section next = 五、下一步去向
          section measure = 六、评价什么
          section forms = 表格
          section settings = 设置
          section differences = 资料来源的出入
          must include = 必须全部符合
          must exclude = 不得有其中任何一项
          age line = 年龄{0}
          sex all = 性别不限
          rule = 规则
          asked as = 询问方式
          fresh = 随机分组时各项回答的有效期
          fresh line = {0}：{1}
          arms = 组别
          allocation = 分配方法
          masking = 盲法
          masking line = 设盲对象：{0}
          open = 不设盲
          unblind = 紧急情况下{0}可以获知组别，并记录于{1}
          kits = 药盒外观相同并编号；编号记录为{0}
          periods = 周期：{0}。每个周期{1}；两个周期之间停药{2}
          role participant = 受试者
          role relative = 亲属
          role investigator = 研究者
          role coordinator = 协调员
          role nurse = 护士
          role pharmacist = 药师
          role pathologist = 病理医师
          role radiologist = 放射科医师
          role surgeon = 外科医师
          role laboratory = 实验室
          role assessor = 评估者
          role committee = 委员会
          role monitor = 监查员
          role sponsor = 申办者
          before allocation = 分组之前
          drugs = 治疗
          order = 同一天的给药顺序：{0}
          work out = 给药前的计算
          modify = 剂量调整
          modify rule = 每组内以第一条成立者为准；各组之间取最严者，由宽到严：给予、确认、下调、暂停、暂缓、略去、停用。
          group = 第{0}组
          by grade = 按尚未恢复的不良事件的分级
          dates = 有名称的日期
          visits = 访视
          any time = 随时：{0}
          clocks = 时限
          missed = 窗口期结束后{0}记为错过访视。
          begins = 所有受试者从“{0}”开始。
          anywhere = 在任何一处
          next rule = 在每一处，以第一条成立者为准。
          ends = 研究结束于：{0}。
          beside = 与此路径并行，并随其结束：{0}
          track ends = 此支线结束于：{0}。
          claims = 关于这些去向已证明的性质
          sets = 分析人群
          events = 事件
          endpoints = 终点
          methods = 方法（原文）：{0}
          tests = 检验
          looks = 期中观察
          end = 研究何时结束
          size = 样本量
          despite = 伴发事件
          subgroups = 亚组
          forms rule = 每个问题还可以回答：不详、未做、拒绝、无法辨认、不适用。
          asked if = 仅当{0}时询问
          form asked if = 仅当{0}时填写。
          answered by = 由{0}回答
          possible = {0}至{1}
          usual = 通常{0}至{1}
          with limits = 附本实验室正常范围
          optional = 选填
          identifying = 单独保存，不进入研究数据
          kind date = 日期
          kind partial date = 日期，可部分未知
          kind date time = 日期和时间
          kind time = 时间
          kind text = 文字
          kind file = 文件
          kind signature = 签名
          worked out = 计算得出：{0}
          by table = 以第一条成立者为准
          proposed = 自动得出，予以确认或说明理由后更改
          proposed by = 按{0}建议；选择其他回答须说明理由
          starts = 初始为{0}
          table line = {0}：{1}
          role CHECK = 必须符合
          role ADVICE = 下列情况提示
          role DEVIATION = 否则记为方案偏离
          repeats = 可多次填写
          setting line = {0}：{1}
          chosen = 采用：{0}
          assumed = ［暂定］
          published = ［已发表］
          assumed clause = ［暂定：{0}］
          published clause = ［已发表：{0}］
          gaps = 有{0}处文字尚无译文，以英文显示。
          sheet schedule = {0}：研究流程表
          sheet path = {0}：路径图
          sheet not drawn = 未画出（有多条路径通向该处，或为另一阶段的支路）：
          sheet forms = {0}：病例报告表
          sheet dictionary = {0}：数据字典
          sheet activity = 项目
          sheet any time = 随时
          sheet when = 时间
          sheet form = 表单
          sheet variable = 变量
          sheet question = 问题
          sheet kind = 答案类型
          sheet unit = 单位
          sheet lowest = 最小可能值
          sheet highest = 最大可能值
          sheet usual = 常见范围
          sheet answers = 选项
          sheet asked at = 填写于
          sheet asked if = 提问条件
          sheet worked out as = 计算方法
          sheet remarks = 说明
          sheet read by = 引用处
          sheet one of = 单选
          sheet number = 数值
          section target = 目标人数
          compare title = {0}：版本 {1} 与版本 {2} 的差别
          compare same = 研究内容没有变化。
          compare new = 新增：{0}
          compare gone = 删除：{0}
          compare before = 原为：{0}
          compare now = 现为：{0}
          compare order before = 原顺序：{0}
          compare order now = 现顺序：{0}
          section places = 对各阶段参与者的影响
          place ADDED = {0}：新增的阶段
          place REMOVED = {0}：不再是一个阶段。使用新版本前，须为现处于该阶段的每一位参与者作出决定
          place gains = 增加：{0}
          place losses = 不再进行：{0}
          place otherwise = 有变化：{0}
          place untouched = 处于下列阶段者没有变化：{0}。
          place nobody = 各阶段参与者均没有变化。
          section trusted = 各数值的依据
          trust NEWLY_ASSUMED = 新的暂定值
          trust NEWLY_CONFIRMED = 新近确认
          trust NO_LONGER_ASSUMED = 不再是暂定值
          section renamed = 仅名称改变
          renamed = “{0}”现称“{1}”
          section unsaid = 文件中另有改动，上文未述及
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
    return String.join("、", parts.subList(0, last)) + (and ? "和" : "或") + parts.get(last);
  }

  @Override
  public String joined(List<String> clauses, boolean and) {
    return String.join(and ? "，且" : "，或", clauses);
  }

  @Override
  public String bracketed(String clause) {
    return "（" + clause + "）";
  }

  @Override
  public String said(String subject, String predicate) {
    return subject + predicate;
  }

  @Override
  public String capital(String text) {
    return text;
  }

  @Override
  public String inner(String text) {
    return text;
  }

  @Override
  public String time(String number, boolean one, String unit) {
    return number + TIMES.getOrDefault(unit, unit);
  }

  @Override
  public String dateOf(String title) {
    return title.endsWith("日期") ? title : title + "日期";
  }

  @Override
  public String counted(String number, String unit) {
    return "第" + number + TIMES.getOrDefault(unit, unit);
  }

  @Override
  public String measure(String number, String unit) {
    return switch (unit) {
      case "" -> number;
      case "%" -> number + "%";
      case "points" -> number + "分";
      case "tablet" -> number + "片";
      case "mg/d" -> "每日" + number + "\u00a0mg";
      default -> number + "\u00a0" + Grammar.sign(unit);
    };
  }

  @Override
  public String unit(String symbol) {
    return symbol.equals("tablet") ? "片" : Grammar.sign(symbol);
  }

  @Override
  public String day(int year, int month, int day) {
    return month(year, month) + day + "日";
  }

  @Override
  public String month(int year, int month) {
    return year(year) + month + "月";
  }

  @Override
  public String year(int year) {
    return year + "年";
  }

  @Override
  public String semicolon() {
    return "；";
  }

  @Override
  public String comma() {
    return "，";
  }
}
