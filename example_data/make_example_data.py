"""Lay out the rows of two published cases as the agencies' own files.

    python -m example_data.make_example_data [--to FOLDER]

The words of every row come from ``tests/cases``; titles, layouts and further sheets are made up, as the
published reviews print no agency's own file.  A second run gives the same bytes.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from . import layouts_child_j, layouts_child_l
from .delimited import delimited_of
from .layouts import Layout
from .source_cases import lines_of, order_of, read_source
from .word import document_of
from .workbook import workbook_of

HERE = Path(__file__).resolve().parent
SOURCE_CASES = HERE.parent / "tests" / "cases"
CASES: Mapping[str, tuple[Layout, ...]] = MappingProxyType(
    {
        "child_l": layouts_child_l.LAYOUTS,
        "child_j": layouts_child_j.LAYOUTS,
    }
)
WRITERS = MappingProxyType({".xlsx": workbook_of, ".docx": document_of, ".csv": delimited_of})


def make_return(source: Path, layout: Layout) -> bytes:
    """The bytes of one agency's file.

    Args:
        source: the agency's rows in the source case.
        layout: how the agency lays them out.

    Raises:
        ValueError: the layout does not fit the headers or the rows of the source.
    """
    headers, rows = read_source(source)
    order = order_of(layout, headers)
    return WRITERS[Path(layout.file).suffix](layout, order, lines_of(layout, rows, order))


def make_case(source: Path, target: Path, layouts: tuple[Layout, ...]) -> None:
    """Write one case folder: case.toml, persons.csv, relations.csv and the agencies' files.

    Args:
        source: folder of the source case.
        target: folder to write; made where it does not exist.
        layouts: one for each agency of the source case.

    Raises:
        ValueError: an agency of the source case has no layout, or a layout does not fit its rows.
    """
    returns = {path.stem: path for path in sorted((source / "agencies").glob("*.csv"))}
    if set(returns) != {Path(layout.file).stem for layout in layouts}:
        raise ValueError(f"{source.name}: the layouts and the agencies of the source case differ")
    (target / "agencies").mkdir(parents=True, exist_ok=True)
    settings = (source / "case.toml").read_text(encoding="utf-8")
    for layout in layouts:
        path = returns[Path(layout.file).stem]
        (target / "agencies" / layout.file).write_bytes(make_return(path, layout))
        settings = settings.replace(f'"agencies/{path.name}"', f'"agencies/{layout.file}"')
    (target / "case.toml").write_bytes(settings.encode())
    for name in ("persons.csv", "relations.csv"):
        (target / name).write_bytes((source / name).read_bytes())


def main() -> None:
    """Write both cases."""
    parser = argparse.ArgumentParser(description="Write the two example cases as agencies send them.")
    parser.add_argument("--to", type=Path, default=HERE, help="folder to write the two case folders into")
    target = parser.parse_args().to
    for name, layouts in CASES.items():
        make_case(SOURCE_CASES / name, target / name, layouts)
        print(f"{target / name}: {len(layouts)} agency files")


if __name__ == "__main__":
    main()
