package org.trialwright.study;

import org.trialwright.quantities.Unit;

/**
 * A number with its unit.
 *
 * @param text as written, such as {@code 36 mo}
 */
public record Quantity(double amount, Unit unit, String text) {}
