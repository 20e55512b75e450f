package org.trialwright.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The files that pages load: style sheet, mark, htmx and our own small scripts. Each address holds
 * a hash of the content, so that a browser may keep the file for ever and never keeps an old one.
 */
public final class Assets {
  /** Every asset's address begins so. */
  public static final String FOLDER = "/assets/";

  private static final Asset STYLE = own("trialwright.css", "text/css;charset=UTF-8");
  private static final Asset SCRIPT = own("trialwright.js", "text/javascript;charset=UTF-8");
  private static final Asset JOIN = own("join.js", "text/javascript;charset=UTF-8");
  private static final Asset MARK = own("mark.svg", "image/svg+xml");
  // From the webjar; the version is named in the module's POM and nowhere else.
  private static final Asset HTMX =
      asset("htmx.js", "text/javascript;charset=UTF-8", webjar("htmx.org", "dist/htmx.min.js"));
  private static final Map<String, Asset> BY_NAME =
      List.of(STYLE, SCRIPT, JOIN, MARK, HTMX).stream()
          .collect(Collectors.toUnmodifiableMap(Asset::name, Function.identity()));

  private Assets() {}

  // Assets are never compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Asset(String name, String type, byte[] content) {
    String address() {
      return FOLDER + name;
    }
  }

  public static String style() {
    return STYLE.address();
  }

  public static String script() {
    return SCRIPT.address();
  }

  /** The script of "May I join?", on the pages that ask it. */
  public static String join() {
    return JOIN.address();
  }

  public static String mark() {
    return MARK.address();
  }

  public static String htmx() {
    return HTMX.address();
  }

  /** The rules of the style sheet. */
  static String styleSheet() {
    return new String(STYLE.content(), StandardCharsets.UTF_8);
  }

  static Optional<Asset> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  private static Asset own(String name, String type) {
    return asset(name, type, bytes(Assets.class.getResourceAsStream("assets/" + name), name));
  }

  private static byte[] webjar(String artifact, String path) {
    String pom = "/META-INF/maven/org.webjars.npm/" + artifact + "/pom.properties";
    String properties =
        new String(bytes(Assets.class.getResourceAsStream(pom), pom), StandardCharsets.UTF_8);
    String version =
        properties
            .lines()
            .filter(line -> line.startsWith("version="))
            .map(line -> line.substring("version=".length()).strip())
            .findFirst()
            .orElseThrow(() -> new IllegalStateException(pom + " names no version"));
    String file = "/META-INF/resources/webjars/" + artifact + "/" + version + "/" + path;
    return bytes(Assets.class.getResourceAsStream(file), file);
  }

  private static byte[] bytes(@org.jspecify.annotations.Nullable InputStream file, String name) {
    if (file == null) {
      throw new IllegalStateException("the asset " + name + " is missing from the class path");
    }
    try (file) {
      return file.readAllBytes();
    } catch (IOException trouble) {
      throw new UncheckedIOException(trouble);
    }
  }

  private static Asset asset(String name, String type, byte[] content) {
    int dot = name.lastIndexOf('.');
    return new Asset(
        name.substring(0, dot) + "." + hash(content) + name.substring(dot), type, content);
  }

  private static String hash(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
