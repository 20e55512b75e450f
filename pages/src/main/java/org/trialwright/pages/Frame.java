package org.trialwright.pages;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.security.web.csrf.CsrfToken;

/**
 * What stands around the main part of every page. Parts that a reader has not are {@code NONE}: a
 * page before sign-in has neither study nor places.
 *
 * @param words in the reader's language
 * @param dates in the site's zone
 * @param title of this page, without study and product
 * @param address path and query of this page for GET, kept by the language switch
 * @param outside what others say of this page when they lead to it
 * @param swaps whether the script is loaded that brings pieces of a page; it keeps the page's
 *     address
 * @param csrf proves that a form came from our own page
 * @param places at most four, those of the role
 */
public record Frame(
    Words words,
    Dates dates,
    String title,
    String address,
    Outside outside,
    boolean swaps,
    Csrf csrf,
    Watermark watermark,
    Study study,
    List<Place> places,
    Person person,
    Foot foot) {

  public Frame {
    places = List.copyOf(places);
    if (places.size() > 4) {
      throw new IllegalArgumentException("a role has at most four places, these are " + places);
    }
  }

  /**
   * How search engines name a page.
   *
   * @param address the whole one, whatever language and question it was asked with; empty where
   *     nobody need name the page
   * @param about what the page is about, in a sentence
   */
  public record Outside(String address, String about) {
    public static final Outside NONE = new Outside("", "");
  }

  /** A page for someone who has not signed in. */
  public static Frame of(Words words, Dates dates, String title, String address, Csrf csrf) {
    return new Frame(
        words,
        dates,
        title,
        address,
        Outside.NONE,
        true,
        csrf,
        Watermark.NONE,
        Study.NONE,
        List.of(),
        Person.NONE,
        Foot.NONE);
  }

  public Frame title(String title) {
    return new Frame(
        words, dates, title, address, outside, swaps, csrf, watermark, study, places, person, foot);
  }

  /** A page that search engines may know. */
  public Frame outside(Outside outside) {
    return new Frame(
        words, dates, title, address, outside, swaps, csrf, watermark, study, places, person, foot);
  }

  /** A page that brings no pieces of itself, and so leaves nothing in the browser's storage. */
  public Frame swaps(boolean swaps) {
    return new Frame(
        words, dates, title, address, outside, swaps, csrf, watermark, study, places, person, foot);
  }

  public Frame watermark(Watermark watermark) {
    return new Frame(
        words, dates, title, address, outside, swaps, csrf, watermark, study, places, person, foot);
  }

  public Frame study(Study study) {
    return new Frame(
        words, dates, title, address, outside, swaps, csrf, watermark, study, places, person, foot);
  }

  public Frame places(List<Place> places) {
    return new Frame(
        words, dates, title, address, outside, swaps, csrf, watermark, study, places, person, foot);
  }

  public Frame person(Person person) {
    return new Frame(
        words, dates, title, address, outside, swaps, csrf, watermark, study, places, person, foot);
  }

  /** For someone who has signed in: name, roles, and the places that these may enter. */
  public Frame signedIn(SignedIn who, String path) {
    return places(Place.of(words, who, path)).person(Person.of(words, who));
  }

  public Frame foot(Foot foot) {
    return new Frame(
        words, dates, title, address, outside, swaps, csrf, watermark, study, places, person, foot);
  }

  /** The same page in the other language. */
  String otherLanguage() {
    return address
        + (address.contains("?") ? "&" : "?")
        + LanguageSwitch.PARAMETER
        + "="
        + words.language().other().code();
  }

  /**
   * The whole title of the window: page, study, product; {@code Error:} is put first by the page.
   */
  String windowTitle() {
    return title + (study.name().isEmpty() ? "" : " · " + study.name()) + " · Trialwright";
  }

  /** The band on top of every page and print of a database that holds nobody real. */
  public enum Watermark {
    NONE,
    DEMONSTRATION,
    REHEARSAL
  }

  /** The field and the token that Spring Security asks of every POST. */
  public record Csrf(String field, String token) {
    /** Those of a request; empty where nothing is posted. */
    public static Csrf of(HttpServletRequest request) {
      return request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token
          ? new Csrf(token.getParameterName(), token.getToken())
          : new Csrf("", "");
    }
  }

  /**
   * The study and site now, with the others that this person may change to.
   *
   * @param place such as {@code Site 01 Shanghai}; empty for all sites
   */
  public record Study(String name, String place, List<Link> switches) {
    public static final Study NONE = new Study("", "", List.of());

    public Study {
      switches = List.copyOf(switches);
    }
  }

  /**
   * One place of the navigation.
   *
   * @param count people or things that wait there; empty for none
   */
  public record Place(String label, String address, String count, boolean here) {
    private static final List<String> ALL =
        List.of(
            "/committee",
            "/today",
            "/participants",
            "/queries",
            "/overview",
            "/sites",
            "/accounts");
    private static final int MOST = 4;

    /** The places that the person's roles may enter, the first four of them. */
    static List<Place> of(Words words, SignedIn person, String path) {
      return open(person).limit(MOST).map(route -> place(words, route, path)).toList();
    }

    /** What is left when there are more than four. */
    static List<Link> more(Words words, SignedIn person) {
      return open(person).skip(MOST).map(route -> new Link(label(words, route), route)).toList();
    }

    private static Stream<String> open(SignedIn person) {
      return ALL.stream().filter(route -> person.grantFor("GET", route).isPresent());
    }

    private static Place place(Words words, String route, String path) {
      return new Place(
          label(words, route), route, "", path.equals(route) || path.startsWith(route + "/"));
    }

    private static String label(Words words, String route) {
      return words.say(
          switch (route) {
            case "/today" -> "place today";
            case "/participants" -> "place participants";
            case "/queries" -> "place queries";
            case "/committee" -> "place committee";
            case "/sites" -> "place sites";
            case "/accounts" -> "place accounts";
            default -> "place overview";
          });
    }
  }

  /**
   * Who is signed in.
   *
   * @param role in the reader's language
   * @param account addresses of the account, above sign-out
   */
  public record Person(String name, String role, List<Link> account) {
    public static final Person NONE = new Person("", "", List.of());

    public Person {
      account = List.copyOf(account);
    }

    private static Person of(Words words, SignedIn who) {
      var account = new ArrayList<>(Place.more(words, who));
      account.add(new Link(words.say("change your password"), "/account/password"));
      return new Person(
          who.name(),
          who.grants().stream()
              .map(grant -> grant.role().said(words))
              .distinct()
              .collect(Collectors.joining(", ")),
          account);
    }
  }

  /**
   * What this page was made from.
   *
   * @param study name and version
   * @param seal the start of the study version's hash
   * @param entry the last fact that the page read; 0 for a public page, which reads none
   * @param at when, by the server's clock
   * @param safety what nobody may use this for; empty where the study's authors say nothing
   */
  public record Foot(
      String study, String seal, long entry, Instant at, String safety, List<Link> links) {
    public static final Foot NONE = new Foot("", "", 0, Instant.EPOCH, "", List.of());

    public Foot {
      links = List.copyOf(links);
    }
  }
}
