"""Files protected by a password: opened in memory with the password that a person gives, never stored."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, InvalidKeyError

WRONG = (
    "The password did not open this file. Passwords mind capitals and spaces; ask the agency for it again, or "
    "for a copy without one."
)


def unlock(path: Path, password: str) -> BytesIO | None:
    """The content of a protected file in memory; None where the password is another.

    Raises:
        Exception: of any kind, where the file is damaged.
    """
    content = BytesIO()
    with path.open("rb") as file:
        office = msoffcrypto.OfficeFile(file)
        try:
            if getattr(office, "format", "") == "ooxml":
                # The older kinds of file always compare the password; this one has to be asked to.
                office.load_key(password=password, verify_password=True)
            else:
                office.load_key(password=password)
            office.decrypt(content)
        except (InvalidKeyError, DecryptionError):
            return None
    content.seek(0)
    return content


def is_protected(path: Path) -> bool:
    """Whether an Excel 97-2003 workbook needs a password to be opened; not where that cannot be told."""
    try:
        with path.open("rb") as file:
            return bool(msoffcrypto.OfficeFile(file).is_encrypted())
    # A damaged file can raise anything; whoever reads the workbook will say what is wrong with it.
    except Exception:
        return False
