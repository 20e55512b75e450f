package org.trialwright.bedside;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.trialwright.journal.Facts;
import org.trialwright.journey.Endorsement;
import org.trialwright.journey.Fact;
import org.trialwright.quantities.ParticipantId;

/** What an investigator's signature on a participant's whole record is bound to. */
public final class Covered {
  private Covered() {}

  /**
   * SHA-256 over the hashes that the covered facts have in the journal, one after the other as
   * bytes, in hexadecimal. A fact's hash holds every answer in it, and stays when the law takes a
   * text away.
   *
   * @param facts of the participant, as they stood
   */
  public static String digest(Facts journal, ParticipantId participant, List<Fact> facts) {
    var hashes = journal.fingerprints(participant);
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (var fact : Endorsement.covered(facts)) {
        var hash = hashes.get(fact.sequence());
        if (hash == null) {
          throw new IllegalStateException("fact " + fact.sequence() + " has no hash");
        }
        digest.update(HexFormat.of().parseHex(hash));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("this Java has no SHA-256", missing);
    }
  }
}
