package org.trialwright.app;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The issuer at which people may sign in, by OpenID Connect: authorisation code with PKCE, state
 * and nonce. All three are worked out from one secret that only the browser keeps, so that no node
 * needs to remember who has gone there.
 */
final class Issuer {
  /** Where the issuer describes itself (OpenID Connect Discovery 1.0, section 4). */
  private static final String DESCRIPTION = "/.well-known/openid-configuration";

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LONGEST = 100_000;
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384);

  private final SignIns.At at;
  private final InstantSource clock;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final DefaultResourceRetriever files =
      new DefaultResourceRetriever((int) PATIENCE.toMillis(), (int) PATIENCE.toMillis(), LONGEST);
  private final SecureRandom random = new SecureRandom();
  private Optional<Described> known = Optional.empty();

  /** Whoever asks while nobody answers shall not queue. */
  private Instant notBefore = Instant.MIN;

  Issuer(SignIns.At at, InstantSource clock) {
    this.at = at;
    this.clock = clock;
  }

  /** What the issuer says of itself. */
  private record Described(URI authorization, URI token, JWKSource<SecurityContext> keys) {}

  /** What came of going there. */
  sealed interface Came {
    /** Who it is, as the issuer calls them. */
    record Proven(String subject) implements Came {}

    record Refused(Why why) implements Came {}
  }

  enum Why {
    /** The issuer does not answer, or not as it should. */
    UNREACHABLE,
    /** The person has not gone there from here, or too long ago. */
    NOT_BEGUN,
    /** The issuer did not let the person in. */
    NOT_LET_IN,
    /** What came back is not the issuer's word about this person for this sign-in. */
    NOT_PROVEN
  }

  /** As the button says it. */
  String name() {
    return at.name();
  }

  /** As subjects are kept. */
  String address() {
    return at.address().toString();
  }

  /** A secret for one way there and back. */
  String secret() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return text(bytes);
  }

  /**
   * Where the person is sent.
   *
   * @param back the address to come back to
   * @return empty when the issuer cannot be reached
   */
  Optional<URI> there(String secret, String back) {
    Map<String, String> asked = new LinkedHashMap<>();
    asked.put("response_type", "code");
    asked.put("scope", "openid");
    asked.put("client_id", at.client());
    asked.put("redirect_uri", back);
    asked.put("state", derived("state", secret));
    asked.put("nonce", derived("nonce", secret));
    asked.put("code_challenge", text(Accounts.digest(derived("verifier", secret))));
    asked.put("code_challenge_method", "S256");
    return described()
        .map(
            one ->
                URI.create(
                    one.authorization()
                        + (one.authorization().getQuery() == null ? "?" : "&")
                        + form(asked)));
  }

  /**
   * Looks at what came back.
   *
   * @param secret that the browser kept; empty when it has none
   * @param answer the parameters that came back
   */
  Came back(String secret, String back, Map<String, String> answer) {
    String state = answer.getOrDefault("state", "");
    if (secret.isEmpty() || !same(state, derived("state", secret))) {
      return new Came.Refused(Why.NOT_BEGUN);
    }
    String code = answer.getOrDefault("code", "");
    if (code.isEmpty()) {
      return new Came.Refused(Why.NOT_LET_IN);
    }
    Optional<Described> described = described();
    if (described.isEmpty()) {
      return new Came.Refused(Why.UNREACHABLE);
    }
    return token(described.get(), code, secret, back)
        .map(token -> proven(described.get(), token, secret))
        .orElse(new Came.Refused(Why.NOT_PROVEN));
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private synchronized Optional<Described> described() {
    if (known.isEmpty() && clock.instant().isAfter(notBefore)) {
      known = read();
      notBefore = clock.instant().plus(PATIENCE);
    }
    return known;
  }

  private Optional<Described> read() {
    try {
      Map<String, Object> said =
          JSONObjectUtils.parse(
              files.retrieveResource(URI.create(at.address() + DESCRIPTION).toURL()).getContent());
      if (!at.address().toString().equals(JSONObjectUtils.getString(said, "issuer"))) {
        return Optional.empty();
      }
      URI keys = endpoint(said, "jwks_uri");
      return Optional.of(
          new Described(
              endpoint(said, "authorization_endpoint"),
              endpoint(said, "token_endpoint"),
              JWKSourceBuilder.<SecurityContext>create(keys.toURL(), files).build()));
    } catch (IOException | ParseException | IllegalArgumentException unreadable) {
      return Optional.empty();
    }
  }

  private static URI endpoint(Map<String, Object> said, String name) throws ParseException {
    String text = Optional.ofNullable(JSONObjectUtils.getString(said, name)).orElse("");
    URI found = URI.create(text);
    if (!SignIns.At.fits(URI.create(text.replaceFirst("\\?.*", "")))) {
      throw new ParseException("no " + name, 0);
    }
    return found;
  }

  /** The id token for a code; empty when the issuer gives none. */
  private Optional<String> token(Described described, String code, String secret, String back) {
    Map<String, String> sent = new LinkedHashMap<>();
    sent.put("grant_type", "authorization_code");
    sent.put("code", code);
    sent.put("redirect_uri", back);
    sent.put("client_id", at.client());
    sent.put("code_verifier", derived("verifier", secret));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(described.token())
            .timeout(PATIENCE)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(form(sent)));
    if (!at.secret().isEmpty()) {
      request.header("Authorization", "Basic " + basic());
    }
    try {
      HttpResponse<String> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200 && answer.body().length() <= LONGEST
          ? Optional.ofNullable(
              JSONObjectUtils.getString(JSONObjectUtils.parse(answer.body()), "id_token"))
          : Optional.empty();
    } catch (IOException | ParseException unreadable) {
      return Optional.empty();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private String basic() {
    return Base64.getEncoder()
        .encodeToString(
            (encoded(at.client()) + ":" + encoded(at.secret())).getBytes(StandardCharsets.UTF_8));
  }

  /** OpenID Connect Core 1.0, section 3.1.3.7. */
  private Came proven(Described described, String token, String secret) {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, described.keys()));
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(
            Set.of(at.client()),
            new JWTClaimsSet.Builder()
                .issuer(address())
                .claim("nonce", derived("nonce", secret))
                .build(),
            Set.of("sub", "exp", "iat"),
            Set.of()) {
          @Override
          protected Date currentTime() {
            return Date.from(clock.instant());
          }
        });
    try {
      JWTClaimsSet claims = processor.process(token, null);
      String party = claims.getClaimAsString("azp");
      boolean forUs = party == null ? claims.getAudience().size() == 1 : party.equals(at.client());
      return forUs && !claims.getSubject().isBlank()
          ? new Came.Proven(claims.getSubject())
          : new Came.Refused(Why.NOT_PROVEN);
    } catch (ParseException | BadJOSEException | JOSEException notProven) {
      return new Came.Refused(Why.NOT_PROVEN);
    }
  }

  private static String derived(String what, String secret) {
    return text(Accounts.digest(what + " " + secret));
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
