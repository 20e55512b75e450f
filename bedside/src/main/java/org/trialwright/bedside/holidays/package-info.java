/**
 * The holidays of a site: what is typed or pasted comes in, dated facts of the site go out, and
 * beside each whether it still counts. Nothing is moved by them.
 */
@NullMarked
package org.trialwright.bedside.holidays;

import org.jspecify.annotations.NullMarked;
