"""Code that is written for the vendor's Python SDK."""

from __future__ import annotations

import json

import pytest

import pillion as pc
from pillion import compat
from answers import AVERY, CONVERSATION, CONVERSATION_ID, REFUSAL, STARTED, page
from pillion.rest import ApiException
from real_server import RealServer
from recording_server import RecordingServer, Reply


@pytest.fixture
def api_client(server: RecordingServer) -> pc.ApiClient:
    return pc.ApiClient(pc.Configuration(host=server.url)).get_client_credentials_token("dev", "dev-secret")


def test_signing_in_happens_at_once_and_gives_the_client_back(server: RecordingServer) -> None:
    client = pc.ApiClient(server.url)
    assert client.get_client_credentials_token("dev", "dev-secret") is client
    assert client.access_token == "token-1"
    assert server.token_calls()[0].body == b"grant_type=client_credentials"


def test_an_expired_token_is_renewed_for_a_client_that_signed_in(
    server: RecordingServer, api_client: pc.ApiClient
) -> None:
    server.reply(Reply(status=401, json={}), Reply(json=CONVERSATION))
    pc.ConversationsApi(api_client).get_conversation(CONVERSATION_ID)
    assert server.calls()[1].headers["Authorization"] == "Bearer token-2"


def test_a_token_of_ones_own_is_taken_from_the_configuration(server: RecordingServer) -> None:
    configuration = pc.Configuration()
    configuration.host = server.url
    client = pc.ApiClient(configuration)
    configuration.access_token = "my-token"
    server.reply(Reply(json=CONVERSATION), Reply(status=401, json={"code": "bad.credentials"}))
    api = pc.ConversationsApi(client)
    api.get_conversation(CONVERSATION_ID)
    with pytest.raises(ApiException):
        api.get_conversation(CONVERSATION_ID)
    assert [call.headers["Authorization"] for call in server.requests] == ["Bearer my-token"] * 2


def test_the_shared_configuration_is_the_default(server: RecordingServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pc.configuration, "host", server.url)
    monkeypatch.setattr(pc.configuration, "access_token", "shared")
    server.reply(Reply(json=page([AVERY])))
    pc.UsersApi().get_users()
    assert server.calls()[0].headers["Authorization"] == "Bearer shared"


def test_post_conversations_takes_model_objects(server: RecordingServer, api_client: pc.ApiClient) -> None:
    server.reply(Reply(status=201, json=STARTED))
    body = pc.CreateConversationRequest(
        participants=[pc.ConversationParticipantRequest(user_id=AVERY["id"], role="agent")], external_tag="T-17"
    )
    body.wrap_up_code = "Resolved"
    body.participants = [*(body.participants or []), {"userId": "robin@example.test", "role": "user"}]
    started = pc.ConversationsApi(api_client).post_conversations(body)

    (call,) = server.calls()
    assert (call.method, call.target) == ("POST", "/api/v2/conversations")
    assert "Idempotency-Key" in call.headers
    assert call.json == {
        "type": "cobrowse",
        "participants": [
            {"userId": AVERY["id"], "role": "agent"},
            {"userId": "robin@example.test", "role": "user"},
        ],
        "wrapUpCode": "Resolved",
        "externalTag": "T-17",
    }
    assert b"null" not in call.body
    assert (started.join_code, started.invitation.state) == ("482913", "offered")


def test_post_conversations_cobrowse_takes_model_objects(server: RecordingServer, api_client: pc.ApiClient) -> None:
    server.reply(Reply(status=201, json=STARTED))
    pc.ConversationsApi(api_client).post_conversations_cobrowse(
        pc.CobrowseConversationCreateRequest(
            to=[pc.CobrowseTarget(id="robin@example.test", type="user")],
            agent=pc.CobrowseAgent(id=AVERY["id"]),
            wrap_up_code="Resolved",
        )
    )
    (call,) = server.calls()
    assert call.target == "/api/v2/conversations/cobrowse"
    assert call.json == {
        "type": "cobrowse",
        "to": [{"id": "robin@example.test", "type": "user"}],
        "agent": {"id": AVERY["id"]},
        "wrapUpCode": "Resolved",
    }


def test_a_plain_dict_goes_out_as_it_is(server: RecordingServer, api_client: pc.ApiClient) -> None:
    server.reply(Reply(status=201, json=STARTED))
    body = {"type": "cobrowse", "wrap_up_code": None, "to": [{"id": "x", "type": "user"}]}
    pc.ConversationsApi(api_client).post_conversations_cobrowse(body)
    assert server.calls()[0].json == body


def test_a_misspelt_attribute_is_an_error_and_not_lost() -> None:
    body = pc.CreateConversationRequest()
    with pytest.raises(AttributeError, match="wrapup_code"):
        body.wrapup_code = "Resolved"  # type: ignore[attr-defined]
    with pytest.raises(TypeError, match="wrapup_code"):
        pc.CreateConversationRequest(wrapup_code="Resolved")  # type: ignore[call-arg]


def test_reading_and_ending_a_conversation(server: RecordingServer, api_client: pc.ApiClient) -> None:
    api = pc.ConversationsApi(api_client)
    server.reply(Reply(json=CONVERSATION), Reply(status=202), Reply(status=202))
    conversation = api.get_conversation(CONVERSATION_ID)
    assert conversation.participants[1].cobrowsesessions[0].cobrowse_session_id == "3f0c"
    assert conversation.to_dict()["external_tag"] == "T-17"

    wrapup = pc.WrapupInput(code="Resolved", notes="Paid.")
    api.patch_conversation_participant(CONVERSATION_ID, "p2", pc.MediaParticipantRequest(wrapup=wrapup))
    api.post_conversation_disconnect(CONVERSATION_ID)
    _, patch, end = server.calls()
    assert (patch.method, patch.target) == ("PATCH", f"/api/v2/conversations/{CONVERSATION_ID}/participants/p2")
    assert patch.json == {"wrapup": {"code": "Resolved", "notes": "Paid."}}
    assert (end.method, end.target) == ("POST", f"/api/v2/conversations/{CONVERSATION_ID}/disconnect")


def test_users_and_wrap_up_codes(server: RecordingServer, api_client: pc.ApiClient) -> None:
    code = {"id": "w1", "name": "Resolved"}
    server.reply(Reply(json=page([AVERY])), Reply(json={"results": [AVERY]}), Reply(json=page([code])))
    users = pc.UsersApi(api_client).get_users(page_size=5, expand=["presence"], id=["u1", "u2"], state="active")
    assert users.entities[0].email == "agent@example.test"
    search = pc.UserSearchRequest(query=[pc.UserSearchCriteria(fields=["email"], value="a", type="EXACT")])
    assert pc.UsersApi(api_client).post_users_search(search).results[0].name == "Avery Moss"
    assert pc.RoutingApi(api_client).get_routing_wrapupcodes(name="Res*").entities[0].name == "Resolved"
    listed, _, codes = server.calls()
    assert listed.target == "/api/v2/users?pageSize=5&id=u1%2Cu2&expand=presence&state=active"
    assert codes.target == "/api/v2/routing/wrapupcodes?name=Res%2A"


def test_a_refusal_is_the_exception_that_callers_know(server: RecordingServer, api_client: pc.ApiClient) -> None:
    text = json.dumps(REFUSAL, indent=1)
    server.reply(Reply(status=400, text=text, headers={"ININ-Correlation-Id": "abc"}))
    with pytest.raises(ApiException) as refused:
        pc.ConversationsApi(api_client).post_conversations({"type": "cobrowes"})
    error = refused.value
    assert (error.status, error.reason, error.body) == (400, "Bad Request", text)
    assert error.headers is not None and error.headers["ININ-Correlation-Id"] == "abc"
    assert (
        str(error)
        == """(400)
Reason: Bad Request

bad.request: 2 things are wrong with this request.

  1. type: This type of conversation is not known.
     found "cobrowes"
     expected "cobrowse"
     did you mean "cobrowse"?

  2. participants[0]['userId']: Say which agent is meant.

This works:

  ConversationsApi(client).post_conversations(
      CreateConversationRequest(type='cobrowse', participants=[{'userId': '5e2b', 'role': 'agent'}]),
  )

Correlation id: abc
"""
    )
    assert isinstance(error.__cause__, pc.ApiError)


def test_wrong_credentials_and_no_server_are_the_same_exception(server: RecordingServer) -> None:
    server.reply_to_token(Reply(status=401, json={"error": "invalid_client"}))
    with pytest.raises(ApiException) as refused:
        pc.ApiClient(server.url).get_client_credentials_token("dev", "wrong")
    assert refused.value.status == 401

    away = pc.ApiClient(pc.Configuration("http://127.0.0.1:1", retries=pc.Retries(attempts=1)))
    with pytest.raises(ApiException) as lost:
        away.get_client_credentials_token("dev", "dev-secret")
    assert lost.value.status == 0
    assert "No answer from http://127.0.0.1:1" in str(lost.value)


def test_an_answer_of_another_shape_is_the_same_exception(server: RecordingServer, api_client: pc.ApiClient) -> None:
    server.reply(Reply(json=[]))
    with pytest.raises(ApiException, match="should be an object"):
        pc.ConversationsApi(api_client).get_conversation(CONVERSATION_ID)


def test_the_groups_against_the_built_server(real_server: RealServer) -> None:
    client = pc.ApiClient(real_server.url).get_client_credentials_token("dev", "dev-secret")
    conversations, users = pc.ConversationsApi(client), pc.UsersApi(client)
    found = users.post_users_search({"query": [{"fields": ["email"], "value": real_server.agent, "type": "EXACT"}]})
    agent = found.results[0]

    presence = pc.UserPresence()
    presence.presence_definition = pc.PresenceDefinition()
    presence.presence_definition.system_presence = "Available"
    answered = pc.PresenceApi(client).patch_user_presences_purecloud(agent.id, presence)
    assert answered.presence_definition is not None and answered.presence_definition.system_presence == "Available"

    request = pc.CreateConversationRequest(type="call")
    request.participants = [{"userId": agent.id, "role": "agent"}, {"userId": "robin@example.test", "role": "user"}]
    started = conversations.post_conversations(request)
    session = conversations.post_conversation_cobrowse(started.id)
    assert session.communication_type == "Call" and session.attribute_map["join_code"] == "joinCode"
    listed = conversations.get_conversations_cobrowsesessions(page_size=100)
    (flat,) = [one for one in listed.entities if one.id == started.id]
    assert {one.cobrowse_session_id for one in flat.participants} == {session.id}
    (call,) = [one for one in conversations.get_conversations_call(started.id).participants if one.purpose == "agent"]
    assert call.user is not None and call.user.id == agent.id
    leg = conversations.get_conversation(started.id).participants[1].calls[0]
    conversations.post_conversations_call_participant_communication_wrapup(
        started.id, call.id, leg.id, pc.WrapupInput(code="Resolved")
    )
    assert conversations.get_conversations_call_participant_wrapup(started.id, call.id).code
    attributes = pc.ParticipantAttributes(attributes={"ticket": "T-18"})
    set_now = conversations.patch_conversations_call_participant_attributes(started.id, call.id, attributes)
    assert set_now.attributes == {"ticket": "T-18"}
    conversations.patch_conversations_call(started.id, {"state": "disconnected"})

    channel = pc.NotificationsApi(client).post_notifications_channels()
    topics = pc.NotificationsApi(client).post_notifications_channel_subscriptions(
        channel.id, [pc.ChannelTopic(id=f"v2.users.{agent.id}.presence")]
    )
    assert topics.entities[0].state == "Permitted"
    assert pc.OrganizationApi(client).get_organizations_me().name
    me = pc.TokensApi(client).get_tokens_me()
    assert me.o_auth_client is not None and me.o_auth_client.id == "dev"
    with pytest.raises(ApiException) as refused:
        pc.WebDeploymentsApi(client).get_webdeployments_deployment_cobrowse_session_id("dev", "000000")
    assert refused.value.status == 404


def test_the_places_that_settings_come_from(server: RecordingServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PILLION_URL", server.url)
    monkeypatch.setenv("PILLION_CLIENT_ID", "dev")
    monkeypatch.setenv("PILLION_CLIENT_SECRET", "dev-secret")
    server.answer_with(lambda _: Reply(json=CONVERSATION))
    configuration = pc.Configuration()
    pc.ConversationsApi(pc.ApiClient(configuration=configuration)).get_conversation(CONVERSATION_ID)
    configuration.access_token = "given"
    client = pc.ApiClient(configuration=configuration)
    pc.ConversationsApi(client).get_conversation(CONVERSATION_ID)
    client.access_token = "given later"
    pc.ConversationsApi(client).get_conversation(CONVERSATION_ID)
    sent = [call.headers["Authorization"] for call in server.calls()]
    assert sent == ["Bearer token-1", "Bearer given", "Bearer given later"]
    assert client.access_token == "given later"


def test_the_names_of_the_posted_scripts(server: RecordingServer) -> None:
    server.answer_with(lambda _: Reply(status=201, json=STARTED))
    client = compat.PureCloudPlatformClientV2(server.url)
    credentials = compat.ClientCredentials(client_id="dev", client_secret="dev-secret")
    assert client.authenticate(client_credentials=credentials) is client
    assert "dev-secret" not in repr(credentials) + repr(client.configuration)
    api = compat.ConversationsApi(client)
    assert api.post_conversations(request={"type": "cobrowse"}).join_code == "482913"
    assert api.post_conversations({"type": "cobrowse"}).join_code == "482913"
    for bodies in ({}, {"body": {}, "request": {}}):
        with pytest.raises(TypeError, match="one body"):
            api.post_conversations(**bodies)
