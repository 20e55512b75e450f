/**
 * What the interface for programs shares: a request's body and its page of a list come in; JSON,
 * problems in words, and the document that describes every operation go out. The operations stand
 * beside the pages that do the same, in whose names they ask the permission table.
 */
@NullMarked
package org.trialwright.bedside.api;

import org.jspecify.annotations.NullMarked;
