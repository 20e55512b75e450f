package org.trialwright.trials;

import java.io.Serializable;
import java.util.Optional;
import java.util.regex.Pattern;
import org.trialwright.simulation.Times;
import org.trialwright.simulation.Unsure;

/**
 * Another value for one line of a study or its scenario.
 *
 * @param path names of blocks and of the line, between dots
 * @param value a text in the place of what the file says; {@code x1.5} for as many times its
 *     numbers, {@code x0.8..1.25} for a factor between two that is drawn for each world
 */
public record Setting(String path, String value) implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String NUMBER = "([0-9]+(?:\\.[0-9]+)?)";
  private static final Pattern TIMES = Pattern.compile("[x×]" + NUMBER);
  private static final Pattern UNSURE = Pattern.compile("[x×]" + NUMBER + "\\.\\." + NUMBER);

  /** As many times what the line says; empty when it is another text. */
  public Optional<Times> times() {
    var found = TIMES.matcher(value);
    return found.matches()
        ? Optional.of(new Times(path, Double.parseDouble(found.group(1))))
        : Optional.empty();
  }

  /** The same between two, drawn anew for each world. */
  public Optional<Unsure> unsure() {
    var found = UNSURE.matcher(value);
    return found.matches()
        ? Optional.of(
            new Unsure(
                path, Double.parseDouble(found.group(1)), Double.parseDouble(found.group(2))))
        : Optional.empty();
  }

  public boolean isText() {
    return times().isEmpty() && unsure().isEmpty();
  }

  /**
   * @param text {@code PATH=VALUE}
   */
  public static Setting of(String text) {
    int at = text.indexOf('=');
    return new Setting(text.substring(0, at), text.substring(at + 1));
  }
}
