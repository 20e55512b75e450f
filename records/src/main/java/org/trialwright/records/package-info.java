/**
 * Public trial records in the shape of the ClinicalTrials.gov API, version 2. JSON goes in; records
 * of plain text come out. They are kept in PostgreSQL and found through an index that is made from
 * them. It knows no page and no participant.
 */
@NullMarked
package org.trialwright.records;

import org.jspecify.annotations.NullMarked;
