"""In which generation each person of a family stands, as far as the relations or the roles say so."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from chronology.people import relation_kind

# Whose generation a person is in, by the word of the relation; the first that fits counts.  MGM, PGF and the like
# are how agencies write maternal grandmother and paternal grandfather.
_STEPS = (
    (r"great-?\s?grand-?\s?(?:son|daughter|child)", 3), (r"great-?\s?grand|\b[mp]gg[mf]\b", -3),
    (r"great-?\s?(?:aunt|uncle)", -2), (r"great-?\s?(?:niece|nephew)", 2),
    (r"grand-?\s?(?:son|daughter|child)", 2),
    (r"grand-?\s?(?:mother|father|parent|ma|pa|mum|dad)|grandad|\bgran\b|\bnana?\b|\b[mp]g[mf]\b", -2),
    (r"aunt|uncle", -1), (r"niece|nephew", 1), (r"cousin", 0),
    (r"carer|guardian", -1),
)  # fmt: skip
# A shared home, or to be of the family, says nothing of a generation.
_BY_KIND = {"parent": -1, "child": 1, "sibling": 0, "partner": 0}
_SURE = ("parent", "child", "sibling", "partner")
_OF = re.compile(r"(?P<what>.+?)\s+of\s+(?P<whom>.+)", re.I)
_INDEX = re.compile(
    r"(?:the )?(?:index|subject|child\b(?!\s+[A-Z]))(?:\s+(?:child|person))?\b(?![\w ]*['’])", re.I
)
_INDEX_ROLE = re.compile(r"(?:the )?(?:index|subject)\s+(?:child|person)\b", re.I)
# A role that is nothing but one of these words is seen from the index person; "partner" and "child" may be another's.
_BARE = re.compile(
    r"(?:(?:maternal|paternal|birth|adoptive|older|younger|elder|twin|half|step|foster|great)[\s-]*)*"
    r"(?:(?:grand-?)?(?:mother|father|parent|mum|dad)|brother|sister|sibling|twin|aunt|uncle|cousin|[mp]g[mf])",
    re.I,
)
_WHICH = re.compile(r"(?:younger|older|elder|eldest|youngest|another|maternal|paternal)\s+", re.I)
_BETWEEN = re.compile(r"[\s,&/]+")

_Step = tuple[str, str, int]
"""Two persons, and how many generations the first stands below the second."""


def generations(
    codes: Sequence[str], roles: Mapping[str, str], kinds: pd.DataFrame, index_person: str
) -> dict[str, int]:
    """The generation of each person for whom a relation or a role tells it; the others are left out.

    Args:
        codes: everybody, in the order of the key.
        roles: role by code, seen from the index person.
        kinds: the frame ``relations`` with the ``kind`` of each.
        index_person: code of the person whom the review is about; blank where not known.

    Returns:
        Generation by code: 0 is that of the index person, or else of the first in the largest group of people
        who are related; -1 is that of their parents.
    """
    sure: dict[str, list[tuple[str, int]]] = {code: [] for code in codes}
    loose: list[_Step] = []
    for row in kinds.itertuples():
        step = _step(row.relation, row.kind)
        if step is None or not row.from_code or not row.to_code:
            continue
        if row.kind in _SURE:
            sure[row.to_code].append((row.from_code, step))
            sure[row.from_code].append((row.to_code, -step))
        else:
            loose.append((row.from_code, row.to_code, step))
    index = index_person if index_person in sure else _index_by_role(codes, roles)
    told = [step for code in codes for step in _steps_of_role(code, roles.get(code, ""), sure, index)]
    start = index or _largest_group(codes, sure, [*told, *loose])
    if not start:
        return {}
    found = {start: 0}
    _spread(found, start, sure)
    # A role is only asked where no relation tells the generation, and a looser relation last of all.
    while _further(found, told, sure) or _further(found, loose, sure):
        pass
    return found


def _step(words: str, kind: str) -> int | None:
    return next((n for word, n in _STEPS if re.search(word, words, re.I)), _BY_KIND.get(kind))


def _spread(found: dict[str, int], start: str, sure: Mapping[str, list[tuple[str, int]]]) -> None:
    queue = deque([start])
    while queue:
        here = queue.popleft()
        for there, step in sure[here]:
            if there not in found:
                found[there] = found[here] + step
                queue.append(there)


def _further(
    found: dict[str, int], steps: Iterable[_Step], sure: Mapping[str, list[tuple[str, int]]]
) -> bool:
    """Place those who are one step from somebody placed, and whoever hangs on them; whether there were any."""
    before = len(found)
    for a, b, step in steps:
        for new, known, value in ((a, b, step), (b, a, -step)):
            if new not in found and known in found:
                found[new] = found[known] + value
                _spread(found, new, sure)
    return len(found) > before


def _index_by_role(codes: Sequence[str], roles: Mapping[str, str]) -> str:
    """Whom the key calls the index child, where it calls one person so."""
    named = [code for code in codes if _INDEX_ROLE.match(roles.get(code, "").strip())]
    return named[0] if len(named) == 1 else ""


def _steps_of_role(
    code: str, role: str, people: Mapping[str, list[tuple[str, int]]], index: str
) -> list[_Step]:
    """The steps that a role tells: "mother of A; aunt of B and C", "uncle of index child", or "uncle" alone."""
    steps: list[_Step] = []
    for clause in re.sub(r"\(.*?\)", "", role).split(";"):
        if not steps and index and index != code and not people[code] and _BARE.fullmatch(clause.strip()):
            steps = [(code, index, _step(clause, _kind(clause)) or 0)]
        said = _OF.fullmatch(clause.strip())
        step = _step(said["what"], _kind(said["what"])) if said else None
        if said and step is not None:
            steps += [(code, other, step) for other in _whom(said["whom"], people, index) if other != code]
    return steps


def _kind(words: str) -> str:
    """The kind of relation that words of a role name: "younger sibling" is one of siblings."""
    return relation_kind(_WHICH.sub("", words.strip()))


def _whom(words: str, people: Mapping[str, list[tuple[str, int]]], index: str) -> list[str]:
    """The people of whom a role speaks: the index person, or codes, up to the first word that is none."""
    if _INDEX.match(words):
        return [index] if index else []
    named = []
    for word in _BETWEEN.split(words):
        if word in people:
            named.append(word)
        elif word.casefold() not in ("and", "child", "baby"):
            break
    return named


def _largest_group(
    codes: Sequence[str], sure: Mapping[str, list[tuple[str, int]]], steps: Iterable[_Step]
) -> str:
    """The first of the largest group of people who are related; blank where nobody is."""
    kin: dict[str, set[str]] = {code: {other for other, _ in sure[code]} for code in codes}
    for a, b, _ in steps:
        kin[a].add(b)
        kin[b].add(a)
    groups: list[list[str]] = []
    seen: set[str] = set()
    for code in codes:
        group, queue = [], [] if code in seen else [code]
        seen.add(code)
        while queue:
            group.append(here := queue.pop())
            queue += (new := kin[here] - seen)
            seen |= new
        groups.append(group)
    largest = max(groups, key=len, default=[])
    return largest[0] if len(largest) > 1 else ""
