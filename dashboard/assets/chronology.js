// Small helps for the keyboard. No data passes through here.
window.dash_clientside = Object.assign({}, window.dash_clientside, {
  chronology: {
    // When the panel shows something else, keyboard and screen reader follow it there.
    focusPanel: function (choice) {
      window.setTimeout(function () {
        var side = document.getElementById("side");
        var heading = document.getElementById("panel-heading");
        var inTable = document.activeElement && document.activeElement.closest(".ag-root");
        if (side) { side.scrollTop = 0; }
        if (heading && !inTable) { heading.focus({ preventScroll: true }); }
      }, 250);
      return choice && (choice.entry || choice.finding) ? "open" : "list";
    }
  }
});

// A menu closes when the reader goes elsewhere or presses Escape.
document.addEventListener("click", function (event) {
  document.querySelectorAll("details.menu[open]").forEach(function (menu) {
    if (!menu.contains(event.target)) { menu.open = false; }
  });
});
document.addEventListener("keydown", function (event) {
  if (event.key !== "Escape") { return; }
  document.querySelectorAll("details.menu[open]").forEach(function (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  });
});
