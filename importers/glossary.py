"""Lists of people that agencies send beside a chronology: "who is who", professionals, a key of initials.

They are offered as additions to the key of persons and never added by themselves: an agency's initials may
mean somebody else in the next agency's file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from importers.content import PeopleWords
from importers.issues import listed
from importers.tables import Problem, RawRow, RawTable
from importers.vocabulary import normalise

_CODE_HEADERS = frozenset({
    "code", "initials", "initial", "abbreviation", "abbreviations", "key", "acronym", "letter", "identifier",
    "reference", "ref", "id", "person", "name", "name / initials", "initials / name", "known as", "term",
})  # fmt: skip
_ROLE_HEADERS = frozenset({
    "role", "relationship", "relationship to child", "designation", "job title", "title", "who", "meaning",
    "definition", "description", "full title", "profession", "position", "post", "relation", "stands for",
    "explanation", "role / agency", "role / relationship", "role and agency",
})  # fmt: skip
_ROLE_WORDS = re.compile(
    r"\b(?:social worker|worker|officer|nurse|doctor|gp|general practitioner|midwife|visitor|teacher|head"
    r"|consultant|manager|supervisor|paediatrician|psychiatrist|psychologist|therapist|practitioner|sergeant"
    r"|constable|inspector|detective|solicitor|chair|guardian|mentor|assistant|paramedic|surgeon|registrar"
    r"|dentist|pharmacist|counsellor|adviser|advisor|coordinator|co-ordinator|receptionist|administrator"
    r"|mother|father|parent|child|baby|son|daughter|sibling|brother|sister|twin|partner|husband|wife|carer"
    r"|grandmother|grandfather|aunt|uncle|cousin|stepfather|stepmother|boyfriend|girlfriend|neighbour|lodger)s?\b",
    re.IGNORECASE,
)
_LONGEST_CODE, _LONGEST_ROLE, _SEARCHED_ROWS = 15, 120, 20
# What a list says of somebody of whom it says nothing.
_NO_ANSWER = re.compile(
    r"[\W_]*|(?:not )?(?:un)?(?:known|stated|given|recorded|clear|sure)[\W_]*|n/?a|tb[ac]|see .*"
)
_A_CODE = re.compile(r"[\w][\w .'&/-]*")


@dataclass(frozen=True, slots=True)
class SuggestedPerson:
    """Somebody whom a list names: the code or initials, the role in the list's words, and where it stands."""

    code: str
    role: str
    sheet: str
    row: int


def suggest_people(tables: Sequence[RawTable], people: PeopleWords) -> list[SuggestedPerson]:
    """People whom lists among these tables name, and whom the key of persons does not have yet.

    A list is a table with a column of codes and one of roles.  Only rows whose role names a person or a
    profession count, so that a list of abbreviations ("CIN: child in need plan") offers none of them.

    Args:
        tables: the tables of a file that are no chronologies.
        people: the people of the case.
    """
    found = [person for table in tables if not table.prose for person in _from_table(table)]
    new = {person.code: person for person in reversed(found) if not _is_known(person.code, people)}
    return [person for person in found if new.get(person.code) is person]


def codes_explained(tables: Sequence[RawTable]) -> dict[str, tuple[str, int]]:
    """Each code that lists among these tables explain, with its sheet and row; professions and services too.

    Args:
        tables: the tables of a file that are no chronologies.
    """
    found: dict[str, tuple[str, int]] = {}
    for table in tables:
        for row, code, role in _list_rows(table) if not table.prose else ():
            if not _NO_ANSWER.fullmatch(role.strip().casefold()):
                found.setdefault(code, (table.sheet, row.number))
    return found


def people_problems(suggested: Sequence[SuggestedPerson]) -> list[Problem]:
    """One note a sheet that offers its people, by their rows; it quotes none of them."""
    problems = []
    for sheet in dict.fromkeys(person.sheet for person in suggested):
        rows = sorted(person.row for person in suggested if person.sheet == sheet)
        sentence = (
            f"This sheet is a list of people, and {listed(rows)} {'names' if len(rows) == 1 else 'name'} somebody "
            "who is not in the key of persons. Add those who matter to the review: Import offers them."
        )
        done = "Nobody was added to the key of persons."
        problems.append(Problem("people_suggested", "note", sentence, done, sheet, rows[0]))
    return problems


def _from_table(table: RawTable) -> list[SuggestedPerson]:
    read = [_person(table, *line) for line in _list_rows(table)]
    return [person for person in read if person is not None]


def _list_rows(table: RawTable) -> Iterator[tuple[RawRow, str, str]]:
    """The rows of a list of codes, each with its code and what stands in the column of roles; none of others."""
    for place, row in enumerate(table.rows[:_SEARCHED_ROWS]):
        columns = _code_and_role(row)
        if columns is not None:
            for below in table.rows[place + 1 :]:
                code, role = (below.cell(column).text.strip() for column in columns)
                if code and len(code) <= _LONGEST_CODE and _A_CODE.fullmatch(code):
                    yield below, code, role
            return


def _code_and_role(row: RawRow) -> tuple[int, int] | None:
    plain = {column: normalise(row.cells[column].text) for column in row.filled()}
    code = next((column for column, text in plain.items() if text in _CODE_HEADERS), None)
    role = next((column for column, text in plain.items() if text in _ROLE_HEADERS and column != code), None)
    return (code, role) if code is not None and role is not None else None


def _person(table: RawTable, row: RawRow, code: str, role: str) -> SuggestedPerson | None:
    # Who it is may stand beside the role: "Child T, subject child" under Name, and only "Subject" under Role.
    others = [text for n in row.filled() if (text := row.cells[n].text.strip()) not in (code, role)]
    for words in (role, *others):
        if _ROLE_WORDS.search(words) and len(words) <= _LONGEST_ROLE and " plan" not in words.casefold():
            return SuggestedPerson(code, words, table.sheet, row.number)
    return None


def _is_known(code: str, people: PeopleWords) -> bool:
    by_code = people.codes is not None and people.codes.fullmatch(code) is not None
    return by_code or people.names.fullmatch(code) is not None
