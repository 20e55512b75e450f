package org.trialwright.journal;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.trialwright.journey.Event;
import org.trialwright.quantities.SiteId;

/** Events as canonical JSON, and back. */
final class Payload {
  private Payload() {}

  static String kind(Event event) {
    return switch (event) {
      case Event.Opened _ -> "opened";
      case Event.SiteSet _ -> "site-set";
      case Event.LimitsSet _ -> "limits-set";
      case Event.ResultsMapped _ -> "results-mapped";
      case Event.ClosedSet _ -> "closed-set";
      case Event.Vouched _ -> "vouched";
      case Event.Registered _ -> "registered";
      case Event.Saved _ -> "saved";
      case Event.Voided _ -> "voided";
      case Event.Allocated _ -> "allocated";
      case Event.Confirmed _ -> "confirmed";
      case Event.Signed _ -> "signed";
      case Event.Queried _ -> "queried";
      case Event.Replied _ -> "replied";
      case Event.Endorsed _ -> "endorsed";
      case Event.Frozen _ -> "frozen";
      case Event.Locked _ -> "locked";
      case Event.Deviated _ -> "deviated";
      case Event.Assessed _ -> "assessed";
      case Event.KitsSent _ -> "kits-sent";
      case Event.KitsReceived _ -> "kits-received";
      case Event.KitWithdrawn _ -> "kit-withdrawn";
      case Event.KitAssigned _ -> "kit-assigned";
      case Event.KitReturned _ -> "kit-returned";
      case Event.Unblinded _ -> "unblinded";
      case Event.Attached _ -> "attached";
      case Event.Detached _ -> "detached";
      case Event.Delegated _ -> "delegated";
      case Event.Trained _ -> "trained";
      case Event.ReviewPlanned _ -> "review-planned";
      case Event.Reviewed _ -> "reviewed";
      case Event.Moved _ -> "moved";
      case Event.Proposed _ -> "proposed";
      case Event.Cut _ -> "cut";
      case Event.Recommended _ -> "recommended";
      case Event.Released _ -> "released";
      case Event.Agreed _ -> "agreed";
    };
  }

  /**
   * The event with its texts in place.
   *
   * @return fields named as in the event's record
   */
  static Json.Fields write(Event event) {
    return switch (event) {
      case Event.Opened(var study, var rehearsal, var commitment) ->
          fields("study", study, "rehearsal", rehearsal, "commitment", commitment);
      case Event.SiteSet(var site, var name, var zone, var open, var closedDays) ->
          fields(
              "site",
              site.value(),
              "name",
              name,
              "zone",
              zone,
              "open",
              open,
              "closedDays",
              new Json.Items(
                  closedDays.stream().<Json>map(day -> new Json.Text(day.toString())).toList()));
      case Event.LimitsSet(
              var site,
              var question,
              var unit,
              var low,
              var high,
              var sex,
              var fromAge,
              var toAge,
              var laboratory) ->
          fields(
              "site",
              site.value(),
              "question",
              question,
              "unit",
              unit,
              "low",
              low,
              "high",
              high,
              "sex",
              sex,
              "fromAge",
              fromAge,
              "toAge",
              toAge,
              "laboratory",
              laboratory);
      case Event.ResultsMapped(var site, var laboratory, var form, var columns) ->
          fields(
              "site",
              site.value(),
              "laboratory",
              laboratory,
              "form",
              form,
              "columns",
              object(columns, (_, holds) -> new Json.Text(holds)));
      case Event.ClosedSet(var site, var from, var to, var name, var closed) ->
          fields(
              "site",
              site.value(),
              "from",
              from.toString(),
              "to",
              to.toString(),
              "name",
              name,
              "closed",
              closed);
      case Event.Vouched(var chapter, var digest) -> fields("chapter", chapter, "digest", digest);
      case Event.Registered(var site) -> fields("site", site.value());
      case Event.Saved(var form, var ordinal, var visit, var answers, var ages) ->
          fields(
              "form",
              form,
              "ordinal",
              ordinal,
              "visit",
              visit,
              "answers",
              object(answers, (_, text) -> new Json.Text(text)),
              "ages",
              object(ages, (_, years) -> new Json.Whole(years)));
      case Event.Voided(var form, var ordinal) -> fields("form", form, "ordinal", ordinal);
      case Event.Allocated(var arm, var stratum, var position, var algorithm, var origin) ->
          fields(
              "arm",
              arm,
              "stratum",
              stratum,
              "position",
              position,
              "algorithm",
              algorithm,
              "origin",
              origin);
      case Event.Confirmed(var form, var ordinal, var item, var value, var meaning) ->
          fields(
              "form", form, "ordinal", ordinal, "item", item, "value", value, "meaning", meaning);
      case Event.Signed(var form, var ordinal, var meaning, var digest) ->
          fields("form", form, "ordinal", ordinal, "meaning", meaning, "digest", digest);
      case Event.Queried(var query, var form, var ordinal, var item, var text) ->
          fields("query", query, "form", form, "ordinal", ordinal, "item", item, "text", text);
      case Event.Replied(var query, var text, var closes) ->
          fields("query", query, "text", text, "closes", closes);
      case Event.Endorsed(var meaning, var digest) -> fields("meaning", meaning, "digest", digest);
      case Event.Frozen(var form, var ordinal, var on) ->
          fields("form", form, "ordinal", ordinal, "on", on);
      case Event.Locked(var on) -> fields("on", on);
      case Event.Deviated told ->
          fields(
              "deviation",
              told.deviation(),
              "rule",
              told.rule(),
              "category",
              told.category(),
              "important",
              told.important(),
              "what",
              told.what(),
              "noticed",
              told.noticed().toString(),
              "why",
              told.why(),
              "action",
              told.action(),
              "reported",
              told.reported());
      case Event.Assessed(var deviation, var category, var important, var text, var closes) ->
          fields(
              "deviation",
              deviation,
              "category",
              category,
              "important",
              important,
              "text",
              text,
              "closes",
              closes);
      case Event.KitsSent(var site, var carton, var expires) ->
          fields("site", site.value(), "carton", carton, "expires", expires.toString());
      case Event.KitsReceived(var site, var carton) ->
          fields("site", site.value(), "carton", carton);
      case Event.KitWithdrawn(var site, var kit) -> fields("site", site.value(), "kit", kit);
      case Event.KitAssigned(var kit) -> fields("kit", kit);
      case Event.KitReturned(var kit, var left) -> fields("kit", kit, "left", left);
      case Event.Unblinded(var ordinal) -> fields("ordinal", ordinal);
      case Event.Attached file ->
          fields(
              "file",
              file.file(),
              "form",
              file.form(),
              "ordinal",
              file.ordinal(),
              "name",
              file.name(),
              "type",
              file.type(),
              "size",
              file.size(),
              "digest",
              file.digest());
      case Event.Detached(var file) -> fields("file", file);
      case Event.Delegated one ->
          fields(
              "site",
              one.site().value(),
              "delegation",
              one.delegation(),
              "person",
              one.person(),
              "name",
              one.name(),
              "tasks",
              items(one.tasks()),
              "from",
              one.from().toString(),
              "until",
              one.until().map(LocalDate::toString).orElse(""));
      case Event.Trained(var site, var person, var name, var what, var version) ->
          fields(
              "site",
              site.value(),
              "person",
              person,
              "name",
              name,
              "what",
              what,
              "version",
              version);
      case Event.ReviewPlanned(var share, var targets) ->
          fields("share", share, "targets", items(targets));
      case Event.Reviewed(var kind, var form, var ordinal, var items, var digest) ->
          fields(
              "kind",
              kind,
              "form",
              form,
              "ordinal",
              ordinal,
              "items",
              items(items),
              "digest",
              digest);
      case Event.Moved(var toVersion) -> fields("toVersion", toVersion);
      case Event.Proposed(var fromVersion, var toVersion, var digest, var consent) ->
          fields(
              "fromVersion",
              fromVersion,
              "toVersion",
              toVersion,
              "digest",
              digest,
              "consent",
              consent);
      case Event.Cut(var name) -> fields("name", name);
      case Event.Recommended(var cut, var advice, var arm, var open, var closed) ->
          fields("cut", cut, "advice", advice, "arm", arm, "open", open, "closed", closed);
      case Event.Released(var cut, var roles) -> fields("cut", cut, "roles", items(roles));
      case Event.Agreed(var fact) -> fields("fact", fact);
    };
  }

  /**
   * The event of a kind.
   *
   * @throws IllegalArgumentException for a kind this program does not know, or fields that do not
   *     make it
   */
  static Event read(String kind, Json.Fields json) {
    return switch (kind) {
      case "opened" ->
          new Event.Opened(json.text("study"), json.flag("rehearsal"), json.text("commitment"));
      case "site-set" ->
          new Event.SiteSet(
              new SiteId(json.text("site")),
              json.text("name"),
              json.text("zone"),
              json.flag("open"),
              days(json.items("closedDays")));
      case "limits-set" ->
          new Event.LimitsSet(
              new SiteId(json.text("site")),
              json.text("question"),
              json.text("unit"),
              json.text("low"),
              json.text("high"),
              json.text("sex"),
              json.whole("fromAge"),
              json.whole("toAge"),
              json.text("laboratory"));
      case "results-mapped" ->
          new Event.ResultsMapped(
              new SiteId(json.text("site")),
              json.text("laboratory"),
              json.text("form"),
              answers(json.fields("columns")));
      case "closed-set" ->
          new Event.ClosedSet(
              new SiteId(json.text("site")),
              LocalDate.parse(json.text("from")),
              LocalDate.parse(json.text("to")),
              json.text("name"),
              json.flag("closed"));
      case "vouched" -> new Event.Vouched(json.text("chapter"), json.text("digest"));
      case "registered" -> new Event.Registered(new SiteId(json.text("site")));
      case "saved" ->
          new Event.Saved(
              json.text("form"),
              json.whole("ordinal"),
              json.text("visit"),
              answers(json.fields("answers")),
              ages(json.fields("ages")));
      case "voided" -> new Event.Voided(json.text("form"), json.whole("ordinal"));
      case "allocated" ->
          new Event.Allocated(
              json.text("arm"),
              json.text("stratum"),
              json.whole("position"),
              json.text("algorithm"),
              json.text("origin"));
      case "confirmed" ->
          new Event.Confirmed(
              json.text("form"),
              json.whole("ordinal"),
              json.text("item"),
              json.text("value"),
              json.text("meaning"));
      case "signed" ->
          new Event.Signed(
              json.text("form"), json.whole("ordinal"), json.text("meaning"), json.text("digest"));
      case "queried" ->
          new Event.Queried(
              json.whole("query"),
              json.text("form"),
              json.whole("ordinal"),
              json.text("item"),
              json.text("text"));
      case "replied" ->
          new Event.Replied(json.whole("query"), json.text("text"), json.flag("closes"));
      case "endorsed" -> new Event.Endorsed(json.text("meaning"), json.text("digest"));
      case "frozen" -> new Event.Frozen(json.text("form"), json.whole("ordinal"), json.flag("on"));
      case "locked" -> new Event.Locked(json.flag("on"));
      case "deviated" ->
          new Event.Deviated(
              json.whole("deviation"),
              json.text("rule"),
              json.text("category"),
              json.flag("important"),
              json.text("what"),
              LocalDate.parse(json.text("noticed")),
              json.text("why"),
              json.text("action"),
              json.text("reported"));
      case "assessed" ->
          new Event.Assessed(
              json.whole("deviation"),
              json.text("category"),
              json.flag("important"),
              json.text("text"),
              json.flag("closes"));
      case "kits-sent" ->
          new Event.KitsSent(
              new SiteId(json.text("site")),
              json.whole("carton"),
              LocalDate.parse(json.text("expires")));
      case "kits-received" ->
          new Event.KitsReceived(new SiteId(json.text("site")), json.whole("carton"));
      case "kit-withdrawn" ->
          new Event.KitWithdrawn(new SiteId(json.text("site")), json.text("kit"));
      case "kit-assigned" -> new Event.KitAssigned(json.text("kit"));
      case "kit-returned" -> new Event.KitReturned(json.text("kit"), json.whole("left"));
      case "unblinded" -> new Event.Unblinded(json.whole("ordinal"));
      case "attached" ->
          new Event.Attached(
              json.whole("file"),
              json.text("form"),
              json.whole("ordinal"),
              json.text("name"),
              json.text("type"),
              json.large("size"),
              json.text("digest"));
      case "detached" -> new Event.Detached(json.whole("file"));
      case "delegated" ->
          new Event.Delegated(
              new SiteId(json.text("site")),
              json.whole("delegation"),
              json.text("person"),
              json.text("name"),
              texts(json.items("tasks")),
              LocalDate.parse(json.text("from")),
              Optional.of(json.text("until")).filter(day -> !day.isEmpty()).map(LocalDate::parse));
      case "trained" ->
          new Event.Trained(
              new SiteId(json.text("site")),
              json.text("person"),
              json.text("name"),
              json.text("what"),
              json.text("version"));
      case "review-planned" ->
          new Event.ReviewPlanned(json.whole("share"), texts(json.items("targets")));
      case "reviewed" ->
          new Event.Reviewed(
              json.text("kind"),
              json.text("form"),
              json.whole("ordinal"),
              texts(json.items("items")),
              json.text("digest"));
      case "moved" -> new Event.Moved(json.text("toVersion"));
      case "proposed" ->
          new Event.Proposed(
              json.text("fromVersion"),
              json.text("toVersion"),
              json.text("digest"),
              json.flag("consent"));
      case "cut" -> new Event.Cut(json.text("name"));
      case "recommended" ->
          new Event.Recommended(
              json.large("cut"),
              json.text("advice"),
              json.text("arm"),
              json.text("open"),
              json.text("closed"));
      case "released" -> new Event.Released(json.large("cut"), texts(json.items("roles")));
      case "agreed" -> new Event.Agreed(json.large("fact"));
      default ->
          throw new IllegalArgumentException(
              "'" + kind + "' is no kind of fact this program knows; a newer one wrote it");
    };
  }

  private static List<LocalDate> days(List<Json> items) {
    return new Json.Items(items)
        .values().stream().map(day -> LocalDate.parse(((Json.Text) day).value())).toList();
  }

  private static Json items(List<String> texts) {
    return new Json.Items(texts.stream().<Json>map(Json.Text::new).toList());
  }

  private static List<String> texts(List<Json> items) {
    return items.stream().map(text -> ((Json.Text) text).value()).toList();
  }

  private static Map<String, String> answers(Json.Fields json) {
    var answers = new LinkedHashMap<String, String>();
    json.values().keySet().forEach(item -> answers.put(item, json.text(item)));
    return answers;
  }

  private static Map<LocalDate, Integer> ages(Json.Fields json) {
    var ages = new LinkedHashMap<LocalDate, Integer>();
    json.values().keySet().forEach(day -> ages.put(LocalDate.parse(day), json.whole(day)));
    return ages;
  }

  private static <K, V> Json object(Map<K, V> map, BiFunction<K, V, Json> value) {
    var fields = new TreeMap<String, Json>();
    map.forEach((key, each) -> fields.put(String.valueOf(key), value.apply(key, each)));
    return new Json.Fields(fields);
  }

  /** Names and values by turns; a value is a text, a whole number, yes or no, or JSON. */
  private static Json.Fields fields(Object... namesAndValues) {
    var fields = new TreeMap<String, Json>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put(
          (String) namesAndValues[i],
          switch (namesAndValues[i + 1]) {
            case String text -> new Json.Text(text);
            case Integer number -> new Json.Whole(number);
            case Long number -> new Json.Whole(number);
            case Boolean flag -> new Json.Flag(flag);
            case Json json -> json;
            default -> throw new IllegalArgumentException("not JSON: " + namesAndValues[i + 1]);
          });
    }
    return new Json.Fields(fields);
  }
}
