package org.trialwright.registry;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.trialwright.pages.Language;

/**
 * The codes of the ClinicalTrials.gov API, version 2, in plain words. New codes appear there
 * without notice; one that is not here is shown in small letters.
 */
public final class Codes {
  private static final String TABLE =
      """
      status RECRUITING | Recruiting | 招募中
      status NOT_YET_RECRUITING | Not yet recruiting | 尚未招募
      status ENROLLING_BY_INVITATION | By invitation only | 仅限受邀
      status ACTIVE_NOT_RECRUITING | Running, no longer recruiting | 进行中，不再招募
      status COMPLETED | Completed | 已完成
      status SUSPENDED | Paused | 暂停
      status TERMINATED | Stopped early | 提前终止
      status WITHDRAWN | Withdrawn before it began | 开始前撤回
      status UNKNOWN | Not known: the record is old | 不明：记录已久未更新
      phase EARLY_PHASE1 | Early phase 1 | 早期 I 期
      phase PHASE1 | Phase 1 | I 期
      phase PHASE2 | Phase 2 | II 期
      phase PHASE3 | Phase 3 | III 期
      phase PHASE4 | Phase 4 | IV 期
      phase NA | No phase | 不分期
      type INTERVENTIONAL | Trial of a treatment | 治疗试验
      type OBSERVATIONAL | Observation | 观察性研究
      type EXPANDED_ACCESS | Access outside a trial | 试验外用药
      purpose TREATMENT | Treatment | 治疗
      purpose PREVENTION | Prevention | 预防
      purpose DIAGNOSTIC | Diagnosis | 诊断
      purpose SUPPORTIVE_CARE | Supportive care | 支持治疗
      purpose SCREENING | Screening | 筛查
      purpose HEALTH_SERVICES_RESEARCH | Health services research | 卫生服务研究
      purpose BASIC_SCIENCE | Basic science | 基础科学
      purpose DEVICE_FEASIBILITY | Feasibility of a device | 器械可行性
      purpose OTHER | Other | 其他
      allocation RANDOMIZED | By chance | 随机
      allocation NON_RANDOMIZED | Not by chance | 非随机
      allocation NA | One group only | 仅一组
      model PARALLEL | Groups side by side | 平行分组
      model SINGLE_GROUP | One group | 单组
      model CROSSOVER | Each person in several groups, one after the other | 交叉设计
      model FACTORIAL | Combinations of treatments | 析因设计
      model SEQUENTIAL | Groups one after the other | 序贯分组
      masking NONE | Everybody: nothing is hidden | 所有人：不设盲
      masking SINGLE | One party does not know | 单盲
      masking DOUBLE | Two parties do not know | 双盲
      masking TRIPLE | Three parties do not know | 三盲
      masking QUADRUPLE | Four parties do not know | 四盲
      sex ALL | Women and men | 女性和男性
      sex FEMALE | Women | 女性
      sex MALE | Men | 男性
      arm EXPERIMENTAL | Experimental | 试验组
      arm ACTIVE_COMPARATOR | Active comparison | 阳性对照
      arm PLACEBO_COMPARATOR | Placebo | 安慰剂对照
      arm SHAM_COMPARATOR | Sham | 假处理对照
      arm NO_INTERVENTION | No intervention | 不干预
      arm OTHER | Other | 其他
      funder INDUSTRY | Industry | 企业
      funder NIH | US National Institutes of Health | 美国国立卫生研究院
      funder FED | US government | 美国政府
      funder OTHER_GOV | Another government | 其他政府机构
      funder NETWORK | Network | 协作网
      funder INDIV | A person | 个人
      funder OTHER | Hospital, university or other | 医院、大学或其他
      funder UNKNOWN | Not known | 不明
      age year | {0} years | {0} 岁
      age month | {0} months | {0} 个月
      age week | {0} weeks | {0} 周
      age day | {0} days | {0} 天
      age hour | {0} hours | {0} 小时
      age minute | {0} minutes | {0} 分钟
      people ESTIMATED | {0} people planned | 计划 {0} 人
      people ACTUAL | {0} people took part | 实际 {0} 人
      people ? | {0} people | {0} 人
      treatment DRUG | Drug | 药物
      treatment BIOLOGICAL | Biological | 生物制品
      treatment DEVICE | Device | 器械
      treatment PROCEDURE | Operation or procedure | 手术或操作
      treatment RADIATION | Radiation | 放射治疗
      treatment BEHAVIORAL | Behaviour | 行为干预
      treatment GENETIC | Genetic | 基因治疗
      treatment DIETARY_SUPPLEMENT | Food supplement | 膳食补充剂
      treatment COMBINATION_PRODUCT | Combination product | 组合产品
      treatment DIAGNOSTIC_TEST | Test | 诊断检测
      treatment OTHER | Other | 其他
      volunteers true | may join | 可以参加
      volunteers false | may not join | 不可参加
      """;

  private static final Map<String, List<String>> WORDS = read();

  private Codes() {}

  private static Map<String, List<String>> read() {
    Map<String, List<String>> words = new HashMap<>();
    for (var line : TABLE.lines().toList()) {
      var parts = List.of(line.strip().split(" \\| "));
      words.put(parts.getFirst(), parts.subList(1, parts.size()));
    }
    return words;
  }

  /**
   * @param kind of code, such as {@code status}
   */
  public static String said(Language language, String kind, String code) {
    var words = WORDS.get(kind + " " + code);
    return words == null
        ? code.replace('_', ' ').toLowerCase(Locale.ROOT)
        : words.get(language == Language.ENGLISH ? 0 : 1);
  }
}
