/**
 * Files beside a participant's record: scans, photographs and reports come in, by content and not
 * by name; the list and each file, to save and never to show, go out.
 */
@NullMarked
package org.trialwright.bedside.files;

import org.jspecify.annotations.NullMarked;
