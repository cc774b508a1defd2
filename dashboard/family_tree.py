"""Who stands where in the picture of a family: generations in rows, partners side by side.

Nothing is drawn that the key and the relations do not say: who is taken for a woman or a man, and in which
generation a person stands, both come from the words of the role and of the relations.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from chronology.people import relation_kind
from dashboard.generations import generations
from dashboard.wording import when

_WOMAN = re.compile(
    r"\b(?:(?:grand|step|god|foster|half)?-?(?:mother|sister|daughter|mum)|aunt|niece|wife|girlfriend)\b",
    re.I,
)
_MAN = re.compile(
    r"\b(?:(?:grand|step|god|foster|half)?-?(?:father|brother|son|dad)|uncle|nephew|husband|boyfriend)\b",
    re.I,
)
_NOT_BIRTH = re.compile(r"step|foster|adoptive", re.I)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person stands.

    Attributes:
        code: of the person.
        x: from the left, in units of one person.
        row: counted from 0 at the top, the oldest generation; a generation of which nobody is known keeps its row.
        sex: woman, man or not stated.
        related: whether a relation or a role tells their generation; the others stand apart, in the last row.
    """

    code: str
    x: float
    row: int
    sex: str
    related: bool = True


@dataclass(frozen=True, slots=True)
class Union:
    """Two parents or partners, or one known parent, with the children who are theirs.

    Attributes:
        pair: one or two codes, from left to right.
        children: codes, from left to right.
        words: what is said of the two as partners, one statement each; empty where nothing is.
        ended: everything said of them as partners has ended.
    """

    pair: tuple[str, ...]
    children: tuple[str, ...]
    words: tuple[str, ...]
    ended: bool


@dataclass(frozen=True, slots=True)
class Tree:
    """The places by code, the unions, and the other relations as (from, to, words)."""

    places: Mapping[str, Place]
    unions: tuple[Union, ...]
    others: tuple[tuple[str, str, str], ...]

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return max((place.row for place in self.places.values()), default=-1) + 1


def span_words(relation: pd.Series) -> str:
    """When a relation held, as far as it is said: ``from 2007 to Dec 2008``; blank where nothing is said."""
    start = when(relation["start_earliest"], relation["start_latest"])
    end = when(relation["end_earliest"], relation["end_latest"])
    parts = [f"from {start}"] if start != "undated" else []
    parts += [f"to {end}"] if end != "undated" else []
    return start if len(parts) == 2 and start == end else " ".join(parts)


def sex_of(code: str, role: str, relations: pd.DataFrame) -> str:
    """Woman or man where the role or a relation says so, not stated otherwise or where they disagree."""
    clauses = [re.split(r"\s+of\b", clause)[0] for clause in re.sub(r"\(.*?\)", "", role).split(";")]
    # "mother's partner" says nothing of a mother.
    heads = [re.sub(r"\w+['’]s\b", "", clause) for clause in clauses]
    heads += list(relations.loc[relations["from_code"] == code, "relation"])
    woman, man = (any(word.search(head) for head in heads) for word in (_WOMAN, _MAN))
    return "not stated" if woman == man else "woman" if woman else "man"


def build_tree(people: pd.DataFrame, relations: pd.DataFrame, index_person: str) -> Tree:
    """Work out the picture of a family.

    Args:
        people: the frame ``people``; persons whom only a relation names are added after them.
        relations: the frame ``relations``.
        index_person: code of the person whom the review is about; blank where not known.
    """
    named = [*people["code"], *relations["from_code"], *relations["to_code"]]
    codes = [code for code in dict.fromkeys(named) if code]
    if not codes:
        return Tree({}, (), ())
    roles = dict(zip(people["code"], people["role"], strict=True))
    kinds = relations.assign(kind=[relation_kind(word) for word in relations["relation"]])
    generation = generations(codes, roles, kinds, index_person)
    pairs, others = _pairs(kinds, generation)
    rows = _rows(codes, generation)
    born = dict(zip(people["code"], people["born_earliest"], strict=True))
    xs = _across(
        rows,
        pairs,
        others,
        {code: (pd.isna(day), day, place) for place, (code, day) in enumerate(born.items())},
    )
    places = {
        code: Place(code, xs[code], row, sex_of(code, roles.get(code, ""), relations), code in generation)
        for row, members in enumerate(rows)
        for code in members
    }
    unions = tuple(
        Union(
            tuple(sorted(pair, key=lambda code: xs[code])),
            tuple(sorted(children, key=lambda code: xs[code])),
            *_partner_words(kinds, pair),
        )
        for pair, children in pairs.items()
    )
    return Tree(places, unions, others)


def _pairs(
    kinds: pd.DataFrame, generation: Mapping[str, int]
) -> tuple[dict[frozenset[str], list[str]], tuple[tuple[str, str, str], ...]]:
    """Children by their parents, with childless partners too, and every relation that is neither."""
    parents: dict[str, list[str]] = {}
    others: dict[tuple[str, str], list[str]] = {}
    pairs: dict[frozenset[str], list[str]] = {}
    for row in kinds.itertuples():
        a, b = (row.from_code, row.to_code) if row.kind != "child" else (row.to_code, row.from_code)
        known = a in generation and b in generation
        if row.kind in ("parent", "child") and known and not _NOT_BIRTH.search(row.relation):
            mine = parents.setdefault(b, [])
            if a not in mine and len(mine) < 2:
                mine.append(a)
        elif row.kind == "partner" and known and generation[a] == generation[b]:
            pairs.setdefault(frozenset((a, b)), [])
        elif row.kind not in ("sibling", "lives with", "worker") and known:
            others.setdefault((a, b), []).append(row.relation)
    for child, own in parents.items():
        together = len(own) == 2 and generation[own[0]] == generation[own[1]]
        for group in [own] if together else [[parent] for parent in own]:
            pairs.setdefault(frozenset(group), []).append(child)
    for row in kinds[kinds["kind"] == "sibling"].itertuples():
        a, b = row.from_code, row.to_code
        if a in generation and b in generation and not set(parents.get(a, [])) & set(parents.get(b, [])):
            others.setdefault((a, b), []).append(row.relation)
    kept = {pair: words for pair, words in others.items() if pair[0] not in parents.get(pair[1], [])}
    return pairs, tuple((a, b, ", ".join(dict.fromkeys(words))) for (a, b), words in kept.items())


def _partner_words(kinds: pd.DataFrame, pair: frozenset[str]) -> tuple[tuple[str, ...], bool]:
    if len(pair) < 2:
        return (), False
    both = kinds[kinds["from_code"].isin(pair) & kinds["to_code"].isin(pair)]
    said = both[both["kind"].isin(["partner", "lives with"])]
    words = [f"{_as_partners(row['relation'])} {span_words(row)}".strip() for _, row in said.iterrows()]
    partners = said[said["kind"] == "partner"]
    return tuple(words), bool(len(partners) and partners["end_latest"].notna().all())


def _as_partners(relation: str) -> str:
    head = re.sub(r"\s+(?:of|to|with)\s*$", "", relation.strip())
    return {"partner": "partners", "lives": "lived together", "live": "lived together"}.get(
        head.lower(), head
    )


def _rows(codes: Sequence[str], generation: Mapping[str, int]) -> list[list[str]]:
    """Codes by row, the oldest generation first; last, those whose generation is not told.

    A grandmother stands two rows above a child, be the parents known or not.
    """
    levels = range(min(generation.values(), default=0), max(generation.values(), default=-1) + 1)
    rows = [[code for code in codes if generation.get(code) == level] for level in levels]
    unknown = [code for code in codes if code not in generation]
    return [*rows, unknown] if unknown else rows


def _across(
    rows: list[list[str]],
    pairs: Mapping[frozenset[str], list[str]],
    others: Sequence[tuple[str, str, str]],
    order: Mapping[str, tuple[object, ...]],
) -> dict[str, float]:
    """Where each person stands across: partners side by side, children under their parents."""
    blocks = [_blocks(members, pairs) for members in rows]
    above: dict[str, list[str]] = {}
    below: dict[str, list[str]] = {}
    for pair, children in pairs.items():
        for child in children:
            above.setdefault(child, []).extend(pair)
            for parent in pair:
                below.setdefault(parent, []).append(child)
    row_of = {code: number for number, members in enumerate(rows) for code in members}
    for a, b, _ in others:
        below.setdefault(a, []).append(b)
        if row_of[a] == row_of[b]:
            for one, other in ((a, b), (b, a)):
                above.setdefault(one, []).append(other)
    xs = {
        code: float(place) for row in blocks for place, code in enumerate(c for block in row for c in block)
    }
    for sweep in range(6):
        downwards = sweep % 2 == 1
        kin = above if downwards else below
        for row in blocks if downwards else blocks[::-1]:
            wanted = {id(block): _wanted(block, kin, xs) for block in row}
            row.sort(key=lambda block: (wanted[id(block)], str(order.get(block[0], ("~",)))))
            widths = [float(len(block)) for block in row]
            for block, left in zip(row, _apart([wanted[id(block)] for block in row], widths), strict=True):
                for place, code in enumerate(block):
                    xs[code] = left + place
    least = min(xs.values())
    return {code: x - least for code, x in xs.items()}


def _wanted(block: Sequence[str], kin: Mapping[str, list[str]], xs: Mapping[str, float]) -> float:
    """Where the first of a block would best stand: as a mean of its kin in the next row."""
    pulls = [
        float(np.mean([xs[other] for other in kin[code]])) - place
        for place, code in enumerate(block)
        if kin.get(code)
    ]
    return round(float(np.mean(pulls)), 6) if pulls else xs[block[0]]


def _apart(wanted: Sequence[float], widths: Sequence[float]) -> list[float]:
    """Left ends nearest to those wanted, in the same order, so that no two blocks overlap.

    This is isotonic regression (pooling adjacent violators) on what is wanted less the room taken before.
    """
    offsets = np.concatenate([[0.0], np.cumsum(widths)[:-1]]) if len(widths) else np.array([])
    pools: list[tuple[float, int]] = []
    for value in np.asarray(wanted) - offsets:
        pools.append((float(value), 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (a, n), (b, m) = pools[-2:]
            pools[-2:] = [((a * n + b * m) / (n + m), n + m)]
    level = [value for value, n in pools for _ in range(n)]
    return [float(value + offset) for value, offset in zip(level, offsets, strict=True)]


def _blocks(members: Sequence[str], pairs: Mapping[frozenset[str], list[str]]) -> list[list[str]]:
    """The members of a row in groups that must stand together, each from left to right."""
    partners: dict[str, list[str]] = {code: [] for code in members}
    for pair in pairs:
        if len(pair) == 2 and pair <= set(members):
            a, b = sorted(pair, key=members.index)
            partners[a].append(b)
            partners[b].append(a)
    blocks: list[list[str]] = []
    placed: set[str] = set()
    for code in sorted(members, key=lambda code: -len(partners[code])):
        if code not in placed:
            blocks.append(_arranged(code, partners, placed))
    return sorted(blocks, key=lambda block: min(map(members.index, block)))


def _arranged(hub: str, partners: Mapping[str, list[str]], placed: set[str]) -> list[str]:
    """A person between their partners: the first named to the right, the others to the left."""
    placed.add(hub)
    left: list[str] = []
    right: list[str] = []
    for place, other in enumerate(partners[hub]):
        if other in placed:
            continue
        chain = _arranged(other, partners, placed)
        if place == 0:
            right = [*right, *chain]
        else:
            left = [*reversed(chain), *left]
    return [*left, hub, *right]
