package org.trialwright.bedside.export;

import java.math.BigDecimal;
import java.time.LocalDate;

/** What stands in one cell of a file. */
sealed interface Cell {
  Cell EMPTY = new Text("");

  record Text(String text) implements Cell {}

  record Number(BigDecimal number) implements Cell {}

  record Day(LocalDate day) implements Cell {}
}
