"""The modern face: what goes over the wire and what comes back."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from answers import AVERY, CONVERSATION, CONVERSATION_ID, STARTED, page
from pillion import Client, AnswerError, User, Who
from recording_server import RecordingServer, Reply


def test_start_cobrowse_sends_exactly_what_was_said(client: Client, server: RecordingServer) -> None:
    server.reply(Reply(status=201, json=STARTED))
    client.conversations.start_cobrowse(
        agent=AVERY["id"],
        visitor="robin@example.test",
        subject="Ticket T-17: Zahlung schlägt fehl",
        wrap_up_code="Resolved",
        wait_seconds=0,
        external_tag="T-17",
        attributes={"ticket_id": "T-17"},
        capabilities=["view", "point"],
        site="dev",
    )
    (call,) = server.calls()
    assert (call.method, call.target) == ("POST", "/api/v2/conversations")
    assert call.headers["Content-Type"] == "application/json"
    assert call.headers["User-Agent"].startswith("pillion-python/")
    assert "schlägt".encode() in call.body
    assert call.json == {
        "type": "cobrowse",
        "participants": [
            {"userId": AVERY["id"], "role": "agent"},
            {"userId": "robin@example.test", "role": "user"},
        ],
        "siteId": "dev",
        "subject": "Ticket T-17: Zahlung schlägt fehl",
        "wrapUpCode": "Resolved",
        "waitSeconds": 0,
        "externalTag": "T-17",
        "attributes": {"ticket_id": "T-17"},
        "capabilities": ["view", "point"],
    }


def test_what_was_not_said_is_not_sent(client: Client, server: RecordingServer) -> None:
    server.reply(Reply(status=201, json=STARTED))
    client.conversations.start_cobrowse(agent="u1", visitor="robin")
    assert set(server.calls()[0].json) == {"type", "participants"}


@pytest.mark.parametrize(
    ("agent", "sent"),
    [
        ("u1", {"userId": "u1"}),
        ("agent@example.test", {"email": "agent@example.test"}),
        (User(id="u2", name="Kim"), {"userId": "u2"}),
        (Who(email="agent@example.test"), {"email": "agent@example.test"}),
    ],
)
def test_an_agent_may_be_named_in_several_ways(
    client: Client, server: RecordingServer, agent: Any, sent: dict[str, str]
) -> None:
    server.reply(Reply(status=201, json=STARTED))
    client.conversations.start_cobrowse(agent=agent, visitor="robin")
    assert server.calls()[0].json["participants"][0] == {**sent, "role": "agent"}


@pytest.mark.parametrize(
    ("visitor", "sent"),
    [
        ("robin@example.test", {"userId": "robin@example.test"}),
        (Who(external_id="customer-17"), {"externalId": "customer-17"}),
        (Who(join_code="482913"), {"joinCode": "482913"}),
    ],
)
def test_a_visitor_may_be_named_in_several_ways(
    client: Client, server: RecordingServer, visitor: Any, sent: dict[str, str]
) -> None:
    server.reply(Reply(status=201, json=STARTED))
    client.conversations.start_cobrowse(agent="u1", visitor=visitor)
    assert server.calls()[0].json["participants"][1] == {**sent, "role": "user"}


@pytest.mark.parametrize("who", [Who(), Who(user_id="u1", email="a@example.test")])
def test_a_name_that_is_none_or_two_is_refused_before_anything_is_sent(
    client: Client, server: RecordingServer, who: Who
) -> None:
    with pytest.raises(ValueError, match="exactly one"):
        client.conversations.start_cobrowse(agent="u1", visitor=who)
    assert server.requests == []


def test_the_answer_to_starting_is_taken_apart(client: Client, server: RecordingServer) -> None:
    server.reply(Reply(status=201, json=STARTED))
    started = client.conversations.start_cobrowse(agent="u1", visitor="robin")
    assert started.id == CONVERSATION_ID
    assert started.session_id == STARTED["sessionId"]
    assert started.visitor_link == "https://shop.test/#pillion=482913"
    assert started.agent_link == STARTED["agentLink"]
    assert started.invitation.state == "offered"
    assert started.invitation.expires == datetime(2026, 11, 22, 13, 10, tzinfo=UTC)
    assert started.conversation is not None and started.conversation.external_tag == "T-17"
    assert started.raw == STARTED


def test_get_reads_a_conversation_with_its_participants(client: Client, server: RecordingServer) -> None:
    server.reply(Reply(json=CONVERSATION))
    conversation = client.conversations.get(CONVERSATION_ID)
    assert server.calls()[0].target == f"/api/v2/conversations/{CONVERSATION_ID}"
    assert conversation.start_time == datetime(2026, 11, 22, 12, 55, 0, 250_000, tzinfo=UTC)
    agent, customer = conversation.participant("agent"), conversation.participant("customer")
    assert agent is not None and customer is not None
    assert agent.cobrowsesessions[0].cobrowse_role == "viewer"
    assert customer.attributes == {"ticket": "T-17"}
    assert conversation.participant("external") is None
    assert conversation.raw["aFieldFromTheFuture"] == {"kept": True}
    assert (
        conversation.to_dict()["participants"][1]["cobrowsesessions"][0]["viewer_url"] == "http://view.localhost:8080/"
    )


def test_disconnect_sends_no_body_and_takes_an_empty_answer(client: Client, server: RecordingServer) -> None:
    server.reply(Reply(status=202))
    assert client.conversations.disconnect("c1") is None
    (call,) = server.calls()
    assert (call.method, call.target, call.body) == ("POST", "/api/v2/conversations/c1/disconnect", b"")
    assert "Content-Type" not in call.headers


def test_wrap_up_patches_the_participant(client: Client, server: RecordingServer) -> None:
    server.reply(Reply(status=202))
    client.conversations.wrap_up("c1", "Resolved", participant="p2", notes="Paid by card.")
    (call,) = server.calls()
    assert (call.method, call.target) == ("PATCH", "/api/v2/conversations/c1/participants/p2")
    assert call.json == {"wrapup": {"code": "Resolved", "notes": "Paid by card."}}


def test_listing_users_reads_every_page(client: Client, server: RecordingServer) -> None:
    kim = {"id": "u2", "name": "Kim"}
    server.reply(Reply(json=page([AVERY], 1, 2)), Reply(json=page([kim], 2, 2)))
    users = client.users.list(expand=["presence", "routingStatus"])
    assert [user.name for user in users] == ["Avery Moss", "Kim"]
    assert users[0].presence is not None and users[0].presence.presence_definition is not None
    assert users[0].presence.presence_definition.system_presence == "Available"
    assert [call.target for call in server.calls()] == [
        "/api/v2/users?pageSize=100&expand=presence%2CroutingStatus",
        "/api/v2/users?pageSize=100&pageNumber=2&expand=presence%2CroutingStatus",
    ]


def test_a_listing_that_shrinks_while_it_is_read_ends(client: Client, server: RecordingServer) -> None:
    server.reply(Reply(json=page([AVERY], 1, 9)), Reply(json=page([], 2, 9)))
    assert len(client.users.list()) == 1
    assert len(server.calls()) == 2


def test_a_listing_with_a_cursor_is_followed_by_its_query_and_nothing_else(
    client: Client, server: RecordingServer
) -> None:
    kim = {"id": "u2", "name": "Kim"}
    server.reply(
        Reply(json={"entities": [AVERY], "nextUri": "http://elsewhere.test/api/v2/users?pageSize=100&after=abc"}),
        Reply(json={"entities": [kim], "nextUri": "/api/v2/users?pageSize=100&after=abc"}),
    )
    assert [user.name for user in client.users.iterate()] == ["Avery Moss", "Kim"]
    assert [call.target for call in server.calls()] == [
        "/api/v2/users?pageSize=100",
        "/api/v2/users?pageSize=100&after=abc",
    ]


def test_iterating_reads_a_page_when_it_is_needed(client: Client, server: RecordingServer) -> None:
    server.reply(Reply(json=page([AVERY], 1, 2)))
    users = client.users.iterate()
    assert next(users).name == "Avery Moss"
    assert len(server.calls()) == 1


def test_one_expansion_may_be_a_plain_text(client: Client, server: RecordingServer) -> None:
    server.reply(Reply(json=AVERY))
    client.users.get("u1", expand="presence")
    assert server.calls()[0].target == "/api/v2/users/u1?expand=presence"


def test_find_by_email_searches_exactly(client: Client, server: RecordingServer) -> None:
    server.reply(Reply(json={"results": [AVERY], "total": 1, "pageCount": 1, "pageSize": 25, "pageNumber": 1}))
    user = client.users.find_by_email("Agent@Example.test")
    assert user is not None and user.id == AVERY["id"]
    (call,) = server.calls()
    assert (call.method, call.target) == ("POST", "/api/v2/users/search")
    assert call.json == {
        "pageSize": 25,
        "query": [{"fields": ["email"], "value": "Agent@Example.test", "type": "EXACT"}],
    }


def test_find_by_email_takes_nobody_else_for_the_one(client: Client, server: RecordingServer) -> None:
    server.reply(Reply(json={"results": [AVERY], "total": 1}))
    assert client.users.find_by_email("agent@example.te") is None


def test_wrap_up_codes_are_listed_and_created(client: Client, server: RecordingServer) -> None:
    code = {"id": "w1", "name": "Resolved", "dateCreated": "2026-11-22T12:00:00.000Z"}
    server.reply(Reply(json=page([code])), Reply(json=code))
    assert [one.name for one in client.wrap_up_codes.list()] == ["Resolved"]
    assert client.wrap_up_codes.create("Resolved").id == "w1"
    listing, creation = server.calls()
    assert listing.target == "/api/v2/routing/wrapupcodes?pageSize=100"
    assert (creation.method, creation.json) == ("POST", {"name": "Resolved"})


def test_request_reaches_operations_without_a_method(client: Client, server: RecordingServer) -> None:
    server.reply(Reply(json={"visitors": []}))
    assert client.request("GET", "/api/v2/cobrowse/lobby", params={"full": True}) == {"visitors": []}
    assert server.calls()[0].target == "/api/v2/cobrowse/lobby?full=true"


def test_ids_are_quoted_and_never_name_another_operation(client: Client, server: RecordingServer) -> None:
    server.reply(Reply(json=AVERY))
    client.users.get("a/b?c")
    assert server.calls()[0].target == "/api/v2/users/a%2Fb%3Fc"
    for wrong in ("", ".", ".."):
        with pytest.raises(ValueError, match="user_id"):
            client.users.get(wrong)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ({"name": "nobody"}, "lacks '/id'"),
        ([], "should be an object"),
        ({"id": 5}, "'/id', found a number"),
        ({"id": "u1", "version": True}, "'/version', found a boolean"),
        ({"id": "u1", "presence": {"modifiedDate": "yesterday"}}, "a date at '/presence/modifiedDate'"),
        ({"id": "u1", "presence": []}, "an object at '/presence'"),
    ],
)
def test_an_answer_of_another_shape_is_told_with_its_place(
    client: Client, server: RecordingServer, answer: Any, told: str
) -> None:
    server.reply(Reply(json=answer))
    with pytest.raises(AnswerError, match=told):
        client.users.get("u1")


def test_an_answer_that_is_not_json_is_told(client: Client, server: RecordingServer) -> None:
    server.reply(Reply(text="<html>"))
    with pytest.raises(AnswerError, match="is not JSON"):
        client.users.get("u1")


@pytest.mark.parametrize("url", ["localhost:8080", "ftp://x", "http://", "http://a:b@host", "http://host/?q=1"])
def test_a_base_url_that_cannot_work_is_refused_at_once(url: str) -> None:
    with pytest.raises(ValueError, match="base_url"):
        Client(url, "dev", "dev-secret")


def test_a_base_url_may_have_a_path(server: RecordingServer) -> None:
    server.reply_to_token()
    server.answer_with(
        lambda request: Reply(json={"access_token": "t", "expires_in": 60} if "oauth" in request.target else AVERY)
    )
    with Client(server.url + "/pillion/", "dev", "dev-secret") as client:
        client.users.get("u1")
    assert [request.target for request in server.requests] == ["/pillion/oauth/token", "/pillion/api/v2/users/u1"]
