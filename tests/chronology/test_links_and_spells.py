from chronology.engine import analyse


def test_a_referral_is_confirmed_by_the_receivers_own_entry(make_case):
    analysis = analyse(
        make_case(
            ("gp", "03/05/2012", "A", "Bruise to face.", "Referred to CSC."),
            (
                "childrens_social_care",
                "04/05/2012",
                "A",
                "Referral. Bruise to face.",
                "Visit to be made.",
                "",
                "GP",
            ),
        )
    )
    told = analysis.links[analysis.links["kind"] == "told"]
    assert set(zip(told["from_entry"], told["to_entry"], told["confirmed"], strict=True)) == {
        ("e0", "e1", True)
    }


def test_a_message_without_an_entry_at_the_other_end_is_not_confirmed(make_case):
    analysis = analyse(
        make_case(
            ("gp", "03/05/2012", "A", "Bruise to face.", "Referred to CSC."),
            ("childrens_social_care", "04/09/2012", "B", "Contact about school place.", "Noted."),
        )
    )
    told = analysis.links[analysis.links["kind"] == "told"]
    assert not told["confirmed"].any()
    assert "M07F" in set(analysis.flags["rule"])


def test_two_returns_of_one_meeting_are_linked_and_known_to_both(make_case):
    analysis = analyse(
        make_case(
            ("police", "05/05/2012", "A", "Strategy meeting held.", ""),
            ("childrens_social_care", "05/05/2012", "A", "Strategy meeting held.", ""),
        )
    )
    assert "met" in set(analysis.links["kind"])
    known = analysis.knowledge.groupby("agency")["entry_id"].agg(set)
    assert known["police"] == known["childrens_social_care"] == {"e0", "e1"}


def test_a_plan_begins_and_ends_with_the_words_that_say_so(make_case):
    analysis = analyse(
        make_case(
            ("childrens_social_care", "06/07/2012", "A", "Initial case conference.", "Subject to CP plan."),
            ("childrens_social_care", "27/03/2013", "A", "Conference.", "CP plan ended. CIN plan."),
            ("childrens_social_care", "24/01/2014", "A", "CIN case.", "Case closed."),
        )
    )
    plans = analysis.spells.set_index("status")[["start_entry", "end_entry"]]
    assert tuple(plans.loc["child protection plan"]) == ("e0", "e1")
    assert tuple(plans.loc["child in need"]) == ("e1", "e2")
