"""The tables of the People page: the key, relations, changes of household, and who is named where."""

from __future__ import annotations

from typing import Any

import pandas as pd
from dash import html

from chronology.people import relation_kind
from dashboard.ages import age_words
from dashboard.case_view import CaseView
from dashboard.controls import tells
from dashboard.entry_panel import place_words
from dashboard.family_tree import span_words
from dashboard.ledger import ledger, line
from dashboard.marked import Span, marked, spans_of
from dashboard.record_ends import first_and_last, in_date_order
from dashboard.returns_tables import agency_words
from dashboard.wording import count, listed, when

HOUSEHOLD_TAGS = ("move", "change_in_household")
SHOWN_AT_FIRST = 30
"""Entries that are listed before the reader asks for all."""
_FIELDS = ("event", "action", "outcome", "comment")


def key_table(view: CaseView, day_asked: tuple[pd.Timestamp, pd.Timestamp] | None = None) -> Any:
    """The key: who is who, born when, how old when first and last named, and in how many entries.

    Args:
        view: the case.
        day_asked: first and last possible day for which ages are wanted besides; nothing where not asked.
    """
    people = view.analysis.case.people
    if people.empty:
        return html.P(
            "No key of persons was supplied (persons.csv), so nobody can be shown.", className="note"
        )
    named, counts = named_span(view), mention_counts(view).sum(axis=1)
    heads = [
        "Code",
        "Role",
        "Household",
        "Born",
        "Other names",
        "Age when first named",
        "Age when last named",
    ]
    heads += [f"Age on {when(*day_asked)}"] if day_asked else []
    lines = []
    for person in people.itertuples():
        born = (person.born_earliest, person.born_latest)
        ages = [_age(born, named.get((person.code, end))) for end in ("first", "last")]
        ages += [_age(born, day_asked)] if day_asked else []
        cells = [
            person.role or "not stated",
            person.household or "not stated",
            when(*born) if pd.notna(born[1]) else "not stated",
            "; ".join(person.aliases or ()),
            *ages,
            _mention_button(view, person.code, "", int(counts.get(person.code, 0))),
        ]
        code: list[Any] = [html.Span(person.code, className="person")]
        if person.code == view.analysis.case.index_person:
            code.append(html.Span(" index person", className="meta"))
        lines.append(line(code, cells, (len(cells),)))
    return ledger([*heads, "Entries"], lines, "The key of persons", numeric=(len(heads),), css="key-table")


def named_span(view: CaseView) -> dict[tuple[str, str], tuple[pd.Timestamp, pd.Timestamp]]:
    """The dates, both ends, of the first and last dated entry that names each person.

    Returns:
        by code and ``first`` or ``last``.
    """
    named = view.analysis.mentions.drop_duplicates(["entry_id", "person"])
    dated = named.merge(view.entries[["entry_id", "earliest", "latest", "edtf"]], on="entry_id")
    return {
        (person, end): (earliest, latest)
        for end, frame in zip(("first", "last"), first_and_last(dated, "person"), strict=True)
        for person, earliest, latest in frame[["earliest", "latest"]].itertuples()
    }


def _age(born: tuple[pd.Timestamp, pd.Timestamp], days: tuple[pd.Timestamp, pd.Timestamp] | None) -> str:
    if days is None:
        return "not named"
    return age_words(*born, *days) or "birth not stated"


def age_sentence(view: CaseView) -> str:
    """How old the index person was at the first and the last dated entry of the record."""
    case = view.analysis.case
    person = case.people[case.people["code"] == case.index_person]
    if person.empty:
        return ""
    if pd.isna(person.iloc[0]["born_earliest"]):
        return f"No date of birth is in the key for {case.index_person}."
    born = (person.iloc[0]["born_earliest"], person.iloc[0]["born_latest"])
    said = []
    for which, ends in zip(
        ("first", "last"), first_and_last(view.entries.assign(all=""), "all"), strict=True
    ):
        for _, entry in ends.iterrows():
            age = age_words(*born, entry["earliest"], entry["latest"]) or "age not known"
            said.append(f"at the {which} entry of the record ({entry['when']}): {age}")
    return f"{case.index_person} {'; '.join(said)}." if said else ""


def relations_table(view: CaseView) -> Any:
    """The relations as supplied, each with its dates: the twin of the picture."""
    case = view.analysis.case
    if case.relations.empty:
        return html.P("No relations were supplied (relations.csv).", className="note")
    known = set(case.people["code"])
    lines = []
    for _, row in case.relations.iterrows():
        missing = [code for code in (row["from_code"], row["to_code"]) if code not in known]
        start, end = (
            when(row[f"{edge}_earliest"], row[f"{edge}_latest"]).replace("undated", "not stated")
            for edge in ("start", "end")
        )
        cells = [
            row["relation"],
            row["to_code"],
            start,
            end,
            f"{listed(missing)} not in the key" if missing else "",
        ]
        lines.append(line(row["from_code"], cells))
    return ledger(("Person", "Is", "To", "From", "Until", ""), lines, "Relations of the persons")


def households_table(view: CaseView) -> Any:
    """Who lived together at the start of the review period, and who lived with or cared for whom since."""
    case = view.analysis.case
    homes = case.people[case.people["household"] != ""].groupby("household", sort=True)["code"].agg(list)
    if homes.empty:
        return html.P("The key names no households.", className="note")
    moved = case.relations[
        [relation_kind(word) in ("carer", "lives with") for word in case.relations["relation"]]
    ]
    lines = []
    for household, members in homes.items():
        own = moved[
            moved["from_code"].isin(members) & (moved["start_latest"].notna() | moved["end_latest"].notna())
        ]
        since = [
            f"{r['from_code']} {r['relation']} {r['to_code']} {span_words(r)}" for _, r in own.iterrows()
        ]
        lines.append(line(household, [", ".join(members), html.Ul([html.Li(words) for words in since])]))
    return ledger(
        (
            "Household",
            "At the start of the review period",
            "Lived with or cared for, by the relations supplied",
        ),
        lines,
        "Households",
    )


def moves_table(view: CaseView) -> Any:
    """Entries that tell of a move or a change in the household, in order of date."""
    tags = view.analysis.tags[view.analysis.tags["tag"].isin(HOUSEHOLD_TAGS)]
    if tags.empty:
        return html.P("No entry was read as telling of a move or a change in a household.", className="note")
    entries = in_date_order(view.entries[view.entries["entry_id"].isin(tags["entry_id"])])
    by_entry = dict(list(tags.groupby("entry_id")))
    lines = []
    for _, entry in entries.iterrows():
        own = by_entry[entry["entry_id"]]
        told = dict.fromkeys(
            view.meanings.get(tag, tag) + ("" if how == "happened" else f" ({how})")
            for tag, how in zip(own["tag"], own["polarity"], strict=True)
        )
        words = [
            html.P(marked(entry[name], spans_of(own, name)))
            for name in _FIELDS
            if (own["field"] == name).any()
        ]
        cells = [
            agency_words(view, entry["agency"]),
            ", ".join(entry["persons_named"]),
            "; ".join(told),
            words,
            place_words(entry),
        ]
        lines.append(line(entry["when"], cells))
    heads = ("Date", "Agency", "Persons named", "Read as", "The entry's words", "Where it stands")
    return ledger(heads, lines, "Entries that tell of a move or a change in a household", css="moves")


def mention_counts(view: CaseView) -> pd.DataFrame:
    """Number of entries that name each person, by agency.

    Returns:
        Indexed by person code, those of the key first; a column for each agency of the case.
    """
    case = view.analysis.case
    named = view.analysis.mentions.drop_duplicates(["entry_id", "person"])
    named = named.merge(view.entries[["entry_id", "agency"]], on="entry_id")
    counts = named.groupby(["person", "agency"]).size().unstack(fill_value=0)
    codes = list(dict.fromkeys([*case.people["code"], *counts.index]))
    return counts.reindex(index=codes, columns=list(case.agencies), fill_value=0).fillna(0).astype("int64")


def mentions_table(view: CaseView) -> Any:
    """In how many entries of each agency each person is named; every number opens its entries."""
    counts = mention_counts(view)
    if counts.empty:
        return html.P("Nobody of the key is recognised in the entries.", className="note")
    heads = [
        "Person",
        *[html.Abbr(view.codes[key], title=view.agency(key)) for key in counts.columns],
        "All",
    ]
    numeric = range(1, len(heads))
    lines = [
        line(
            view.person(code),
            [
                *[_mention_button(view, code, key, int(row[key])) for key in counts.columns],
                _mention_button(view, code, "", int(row.sum())),
            ],
            numeric,
        )
        for code, row in counts.iterrows()
    ]
    return ledger(heads, lines, "In how many entries each person is named", numeric=numeric, css="mentions")


def agency_key(view: CaseView) -> str:
    """The letter codes of the agencies, spelt out."""
    return " · ".join(f"{code} {view.agency(key)}" for key, code in view.codes.items())


def _mention_button(view: CaseView, person: str, agency: str, number: int) -> Any:
    if not number:
        return html.Span("0", className="blank")
    whose = f" of {view.agency(agency)}" if agency else ""
    return html.Button(
        f"{number:,}",
        className="mention",
        type="button",
        **tells("people-told", person=person, agency=agency),
        **{"aria-label": f"Show {count(number, 'entry', 'entries')}{whose} naming {person}"},
    )


def mention_entries(view: CaseView, person: str, agency: str) -> pd.DataFrame:
    """Entries that name a person, in order of date; of one agency, or of all where it is blank."""
    mentions = view.analysis.mentions
    ids = mentions.loc[mentions["person"] == person, "entry_id"]
    chosen = view.entries["entry_id"].isin(ids) & ((view.entries["agency"] == agency) | (not agency))
    return in_date_order(view.entries[chosen])


def mentions_panel(view: CaseView, person: str, agency: str, *, everything: bool = False) -> list[Any]:
    """The entries that name a person, with the words that name them marked.

    Args:
        view: the case.
        person: code.
        agency: its key; blank for all agencies.
        everything: list them all, however many there are.
    """
    entries = mention_entries(view, person, agency)
    shown = entries if everything else entries.head(SHOWN_AT_FIRST)
    whose = f" of {view.agency(agency)}" if agency else ""
    mentions = view.analysis.mentions
    own = dict(list(mentions[mentions["person"] == person].groupby("entry_id")))
    parts: list[Any] = [
        html.H3(
            f"{count(len(entries), 'entry', 'entries')}{whose} naming {person}",
            id="people-panel-heading",
            tabIndex=-1,
        ),
        html.P(view.person(person), className="meta"),
        *[_entry_card(view, entry, own[entry["entry_id"]]) for _, entry in shown.iterrows()],
    ]
    if len(shown) < len(entries):
        words = f"Show all {len(entries):,} (first {len(shown)} listed)"
        parts.append(html.Button(words, className="quiet", type="button", **tells("people-told", all="yes")))
    return parts


def _entry_card(view: CaseView, entry: pd.Series, mentions: pd.DataFrame) -> html.Article:
    words = [
        html.P(marked(entry[name], _named_in(entry[name], mentions, name)), className=f"field-{name}")
        for name in _FIELDS
        if entry[name]
    ]
    return html.Article(
        [
            html.P([html.B(entry["when"]), f" {entry['time_text']}".rstrip()]),
            html.P(agency_words(view, entry["agency"]), className="meta"),
            html.P(
                marked(entry["persons"], _named_in(entry["persons"], mentions, "persons")), className="meta"
            ),
            *words,
            html.P(place_words(entry), className="meta"),
        ],
        className="evidence-card",
    )


def _named_in(text: str, mentions: pd.DataFrame, field: str) -> list[Span]:
    """Where the words that name the person stand in a column; whole words only."""
    spans = []
    own = mentions[(mentions["field"] == field) & (mentions["words"] != "")]
    for words, how in own[["words", "how"]].drop_duplicates().itertuples(index=False):
        at = text.find(words)
        while at >= 0:
            end = at + len(words)
            if not (text[at - 1 : at].isalnum() or text[end : end + 1].isalnum()):
                spans.append((at, end, f"named by {how}"))
            at = text.find(words, end)
    return spans


def unknown_codes(view: CaseView) -> Any:
    """Codes that the entries or the relations use and the key does not have."""
    case = view.analysis.case
    issues = case.issues[case.issues["code"].isin(["code_not_in_key", "code_explained"])]
    if case.people.empty:
        return html.P("No key of persons was supplied, so codes cannot be looked up in it.", className="note")
    if issues.empty:
        return html.P("Every code found in the entries and the relations is in the key.", className="note")
    lines = [
        line(
            agency_words(view, issue.agency) if issue.agency else "The case's own files",
            [
                issue.sentence,
                issue.file.rpartition("/")[2] + (f", sheet {issue.sheet}" if issue.sheet else ""),
                f"{issue.row}" if issue.row else "",
                issue.done,
            ],
            (3,),
        )
        for issue in issues.itertuples()
    ]
    heads = ("Agency", "What to look at", "File", "Row", "What was done meanwhile")
    return ledger(heads, lines, "Codes that are not in the key", numeric=(3,))


def people_line(view: CaseView) -> str:
    """The state of the key in one sentence."""
    case = view.analysis.case
    homes = case.people.loc[case.people["household"] != "", "household"].nunique()
    unborn = int(case.people["born_earliest"].isna().sum())
    unknown, explained = (
        int((case.issues["code"] == code).sum()) for code in ("code_not_in_key", "code_explained")
    )
    codes = [f"{count(unknown, 'question')} about codes not in the key"] if unknown else []
    codes += [f"{count(explained, 'code')} not in the key that its agency explains"] if explained else []
    if case.people.empty:
        return "No key of persons was supplied: add persons.csv to the case folder to see who is who"
    return " · ".join(
        [
            f"{count(len(case.people), 'person', 'persons')} in the key",
            count(homes, "household"),
            count(len(case.relations), "relation"),
            f"birth not stated for {unborn}" if unborn else "every birth stated",
            *(codes or ["no code missing from the key"]),
        ]
    )
