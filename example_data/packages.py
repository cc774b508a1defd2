"""Files that come out the same, byte for byte, whenever and wherever they are made."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

MADE = datetime(2014, 6, 2, 9, 0)
EXTENDED_PROPERTIES = (
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>Microsoft Excel</Application></Properties>"
)


def settle(package: bytes) -> bytes:
    """The same Office package without anything that depends on the day, the machine or a library's version.

    The members are stored, not deflated: two builds of zlib may compress the same words differently.
    """
    out = BytesIO()
    with ZipFile(BytesIO(package)) as before, ZipFile(out, "w", ZIP_STORED) as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "docProps/app.xml" and b"penpyxl" in content:
                content = EXTENDED_PROPERTIES
            member = ZipInfo(name, date_time=MADE.timetuple()[:6])
            member.external_attr = 0o600 << 16
            after.writestr(member, content)
    return out.getvalue()
