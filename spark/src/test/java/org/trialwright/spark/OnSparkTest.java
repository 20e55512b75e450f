package org.trialwright.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.trialwright.study.Folder;
import org.trialwright.trials.Elsewhere;
import org.trialwright.trials.Order;
import org.trialwright.trials.Setting;

/** Spark in this process, with one and with two cores. */
class OnSparkTest {
  private static final int MANY = 5_000;

  @Test
  void the_same_trials_come_out_as_on_one_machine() {
    var files = Folder.read(Path.of("../studies/textbook-looks")).files();
    var settings = List.of(new Setting("nature.dies.hazard#1", "x0.9..1.2"));
    var order = new Order(files, List.of(), settings);
    var trials = order.trials(order.lives(() -> {}));
    var here = trials.run(MANY, 3, 2, _ -> true);
    for (var master : List.of("local[1]", "local[2]")) {
      var wanted = new Elsewhere.Wanted(master, MANY, 3);
      assertThat(new OnSpark().play(order, trials, wanted, _ -> true)).isEqualTo(here);
    }
  }
}
