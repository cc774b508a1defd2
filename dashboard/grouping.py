"""How the entries are told apart into lanes: by agency, person, family group or theme."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import pandas as pd

from chronology.people import build_key, is_child, relation_kind
from dashboard.case_view import CaseView

LANES_BY: Mapping[str, str] = MappingProxyType(
    {"agency": "Agency", "person": "Person", "family": "Family group", "theme": "Theme"}
)
"""The ways of drawing lanes, and their names on screen."""
NO_PERSON = ""
"""Key of the lane of entries that name no person known to the case."""
_CHILDREN, _PARENTS, _ADULTS, _FAMILY = "+children", "+parents", "+adults", "+family"
_WITH_CHILDREN = "+with children"
_OTHER = "other"


@dataclass(frozen=True, slots=True)
class Theme:
    """What a lane by theme holds.

    Attributes:
        name: its name on screen.
        tags: the tags that belong to it.
        agency_kinds: kinds of agency all of whose entries belong to it.
    """

    name: str
    tags: frozenset[str]
    agency_kinds: frozenset[str] = frozenset()


def _theme(name: str, tags: str, agency_kinds: tuple[str, ...] = ()) -> Theme:
    return Theme(name, frozenset(tags.split()), frozenset(agency_kinds))


THEMES: Mapping[str, Theme] = MappingProxyType(
    {
        "harm": _theme(
            "Injury and serious harm",
            "injury serious_harm account_doubtful medical_child_protection allegation person_died",
        ),
        "exploitation": _theme("Sexual abuse and exploitation", "sexual_abuse exploitation"),
        "neglect": _theme("Neglect and other concerns", "neglect concern"),
        "domestic abuse": _theme("Domestic abuse and risk from adults", "domestic_abuse risk_from_adult"),
        "adult": _theme(
            "Adult's own needs", "self_harm mental_health substance_use need_identified request_to_stay"
        ),
        "health": _theme(
            "Health and illness",
            "illness_worse health_attendance admission routine_health long_term_condition repeat_prescribing "
            "pregnancy birth discharge treatment_not_taken",
        ),
        "school": _theme("School and nursery", "school_absence", ("education",)),
        "home": _theme(
            "Home and household",
            "change_in_household move moved_area handover_of_care unknown_child left_to_person return_home "
            "leave_from_care",
        ),
        "seen": _theme(
            "Child seen, heard and visited",
            "child_voice return_interview work_completed first_contact person_found person_seen support_work "
            "follow_up visit",
        ),
        "missed": _theme(
            "Missed, refused or not seen",
            "missing_person not_seen no_access missed_appointment disengaged irregular_contact "
            "service_not_started not_told",
        ),
        "plan": _theme(
            "Plan, meetings and decisions",
            "beyond_service strategy_discussion section_47 conference joint_meeting plan_start plan_end "
            "plan_continues child_in_need looked_after assessment risk_assessment review disagreement "
            "escalation no_further_action case_close decision waiting",
        ),
        "police": _theme(
            "Police, court and custody",
            "police_investigation criminal_outcome court enforcement adult_in_custody protective_action",
        ),
        "passed": _theme(
            "Information passed",
            "request_to_service public_report referral information_passed status_check",
        ),
    }
)
"""The themes that reviews sort a chronology by, in the order of the lanes; a tag belongs to one theme."""
_THEME_OF_KIND: Mapping[str, str] = MappingProxyType(
    {
        "injury and health": "health",
        "contact and visit": "seen",
        "meeting and plan": "plan",
        "decision and closure": "plan",
        "information passed": "passed",
        "missed or not seen": "missed",
        "adult's own needs": "adult",
    }
)
"""The theme of a tag that no theme lists, such as one that a partnership added to its vocabulary."""


def theme_of_tag(tag_kinds: Mapping[str, str]) -> dict[str, str]:
    """The theme of each tag, a key of :data:`THEMES`; tags that say nothing by themselves have none.

    Args:
        tag_kinds: kind of event of each tag.
    """
    listed = {tag: name for name, theme in THEMES.items() for tag in theme.tags}
    by_kind = {tag: _THEME_OF_KIND[kind] for tag, kind in tag_kinds.items() if kind in _THEME_OF_KIND}
    return {**by_kind, **listed}


def lanes_of_entries(view: CaseView, shown: pd.DataFrame, lanes_by: str) -> tuple[np.ndarray, np.ndarray]:
    """The lanes in which each entry stands.

    By agency and by family group an entry stands in one lane; by person in that of each person it names; by
    theme in that of each theme it tells of.

    Args:
        view: the case.
        shown: rows of ``view.entries``.
        lanes_by: a key of :data:`LANES_BY`.

    Returns:
        Two arrays of the same length: the place of an entry in ``shown``, ascending, and the key of a lane.
    """
    every = np.arange(len(shown))
    if lanes_by == "theme":
        return _themes_of(view, shown)
    if lanes_by == "agency":
        return every, shown["agency"].to_numpy(dtype=object)
    named = shown["persons_named"].tolist()
    if lanes_by == "family":
        group = _family_groups(view, set(named))
        return every, np.array([group[persons] for persons in named], dtype=object)
    named = [persons or (NO_PERSON,) for persons in named]
    return (
        np.repeat(every, [len(persons) for persons in named]),
        np.array([person for persons in named for person in persons], dtype=object),
    )


def lane_names(view: CaseView, lanes_by: str) -> list[tuple[str, str, str]]:
    """Every possible lane in its usual order: key, letters at the left edge, name in words."""
    case = view.analysis.case
    if lanes_by == "agency":
        keys = dict.fromkeys([*case.agencies, *view.entries["agency"].unique()])
        return [(key, view.codes.get(key, "?"), view.agency(key)) for key in keys]
    if lanes_by == "theme":
        return [*((key, "", theme.name) for key, theme in THEMES.items()), (_OTHER, "", "None of these")]
    people = [(code, code, role) for code, role in zip(case.people["code"], case.people["role"], strict=True)]
    known = {code for code, _, _ in people}
    others = [(p, p, "") for p in view.analysis.mentions["person"].drop_duplicates() if p not in known]
    nobody = (NO_PERSON, "–", "No person named")
    if lanes_by == "person":
        return [*people, *others, nobody]
    children = set(_children(view))
    lanes = [row for row in people if row[0] in children] + [(_CHILDREN, "", "Two or more children")]
    for code, letters, role in [row for row in [*people, *others] if row[0] not in children]:
        lanes += [(code, letters, role)]
        lanes += [(code + _WITH_CHILDREN, letters, f"{code} with a child or children")]
    together = [
        (_PARENTS, "", "Both parents, or parent and partner"),
        (_ADULTS, "", "Two or more other adults"),
        (_FAMILY, "", "Whole family: adults with a child"),
    ]
    return [*lanes, *together, nobody]


def _children(view: CaseView) -> list[str]:
    case = view.analysis.case
    key = build_key(case.people, case.relations, case.index_person)
    start = case.review_start if case.review_start is not None else view.first
    day = start.to_datetime64().astype("datetime64[D]")
    codes = dict.fromkeys([*case.people["code"], *view.analysis.mentions["person"]])
    return [code for code in codes if is_child(key, code, day)]


def _parents(view: CaseView) -> set[str]:
    """Parents of any child, and their partners."""
    relations = view.analysis.case.relations
    kinds = relations["relation"].map(relation_kind)
    parents = set(relations.loc[kinds == "parent", "from_code"]) | set(
        relations.loc[kinds == "child", "to_code"]
    )
    partners = relations[kinds == "partner"]
    return (
        parents
        | set(partners.loc[partners["to_code"].isin(parents), "from_code"])
        | set(partners.loc[partners["from_code"].isin(parents), "to_code"])
    )


def _family_groups(view: CaseView, named: set[tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    children, parents = set(_children(view)), _parents(view)
    return {persons: _family_group(persons, children, parents) for persons in named}


def _family_group(persons: tuple[str, ...], children: set[str], parents: set[str]) -> str:
    if len(persons) < 2:
        return persons[0] if persons else NO_PERSON
    adults = [person for person in persons if person not in children]
    if not adults:
        return _CHILDREN
    if len(adults) == len(persons):
        return _PARENTS if set(adults) <= parents else _ADULTS
    return adults[0] + _WITH_CHILDREN if len(adults) == 1 else _FAMILY


def _themes_of(view: CaseView, shown: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    names = [*THEMES, _OTHER]
    place_of = {name: place for place, name in enumerate(THEMES)}
    theme_of = {tag: place_of[name] for tag, name in theme_of_tag(view.tag_kinds).items()}
    tags = view.analysis.tags
    at = pd.Index(shown["entry_id"]).get_indexer(tags["entry_id"])
    theme = tags["tag"].map(theme_of).fillna(-1).to_numpy(dtype="int64")
    known = (at >= 0) & (theme >= 0)
    cells = [at[known] * len(names) + theme[known]]
    kinds = shown["agency"].map({key: agency.kind for key, agency in view.analysis.case.agencies.items()})
    for place, of_theme in enumerate(THEMES.values()):
        if of_theme.agency_kinds:
            here = np.flatnonzero(kinds.isin(list(of_theme.agency_kinds)).to_numpy())
            cells.append(here * len(names) + place)
    told = np.unique(np.concatenate(cells))
    untold = np.setdiff1d(np.arange(len(shown)), told // len(names), assume_unique=False)
    every = np.sort(np.concatenate([told, untold * len(names) + len(THEMES)]))
    return every // len(names), np.array(names, dtype=object)[every % len(names)]
