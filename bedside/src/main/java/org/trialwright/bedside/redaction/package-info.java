/**
 * What law or a participant wants gone: free texts and files of one participant come in; what
 * somebody asks for and a second person agrees to is emptied for good, and who, when and why goes
 * out of the access log.
 */
@NullMarked
package org.trialwright.bedside.redaction;

import org.jspecify.annotations.NullMarked;
