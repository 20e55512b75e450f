/**
 * Units, identifiers, three-valued truth and partial dates. Numbers, dates and names come in as
 * text or plain numbers; values that carry their unit, their uncertainty or their kind go out. This
 * package knows no trial and depends on nothing.
 */
@NullMarked
package org.trialwright.quantities;

import org.jspecify.annotations.NullMarked;
