package org.trialwright.oversight.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.trialwright.analysis.Flow;
import org.trialwright.figures.About;
import org.trialwright.figures.Caption;
import org.trialwright.figures.Language;
import org.trialwright.figures.Look;
import org.trialwright.figures.Text;
import org.trialwright.study.Folder;
import org.trialwright.study.StudyReader;

class FlowPictureTest {
  private static final Names NAMES =
      new Names(StudyReader.read(Folder.read(Path.of("../studies/palace3"))).orThrow());
  private static final About ABOUT =
      new About(
          "f-flow",
          FlowPicture.TITLE,
          Text.NONE,
          new Caption("2026-05-06", Text.same("all"), "1"),
          Set.of());

  private static Flow.Row arm(String name, int allocated, Map<String, Integer> ended) {
    int gone = ended.values().stream().mapToInt(Integer::intValue).sum();
    return new Flow.Row(
        name,
        allocated,
        allocated - 1,
        1,
        ended,
        allocated - gone,
        Optional.empty(),
        Map.of("ITT", allocated));
  }

  private static String csv(Flow flow) {
    var figure = FlowPicture.of(NAMES, ABOUT, flow, "ITT").orElseThrow();
    assertThat(figure.svg(Look.of(Language.CHINESE))).startsWith("<svg");
    return figure.csv(Language.ENGLISH);
  }

  @Test
  void an_arm_that_nobody_has_left_stands_beside_one_that_somebody_has() {
    var flow =
        new Flow(
            10,
            Map.of("screen-failure.reason is declined", 2, "not eligible: disease.T", 1),
            1,
            6,
            List.of(arm("organ", 3, Map.of()), arm("surgery", 3, Map.of("died", 2))));
    assertThat(csv(flow)).contains("in screening now,1", "Declined,2", "not eligible: ");
    assertThat(NAMES.whyNot("screen-failure.reason is declined").chinese()).isEqualTo("原因：拒绝");
    assertThat(NAMES.whyNot("not eligible: disease.T").chinese())
        .startsWith("不合格：")
        .doesNotContain("disease");
    assertThat(NAMES.whyNot("screen-failed").chinese()).isEqualTo("筛选失败");
  }

  @Test
  void before_the_first_allocation_there_is_nothing_to_draw() {
    var flow = new Flow(4, Map.of(), 4, 0, List.of());
    assertThat(FlowPicture.of(NAMES, ABOUT, flow, "ITT")).isEmpty();
  }
}
