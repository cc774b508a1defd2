"""The page that a case is taken away as: its words are filled in by Jinja, which escapes every one of them."""

from __future__ import annotations

PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{{ policy }}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light">
<meta name="keywords" content="{{ mark }}">
<title>Chronology: timeline, findings and entries</title>
<style>{{ style }}</style>
</head>
<body class="exported">
<a class="skip" href="#findings">Skip to the findings</a>
<a class="skip" href="#entries">Skip to the entries</a>
<header>
<h1>{{ title }}</h1>
<p class="meta">{{ period }} · made on {{ made }}</p>
<p class="meta">{{ state }}</p>
<p class="confidential">Confidential: this file holds the words of the agencies' chronologies. It needs no network
and sends nothing. Keep it, send it and delete it as you would the chronologies themselves.</p>
<nav aria-label="Parts of this page"><a href="#timeline">Timeline</a><a href="#findings">Findings</a>
<a href="#returns">Returns</a><a href="#entries">Entries</a></nav>
</header>
<main>
<section id="timeline" aria-labelledby="timeline-heading">
<div class="chart-head">
<h2 id="timeline-heading">Timeline</h2>
<ul class="key" aria-label="Kinds of event">
{%- for kind in kinds %}
<li><svg viewBox="-6 -6 12 12" width="12" height="12" aria-hidden="true"><path d="{{ kind.path }}" fill="{{
 kind.colour }}"/></svg>{{ kind.label }}</li>
{%- endfor %}
</ul>
</div>
<p class="tools">
<span class="note">Drag to move along the chart. Click a mark to go to its entry, a numbered one to its finding.</span>
<span class="ranges" hidden><button type="button" data-range="first" aria-pressed="true">{{ first_name }}</button
><button type="button" data-range="whole" aria-pressed="false">Whole record</button></span>
</p>
<div class="wide" tabindex="0" role="region" aria-labelledby="timeline-heading">
<div id="chart" role="figure" aria-label="Swimlane" aria-describedby="chart-description" style="height: {{
 height }}px"></div>
</div>
<noscript><p class="note">The chart is not drawn because this browser does not run scripts in this file. The
findings and the entries below hold the same.</p></noscript>
<p id="chart-description" class="visually-hidden">{{ description }}</p>
<ul class="key lines" aria-label="How to read the chart">
{%- for line in lines %}
<li><svg viewBox="0 0 30 14" width="30" height="14" aria-hidden="true"><path d="{{ line.path }}" class="{{
 line.style }}"/></svg>{{ line.words }}</li>
{%- endfor %}
</ul>
</section>
<section id="findings" aria-labelledby="findings-heading">
<h2 id="findings-heading">{{ findings_heading }}</h2>
<p class="note">Ranked by weight. Each is a question to put to the agencies, not a conclusion: it tells what the
returns hold and what they do not.{{ unlisted }}</p>
{%- for sentence in reservations %}
<p class="note">{{ sentence }}</p>
{%- endfor %}
{%- for finding in findings %}
<article class="finding" id="finding-{{ finding.rank }}" tabindex="-1" aria-labelledby="title-{{ finding.rank }}">
<h3 id="title-{{ finding.rank }}"><span class="rank">{{ finding.rank }}</span>{{ finding.title }}</h3>
<p class="meta"><span class="state">{{ finding.state }}</span> · {{ finding.when }} · {{ finding.kind }}</p>
<div class="sides">
<div>
{%- for part in finding.parts %}
<div class="part">
{%- if not loop.first %}
<h4>Also: {{ part.title }} ({{ part.state }})</h4>
{%- endif %}
<p>{{ part.sentence }}</p>
<dl>
{%- for name, words in part.terms %}
<dt>{{ name }}</dt><dd>{{ words }}</dd>
{%- endfor %}
</dl>
</div>
{%- endfor %}
</div>
<div>
<h4>Its entries</h4>
<ul class="evidence">
{%- for entry in finding.entries %}
<li><b>{{ entry.when }}</b> <abbr title="{{ entry.agency }}">{{ entry.code }}</abbr> <q>{{ entry.words }}</q>
<span class="small"><a href="#entry-{{ entry.number }}">Entry {{ entry.number }}</a>: {{ entry.place }}</span></li>
{%- endfor %}
</ul>
</div>
</div>
</article>
{%- endfor %}
</section>
<section id="returns" aria-labelledby="returns-heading">
<h2 id="returns-heading">Returns</h2>
<div class="wide" tabindex="0" role="region" aria-labelledby="returns-heading">
<table>
<thead><tr>{% for name in returns.columns %}<th scope="col">{{ name }}</th>{% endfor %}</tr></thead>
<tbody>
{%- for row in returns.rows %}
<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>
{%- endfor %}
</tbody>
</table>
</div>
</section>
<section id="entries" aria-labelledby="entries-heading">
<h2 id="entries-heading">{{ entries_heading }}</h2>
<p class="note">In date order; undated entries stand last. The words are the agencies' own.</p>
<div class="wide" tabindex="0" role="region" aria-labelledby="entries-heading">
<table class="entries">
<thead><tr><th scope="col">No.</th><th scope="col">Date</th><th scope="col">Agency</th><th scope="col">Persons</th>
<th scope="col">Event</th><th scope="col">Action and outcome</th><th scope="col">Seen</th>
<th scope="col">Findings</th><th scope="col">File and row</th></tr></thead>
<tbody>
{%- for entry in entries %}
<tr id="entry-{{ entry.number }}" tabindex="-1">
<th scope="row">{{ entry.number }}</th>
<td class="date">{{ entry.when }}{% if entry.time %}, {{ entry.time }}{% endif %}
{%- if entry.typed %}<span class="small">written {{ entry.typed }}</span>{% endif %}</td>
<td><span class="code">{{ entry.code }}</span> {{ entry.agency }}</td>
<td>{{ entry.persons }}</td>
<td class="words">{{ entry.event }}
{%- for name, words in entry.more %}<span class="small"><b>{{ name }}:</b> {{ words }}</span>{% endfor %}</td>
<td class="words">{{ entry.action }}{% if entry.action and entry.outcome %}<br>{% endif %}{{ entry.outcome }}</td>
<td>{{ entry.seen }}</td>
<td>{% for rank in entry.findings %}
<a href="#finding-{{ rank }}">{{ rank }}</a>{{ ", " if not loop.last }}{% endfor %}</td>
<td class="place">{{ entry.place }}</td>
</tr>
{%- endfor %}
</tbody>
</table>
</div>
</section>
</main>
<script type="application/json" id="chart-data">{{ chart_data }}</script>
<script>{{ plotly }}</script>
<script>{{ script }}</script>
</body>
</html>
"""

SCRIPT = """"use strict";
(function () {
  var chart = document.getElementById("chart");
  var given = JSON.parse(document.getElementById("chart-data").textContent);
  var ranges = document.querySelector(".ranges");
  var buttons = Array.from(ranges.querySelectorAll("button"));

  function go(id) {
    var place = document.getElementById(id);
    if (!place) { return; }
    document.querySelectorAll(".chosen").forEach(function (other) { other.classList.remove("chosen"); });
    place.classList.add("chosen");
    place.scrollIntoView({ block: "center" });
    place.focus({ preventScroll: true });
  }

  Plotly.newPlot(chart, given.figure.data, given.figure.layout, given.config).then(function () {
    chart.on("plotly_click", function (event) {
      var number = event.points[0].customdata;
      number = Array.isArray(number) ? number[0] : number;
      if (typeof number !== "number") { return; }
      // The page moves on under the pointer, and the words of the mark would stay where it was.
      Plotly.Fx.unhover(chart);
      go(number < 0 ? "finding-" + given.findingOfFlag[-1 - number] : "entry-" + given.numberOfEntry[number]);
    });
  });

  if (given.ranges.whole) {
    ranges.hidden = false;
    buttons.forEach(function (button) {
      button.addEventListener("click", function () {
        Plotly.relayout(chart, { "xaxis.range": given.ranges[button.dataset.range].slice() });
        buttons.forEach(function (other) { other.setAttribute("aria-pressed", String(other === button)); });
      });
    });
  }

  // On paper the chart is drawn anew to the width of the page and no taller than it, since it would be cut.
  window.addEventListener("beforeprint", function () {
    var scale = Math.min(1, given.paper.height / given.figure.layout.height);
    chart.style.zoom = scale;
    Plotly.relayout(chart, { autosize: false, width: Math.floor(given.paper.width / scale) });
  });
  window.addEventListener("afterprint", function () {
    chart.style.zoom = "";
    Plotly.relayout(chart, { autosize: true, width: null });
  });
})();
"""
