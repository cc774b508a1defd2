// The shell: current page, dialogs, theme and size of text, keys. Nothing of the case passes through here; what is
// kept for the session is one bare word for the theme and one number for the size.
(function () {
  var root = document.documentElement;
  var THEMES = ["auto", "light", "dark", "contrast"], SIZES = ["100", "125", "150", "200"];
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  var more = window.matchMedia("(prefers-contrast: more)");

  function kept(name, allowed) {
    try {
      var word = window.sessionStorage.getItem(name);
      return allowed.indexOf(word) > 0 ? word : allowed[0];
    } catch (_refused) { return allowed[0]; }
  }
  function keep(name, word, allowed) {
    try {
      if (word === allowed[0]) { window.sessionStorage.removeItem(name); } else { window.sessionStorage.setItem(name, word); }
    } catch (_refused) { /* The choice then lasts until the page is closed. */ }
  }
  var chosen = { theme: kept("theme", THEMES), size: kept("size", SIZES) };

  function dress() {
    var theme = chosen.theme;
    root.dataset.theme = theme === "dark" || (theme === "auto" && dark.matches) ? "dark" : "light";
    root.dataset.contrast = theme === "contrast" || (theme === "auto" && more.matches) ? "more" : "usual";
    root.dataset.size = chosen.size;
    document.querySelectorAll("[data-theme-choice]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === chosen.theme));
    });
    document.querySelectorAll("[data-size-choice]").forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset.sizeChoice === chosen.size));
    });
    // A chart measures its room when the window does.
    window.requestAnimationFrame(function () { window.dispatchEvent(new Event("resize")); });
  }
  dark.addEventListener("change", dress);
  more.addEventListener("change", dress);
  dress();

  document.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (!button) {
      // A press on the ground beside a dialog closes it.
      if (event.target.tagName === "DIALOG") { event.target.close(); }
      return;
    }
    if (button.dataset.themeChoice) {
      chosen.theme = button.dataset.themeChoice;
      keep("theme", chosen.theme, THEMES);
      dress();
    }
    if (button.dataset.sizeChoice) {
      chosen.size = button.dataset.sizeChoice;
      keep("size", chosen.size, SIZES);
      dress();
    }
    if (button.dataset.opens) { document.getElementById(button.dataset.opens).showModal(); }
    if (button.dataset.presses) {
      var pressed = document.getElementById(button.dataset.presses);
      pressed.focus();
      pressed.click();
    }
    if (button.dataset.tells) {
      var what = Object.assign(JSON.parse(button.dataset.what), { at: Date.now() });
      window.dash_clientside.set_props(button.dataset.tells, { data: what });
    }
    if (button.dataset.closes) { button.closest("dialog").close(); }
  });

  // The findings one after the other, while the card has the focus.
  var STEPS = { n: "next", ArrowRight: "next", p: "previous", ArrowLeft: "previous" };
  document.addEventListener("keydown", function (event) {
    var card = document.getElementById("missed-card"), step = STEPS[event.key];
    if (!card || !step || event.ctrlKey || event.metaKey || event.altKey) { return; }
    var inside = event.target === card || (card.contains(event.target) && !event.target.closest(".scroll, .js-plotly-plot"));
    var button = card.querySelector(".step-" + step);
    if (inside && button && !button.disabled) { event.preventDefault(); button.click(); }
  });

  // Where the program that serves the page has stopped, the page says so.
  var plainFetch = window.fetch;
  window.fetch = function () {
    return plainFetch.apply(window, arguments).then(function (answer) {
      if (answer.status === 403) { tell("This page is no longer joined to the program. Please start it anew and open its new link."); }
      return answer;
    }, function (reason) {
      if (!reason || reason.name !== "AbortError") { tell("The program that shows the timeline has stopped. Please start it anew; nothing of the case is lost."); }
      throw reason;
    });
  };
  function tell(words) {
    var line = document.getElementById("trouble");
    if (line) { line.textContent = words; }
  }

  var current = null;
  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    shell: {
      pageShown: function (path) {
        path = path || "/";
        var title = "No such page";
        document.querySelectorAll("#pages a").forEach(function (link) {
          if (link.getAttribute("href") === path) {
            link.setAttribute("aria-current", "page");
            title = link.textContent;
          } else { link.removeAttribute("aria-current"); }
        });
        // The name of the page and no more: a browser keeps titles in its history.
        document.title = title + " – Chronology";
        document.querySelectorAll("dialog[open]").forEach(function (dialog) { dialog.close(); });
        if (current !== null && current !== path) {
          window.scrollTo(0, 0);
          document.getElementById("page").focus({ preventScroll: true });
        }
        current = path;
        dress();
        return path;
      },
      // The grid says aloud that no entry passes; its sentence must not stay behind when there are entries again.
      gridFilled: function (_rows, ident) {
        window.dash_ag_grid.getApiAsync(ident).then(function (api) {
          if (!api.followed) {
            api.followed = true;
            api.addEventListener("modelUpdated", function () { forgetEmpty(ident, api); });
          }
          forgetEmpty(ident, api);
        }, function () { /* The page was left before its grid was there. */ });
        return "yes";
      },
      openEntry: function () {
        var dialog = document.getElementById("entry-dialog");
        if (!dialog.open) { dialog.showModal(); }
        dialog.querySelector(".dialog-body").scrollTop = 0;
        return "yes";
      },
      // Another finding is open: keyboard and screen reader follow to its card, and the list shows its line.
      cardShown: function (finding) {
        window.setTimeout(function () {
          var card = document.getElementById("missed-card");
          var line = document.querySelector(".finding-line[aria-current='true']");
          if (line && line.parentNode) {
            var list = document.getElementById("missed-list"), box = line.getBoundingClientRect(), frame = list.getBoundingClientRect();
            if (box.top < frame.top || box.bottom > frame.bottom) { list.scrollTop += box.top - frame.top - 60; }
          }
          if (card && card.dataset.seen && card.dataset.seen !== finding) {
            var list = document.getElementById("missed-list");
            if (!list.contains(document.activeElement)) { card.focus({ preventScroll: true }); }
            if (card.getBoundingClientRect().top < 0) { card.scrollIntoView({ block: "start" }); }
          }
          if (card) { card.dataset.seen = finding; }
        }, 60);
        return finding;
      }
    }
  });

  function forgetEmpty(ident, api) {
    // It is said a moment after the rows have changed.
    window.setTimeout(function () {
      var said = document.querySelector("#" + ident + " .ag-aria-description-container");
      if (!said || api.isDestroyed() || !api.getDisplayedRowCount()) { return; }
      if (said.textContent.indexOf(api.getGridOption("localeText").noRowsToShow) === 0) { said.textContent = ""; }
    }, 400);
  }

  // Find in the table: from one match to the next, in the order in which the rows stand.
  function find(step) {
    var field = document.getElementById("find"), words = field && field.value.trim().toLowerCase(), said = document.getElementById("find-count");
    if (!said) { return; }
    if (!words) { said.textContent = ""; return; }
    var grid = window.dash_ag_grid.getApi("grid");
    var columns = grid.getAllDisplayedColumns().map(function (column) { return column.getColId(); });
    var found = [], here = -1;
    grid.forEachNodeAfterFilterAndSort(function (node) {
      var hit = columns.some(function (name) {
        var value = name === "sort" ? node.data.date : node.data[name];
        return value !== null && value !== undefined && String(value).toLowerCase().indexOf(words) >= 0;
      });
      if (node.isSelected()) { here = hit ? found.length : found.length - (step > 0 ? 1 : 0); }
      if (hit) { found.push(node); }
    });
    if (!found.length) { said.textContent = "no match"; return; }
    var next = (here + step + found.length) % found.length;
    grid.ensureNodeVisible(found[next], "middle");
    found[next].setSelected(true, true);
    said.textContent = (next + 1) + " of " + found.length;
  }
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-find]");
    if (button) { find(button.dataset.find === "on" ? 1 : -1); }
  });
  document.addEventListener("keydown", function (event) {
    if (event.target.id === "find" && event.key === "Enter") { event.preventDefault(); find(event.shiftKey ? -1 : 1); }
  });
})();
