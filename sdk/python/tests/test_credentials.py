"""Getting, keeping and renewing the access token."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from answers import AVERY, page
from fake_time import Time
from blocking import Connect
from pillion import AnswerError, ApiError, AsyncClient, Client, UnauthorizedError, User
from recording_server import RecordingServer, Reply


def test_the_token_is_asked_for_with_the_first_call_and_in_the_documented_way(
    client: Client, server: RecordingServer
) -> None:
    assert server.requests == []
    server.reply(Reply(json=AVERY))
    client.users.get("u1")

    (asked,) = server.token_calls()
    head, _, body = asked.raw.partition(b"\r\n\r\n")
    assert head.startswith(b"POST /oauth/token HTTP/1.1\r\n")
    assert asked.headers["Authorization"] == "Basic ZGV2OmRldi1zZWNyZXQ="
    assert asked.headers["Content-Type"] == "application/x-www-form-urlencoded"
    assert body == b"grant_type=client_credentials"
    assert "Idempotency-Key" not in asked.headers
    assert server.calls()[0].headers["Authorization"] == "Bearer token-1"


def test_one_token_serves_many_calls_until_shortly_before_it_expires(
    client: Client, server: RecordingServer, time: Time
) -> None:
    server.expires_in = 600
    server.answer_with(lambda _: Reply(json=AVERY))
    for _ in range(3):
        client.users.get("u1")
    time.now += 569
    client.users.get("u1")
    assert len(server.token_calls()) == 1
    time.now += 2
    client.users.get("u1")
    assert len(server.token_calls()) == 2
    assert server.calls()[-1].headers["Authorization"] == "Bearer token-2"


def test_a_token_that_lives_very_shortly_is_used_for_half_its_life(
    client: Client, server: RecordingServer, time: Time
) -> None:
    server.expires_in = 10
    server.answer_with(lambda _: Reply(json=AVERY))
    client.users.get("u1")
    time.now += 4.9
    client.users.get("u1")
    assert len(server.token_calls()) == 1
    time.now += 0.2
    client.users.get("u1")
    assert len(server.token_calls()) == 2


def test_a_401_is_answered_with_one_new_token_and_the_same_request(client: Client, server: RecordingServer) -> None:
    server.reply(Reply(status=401, json={"code": "bad.credentials"}), Reply(status=202))
    client.conversations.disconnect("c1")

    first, second = server.calls()
    assert [call.headers["Authorization"] for call in (first, second)] == ["Bearer token-1", "Bearer token-2"]
    assert first.headers["Idempotency-Key"] == second.headers["Idempotency-Key"]


def test_a_second_401_is_raised(client: Client, server: RecordingServer) -> None:
    refusal = {"code": "authentication.required", "message": "This client was revoked.", "status": 401}
    server.answer_with(lambda _: Reply(status=401, json=refusal))
    with pytest.raises(ApiError) as refused:
        client.users.get("u1")
    assert (refused.value.status, refused.value.code) == (401, "authentication.required")
    assert len(server.calls()) == 2
    assert len(server.token_calls()) == 2


def test_wrong_credentials_are_told_in_the_words_of_the_token_endpoint(client: Client, server: RecordingServer) -> None:
    server.reply_to_token(Reply(status=401, json={"error": "invalid_client", "error_description": "No such client."}))
    with pytest.raises(ApiError) as refused:
        client.users.list()
    assert (refused.value.status, refused.value.code, refused.value.message) == (
        401,
        "invalid_client",
        "No such client.",
    )
    assert server.calls() == []
    assert "dev-secret" not in str(refused.value) + repr(refused.value) + repr(client)


@pytest.mark.parametrize("grant", [{}, {"access_token": ""}, {"access_token": 5}, ["x"], "text"])
def test_a_token_answer_without_a_token_is_an_error_of_its_own(
    client: Client, server: RecordingServer, grant: object
) -> None:
    server.reply_to_token(Reply(json=grant))
    with pytest.raises(AnswerError, match="no access token"):
        client.users.list()


def test_many_threads_share_one_token(server: RecordingServer) -> None:
    server.answer_with(lambda _: Reply(json=page([AVERY])))
    with Client(server.url, "dev", "dev-secret") as client, ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: client.users.list(), range(24)))
    assert all(users[0].name == "Avery Moss" for users in found)
    assert len(server.token_calls()) == 1


def test_many_tasks_share_one_token(server: RecordingServer) -> None:
    server.answer_with(lambda _: Reply(json=page([AVERY])))

    async def all_at_once() -> list[list[User]]:
        async with AsyncClient(server.url, "dev", "dev-secret") as client:
            return await asyncio.gather(*(client.users.list() for _ in range(24)))

    assert all(users[0].name == "Avery Moss" for users in asyncio.run(all_at_once()))
    assert len(server.token_calls()) == 1


def test_a_token_of_ones_own_is_used_and_not_renewed(server: RecordingServer, connect: Connect) -> None:
    server.reply(Reply(status=401, json={"code": "bad.credentials"}))
    client = connect(server.url, credentials=None, read_token=lambda: "mine")
    with pytest.raises(UnauthorizedError):
        client.users.get("u1")
    assert [call.headers["Authorization"] for call in server.requests] == ["Bearer mine"]


def test_the_environment_says_what_the_caller_does_not(
    server: RecordingServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PILLION_URL", server.url)
    monkeypatch.setenv("PILLION_CLIENT_ID", "dev")
    monkeypatch.setenv("PILLION_CLIENT_SECRET", "dev-secret")
    server.answer_with(lambda _: Reply(json=AVERY))
    with Client() as client:
        client.users.get("u1")
    assert server.token_calls()[0].headers["Authorization"] == "Basic ZGV2OmRldi1zZWNyZXQ="
    monkeypatch.setenv("PILLION_ACCESS_TOKEN", "from-outside")
    with Client() as client:
        client.users.get("u1")
    assert server.calls()[-1].headers["Authorization"] == "Bearer from-outside"


def test_credentials_that_are_missing_or_given_twice_are_told_at_once() -> None:
    with pytest.raises(ValueError, match="PILLION_CLIENT_ID"):
        Client("http://localhost:8080")
    with pytest.raises(ValueError, match="PILLION_CLIENT_SECRET"):
        AsyncClient("http://localhost:8080", "dev")
    with pytest.raises(ValueError, match="either access_token or"):
        Client("http://localhost:8080", "dev", "dev-secret", access_token="t")
