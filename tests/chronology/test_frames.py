import pandas as pd
import pytest

from chronology import frames


def test_every_frame_can_be_made_empty_and_keeps_its_columns():
    for name, schema in frames.SCHEMAS.items():
        assert list(frames.build(name).columns) == list(schema.columns)


def test_all_differences_are_reported_at_once_and_no_cell_is_quoted():
    frame = pd.DataFrame({"from_entry": ["a"], "confirmed": ["Secret words"], "extra": ["Secret words"]})
    with pytest.raises(frames.FrameError) as caught:
        frames.check("links", frame)
    assert "kind" in str(caught.value)
    assert "extra" in str(caught.value)
    assert "confirmed" in str(caught.value)
    assert "Secret" not in str(caught.value)


def test_a_missing_column_is_named():
    with pytest.raises(frames.FrameError, match="column kind is missing"):
        frames.coerce("links", pd.DataFrame({"from_entry": ["a"]}).assign(to_entry="b"))
