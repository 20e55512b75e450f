package org.trialwright.study;

import java.util.Map;
import java.util.Optional;

/**
 * What people read of a study in one language, by path.
 *
 * @param language such as {@code en} or {@code zh-CN}
 * @param status {@code not reviewed} until somebody has read the translation; empty otherwise
 */
public record Words(String language, String status, Map<String, String> texts) {
  public Words {
    texts = Map.copyOf(texts);
  }

  public Optional<String> find(String path) {
    return Optional.ofNullable(texts.get(path));
  }
}
