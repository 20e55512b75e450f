package org.trialwright.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.trialwright.app.Demonstration.Browser;
import org.trialwright.bedside.Desk;
import org.trialwright.pages.Grant;
import org.trialwright.quantities.SiteId;
import org.trialwright.randomisation.Seal;
import org.trialwright.randomisation.SealFile;

/** The whole application on the small study, with a seal of the test's choice. */
record SmallHouse(Path folder, Running running) implements AutoCloseable {

  /** A mapped route. */
  record Route(String method, String pattern) {
    boolean aboutSite() {
      return pattern.contains("{site}") || pattern.contains("{participant}");
    }
  }

  static SmallHouse start(Path folder, Seal seal) {
    try {
      Files.createDirectories(folder.resolve("keys"));
      Files.writeString(folder.resolve("demo.password"), "fudo1-bana2-kile3\n");
      SealFile.write(folder.resolve("keys").resolve("allocation.seal"), seal);
    } catch (IOException trouble) {
      throw new UncheckedIOException(trouble);
    }
    return new SmallHouse(folder, Demo.start(folder, 0, ThreeArms.study(), Optional.empty()));
  }

  ThreeArms study() {
    Desk desk = running.bean(Desk.class);
    return new ThreeArms(desk, today(desk));
  }

  private static LocalDate today(Desk desk) {
    return desk.today(new SiteId("01"));
  }

  /** Leads a person at a site as far as this word of the way, and returns the number given. */
  String lead(String site, int number, String last) {
    String whom = site;
    for (String word : ThreeArms.WAY) {
      String answer =
          ThreeArms.answer(study().act(word, whom, number, ThreeArms.key(word + number)));
      whom = word.equals("register") ? answer : whom;
      if (word.equals(last)) {
        break;
      }
    }
    return whom;
  }

  Browser browser() {
    return new Browser("http://127.0.0.1:" + running.port());
  }

  /** A token with everything that the account may. */
  String token(String account, boolean writes) {
    return Demonstration.token(running, account, writes);
  }

  /** Everybody's. */
  String password() {
    try {
      return Files.readString(folder.resolve("demo.password")).strip();
    } catch (IOException trouble) {
      throw new UncheckedIOException(trouble);
    }
  }

  /** Somebody whom the demonstration does not know, with everybody's password. */
  void open(String account, Grant grant) {
    Accounts accounts = running.bean(Accounts.class);
    var by = Accounts.author("test", "Test");
    if (!accounts.open(account, account, List.of(grant), by)) {
      throw new IllegalStateException("there is an account " + account);
    }
    accounts.setUp(accounts.link(account, by), account, password());
  }

  Browser browser(String account) {
    Browser browser = browser();
    var answer = browser.signIn(account, password());
    if (!answer.headers().firstValue("Location").orElse("").endsWith("/")) {
      throw new IllegalStateException(account + " was not let in: " + answer);
    }
    return browser;
  }

  List<Route> routes() {
    TreeSet<String> routes = new TreeSet<>();
    for (var mapping : running.beans(RequestMappingInfoHandlerMapping.class)) {
      for (var info : mapping.getHandlerMethods().keySet()) {
        var methods = info.getMethodsCondition().getMethods();
        List<String> named =
            methods.isEmpty() ? List.of("ANY") : methods.stream().map(RequestMethod::name).toList();
        info.getPatternValues()
            .forEach(pattern -> named.forEach(method -> routes.add(method + " " + pattern)));
      }
    }
    return routes.stream()
        .map(route -> new Route(route.split(" ")[0], route.split(" ")[1]))
        .toList();
  }

  @Override
  public void close() {
    running.close();
  }
}
