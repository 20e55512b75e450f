/**
 * The append-only record of facts in PostgreSQL, and the people it is about, kept apart. Drafts of
 * facts come in, inside the caller's transaction; facts with their place in the chain go out, and
 * so do the proof that none was changed, lost or added, identities to those who may see them, the
 * log of who looked, and the next position of a stratum. The database of one machine is started
 * here too. What is absent: what facts mean, any clock, any rule of any study.
 */
@NullMarked
package org.trialwright.journal;

import org.jspecify.annotations.NullMarked;
