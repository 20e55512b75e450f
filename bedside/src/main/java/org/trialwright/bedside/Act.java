package org.trialwright.bedside;

import java.util.UUID;
import org.trialwright.journey.Author;

/**
 * Who does something, and the key by which doing it twice is recognised.
 *
 * @param key made by the client, one for each intended act
 */
public record Act(Author author, UUID key) {}
