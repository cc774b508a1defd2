"""The case as one HTML file: all of it there, as text, and nothing that reaches out."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from datetime import date

import pytest
from lxml import html as reader

from chronology.export.tables import entry_numbers
from dashboard.export_html import html_document
from tests.dashboard.sample import HOSTILE

MADE = date(2021, 2, 3)


@pytest.fixture(scope="module")
def text(view):
    return html_document(view, made=MADE)


@pytest.fixture(scope="module")
def page(text):
    return reader.fromstring(text)


def chart(page) -> dict:
    [data] = page.xpath("//script[@type='application/json']")
    return json.loads(data.text)


def test_every_entry_is_a_row_in_date_order(view, page):
    rows = page.xpath("//table[contains(@class,'entries')]/tbody/tr")
    assert [row.get("id") for row in rows] == [f"entry-{n}" for n in range(1, len(view.entries) + 1)]
    assert "date not on file" in rows[-1].text_content()
    numbers = entry_numbers(view.entries)
    for entry in view.entries.to_dict("records"):
        said = rows[numbers[entry["entry_id"]] - 1].text_content()
        assert entry["event"] in said
        assert entry["action"] in said
        assert f"row {entry['row']}" in said


def test_every_finding_is_told_with_its_rule_and_its_entries(view, page):
    articles = page.xpath("//article")
    assert len(articles) == len(view.analysis.findings)
    first = articles[0].text_content()
    for words in (
        "Bruise to the face, no referral",
        "Missed",
        "Working Together 2018",
        "injury_then_referral",
    ):
        assert words in first
    assert "unconfirmed source" in articles[1].text_content()
    links = articles[0].xpath(".//a/@href")
    numbers = entry_numbers(view.entries)
    assert links == [f"#entry-{numbers['gp-2']}", f"#entry-{numbers['hospital-2']}"]
    assert page.xpath(f"//tr[@id='entry-{numbers['gp-2']}']//a/@href") == ["#finding-1"]


def test_words_of_an_agency_stay_text(text, page):
    assert HOSTILE in page.text_content()
    assert not page.xpath("//img")
    assert "<img" not in text.partition("<script")[0]
    assert "<img" not in page.xpath("//script[@type='application/json']")[0].text


def test_the_page_may_run_its_own_scripts_and_nothing_else(page):
    [policy] = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    scripts = [script.text for script in page.xpath("//script[not(@type)]")]
    own = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    assert len(own) == 2
    assert re.search("script-src ([^;]*)", policy)[1].split() == [f"'sha256-{value}'" for value in own]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    for name in ("default-src", "connect-src", "form-action", "base-uri"):
        assert rules[name] == "'none'"
    assert "http" not in policy


def test_the_page_names_no_other_place(page):
    addresses = [*page.xpath("//@src"), *page.xpath("//@href")]
    assert addresses
    assert all(address.startswith("#") for address in addresses)
    assert not page.xpath("//link | //iframe | //form | //object")
    ids = set(page.xpath("//@id"))
    assert {address[1:] for address in addresses} <= ids


def test_no_button_offers_to_share_the_chart(page):
    config = chart(page)["config"]
    assert config["showSendToCloud"] is False
    assert config["plotlyServerURL"] == ""
    assert config["showEditInChartStudio"] is False


def test_a_mark_leads_to_its_entry_and_a_hollow_one_to_its_finding(view, page):
    given = chart(page)
    numbers = entry_numbers(view.entries)
    assert given["numberOfEntry"] == [numbers[entry] for entry in view.entries["entry_id"]]
    assert given["findingOfFlag"] == [1, 2, 1]
    drawn = {n for trace in given["figure"]["data"] for n in trace.get("customdata", ())}
    assert {number for number in drawn if number >= 0} == set(view.entries["number"])


def test_the_page_names_the_case_and_the_day_that_was_given(text, page):
    assert page.xpath("//h1")[0].text == "Made-up family A"
    assert "made on 3 Feb 2021" in text
    assert "Confidential" in page.xpath("//header")[0].text_content()
    assert page.xpath("//title")[0].text == "Chronology: timeline, findings and entries"
    assert page.get("lang") == "en-GB"


def test_an_agency_without_a_return_is_among_the_returns(page):
    rows = {row[1].text: row[2].text for row in page.xpath("//section[@id='returns']//tbody/tr")}
    assert rows["Borough Housing"] == "outstanding"
    assert rows["County Police"] == "received"


def test_every_sign_of_the_legend_has_its_style(page):
    [style] = page.xpath("//style/text()")
    signs = page.xpath("//ul[contains(@class,'lines')]//path/@class")
    assert len(signs) >= 8
    assert all(f".lines .{sign}" in style for sign in signs)
