/**
 * The append-only record of facts in PostgreSQL. Facts come in and are chained, stored and
 * acknowledged in one transaction; facts in order go out. Identities live apart.
 */
@NullMarked
package org.trialwright.journal;

import org.jspecify.annotations.NullMarked;
