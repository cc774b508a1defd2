// The Timeline's own script: what must answer at once without asking the server. It handles dates, counts and
// ids, never what an agency wrote, and keeps nothing beyond the two dates in the address of the page.
(function () {
  "use strict";
  var DAY = 86400000, YEAR = 365.2425 * DAY, LEAST = 2 * DAY;
  var SVG = "http://www.w3.org/2000/svg";
  var state = { strip: null, pending: 0, redrawn: 0, pointer: null, focus: null, target: null, latest: null, told: null };

  function byId(id) { return document.getElementById(id); }
  function chart() { return document.querySelector("#swimlane .js-plotly-plot"); }
  function ready(gd) { return gd && gd._fullLayout && gd._fullLayout.xaxis && gd._fullLayout.meta; }
  function meta(gd) { return gd._fullLayout.meta; }
  function inView(gd) {
    var axis = gd._fullLayout.xaxis;
    return axis.range.map(function (end) { return axis.r2l(end); });
  }
  function dayText(ms) {
    return new Date(ms).toLocaleDateString("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" })
      .replace("Sept", "Sep");
  }
  function isoDay(ms) { return new Date(ms).toISOString().slice(0, 10); }
  function utc(year, month, date) { return Date.UTC(year, month, date); }

  // ------------------------------------------------------------------ moving
  function show(from, to) {
    var gd = chart();
    if (!ready(gd)) { return; }
    var whole = meta(gd).ranges.whole, most = (whole[1] - whole[0]) * 1.5;
    var width = Math.min(Math.max(to - from, LEAST), most), middle = (from + to) / 2;
    state.target = [middle - width / 2, middle + width / 2];
    if (state.pending) { return; }
    // Several keys within one frame are one redrawing.
    state.pending = window.requestAnimationFrame(function () {
      var target = state.target;
      state.pending = 0;
      state.target = null;
      if (chart() === gd) { window.Plotly.relayout(gd, { "xaxis.range": target }); }
    });
  }
  function forgetTarget() {
    window.cancelAnimationFrame(state.pending);
    state.pending = 0;
    state.target = null;
  }
  function current(gd) { return state.target || inView(gd); }
  function step(what) {
    var gd = chart();
    if (!ready(gd)) { return; }
    var r = current(gd), width = r[1] - r[0], middle = (r[0] + r[1]) / 2;
    if (what === "in") { show(middle - width * 0.3, middle + width * 0.3); }
    if (what === "out") { show(middle - width / 1.2, middle + width / 1.2); }
    if (what === "earlier") { show(r[0] - width / 4, r[1] - width / 4); }
    if (what === "later") { show(r[0] + width / 4, r[1] + width / 4); }
  }
  function named(name) {
    var gd = chart(), range = ready(gd) && meta(gd).ranges[name];
    if (range) { show(range[0], range[1]); }
  }

  // ------------------------------------------------- what follows from a move
  function noteRange(gd) {
    if (!ready(gd)) { return; }
    var r = inView(gd), told = meta(gd);
    state.latest = r;
    follow(gd);
    window.dash_clientside.set_props("timeline-window", { data: { finding: told.finding, from: r[0], to: r[1] } });
    writeAddress(r, told);
    var width = r[1] - r[0], moved = Math.abs(r[0] - told.drawn[0]) + Math.abs(r[1] - told.drawn[1]);
    var stacked = told.stacked[1] - told.stacked[0];
    if ((told.partial && moved > width * 0.02) || (!told.partial && width > stacked * 1.3)) {
      window.clearTimeout(state.redrawn);
      state.redrawn = window.setTimeout(function () {
        window.dash_clientside.set_props("timeline-redraw", { data: { at: Date.now() } });
      }, 120);
    }
  }
  // A drawing that was asked for before the reader moved on shows where they were: go on to where they are, unless
  // it was asked for by what sends the chart elsewhere (another finding, "Clear all").
  function catchUp(gd) {
    var before = state.told, told = meta(gd);
    state.told = told;
    if (before === told) { return false; }
    if (before.finding !== told.finding || before.clears !== told.clears) { forgetTarget(); return false; }
    if (!apart(inView(gd), state.latest)) { return false; }
    show(state.latest[0], state.latest[1]);
    return true;
  }
  function apart(a, b) { return Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1]) > 1000; }
  function writeAddress(r, told) {
    var away = Math.abs(r[0] - told.home[0]) + Math.abs(r[1] - told.home[1]) > 2 * DAY;
    // The stretch of a finding would outlive it: the address does not name the finding.
    var hash = away && !told.finding ? "#range=" + isoDay(r[0]) + "_" + isoDay(r[1]) : "";
    var old = window.location.hash;
    if (hash === old || (!hash && old.indexOf("#range=") !== 0)) { return; }
    window.history.replaceState(window.history.state, "", window.location.pathname + hash);
  }
  function follow(gd) {
    var words = byId("range-words"), r = inView(gd);
    if (words) { words.textContent = dayText(r[0]) + " to " + dayText(r[1]); }
    document.querySelectorAll("button[data-range]").forEach(function (button) {
      button.disabled = !meta(gd).ranges[button.dataset.range];
    });
    drawRulers(gd, r);
    drawWindow(gd, r);
  }

  // ------------------------------------------------------------------ drawing
  function element(parent, name, attributes, text) {
    var made = document.createElementNS(SVG, name);
    Object.keys(attributes).forEach(function (key) { made.setAttribute(key, attributes[key]); });
    if (text !== undefined) { made.textContent = text; }
    parent.appendChild(made);
    return made;
  }
  function fresh(holder, width, height) {
    holder.replaceChildren();
    return element(holder, "svg", { width: width, height: height, viewBox: "0 0 " + width + " " + height });
  }

  // A row of segments, each named where there is room for its name.
  function row(svg, y, segments, scale, width, className) {
    segments.forEach(function (segment) {
      var a = Math.max(scale(segment[0]), 0), b = Math.min(scale(segment[1]), width);
      if (b <= 0 || a >= width || b - a < 1) { return; }
      if (scale(segment[0]) >= 0) { element(svg, "line", { x1: a, x2: a, y1: y, y2: y + 15, class: "ruler-edge" }); }
      if (segment[3]) { element(svg, "rect", { x: a, y: y + 1, width: b - a, height: 14, class: segment[3] }); }
      var name = segment[2].find(function (words) { return words.length * 5.7 + 6 <= b - a; });
      if (name) { element(svg, "text", { x: (a + b) / 2, y: y + 12, class: className, "text-anchor": "middle" }, name); }
    });
  }
  // Anniversaries of a birth that may lie anywhere between two days: certain stretches, and those between.
  function ages(born, r, pixelsPerDay) {
    var found = [], months = pixelsPerDay * 30 >= 22 && born[1] - born[0] < 20 * DAY;
    var each = months ? 1 : 12, begin = new Date(born[0]), end = new Date(born[1]);
    function after(date, n) { return utc(date.getUTCFullYear(), date.getUTCMonth() + n, date.getUTCDate()); }
    var from = Math.max(0, Math.floor((r[0] - born[1]) / YEAR) * 12 - 12);
    if (r[0] < born[0]) { found.push([r[0] - DAY, born[0], ["before birth", "unborn"]]); }
    if (born[1] - born[0] > DAY) {
      found.push([born[0], Math.min(born[1], after(begin, 12)), ["born in this time", "born"], "ruler-unsure"]);
    }
    for (var n = from; after(begin, n) < r[1] && n < 1500; n += each) {
      var sure = after(end, n), next = after(begin, n + each), later = after(end, n + each);
      if (sure < next) { found.push([sure, next, agesInWords(n, months)]); }
      if (later > next && n + each >= 12) {
        found.push([Math.max(next, sure), later, [n / 12 + " or " + (n / 12 + 1)], "ruler-unsure"]);
      }
    }
    return found;
  }
  function agesInWords(n, months) {
    var years = Math.floor(n / 12), left = n % 12;
    if (!months) { return years ? [years + (years === 1 ? " year old" : " years old"), String(years)] : ["under 1", "0"]; }
    if (n < 24) { return [n + (n === 1 ? " month" : " months"), n + "m"]; }
    return left ? [years + "y " + left + "m", String(left)] : [years + " years", years + "y"];
  }
  function terms(r) {
    var found = [], first = new Date(r[0]).getUTCFullYear() - 1, last = new Date(r[1]).getUTCFullYear();
    for (var year = first; year <= last; year += 1) {
      [["Spring", 0, 4, 2, 31], ["Summer", 3, 15, 6, 22], ["Autumn", 8, 2, 11, 20]].forEach(function (term) {
        found.push([utc(year, term[1], term[2]), utc(year, term[3], term[4]),
          [term[0] + " term " + year, term[0] + " term", term[0], term[0].slice(0, 2)], "ruler-term"]);
      });
    }
    return found;
  }
  function weeks(r) {
    var found = [], monday = Math.floor((r[0] / DAY + 3) / 7) * 7 * DAY - 3 * DAY;
    for (; monday < r[1]; monday += 7 * DAY) {
      var thursday = new Date(monday + 3 * DAY);
      var number = Math.floor((thursday - utc(thursday.getUTCFullYear(), 0, 1)) / (7 * DAY)) + 1;
      found.push([monday, monday + 7 * DAY, ["week " + number, String(number)]]);
    }
    return found;
  }
  function drawRulers(gd, r) {
    var holder = byId("rulers"), axis = gd._fullLayout.xaxis, width = axis._length;
    if (!holder || !state.strip) { return; }
    var left = axis._offset, perDay = width / (r[1] - r[0]) * DAY;
    var svg = fresh(holder, left + width, 36);
    var inner = element(svg, "svg", { x: left, y: 0, width: width, height: 36 });
    function scale(ms) { return (ms - r[0]) / (r[1] - r[0]) * width; }
    var fine = perDay * 7 >= 17, title = "";
    if (state.strip.born) {
      row(inner, 1, ages(state.strip.born, r, perDay), scale, width, "ruler-words");
      element(svg, "text", { x: left - 8, y: 13, class: "ruler-name", "text-anchor": "end" }, "Age of " + state.strip.person);
    }
    if (fine) { title = "Weeks of the year"; row(inner, 18, weeks(r), scale, width, "ruler-words"); }
    else if (perDay * 90 >= 20) { title = "School terms (usual)"; row(inner, 18, terms(r), scale, width, "ruler-words"); }
    element(svg, "text", { x: left - 8, y: 30, class: "ruler-name", "text-anchor": "end" }, title);
  }

  function drawStrip(gd) {
    var holder = byId("overview"), strip = state.strip;
    if (!holder || !strip || !ready(gd)) { return; }
    var axis = gd._fullLayout.xaxis, left = axis._offset, width = axis._length, tall = 34;
    var svg = fresh(holder, left + width + 14, tall + 16), part = width / strip.counts.length;
    var most = Math.max.apply(null, strip.counts.concat([1]));
    function bars(counts, className) {
      var path = counts.map(function (n, i) {
        if (!n) { return ""; }
        var high = Math.max(n / most * (tall - 4), 2);
        return "M" + (left + i * part) + " " + tall + "v" + -high + "h" + Math.max(part - 0.6, 0.8) + "v" + high + "z";
      }).join("");
      element(svg, "path", { d: path, class: className });
    }
    function at(ms) { return left + (ms - strip.first) / (strip.last - strip.first) * width; }
    element(svg, "rect", { x: left, y: 0, width: width, height: tall, class: "strip-ground" });
    if (strip.review) {
      element(svg, "rect", { x: at(strip.review[0]), y: tall, width: at(strip.review[1]) - at(strip.review[0]), height: 2.5, class: "strip-review" });
    }
    bars(strip.counts, "strip-all");
    bars(strip.cited, "strip-cited");
    var years = (strip.last - strip.first) / YEAR, every = Math.max(1, Math.ceil(years * 40 / width)), free = 0;
    for (var year = new Date(strip.first).getUTCFullYear() + 1; at(utc(year, 0, 1)) < left + width - 16; year += 1) {
      var x = at(utc(year, 0, 1));
      element(svg, "line", { x1: x, x2: x, y1: 0, y2: tall, class: "ruler-edge" });
      if (year % every === 0 && x >= free) {
        element(svg, "text", { x: x, y: tall + 13, class: "ruler-words", "text-anchor": "middle" }, String(year));
        free = x + 40;
      }
    }
    element(svg, "text", { x: left - 8, y: 14, class: "ruler-name", "text-anchor": "end" }, "Whole record");
    element(svg, "text", { x: left - 8, y: 28, class: "ruler-name", "text-anchor": "end" }, "dark: a finding rests on it");
    element(svg, "rect", { y: 0, height: tall, class: "strip-veil", id: "strip-before" });
    element(svg, "rect", { y: 0, height: tall, class: "strip-veil", id: "strip-after" });
    element(svg, "rect", { y: 0.75, height: tall - 1.5, class: "strip-window", id: "strip-window" });
    state.at = { left: left, width: width };
    drawWindow(gd, inView(gd));
  }
  function drawWindow(gd, r) {
    var strip = state.strip, place = state.at, pane = byId("strip-window");
    if (!strip || !place || !pane) { return; }
    function at(ms) {
      var x = place.left + (ms - strip.first) / (strip.last - strip.first) * place.width;
      return Math.min(Math.max(x, place.left), place.left + place.width);
    }
    var a = at(r[0]), b = Math.max(at(r[1]), a + 4);
    function span(node, x, width) { node.setAttribute("x", x); node.setAttribute("width", Math.max(width, 0)); }
    span(byId("strip-before"), place.left, a - place.left);
    span(byId("strip-after"), b, place.left + place.width - b);
    span(pane, a, b - a);
  }
  // A place on the screen in the pixels of what stands there, which are larger where the reader chose larger text.
  function within(node, x, y) {
    var box = node.getBoundingClientRect(), size = box.width / node.offsetWidth || 1;
    return [(x - box.left) / size, (y - box.top) / size, size];
  }
  function momentAt(event) {
    var x = within(byId("overview"), event.clientX, event.clientY)[0], place = state.at, strip = state.strip;
    return strip.first + (x - place.left) / place.width * (strip.last - strip.first);
  }

  // ------------------------------------------------------------------- events
  function attach(gd) {
    if (gd.dataset.attached) { return; }
    gd.dataset.attached = "yes";
    state.told = meta(gd);
    gd.on("plotly_relayouting", function () { state.latest = inView(gd); follow(gd); });
    gd.on("plotly_relayout", function () { noteRange(gd); });
    gd.on("plotly_afterplot", function () {
      drawStrip(gd);
      if (ready(gd) && !catchUp(gd)) { noteRange(gd); }
    });
    gd.on("plotly_click", function (event) {
      var point = event.points[0];
      if (point.data.type !== "bar") { return; }
      var r = inView(gd), middle = gd._fullLayout.xaxis.r2l(point.x), width = (r[1] - r[0]) / 8;
      show(middle - width / 2, middle + width / 2);
    });
    gd.on("plotly_hover", function (event) {
      var id = event.points[0].customdata;
      if (!meta(gd).ask || typeof id !== "number" || id < 0) { return; }
      state.pointer = { id: id, x: event.event.clientX, y: event.event.clientY };
      window.dash_clientside.set_props("timeline-hovered", { data: id });
      if (byId("hover-card").dataset.of === String(id)) { placeCard(); }
    });
    gd.on("plotly_unhover", function () {
      state.pointer = null;
      var card = byId("hover-card");
      if (card) { card.classList.remove("shown"); }
    });
    // The wheel scrolls the page as anywhere else; over the dates, or with Ctrl, it zooms the chart.
    gd.addEventListener("wheel", function (event) {
      var overDates = within(gd, event.clientX, event.clientY)[1] < gd._fullLayout._size.t + 36;
      if (!event.ctrlKey && !event.metaKey && !overDates) { event.stopImmediatePropagation(); }
    }, { capture: true });
    drawStrip(gd);
    noteRange(gd);
  }
  function placeCard() {
    var card = byId("hover-card"), at = state.pointer;
    if (!card || !at) { return; }
    var frame = byId("chart-frame"), place = within(frame, at.x, at.y);
    card.classList.add("shown");
    var left = place[0] + 16, top = place[1] + 12;
    if (left + card.offsetWidth > frame.offsetWidth) { left = place[0] - card.offsetWidth - 16; }
    if (at.y + (12 + card.offsetHeight) * place[2] > window.innerHeight) { top = place[1] - card.offsetHeight - 12; }
    card.style.left = Math.max(left, 0) + "px";
    card.style.top = top + "px";
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    timeline: {
      // The stretch of time that the address of the page asks for.
      rangeInAddress: function () {
        var asked = /^#range=(\d{4}-\d\d-\d\d)_(\d{4}-\d\d-\d\d)$/.exec(window.location.hash);
        var from = asked && Date.parse(asked[1]), to = asked && Date.parse(asked[2]);
        return asked && to > from ? { finding: null, from: from, to: to } : null;
      },
      chartDrawn: function () {
        var tries = 0;
        (function wait() {
          var gd = chart();
          if (gd && gd.on && ready(gd)) { attach(gd); focusTool(); }
          else if (tries < 200) { tries += 1; window.setTimeout(wait, 25); }
        })();
        return String(Date.now());
      },
      stripChanged: function (strip) {
        state.strip = strip;
        var gd = chart();
        if (ready(gd)) { drawStrip(gd); drawRulers(gd, inView(gd)); }
        return "yes";
      },
      placeHover: function (_words, id) {
        byId("hover-card").dataset.of = String(id);
        if (state.pointer && state.pointer.id === id) { window.requestAnimationFrame(placeCard); }
        return String(id);
      }
    }
  });

  // After a lane was moved, the focus stays with its button.
  function focusTool() {
    var label = state.focus;
    state.focus = null;
    if (!label) { return; }
    window.setTimeout(function () {
      var found = Array.from(document.querySelectorAll("#lane-tools button"))
        .find(function (button) { return button.getAttribute("aria-label") === label; });
      if (found) { found.focus(); }
    }, 60);
  }
  document.addEventListener("click", function (event) {
    var button = event.target.closest("button");
    if (!button) { return; }
    if (button.dataset.range) { named(button.dataset.range); }
    if (button.dataset.step) { step(button.dataset.step); }
    if (button.classList.contains("lane-tool")) { state.focus = button.getAttribute("aria-label"); }
  });
  document.addEventListener("keydown", function (event) {
    if (!event.target.id || event.target.id !== "chart-frame" || event.ctrlKey || event.metaKey || event.altKey) { return; }
    var what = { "+": "in", "=": "in", "-": "out", "_": "out", ArrowLeft: "earlier", ArrowRight: "later" }[event.key];
    if (what) { step(what); event.preventDefault(); }
    if (event.key === "0") { named("review"); event.preventDefault(); }
  });
  // A press anywhere in the chart is enough for its keys to work.
  document.addEventListener("pointerdown", function (event) {
    var frame = event.target.closest("#chart-frame");
    if (frame && !event.target.closest("button, a, input")) { frame.focus({ preventScroll: true }); }
  });
  // The strip: press outside the window to go there, press inside and draw to move it.
  document.addEventListener("pointerdown", function (event) {
    var strip = byId("overview"), gd = chart();
    if (!strip || !strip.contains(event.target) || !state.at || !ready(gd)) { return; }
    var r = inView(gd), moment = momentAt(event), width = r[1] - r[0];
    var inside = moment >= r[0] && moment <= r[1] && width < state.strip.last - state.strip.first;
    var hold = inside ? moment - r[0] : width / 2;
    if (!inside) { show(moment - hold, moment - hold + width); }
    function move(next) { var m = momentAt(next) - hold; show(m, m + width); }
    function end() {
      document.removeEventListener("pointermove", move);
      document.removeEventListener("pointerup", end);
      document.removeEventListener("pointercancel", end);
    }
    document.addEventListener("pointermove", move);
    document.addEventListener("pointerup", end);
    document.addEventListener("pointercancel", end);
    event.preventDefault();
  });
})();
