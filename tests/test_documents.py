"""The documents lead where they say."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[1]
_DOCUMENTS = sorted(_ROOT.glob("*.md")) + sorted((_ROOT / "docs").glob("*.md"))


@pytest.mark.parametrize("document", _DOCUMENTS, ids=lambda path: path.name)
def test_every_file_that_a_document_links_to_is_there(document: Path):
    linked = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", document.read_text())
    assert not [link for link in linked if not (document.parent / link).exists()]


def test_the_documents_link_to_pictures_and_to_each_other():
    linked = re.findall(r"\]\(([^)#\s]+)", "".join(document.read_text() for document in _DOCUMENTS))
    assert {"docs/user-guide.md", "images/timeline-1280x900.jpg"} <= set(linked)
