"""The form "About this case", and the list of kinds of agency that it shares with the card of a dropped file.

Pure functions: what is known of the case in, components out.  The page's own script reads the fields when Save is
pressed; nothing of them is kept by the browser.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import pandas as pd
from dash import dcc, html

from dashboard.about_desk import AboutCase, KnownAgency
from dashboard.wording import day
from importers.case_words import understood

KIND_WORDS: Mapping[str, str] = MappingProxyType({
    "health": "Health",
    "police": "Police",
    "social care": "Social care",
    "education": "Education",
    "probation": "Probation",
    "youth justice": "Youth justice",
    "youth support": "Youth support",
    "housing": "Housing",
    "fire": "Fire and rescue",
    "voluntary": "Voluntary or charity",
    "legal": "Courts and legal",
    "other": "Another kind",
})  # fmt: skip
"""What people call each of AGENCY_KINDS."""
NOT_TOLD = "Not told by its name"
_NATIONS = {"ENG": "England", "WLS": "Wales", "SCT": "Scotland", "NIR": "Northern Ireland"}
_READ = ("review_start", "review_end", "nation")
"""Fields of which the form itself says what is wrong, in words of its own."""
_PERSON_HINT = (
    "An entry that names nobody is read as about this child. If the review is about several, choose the one whom most "
    "returns are about; the others are followed as the key of persons and the relations tell."
)
_PERIOD_HINT = "A year, a month or a day, such as 2012 or 1 May 2012."


def kind_options(chosen: str, told: tuple[str, bool]) -> list[html.Option]:
    """What a list of kinds offers: first what the name of the agency tells, then every kind.

    Args:
        chosen: the kind that a person said; blank: none.
        told: the kind that the name tells, and whether there are words in it that tell one.
    """
    kind, is_told = told
    guess = f"Taken to be: {KIND_WORDS[kind]}" if is_told else NOT_TOLD
    return [
        html.Option(guess, value="", selected=not chosen),
        *(html.Option(words, value=name, selected=name == chosen) for name, words in KIND_WORDS.items()),
    ]


def summary_words(about: AboutCase) -> str:
    """What is known of the case, in a line."""
    if about.broken:
        return "case.toml cannot be read"
    words, said = about.written.words, [about.written.words.title or about.otherwise]
    if words.review_start and words.review_end:
        said.append(f"{_day(words.review_start)} to {_day(words.review_end)}")
    else:
        said.append("no review period yet")
    said.append(f"about {words.index_person}" if words.index_person else "not yet said whom it is about")
    return " · ".join(said)


def form(about: AboutCase) -> html.Div:
    """The fields with what they hold now, or why nothing can be changed from here."""
    if about.broken:
        parts = [
            html.P(about.broken, className="import-trouble", role="alert"),
            html.P(
                "Open case.toml in a text editor such as Notepad, mend it there and look again. Until then nothing of "
                "it is changed from here.",
                className="note",
            ),
            look_again(),
        ]
        return html.Div(parts, key=about.opened, className="about-broken")
    return html.Div(
        [_title(about), _period(about), _person(about), _nation(about), *_kinds(about.agencies)],
        key=about.opened,
        className="about-fields",
        **{"data-about-opened": about.opened},
    )


def shown(about: AboutCase) -> dict[str, str]:
    """What each field holds when the form is opened; what cannot be used stands there as it is written."""
    words, raw = about.written.words, about.written.raw
    return {
        "title": raw.get("title", words.title),
        "review_start": raw.get("review_start", _day(words.review_start)),
        "review_end": raw.get("review_end", _day(words.review_end)),
        "index_person": raw.get("index_person", words.index_person),
        "nation": "" if "nation" in raw else words.nation,
    }


def look_again() -> html.Button:
    """The button that makes the form anew from what ``case.toml`` says now."""
    return html.Button(
        "Show what case.toml says now", type="button", className="quiet", **{"data-about-does": "look"}
    )


def passwords_wanted(names: tuple[str, ...]) -> list[Any]:
    """Fields for the passwords without which the case cannot be shown anew."""
    if not names:
        return []
    fields = [
        html.Label(
            [
                html.Span(f"Password of {name}"),
                dcc.Input(
                    id={"type": "about-password", "name": name}, type="password", value="", autoComplete="off"
                ),
            ],
            className="import-field",
        )
        for name in names
    ]
    return [
        html.P(
            "It is saved. To show it, every file of the case is read again, and no password is kept. Please give those "
            "of the protected ones; until then every page stays as it was."
        ),
        *fields,
        html.Button("Show it on every page", id="about-show", type="button", className="import-main"),
    ]


def _title(about: AboutCase) -> html.Div:
    field = _text(about, "title", about.otherwise)
    return _field(about, "title", "Title of the case", field, "Left blank, the name of the folder is shown.")


def _period(about: AboutCase) -> html.Fieldset:
    fields = [
        _field(about, name, label, _text(about, name, hint), "")
        for name, label, hint in (
            ("review_start", "From", "such as 1 May 2012"),
            ("review_end", "To", "such as 31 Jan 2014"),
        )
    ]
    return html.Fieldset(
        [
            html.Legend("Review period"),
            html.Div(fields, className="about-pair"),
            html.P(_PERIOD_HINT, className="note", id="about-period-hint"),
        ]
    )


def _person(about: AboutCase) -> html.Div:
    code, label = shown(about)["index_person"], "The child whom the review is about"
    if not about.people:
        hint = "A short code, such as A. It is chosen from the key of persons once there is one."
        return _field(about, "index_person", label, _text(about, "index_person", "such as A"), hint)
    unknown = {code: "not in the key of persons"} if code and code not in about.people else {}
    options = {
        other: f"{other}, {role}" if role else other for other, role in {**about.people, **unknown}.items()
    }
    field = _select("index_person", {"": "Not said", **options}, code)
    return _field(about, "index_person", label, field, _PERSON_HINT)


def _nation(about: AboutCase) -> html.Div:
    nation = shown(about)["nation"]
    field = _select("nation", _NATIONS if nation else {"": "Choose one", **_NATIONS}, nation)
    return _field(about, "nation", "Nation", field, "Its bank holidays count when working days are counted.")


def _kinds(agencies: tuple[KnownAgency, ...]) -> list[html.Fieldset]:
    if not agencies:
        return []
    rows = []
    for number, known in enumerate(agencies):
        ident = f"about-kind-{number}"
        select = html.Select(
            kind_options(known.kind, known.told), id=ident, **{"data-about-kind": known.agency.key}
        )
        rows.append(
            html.Div(
                [html.Label(known.agency.name or known.agency.key, htmlFor=ident), select],
                className="import-field",
            )
        )
    return [
        html.Fieldset(
            [
                html.Legend("Kinds of agency"),
                html.P(
                    "The kind tells who could have been expected to act. Where it says “taken to be”, it was taken "
                    "from the agency's name. Choose it where that is not right, or where the name does not tell it.",
                    className="note",
                ),
                html.Div(rows, className="about-kinds"),
            ],
            className="about-agencies",
        )
    ]


def _field(about: AboutCase, name: str, label: str, field: Any, hint: str) -> html.Div:
    """A field with its label, what helps to fill it in, and room for what is wrong with it."""
    troubles = understood(shown(about), about.people)[1]
    trouble = troubles.get(name) or (about.written.mistakes.get(name, "") if name not in _READ else "")
    return html.Div(
        [
            html.Label(label, htmlFor=f"about-{name}"),
            field,
            html.Span(trouble, id=f"about-{name}-note", className="about-note"),
            *([html.Span(hint, id=f"about-{name}-hint", className="note")] if hint else []),
        ],
        className="import-field",
    )


def _text(about: AboutCase, name: str, placeholder: str) -> Any:
    return dcc.Input(
        id=f"about-{name}", type="text", value=shown(about)[name], placeholder=placeholder, autoComplete="off"
    )


def _select(name: str, options: Mapping[str, str], chosen: str) -> html.Select:
    return html.Select(
        [html.Option(words, value=value, selected=value == chosen) for value, words in options.items()],
        id=f"about-{name}",
    )


def _day(value: Any) -> str:
    return day(pd.Timestamp(value)) if value else ""
