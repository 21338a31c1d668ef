"""Puts the console together: pages, who may see them, and what every answer carries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from types import ModuleType
from typing import Any

from flask import Flask, Response, redirect, render_template, request, url_for
from flask_login import LoginManager
from flask_talisman import Talisman
from flask_wtf import CSRFProtect
from sqlalchemy.engine import Engine
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from bot.console import access, addresses, menu, shown
from bot.console.context import Console, Visitor, console
from bot.console.limits import LIMITS
from bot.console.pages import (
    account,
    alerts,
    conversation,
    figures,
    home,
    log,
    openid,
    people,
    privacy,
    protection,
    queue,
    requests,
    reviews,
)
from bot.console.passwords import Passwords
from bot.console.refusals import refused, unaskable
from bot.key_file import signing_key
from bot.settings import Settings
from bot.transcripts import inbox
from bot.transcripts.database import writing
from bot.transcripts.staff import sessions

PAGES: tuple[ModuleType, ...] = (
    home,
    account,
    alerts,
    openid,
    people,
    log,
    queue,
    conversation,
    reviews,
    requests,
    figures,
    privacy,
    protection,
)
"""Every area; each module has a Blueprint called `pages`."""

LARGEST_REQUEST = 256 * 1024

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


def create_app(
    clinic: Settings,
    engine: Engine,
    passwords: Passwords | None = None,
    clock: Callable[[], datetime] = inbox.now,
) -> Flask:
    """The console of a clinic over a database of this version."""
    app = Flask(__name__)
    app.extensions["console"] = Console(clinic, engine, passwords or Passwords.of(), clock)
    app.config.update(_config(clinic))
    access.needs(access.ANYBODY)(app.view_functions["static"])
    _sign_in(app)
    _guard(app, clinic)
    addresses.cover_in(app)
    app.url_value_preprocessor(unaskable)
    for area in PAGES:
        app.register_blueprint(area.pages)
    app.context_processor(lambda: _everywhere(clinic))
    shown.teach(app)
    app.register_error_handler(HTTPException, refused)
    return app


def _everywhere(clinic: Settings) -> dict[str, Any]:
    """What every template knows."""
    return {"clinic": clinic, "areas": menu.areas, "is_open": menu.is_open, "may": access.may}


def _config(clinic: Settings) -> dict[str, Any]:
    secure = clinic.staff_link.startswith("https://")
    return {
        "SECRET_KEY": signing_key(clinic),
        "SESSION_COOKIE_NAME": "__Host-rls_staff" if secure else "rls_staff",
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_PROTECTION": None,  # the table of sessions says who is signed in
        "WTF_CSRF_TIME_LIMIT": None,  # as long as the session
        "MAX_CONTENT_LENGTH": LARGEST_REQUEST,
        "RATELIMIT_STORAGE_URI": "memory://",
        "TRUSTED_HOSTS": [clinic.console_host, "localhost", "127.0.0.1", _host(clinic.staff_link)],
    }


def _host(address: str) -> str:
    return address.split("://")[1].rsplit(":", 1)[0]


def _guard(app: Flask, clinic: Settings) -> None:
    """What every request passes, and every answer carries."""
    secure = clinic.staff_link.startswith("https://")
    Talisman(
        app,
        force_https=False,  # a proxy does that, where there is one
        strict_transport_security=secure,
        session_cookie_secure=secure,
        session_cookie_samesite="Lax",
        frame_options="DENY",
        content_security_policy=POLICY,
        referrer_policy="same-origin",
    )
    LIMITS.init_app(app)
    CSRFProtect(app)
    app.before_request(access.admit)
    app.after_request(_keep_nothing)


def _keep_nothing(response: Response) -> Response:
    """A shared computer must not show to the next person what this one saw."""
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    return response


def _sign_in(app: Flask) -> None:
    login = LoginManager(app)
    login.user_loader(_visitor)
    login.unauthorized_handler(_to_the_sign_in)


def _visitor(token: str) -> Visitor | None:
    """Who holds a token; their session goes on with every page."""
    here, moment = console(), console().clock()
    with here.engine.connect() as connection:
        session = sessions.find(connection, token, moment, here.lasting)
    if session is None:
        return None
    if moment - session.last_at >= sessions.NOTED:
        with writing(here.engine).begin() as connection:
            sessions.used(connection, session, moment)
    return Visitor(session)


def _to_the_sign_in() -> AnyResponse | tuple[str, int]:
    if request.method != "GET":
        return render_template("signed_out.html"), 401
    return redirect(url_for("account.sign_in", next=request.full_path.rstrip("?")))
