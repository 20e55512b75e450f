package org.trialwright.requests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every number of every reference case, through the door that the command uses. */
class ReferenceCasesTest {
  private static final long SEED = 20261125;

  /** A change of a case that does not change what is asked. */
  private interface Change {
    Variation of(Variation one);
  }

  @TempDir private Path folder = Path.of(".");

  @TestFactory
  Stream<DynamicTest> every_number_lies_within_its_tolerance() throws IOException {
    return Reference.all().stream()
        .map(one -> DynamicTest.dynamicTest(one.name(), () -> one.holds("as it is")));
  }

  @TestFactory
  Stream<DynamicTest> and_when_the_rows_are_shuffled() throws IOException {
    System.out.println("rows shuffled with seed " + SEED);
    return varied("shuffled", one -> one.shuffled(SEED));
  }

  @TestFactory
  Stream<DynamicTest> and_when_the_columns_are_renamed_and_turned_around() throws IOException {
    return varied("renamed", Variation::renamed);
  }

  @TestFactory
  Stream<DynamicTest> and_when_time_has_another_unit() throws IOException {
    return Stream.concat(
        varied("rescaled", one -> one.rescaled(8)),
        Reference.all().stream()
            .filter(one -> !one.hasRows())
            .map(one -> test(one, "rescaled", variation -> variation.rescaled(8))));
  }

  private Stream<DynamicTest> varied(String name, Change change) throws IOException {
    return Reference.all().stream().filter(Reference::hasRows).map(one -> test(one, name, change));
  }

  private DynamicTest test(Reference one, String name, Change change) {
    return DynamicTest.dynamicTest(
        one.name(),
        () -> {
          Path here = Files.createDirectories(folder.resolve(name).resolve(one.name()));
          change.of(new Variation(one)).in(here).holds(name);
        });
  }
}
