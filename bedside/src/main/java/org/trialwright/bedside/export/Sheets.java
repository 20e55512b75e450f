package org.trialwright.bedside.export;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Tables on their way out, one after the other, row by row; none is held whole. */
interface Sheets extends Closeable {
  /** Begins a table; what came before has ended. */
  void begin(String name, List<String> head) throws IOException;

  void row(List<Cell> cells) throws IOException;
}
