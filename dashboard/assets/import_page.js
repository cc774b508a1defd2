// Files on the page Import go straight from the disk to the program on this computer; nothing of them is kept here.
// What is held is the ids of the files dropped in this tab, for as long as the tab is open: ids that say nothing.
(function () {
  var HELD = "import-held", held = [];
  try { held = JSON.parse(window.sessionStorage.getItem(HELD)); } catch (_none) { held = []; }
  if (!Array.isArray(held)) { held = []; }

  function setProps(id, props) { window.dash_clientside.set_props(id, props); }
  function say(words) { setProps("import-said", { children: words }); }
  function secret() {
    var found = document.cookie.match(/(?:^|; )_csrf_token=([^;]*)/);
    return found ? decodeURIComponent(found[1]) : "";
  }

  function send(file) {
    return window.fetch("/import/file", {
      method: "POST", body: file, credentials: "same-origin",
      headers: { "Content-Type": "application/octet-stream", "X-CSRFToken": secret(), "X-File-Name": encodeURIComponent(file.name) }
    }).then(function (answer) { return answer.json(); });
  }

  function hold(id) {
    held.push(id);
    // A browser that keeps nothing forgets them when the page is loaded again.
    try { window.sessionStorage.setItem(HELD, JSON.stringify(held)); } catch (_refused) { /* see above */ }
    setProps("import-held", { data: held.slice() });
  }

  // One after the other: the program reads each of them.
  async function sendAll(files, largest) {
    var troubles = [];
    for (var place = 0; place < files.length; place += 1) {
      var file = files[place];
      say("Reading " + file.name + (files.length > 1 ? " (" + (place + 1) + " of " + files.length + ")" : "") + " …");
      if (file.size > largest) {
        troubles.push(file.name + " is larger than " + Math.round(largest / 1048576) + " MB, which no chronology is; it was not taken.");
        continue;
      }
      try {
        var answer = await send(file);
        if (answer.id) { hold(answer.id); }
        else { troubles.push(file.name + ": " + answer.sentence); }
      } catch (_failed) {
        troubles.push(file.name + " could not be read here. If it is a folder, drop the files in it; if it is open in another program, close it there.");
      }
    }
    say(troubles.join(" "));
  }
  function taken(list) {
    var drop = document.getElementById("import-drop");
    if (drop && list.length) { sendAll(Array.from(list), Number(drop.dataset.largest)); }
  }

  document.addEventListener("click", function (event) {
    if (!event.target.closest("#import-choose")) { return; }
    var field = document.createElement("input");
    field.type = "file";
    field.multiple = true;
    field.addEventListener("change", function () { taken(field.files); });
    field.click();
  });
  ["dragover", "drop"].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      var drop = document.getElementById("import-drop");
      if (!drop || !event.dataTransfer || Array.from(event.dataTransfer.types).indexOf("Files") < 0) { return; }
      // Anywhere on the page, so that the browser never opens the file in its own way.
      event.preventDefault();
      drop.classList.toggle("over", kind === "dragover");
      if (kind === "drop") { taken(event.dataTransfer.files); }
    });
  });
  document.addEventListener("dragleave", function (event) {
    var drop = document.getElementById("import-drop");
    if (drop && !event.relatedTarget) { drop.classList.remove("over"); }
  });

  // Lists in a card tell their choice; the card is then made anew, and the keyboard stays where it was.
  document.addEventListener("change", function (event) {
    var list = event.target, what = list.dataset && list.dataset.importWhat;
    // A kind can be left to what the name tells.
    if (!what || !(list.value || what === "kind")) { return; }
    choose(list.dataset, list.value);
  });
  function choose(told, value) {
    setProps("import-chosen", { data: { what: told.importWhat, of: told.importOf || "", file: told.importFile, value: value, at: Date.now() } });
  }

  // Where the keyboard was when a card was made anew, so that it can go back there.
  var last = null;
  document.addEventListener("focusin", function (event) {
    var card = event.target.closest(".import-file");
    if (card) { last = { id: event.target.dataset.importThen || event.target.id, card: card.getAttribute("aria-labelledby") }; }
  });
  document.addEventListener("click", function (event) {
    var button = event.target.closest("button[data-import-what]");
    if (button) { choose(button.dataset, button.dataset.importValue); }
  });
  function keepFocus() {
    if (!last || document.activeElement !== document.body) { return; }
    var target = document.getElementById(last.id), button = document.getElementById("import-choose");
    if (!target || target.disabled) { target = document.getElementById(last.card) || button; }
    if (target) { target.focus({ preventScroll: target !== button }); }
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    importing: {
      held: function () {
        new MutationObserver(keepFocus).observe(document.getElementById("import-files"), { childList: true, subtree: true });
        return held.slice();
      }
    }
  });
})();
