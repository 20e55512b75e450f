package org.trialwright.bedside.form;

import org.trialwright.bedside.Chart;
import org.trialwright.journey.Record;

/**
 * Whether a record is frozen or locked, and the act that changes it.
 *
 * @param held in words; empty when it may be changed
 * @param frozen whether the act takes a freeze back, for which a reason is asked
 * @param action where the act is sent; empty when there is none to offer
 * @param noReason whether it was sent without a reason
 */
public record Freezing(String held, boolean frozen, String action, String key, boolean noReason) {
  static Freezing of(Chart chart, Record record, boolean noReason) {
    var form = record.form().name();
    var holds = chart.holds();
    boolean may = holds.lock().isEmpty() && chart.may("POST", FreezePage.ROUTE);
    return new Freezing(
        holds.on(form, record.ordinal()).map(chart::held).orElse(""),
        holds.freeze(form, record.ordinal()).isPresent(),
        may ? chart.address(record.form(), record.ordinal()) + "/freeze" : "",
        Chart.newKey(),
        noReason);
  }
}
