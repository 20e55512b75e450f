/* Pages work without this. It fills in today, moves the focus to a summary, and takes care that a
   piece of the page that htmx brings neither loses an answer nor the focus. */
(function () {
  "use strict";
  var months = { en: "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ") };

  document.addEventListener("click", function (event) {
    var button = event.target.closest("button[data-today]");
    if (!button) return;
    event.preventDefault();
    var day = button.dataset.today.split("-").map(Number);
    var month = document.documentElement.lang === "en" ? months.en[day[1] - 1] : day[1];
    [["year", day[0]], ["month", month], ["day", day[2]]].forEach(function (part) {
      var field = document.getElementById(button.value + "--" + part[0]);
      field.value = part[1];
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
  });

  /* What a slider is set to stands beside it. */
  document.addEventListener("input", function (event) {
    var shown = event.target.type === "range" && event.target.nextElementSibling;
    if (shown && shown.tagName === "OUTPUT") shown.textContent = event.target.value + " %";
  });

  /* A table that folds on a phone is laid out as a grid; some browsers then forget that it is a table. */
  var roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
  function tables() {
    document.querySelectorAll("table:is(.fold, .steps)").forEach(function (table) {
      [table].concat(Array.from(table.querySelectorAll("thead, tbody, tr, th, td"))).forEach(function (part) {
        part.setAttribute("role", roles[part.tagName] || (part.scope === "row" ? "rowheader" : "columnheader"));
      });
    });
  }

  function focus(within) {
    var summary = within.matches && within.matches("[data-focus]") ? within : within.querySelector("[data-focus]");
    if (summary) summary.focus();
  }

  /* Answers given while a piece of the page is on its way are newer than it: then it is dropped, and the
     change that came between asks for the next. An answer
     without the piece, such as the sign-in page, is not taken in; what was sent is then followed to it. */
  var touched = 0;
  ["input", "change"].forEach(function (kind) {
    document.addEventListener(kind, function () { touched += 1; }, true);
  });
  document.addEventListener("htmx:beforeRequest", function (event) {
    event.detail.xhr.touched = touched;
  });
  document.addEventListener("htmx:beforeSwap", function (event) {
    var wanted = event.detail.elt.getAttribute("data-hx-select");
    if (!wanted) return;
    var there = event.detail.serverResponse.indexOf('id="' + wanted.slice(1) + '"') >= 0;
    var sent = event.detail.elt.tagName === "FORM";
    if (!there || (!sent && event.detail.xhr.touched !== touched)) {
      event.detail.shouldSwap = false;
      if (sent) window.location.assign(event.detail.xhr.responseURL);
      return;
    }
    lost = place(event.detail.target);
    opened = Array.from(event.detail.target.querySelectorAll("details[open][id]")).map(function (one) { return one.id; });
  });
  var opened = [];

  /* htmx gives the focus back to what has an id; a summary or a link has none and is found by its place. */
  var lost = null;
  var stops = "a[href], button, input, select, textarea, summary";
  function place(piece) {
    var active = document.activeElement;
    if (!active || active.id || !piece.contains(active)) return null;
    var field = active.closest("[id]");
    return { field: field.id, at: Array.from(field.querySelectorAll(stops)).indexOf(active) };
  }
  function giveBack() {
    var field = lost && document.getElementById(lost.field);
    var stop = field && field.querySelectorAll(stops)[lost.at];
    if (stop) stop.focus();
    lost = null;
  }
  document.addEventListener("htmx:afterSwap", function (event) {
    opened.forEach(function (id) {
      var one = document.getElementById(id);
      if (one) one.open = true;
    });
    opened = [];
    giveBack();
    var live = document.getElementById("status");
    var piece = event.detail.elt;
    var said = piece && piece.dataset ? piece.dataset.said : "";
    if (live && said && live.textContent !== said) live.textContent = said;
  });
  document.addEventListener("htmx:afterSettle", function (event) {
    var piece = event.target;
    tables();
    focus(piece);
    if (document.activeElement === document.body && piece.querySelector) {
      var heading = piece.querySelector("h2[tabindex]");
      if (heading) heading.focus();
    }
  });

  /* What is typed is kept for whoever types it, a second after the last was kept. When it cannot be, the page
     says so and tries on; after a new sign-in elsewhere it first asks for the page's new token. */
  var kept = new Map();
  function keeps(form) {
    return form && form.querySelector && form.querySelector("[data-kept]");
  }
  function later(event) {
    var form = event.target.form;
    if (!keeps(form) || event.target.type === "password") return;
    if (!kept.has(form)) kept.set(form, setTimeout(keep, 1000, form));
  }
  /* That a draft is kept is seen and not announced; that none is kept is announced too. */
  function tell(form, what) {
    var text = keeps(form).getAttribute(what);
    ["draft"].concat(what === "data-kept" ? [] : ["status"]).forEach(function (id) {
      var place = document.getElementById(id);
      if (place && place.textContent !== text) place.textContent = text;
    });
  }
  /* One after the other, so that nothing older arrives after what is newer. */
  function keep(form, leaving) {
    kept.delete(form);
    if (!form.isConnected || form.sent) return;
    if (form.keeping && !leaving) {
      kept.set(form, setTimeout(keep, 300, form));
      return;
    }
    var body = new URLSearchParams(new FormData(form));
    body.delete("password");
    body.set("act", "keep");
    form.keeping = true;
    fetch(form.action, { method: "POST", body: body, keepalive: true, redirect: "manual" }).then(function (answer) {
      form.keeping = false;
      if (answer.status === 204) tell(form, "data-kept");
      else if (answer.status === 413) tell(form, "data-not-kept");
      else renew(form);
    }).catch(function () {
      form.keeping = false;
      again(form);
    });
  }
  function again(form) {
    tell(form, "data-not-kept");
    if (!kept.has(form)) kept.set(form, setTimeout(keep, 3000, form));
  }
  function renew(form) {
    fetch(form.action, { redirect: "error" }).then(function (answer) { return answer.text(); }).then(function (page) {
      var found = new DOMParser().parseFromString(page, "text/html").querySelector("form.form input[name=_csrf]");
      if (found) form.querySelector("input[name=_csrf]").value = found.value;
    }).catch(function () {}).then(function () { again(form); });
  }
  /* A piece that asks for a new sign-in takes nobody away from what they typed. */
  document.addEventListener("htmx:beforeOnLoad", function (event) {
    var form = event.detail.elt.closest("form");
    if (keeps(form) && event.detail.xhr.getResponseHeader("HX-Redirect")) {
      event.preventDefault();
      again(form);
    }
  });
  document.addEventListener("input", later, true);
  document.addEventListener("change", later, true);
  document.addEventListener("submit", function (event) {
    event.target.sent = true;
    clearTimeout(kept.get(event.target));
  });
  window.addEventListener("pagehide", function () {
    kept.forEach(function (_, form) { keep(form, true); });
  });
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) document.querySelectorAll("form").forEach(function (form) { form.sent = false; });
  });

  function begin() {
    tables();
    focus(document);
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
