package org.trialwright.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trialwright.records.Enrolments.Enrolment;
import org.trialwright.records.Enrolments.Places;
import org.trialwright.records.Enrolments.Site;

/** Whether places are left at a site, by what everybody may know of the whole trial. */
class EnrolmentTest {

  @ParameterizedTest(name = "{0} of {1}, complete: {2}, site open: {3}: {4}")
  @CsvSource(
      textBlock =
          """
            0, 356, false, true,  OPEN
          320, 356, false, true,  OPEN
          325, 356, false, true,  FEW
          355, 356, false, true,  FEW
          355, 356, true,  true,  FULL
          400, 356, true,  true,  FULL
          355, 356, true,  false, CLOSED
            0, 356, false, false, CLOSED
           10, 20,  false, true,  OPEN
           15, 20,  false, true,  FEW
            0, 5,   false, true,  FEW
            0, 0,   false, true,  OPEN
          900, 0,   false, true,  OPEN
            0, 0,   false, false, CLOSED
          """)
  void places_of_a_site(int atLeast, int aim, boolean complete, boolean open, Places expected) {
    var site = new Site("North", open);
    var enrolment =
        new Enrolment(
            false,
            aim == 0 ? OptionalInt.empty() : OptionalInt.of(aim),
            atLeast,
            complete,
            List.of(site));
    assertThat(enrolment.places(site)).isEqualTo(expected);
  }
}
