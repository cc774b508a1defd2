// The form "About this case" on the page Import. Its fields are read when Save is pressed and go to the program on this
// computer; nothing of them is kept here.
(function () {
  var FIELDS = ["title", "review_start", "review_end", "index_person", "nation"];

  function field(name) { return document.getElementById("about-" + name); }
  function note(name) { return document.getElementById("about-" + name + "-note"); }
  function fields() {
    var form = document.querySelector("#about-form [data-about-opened]"), typed = {}, kinds = {};
    if (!form) { return null; }
    FIELDS.forEach(function (name) { typed[name] = field(name).value; });
    form.querySelectorAll("[data-about-kind]").forEach(function (list) { kinds[list.dataset.aboutKind] = list.value; });
    return { does: "save", opened: form.dataset.aboutOpened, fields: typed, kinds: kinds, at: Date.now() };
  }

  // A field says what helps to fill it in, and what is wrong with it, to a screen reader too.
  function describe() {
    FIELDS.forEach(function (name) {
      var own = field(name), wrong = note(name);
      if (!own || !wrong) { return; }
      var hint = name.indexOf("review_") ? "about-" + name + "-hint" : "about-period-hint";
      own.setAttribute("aria-describedby", (wrong.textContent ? wrong.id + " " : "") + hint);
      if (wrong.textContent) { own.setAttribute("aria-invalid", "true"); } else { own.removeAttribute("aria-invalid"); }
    });
  }
  function show(notes) {
    FIELDS.forEach(function (name) { if (note(name)) { note(name).textContent = notes[name] || ""; } });
  }
  function focusOn(what) {
    var target = document.getElementById("about-said");
    if (what === "trouble") { target = FIELDS.map(field).find(function (own) { return own && own.getAttribute("aria-invalid"); }) || target; }
    if (what === "first") { target = field("title") || target; }
    target.focus();
  }

  // While it is saved nothing can be typed, since the form that comes back would not have it.  Where no answer comes,
  // the button tells that the program is no longer at work.
  var held = 0;
  function hold() {
    var save = document.getElementById("about-save");
    document.getElementById("about-form").inert = true;
    held = window.setTimeout(function look() {
      if (save.isConnected && save.disabled) { held = window.setTimeout(look, 100); } else { release(); }
    }, 400);
  }
  function release() {
    window.clearTimeout(held);
    document.getElementById("about-form").inert = false;
  }

  // What was typed and is not saved yet is never taken off the page.
  var typing = false;
  ["input", "change"].forEach(function (kind) {
    document.addEventListener(kind, function (event) { if (event.target.closest("#about-form")) { typing = true; } });
  });
  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-about-does='look']")) {
      window.dash_clientside.set_props("about-typed", { data: { does: "look", at: Date.now() } });
    }
  });
  document.addEventListener("keydown", function (event) {
    var save = document.getElementById("about-save");
    if (event.key === "Enter" && event.target.matches("#about-form input") && save && !save.disabled) { save.click(); }
  });

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    about: {
      // What was just made is on the page a moment later.
      made: function () { typing = false; window.setTimeout(describe, 60); return window.dash_clientside.no_update; },
      // A file that was taken in can have brought an agency.
      more: function () { return typing ? window.dash_clientside.no_update : { does: "look", quiet: true, at: Date.now() }; },
      typed: function () {
        var typed = fields();
        if (typed) { hold(); }
        return typed || window.dash_clientside.no_update;
      },
      answered: function (answer) {
        if (!answer) { return window.dash_clientside.no_update; }
        release();
        window.setTimeout(function () {
          if (answer.notes) { show(answer.notes); }
          describe();
          if (answer.focus) { focusOn(answer.focus); }
        }, 80);
        return String(answer.at);
      }
    }
  });
})();
