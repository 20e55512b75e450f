/**
 * The pages of sponsor, data manager, monitor and statistician. A request comes in; a page built
 * from pooled data goes out.
 */
@NullMarked
package org.trialwright.oversight;

import org.jspecify.annotations.NullMarked;
