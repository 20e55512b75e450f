/**
 * Analysis requests. A folder comes in, with {@code case.json} (id, method, columns, arguments) and
 * {@code data.csv} where the method needs rows; one JSON object goes out, or every fault of the
 * request with its place and advice. What can be asked is what {@code statistics} can answer; this
 * package only translates. Nothing is printed here.
 */
@NullMarked
package org.trialwright.requests;

import org.jspecify.annotations.NullMarked;
