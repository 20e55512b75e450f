/* "May I join?": judges the answers of this page by the study's own rules, in this browser and nowhere else: it
   asks nobody and keeps nothing. The rules come with the page; docs/reference/join-rules.md says what each operator
   means, and shared vectors hold this file against the study's own evaluator. */
(() => {
  "use strict";
  /* Kleene's three truths as numbers: "all" is the least, "any" the greatest, "not" is 1 - x. */
  var NO = 0, UNKNOWN = 0.5, YES = 1;
  /* A value: null (not known), SKIPPED (it does not apply), the possible codes, or the possible numbers. */
  var SKIPPED = "skipped";

  function judge(data, answers, today) {
    function span(low, high) { return { low: low, high: high }; }

    function isSpan(value) { return value !== null && value.low !== undefined; }

    function own(name) {
      var answer = answers[name];
      return answer === undefined ? null : typeof answer === "number" ? span(answer, answer) : answer;
    }

    /* Whether the form (0) or the item itself (1) applies. */
    function gate(name, which) { return data.gates[name] ? test(data.gates[name][which]) : YES; }

    function applies(name) { return gate(name, 0) !== NO && gate(name, 1) !== NO; }

    function item(name) { return gate(name, 0) === NO ? null : gate(name, 1) === NO ? SKIPPED : own(name); }

    function combine(left, right, compute) {
      if (left === SKIPPED || right === SKIPPED) return SKIPPED;
      if (!isSpan(left) || !isSpan(right)) return null;
      var corners = [compute(left.low, right.low), compute(left.low, right.high),
        compute(left.high, right.low), compute(left.high, right.high)];
      return corners.every(isFinite) ? span(Math.min(...corners), Math.max(...corners)) : null;
    }

    var arithmetic = { "+": (a, b) => a + b, "-": (a, b) => a - b, "*": (a, b) => a * b, "/": (a, b) => a / b };

    function value(term) {
      switch (term[0]) {
        case "item": return item(term[1]);
        case "age": return own("age");
        case "today": return span(today, today);
        case "number": return span(term[1], term[2]);
        case "codes": return term[1];
        default: return combine(value(term[1]), value(term[2]), arithmetic[term[0]]);
      }
    }

    function decided(yes, no) { return yes ? YES : no ? NO : UNKNOWN; }

    function ends(value) {
      return Array.isArray(value) ? span(Math.min(...value), Math.max(...value)) : value;
    }

    function compare(left, order, right) {
      if (left === SKIPPED || right === SKIPPED) return order === "is not" ? YES : NO;
      if (left === null || right === null) return UNKNOWN;
      var a = ends(left), b = ends(right);
      var equal = decided(a.low === a.high && b.low === b.high && a.low === b.low, a.high < b.low || b.high < a.low);
      switch (order) {
        case "<": return decided(a.high < b.low, a.low >= b.high);
        case "<=": return decided(a.high <= b.low, a.low > b.high);
        case ">": return decided(a.low > b.high, a.high <= b.low);
        case ">=": return decided(a.low >= b.high, a.high < b.low);
        default: return order === "is" ? equal : 1 - equal;
      }
    }

    function among(value, codes) {
      if (value === null) return UNKNOWN;
      var inside = value.filter(code => codes.includes(code)).length;
      return decided(inside === value.length, inside === 0);
    }

    function within(value, low, high) {
      return Math.min(compare(value, ">=", span(low, low)), compare(value, "<=", span(high, high)));
    }

    function known(value) {
      if (value === null || value === SKIPPED) return NO;
      return ends(value).low === ends(value).high ? YES : NO;
    }

    function negated(value, negative, holds) {
      if (value === SKIPPED) return negative ? YES : NO;
      return negative ? 1 - holds(value) : holds(value);
    }

    function test(rule) {
      switch (rule[0]) {
        case "yes": return YES;
        case "all": return Math.min(...rule.slice(1).map(test));
        case "any": return Math.max(...rule.slice(1).map(test));
        case "not": return 1 - test(rule[1]);
        case "is": return negated(value(rule[1]), rule[3], found => among(found, rule[2]));
        case "in": return negated(value(rule[1]), rule[4], found => within(found, rule[2], rule[3]));
        case "compare": return compare(value(rule[2]), rule[1], value(rule[3]));
        case "known": return known(value(rule[1]));
        default: throw new Error("no such rule: " + rule[0]);
      }
    }

    /* The smallest set of comparisons that forces the answer, found as the study's own evaluator finds it. */
    function because(rule, wanted, into) {
      if (rule[0] === "not") because(rule[1], 1 - wanted, into);
      else if (rule[0] === "all" || rule[0] === "any") {
        var forcing = rule.slice(1).filter(part => test(part) === wanted);
        if (rule[0] === "any" && wanted === YES) forcing = forcing.slice(0, 1);
        forcing.forEach(part => { because(part, wanted, into); });
      } else names(rule, into);
    }

    function names(rule, into) {
      if (rule[0] === "age") into.push("age");
      else if (rule[0] === "item") into.push(rule[1]);
      else rule.forEach(part => { if (Array.isArray(part)) names(part, into); });
    }

    /* The question itself, or those by which it does not apply. */
    function behind(name) {
      if (applies(name)) return [name];
      var read = [];
      data.gates[name].forEach(one => { if (test(one) === NO) because(one, NO, read); });
      return read.flatMap(behind);
    }

    return {
      applies: applies,
      behind: behind,
      verdicts: data.criteria.map(criterion => {
        function side(truth) { return criterion.include ? truth : 1 - truth; }
        var truths = criterion.rules.map(test), read = [];
        var met = Math.min(...truths.map(side));
        criterion.rules.forEach((rule, at) => {
          if (truths[at] === side(met)) because(rule, side(met), read);
        });
        return { met: met, because: read };
      })
    };
  }

  window.mayIJoin = judge;

  function begin() {
    var root = document.querySelector("[data-join]");
    if (!root) return;
    var data = JSON.parse(root.dataset.join), words = data.words;
    var fields = Array.from(root.querySelectorAll("[data-question]"));
    var lists = Array.from(root.querySelectorAll("[data-list]"));
    var said = root.querySelector("[role=status]");

    function question(field) { return data.questions[field.dataset.question]; }

    function chosen(field) {
      var input = field.querySelector("input:checked"), choice = input && question(field).choices[input.value];
      return choice ? { value: choice.codes, text: choice.label } : null;
    }

    function typed(field) {
      var asked = question(field), input = field.querySelector("input"), text = input.value.trim();
      var number = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
      var fits = number >= asked.low && number <= asked.high && !(asked.whole && number % 1);
      input.setAttribute("aria-invalid", text !== "" && !fits);
      field.classList.toggle("wrong", text !== "" && !fits);
      field.querySelector(".wrong-text").hidden = text === "" || fits;
      return fits ? { value: number, text: text + " " + asked.unit } : null;
    }

    function show() {
      var given = {}, answers = {}, now = new Date();
      fields.forEach(field => {
        var one = question(field).choices ? chosen(field) : typed(field);
        if (!one) return;
        given[question(field).name] = one.text;
        answers[question(field).name] = one.value;
      });
      var judged = judge(data, answers, Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / 864e5);
      fields.forEach(field => { field.hidden = !judged.applies(question(field).name); });
      judged.verdicts.forEach((verdict, at) => {
        var line = root.querySelector("[data-criterion='" + at + "']"), criterion = data.criteria[at];
        if (line.parentNode !== lists[verdict.met * 2]) lists[verdict.met * 2].appendChild(line);
        tell(line.querySelector("ul"), verdict, verdict.because.flatMap(judged.behind), given);
        line.querySelector("[data-change]").textContent = verdict.met !== NO ? ""
          : answers.age < criterion.young ? criterion.wait : criterion.change;
      });
      lists.forEach(list => { list.parentNode.hidden = list.children.length === 0; });
      var counts = lists.map(list => list.children.length);
      var sentence = Object.keys(given).length === 0 ? words.begin
        : counts[0] > 0 ? words.out.replace("{0}", counts[0]) : words.open.replace("{0}", counts[1]);
      if (said.textContent !== sentence) said.textContent = sentence;
    }

    /* What was said of a criterion that is decided; what is missing for one that is not. */
    function tell(list, verdict, read, given) {
      list.textContent = "";
      read.forEach((name, at) => {
        var isGiven = name in given;
        if (read.indexOf(name) !== at || isGiven === (verdict.met === UNKNOWN)) return;
        var line = list.appendChild(document.createElement("li"));
        line.textContent = isGiven ? words.said.replace("{0}", given[name]).replace("{1}", data.texts[name])
          : words[name in data.texts ? "without" : "hospital"].replace("{0}", data.texts[name] || data.names[name]);
      });
    }

    function clear() {
      fields.forEach(field => {
        field.querySelectorAll("input").forEach(input => {
          if (input.type === "radio") input.checked = false;
          else input.value = "";
        });
      });
      show();
    }

    root.querySelectorAll("[data-script]").forEach(one => { one.hidden = false; });
    root.addEventListener("input", show);
    root.querySelector("[data-clear]").addEventListener("click", () => {
      clear();
      fields[0].querySelector("input").focus();
    });
    root.querySelector("[data-print]").addEventListener("click", () => window.print());
    /* A browser may bring back what was filled in before. */
    window.addEventListener("pageshow", clear);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
