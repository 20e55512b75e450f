/**
 * "May I join?": questions that anybody can answer at home, judged in the reader's browser by rules
 * that come with the page. No answer ever reaches the server.
 */
@NullMarked
package org.trialwright.registry.join;

import org.jspecify.annotations.NullMarked;
