"""The guard: one browser, one link, this computer only, and nothing of the case outside the callbacks."""

from __future__ import annotations

import re
import urllib.request

import pytest

from dashboard.app import create_app
from dashboard.server import CSRF_COOKIE, CSRF_HEADER, HOST, SESSION_COOKIE, Guard, protect, running

BASE = {"base_url": f"http://{HOST}:8050"}


@pytest.fixture
def guarded(analysis):
    app = create_app(analysis)
    guard = Guard("the-link")
    protect(app, guard)
    return app.server.test_client()


@pytest.fixture
def inside(guarded):
    guarded.get("/?token=the-link", **BASE)
    return guarded


def words_of(analysis) -> list[str]:
    """Words that only the case holds."""
    case = analysis.case
    names = [agency.name for agency in case.agencies.values()]
    return [
        case.title,
        *names,
        *case.entries["event"],
        *analysis.findings["title"],
        *case.entries["entry_id"],
    ]


def test_the_link_lets_one_browser_in_once(guarded):
    first = guarded.get("/?token=the-link", **BASE)
    assert first.status_code == 303
    assert first.headers["Location"] == "/"
    assert first.headers["Referrer-Policy"] == "no-referrer"
    [session] = [c for c in first.headers.getlist("Set-Cookie") if c.startswith(SESSION_COOKIE)]
    assert "HttpOnly" in session
    assert "SameSite=Strict" in session
    assert "the-link" not in session
    assert guarded.get("/", **BASE).status_code == 200
    again = guarded.get("/?token=the-link", **BASE)
    assert (again.status_code, again.headers["Location"]) == (303, "/")
    guarded.delete_cookie(SESSION_COOKIE, domain=HOST)
    another = guarded.get("/?token=the-link", **BASE)
    assert another.status_code == 403
    assert "works once" in another.text


@pytest.mark.parametrize(
    "path", ["/", "/_dash-layout", "/_dash-dependencies", "/assets/chronology.css", "/anything"]
)
def test_nobody_gets_in_without_the_cookie(guarded, path):
    answer = guarded.get(path, **BASE)
    assert answer.status_code == 403
    assert answer.text.startswith("This page opens only with the link")
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("token", ["", "the-lin", "the-link2", "é"])
def test_a_wrong_token_does_not_use_up_the_link(guarded, token):
    assert guarded.get("/", query_string={"token": token}, **BASE).status_code == 403
    assert guarded.get("/?token=the-link", **BASE).status_code == 303


def test_another_host_is_refused(inside):
    assert inside.get("/", base_url="http://example.org:8050").status_code == 400


def post(client, **headers):
    return client.post("/_dash-update-component", json={}, headers=headers, **BASE)


def test_a_post_needs_the_echoed_cookie_and_the_right_origin(inside):
    token = inside.get_cookie(CSRF_COOKIE, domain=HOST).value
    assert post(inside).status_code == 403
    assert post(inside, **{CSRF_HEADER: "wrong"}).status_code == 403
    assert post(inside, **{CSRF_HEADER: token, "Origin": "http://example.org"}).status_code == 403
    assert post(inside, **{CSRF_HEADER: token, "Origin": "null"}).status_code == 403
    own = post(inside, **{CSRF_HEADER: token, "Origin": f"http://{HOST}:8050"})
    assert own.status_code != 403


@pytest.mark.parametrize("path", ["/", "/_dash-layout", "/_dash-dependencies", "/anything"])
def test_the_shell_holds_nothing_of_the_case(inside, analysis, path):
    answer = inside.get(path, **BASE)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert not [words for words in words_of(analysis) if words in answer.text]


def test_the_page_may_load_and_send_nothing_elsewhere(inside):
    policy = inside.get("/", **BASE).headers["Content-Security-Policy"]
    for rule in ("default-src 'none'", "connect-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"):
        assert rule in policy
    script = re.search(r"script-src ([^;]+)", policy)
    assert script is not None
    assert "unsafe" not in script[1]
    assert "'sha256-" in script[1]
    headers = inside.get("/", **BASE).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"


def test_the_index_page_names_no_other_host(inside):
    hosts = set(re.findall(r"https?://([\w.-]+)", inside.get("/", **BASE).text))
    assert hosts <= {HOST}


def test_components_may_be_kept_by_the_browser_but_not_the_rest(inside):
    [script] = re.findall(
        r'src="(/_dash-component-suites/dash/dcc/dash_core_components\.v[^"]+)"', inside.get("/", **BASE).text
    )
    assert "no-store" not in inside.get(script, **BASE).headers.get("Cache-Control", "")
    assert inside.get("/_dash-layout", **BASE).headers["Cache-Control"] == "no-store"


def test_no_assistant_endpoint_and_no_debugging(analysis):
    app = create_app(analysis)
    assert not [rule for rule in app.server.url_map.iter_rules() if "mcp" in rule.rule]
    assert app.server.debug is False


def test_a_served_case_leaves_no_line_in_any_log(analysis, capfd, caplog):
    caplog.set_level(0)
    with running(analysis) as served:
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        with opener.open(served.link) as answer:
            assert answer.status == 200
            assert answer.url == served.address
        token = served.link.partition("token=")[2]
    out, err = capfd.readouterr()
    said = out + err + caplog.text
    assert token not in said
    assert not [words for words in words_of(analysis) if words in said]
