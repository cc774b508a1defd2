"""Who the entries are about: codes, aliases and roles resolved through the people key."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from chronology import frames

# Columns of an entry that may name people; the first is the agency's own statement of who it is about.
FIELDS = ("persons", "event", "action", "outcome", "comment", "source")
_FAR_PAST, _FAR_FUTURE = np.datetime64("1900-01-01"), np.datetime64("2200-01-01")

_RELATION_KINDS = (
    ("parent", r"(?:step|foster|adoptive |birth )?-?(?:mother|father|parent|mum|dad)"),
    ("child", r"(?:step)?-?(?:son|daughter|child|baby)"),
    ("sibling", r"(?:half|step|full|twin)?[ -]?(?:sibling|brother|sister|twin)"),
    ("partner", r"(?:ex-|former )?(?:partner|husband|wife|married|boyfriend|girlfriend|spouse|fianc)"),
    ("lives with", r"lives? with|lodger|household"),
    ("carer", r".*carer|guardian|.*(?:aunt|uncle|grand|cousin|family|relative)"),
    ("worker", r".*(?:worker|officer|doctor|nurse|adviser)"),
)
_FAMILY_KINDS = ("parent", "child", "sibling", "partner", "lives with", "carer", "cared for")
# Words for people: the kind of relation to whom the entry is about, and what the relation as typed must hold.
_ROLE_WORDS = {
    "mother": ("parent", "mother|mum"),
    "mum": ("parent", "mother|mum"),
    "father": ("parent", "father|dad"),
    "dad": ("parent", "father|dad"),
    "parents": ("parent", ""),
    "parent": ("parent", ""),
    "sibling": ("sibling", ""),
    "siblings": ("sibling", ""),
    "brother": ("sibling", "brother|sibling"),
    "sister": ("sibling", "sister|sibling"),
    "children": ("child", ""),
    "son": ("child", ""),
    "daughter": ("child", ""),
    "husband": ("partner", ""),
    "wife": ("partner", ""),
    "partner": ("partner", ""),
    "boyfriend": ("partner", ""),
    "girlfriend": ("partner", ""),
    "family": ("family", ""),
}
_ADULT_HEAD = re.compile(
    r"mother|father|adult|carer|partner|husband|wife|aunt|uncle|grand|worker|parent\b|boyfriend", re.I
)
_CHILD_HEAD = re.compile(r"child|sister|brother|sibling|\bson\b|daughter|baby|unborn|infant|twin|pupil", re.I)


@dataclass(frozen=True, slots=True)
class Key:
    """The people key, ready for use.

    Attributes:
        codes: every person code, in the order of the key.
        index_person: the code that the review is about; blank where not known.
        born_first: code to the first possible day of birth (``NaT`` where not known).
        born: code to the last possible day of birth (``NaT`` where not known).
        grown: code to whether the person is an adult by role, for those whose birth is not known.
        edges: frame from_code, kind, typed, to_code, start, end: relations in both directions, with their
            outermost dates.
    """

    codes: tuple[str, ...]
    index_person: str
    born_first: Mapping[str, np.datetime64]
    born: Mapping[str, np.datetime64]
    grown: Mapping[str, bool]
    edges: pd.DataFrame


def relation_kind(relation: str) -> str:
    """The kind of a relation as typed ("half-sister of" is sibling); ``other`` where it is none of them."""
    head = re.sub(r"\s+(?:of|to|by)\s*$", "", relation.strip().lower())
    return next((kind for kind, pattern in _RELATION_KINDS if re.match(pattern, head)), "other")


def build_key(people: pd.DataFrame, relations: pd.DataFrame, index_person: str) -> Key:
    """The people key of a case from the frames ``people`` and ``relations``."""
    forward = pd.DataFrame(
        {
            "from_code": relations["from_code"],
            "kind": relations["relation"].map(relation_kind).astype(object),
            "typed": relations["relation"].str.lower(),
            "to_code": relations["to_code"],
            "start": relations["start_earliest"].fillna(pd.Timestamp(_FAR_PAST)),
            "end": relations["end_latest"].fillna(pd.Timestamp(_FAR_FUTURE)),
        }
    )
    back = forward.rename(columns={"from_code": "to_code", "to_code": "from_code"}).assign(
        kind=forward["kind"].replace(
            {"parent": "child", "child": "parent", "carer": "cared for", "worker": "client"}
        )
    )
    edges = pd.concat([forward, back[forward.columns]], ignore_index=True).drop_duplicates()
    parents = set(edges.loc[edges["kind"] == "parent", "from_code"])
    grown = {}
    for person in people.itertuples():
        head = str(person.role).split(" of ")[0]
        adult = bool(_ADULT_HEAD.search(head)) or (person.code in parents and not _CHILD_HEAD.search(head))
        grown[str(person.code)] = adult or not _CHILD_HEAD.search(head)
    return Key(
        codes=tuple(people["code"]),
        index_person=index_person,
        born_first=dict(zip(people["code"], people["born_earliest"].to_numpy("datetime64[D]"), strict=True)),
        born=dict(zip(people["code"], people["born_latest"].to_numpy("datetime64[D]"), strict=True)),
        grown=grown,
        edges=edges,
    )


def families(key: Key) -> tuple[np.ndarray, list[dict[str, frozenset[str]]]]:
    """Who belonged together, and from when.

    A family is everyone joined through parents, children, siblings, partners, carers or a shared home at that
    time, so a partner belongs to it only while the relation lasts.

    Returns:
        the days on which something changes (ascending, ``datetime64[D]``), and for each the family of each
        person (always with the person).
    """
    edges = key.edges[key.edges["kind"].isin(_FAMILY_KINDS)]
    starts, ends = edges["start"].to_numpy("datetime64[D]"), edges["end"].to_numpy("datetime64[D]")
    changes = np.unique(np.concatenate([[_FAR_PAST], starts, ends + np.timedelta64(1, "D")]))
    groups = []
    for day in changes:
        holds = edges[(starts <= day) & (ends >= day)]
        neighbours = holds.groupby("from_code")["to_code"].agg(set).to_dict()
        groups.append({code: frozenset(_reach(code, neighbours)) for code in key.codes})
    return changes, groups


def _reach(code: str, neighbours: Mapping[str, set[str]]) -> set[str]:
    seen, waiting = {code}, [code]
    while waiting:
        new = neighbours.get(waiting.pop(), set()) - seen
        seen |= new
        waiting += new
    return seen


def is_child(key: Key, person: str, day: np.datetime64) -> bool:
    """Whether the person was under 18, or not yet born, on the day; by role where the birth is not known."""
    born = key.born.get(person, np.datetime64("NaT"))
    if np.isnat(born):
        return not key.grown.get(person, True)
    return (
        bool(day < born + np.timedelta64(int(18 * 365.2425), "D"))
        if not np.isnat(day)
        else not key.grown[person]
    )


def find_mentions(entries: pd.DataFrame, people: pd.DataFrame, key: Key) -> pd.DataFrame:
    """The ``mentions`` frame: who each entry names, and by which words.

    Codes and aliases are matched as whole words, minding case, so that "L" is not found in "LD" nor in a
    word.  A role word ("mother", "siblings") is resolved through the relations of the persons that the entry
    is about, or of the index person where it names nobody.
    """
    names = {str(code): (str(code), "code") for code in key.codes}
    for person in people.itertuples():
        for alias in person.aliases:
            names.setdefault(alias, (str(person.code), "alias"))
    direct = _matches(entries, FIELDS, _names_pattern(names), lambda words: [names[words]])
    subjects = direct.loc[direct["field"] == "persons"].groupby("entry_id")["person"].agg(tuple)
    roles = _matches(
        entries,
        FIELDS,
        re.compile(rf"(?<![\w'’])(?:{'|'.join(_ROLE_WORDS)})(?![\w'’])", re.I),
        lambda words: [(words.lower(), "role")],
    )
    relatives = {word: _relatives_by_word(key, word) for word in _ROLE_WORDS}
    about = roles["entry_id"].map(subjects)
    resolved = [
        (row.entry_id, person, "role", row.field, row.words)
        for row, bases in zip(roles.itertuples(), about, strict=True)
        for person in _resolve(
            relatives[row.person], bases if isinstance(bases, tuple) else (), key.index_person
        )
    ]
    by_role = pd.DataFrame(resolved, columns=["entry_id", "person", "how", "field", "words"])
    both = pd.concat([direct, by_role], ignore_index=True)
    # A role word inside a longer alias ("PQ's mother") is already settled by the alias.
    both = both.drop_duplicates(["entry_id", "person", "field"], keep="first")
    return frames.check("mentions", frames.coerce("mentions", both))


def _names_pattern(names: Iterable[str]) -> re.Pattern[str]:
    options = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<![\w])(?:{options})(?![\w])" if options else r"(?!)")


def _matches(
    entries: pd.DataFrame,
    fields: Iterable[str],
    pattern: re.Pattern[str],
    resolve: Callable[[str], list[tuple[str, str]]],
) -> pd.DataFrame:
    parts = [pd.DataFrame(columns=["entry_id", "person", "how", "field", "words"])]
    for field in fields:
        texts = entries.loc[entries[field].str.len() > 0, ["entry_id", field]]
        distinct = texts[field].drop_duplicates()
        found = pd.DataFrame(
            [
                (text, person, how, words)
                for text in distinct
                for words in dict.fromkeys(match.group() for match in pattern.finditer(text))
                for person, how in resolve(words)
            ],
            columns=[field, "person", "how", "words"],
        )
        parts.append(texts.merge(found, on=field).drop(columns=field).assign(field=field))
    return pd.concat(parts, ignore_index=True)


def _relatives_by_word(key: Key, word: str) -> dict[str, tuple[str, ...]]:
    kind, typed = _ROLE_WORDS[word]
    edges = key.edges
    chosen = edges[edges["kind"].isin(_FAMILY_KINDS) if kind == "family" else edges["kind"] == kind]
    if typed:
        chosen = chosen[chosen["typed"].str.contains(typed)]
    return {person: tuple(dict.fromkeys(group)) for person, group in chosen.groupby("to_code")["from_code"]}


def _resolve(
    relatives: Mapping[str, tuple[str, ...]], bases: tuple[str, ...], index_person: str
) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(person for base in bases for person in relatives.get(base, ())))
    return found or relatives.get(index_person, ())
