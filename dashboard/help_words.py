"""What the words on screen mean, in the order in which a reader meets them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from dash import html

WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "What the agencies sent": {
            "Return": "The chronology that one agency sent: a workbook, a Word table or a list.",
            "Entry": "One row of a return, kept word for word, with its file, sheet and row.",
            "Set aside": "A row that tells of no event, such as a blank row, a heading or a total. It is "
            "counted and can be looked at; nothing is left out.",
            "Outstanding": "An agency was asked for a return and none has been received.",
            "Question for the agency": "Something in a return that could not be read with certainty, such as "
            "a date without a year, and what was done with it meanwhile.",
            "Index child": "The child whom the review is about.",
            "Review period": "The span of time that the terms of reference ask about. What lies outside it is "
            "shown paler, as context.",
        },
        "Dates": {
            "Some time between": "The entry does not give a single day. It is treated as having happened on "
            "any day between the two, never as the first of the month.",
            "One end not known": "Such as “from May” or “before the summer”: only one end of the span was "
            "given.",
            "Undated": "No date could be read. The entry is kept and shown; no date is guessed.",
            "Precision": "How exactly a date was given: to the day, the week, the month, the year or a span.",
        },
        "Findings": {
            "Finding": "A point at which something was expected and the returns do not show it, or show it "
            "late. It is a question to put to the agencies, not a conclusion about anybody.",
            "Flag": "One test of one rule on one entry. Flags that begin with the same entry are put "
            "together as one finding.",
            "Rule": "What practice expects after a certain event: of whom, and by when. The rule and the "
            "guidance it rests on are named in each finding.",
            "Unconfirmed source": "The rule rests on a source that has not been checked against the original.",
            "Expected": "The step that would have answered the entry, such as a referral.",
            "By": "The last day on which the step would have been in time. Where the date of the entry is a "
            "span, this is a span too.",
            "Where we looked": "The returns in which an answer was looked for. An answer that lies in no "
            "return cannot be found.",
            "Rank": "The order in which to read: by the weight of the consequence that the rule guards "
            "against, how sure the state is, and how many agencies held a piece.",
            "Weaker flags": "Flags that weigh too little to be listed beside the others. They are counted, "
            "and the full list can be asked for.",
        },
        "States of a finding": {
            "Missed": "No matching entry is supplied in the returns that were looked in.",
            "Late": "A matching entry is supplied, dated after the day by which it was expected.",
            "Possibly late": "A matching entry is supplied; its dates allow that it was in time and that it was "
            "late.",
            "Cannot tell": "The dates or the words supplied do not allow an answer either way.",
            "Rule not in force": "The guidance that the rule rests on did not apply on that day.",
            "No return": "No return that could be read has come from the agency that would have answered.",
        },
        "Silence, of three kinds": {
            "Nothing supplied": "The return covers the date and holds no such entry.",
            "Nil return": "The agency has stated that it has nothing to report.",
            "No return at all": "Nothing was received, so the silence says nothing.",
        },
        "Links": {
            "Link made": "One agency told another, both met, or two entries tell of the same event.",
            "Confirmed": "The receiving agency's own return has a matching entry.",
            "Missed link": "Information that should have passed, or a step that should have followed, and that "
            "the returns do not show.",
        },
        "Who knew what": {
            "Own record": "The agency wrote the entry itself.",
            "Told": "An entry says that the agency was told.",
            "Met": "An entry says that the agency was at the meeting.",
            "Same event": "The agency's own return tells of the same event.",
            "Followed up": "The agency's own return takes up what another had recorded.",
            "Not shown": "Nothing in the returns shows that it had reached the agency by that "
            "day. It may have known in other ways.",
        },
    }
)
"""Meanings by term, by heading."""


def help_words() -> list[Any]:
    """The headings, each with its terms."""
    return [
        part
        for heading, terms in WORDS.items()
        for part in (
            html.H3(heading),
            html.Dl(
                [cell for term, words in terms.items() for cell in (html.Dt(term), html.Dd(words))],
                className="help-terms",
            ),
        )
    ]
