package org.trialwright.app;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** An issuer of OpenID Connect over HTTP that lets in whoever the test says, honestly or not. */
final class SmallIssuer {
  static final SmallIssuer RUNNING = new SmallIssuer();

  private static final String CLIENT = "trialwright";
  private static final String SECRET = "a secret: with a colon";

  /** What is wrong with the token; nothing with {@link #NOTHING}. */
  enum Wrong {
    NOTHING,
    SIGNATURE,
    UNSIGNED,
    ISSUER,
    AUDIENCE,
    PARTY,
    EXPIRED,
    NONCE,
    NO_SUBJECT,
    NO_TOKEN
  }

  private record Asked(String challenge, String nonce, String back) {}

  private final Map<String, Asked> codes = new ConcurrentHashMap<>();
  private final RSAKey key;
  private final RSAKey other;
  private final HttpServer server;
  volatile Wrong wrong = Wrong.NOTHING;
  volatile String subject = "f:1234";

  private SmallIssuer() {
    try {
      key = new RSAKeyGenerator(2048).keyID("one").generate();
      other = new RSAKeyGenerator(2048).keyID("one").generate();
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (JOSEException | IOException trouble) {
      throw new IllegalStateException(trouble);
    }
    server.createContext(
        "/.well-known/openid-configuration",
        at ->
            answer(
                at,
                200,
                Map.of(
                    "issuer", address(),
                    "authorization_endpoint", address() + "/authorize",
                    "token_endpoint", address() + "/token",
                    "jwks_uri", address() + "/keys")));
    server.createContext(
        "/keys", at -> answer(at, 200, new JWKSet(key.toPublicJWK()).toJSONObject()));
    server.createContext("/authorize", this::authorize);
    server.createContext("/token", this::token);
    server.start();
  }

  String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  SignIns signIns() {
    return new SignIns(
        Optional.of(new SignIns.At(URI.create(address()), CLIENT, SECRET, "City hospital")), false);
  }

  private void authorize(HttpExchange at) throws IOException {
    Map<String, String> asked = fields(at.getRequestURI().getRawQuery());
    if (!asked.get("client_id").equals(CLIENT)
        || !asked.get("response_type").equals("code")
        || !asked.get("code_challenge_method").equals("S256")) {
      answer(at, 400, Map.of("error", "invalid_request"));
      return;
    }
    String code = UUID.randomUUID().toString();
    codes.put(
        code,
        new Asked(asked.get("code_challenge"), asked.get("nonce"), asked.get("redirect_uri")));
    at.getResponseHeaders()
        .add(
            "Location",
            asked.get("redirect_uri") + "?code=" + code + "&state=" + asked.get("state"));
    at.sendResponseHeaders(302, -1);
    at.close();
  }

  private void token(HttpExchange at) throws IOException {
    Map<String, String> sent =
        fields(new String(at.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    String basic =
        Base64.getEncoder()
            .encodeToString(
                (CLIENT + ":" + "a+secret%3A+with+a+colon").getBytes(StandardCharsets.UTF_8));
    Optional<Asked> asked = Optional.ofNullable(codes.remove(sent.getOrDefault("code", "")));
    boolean fits =
        asked
            .filter(one -> one.challenge().equals(challenge(sent.get("code_verifier"))))
            .filter(one -> one.back().equals(sent.get("redirect_uri")))
            .isPresent();
    if (!fits
        || !sent.get("grant_type").equals("authorization_code")
        || !("Basic " + basic).equals(at.getRequestHeaders().getFirst("Authorization"))) {
      answer(at, 400, Map.of("error", "invalid_grant"));
      return;
    }
    answer(
        at,
        200,
        wrong == Wrong.NO_TOKEN
            ? Map.of("access_token", "x", "token_type", "Bearer")
            : Map.of("access_token", "x", "token_type", "Bearer", "id_token", token(asked.get())));
  }

  private String token(Asked asked) {
    Instant now = Instant.now();
    JWTClaimsSet.Builder claims =
        new JWTClaimsSet.Builder()
            .issuer(wrong == Wrong.ISSUER ? "https://another.test" : address())
            .audience(
                switch (wrong) {
                  case AUDIENCE -> java.util.List.of("another");
                  case PARTY -> java.util.List.of(CLIENT, "another");
                  default -> java.util.List.of(CLIENT);
                })
            .subject(wrong == Wrong.NO_SUBJECT ? null : subject)
            .issueTime(Date.from(now.minusSeconds(600)))
            .expirationTime(Date.from(now.plusSeconds(wrong == Wrong.EXPIRED ? -120 : 300)))
            .claim("nonce", wrong == Wrong.NONCE ? "another" : asked.nonce());
    try {
      if (wrong == Wrong.UNSIGNED) {
        return new com.nimbusds.jwt.PlainJWT(claims.build()).serialize();
      }
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(), claims.build());
      token.sign(new RSASSASigner(wrong == Wrong.SIGNATURE ? other : key));
      return token.serialize();
    } catch (JOSEException trouble) {
      throw new IllegalStateException(trouble);
    }
  }

  private static String challenge(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (java.security.NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Map<String, String> fields(String text) {
    return Arrays.stream(text.split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
  }

  private static void answer(HttpExchange at, int status, Map<String, Object> body) {
    byte[] bytes = JSONObjectUtils.toJSONString(body).getBytes(StandardCharsets.UTF_8);
    at.getResponseHeaders().add("Content-Type", "application/json");
    try (at) {
      at.sendResponseHeaders(status, bytes.length);
      at.getResponseBody().write(bytes);
    } catch (IOException trouble) {
      throw new UncheckedIOException(trouble);
    }
  }
}
