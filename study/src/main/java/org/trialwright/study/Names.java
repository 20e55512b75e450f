package org.trialwright.study;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Everything in the study that has a name, gathered before any rule is read. */
final class Names {
  static final Set<String> RESERVED =
      Set.of(
          "and",
          "or",
          "not",
          "is",
          "in",
          "where",
          "if",
          "otherwise",
          "known",
          "recorded",
          "at",
          "within",
          "of");

  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}]+(-[\\p{L}\\p{N}]+)*");

  final Map<String, CodeList> lists = new LinkedHashMap<>();
  final Set<String> usedLists = new HashSet<>();
  final Map<String, Form> forms = new LinkedHashMap<>();
  final Map<String, Named> named = new LinkedHashMap<>();
  final Map<String, Setting> settings = new LinkedHashMap<>();
  final Set<String> visits = new java.util.LinkedHashSet<>();
  final Set<String> places = new java.util.LinkedHashSet<>();
  final Map<String, List<String>> drugs = new LinkedHashMap<>();
  final Set<String> sets = new java.util.LinkedHashSet<>();
  final Set<String> endpoints = new java.util.LinkedHashSet<>();
  @Nullable CodeList arms;
  private final Map<Object, Runnable> unread = new LinkedHashMap<>();
  private final Set<Object> beingRead = new HashSet<>();

  Names() {
    builtIn("randomised", Types.DAY);
    builtIn("site.open", Types.YES_NO);
    builtIn("identity.unique", Types.YES_NO);
  }

  private void builtIn(String name, Type type) {
    var built = new Named(Named.Kind.BUILT_IN, name, named.size(), new Position("language", 1, 1));
    built.type = type;
    named.put(name, built);
  }

  static boolean wellFormed(String name) {
    return NAME.matcher(name).matches();
  }

  /** Checks the shape of a name that an author gives. */
  static Optional<String> objection(String name) {
    if (!wellFormed(name)) {
      return Optional.of("'" + name + "' is not a name: letters, digits and hyphens");
    }
    return RESERVED.contains(name)
        ? Optional.of("'" + name + "' is a word of the language and cannot be a name")
        : Optional.empty();
  }

  Named declare(Named.Kind kind, String name, Position at) {
    var declared = new Named(kind, name, named.size(), at);
    named.put(name, declared);
    return declared;
  }

  /** Says how the type of something is found once somebody needs it. */
  void readLater(Object what, Runnable reading) {
    unread.put(what, reading);
  }

  /** Reads what was put off, in any order; what one rule needs of another is read first. */
  void readAll() {
    while (!unread.isEmpty()) {
      readNow(unread.keySet().iterator().next());
    }
  }

  private void readNow(Object what) {
    var reading = unread.remove(what);
    if (reading == null) {
      return;
    }
    beingRead.add(what);
    try {
      reading.run();
    } finally {
      beingRead.remove(what);
    }
  }

  Type typeOf(Item item, Phrase phrase) {
    if (item.type == null) {
      if (beingRead.contains(item)) {
        throw phrase.fault("'" + item.path() + "' is worked out from itself");
      }
      readNow(item);
    }
    if (item.type == null) {
      throw phrase.fault("'" + item.path() + "' cannot be read; mend it first");
    }
    return item.type;
  }

  Type typeOf(Named name, Phrase phrase) {
    if (name.type == null) {
      if (beingRead.contains(name)) {
        throw phrase.fault("'" + name.name() + "' is worked out from itself");
      }
      readNow(name);
    }
    if (name.type == null) {
      throw phrase.fault("'" + name.name() + "' cannot be read; mend it first");
    }
    return name.type;
  }

  Form form(String name, Phrase phrase) {
    var form = forms.get(name);
    if (form == null) {
      throw phrase.fault("'" + name + "' is not a form" + Faults.didYouMean(name, forms.keySet()));
    }
    return form;
  }

  String place(String name, Phrase phrase) {
    return oneOf(name, places, "a place", phrase);
  }

  String visit(String name, Phrase phrase) {
    return oneOf(name, visits, "a visit", phrase);
  }

  CodeList arms(Phrase phrase) {
    if (arms == null) {
      throw phrase.fault("this study has no arms");
    }
    return arms;
  }

  static String oneOf(String name, Collection<String> names, String what, Phrase phrase) {
    if (!names.contains(name)) {
      throw phrase.fault("'" + name + "' is not " + what + Faults.didYouMean(name, names));
    }
    return name;
  }

  /** Every name that could stand where a value is needed; for advice. */
  List<String> everyValue(@Nullable Form scope) {
    var all = new ArrayList<String>(named.keySet());
    if (scope != null) {
      scope.items().forEach(item -> all.add(item.name()));
    }
    forms.values().forEach(form -> form.items().forEach(item -> all.add(item.path())));
    settings.keySet().forEach(setting -> all.add("setting." + setting));
    all.addAll(List.of("arm", "today", "age", "randomised"));
    return all;
  }
}
