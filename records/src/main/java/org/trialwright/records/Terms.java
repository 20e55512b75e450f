package org.trialwright.records;

import java.io.IOException;
import org.apache.lucene.util.BytesRef;

/** The terms of a finished index. */
interface Terms {
  /** All terms of a field that begin like this, in their order. */
  void each(String field, String beginning, Taker taker) throws IOException;

  interface Taker {
    /**
     * @param term is another one after the call
     * @param trials how many have it
     */
    void take(BytesRef term, long trials) throws IOException;
  }
}
