package org.trialwright.randomisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.trialwright.study.Folder;
import org.trialwright.study.How;
import org.trialwright.study.StudyReader;

/** Twelve sites of the templates, with blocks of one size. */
class SiteArmsTest {
  private static final int SITES = 12;

  private static How how(String template, String from, String to) {
    var folder = Folder.read(Path.of("../studies", template));
    var text = folder.files().get("study.yaml").replace(from, to);
    return StudyReader.read(folder.with("study.yaml", text)).orThrow().how();
  }

  private static String arm(How how, int sizes, int place, LocalDate day) {
    var site = "%02d".formatted(place);
    var drawn = SiteArms.allocation(Seal.fixed(5, List.of(sizes)), "S", how, site, place, day, 3);
    assertThat(drawn.stratum()).isEqualTo(site);
    assertThat(drawn.position()).isEqualTo(3);
    return drawn.arm();
  }

  private static Map<String, Long> counted(How how, int sizes, LocalDate day) {
    var counts = new TreeMap<String, Long>();
    IntStream.rangeClosed(1, SITES)
        .forEach(place -> counts.merge(arm(how, sizes, place, day), 1L, Long::sum));
    return counts;
  }

  @Test
  void half_of_the_sites_have_each_arm_and_keep_it() {
    var how = how("cluster", "", "");
    var early = LocalDate.of(2026, 4, 1);
    var late = LocalDate.of(2028, 4, 1);
    assertThat(counted(how, 4, early)).isEqualTo(Map.of("bundle", 6L, "usual", 6L));
    IntStream.rangeClosed(1, SITES)
        .forEach(
            place -> assertThat(arm(how, 4, place, late)).isEqualTo(arm(how, 4, place, early)));
  }

  @Test
  void three_sites_cross_at_each_step() {
    var how = how("wedge", "", "");
    assertThat(counted(how, 4, LocalDate.of(2026, 6, 30))).isEqualTo(Map.of("usual", 12L));
    assertThat(counted(how, 4, LocalDate.of(2026, 7, 1)))
        .isEqualTo(Map.of("usual", 9L, "early", 3L));
    assertThat(counted(how, 4, LocalDate.of(2026, 12, 31)))
        .isEqualTo(Map.of("usual", 6L, "early", 6L));
    assertThat(counted(how, 4, LocalDate.of(2027, 3, 31)))
        .isEqualTo(Map.of("usual", 3L, "early", 9L));
    assertThat(counted(how, 4, LocalDate.of(2027, 4, 1))).isEqualTo(Map.of("early", 12L));
  }

  @Test
  void nobody_is_told_a_step_before_it_comes_unless_the_order_is_open() {
    var secret = how("wedge", "", "");
    var open = how("wedge", "from 2026-07-01", "from 2026-07-01, order open");
    var seal = Seal.fixed(5, List.of(4));
    var today = LocalDate.of(2026, 10, 1);
    for (int place = 1; place <= SITES; place++) {
      var day = SiteArms.crossing(seal, "S", open, place, today).orElseThrow();
      assertThat(SiteArms.crossing(seal, "S", secret, place, today))
          .isEqualTo(day.isAfter(today) ? Optional.empty() : Optional.of(day));
      assertThat(arm(secret, 4, place, day)).isEqualTo("early");
      assertThat(arm(secret, 4, place, day.minusDays(1))).isEqualTo("usual");
    }
  }
}
