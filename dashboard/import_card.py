"""One dropped file as a card: whose it is, what it changes, how it was read, and what there is to answer.

Pure functions: what is known of the file in, components out.  Words of the file are only ever text.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dash import dcc, html

from chronology.case import Agency
from chronology.returns import rows_as_entries
from dashboard.about_form import kind_options
from dashboard.import_tables import changes_parts, columns_part, first_entries, issues_part, row_words
from dashboard.intake_desk import Waiting
from dashboard.still import still
from dashboard.wording import count, listed
from importers.agencies import guess_kind
from importers.intake import Preview
from importers.intake_report import NOT_COMPARED

_TAKEN = "Taken in. The timeline now shows it."


def card(file: Waiting, agencies: Mapping[str, Agency]) -> html.Section:
    """The card of a file.

    Args:
        file: the file, and what is known of it.
        agencies: the agencies of the case by key.
    """
    heading = f"import-{file.id}"
    parts = _taken_in(file) if file.receipt is not None else _waiting(file, agencies)
    return html.Section(
        [html.H2(file.path.name, id=heading, tabIndex=-1), *parts],
        className="import-file",
        **{"aria-labelledby": heading},
    )


def _waiting(file: Waiting, agencies: Mapping[str, Agency]) -> list[Any]:
    shown, parts = file.shown, [_whose(file, agencies)]
    if file.sentence and (shown is None or not shown.readable):
        parts.append(_trouble(file.sentence))
    if shown is None:
        return [*parts, _decision(file)]
    if file.locked:
        return [*parts, _password(file), _decision(file)]
    if not shown.readable:
        return [*parts, *_not_read(shown), _decision(file)]
    return [
        *parts,
        *_facts(shown, whose_is_said=file.agency is not None),
        *([_kind(file, file.agency)] if file.agency is not None and shown.new_agency else []),
        *([_file_in_place(file, shown)] if file.agency is not None and shown.not_compared else []),
        *columns_part(file.id, shown),
        still(
            *(changes_parts(shown) if file.agency is not None else []),
            first_entries(shown),
            *issues_part(shown),
        ),
        _decision(file),
    ]


def _taken_in(file: Waiting) -> list[Any]:
    receipt = file.receipt
    assert receipt is not None  # noqa: S101 - the caller has looked
    where = f"{count(receipt.entries, 'entry', 'entries')} in {receipt.file}."
    if file.people:
        where += f" Added to the key of persons: {listed(file.people)}."
    if file.on_timeline:
        return [
            html.P([html.B(_TAKEN), f" {where} "], className="import-done", role="status"),
            dcc.Link("See the timeline", href="/", className="quiet"),
        ]
    parts: list[Any] = [html.P([html.B("Taken in."), f" {where}"], className="import-done", role="status")]
    if file.sentence:
        parts.append(_trouble(file.sentence))
    if file.wanted:
        parts.append(_passwords_wanted(file))
    return parts


def _passwords_wanted(file: Waiting) -> html.Div:
    fields = [
        _field(
            f"Password of {name}",
            dcc.Input(
                id={"type": "import-other", "file": file.id, "name": name}, type="password", value="",
                autoComplete="off",
            ),
        )
        for name in file.wanted
    ]  # fmt: skip
    return html.Div(
        [
            html.P(
                "To show it, every file of the case is read again, and no password is kept. Please give those of the "
                "protected ones; until then the timeline stays as it was."
            ),
            *fields,
            _button("Show it on the timeline", {"type": "import-show", "file": file.id}, "import-main"),
        ],
        className="import-passwords",
    )


def _whose(file: Waiting, agencies: Mapping[str, Agency]) -> html.Div:
    key = file.agency.key if file.agency else ""
    known = {**agencies, **({key: file.agency} if file.agency else {})}
    options = [] if key else [html.Option("Choose an agency", value="", selected=True)]
    options += [
        html.Option(agency.name or name, value=name, selected=name == key) for name, agency in known.items()
    ]
    select = html.Select(
        options, id=f"import-agency-{file.id}", **{"data-import-what": "agency", "data-import-file": file.id}
    )
    new = dcc.Input(
        id={"type": "import-new", "file": file.id}, type="text", value="", placeholder="such as School nursing",
        autoComplete="off",
    )  # fmt: skip
    return html.Div(
        [
            html.Div(
                [html.Label("Whose return it is", htmlFor=f"import-agency-{file.id}"), select],
                className="import-field",
            ),
            html.Div(
                [
                    _field("or another agency, by name", new),
                    _button("Use this name", {"type": "import-name", "file": file.id}),
                ],
                className="import-with-button",
            ),
        ],
        className="import-whose",
    )


def _kind(file: Waiting, agency: Agency) -> html.Div:
    """The kind of an agency that is new to the case, to be chosen where its name tells another."""
    ident = f"import-kind-{file.id}"
    select = html.Select(
        kind_options(agency.kind if file.kind_said else "", guess_kind(agency.name)),
        id=ident,
        **{"data-import-what": "kind", "data-import-file": file.id},
    )
    new = f"{agency.name} is new to the case; it will be listed in case.toml with this kind."
    return html.Div(
        [
            html.Div([html.Label("Kind of agency", htmlFor=ident), select], className="import-field"),
            html.P(new, className="note"),
        ],
        className="import-kind",
    )


def _field(label: str, field: Any) -> html.Label:
    return html.Label([html.Span(label), field], className="import-field")


def _password(file: Waiting) -> html.Div:
    shown = file.shown
    wrong = shown is not None and bool((shown.issues["code"] == "wrong_password").any())
    said = "This password did not open the file. Passwords mind capitals and spaces." if wrong else (
        "The file is protected. Its password is used once to open it, and is not kept."
    )  # fmt: skip
    return _password_field(file.id, html.P(said, role="alert" if wrong else None), "Password", "Open it")


def _file_in_place(file: Waiting, shown: Preview) -> html.Div:
    said = html.P(NOT_COMPARED.format(file=shown.not_compared))
    return _password_field(file.id, said, "Password of the file in place", "Compare with it")


def _password_field(ident: str, said: html.P, label: str, does: str) -> html.Div:
    field = dcc.Input(
        id={"type": "import-password", "file": ident}, type="password", value="", autoComplete="off"
    )
    button = _button(does, {"type": "import-open", "file": ident})
    return html.Div(
        [said, html.Div([_field(label, field), button], className="import-with-button")],
        className="import-passwords",
    )


def _not_read(shown: Preview) -> list[Any]:
    sentences = dict.fromkeys(shown.issues.loc[shown.issues["severity"] == "error", "sentence"])
    return [
        *[_trouble(sentence) for sentence in sentences],
        html.P("Nothing of the case was changed.", className="note"),
    ]


def _facts(shown: Preview, *, whose_is_said: bool) -> list[Any]:
    rows, entries = int(str(shown.file["rows_read"])), int(str(shown.file["entries"]))
    reasons = shown.set_aside["reason"].value_counts()
    why = ", ".join(f"{number} {reason}" for reason, number in reasons.items())
    aside = f"{len(shown.set_aside)} set aside" + (f" ({why})" if why else "")
    sentence = f"{count(rows, 'row')} read: {rows_as_entries(entries, len(shown.entries))}, {aside}"
    if whose_is_said:
        sentence += f". Goes to {shown.target}"
    if whose_is_said and shown.replaces:
        sentence += f", in place of {shown.replaces}, of which a copy is kept"
    order = str(shown.file["day_order_evidence"])
    return [
        html.P(f"{sentence}.", className="import-facts"),
        *([html.P(order, className="note")] if order else []),
    ]


def _decision(file: Waiting) -> html.Div:
    shown = file.shown
    leave = _button("Leave it out", {"type": "import-leave", "file": file.id})
    if shown is None or not shown.readable:
        return html.Div(leave, className="import-decision")
    known = html.P("This file is in place already, and nothing in it is new.")
    if shown.known_already and not shown.people:
        return html.Div([known, leave], className="import-decision")
    waits = []
    if file.agency is None:
        waits.append("say whose return it is")
    if shown.questions:
        waits.append(f"answer {count(len(shown.questions), 'column')}")
    first = f"Please {listed(waits)} first, above." if waits else ""
    came = dcc.Input(
        id={"type": "import-came", "file": file.id}, type="text", value=file.came, placeholder="today",
        autoComplete="off",
    )  # fmt: skip
    return html.Div(
        [
            *([_trouble(file.sentence)] if file.sentence else []),
            *([known] if shown.known_already else []),
            _people(file, shown),
            _field("Received on (such as 3 May 2012)", came),
            _button(
                "Add them" if shown.known_already else "Take it in",
                {"type": "import-confirm", "file": file.id},
                "import-main",
                disabled=not file.ready,
            ),
            leave,
            html.Span(first, className="note"),
            html.Span(id={"type": "import-working", "file": file.id}, className="note", role="status"),
        ],
        className="import-decision",
    )


def _people(file: Waiting, shown: Preview) -> html.Fieldset:
    """People whom the file lists, to be ticked; hidden where it lists none whom the key does not have."""
    options = [
        {
            "label": f"{person.code}: {person.role} ({row_words(person.sheet, person.row)})",
            "value": person.code,
        }
        for person in shown.people
    ]
    ident = {"type": "import-people", "file": file.id}
    return html.Fieldset(
        [
            html.Legend("The file lists people whom the key of persons does not have. Add:"),
            dcc.Checklist(options, list(file.people), id=ident, className="import-people"),
        ],
        hidden=not shown.people,
    )


def _trouble(sentence: str) -> html.P:
    return html.P(sentence, className="import-trouble", role="alert")


def _button(
    words: str, ident: Mapping[str, str], css: str = "quiet", *, disabled: bool = False
) -> html.Button:
    return html.Button(words, id=dict(ident), type="button", className=css, disabled=disabled)
