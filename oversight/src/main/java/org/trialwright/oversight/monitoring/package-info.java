/**
 * Central monitoring: how the sites keep their records. Facts without whatever reveals an arm come
 * in; counts by site, last digits, shifted means and far values go out.
 */
@NullMarked
package org.trialwright.oversight.monitoring;

import org.jspecify.annotations.NullMarked;
