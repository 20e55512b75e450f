package org.trialwright.registry.finder;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.trialwright.pages.Link;
import org.trialwright.pages.Numbers;
import org.trialwright.pages.Sign;
import org.trialwright.pages.Verdict;
import org.trialwright.pages.Words;
import org.trialwright.records.Card;
import org.trialwright.records.Finder;
import org.trialwright.records.Finder.What;
import org.trialwright.records.Search;
import org.trialwright.records.Search.Facet;
import org.trialwright.records.Spot;
import org.trialwright.registry.Told;

/**
 * What the finder's page says.
 *
 * @param heading how many trials there are
 * @param narrowed by what the list is narrowed, in words; empty for nothing
 * @param instead other words that were looked for
 * @param problems what of the address could not be understood
 * @param otherPlaces other places of the same name
 * @param forms the same list on paper and for programs
 * @param helps where nothing is found: addresses with one wish less
 * @param before the address of the page before; {@link Link#NONE} on the first
 */
record FinderView(
    Asked asked,
    String heading,
    String narrowed,
    List<String> instead,
    List<String> problems,
    List<Link> otherPlaces,
    List<Group> groups,
    List<Choice> distances,
    List<Item> items,
    List<Link> orders,
    List<Link> forms,
    List<Link> helps,
    Explained explained,
    Link before,
    Link after) {
  static final int ON_A_PAGE = 20;
  static final int ON_PAPER = 200;
  private static final int OLD_MONTHS = 18;
  private static final int MOST_CHOICES = 12;

  /** A way to narrow the list. */
  record Group(String name, String legend, List<Choice> choices) {}

  record Choice(String value, String label, String count, boolean chosen) {}

  /**
   * A trial of the list.
   *
   * @param about phase, number, sponsor
   * @param place where people may go, honest about distances; empty where no place is known
   * @param checked when the place was last checked
   * @param old how old that is when it is too old to rely on
   */
  record Item(
      String address,
      String title,
      String about,
      String summary,
      String status,
      boolean recruiting,
      String place,
      String checked,
      String old,
      String fits) {}

  /**
   * Why a trial is or is not in the list.
   *
   * @param sentence empty where nobody asked
   */
  record Explained(String sentence, Link trial, List<Verdict.Criterion> parts) {
    static final Explained NOTHING = new Explained("", Link.NONE, List.of());
  }

  /** Makes the view. */
  record Making(Asked asked, Finder finder, Told told, LocalDate today) {

    /**
     * @param most how many trials on a page
     */
    FinderView view(int most) {
      var cities = asked.cities(finder);
      var spot = cities.stream().findFirst().map(Finder.City::spot);
      var search = asked.search(spot);
      int from = (asked.page() - 1) * most;
      var found = finder.find(search, from, most);
      return new FinderView(
          asked,
          words().count(found.total(), "one trial", "n trials"),
          narrowed(search, cities),
          found.instead(),
          problems(cities),
          otherPlaces(cities),
          groups(found),
          spot.isPresent() ? distances(spot.get()) : List.of(),
          found.hits().stream().map(hit -> item(hit, search)).toList(),
          orders(search),
          forms(),
          found.total() == 0 ? helps(search) : List.of(),
          explained(search),
          asked.page() > 1 ? page(words().say("page before"), asked.page() - 1) : Link.NONE,
          found.total() > from + most
              ? page(words().say("page after"), asked.page() + 1)
              : Link.NONE);
    }

    private Words words() {
      return told.words();
    }

    private Link page(String label, int number) {
      var address = asked.with("page", "").address();
      return new Link(label, address + (address.contains("?") ? "&" : "?") + "page=" + number);
    }

    private String narrowed(Search search, List<Finder.City> cities) {
      var said = new ArrayList<String>();
      search
          .chosen()
          .forEach(
              (facet, values) ->
                  said.add(
                      values.stream()
                          .sorted()
                          .map(value -> label(facet, value))
                          .collect(Collectors.joining(" / "))));
      if (!cities.isEmpty() && Double.isFinite(asked.distance())) {
        said.add(words().say("within n km", (int) asked.distance(), name(cities.getFirst())));
      }
      asked.age().ifPresent(_ -> said.add(words().say("for age", asked.one("age"))));
      if (!search.sex().isEmpty()) {
        said.add(told.code("sex", search.sex()));
      }
      if (search.volunteers()) {
        said.add(words().say("takes healthy people"));
      }
      if (search.results()) {
        said.add(words().say("has results"));
      }
      return said.stream().reduce((left, right) -> left + words().say("then", right)).orElse("");
    }

    private String name(Finder.City city) {
      return city.name().isEmpty() ? words().say("these coordinates") : city.name();
    }

    private List<String> problems(List<Finder.City> cities) {
      var problems = new ArrayList<String>();
      if (!asked.one("near").isEmpty() && cities.isEmpty()) {
        problems.add(words().say("no such place", asked.one("near")));
      }
      if (!asked.one("age").isEmpty() && asked.age().isEmpty()) {
        problems.add(words().say("no such age", asked.one("age")));
      }
      return problems;
    }

    private List<Link> otherPlaces(List<Finder.City> cities) {
      var first = cities.isEmpty() ? "" : cities.getFirst().name() + cities.getFirst().country();
      return cities.stream()
          .filter(city -> !(city.name() + city.country()).equals(first))
          .map(city -> city.name() + ", " + city.country())
          .distinct()
          .map(name -> new Link(name, asked.with("near", name).address()))
          .toList();
    }

    private List<Group> groups(Finder.Found found) {
      var groups = new ArrayList<Group>();
      for (var facet : Facet.values()) {
        var name = facet.name().toLowerCase(Locale.ROOT);
        var choices = new ArrayList<Choice>();
        for (var count : found.counts().getOrDefault(facet, List.of())) {
          boolean chosen = asked.has(name, count.value());
          if (chosen || choices.size() < MOST_CHOICES) {
            choices.add(
                new Choice(
                    count.value(),
                    label(facet, count.value()),
                    Numbers.count(count.trials()),
                    chosen));
          }
        }
        for (var wanted : asked.all(name)) {
          if (choices.stream().noneMatch(choice -> choice.value().equals(wanted))) {
            choices.add(new Choice(wanted, label(facet, wanted), "0", true));
          }
        }
        if (!choices.isEmpty()) {
          groups.add(new Group(name, legend(facet), choices));
        }
      }
      return groups;
    }

    private String legend(Facet facet) {
      return switch (facet) {
        case STATUS -> words().say("can I join now?");
        case PHASE -> words().say("phase");
        case TYPE -> words().say("kind of study");
        case TREATMENT -> words().say("kind of treatment");
        case COUNTRY -> words().say("country");
      };
    }

    private String label(Facet facet, String value) {
      return facet == Facet.COUNTRY
          ? value
          : told.code(facet.name().toLowerCase(Locale.ROOT), value);
    }

    private List<Choice> distances(Spot spot) {
      var choices = new ArrayList<Choice>();
      for (int km : Asked.DISTANCES) {
        choices.add(
            new Choice(
                String.valueOf(km),
                words().say("within km", km),
                count(asked.with("km", String.valueOf(km)), spot),
                asked.distance() == km));
      }
      choices.add(
          new Choice(
              "any",
              words().say("anywhere"),
              count(asked.with("km", "any"), spot),
              Double.isInfinite(asked.distance())));
      return choices;
    }

    private String count(Asked other, Spot spot) {
      return Numbers.count(finder.count(other.search(Optional.of(spot))));
    }

    private Item item(Finder.Hit hit, Search search) {
      var card = hit.card();
      boolean recruiting = card.status().equals("RECRUITING");
      var checked = card.verified().isEmpty() ? "" : told.date(card.verified());
      return new Item(
          "/trials/" + card.id(),
          card.acronym().isEmpty() || card.title().contains(card.acronym())
              ? card.title()
              : words().say("acronym and title", card.acronym(), card.title()),
          about(card),
          card.summary(),
          card.status().isEmpty() ? "" : told.code("status", card.status()),
          recruiting,
          place(hit, search, recruiting),
          checked.isEmpty() ? "" : words().say("last checked", checked),
          recruiting ? old(card) : "",
          search.age().isPresent() ? words().say("your age fits") : "");
    }

    private String about(Card card) {
      var parts = new ArrayList<String>();
      parts.add(
          card.phases().stream()
              .map(phase -> told.code("phase", phase))
              .collect(Collectors.joining(" / ")));
      parts.add(card.id());
      parts.add(card.sponsor());
      parts.removeIf(String::isBlank);
      return String.join(" · ", parts);
    }

    /** Coordinates of records are mostly those of a city, so distances are said of cities. */
    private String place(Finder.Hit hit, Search search, boolean recruiting) {
      var sites = hit.card().sites();
      if (hit.site().isPresent()) {
        var site = hit.site().get();
        long away = Math.round(hit.kilometres());
        return away < 1
            ? words().say("in the city", site.facility(), site.city())
            : words().say("in or near", site.facility(), site.city(), Numbers.count(away));
      }
      if (sites.isEmpty()) {
        return words().say("no place in the record");
      }
      long open = sites.stream().filter(Card.Site::open).count();
      if (recruiting && open == 0) {
        return words().say("no place takes people");
      }
      var countries = sites.stream().map(Card.Site::country).distinct().count();
      if (sites.size() == 1 || search.near().isPresent()) {
        var site = sites.getFirst();
        return sites.size() == 1
            ? words().say("in the city", site.facility(), site.city())
            : words().say("n places without coordinates", sites.size());
      }
      return countries == 1
          ? words().say("n places in one country", sites.size(), sites.getFirst().country())
          : words().say("n places in n countries", sites.size(), countries);
    }

    private String old(Card card) {
      try {
        long months =
            ChronoUnit.MONTHS.between(YearMonth.parse(card.verified()), YearMonth.from(today));
        return months >= OLD_MONTHS ? words().say("n months old", months) : "";
      } catch (DateTimeException neverChecked) {
        return words().say("not checked");
      }
    }

    private List<Link> orders(Search search) {
      var orders = new ArrayList<Link>();
      orders.add(
          order("", words().say("best match first"), search.order() == Search.Order.RELEVANCE));
      if (search.near().isPresent()) {
        orders.add(
            order(
                "distance", words().say("nearest first"), search.order() == Search.Order.DISTANCE));
      }
      orders.add(order("date", words().say("newest first"), search.order() == Search.Order.DATE));
      return orders;
    }

    private List<Link> forms() {
      var whole = asked.with("why", "");
      return List.of(
          new Link(words().say("for printing"), whole.address("/trials/print")),
          new Link("CSV", whole.address("/trials.csv")),
          new Link("JSON", whole.address("/trials.json")));
    }

    /** The order of this list has no address: it leads nowhere else. */
    private Link order(String value, String label, boolean now) {
      return new Link(label, now ? "" : asked.with("sort", value).address());
    }

    /** One wish less, where that finds something. */
    private List<Link> helps(Search search) {
      var helps = new ArrayList<Link>();
      for (var name :
          List.of(
              "near",
              "age",
              "sex",
              "status",
              "phase",
              "type",
              "treatment",
              "country",
              "volunteers",
              "results",
              "since",
              "exact",
              "q")) {
        if (!asked.one(name).isEmpty()) {
          var less = asked.with(name, "");
          long count =
              finder.count(
                  less.search(
                      name.equals("near")
                          ? Optional.empty()
                          : search.near().map(Search.Near::spot)));
          if (count > 0) {
            helps.add(
                new Link(
                    words().say("without this wish", wish(name), Numbers.count(count)),
                    less.address()));
          }
        }
      }
      return helps;
    }

    private String wish(String name) {
      return switch (name) {
        case "near" -> words().say("the place");
        case "age" -> words().say("the age");
        case "sex" -> words().say("sex of people");
        case "status" -> words().say("the status");
        case "phase" -> words().say("phase");
        case "type" -> words().say("kind of study");
        case "treatment" -> words().say("kind of treatment");
        case "country" -> words().say("country");
        case "volunteers" -> words().say("healthy volunteers");
        case "results" -> words().say("results");
        case "since" -> words().say("the date");
        case "exact" -> words().say("only my words");
        default -> words().say("the words");
      };
    }

    private Explained explained(Search search) {
      var id = asked.one("why");
      if (id.isEmpty()) {
        return Explained.NOTHING;
      }
      var why = finder.why(search, id);
      if (why.isEmpty()) {
        return new Explained(words().say("not in the collection", id), Link.NONE, List.of());
      }
      var card = why.get().card();
      return new Explained(
          why.get().inList()
              ? words().say("is in your list", card.id())
              : words().say("is not in your list", card.id()),
          new Link(card.title(), "/trials/" + card.id()),
          why.get().parts().stream().map(part -> criterion(part, card)).toList());
    }

    private Verdict.Criterion criterion(Finder.Part part, Card card) {
      return new Verdict.Criterion(
          part.fits() ? Sign.MET : Sign.NOT_MET,
          part.fits() ? fits(part.what()) : fails(part.what(), card),
          "",
          "",
          "",
          Link.NONE);
    }

    private String fits(What what) {
      return words().say("fits", wish(what));
    }

    private String fails(What what, Card card) {
      return switch (what) {
        case STATUS -> words().say("its status is", told.code("status", card.status()));
        case PLACE ->
            card.sites().isEmpty()
                ? words().say("no place in the record")
                : card.sites().stream().noneMatch(Card.Site::counts)
                    ? words().say("no place takes people")
                    : words()
                        .say(
                            "its places are in",
                            card.sites().size(),
                            card.sites().stream()
                                .map(Card.Site::country)
                                .distinct()
                                .limit(5)
                                .collect(Collectors.joining(", ")));
        case WORDS -> words().say("its conditions are", String.join("; ", card.conditions()));
        default -> words().say("does not fit", wish(what));
      };
    }

    private String wish(What what) {
      return wish(
          switch (what) {
            case WORDS -> "q";
            case STATUS -> "status";
            case PHASE -> "phase";
            case TYPE -> "type";
            case TREATMENT -> "treatment";
            case COUNTRY -> "country";
            case AGE -> "age";
            case SEX -> "sex";
            case VOLUNTEERS -> "volunteers";
            case RESULTS -> "results";
            case DATE -> "since";
            case PLACE -> "near";
          });
    }
  }
}
