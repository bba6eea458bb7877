"""Role: starts the dashboard as one ASGI application: Streamlit behind our gate, with our options."""

import gc
import socket
import sys
import threading
import webbrowser
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import streamlit as st
from sqlalchemy.exc import SQLAlchemyError
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from dashboard.actions import quick_look
from dashboard.auth.gate import Gate, is_loopback
from dashboard.errors import RefusedError
from dashboard.i18n import t
from dashboard.ui import theme
from data_access.database import Database

ENTRY = Path(__file__).with_name("app.py")
DEFAULT_PORT = 8501
PORTS_TRIED = 20
"""How many ports after the wanted one are tried before giving up, for `sangkien demo` only."""

SERVER_OPTIONS: dict[str, object] = {
    "browser.gatherUsageStats": False,
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
    "logger.hideWelcomeMessage": True,
    "logger.level": "warning",
    "runner.magicEnabled": False,
    "runner.postScriptGC": False,
    "server.enableStaticServing": True,
    "server.fileWatcherType": "none",
    "server.headless": True,
}


def free_port(host: str, wanted: int) -> int:
    """The wanted port, or the next free one after it.

    Raises ``RefusedError`` when none of ``PORTS_TRIED`` is free.
    """
    for port in range(wanted, wanted + PORTS_TRIED):
        if _can_bind(host, port):
            return port
    raise RefusedError("cli.no_free_port", first=wanted, last=wanted + PORTS_TRIED - 1)


def serve(db: Database, host: str, port: int, *, max_upload_mb: int, open_browser: bool) -> None:
    """Serve until stopped. Loopback only: any other host is refused with the reason.

    Raises ``RefusedError`` for a host that others could reach, or a port that is taken.
    """
    if not is_loopback(host):
        raise RefusedError("cli.loopback_only", host=host)
    if not _can_bind(host, port):
        raise RefusedError("cli.port_taken", port=port)
    address = f"http://{'localhost' if host == '127.0.0.1' else host}:{port}"
    app = st.App(
        ENTRY,
        lifespan=_announce(address, open_browser),
        routes=[Route("/healthz", _healthz), Route("/readyz", _readyz(db))],
        middleware=[Middleware(Gate)],
    )
    sys.argv = [str(ENTRY)]  # Streamlit takes its folder from here; a console script's path misleads it
    options = {"server.address": host, "server.port": port, "server.maxUploadSize": max_upload_mb}
    app.run(config=SERVER_OPTIONS | theme.streamlit_options() | options)


def _can_bind(host: str, port: int) -> bool:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        if sys.platform != "win32":  # there the option means sharing a port in use
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
        return True


def _announce(
    address: str, open_browser: bool
) -> Callable[[st.App], AbstractAsyncContextManager[dict[str, object] | None]]:
    @asynccontextmanager
    async def lifespan(_app: st.App) -> AsyncIterator[None]:
        print(t("cli.serving", address=address), flush=True)
        # What was loaded until now stays for good: looking through it for cycles again and again was an
        # eighth of the time of an import beside running pages.
        gc.collect()
        gc.freeze()
        if open_browser:
            # A machine without a browser just says so by doing nothing; the address is printed.
            threading.Timer(0.3, webbrowser.open, args=(address,)).start()
        yield
        quick_look.close_all()  # a process ended from outside runs no other farewell

    return lifespan


async def _healthz(_request: Request) -> JSONResponse:
    return JSONResponse({"status": "ok"})


def _readyz(db: Database) -> Callable[[Request], JSONResponse]:
    def readyz(_request: Request) -> JSONResponse:
        try:
            with db.connect() as connection:
                version = db.version(connection)
        except SQLAlchemyError:
            return JSONResponse({"status": "database unavailable"}, status_code=503)
        return JSONResponse({"status": "ok", "data_version": version.version})

    return readyz
