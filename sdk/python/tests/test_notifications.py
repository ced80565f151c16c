"""Listening to the built server, over a network that the tests can cut."""

from __future__ import annotations

import sys
import uuid
from collections.abc import Iterator
from typing import Any

import pytest

import pillion
from network import Network
from pillion import Client
from real_server import PROGRAM, RealServer, running


DEADLINE = 20.0


@pytest.fixture(scope="module")
def network() -> Iterator[Network]:
    network = Network()
    yield network
    network.close()


@pytest.fixture(scope="module")
def real_server(network: Network) -> Iterator[RealServer]:
    if not PROGRAM.exists():
        pytest.fail("the server is not built")
    with running(through=network) as server:
        yield server


@pytest.fixture
def agent(real: Client, real_server: RealServer) -> pillion.User:
    user = real.users.find_by_email(real_server.agent)
    assert user is not None
    return user


def presence_of(event: pillion.Event) -> tuple[str, Any]:
    return event.body["presenceDefinition"]["systemPresence"], event.body.get("message")


def test_what_happens_is_heard_in_order(real: Client, agent: pillion.User) -> None:
    topics = [f"v2.users.{agent.id}.presence"]
    listening = real.notifications.listen(topics)
    listening.open()
    real.presence.set(agent, "Meal", message="at one")
    real.presence.set(agent, "Available", message="at two")
    first, second = listening.next(DEADLINE), listening.next(DEADLINE)
    assert first.is_about(topics[0].upper()) and first.version == "2" and first.correlation_id
    assert [presence_of(first), presence_of(second)] == [("MEAL", "at one"), ("AVAILABLE", "at two")]

    with pytest.raises(TimeoutError):
        listening.next(0.05)
    listening.close()


def test_a_conversation_is_heard_from_start_to_end(real: Client, agent: pillion.User) -> None:
    topic = f"v2.users.{agent.id}.conversations"
    listening = real.notifications.listen([topic])
    listening.open()
    started = real.cobrowse.start(agent=agent, visitor=f"visitor-{uuid.uuid4().hex[:8]}@example.test")
    heard = listening.next(DEADLINE)
    assert heard.is_about(topic) and heard.body["id"] == started.id
    assert {one["purpose"] for one in heard.body["participants"]} == {"agent", "customer"}
    real.conversations.disconnect(started)
    ended = listening.next(DEADLINE)
    legs = [leg["state"] for one in ended.body["participants"] for leg in one["cobrowsesessions"]]
    assert legs == ["disconnected", "disconnected"]
    listening.close()


def test_a_connection_that_breaks_is_told_and_found_again(real: Client, network: Network, agent: pillion.User) -> None:
    listening = real.notifications.listen([f"v2.users.{agent.id}.presence"])
    listening.open()
    real.presence.set(agent, "Busy", message="before")
    assert presence_of(listening.next(DEADLINE)) == ("BUSY", "before")
    for message in ("once", "again"):
        network.cut()
        assert listening.next(DEADLINE).reconnected
        real.presence.set(agent, "Available", message=message)
        assert presence_of(listening.next(DEADLINE)) == ("AVAILABLE", message)
    listening.close()
    (channel,) = [one for one in real.notifications.channels() if one.id == listening.channel.id]
    assert [one.id for one in real.notifications.subscriptions(channel)] == [f"v2.users.{agent.id}.presence"]


def test_a_lobby_that_is_watched_comes_back_too(real: Client, network: Network) -> None:
    watching = real.lobby.watch()
    next(watching)
    network.cut()
    assert next(watching).truncated is False
    watching.close()  # type: ignore[attr-defined]


def test_channels_and_their_subscriptions(real: Client, agent: pillion.User) -> None:
    channel = real.notifications.open_channel()
    assert channel.connect_uri.startswith("ws://localhost:") and channel.expires is not None
    real.notifications.check(channel)
    presence, routing = f"v2.users.{agent.id}.presence", f"v2.users.{agent.id}.routingStatus"
    assert [one.state for one in real.notifications.subscribe(channel, [presence])] == ["Permitted"]
    assert {one.id for one in real.notifications.subscribe(channel, [routing])} == {presence, routing}
    assert [one.id for one in real.notifications.replace(channel, [routing])] == [routing]
    real.notifications.unsubscribe(channel)
    assert real.notifications.subscriptions(channel) == []
    assert channel.id in [one.id for one in real.notifications.channels()]
    assert channel.id in [one.id for one in real.notifications.channels(of_all_tokens=True)]
    with pytest.raises(pillion.NotFoundError):
        real.notifications.check("streaming-0-nowhere")


def test_a_topic_that_is_not_there_is_refused_or_rejected(real: Client, agent: pillion.User) -> None:
    with pytest.raises(pillion.BadRequestError) as refused:
        real.notifications.listen([f"v2.users.{agent.id}.presense"]).open()
    assert refused.value.faults[0].nearest == f"v2.users.{agent.id}.presence"
    assert refused.value.suggestion is not None
    mended = real.send(refused.value.suggestion)
    assert isinstance(mended, pillion.ChannelTopicEntityListing)
    assert [one.id for one in mended.entities] == [f"v2.users.{agent.id}.presence"]

    channel = real.notifications.open_channel()
    wanted = [f"v2.users.{agent.id}.presence", "v2.users.presence"]
    states = {one.id: one for one in real.notifications.subscribe(channel, wanted, ignore_errors=True)}
    assert [states[topic].state for topic in wanted] == ["Permitted", "Rejected"]
    assert states[wanted[1]].rejection_reason


def test_the_topics_that_there_are(real: Client) -> None:
    topics = {one.id: one for one in real.notifications.topics(expand=["description", "requiresPermissions"])}
    assert topics["v2.users.{id}.presence"].requires_permissions == ["users:read"]
    assert topics["v2.users.{id}.presence"].description


def test_another_socket_on_the_channel_ends_the_listening(real: Client, agent: pillion.User) -> None:
    first = real.notifications.listen([f"v2.users.{agent.id}.presence"])
    first.open()
    second = real.notifications.listen([f"v2.users.{agent.id}.presence"], channel=first.channel)
    second.open()
    with pytest.raises(pillion.PillionError, match="Another socket"):
        first.next(DEADLINE)
    first.close()
    second.close()


def test_the_package_that_is_missing_is_named(real: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "websockets", None)
    with pytest.raises(pillion.PillionError, match="pip install 'pillion.notifications.'"):
        real.notifications.listen(["v2.users.x.presence"])


def test_a_list_of_topics_is_needed(real: Client) -> None:
    for topics in ([], "v2.users.x.presence"):
        with pytest.raises(ValueError, match="at least one topic"):
            real.notifications.listen(topics)
