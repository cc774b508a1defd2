"""The eight returns of Child L."""

from __future__ import annotations

from .layouts import ExtraSheet, Layout, Mark

PERIOD = "Period covered: 1 May 2012 to 31 January 2014"

CHILDRENS_SOCIAL_CARE = Layout(
    file="childrens_social_care.xlsx",
    preamble=(
        "RESTRICTED",
        "Children's Social Care",
        "Agency chronology: Child L",
        PERIOD,
        "Completed by: Service Manager, Safeguarding",
        "",
    ),
    dates=("Date",),
    headers={"Child seen (Y/N)": "Child seen\n(Y/N)"},
    colour="F8CBAD",
    date_format="dd/mm/yyyy",
    typed=frozenset({4, 25}),
    retyped={"25/05/2012": "25.5.12", "06/12/2012": "6 Dec 2012"},
    merged=((31, 34),),
    sections={1: "2012", 19: "2013", 36: "2014"},
    hidden_rows=frozenset({13}),
    struck=(Mark(19, "Action taken / decision", "recorded"),),
    comments=(
        Mark(9, "Date", "No date on the paper file."),
        Mark(28, "Date", "Typed as on the file. No day given."),
    ),
    extra_sheets=(
        ExtraSheet(
            "Abbreviations",
            (
                ("Abbreviation", "Meaning"),
                ("A&E", "Accident and emergency department"),
                ("CAFCASS", "Children and Family Court Advisory and Support Service"),
                ("CIN", "Child in need"),
                ("CP", "Child protection"),
                ("FRS", "Family Resource Service"),
                ("HV", "Health visitor"),
                ("s47", "Section 47 of the Children Act 1989"),
                ("SW", "Social worker"),
            ),
        ),
        ExtraSheet(
            "Professionals",
            (
                ("Role in this chronology", "Service"),
                ("Duty", "Duty team"),
                ("Social worker", "Children's Social Care"),
                ("Conference chair", "Safeguarding and reviewing service"),
            ),
        ),
    ),
)

CHILDRENS_HEALTH = Layout(
    file="childrens_health.xlsx",
    preamble=(
        "OFFICIAL - SENSITIVE",
        "Children's Health Provision: health visiting",
        PERIOD + ", with earlier contact in summary",
        "Author: Named Nurse, Safeguarding Children",
    ),
    dates=("DATE",),
    headers={"CONTACT": "TYPE OF CONTACT", "CHILD SEEN": "CHILD SEEN?"},
    first_column=2,
    colour="C6E0B4",
    sheet="HV records",
    date_format="dd.mm.yy",
    typed=frozenset({4, 8}),
    header_again=frozenset({8}),
    comments=(Mark(12, "OUTCOME", "Left blank on the record."),),
    extra_sheets=(
        ExtraSheet("Lists", (("Child seen",), ("Y",), ("N",), ("Not applicable",)), hidden=True),
        ExtraSheet(
            "Glossary",
            (
                ("Term", "In full"),
                ("CIN", "Child in need"),
                ("CP", "Child protection"),
                ("CSC", "Children's Social Care"),
                ("DNA", "Did not attend"),
                ("HV", "Health visitor"),
            ),
        ),
    ),
)

CHILDRENS_CENTRES_FRS = Layout(
    file="childrens_centres_frs.xlsx",
    preamble=(
        "Children's Centres and Family Resource Service",
        "Restricted. Chronology of work with the family of Child L",
        "Prepared by: Team Manager",
        "",
    ),
    dates=("Start", "End"),
    headers={"Start": "Start date", "End": "End date"},
    colour="FFE699",
    sheet="Sheet1",
    date_format="d mmm yyyy",
    typed=frozenset({9}),
    total="Total entries: 9",
)

HOSPITAL = Layout(
    file="hospital.xlsx",
    preamble=("RESTRICTED", "Northern Lincolnshire and Goole NHS Foundation Trust. " + PERIOD),
    dates=("Attended",),
    colour="BDD7EE",
    sheet="Attendances",
    date_format="dd-mmm-yy",
    typed=frozenset({7, 8}),
    comments=(Mark(5, "Patient", "From the adult record."),),
    extra_sheets=(
        ExtraSheet(
            "Key", (("Dept", "In full"), ("A&E", "Accident and emergency"), ("s47", "Section 47 enquiry"))
        ),
    ),
)

EDUCATION = Layout(
    file="education.xlsx",
    preamble=("CONFIDENTIAL", "Education (school and nursery): chronology for Child L and family", ""),
    dates=("When",),
    order=(
        "When",
        "Setting",
        "Child",
        "Concern / contact",
        "What was done",
        "Child spoken to",
        "Recorded by",
    ),
    headers={"When": "Date / period", "Child spoken to": "Child spoken to?"},
    first_column=2,
    colour="E4DFEC",
    sheet="Schools",
    date_format="d mmmm yyyy",
    typed=frozenset({4}),
    merged=((2, 3),),
)

GP = Layout(
    file="gp.docx",
    preamble=(
        "Chronology of significant events: Child L",
        "RESTRICTED",
        "General Practitioners. " + PERIOD + ". Completed by: Named GP for Safeguarding.",
    ),
    dates=("Date of event",),
    colour="C9DAF8",
    merged=((4, 6),),
    header_again=frozenset({4}),
    break_before=frozenset({7}),
)

OPEN_DOOR = Layout(
    file="open_door.docx",
    preamble=(
        "Open Door (adult mental health)",
        "Return for the review of Child L. Completed by: Service Manager.",
    ),
    dates=("Received",),
    headers={"Received": "Date received"},
    order=("Received", "Client", "Referred by", "Reason", "Response"),
    colour="D9EAD3",
)

POLICE = Layout(
    file="police.csv",
    preamble=(
        "RESTRICTED \N{EN DASH} Humberside Police",
        "Chronology of police contact \N{EN DASH} Child L and family",
        "",
    ),
    dates=("Date/Time",),
    order=("Date/Time", "Subject(s)", "Unit / role", "Source", "Incident or contact", "Result"),
    encoding="cp1252",
)

LAYOUTS: tuple[Layout, ...] = (
    CHILDRENS_SOCIAL_CARE,
    POLICE,
    GP,
    OPEN_DOOR,
    EDUCATION,
    CHILDRENS_HEALTH,
    HOSPITAL,
    CHILDRENS_CENTRES_FRS,
)
