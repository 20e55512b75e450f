package org.trialwright.oversight.report;

import java.util.List;
import java.util.Optional;
import org.trialwright.analysis.Value;
import org.trialwright.figures.Text;
import org.trialwright.study.How;
import org.trialwright.study.Item;
import org.trialwright.study.Measure;
import org.trialwright.study.Speaker;
import org.trialwright.study.Study;
import org.trialwright.study.Type;

/** What the names of a report are called in both languages, as the study says them. */
public final class Names {
  private static final Text ALL = new Text("All arms together", "各组合并");
  private static final Text ANY = new Text("any of them", "任一");

  private static final String SITE = "site ";
  private static final String IS = " is ";
  private static final String NOT_ELIGIBLE = "not eligible: ";

  private final Study study;
  private final Speaker english;
  private final Speaker chinese;

  public Names(Study study) {
    this.study = study;
    this.english = Speaker.of(study, "en");
    this.chinese = Speaker.of(study, "zh");
  }

  Text endpoint(String name) {
    return study
        .measure()
        .endpoint(name)
        .map(
            endpoint ->
                new Text(english.endpoint(endpoint).text(), chinese.endpoint(endpoint).text()))
        .orElse(Text.same(name));
  }

  boolean primary(String endpoint) {
    return study.measure().endpoint(endpoint).map(Measure.Endpoint::primary).orElse(false);
  }

  Text set(String name) {
    return new Text(english.set(name).text(), chinese.set(name).text());
  }

  /** The arms in the order of the study, which is the order of curves. */
  List<String> arms() {
    return study.how().arms().stream().map(How.Arm::name).toList();
  }

  /** An arm, all of them together, or a part: a site, or an answer to a question. */
  Text group(String name) {
    if (arms().contains(name)) {
      return new Text(english.arm(name).text(), chinese.arm(name).text());
    }
    if (name.startsWith(SITE)) {
      var site = name.substring(SITE.length());
      return new Text("Site " + site, "中心" + site);
    }
    int is = name.indexOf(IS);
    return is < 0 ? ALL : answer(name.substring(0, is), name.substring(is + IS.length()));
  }

  /** Why somebody was not allocated: a criterion, the answer that ended it, or where they are. */
  Text whyNot(String reason) {
    if (reason.startsWith(NOT_ELIGIBLE)) {
      var name = reason.substring(NOT_ELIGIBLE.length());
      return study.who().criteria().stream()
          .filter(criterion -> criterion.name().equals(name))
          .findFirst()
          .map(
              criterion ->
                  new Text(
                      "not eligible: " + english.name(criterion).text(),
                      "不合格：" + chinese.name(criterion).text()))
          .orElse(Text.same(reason));
    }
    int is = reason.indexOf(IS);
    return is < 0
        ? place(reason)
        : answer(reason.substring(0, is), reason.substring(is + IS.length()));
  }

  private Text answer(String path, String code) {
    return item(path)
        .map(
            item ->
                new Text(
                    english.question(item).text() + ": " + english.code(item, code).text(),
                    chinese.question(item).text() + "：" + chinese.code(item, code).text()))
        .orElse(Text.same(code));
  }

  /** Whether a group is drawn: arms have colours, parts have none. */
  boolean drawn(String group) {
    return arms().contains(group) || group(group).equals(ALL);
  }

  Text place(String name) {
    return new Text(english.place(name).text(), chinese.place(name).text());
  }

  Text visit(String name) {
    return new Text(english.visit(name).text(), chinese.visit(name).text());
  }

  Text drug(String name) {
    return new Text(english.drug(name).text(), chinese.drug(name).text());
  }

  /** A question by its path; the path itself when the study does not know it. */
  public Text question(String path) {
    return item(path)
        .map(item -> new Text(english.question(item).text(), chinese.question(item).text()))
        .orElse(Text.same(path));
  }

  private Optional<Item> item(String path) {
    int dot = path.indexOf('.');
    return dot < 0
        ? Optional.empty()
        : Optional.ofNullable(study.forms().get(path.substring(0, dot)))
            .flatMap(form -> form.item(path.substring(dot + 1)));
  }

  /** What a subgroup is parted by: the question, in both languages. */
  Text subgroup(String name) {
    return parted(name)
        .map(item -> new Text(english.question(item).text(), chinese.question(item).text()))
        .orElse(Text.same(name));
  }

  /** A part of a subgroup: an answer as its list has it, a range of numbers, or a site. */
  Text level(String subgroup, String level) {
    return parted(subgroup)
        .filter(
            item -> item.type() instanceof Type.Coded coded && coded.list().codes().contains(level))
        .map(item -> new Text(english.code(item, level).text(), chinese.code(item, level).text()))
        .orElse(Text.same(level));
  }

  private Optional<Item> parted(String subgroup) {
    return study.measure().plan().subgroups().stream()
        .filter(one -> one.name().equals(subgroup))
        .flatMap(one -> one.of().stream())
        .findFirst();
  }

  /** A term of an endpoint that grades them, as its list has it. */
  Text term(String endpoint, String code) {
    return study
        .measure()
        .endpoint(endpoint)
        .map(Measure.Endpoint::what)
        .filter(Measure.What.Worst.class::isInstance)
        .map(what -> ((Measure.What.Worst) what).by())
        .filter(by -> by.type() instanceof Type.Coded coded && coded.list().codes().contains(code))
        .map(by -> new Text(english.code(by, code).text(), chinese.code(by, code).text()))
        .orElseGet(() -> code.equals(Value.Grades.ANY) ? ANY : Text.same(code));
  }
}
