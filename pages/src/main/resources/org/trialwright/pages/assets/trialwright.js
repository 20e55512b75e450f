/* Pages work without this. It spares a round trip for the Today button and moves the focus to a summary. */
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

  function focus() {
    var summary = document.querySelector("[data-focus]");
    if (summary) summary.focus();
  }
  document.addEventListener("htmx:afterSettle", focus);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", focus);
  else focus();
})();
