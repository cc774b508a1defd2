"""The fourteen returns of Child J."""

from __future__ import annotations

from .layouts import ExtraSheet, Layout, Mark

CHILDRENS_SOCIAL_CARE = Layout(
    file="childrens_social_care.xlsx",
    preamble=(
        "RESTRICTED",
        "Children's services: chronology for the review of Child J",
        "Includes emergency duty team, leaving care and contract monitoring",
        "Completed by: Service Manager",
        "",
    ),
    dates=("Date",),
    headers={"Child seen (Y/N)": "Child seen?", "Worker": "Worker / team"},
    colour="F8CBAD",
    date_format="dd/mm/yyyy",
    hidden_rows=frozenset({13}),
    struck=(Mark(6, "Action taken / outcome", "noted"),),
    comments=(Mark(5, "Date", "Date of the contract."),),
    extra_sheets=(
        ExtraSheet(
            "Abbreviations",
            (
                ("Abbreviation", "Meaning"),
                ("EDT", "Emergency duty team"),
                ("EWS", "Education welfare service"),
                ("IA", "Initial assessment"),
                ("NFA", "No further action"),
                ("SW", "Social worker"),
                ("WCC", "City council"),
            ),
        ),
        ExtraSheet(
            "Professionals",
            (
                ("Role in this chronology", "Service"),
                ("SW", "Children's services"),
                ("EDT SW", "Emergency duty team"),
                ("Leaving care", "Leaving care team"),
                ("Commissioning", "Contracts and commissioning"),
            ),
        ),
    ),
)

POLICE = Layout(
    file="police.xlsx",
    preamble=(
        "RESTRICTED",
        "Police: chronology of contact, Child J",
        "Author: Review Officer, Public Protection",
    ),
    dates=("Date of event",),
    colour="BDD7EE",
    first_column=2,
    sheet="Police",
    sections={1: "2005", 4: "2008"},
    comments=(Mark(3, "Date of event", "Year only on the court result."),),
)

PROBATION = Layout(
    file="probation.xlsx",
    preamble=("Probation service", "OFFICIAL - SENSITIVE. Subject of record: LD", ""),
    dates=("Event date",),
    headers={"Contact": "Type of contact"},
    colour="E4DFEC",
    sheet="Sheet1",
    extra_sheets=(
        ExtraSheet("Lists", (("Type of contact",), ("Interview for PSR",), ("Office",)), hidden=True),
        ExtraSheet(
            "Glossary",
            (("Term", "Meaning"), ("OASys", "Offender assessment system"), ("PSR", "Pre-sentence report")),
        ),
    ),
)

YOUTH_OFFENDING_TEAM = Layout(
    file="youth_offending_team.docx",
    preamble=("Youth offending team", "Chronology for the review of Child J. Completed by: Team Manager."),
    dates=("Year",),
    colour="D9EAD3",
)

ADULT_MENTAL_HEALTH = Layout(
    file="adult_mental_health.xlsx",
    preamble=("RESTRICTED", "Adult mental health services", "Completed by: Named Nurse", ""),
    dates=("Date/period",),
    headers={"Date/period": "Date / period"},
    colour="C6E0B4",
    sheet="MH chronology",
    merged=((5, 6),),
    header_again=frozenset({3}),
)

GP = Layout(
    file="gp.docx",
    preamble=("General practice: chronology", "RESTRICTED. Patient LD. Completed by: Named GP."),
    dates=("Date rec'd",),
    headers={"Date rec'd": "Date received"},
    colour="C9DAF8",
)

HEALTH_VISITING = Layout(
    file="health_visiting.docx",
    preamble=(
        "Health visiting chronology: Child J",
        "RESTRICTED",
        "Completed by: Named Nurse, Safeguarding Children.",
    ),
    dates=("Date of contact",),
    colour="FCE5CD",
    merged=((2, 3),),
    header_again=frozenset({4}),
    break_before=frozenset({6}),
)

CONNEXIONS = Layout(
    file="connexions.xlsx",
    preamble=("Connexions", "Chronology of contact with EF and with PQ", "Author: Area Manager", ""),
    dates=("When",),
    first_column=2,
    colour="FFE699",
    merged=((5, 7),),
    total="Total entries: 7",
)

EARLY_YEARS_CENTRE = Layout(
    file="early_years_centre.xlsx",
    preamble=("Nursery / early years centre", "Confidential. Completed by: Centre Manager"),
    dates=("Date",),
    colour="F4CCCC",
    sheet="Enquiries",
)

EDUCATION_WELFARE = Layout(
    file="education_welfare.csv",
    dates=("From", "To"),
    headers={"From": "Date from", "To": "Date to"},
    encoding="utf-8",
    delimiter=";",
)

LEAVING_CARE_CONTRACTOR = Layout(
    file="leaving_care_contractor.docx",
    preamble=(
        "Supported living service: chronology of contact with PQ",
        "CONFIDENTIAL",
        "Completed by: Operations Manager.",
    ),
    dates=("Date of contact",),
    colour="D0E0E3",
    merged=((5, 6), (8, 10)),
    sections={1: "2007", 3: "2008"},
    break_before=frozenset({7}),
)

AMBULANCE = Layout(
    file="ambulance.csv",
    preamble=("Ambulance service \N{EN DASH} chronology, Child J", ""),
    dates=("Call date",),
    encoding="utf-8-sig",
)

HOSPITAL = Layout(
    file="hospital.xlsx",
    preamble=("RESTRICTED", "Hospital: paediatric intensive care", "Author: Named Doctor", ""),
    dates=("Date",),
    headers={"Seen": "Child seen"},
    colour="BDD7EE",
    sheet="PICU",
    extra_sheets=(
        ExtraSheet(
            "Key",
            (
                ("Term", "In full"),
                ("NAI", "Non-accidental injury"),
                ("PICU", "Paediatric intensive care unit"),
            ),
        ),
    ),
)

FIRE_SERVICE = Layout(
    file="fire_service.csv",
    preamble=("Fire service \N{EN DASH} return for the review of Child J",),
    dates=("Incident date",),
    encoding="cp1252",
)

LAYOUTS: tuple[Layout, ...] = (
    CHILDRENS_SOCIAL_CARE,
    POLICE,
    PROBATION,
    YOUTH_OFFENDING_TEAM,
    ADULT_MENTAL_HEALTH,
    GP,
    HEALTH_VISITING,
    CONNEXIONS,
    EARLY_YEARS_CENTRE,
    EDUCATION_WELFARE,
    LEAVING_CARE_CONTRACTOR,
    AMBULANCE,
    HOSPITAL,
    FIRE_SERVICE,
)
