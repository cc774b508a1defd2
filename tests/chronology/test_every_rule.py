"""Every rule by itself: a case that fires it, one that closes it, and one just outside its window.

The cases are data, in ``rule_cases/*.toml``: one table a rule, each part a list of rows as an agency writes
them (agency, date, persons, event, action[, child seen[, source]]).

background      rows that stand before those of every part, such as the plan that was running
fires           the smallest case in which the rule speaks, with the given or repeated entry on the last day of
                the window; ``fires_state`` where its state is not "missed"
closes          the same with what closes it, an answer on the last day of the window
outside         just outside the window: an answer a day late, or what came before a day too long ago; nothing
                is said then, or ``outside_state`` is; ``outside_note`` tells why the step is longer than a day
also_fires      a second case in which the rule's own words call for a flag
also_closes     a second way to close it that the rule's own words name
does_not_close  an entry that could be taken for an answer and is none
not_meant       what the rule does not speak of
no_window       in place of ``outside``: why a window has no meaning for the rule
"""

import re
import tomllib
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from chronology.dates import show_day
from chronology.engine import analyse
from chronology.rules import load_rules
from chronology.vocabulary import load_vocabulary

FOLDER = Path(__file__).parent / "rule_cases"
FAMILIES = tomllib.loads((FOLDER / "families.toml").read_text(encoding="utf-8"))
CASES = {
    rule: parts
    for path in sorted(FOLDER.glob("*.toml"))
    if path.name != "families.toml"
    for rule, parts in tomllib.loads(path.read_text(encoding="utf-8")).items()
}
RULES = {rule.id: rule for rule in load_rules()}

SPEAKS = ("fires", "also_fires", "does_not_close")
SILENT = ("closes", "also_closes", "not_meant")
# Patterns in which the trigger is the first row; in the others it is the last.
TRIGGER_FIRST = {"response", "absence", "interval", "receipt"}
ASKED_IN_EVERY_CASE = 7
# A working day late can fall on the far side of a weekend.
JUST = pd.Timedelta(days=4)
ACCUSING = re.compile(
    r"(?<!\w)(?:fail(?:ed|s|ing) to|failures?|neglectful|should have|faults?|blam(?:e|ed|ing)|violat\w*)(?!\w)",
    re.IGNORECASE,
)


def parts_named(*names):
    return [
        pytest.param(rule, part, id=f"{rule}-{part}")
        for rule, parts in CASES.items()
        for part in names
        if part in parts
    ]


def rows_of(rule, part):
    return [*CASES[rule].get("background", []), *CASES[rule][part]]


def later_row(family):
    """Long after everything else, so that no step is still within its time when the records end."""
    return ["gp", "30/11/2014", family["later"], "Routine appointment.", "Seen by GP."]


@pytest.fixture(scope="module")
def flags_of(make_case):
    """The flags of one rule tested alone on one part of its cases."""
    asked = list(FAMILIES["agencies"])[:ASKED_IN_EVERY_CASE]

    @cache
    def vocabulary(family):
        of = FAMILIES["family"][family]
        return load_vocabulary(persons=[code for code, *_ in of["people"]], children=of["children"])

    @cache
    def flags(rule, part):
        rows, family = rows_of(rule, part), FAMILIES["family"][family_of(rule)]
        written = {row[0] for row in rows}
        case = make_case(
            *rows,
            later_row(family),
            people=family["people"],
            relations=family["relations"],
            agencies={key: of for key, of in FAMILIES["agencies"].items() if key in written or key in asked},
            index_person=family["index"],
        )
        return analyse(case, [RULES[rule]], vocabulary(family_of(rule)), list_all=True).flags

    return flags


def family_of(rule):
    return CASES[rule].get("family", "children")


def state_expected(rule, part):
    states = {"fires": CASES[rule].get("fires_state", "missed"), "outside": CASES[rule].get("outside_state")}
    return states.get(part, "missed")


def test_every_rule_has_its_cases_and_no_case_is_left_of_a_rule_that_is_gone():
    assert set(CASES) == set(RULES)


@pytest.mark.parametrize("rule", CASES)
def test_a_rule_has_every_part_or_says_why_not(rule):
    parts = CASES[rule]
    known = {"background", "family", "outside", "fires_state", "outside_state", "outside_note", "no_window"}
    assert set(parts) <= known | set(SPEAKS) | set(SILENT)
    assert parts.get("family", "children") in FAMILIES["family"]
    assert {"fires", "closes"} <= set(parts)
    assert ("outside" in parts) != ("no_window" in parts)


@pytest.mark.parametrize("rule", CASES)
def test_what_closes_it_is_the_only_difference(rule):
    before = [tuple(row) for row in CASES[rule]["fires"]]
    after = [tuple(row) for row in CASES[rule]["closes"]]
    gone, new = set(before) - set(after), set(after) - set(before)
    assert len(gone) <= 1
    assert len(new) <= 2
    assert gone | new


@pytest.mark.parametrize("rule", [rule for rule, parts in CASES.items() if "outside" in parts])
def test_what_is_outside_the_window_differs_in_one_date_only_and_only_just(rule):
    outside = CASES[rule]["outside"]
    same_length = [part for part in ("fires", "closes") if len(CASES[rule][part]) == len(outside)]
    moved = [
        [pair for pair in zip(CASES[rule][part], outside, strict=True) if pair[0] != pair[1]]
        for part in same_length
    ]
    before, after = next(pairs[0] for pairs in moved if len(pairs) == 1)
    assert before[:1] + before[2:] == after[:1] + after[2:]
    days = abs(pd.to_datetime(after[1], dayfirst=True) - pd.to_datetime(before[1], dayfirst=True))
    assert pd.Timedelta(0) < days
    assert days <= JUST or CASES[rule]["outside_note"]


@pytest.mark.parametrize(("rule", "part"), parts_named(*SPEAKS))
def test_the_rule_speaks(flags_of, rule, part):
    assert list(flags_of(rule, part)["state"]) == [state_expected(rule, part)]


@pytest.mark.parametrize(("rule", "part"), parts_named(*SILENT))
def test_the_rule_is_silent(flags_of, rule, part):
    assert list(flags_of(rule, part)["state"]) == []


@pytest.mark.parametrize(("rule", "part"), parts_named("outside"))
def test_just_outside_the_window(flags_of, rule, part):
    expected = state_expected(rule, part)
    assert list(flags_of(rule, part)["state"]) == ([expected] if expected else [])


@pytest.mark.parametrize(
    "rule",
    [rule for rule, parts in CASES.items() if parts.get("outside_state") == "late" and "outside" in parts],
)
def test_a_late_answer_is_cited(flags_of, rule):
    flag = flags_of(rule, "outside").iloc[0]
    answer = len(rows_of(rule, "outside")) - 1
    assert flag["entries"][1] == f"e{answer}"
    assert f"dated {_day(CASES[rule]['outside'][-1][1])}, after that day" in flag["sentence"]


@pytest.mark.parametrize(("rule", "part"), parts_named("fires"))
def test_the_flag_says_what_was_recorded_what_was_expected_and_where_we_looked(flags_of, rule, part):
    flag = flags_of(rule, part).iloc[0]
    rows = rows_of(rule, part)
    at = len(CASES[rule].get("background", [])) if RULES[rule].pattern in TRIGGER_FIRST else len(rows) - 1
    trigger = rows[at]
    assert flag["entries"][0] == f"e{at}"
    sentence = flag["sentence"]
    assert sentence.startswith(f"{_day(trigger[1])}: {FAMILIES['agencies'][trigger[0]][0]}")
    assert RULES[rule].noticed in sentence
    assert RULES[rule].expected in sentence
    assert trigger[3].rstrip(".") in sentence
    assert all(name in flag["searched"] for name in names_of(flag["answer_agencies"]))
    # Where both entries are supplied, and where a late answer is, the sentence names those instead.
    if RULES[rule].pattern == "absence" or flag["state"] == "late":
        assert _day(rows[-1][1]) in sentence
    elif flag["answer_agencies"] == (trigger[0],):
        assert "in its own return" in sentence
    else:
        assert all(name in sentence for name in names_of(flag["answer_agencies"]))


def names_of(agencies):
    """The names that a sentence gives: the first three agencies, the others are counted."""
    assert agencies
    return [FAMILIES["agencies"][key][0] for key in agencies[:3]]


@pytest.mark.parametrize(("rule", "part"), parts_named(*SPEAKS))
def test_the_flag_is_short_and_accuses_nobody(flags_of, rule, part):
    sentence = flags_of(rule, part).iloc[0]["sentence"]
    assert len(sentence) <= 900
    assert not ACCUSING.search(sentence)
    assert ("source of this rule is not confirmed" in sentence) is not RULES[rule].confirmed


def _day(typed):
    return show_day(pd.to_datetime(typed, dayfirst=True).date())
