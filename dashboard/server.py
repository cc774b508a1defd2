"""Serves the app to one person on this computer, and to nobody else."""

from __future__ import annotations

import contextlib
import hmac
import secrets
import signal
import webbrowser
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from threading import Lock, Thread
from typing import Any
from urllib.parse import urlparse

import dash
import flask
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from chronology.analysis import Analysis
from dashboard.app import create_app
from dashboard.intake_desk import IntakeDesk
from dashboard.shell import log_trouble
from dashboard.showing import CaseSource

HOST = "127.0.0.1"
SESSION_COOKIE = "chronology_session"
CSRF_COOKIE = "_csrf_token"
CSRF_HEADER = "X-CSRFToken"
_KEPT_BY_THE_BROWSER = ("/_dash-component-suites/", "/assets/")
_CLOSING = ("SIGTERM", "SIGHUP")
"""Sent when the window is closed or the computer shuts down; the second is not known everywhere."""
_NO_LINK = (
    "This page opens only with the link that was printed when the timeline was started, and that link works "
    "once. Please start the timeline again to get a new link."
)
_ELSEWHERE = "This request did not come from the timeline's own page, so it was not answered."


@dataclass(slots=True)
class Guard:
    """Lets in the one browser that holds the one-time link.

    Attributes:
        token: the secret of the link; blank once it has been used.
        session: the secret of the browser that used it.
    """

    token: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    session: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    _lock: Lock = field(default_factory=Lock)

    def redeem(self, token: str) -> bool:
        """Whether this is the token of the link and it is used for the first time."""
        with self._lock:
            good = bool(self.token) and hmac.compare_digest(token.encode(), self.token.encode())
            if good:
                self.token = ""
            return good

    def knows(self, cookie: str) -> bool:
        """Whether this is the cookie of the browser that was let in."""
        return hmac.compare_digest(cookie.encode(), self.session.encode())


def content_security_policy(app: dash.Dash) -> str:
    """The policy that keeps the page from loading or sending anything beyond this computer.

    Dash, the grid and plotly write style attributes, which need ``'unsafe-inline'`` for styles; scripts are
    held to the app's own files and the hashes of its inline ones.
    """
    scripts = " ".join(["'self'", *app.csp_hashes()])
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            "form-action 'self'",
        ]
    )


def protect(app: dash.Dash, guard: Guard) -> None:
    """Put the guard in front of every route of the app, and the protective headers on every answer."""
    server: flask.Flask = app.server
    server.config["TRUSTED_HOSTS"] = [HOST, "localhost"]
    policy = content_security_policy(app)

    def check() -> flask.Response | None:
        request = flask.request
        _ = request.host  # raises 400 for a host that is not trusted
        if "token" in request.args and request.method == "GET" and request.path == "/":
            if guard.knows(request.cookies.get(SESSION_COOKIE, "")):
                # The browser that used the link opens it once more: it is in already.
                return flask.make_response(flask.redirect("/", code=303))
            return _let_in(guard, request.args["token"])
        if not guard.knows(request.cookies.get(SESSION_COOKIE, "")):
            return _plain(_NO_LINK)
        origin = request.headers.get("Origin")
        if origin and urlparse(origin).netloc != request.host:
            return _plain(_ELSEWHERE)
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            cookie = request.cookies.get(CSRF_COOKIE, "")
            if not cookie or not hmac.compare_digest(
                cookie.encode(), request.headers.get(CSRF_HEADER, "").encode()
            ):
                return _plain(_ELSEWHERE)
        return None

    def finish(response: flask.Response) -> flask.Response:
        if not flask.request.path.startswith(_KEPT_BY_THE_BROWSER) or response.status_code >= 400:
            response.headers["Cache-Control"] = "no-store"
        response.headers["Content-Security-Policy"] = policy
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["X-Frame-Options"] = "DENY"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        return response

    server.before_request_funcs.setdefault(None, []).insert(0, check)
    server.after_request(finish)


def _let_in(guard: Guard, token: str) -> flask.Response:
    if not guard.redeem(token):
        return _plain(_NO_LINK)
    response = flask.make_response(flask.redirect("/", code=303))
    response.set_cookie(SESSION_COOKIE, guard.session, httponly=True, samesite="Strict")
    # Dash reads this one and echoes it in a header, which another site's page could not do.
    response.set_cookie(CSRF_COOKIE, secrets.token_urlsafe(16), samesite="Strict")
    return response


def _plain(sentence: str) -> flask.Response:
    return flask.Response(sentence, status=403, mimetype="text/plain")


class _QuietHandler(WSGIRequestHandler):
    """Writes no log of requests: a log of a confidential case is one more thing to protect."""

    def log(self, type: str, message: str, *args: Any) -> None:  # the name is werkzeug's
        return


@dataclass(frozen=True, slots=True)
class Served:
    """A running server.

    Attributes:
        link: the one-time link, the token included.
        address: the address without it.
        server: the server itself.
        close: removes what the app kept for a while; to be called when the server has stopped.
    """

    link: str
    address: str
    server: BaseWSGIServer
    close: Callable[[], None]


class _Shown:
    """The app that answers.  When the case was read anew, another app with it takes the place of the whole.

    No page ever sees its case change: a request is answered from beginning to end by one app.
    """

    def __init__(self, analysis: Analysis, guard: Guard, source: CaseSource | None) -> None:
        self._guard, self._readings, self._run = guard, 0, secrets.token_hex(4)
        self.desk = IntakeDesk(source, analysis, self.show) if source is not None else None
        self.show(analysis)

    def show(self, analysis: Analysis) -> None:
        self._readings += 1
        app = create_app(analysis, self.desk, revision=str(self._readings), run=self._run)
        app.server.config["PROPAGATE_EXCEPTIONS"] = False
        app.server.log_exception = lambda info: log_trouble(info[1])
        protect(app, self._guard)
        self._answer = app.server

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        return self._answer(environ, start_response)


def prepare(analysis: Analysis, *, port: int = 0, source: CaseSource | None = None) -> Served:
    """Make the server without starting it.

    Args:
        analysis: what to show.
        port: port on this computer; 0: any that is free.
        source: where the case comes from; without it the case cannot be changed from the app.

    Raises:
        OSError: the port is taken.
    """
    guard = Guard()
    shown = _Shown(analysis, guard, source)
    server = make_server(HOST, port, shown, threaded=True, request_handler=_QuietHandler)
    address = f"http://{HOST}:{server.server_port}/"
    close = shown.desk.close if shown.desk is not None else _nothing
    return Served(f"{address}?token={guard.token}", address, server, close)


def _nothing() -> None:
    return


@contextlib.contextmanager
def running(analysis: Analysis, *, port: int = 0, source: CaseSource | None = None) -> Iterator[Served]:
    """Serve in the background for as long as the ``with`` block lasts."""
    served = prepare(analysis, port=port, source=source)
    thread = Thread(target=served.server.serve_forever, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        served.server.shutdown()
        served.server.server_close()
        thread.join(5)
        served.close()


def serve(
    analysis: Analysis, *, port: int = 0, open_browser: bool = True, source: CaseSource | None = None
) -> None:
    """Serve the analysis on this computer until interrupted, and print the one-time link.

    Args:
        analysis: what to show.
        port: port on this computer; 0: any that is free.
        open_browser: open the link in the person's browser.
        source: where the case comes from; without it the case cannot be changed from the app.

    Raises:
        OSError: the port is taken.
    """
    served = prepare(analysis, port=port, source=source)
    said = f"The timeline is ready. Open this link in your browser; it works once:\n\n    {served.link}\n"
    print(said, flush=True)  # noqa: T201
    print("Nothing leaves this computer. Press Ctrl and C to stop.", flush=True)  # noqa: T201
    if open_browser:
        webbrowser.open(served.link)
    for name in _CLOSING:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _stop)
    try:
        with contextlib.suppress(KeyboardInterrupt):
            served.server.serve_forever()
    finally:
        served.server.server_close()
        served.close()


def _stop(_number: int, _frame: object) -> None:
    # As for Ctrl and C, so that nothing that was kept for a while is left behind.
    raise KeyboardInterrupt
