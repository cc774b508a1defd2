"""From headers and cells to fields: what each column of a chronology holds, how sure that is, and why.

A known header is *certain*, unless its cells contradict it.  Cells that read as dates or name people, and
headers spelt nearly like a known one, are *likely*.  Everything else is *unknown*: kept under its own header,
and its words are read as part of what happened, so that nothing is lost to a search.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from importers.content import PeopleWords, Profile, profile
from importers.tables import RawCell
from importers.vocabulary import Vocabulary, normalise

WRITTEN_OR_HAPPENED = (
    "It is the only column of dates, so it is taken as when things happened, though it may be when they were "
    "received or written down."
)
_SAID = "It was answered so for this agency."
_NAMES_NOBODY = "Its cells name nobody of persons.csv, so its words are read with what happened too."
_DATE_FIELDS = frozenset({"date", "date_end", "time", "recorded"})
_NEAR_SPELLING = 90
_MOSTLY = 0.5
_BY_CONTENT = 0.6


@dataclass(frozen=True, slots=True)
class ColumnMeaning:
    """One column as understood: ``column`` is counted from 0, ``name`` is its header made unique."""

    column: int
    header: str
    name: str
    field: str
    certainty: str
    why: str


@dataclass(frozen=True, slots=True)
class HeaderReading:
    """The fields that a header may mean; ``certainty`` is blank where it is not known at all."""

    fields: tuple[str, ...] = ()
    certainty: str = ""
    why: str = ""

    def __bool__(self) -> bool:
        return bool(self.fields)


@dataclass(frozen=True, slots=True)
class _Column:
    column: int
    header: str
    reading: HeaderReading
    profile: Profile
    said: bool = False

    def can_be(self, field: str) -> bool:
        return field in self.reading.fields

    @property
    def has_dates(self) -> bool:
        return self.profile.dates >= _MOSTLY

    def names_nobody(self, key_of_persons: bool) -> bool:
        """True where there is a key of persons and no cell has anybody of it, nor a word such as "mother"."""
        return key_of_persons and self.profile.filled > 1 and self.profile.persons == 0

    @property
    def blank(self) -> bool:
        return self.profile.filled == 0


Meaning = tuple[str, str, str]


def read_header(header: str, vocabulary: Vocabulary) -> HeaderReading:
    """The fields that a header may mean by its words: known, a pair, nearly spelt, or containing one."""
    plain, header = normalise(header), " ".join(header.split())
    if not plain or len(plain) > 90:
        return HeaderReading()
    known = vocabulary.headers
    if plain in known:
        return HeaderReading(known[plain], "certain", f'"{header}" is a known header.')
    if "dob" in plain.split() or "date of birth" in plain:
        return HeaderReading(("ignore",), "likely", f'"{header}" names a date of birth.')
    if plain.startswith("date ") or plain.endswith(" date"):
        return _read_date_header(plain, header)
    parts = [part.strip() for part in plain.replace(" & ", " / ").replace(" or ", " / ").split(" / ")]
    if len(parts) > 1 and parts[0] in known:
        shared = tuple(f for f in known[parts[0]] if all(f in known.get(part, ()) for part in parts[1:]))
        fields = shared or known[parts[0]]
        return HeaderReading(fields, "certain", f'"{parts[0]}" in the header is a known header.')
    near = process.extractOne(plain, known.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR_SPELLING)
    if near is not None and len(plain) >= 4:
        return HeaderReading(known[near[0]], "likely", f'The header is spelt nearly like "{near[0]}".')
    padded = f" {plain} "
    inside = [name for name in known if len(name) >= 5 and name in plain and f" {name} " in padded]
    if inside:
        longest = max(inside, key=len)
        return HeaderReading(known[longest], "likely", f'The header contains the known header "{longest}".')
    return HeaderReading()


def _read_date_header(plain: str, header: str) -> HeaderReading:
    why = f'"{header}" names a date.'
    written = ("record", "enter", "written", "complet", "receiv", "report", "log", "creat")
    if any(word in plain for word in written):
        return HeaderReading(("date", "recorded"), "likely", why)
    return HeaderReading(("date",), "likely", why)


def unique_names(headers: Sequence[str]) -> tuple[str, ...]:
    """Headers made unique: a blank one becomes ``Column 4``, a repeated one ``Notes (2)``."""
    used: set[str] = set()
    names = []
    for number, header in enumerate(headers, start=1):
        base = " ".join(header.split()) or f"Column {number}"
        name, copy = base, 2
        while name in used:
            name, copy = f"{base} ({copy})", copy + 1
        used.add(name)
        names.append(name)
    return tuple(names)


def understand_columns(
    headers: Sequence[str],
    cells: Sequence[Sequence[RawCell]],
    vocabulary: Vocabulary,
    people: PeopleWords,
    overrides: Mapping[str, str],
) -> tuple[ColumnMeaning, ...]:
    """What each column holds.

    Args:
        headers: the header cells as typed, blank where there is none.
        cells: for each column, its cells below the header.
        vocabulary: known headers.
        people: the people of the case.
        overrides: normalised header to the field that the case says it is, or ``unknown`` to keep the column
            as it is.

    Returns:
        One meaning a column, in column order.  At most one column each is ``date``, ``date_end``, ``time``
        and ``recorded``; any number may share another field.
    """
    names = unique_names(headers)
    # A column without a header is spoken of by the name that it is shown under, such as "Column 4".
    plain = [normalise(header if header.strip() else names[n]) for n, header in enumerate(headers)]
    said = {n: overrides[words] for n, words in enumerate(plain) if words in overrides}
    columns = []
    for number, header in enumerate(headers):
        reading = read_header(header, vocabulary)
        if number in said:
            reading = HeaderReading((said[number],), "certain", _SAID)
        columns.append(_Column(number, header, reading, profile(cells[number], people), number in said))
    found = _find_dates(columns)
    events = [c for c in columns if c.column not in found and c.reading.fields[:1] == ("event",)]
    for column in columns:
        if column.column not in found:
            found[column.column] = _find_field(
                column, vocabulary, has_event=bool(events), key_of_persons=people.codes is not None
            )
    return tuple(ColumnMeaning(n, headers[n], names[n], *found[n]) for n in range(len(headers)))


def _find_dates(columns: Sequence[_Column]) -> dict[int, Meaning]:
    """The columns that hold the date, its end, the time and the day of recording."""
    found: dict[int, Meaning] = {}
    main = _main_date(columns)
    if main is None:
        return found
    found[main[0].column] = main[1]
    for field in ("date_end", "time", "recorded"):
        for column in columns:
            fits = column.blank or (column.has_dates if field != "time" else not column.has_dates)
            if column.column not in found and column.can_be(field) and (fits or column.said):
                found[column.column] = (field, column.reading.certainty, column.reading.why)
                break
    return found


def _main_date(columns: Sequence[_Column]) -> tuple[_Column, Meaning] | None:
    named = [c for c in columns if c.can_be("date") and (c.said or c.has_dates or _names_a_date(c))]
    if named:
        best = min(named, key=lambda c: (not c.said, c.can_be("recorded"), not c.has_dates, c.column))
        if best.can_be("recorded"):
            return best, ("date", "likely", WRITTEN_OR_HAPPENED)
        return best, ("date", best.reading.certainty, _with_dates(best))
    unnamed = [
        c
        for c in columns
        if c.profile.dates >= _BY_CONTENT
        and not c.said
        and not {"ignore", "age"} & set(c.reading.fields)
        and c.reading.fields != ("ref",)
    ]
    if not unnamed:
        return None
    best = min(unnamed, key=lambda c: (bool(c.reading), c.column))
    return best, ("date", "likely", f"{_count(best.profile.dates, best)} cells read as dates.")


def _names_a_date(column: _Column) -> bool:
    """A header that can mean nothing but the date holds even where few cells can be read."""
    words = normalise(column.header).split()
    return column.reading.fields == ("date",) and (column.blank or "date" in words or words == ["when"])


def _with_dates(column: _Column) -> str:
    if column.blank:
        return column.reading.why
    return f"{column.reading.why} {_count(column.profile.dates, column)} cells read as dates."


def _count(share: float, column: _Column) -> str:
    return f"{round(share * column.profile.filled)} of {column.profile.filled}"


def _find_field(column: _Column, vocabulary: Vocabulary, *, has_event: bool, key_of_persons: bool) -> Meaning:
    fields = tuple(field for field in column.reading.fields if field not in _DATE_FIELDS)
    certain = column.reading.certainty == "certain"
    if not certain:
        words = set(normalise(column.header).replace("/", " ").split())
        by_content = _by_content(column, asks=bool(words & vocabulary.child_seen))
        if by_content is not None:
            return by_content
        if fields != ("ignore",) and (column.has_dates or column.profile.yes_no >= _BY_CONTENT):
            # A further date or a yes says nothing of the field that its header only resembles.
            return _unknown(column)
    if not fields:
        return _unknown(column)
    field = fields[0]
    if set(fields) >= {"source", "event"}:
        # "Record" is a record system beside an event column, and the event itself where there is none.
        field = "source" if has_event and column.profile.words < 6 else "event"
    elif set(fields) >= {"ref", "event"}:
        # "Occurrence" is the number of one, or what it was.
        field = "ref" if column.profile.references >= _MOSTLY else "event"
    if field == "child_seen" and not column.said and not (column.blank or column.profile.yes_no >= _MOSTLY):
        return (
            "unknown",
            "unknown",
            "The header asks whether somebody was seen, but the cells say more than yes or no.",
        )
    if field == "persons" and certain and not column.said and column.names_nobody(key_of_persons):
        return "persons", "likely", f"{column.reading.why} {_NAMES_NOBODY}"
    return field, column.reading.certainty, column.reading.why


def _by_content(column: _Column, *, asks: bool) -> Meaning | None:
    looks = column.profile
    if looks.yes_no >= _BY_CONTENT and asks:
        return (
            "child_seen",
            "likely",
            f"{_count(looks.yes_no, column)} cells say yes or no, and the header asks whether.",
        )
    if looks.persons >= _BY_CONTENT and looks.words <= 6:
        return "persons", "likely", f"{_count(looks.persons, column)} cells name people of the case."
    return None


def _unknown(column: _Column) -> Meaning:
    if column.has_dates:
        return "unknown", "unknown", "A further column of dates: kept as written and read with what happened."
    if not column.header.strip():
        return "unknown", "unknown", "The column has no header: kept as written and read with what happened."
    return "unknown", "unknown", "Not a header that we know: kept as written and read with what happened."
