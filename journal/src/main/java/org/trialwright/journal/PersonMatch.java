package org.trialwright.journal;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.trialwright.quantities.SiteId;

/**
 * By what a person is recognised who comes a second time. What is not known is left blank, and then
 * cannot match.
 *
 * @param birthDate ISO date
 * @param initials as the site writes them; case, blanks and full stops do not count
 * @param sex as the study's form has it
 * @param hospitalNumber of the site; case, blanks and hyphens do not count
 */
public record PersonMatch(
    String birthDate, String initials, String sex, String hospitalNumber, SiteId site) {

  /** What was equal. */
  public enum By {
    BIRTH_INITIALS_SEX,
    HOSPITAL_NUMBER
  }

  record Hashed(By by, String hash) {}

  List<Hashed> hashes(VaultKey key, String study) {
    var hashes = new ArrayList<Hashed>();
    if (!birthDate.isBlank() && !plain(initials).isEmpty() && !sex.isBlank()) {
      hashes.add(
          hashed(
              By.BIRTH_INITIALS_SEX, key, study, birthDate.strip(), plain(initials), plain(sex)));
    }
    if (!plain(hospitalNumber).isEmpty()) {
      hashes.add(hashed(By.HOSPITAL_NUMBER, key, study, plain(hospitalNumber), site.value()));
    }
    return hashes;
  }

  private static Hashed hashed(By by, VaultKey key, String study, String... parts) {
    var items = new ArrayList<Json>();
    items.add(new Json.Text(by.name()));
    items.add(new Json.Text(study));
    for (var part : parts) {
      items.add(new Json.Text(part));
    }
    return new Hashed(
        by, Digests.hex(Digests.hmac(key.matching(), new Json.Items(items).canonical())));
  }

  /** Letters and digits only, of one width and case. */
  private static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .replaceAll("[^\\p{L}\\p{N}]", "")
        .toUpperCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return "a person of site " + site;
  }
}
