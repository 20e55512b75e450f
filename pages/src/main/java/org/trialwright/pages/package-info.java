/**
 * What all pages share: the frame, the form kit, the parts a page is built from, the words in two
 * languages, dates and numbers as people read them, the style sheet, and the permission table.
 *
 * <p>In come view records: plain values already chosen for this reader, where an empty string means
 * "there is none" and an empty list means "there are none"; {@code assumed} is the address of the
 * source of an assumed value, or the reason in words. Out goes HTML, as {@link
 * org.trialwright.pages.Tags} content that any template may hold, and canonical answer texts read
 * from submitted fields by {@link org.trialwright.pages.Answers}. Nothing here knows a study, a
 * participant's facts, a session or a database.
 */
@NullMarked
package org.trialwright.pages;

import org.jspecify.annotations.NullMarked;
