/**
 * The one executable. A command line comes in; it wires the modules, keeps the door (sign-in,
 * permissions, headers) and owns the process.
 */
@NullMarked
package org.trialwright.app;

import org.jspecify.annotations.NullMarked;
