"""Sentences that mislead a tagger, labelled by an author who had not seen the lists of words.

Each sentence carries one checked tag.  It tells of that tag once, so every polarity found for the tag has
to be the expected one; ``absent`` means that the tag must not be given at all.  Other tags of the same
sentence are not judged here.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from chronology.frames import POLARITIES
from chronology.tagging import PolarityRules, find_tags
from chronology.vocabulary import Vocabulary, load_vocabulary

SENTENCES = pd.read_csv(
    Path(__file__).with_name("trap_sentences.csv"),
    dtype={"number": "int64"},
    keep_default_na=False,
)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return load_vocabulary()


@pytest.fixture(scope="module")
def rules(vocabulary: Vocabulary) -> PolarityRules:
    return PolarityRules(vocabulary.cues)


def test_the_set_is_whole_and_uses_declared_names(vocabulary: Vocabulary) -> None:
    assert len(SENTENCES) >= 240
    assert SENTENCES["number"].tolist() == list(range(1, len(SENTENCES) + 1))
    assert not SENTENCES.duplicated(["text", "tag"]).any()
    assert SENTENCES["kind"].value_counts().min() >= 15
    assert set(SENTENCES["tag"]) <= set(vocabulary.tags)
    assert set(SENTENCES["polarity"]) == {*POLARITIES, "absent"}


@pytest.mark.parametrize(
    ("text", "tag", "polarity"),
    list(SENTENCES[["text", "tag", "polarity"]].itertuples(index=False, name=None)),
    ids=SENTENCES["number"].astype(str),
)
def test_sentence(text: str, tag: str, polarity: str, vocabulary: Vocabulary, rules: PolarityRules) -> None:
    found = {how for name, how, *_ in find_tags(text, vocabulary, rules) if name == tag}
    assert found == (set() if polarity == "absent" else {polarity})
