"""What is tried again, how long is waited, and that nothing can happen twice."""

from __future__ import annotations

import socket
import uuid
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from answers import AVERY, STARTED
from fake_time import Time
from blocking import Connect
from pillion import ApiError, Client, NoAnswerError, TooManyRequestsError
from recording_server import RecordingServer, Reply


def test_every_post_carries_a_key_of_its_own(client: Client, server: RecordingServer) -> None:
    server.answer_with(lambda _: Reply(status=202))
    client.conversations.disconnect("c1")
    client.conversations.disconnect("c1")
    keys = [call.headers["Idempotency-Key"] for call in server.calls()]
    assert len(set(keys)) == 2
    assert all(uuid.UUID(key).version == 4 for key in keys)


def test_the_callers_own_key_is_used(client: Client, server: RecordingServer) -> None:
    server.reply(Reply(status=201, json=STARTED))
    client.conversations.start_cobrowse(agent="u1", visitor="robin", idempotency_key="ticket-17-change-4")
    assert server.calls()[0].headers["Idempotency-Key"] == "ticket-17-change-4"


def test_a_read_carries_no_key(client: Client, server: RecordingServer) -> None:
    server.reply(Reply(json=AVERY))
    client.users.get("u1")
    assert "Idempotency-Key" not in server.calls()[0].headers


@pytest.mark.parametrize("status", [409, 429, 503])
def test_a_busy_server_is_asked_again_after_the_time_it_names_with_the_same_bytes(
    client: Client, server: RecordingServer, time: Time, status: int
) -> None:
    server.reply(Reply(status=status, headers={"Retry-After": "7"}), Reply(status=201, json=STARTED))
    started = client.conversations.start_cobrowse(agent="u1", visitor="robin@example.test")

    first, second = server.calls()
    assert first.raw == second.raw
    (waited,) = time.waits
    assert 7.0 <= waited <= 7.25
    assert started.join_code == "482913"


def test_retry_after_may_be_a_date(client: Client, server: RecordingServer, time: Time) -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=20), usegmt=True)
    server.reply(Reply(status=503, headers={"Retry-After": soon}), Reply(json=AVERY))
    client.users.get("u1")
    assert len(time.waits) == 1
    assert 10 < time.waits[0] <= 20.25


@pytest.mark.parametrize("header", [{}, {"Retry-After": "soon"}, {"Retry-After": "-3"}])
def test_without_a_usable_time_the_waits_grow(
    client: Client, server: RecordingServer, time: Time, header: dict[str, str]
) -> None:
    server.reply(Reply(status=503, headers=header), Reply(status=503, headers=header), Reply(json=AVERY))
    client.users.get("u1")
    first, second = time.waits
    assert 0.125 <= first <= 0.25
    assert 0.25 <= second <= 0.5


def test_a_wait_that_is_too_long_is_not_waited_for(client: Client, server: RecordingServer, time: Time) -> None:
    server.reply(Reply(status=429, json={"code": "too.many.requests"}, headers={"Retry-After": "31"}))
    with pytest.raises(TooManyRequestsError) as refused:
        client.users.get("u1")
    assert (refused.value.status, refused.value.retry_after) == (429, 31.0)
    assert time.waits == []


def test_the_attempts_are_bounded_and_the_last_refusal_is_raised(
    client: Client, server: RecordingServer, time: Time
) -> None:
    server.answer_with(lambda _: Reply(status=503, json={"code": "service.unavailable", "message": "Draining."}))
    with pytest.raises(ApiError, match="Draining"):
        client.users.get("u1")
    assert len(server.calls()) == 3
    assert len(time.waits) == 2


@pytest.mark.parametrize("status", [400, 404, 409, 500, 502])
def test_other_refusals_are_raised_at_once(client: Client, server: RecordingServer, status: int) -> None:
    server.answer_with(lambda _: Reply(status=status, json={"message": "no"}))
    with pytest.raises(ApiError) as refused:
        client.users.get("u1")
    assert refused.value.status == status
    assert len(server.calls()) == 1


def test_a_post_whose_answer_got_lost_is_sent_again_under_the_same_key(client: Client, server: RecordingServer) -> None:
    server.reply(Reply(hang_up=True), Reply(status=201, json=STARTED))
    client.conversations.start_cobrowse(agent="u1", visitor="robin")
    first, second = server.calls()
    assert first.raw == second.raw


def test_a_patch_whose_answer_got_lost_is_not_sent_again(client: Client, server: RecordingServer) -> None:
    server.reply(Reply(hang_up=True))
    with pytest.raises(NoAnswerError, match="after 1 attempt"):
        client.conversations.wrap_up("c1", "Resolved", participant="p1")
    assert len(server.calls()) == 1


def test_a_server_that_is_not_there_is_named_after_the_last_attempt(time: Time, connect: Connect) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(NoAnswerError, match=f"{url} after 3 attempts"):
            connect(url).users.list()
    assert len(time.waits) == 2


def test_the_token_request_is_retried_too(client: Client, server: RecordingServer, time: Time) -> None:
    server.reply_to_token(Reply(status=503, headers={"Retry-After": "2"}))
    server.reply(Reply(json=AVERY))
    client.users.get("u1")
    (waited,) = time.waits
    assert 2.0 <= waited <= 2.25
