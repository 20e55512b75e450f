package org.trialwright.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

class AssetsTest {
  private final AssetsPage page = new AssetsPage();

  @Test
  void an_asset_has_the_hash_of_its_content_in_its_address_and_may_be_kept_for_ever() {
    for (String address : List.of(Assets.style(), Assets.script(), Assets.mark(), Assets.htmx())) {
      assertThat(address).matches("/assets/[a-z]+\\.[0-9a-f]{12}\\.(css|js|svg)");
      var answer = page.asset(address.substring(Assets.FOLDER.length()));
      assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.OK);
      assertThat(answer.getHeaders().getCacheControl()).contains("immutable", "max-age=31536000");
      assertThat(answer.getBody()).isNotEmpty();
    }
  }

  @Test
  void an_old_or_foreign_name_is_not_found() {
    for (String name : List.of("trialwright.css", "trialwright.000000000000.css", "..", "")) {
      assertThat(page.asset(name).getStatusCode()).as(name).isEqualTo(HttpStatus.NOT_FOUND);
    }
  }

  @Test
  void the_style_sheet_loads_nothing_from_elsewhere() {
    String name = Assets.style().substring(Assets.FOLDER.length());
    byte[] style = Assets.find(name).orElseThrow().content();
    assertThat(new String(style, StandardCharsets.UTF_8))
        .doesNotContain("url(", "@import", "http:");
  }
}
