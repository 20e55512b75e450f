package org.trialwright.app;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.trialwright.pages.SignedIn;

/** One running demonstration on an empty database, for all tests of this module. */
final class Demonstration {
  private static final Path FOLDER =
      Path.of("target", "demonstration-" + ProcessHandle.current().pid());

  static final Running RUNNING = start();
  static final String ADDRESS = "http://127.0.0.1:" + RUNNING.port();

  private Demonstration() {}

  private static Running start() {
    Running running =
        Demo.start(
            FOLDER,
            0,
            Studies.read(Studies.BUILT_IN),
            Optional.empty(),
            SmallIssuer.RUNNING.signIns());
    running.closeAtEnd();
    return running;
  }

  static String password() {
    try {
      return Files.readString(FOLDER.resolve("demo.password")).strip();
    } catch (IOException trouble) {
      throw new UncheckedIOException(trouble);
    }
  }

  /** A token with everything that the account may. */
  static String token(Running running, String account, boolean writes) {
    Accounts.Account found = running.bean(Accounts.class).find(account).orElseThrow();
    SignedIn person = new SignedIn(found.account(), found.name(), found.grants());
    return running.bean(Tokens.class).make(person, "test", person.grants(), writes, 30);
  }

  /** A browser without pictures: it keeps cookies, follows nothing and knows the form token. */
  static final class Browser {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

    final Map<String, String> cookies = new LinkedHashMap<>();

    /** Of the house asked; another one that serves the same database knows the same sessions. */
    String address;

    /** Of the last form seen. */
    String token = "";

    /** The secret of a program's token, sent beneath /api; "" for none. */
    String bearer = "";

    /** Sent with every request. */
    final Map<String, String> headers = new LinkedHashMap<>();

    Browser() {
      this(ADDRESS);
    }

    Browser(String address) {
      this.address = address;
    }

    static Browser signedIn(String account) {
      Browser browser = new Browser();
      HttpResponse<String> answer = browser.signIn(account, password());
      if (!answer.headers().firstValue("Location").orElse("").endsWith("/")) {
        throw new IllegalStateException(account + " was not let in: " + answer);
      }
      return browser;
    }

    HttpResponse<String> signIn(String account, String password) {
      get("/sign-in");
      return post("/sign-in", Map.of("account", account, "password", password));
    }

    /** A workbook is given as what stands in it. */
    HttpResponse<String> get(String path) {
      return send("GET", path, "");
    }

    /** Posts fields with the token of the last form seen. */
    HttpResponse<String> post(String path, Map<String, String> fields) {
      Map<String, String> all = new LinkedHashMap<>(fields);
      all.put("_csrf", token);
      return send("POST", path, encoded(all));
    }

    HttpResponse<String> postWithoutToken(String path, Map<String, String> fields) {
      return send("POST", path, encoded(fields));
    }

    /** Posts fields and a file with the token of the last form seen. */
    HttpResponse<String> upload(String path, Map<String, String> fields, byte[] file) {
      var body = new ByteArrayOutputStream();
      Map<String, String> all = new LinkedHashMap<>(fields);
      all.put("_csrf", token);
      all.forEach(
          (name, value) ->
              body.writeBytes(
                  "--line\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                      .formatted(name, value)
                      .getBytes(StandardCharsets.UTF_8)));
      body.writeBytes(
          "--line\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f.csv\"\r\n\r\n"
              .getBytes(StandardCharsets.UTF_8));
      body.writeBytes(file);
      body.writeBytes("\r\n--line--\r\n".getBytes(StandardCharsets.UTF_8));
      return send("POST", path, "multipart/form-data; boundary=line", body.toByteArray());
    }

    HttpResponse<String> send(String method, String path, String body) {
      String type =
          path.startsWith("/api/") ? "application/json" : "application/x-www-form-urlencoded";
      return send(method, path, type, body.getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse<String> send(String method, String path, String type, byte[] body) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(address + path))
              .header("Accept", "text/html, */*;q=0.8")
              .header("Content-Type", type)
              .method(method, HttpRequest.BodyPublishers.ofByteArray(body));
      headers.forEach(request::header);
      if (!bearer.isEmpty() && path.startsWith("/api")) {
        request.header("Authorization", "Bearer " + bearer);
      }
      if (!cookies.isEmpty()) {
        request.header("Cookie", cookie());
      }
      try {
        HttpResponse<String> answer =
            CLIENT.send(
                request.build(),
                info ->
                    info.headers().firstValue("Content-Type").orElse("").contains("spreadsheetml")
                        ? HttpResponse.BodySubscribers.mapping(
                            HttpResponse.BodySubscribers.ofByteArray(), Workbooks::text)
                        : HttpResponse.BodyHandlers.ofString().apply(info));
        answer.headers().allValues("Set-Cookie").forEach(this::keep);
        Matcher found = TOKEN.matcher(answer.body());
        if (found.find()) {
          token = found.group(1);
        }
        return answer;
      } catch (IOException trouble) {
        throw new UncheckedIOException(trouble);
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(stopped);
      }
    }

    /** All cookies, as they are sent. */
    String cookie() {
      return cookies.entrySet().stream()
          .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
          .collect(Collectors.joining("; "));
    }

    private void keep(String cookie) {
      String pair = cookie.split(";", 2)[0];
      int sign = pair.indexOf('=');
      if (pair.endsWith("=")) {
        cookies.remove(pair.substring(0, sign));
      } else {
        cookies.put(pair.substring(0, sign), pair.substring(sign + 1));
      }
    }

    private static String encoded(Map<String, String> fields) {
      return fields.entrySet().stream()
          .map(
              field ->
                  URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8)
                      + "="
                      + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
          .collect(Collectors.joining("&"));
    }
  }
}
