"""Which service each agency is, and which services an entry speaks of."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

import pandas as pd
from pydantic import BaseModel, ConfigDict, TypeAdapter

from chronology.case import Agency
from chronology.vocabulary import compile_wording


class Service(BaseModel):
    """One kind of service, how agencies name themselves and how others speak of them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: str
    named: list[str]
    named_if_nothing_else: list[str] = []
    called: list[str]
    but_not: list[str] = []


@dataclass(frozen=True, slots=True)
class Services:
    """The services of a case.

    Attributes:
        of_agency: agency key to the names of the services it is (several where its name says so).
        called: service name to the pattern of the words that others use for it.
        but_not: service name to the pattern of longer wordings in which these words mean another service.
        kind_of: service name to the kind of agency.
    """

    of_agency: Mapping[str, frozenset[str]]
    called: Mapping[str, re.Pattern[str]]
    but_not: Mapping[str, re.Pattern[str]]
    kind_of: Mapping[str, str]

    def known_as(self, agencies: Mapping[str, Agency]) -> dict[str, frozenset[str]]:
        """By which words a rule or a list of words can name each agency: its kind, its services and its key."""
        return {key: self.of_agency[key] | {agency.kind, key} for key, agency in agencies.items()}


def load_services(agencies: Mapping[str, Agency]) -> Services:
    """The services that ship with the product, matched to the agencies of a case.

    An agency is the service whose ``named`` words stand in its key or name and whose kind is its own; its
    kind alone counts where no name matches.
    """
    text = resources.files("chronology").joinpath("data", "services.toml").read_text(encoding="utf-8")
    services = TypeAdapter(dict[str, Service]).validate_python(tomllib.loads(text))
    of_agency = {key: _services_of(key, agency, services) for key, agency in agencies.items()}
    return Services(
        of_agency=of_agency,
        called={name: _any_of(service.called) for name, service in services.items()},
        but_not={name: _any_of(service.but_not) for name, service in services.items() if service.but_not},
        kind_of={name: service.kind for name, service in services.items()},
    )


def _any_of(wordings: list[str]) -> re.Pattern[str]:
    either = "|".join(compile_wording(words).pattern for words in wordings)
    return re.compile(rf"(?<![\w-])(?:{either})(?!\w)", re.IGNORECASE)


def _services_of(key: str, agency: Agency, services: Mapping[str, Service]) -> frozenset[str]:
    words = f"{key.replace('_', ' ')} | {agency.name}".lower()

    def named(words_of_service: list[str]) -> bool:
        return any(re.search(rf"(?<![a-z]){re.escape(named)}", words) for named in words_of_service)

    fitting = {name: service for name, service in services.items() if agency.kind in (service.kind, "other")}
    found = frozenset(name for name, service in fitting.items() if named(service.named))
    return found or frozenset(
        name for name, service in fitting.items() if named(service.named_if_nothing_else)
    )


def agencies_spoken_of(texts: pd.Series, services: Services) -> dict[str, pd.Series]:
    """For each agency of the case, which texts speak of it.

    Args:
        texts: words of the entries.
        services: the services of the case.

    Returns:
        agency key to a boolean series aligned with ``texts``.
    """
    distinct = texts.drop_duplicates()
    present = sorted(frozenset().union(*services.of_agency.values()))
    spoken = {name: _speaks_of(distinct, name, services) for name in present}
    out = {}
    for key, names in services.of_agency.items():
        hit = pd.Series(False, index=distinct.index)
        for name in names:
            hit |= spoken[name]
        out[key] = texts.map(dict(zip(distinct, hit, strict=True))).astype(bool)
    return out


def _speaks_of(texts: pd.Series, service: str, services: Services) -> pd.Series:
    if service in services.but_not:
        texts = texts.str.replace(services.but_not[service], " ", regex=True)
    return texts.str.contains(services.called[service])
