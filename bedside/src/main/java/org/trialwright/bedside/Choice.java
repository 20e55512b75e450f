package org.trialwright.bedside;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.trialwright.pages.Link;

/** A row of links that narrow a list, of which one is chosen; its address is "". */
public record Choice(String label, List<Link> links) {
  /** More links than these fill a page of their own and are folded away. */
  public static final int LONG = 6;

  /** The same where a row is what the page begins with. */
  public static final int LONG_AT_THE_TOP = 20;

  public Choice {
    links = List.copyOf(links);
  }

  /** What narrows a list, as it stands behind its address, by name; what is empty is left out. */
  public static String parameters(Map<String, String> parts) {
    var text =
        new TreeMap<>(parts)
            .entrySet().stream()
                .filter(part -> !part.getValue().isEmpty())
                .map(
                    part ->
                        part.getKey()
                            + "="
                            + URLEncoder.encode(part.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    return text.isEmpty() ? "" : "?" + text;
  }
}
