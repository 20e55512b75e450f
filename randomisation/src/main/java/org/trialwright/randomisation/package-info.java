/**
 * Who is allocated to which arm, and nothing about who may be: in come a sealed key, the arms with
 * their ratio, a stratum and a position (or, for minimisation, the earlier allocations); out comes
 * the one arm that belongs there. No list exists and nothing is drawn from a clock, a database or a
 * hidden generator, so that whoever holds the opened seal can derive every allocation again. The
 * byte-exact description is {@code docs/reference/allocation.md}; {@code tools/rederive} is a
 * second program written from that page. Only {@link org.trialwright.randomisation.SealFile}
 * touches files, and only {@link org.trialwright.randomisation.Seal#generate} draws from the
 * operating system.
 */
@NullMarked
package org.trialwright.randomisation;

import org.jspecify.annotations.NullMarked;
