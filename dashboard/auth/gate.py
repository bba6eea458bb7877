"""Role: the ASGI gate in front of everything the server answers, sockets and downloads included.

Today it lets in the person at this computer only. Accounts will be checked here, too: at the HTTP
layer, because a Streamlit session can be taken over by whoever knows its id.
"""

from collections.abc import Awaitable, Callable, MutableMapping
from ipaddress import ip_address
from typing import Any

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})

IDENTITY_HEADERS = (b"x-sangkien-user", b"x-sangkien-role")
"""Headers in which the gate will hand a user on; whatever a client sends under these names is dropped."""

SECURITY_HEADERS = (
    # Data may hold links to pictures elsewhere; nothing outside is ever loaded.
    (
        b"content-security-policy",
        b"default-src 'self'; img-src 'self' data: blob:; font-src 'self' data:; "
        b"style-src 'self' 'unsafe-inline'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
        b"connect-src 'self' ws: wss:; worker-src 'self' blob:; frame-src 'self' blob:; "
        b"object-src 'none'; base-uri 'self'; frame-ancestors 'self'",
    ),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
)


def is_loopback(host: str) -> bool:
    """Whether a host name or address means this computer only."""
    name = host.strip().strip("[]").lower()
    if name in LOOPBACK_NAMES:
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


def host_without_port(value: str) -> str:
    """``"localhost:8501"`` → ``"localhost"``; ``"[::1]:8501"`` → ``"::1"``."""
    if value.startswith("["):
        return value[1:].split("]", 1)[0]
    return value.rsplit(":", 1)[0] if value.count(":") == 1 else value


class Gate:
    """Answers 403 to whoever is not at this computer, and to a foreign page that points its name at it.

    The Host header is checked as well as the address: otherwise a web page elsewhere could have its
    own name resolve to 127.0.0.1 and read the dashboard through the visitor's browser.
    """

    def __init__(self, app: App) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a local request through with its identity headers stripped; refuse any other."""
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        if not _is_local(scope):
            await _refuse(scope, send)
            return
        scope["headers"] = [pair for pair in scope["headers"] if pair[0].lower() not in IDENTITY_HEADERS]
        await self._app(scope, receive, _with_security_headers(send))


def _is_local(scope: Scope) -> bool:
    client = scope.get("client")
    if client is not None and not is_loopback(client[0]):
        return False
    hosts = [value.decode("latin-1") for name, value in scope["headers"] if name.lower() == b"host"]
    return len(hosts) == 1 and is_loopback(host_without_port(hosts[0]))


async def _refuse(scope: Scope, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *SECURITY_HEADERS]
    await send({"type": "http.response.start", "status": 403, "headers": headers})
    await send({"type": "http.response.body", "body": b"403"})


def _with_security_headers(send: Send) -> Send:
    async def wrapped(message: MutableMapping[str, Any]) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = [*message.get("headers", []), *SECURITY_HEADERS]
        await send(message)

    return wrapped
