import numpy as np

from chronology.people import build_key, families, find_mentions, is_child, relation_kind


def mentions_of(case):
    key = build_key(case.people, case.relations, case.index_person)
    found = find_mentions(case.entries, case.people, key)
    return {(row.entry_id, row.person, row.how) for row in found.itertuples()}


def test_codes_are_whole_words_and_mind_case(make_case):
    case = make_case(("gp", "01/02/2013", "A", "A seen with MA. a letter to PAB, and B.", ""))
    found = {(person, how) for _, person, how in mentions_of(case)}
    assert {("A", "code"), ("MA", "code"), ("B", "code")} <= found
    assert not any(person == "PA" for person, _ in found)


def test_roles_are_resolved_from_the_person_the_entry_is_about(make_case):
    case = make_case(("gp", "01/02/2013", "Child A", "Mother attended with sister.", ""))
    found = {(person, how) for _, person, how in mentions_of(case)}
    assert {("A", "alias"), ("MA", "role"), ("B", "role")} <= found


def test_a_child_is_under_eighteen_on_the_day(make_case):
    case = make_case()
    key = build_key(case.people, case.relations, "A")
    assert is_child(key, "B", np.datetime64("2014-01-01"))
    assert not is_child(key, "B", np.datetime64("2028-01-01"))
    assert not is_child(key, "MA", np.datetime64("2014-01-01"))


def test_relations_as_typed_have_a_kind():
    kinds = {
        "half-sister of": "sibling",
        "mother of": "parent",
        "married to": "partner",
        "foster carer of": "carer",
    }
    assert {typed: relation_kind(typed) for typed in kinds} == kinds
    assert relation_kind("landlord of") == "other"


def test_a_family_reaches_siblings_parents_and_partners(make_case):
    case = make_case()
    days, groups = families(build_key(case.people, case.relations, "A"))
    assert groups[len(days) - 1]["A"] == {"A", "B", "MA", "PA"} or groups[0]["A"] == {"A", "B", "MA", "PA"}
