package org.trialwright.pages;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Serves {@link Assets}; an unknown or outdated name is not found. */
@RestController
public final class AssetsPage {
  private static final String FOR_EVER = "public, max-age=31536000, immutable";

  @GetMapping(Assets.FOLDER + "{name}")
  ResponseEntity<byte[]> asset(@PathVariable("name") String name) {
    return Assets.find(name)
        .map(
            asset ->
                ResponseEntity.ok()
                    .header("Content-Type", asset.type())
                    .header("Cache-Control", FOR_EVER)
                    .body(asset.content()))
        .orElseGet(() -> ResponseEntity.notFound().build());
  }
}
