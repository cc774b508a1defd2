// Small helps for the keyboard on the page People. No data passes through here.
window.dash_clientside = Object.assign({}, window.dash_clientside, {
  people: {
    // When the entries of a person are shown, keyboard and screen reader follow them there.
    focusPanel: function (_children, choice) {
      if (!choice) { return "hint"; }
      window.setTimeout(function () {
        var heading = document.getElementById("people-panel-heading");
        if (heading) { heading.closest("aside").scrollTop = 0; heading.focus(); }
      }, 60);
      return "entries";
    }
  }
});
