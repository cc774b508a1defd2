from dataclasses import replace

import pandas as pd
import pytest

from chronology import frames
from chronology.case import Agency, Case
from chronology.export_safety import printable, safe_cell, sheet_text
from chronology.notes import note, note_rows, wording
from chronology.returns import SUPPLIED, coverage, gaps, returns_summary


def entry(agency, earliest, latest, precision="day"):
    columns = frames.SCHEMAS["entries"].columns
    blank = dict.fromkeys(columns, "") | {"row": 2, "data_row": 1, "position": 0, "hidden": False}
    return blank | {
        "struck": False,
        "recorded": pd.NaT,
        "original": {"Date": "x", "Event": "words"},
        "agency": agency,
        "file": f"agencies/{agency}.csv",
        "earliest": pd.Timestamp(earliest) if earliest else pd.NaT,
        "latest": pd.Timestamp(latest) if latest else pd.NaT,
        "precision": precision,
    }


def aside(agency, text):
    return {"agency": agency, "file": f"agencies/{agency}.csv", "sheet": "", "row": 9, "reason": "nil return",
            "text": text}  # fmt: skip


def issue(agency, code, severity="question", **more):
    place = {"sheet": "", "row": 0, "column": "", "file": f"agencies/{agency}.csv"} | more
    return place | {"code": code, "severity": severity, "sentence": "S.", "agency": agency, "done": ""}


def made(entries, set_aside=(), issues=(), read=("police", "gp")):
    return Case(
        title="Case A",
        review_start=pd.Timestamp("2012-05-15"),
        review_end=pd.Timestamp("2012-12-10"),
        index_person="",
        agencies={k: Agency(k, k.title(), "other", f"agencies/{k}.csv" if k in read else "") for k in
                  ("police", "gp", "housing")},
        entries=frames.build("entries", list(entries)),
        set_aside=frames.build("set_aside", list(set_aside)),
        issues=frames.build("issues", list(issues)),
        files=frames.build("files", [
            {"agency": k, "file": f"agencies/{k}.csv", "sha256": "0", "size": 1, "rows_read": 1, "entries": 1,
             "set_aside": 0, "day_order": "", "day_order_evidence": "", "status": "read"} for k in read]),
        columns=frames.build("columns"),
        people=frames.build("people"),
        relations=frames.build("relations"),
    )  # fmt: skip


def supplied(case, agency):
    frame = coverage(case)
    return list(frame.loc[frame["agency"] == agency, "supplied"])


def test_the_kinds_of_silence_are_kept_apart():
    case = made(
        [entry("police", "2012-06-02", "2012-06-02"), entry("police", "2012-07-20", "2012-08-03", "range")],
        [aside("police", "Sept to October 2012 | No contact")],
        [issue("gp", "nil_return_stated", "note")],
    )
    assert set(coverage(case)["supplied"]) <= set(SUPPLIED)
    assert supplied(case, "gp") == ["stated nil return"] * 8
    assert supplied(case, "housing") == ["no return"] * 8
    assert supplied(case, "police") == [
        "nothing supplied", "entries", "possible entries", "possible entries", "stated nil return",
        "stated nil return", "nothing supplied", "nothing supplied",
    ]  # fmt: skip


def test_an_entry_without_an_end_counts_in_the_month_it_begins():
    case = made(
        [entry("police", "2012-06-28", "2012-12-10", "open_end"), entry("gp", "2012-09-02", "2012-09-02")]
    )
    assert supplied(case, "police") == [
        "nothing supplied", "possible entries", *["nothing supplied"] * 6,
    ]  # fmt: skip
    frame = coverage(case)
    assert list(frame.loc[frame["agency"] == "police", "open_ended"]) == [0, 0, 1, 1, 1, 1, 1, 1]
    assert frame.loc[frame["agency"] == "gp", "open_ended"].sum() == 0
    assert gaps(case)["agency"].to_list().count("police") == 1


def test_an_entry_without_an_end_from_before_the_period_is_told_of_and_counted_nowhere():
    case = made([entry("police", "2009-01-01", "2012-12-10", "open_end")])
    frame = coverage(case)
    own = frame[frame["agency"] == "police"]
    assert set(own["supplied"]) == {"nothing supplied"}
    assert list(own["open_ended"]) == [1] * 8


def test_gaps_are_stretches_of_months_of_one_agency_alone():
    case = made([entry("police", "2012-08-02", "2012-08-02"), entry("gp", "2012-09-02", "2012-09-02")])
    found = gaps(case)
    assert list(zip(found["agency"], found["months"], strict=True)) == [
        ("police", 3), ("police", 4), ("gp", 4), ("gp", 3),
    ]  # fmt: skip
    assert str(found["last"].iloc[0].date()) == "2012-07-31"


def test_without_a_period_and_a_dated_entry_there_are_no_months():
    case = replace(made([entry("gp", "", "", "undated")]), review_start=None, review_end=None)
    assert coverage(case).empty
    assert gaps(case).empty
    assert returns_summary(case)["undated"].sum() == 1


def test_the_summary_has_a_line_for_each_agency_that_was_asked():
    summary = returns_summary(made([entry("gp", "2012-06-02", "2012-06-04")])).set_index("agency")
    assert summary["status"].to_dict() == {"police": "received", "gp": "received", "housing": "outstanding"}
    assert summary.loc["gp", "longest_gap"] == 6
    assert pd.isna(summary.loc["police", "first"])


def test_issues_for_the_collator_are_not_put_to_the_agency():
    asked = note_rows(made([], issues=[issue("gp", "sum_mismatch", "error"), issue("gp", "two_dates")]), "gp")
    assert asked["question"].iloc[0] == wording().questions["two_dates"]
    assert len(asked) == 2
    assert "no contact" in asked["question"].iloc[1]


def test_an_issue_without_a_wording_of_its_own_is_still_asked():
    asked = note_rows(made([], issues=[issue("gp", "something_new", "error", row=3)]), "gp")
    assert asked["question"].iloc[0] == wording().sentences["other"]


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_words_that_a_file_cannot_hold_do_not_stop_the_note(form):
    words = entry("gp", "2012-06-02", "2012-06-02") | {"original": {"Date": "\x00\x0b\ud800=1"}}
    case = made([words], issues=[issue("gp", "unreadable_date", row=2, column="Date")])
    assert note(case, "gp", form).startswith(b"PK")


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", "\n=1", "＝1"])
def test_a_cell_cannot_be_a_formula(text):
    assert safe_cell(text) == f"'{text}"


def test_long_and_odd_words_fit_into_a_cell():
    assert len(sheet_text("x" * 100_000)) < 32_767
    assert printable("a\x00b\tc\n") == "a\N{REPLACEMENT CHARACTER}b\tc\n"
