import pytest

from chronology.analysis import Analysis
from dashboard.case_view import CaseView, case_view
from tests.dashboard.sample import sample


@pytest.fixture(scope="session")
def analysis() -> Analysis:
    return sample()


@pytest.fixture(scope="session")
def view(analysis: Analysis) -> CaseView:
    return case_view(analysis)
