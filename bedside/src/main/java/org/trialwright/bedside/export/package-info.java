/**
 * Forms and queries of the sites that a person may read, as CSV and as a workbook, written while
 * they are read. Arms and identities are in neither.
 */
@NullMarked
package org.trialwright.bedside.export;

import org.jspecify.annotations.NullMarked;
