/**
 * The pages on which forms are filled in. Submitted fields come in; a kept record, or the same page
 * with what was typed and what is wrong, goes out.
 */
@NullMarked
package org.trialwright.bedside.form;

import org.jspecify.annotations.NullMarked;
