package org.trialwright.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import org.trialwright.app.Demonstration.Browser;
import org.trialwright.bedside.Desk;
import org.trialwright.journal.Head;
import org.trialwright.pages.Permissions;
import org.trialwright.pages.Reach;
import org.trialwright.pages.Role;

/**
 * Throws what nobody should send at every route of a house, as somebody who may use it: in the
 * address, in the query, in fields, as a file, as JSON, as XML and as bytes that are none of these.
 * Whatever comes back must be no fault of the server's, must not show its inside, and what was not
 * answered with success must have written nothing.
 */
final class HostileInput {
  private static final int LONG = 1_000_000;

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "\u0000",
          "a\u0000b",
          "=HYPERLINK(\"http://x\")",
          "+1+1",
          "-2+3",
          "@SUM(A1)",
          "\t=1",
          "\r=1",
          "=cmd|' /C calc'!A0",
          "<script>alert(1)</script>",
          "\"><img src=x onerror=alert(1)>",
          "${7*7}",
          "#{7*7}",
          "${jndi:ldap://127.0.0.1/a}",
          "{{7*7}}",
          "'; drop table journal.facts; --",
          "1' or '1'='1",
          "../../etc/passwd",
          "..%2f..%2fetc%2fpasswd",
          "%00",
          "%c0%ae%c0%ae/",
          "\u202Egnp.exe",
          "\u2066a\u2069",
          "\uFEFF1",
          "e\u0301\u0323",
          "\uD83D\uDE00\uD800",
          "\uDFFF",
          "\uFFFF",
          "\uFFFD",
          "食道\u3000癌",
          "９９９９９",
          "NaN",
          "Infinity",
          "-0",
          "1e999",
          "1e-999 mmHg",
          "0x10",
          "99999999999999999999",
          "-9223372036854775809",
          "2024-02-30",
          "0000-00-00",
          "+999999999-12-31",
          "25:61",
          "2024-10-15T00:00:00Z",
          "not known",
          "on file",
          "redacted",
          "(masked)",
          "60 kg kg",
          "75 umol/L (59..",
          "a or b or",
          "\r\nSet-Cookie: x=y",
          "a\r\n\r\n<html>",
          "http://127.0.0.1:1/",
          "file:///etc/passwd",
          "null",
          "undefined",
          "true",
          "[]",
          "{}",
          "x".repeat(2_001),
          "食".repeat(70_000),
          "x".repeat(LONG));

  private static final List<String> FIELDS =
      List.of(
          "key",
          "act",
          "reason",
          "visit",
          "seen",
          "today",
          "text",
          "form",
          "ordinal",
          "item",
          "day",
          "name",
          "initials",
          "sex",
          "phone",
          "hospital-number",
          "birth-date.day",
          "birth-date.month",
          "birth-date.year",
          "site",
          "zone",
          "open",
          "closed",
          "record",
          "wrong",
          "why",
          "kit",
          "left",
          "carton",
          "lines",
          "question",
          "unit",
          "low",
          "high",
          "laboratory",
          "account",
          "role",
          "digest",
          "category",
          "what",
          "noticed.day",
          "noticed.month",
          "noticed.year",
          "action",
          "reported",
          "happened.year",
          "chapter",
          "drug",
          "amount",
          "exam.systolic",
          "exam.weight",
          "exam.weight.unit",
          "exam.weight.missing",
          "exam.pregnant",
          "exam.day.day",
          "exam.day.month",
          "exam.day.year",
          "consent.signed",
          "consent.day.year",
          "approval.signed",
          "approval.signature",
          "asOf",
          "cursor",
          "limit",
          "page",
          "state",
          "q",
          "sort",
          "language",
          "next");

  private static final List<String> BODIES =
      List.of(
          "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x SYSTEM"
              + " \"file:///etc/passwd\">]><a>&x;</a>",
          "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"bbbbbbbbbb\"><!ENTITY c"
              + " \"&b;&b;&b;&b;\">]><a>&c;</a>",
          "[".repeat(50_000),
          "{\"a\":".repeat(20_000),
          "{\"answers\":{\"exam.weight\":\"60 kg\",\"exam.weight\":\"61 kg\"}}",
          "{\"answers\":[1,2,3]}",
          "{\"answers\":null,\"day\":{}}",
          "{\"seen\":1e400}",
          "{\"seen\":\"1\",\"seen\":2}",
          "{\"text\":\"\\ud800\"}",
          "\"only a text\"",
          "{",
          "",
          "\u0000\u0000\u0000",
          "a=%",
          "a=%zz&b=%c3%28",
          "&&&&====",
          "x".repeat(2 * LONG));

  private static final List<String> TYPES =
      List.of(
          "application/json",
          "application/x-www-form-urlencoded",
          "application/xml",
          "text/xml",
          "text/plain",
          "multipart/form-data",
          "multipart/form-data; boundary=line",
          "application/json; charset=utf-16",
          "application/octet-stream",
          "nonsense");

  private final SmallHouse house;
  private final Random random;
  private final Map<Role, Browser> people = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();
  private final Map<Integer, Integer> answers = new TreeMap<>();
  private final List<SmallHouse.Route> routes;
  private final HttpClient client = HttpClient.newHttpClient();

  private HostileInput(SmallHouse house, Random random) {
    this.house = house;
    this.random = random;
    this.routes = house.routes().stream().filter(route -> !endsSessions(route)).toList();
    Map.of(
            Role.COORDINATOR, "coordinator",
            Role.INVESTIGATOR, "investigator",
            Role.DATA_MANAGER, "data-manager",
            Role.MONITOR, "monitor",
            Role.STATISTICIAN, "statistician",
            Role.COMMITTEE, "committee",
            Role.COMMITTEE_STATISTICIAN, "committee-stat",
            Role.ADMINISTRATOR, "administrator")
        .forEach(
            (role, account) -> {
              Browser browser = house.browser(account);
              browser.bearer = house.token(account, true);
              browser.get("/account/password");
              people.put(role, browser);
            });
  }

  /** What would take the tools of this test away, and the page of faults itself. */
  private static boolean endsSessions(SmallHouse.Route route) {
    return route.pattern().equals("/error")
        || route.pattern().contains("/tokens/{token}")
        || route.pattern().startsWith("/accounts/{account}");
  }

  /**
   * Throws so many inputs.
   *
   * @return the faults found, empty when all was refused or taken in words
   */
  static List<String> at(SmallHouse house, int inputs, long seed) {
    HostileInput all = new HostileInput(house, new Random(seed));
    for (int i = 0; i < inputs; i++) {
      all.one(i);
    }
    System.out.printf("%d hostile inputs, seed %d, by status: %s%n", inputs, seed, all.answers);
    return List.copyOf(all.faults);
  }

  private <T> T any(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private void one(int number) {
    SmallHouse.Route route = routes.get((number * 7 + random.nextInt(7)) % routes.size());
    String method = route.method().equals("ANY") ? "GET" : route.method();
    List<Role> may =
        people.keySet().stream()
            .filter(role -> Permissions.allows(method, route.pattern(), role, Reach.OWN_SITE))
            .toList();
    Browser browser = people.get(may.isEmpty() ? Role.MONITOR : any(may));
    Head before = head();
    HttpResponse<String> answer = sent(browser, method, route.pattern());
    answers.merge(answer.statusCode(), 1, Integer::sum);
    Predicate<String> shows = inside -> answer.body().contains(inside) && !inside.isEmpty();
    String what = "%s %s: %.300s".formatted(method, answer.uri(), answer.body());
    if (answer.statusCode() >= 500) {
      faults.add(answer.statusCode() + " at " + what);
    }
    if (shows.test("\tat org.") || shows.test("java.lang.") || shows.test("org.springframework")) {
      faults.add("the server's inside at " + what);
    }
    if (answer.statusCode() >= 400 && !head().equals(before)) {
      faults.add("written and refused at " + what);
    }
    if (method.equals("GET") && !head().equals(before)) {
      faults.add("written by reading at " + what);
    }
  }

  private Head head() {
    return house.running().bean(Desk.class).trial().journal().head();
  }

  private HttpResponse<String> sent(Browser browser, String method, String pattern) {
    String path = path(pattern);
    if (method.equals("GET")) {
      return send(browser, method, path + query(), "text/plain", "");
    }
    return switch (random.nextInt(4)) {
      case 0 -> send(browser, method, path, any(TYPES), any(BODIES));
      case 1 -> send(browser, method, path, "multipart/form-data; boundary=line", file(browser));
      default ->
          pattern.startsWith("/api/")
              ? send(browser, method, path, "application/json", json())
              : browser.post(path, fields());
    };
  }

  /** One place of the address is hostile now and then; the others are those of somebody real. */
  private String path(String pattern) {
    StringBuilder path = new StringBuilder();
    for (String part : pattern.split("/", -1)) {
      String text =
          switch (part) {
            case "{participant}" -> "01-001";
            case "{site}" -> "01";
            case "{form}" -> "exam";
            case "{item}" -> "weight";
            default -> part.startsWith("{") ? "1" : part.equals("**") ? "x" : part;
          };
      if (part.startsWith("{") && random.nextInt(4) == 0) {
        text = encoded(any(TEXTS));
      }
      path.append(path.isEmpty() && text.isEmpty() ? "" : "/").append(text);
    }
    return path.isEmpty() ? "/" : path.toString();
  }

  private String query() {
    StringBuilder query = new StringBuilder("?");
    for (var field : fields().entrySet()) {
      query
          .append(encoded(field.getKey()))
          .append('=')
          .append(encoded(field.getValue()))
          .append('&');
    }
    return query.length() > 7_000 ? query.substring(0, 7_000).replaceAll("%.?$", "") : query + "";
  }

  private Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    for (int i = 1 + random.nextInt(8); i > 0; i--) {
      String name = random.nextInt(12) == 0 ? any(TEXTS) : any(FIELDS);
      fields.put(name, any(TEXTS));
    }
    return fields;
  }

  private String json() {
    StringBuilder json = new StringBuilder("{");
    for (var field : fields().entrySet()) {
      json.append(json.length() == 1 ? "" : ",")
          .append(quoted(field.getKey()))
          .append(':')
          .append(
              switch (random.nextInt(4)) {
                case 0 -> "{" + quoted(any(FIELDS)) + ":" + quoted(field.getValue()) + "}";
                case 1 -> "[" + quoted(field.getValue()) + "]";
                default -> quoted(field.getValue());
              });
    }
    return json.append("}").toString();
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char sign = text.charAt(i);
      if (sign < ' ' || sign == '"' || sign == '\\') {
        quoted.append("\\u%04x".formatted((int) sign));
      } else {
        quoted.append(sign);
      }
    }
    return quoted.append('"').toString();
  }

  private String file(Browser browser) {
    return "--line\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n"
        + browser.token
        + "\r\n--line\r\nContent-Disposition: form-data; name=\"record\"\r\n\r\nwhole"
        + "\r\n--line\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
        + any(TEXTS)
        + "\"\r\nContent-Type: "
        + any(TYPES)
        + "\r\n\r\n"
        + (random.nextBoolean() ? "%PDF-1.7 " : "")
        + any(TEXTS)
        + "\r\n--line--\r\n";
  }

  /** No address is longer than a server reads. */
  private static String encoded(String text) {
    return URLEncoder.encode(
            text.substring(0, Math.min(text.length(), 700)), StandardCharsets.UTF_8)
        .replace("+", "%20");
  }

  private HttpResponse<String> send(
      Browser browser, String method, String path, String type, String body) {
    var request =
        HttpRequest.newBuilder(URI.create(browser.address + path))
            .header("Accept", "text/html, */*;q=0.8")
            .header("Content-Type", type)
            .header("Cookie", browser.cookie())
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (path.startsWith("/api/")) {
      request.header("Authorization", "Bearer " + browser.bearer);
      request.header(
          "Idempotency-Key", random.nextInt(8) == 0 ? "x" : UUID.randomUUID().toString());
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException trouble) {
      throw new UncheckedIOException(method + " " + path, trouble);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }
}
