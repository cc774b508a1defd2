import pytest

from chronology.services import load_services
from chronology.tagging import PolarityRules, find_tags, tag_entries
from chronology.vocabulary import compile_wording, load_vocabulary


@pytest.fixture(scope="module")
def tags_of():
    vocabulary = load_vocabulary()
    polarity = PolarityRules(vocabulary.cues)
    return lambda text: {(tag, how) for tag, how, _, _ in find_tags(text, vocabulary, polarity)}


@pytest.mark.parametrize(
    ("text", "tag", "polarity"),
    [
        ("Bruise to left cheek.", "injury", "happened"),
        ("No bruising seen.", "injury", "did not happen"),
        ("Old bruises to head.", "injury", "past"),
        ("?fracture of wrist", "injury", "supposed"),
        ("Strategy discussion not held.", "strategy_discussion", "did not happen"),
        ("Referral to be made to CSC.", "referral", "planned"),
        ("To refer to social care.", "referral", "planned"),
        ("Referred to CSC.", "referral", "happened"),
        ("Risk of self-harm discussed.", "self_harm", "supposed"),
        ("Denied suicidal thoughts.", "self_harm", "did not happen"),
        ("History of overdose.", "self_harm", "past"),
        ("Case closed.", "case_close", "happened"),
        ("DNA.", "missed_appointment", "happened"),
        ("No concerns.", "concern", "did not happen"),
        ("Home visit, no reply.", "no_access", "happened"),
    ],
)
def test_a_wording_gives_its_tag_and_whether_it_happened(tags_of, text, tag, polarity):
    assert (tag, polarity) in tags_of(text)


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Referral Order made at court.", "referral"),
        ("Informal patient.", "information_passed"),
        ("Cardiac arrest at home.", "adult_in_custody"),
        ("The dna sample was taken.", "missed_appointment"),
        ("Kept in touch by text.", "admission"),
        ("Crew at the scene.", "adult_in_custody"),
    ],
)
def test_words_that_mean_something_else_give_no_tag(tags_of, text, tag):
    assert tag not in {name for name, _ in tags_of(text)}


def test_a_clause_ends_the_reach_of_a_negation(tags_of):
    assert ("injury", "happened") in tags_of("Mother not at home. Bruise to arm seen by aunt.")
    assert ("injury", "happened") in tags_of("No reply at door but bruise seen on child in garden.")


def test_a_whole_cell_is_not_found_inside_a_longer_one(tags_of):
    assert ("only_noted", "happened") in tags_of("Noted.")
    assert "only_noted" not in {tag for tag, _ in tags_of("Noted and referred to duty.")}


def test_capitals_are_matched_as_written_and_gaps_stay_in_the_sentence():
    assert compile_wording("change of (HV|worker)").match("Change of HV")
    assert not compile_wording("change of (HV|worker)").match("Change of hv")
    assert compile_wording("took .. tablets").match("took ten of her tablets")
    assert not compile_wording("took .. tablets").match("took rest. Two tablets")


def test_tags_carry_the_words_and_the_column_that_gave_them(make_case):
    case = make_case(("hospital", "03/01/2014", "A", "Leg injury.", "Discharged home.", "N"))
    tags = tag_entries(case.entries, load_vocabulary())
    injury = tags[tags["tag"] == "injury"].iloc[0]
    assert case.entries["event"].iloc[0][injury["start"] : injury["end"]] == injury["words"] == "Leg injury"
    assert set(tags.loc[tags["field"] == "child_seen", "tag"]) == {"not_seen"}


def test_each_tag_of_the_vocabulary_has_a_kind_and_each_wording_can_begin_a_match():
    vocabulary = load_vocabulary()
    indexed = {
        w.tag
        for index in (vocabulary.by_word, vocabulary.by_pair, vocabulary.by_stem)
        for group in index.values()
        for w in group
    }
    whole = {wording.tag for group in vocabulary.whole_cells.values() for wording in group}
    assert indexed | whole == set(vocabulary.tags)


@pytest.mark.parametrize(
    ("text", "tag", "means_it", "does_not"),
    [
        ("Sample sent. DNA.", "missed_appointment", "hospital", "police"),
        ("Left hostel. NFA.", "no_further_action", "police", "housing"),
        ("HV", "visit", "childrens_social_care", "health_visiting"),
        ("Joint HV with SW.", "visit", "childrens_social_care", "health_visiting"),
        ("Seen after OD.", "self_harm", "prison", "housing"),
    ],
)
def test_a_short_form_means_what_its_writer_means(make_case, text, tag, means_it, does_not):
    case = make_case(
        (means_it, "03/01/2014", "A", text, ""),
        (does_not, "03/01/2014", "A", text, ""),
        agencies={
            "hospital": ("General Hospital", "health"),
            "police": ("County Police", "police"),
            "housing": ("Borough Housing", "housing"),
            "childrens_social_care": ("Children's Social Care", "social care"),
            "health_visiting": ("Health Visiting Service", "health"),
            "prison": ("HM Prison", "other"),
        },
    )
    writers = load_services(case.agencies).known_as(case.agencies)
    found = tag_entries(case.entries, load_vocabulary(), writers)
    by = found[found["tag"] == tag].merge(case.entries, on="entry_id")["agency"]
    assert set(by) == {means_it}
