"""Role: the gate lets in the person at this computer, and nobody who only looks like it."""

import asyncio
from collections.abc import MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from dashboard.auth.gate import Gate, host_without_port, is_loopback


def _ask(
    *, client: str = "127.0.0.1", host: str = "localhost:8501", kind: str = "http", **headers: str
) -> tuple[list[MutableMapping[str, Any]], list[MutableMapping[str, Any]]]:
    """Send one request through the gate; returns what was sent back and the scopes that got through."""
    passed: list[MutableMapping[str, Any]] = []
    sent: list[MutableMapping[str, Any]] = []

    async def app(scope: MutableMapping[str, Any], _receive: Any, send: Any) -> None:
        passed.append(scope)
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def receive() -> MutableMapping[str, Any]:
        return {}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    pairs = [(b"host", host.encode())] + [
        (k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()
    ]
    scope = {"type": kind, "client": (client, 5000), "headers": pairs, "path": "/"}
    # In a thread of its own: a browser test before this one may have left its loop running in this thread.
    with ThreadPoolExecutor(1) as alone:
        alone.submit(asyncio.run, Gate(app)(scope, receive, send)).result()
    return sent, passed


def test_the_person_at_this_computer_gets_in() -> None:
    sent, passed = _ask()
    assert len(passed) == 1
    assert sent[0]["status"] == 200


def test_another_computer_is_refused() -> None:
    sent, passed = _ask(client="192.0.2.7")
    assert passed == []
    assert sent[0]["status"] == 403


def test_a_foreign_name_that_resolves_to_this_computer_is_refused() -> None:
    sent, passed = _ask(host="campaign.example:8501")
    assert passed == []
    assert sent[0]["status"] == 403


def test_a_socket_from_another_computer_is_closed() -> None:
    sent, passed = _ask(client="192.0.2.7", kind="websocket")
    assert passed == []
    assert sent[0]["type"] == "websocket.close"


def test_identity_headers_of_a_client_never_get_through() -> None:
    _, passed = _ask(X_Sangkien_User="chu-tich", accept="*/*")
    names = {name for name, _ in passed[0]["headers"]}
    assert b"accept" in names
    assert b"x-sangkien-user" not in {name.lower() for name in names}


def test_every_answer_forbids_loading_from_elsewhere() -> None:
    sent, _ = _ask()
    policy = dict(sent[0]["headers"])[b"content-security-policy"].decode()
    assert "default-src 'self'" in policy
    assert "http" not in policy


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.8.8", "::1", "[::1]"])
def test_loopback_is_recognised(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "localhost.example", ""])
def test_what_others_can_reach_is_not_loopback(host: str) -> None:
    assert not is_loopback(host)


def test_a_port_is_cut_off_a_host() -> None:
    assert host_without_port("[::1]:8501") == "::1"
    assert host_without_port("localhost:8501") == "localhost"
    assert host_without_port("localhost") == "localhost"
