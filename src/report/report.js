/* What the page gains where scripts run: search, sorting, copying, folding. Everything is readable
   without it. It asks for nothing from outside, and writes text, never markup. */
(function () {
  "use strict";
  var main = document.getElementById("content");
  var cards = Array.prototype.slice.call(main.querySelectorAll("details.card"));
  var rows = Array.prototype.slice.call(main.querySelectorAll("tbody tr"));

  function button(label, act) {
    var b = document.createElement("button");
    b.type = "button";
    b.textContent = label;
    b.addEventListener("click", act);
    return b;
  }

  /* Unfolding: all at once, and the one that a link leads to. */
  function fold(open) {
    cards.forEach(function (card) { card.open = open; });
  }
  function follow() {
    var target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    var card = target && target.closest("details");
    if (card && !card.open) {
      card.open = true;
      target.scrollIntoView();
    }
  }
  window.addEventListener("hashchange", follow);
  follow();

  /* Paper has nothing to unfold: browsers that print a folded part folded are helped. */
  var folded = [];
  window.addEventListener("beforeprint", function () {
    folded = cards.filter(function (card) { return !card.open; });
    fold(true);
  });
  window.addEventListener("afterprint", function () {
    folded.forEach(function (card) { card.open = false; });
  });

  /* Search: what does not hold all words goes out of sight. */
  var tools = document.getElementById("tools");
  var box = document.getElementById("search");
  var found = document.getElementById("found");
  function holds(element, words) {
    var text = element.textContent.toLowerCase();
    return words.every(function (word) { return text.indexOf(word) >= 0; });
  }
  function hideEmpty(section) {
    var parts = section.querySelectorAll("details.card, tbody tr");
    section.hidden = parts.length > 0 && !Array.prototype.some.call(parts, function (part) {
      return !part.hidden;
    });
  }
  function search() {
    var words = box.value.toLowerCase().split(/\s+/).filter(Boolean);
    var hits = 0;
    cards.forEach(function (card) {
      card.hidden = !holds(card, words);
      hits += card.hidden ? 0 : 1;
    });
    rows.forEach(function (row) {
      row.hidden = !row.closest("details") && !holds(row, words);
    });
    Array.prototype.forEach.call(main.querySelectorAll("section"), hideEmpty);
    found.textContent = !words.length ? "" : hits === 1 ? "1 entry" : hits + " entries";
  }
  box.addEventListener("input", search);
  if (cards.length) {
    tools.appendChild(button("Unfold all", function () { fold(true); }));
    tools.appendChild(button("Fold all", function () { fold(false); }));
  }
  tools.hidden = false;

  /* Sorting: numbers most first, words from A on; again for the other way round. */
  function value(row, column, isNumber) {
    var cell = row.cells[column];
    var text = (cell.getAttribute("data-rank") || cell.textContent).trim();
    return isNumber ? parseFloat(text.replace(/[^0-9.]/g, "")) || 0 : text.toLowerCase();
  }
  function sort(table, head, column) {
    var isNumber = head.classList.contains("number") || head.hasAttribute("data-rank");
    var before = head.getAttribute("aria-sort");
    var up = before ? before === "descending" : !isNumber;
    var body = table.tBodies[0];
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (cell) {
      cell.removeAttribute("aria-sort");
    });
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    Array.prototype.slice.call(body.rows).map(function (row, place) {
      return { row: row, place: place, value: value(row, column, isNumber) };
    }).sort(function (a, b) {
      var order = a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
      return (up ? order : -order) || a.place - b.place;
    }).forEach(function (entry) { body.appendChild(entry.row); });
  }
  Array.prototype.forEach.call(main.querySelectorAll("table"), function (table) {
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, column) {
      if (head.classList.contains("graph"))
        return;
      var b = button(head.textContent, function () { sort(table, head, column); });
      b.className = "sort";
      head.textContent = "";
      head.appendChild(b);
    });
  });

  /* Copying a command. A page from a disk may not use the clipboard itself, but a selection may. */
  function copy(code, b) {
    var range = document.createRange();
    var selection = window.getSelection();
    range.selectNodeContents(code);
    selection.removeAllRanges();
    selection.addRange(range);
    var done = false;
    try {
      done = document.execCommand("copy");
    } catch (refused) {
      done = false;
    }
    if (done)
      selection.removeAllRanges();
    b.textContent = done ? "Copied" : "Press Ctrl+C";
    setTimeout(function () { b.textContent = "Copy"; }, 2000);
  }
  Array.prototype.forEach.call(main.querySelectorAll("li > pre > code"), function (code) {
    var b = button("Copy", function () { copy(code, b); });
    b.className = "copy";
    b.setAttribute("aria-label", "Copy the command " + code.textContent);
    code.parentNode.appendChild(b);
  });
})();
