"""The natural face against the built server; every test runs for threads and for asyncio."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator

import pytest

import pillion
from pillion import Client, ConflictError, ForbiddenError, NotFoundError, StartedCobrowse, StartedConversation
from real_server import RealServer


def fresh() -> str:
    """A visitor whom the site has never seen."""
    return f"visitor-{uuid.uuid4().hex[:12]}@example.test"


@pytest.fixture
def started(real: Client, real_server: RealServer) -> Iterator[StartedCobrowse]:
    started = real.cobrowse.start(agent=real_server.agent, visitor=fresh(), attributes={"ticket": "T-17"})
    yield started
    real.conversations.disconnect(started)


def test_a_session_from_invitation_to_wrap_up(real: Client, real_server: RealServer) -> None:
    visitor = fresh()
    agent = real.users.find_by_email(real_server.agent)
    assert agent is not None
    started = real.cobrowse.start(
        agent=agent,
        visitor=pillion.Who(email=visitor),
        subject="Ticket T-17: payment fails",
        wrap_up_code="Resolved",
        wait_seconds=60,
        external_tag="T-17",
        attributes={"ticket": "T-17"},
        capabilities=["view", "point", "click"],
        site="dev",
    )
    assert started.invitation.state == "waiting"
    assert started.invitation.message is not None and "not on the site" in started.invitation.message
    assert started.join_code is not None and len(started.join_code) == 6
    assert started.visitor_link is not None and started.visitor_link.endswith(f"#pillion={started.join_code}")

    conversation = real.conversations.get(started)
    assert (conversation.state, conversation.external_tag) == ("contacting", "T-17")
    purposes = {one.purpose: one for one in real.conversations.participants(started)}
    assert purposes["customer"].attributes == {"ticket": "T-17"}
    assert purposes["agent"].user_id == agent.id
    assert started.id in [one.id for one in real.conversations.list()]
    assert started.id in [one.id for one in real.conversations.iterate()]

    real.conversations.set_attributes(started, {"mood": "fine"})
    real.conversations.connect(started)
    real.conversations.wrap_up(started, "Needs follow-up", notes="Calls back on Monday.")
    assert real.conversations.assigned_wrap_up(started).notes == "Calls back on Monday."
    names = [code.name for code in real.conversations.possible_wrap_ups(started)]
    assert "Needs follow-up" in names

    real.conversations.disconnect(started)
    real.conversations.disconnect(started)
    ended = real.conversations.get(started.id)
    customer, of_agent = ended.participant("customer"), ended.participant("agent")
    assert customer is not None and of_agent is not None and ended.end_time is not None
    assert ended.state == "disconnected"
    assert customer.attributes == {"ticket": "T-17", "mood": "fine"}
    assert of_agent.wrapup is not None and of_agent.wrapup.name == "Needs follow-up"
    assert of_agent.cobrowsesessions[0].cobrowse_role == "viewer"


def test_leaving_ends_a_conversation_of_two(real: Client, started: StartedCobrowse) -> None:
    real.conversations.skip_wrap_up(started)
    real.conversations.leave(started, participant="agent")
    assert real.conversations.get(started).end_time is not None


def test_only_the_visitor_connects_the_visitor(real: Client, started: StartedCobrowse) -> None:
    with pytest.raises(ConflictError) as refused:
        real.conversations.connect(started, participant="customer")
    assert refused.value.code == "visitor.consent.needed"


def test_cobrowse_beside_a_call(real: Client, real_server: RealServer) -> None:
    call = real.conversations.start_call(
        agent=real_server.agent, visitor=fresh(), direction="outbound", provider="PhoneCo", external_tag="T-18"
    )
    assert (call.session_id, call.invitation) == (None, None)
    people = real.conversations.participants(call)
    assert {one.calls[0].provider for one in people} == {"PhoneCo"}
    assert people[0].calls[0].peer_id == people[1].calls[0].id
    assert call.id in [one.id for one in real.conversations.list(communication_type="call")]
    with pytest.raises(NotFoundError) as refused:
        real.conversations.cobrowse_session(call)
    assert refused.value.code == "no.live.session"
    # The way out of the refusal is to start one.
    assert refused.value.suggestion is not None
    session = real.send(refused.value.suggestion)
    assert isinstance(session, pillion.CobrowseWebMessagingSession)
    assert (session.communication_type, real.conversations.cobrowse(call).id) == ("Call", session.id)
    assert real.conversations.cobrowse_session(call).join_code == session.join_code
    assert real.conversations.cobrowse_session(call, session).id == session.id
    assert call.id in [one.id for one in real.conversations.iterate(communication_type="cobrowse")]
    real.conversations.disconnect(call)
    with pytest.raises(ConflictError) as ended:
        real.conversations.cobrowse(call)
    assert ended.value.code == "conversation.error.conversation.disconnected"


def test_cobrowse_beside_a_message(real: Client, real_server: RealServer) -> None:
    message = real.conversations.start_message(agent=real_server.agent, visitor=fresh(), messenger="whatsapp")
    assert {one.messages[0].type for one in real.conversations.participants(message)} == {"whatsapp"}
    assert real.conversations.cobrowse(message, idempotency_key=str(uuid.uuid4())).communication_type == "Message"
    real.conversations.disconnect(message)


def test_a_session_ends_and_the_call_goes_on(real: Client, real_server: RealServer) -> None:
    call = real.conversations.start_call(agent=real_server.agent, visitor=fresh())
    real.conversations.cobrowse(call)
    after = real.conversations.end_cobrowse(call)
    assert after.id == call.id
    legs = [(one.cobrowsesessions[0].state, one.calls[0].state) for one in after.participants]
    assert legs == [("disconnected", "connected")] * 2
    real.conversations.disconnect(call)


def test_a_conversation_changes_hands(real: Client, real_server: RealServer) -> None:
    avery, jordan = (real.users.find_by_email(email) for email in (real_server.agent, real_server.other_agent))
    assert avery is not None and jordan is not None
    started = real.conversations.start_call(agent=avery, visitor=fresh())
    real.conversations.transfer(started, real_server.other_agent)
    handed = real.conversations.get(started)
    agent = handed.participant("agent")
    assert agent is not None and agent.user_id == jordan.id
    assert handed.recent_transfers[0].destination == pillion.TransferParty(user_id=jordan.id)
    # From here on "agent" is the one who has it now.
    real.conversations.connect(started)
    real.conversations.assign(started, avery)
    assigned = real.conversations.get(started).participant("agent")
    assert assigned is not None and assigned.user_id == avery.id
    real.conversations.disconnect(started)


def test_the_visitors_side(real: Client, started: StartedCobrowse) -> None:
    assert started.join_code is not None
    assert real.visitors.session("dev", started.session_id).id == started.session_id
    assert real.visitors.session("dev", started.join_code).id == started.session_id
    real.visitors.leave("dev", started.session_id)
    with pytest.raises(NotFoundError):
        real.visitors.session("dev", started.session_id)
    # The conversation hears of it a moment later.
    end = time.monotonic() + 10
    while (now := real.conversations.get(started)).end_time is None and time.monotonic() < end:
        time.sleep(0.02)
    assert now.invitation is not None and now.invitation.state == "declined"


def test_a_change_can_be_meant_for_one_version(real: Client, started: StartedCobrowse) -> None:
    read = real.conversations.get(started)
    assert read.etag is not None and read.etag.startswith('"')
    real.conversations.set_attributes(started, {"mood": "fine"}, if_match=read)
    with pytest.raises(pillion.PreconditionFailedError) as refused:
        real.conversations.set_attributes(started, {"mood": "worse"}, if_match=read.etag)
    now = real.conversations.get(started)
    assert refused.value.faults[0].nearest == now.etag
    real.conversations.wrap_up(started, "Resolved", if_match=now)
    with pytest.raises(pillion.PreconditionFailedError):
        real.conversations.disconnect(started, if_match=now)
    with pytest.raises(ValueError, match="StartedCobrowse has no etag"):
        real.conversations.disconnect(started, if_match=started)
    real.conversations.disconnect(started, if_match="*")


def test_a_rehearsal_says_what_a_start_would_do(real: Client, real_server: RealServer) -> None:
    visitor, key = fresh(), str(uuid.uuid4())
    rehearsal = real.cobrowse.start.dry_run(agent=real_server.agent, visitor=visitor, idempotency_key=key)
    assert (rehearsal.dry_run, rehearsal.outcome) == (True, "start")
    assert rehearsal.message is not None and f"{visitor} is not on the site now" in rehearsal.message
    assert rehearsal.visitor is not None and (rehearsal.visitor.known, rehearsal.visitor.present) == (False, False)
    assert rehearsal.invitation is not None and rehearsal.invitation.state == "waiting"
    assert visitor not in [one.name for it in real.conversations.list() for one in it.participants]
    # Its key is still good for the real thing.
    started = real.cobrowse.start(agent=real_server.agent, visitor=visitor, idempotency_key=key)
    again = real.conversations.cobrowse.dry_run(started)
    assert (again.outcome, again.invitation is not None) == ("return", True)
    real.conversations.disconnect(started)

    call = real.conversations.start_call.dry_run(agent=real_server.agent, visitor=visitor)
    assert (call.outcome, call.invitation) == ("start", None)
    with pytest.raises(pillion.BadRequestError) as refused:
        real.cobrowse.start.dry_run(agent="agent@exmaple.test", visitor=visitor)
    assert refused.value.suggestion is not None
    assert isinstance(real.send(refused.value.suggestion), pillion.Rehearsal)
    untyped: object = real.cobrowse.start(agent=real_server.agent, visitor=visitor, dry_run=True)  # type: ignore[call-arg]
    assert isinstance(untyped, pillion.Rehearsal)


def test_users_and_codes_have_versions_too(real: Client) -> None:
    name = f"Versioned {uuid.uuid4().hex[:8]}"
    code = real.wrap_up_codes.get(real.wrap_up_codes.create(name))
    assert code.etag
    real.wrap_up_codes.replace(code, f"{name} 2", if_match=code)
    with pytest.raises(pillion.PreconditionFailedError):
        real.wrap_up_codes.replace(code, f"{name} 3", if_match=code)

    kim = real.users.create({"name": "Kim Park", "email": f"kim-{uuid.uuid4().hex[:8]}@example.test"})
    read = real.users.get(kim)
    real.users.update(kim, {"title": "Support"}, if_match=read)
    with pytest.raises(pillion.PreconditionFailedError):
        real.users.update(kim, {"title": "Sales"}, if_match=read)


def test_tags_secure_attributes_and_finding_them_again(real: Client, started: StartedCobrowse) -> None:
    order = uuid.uuid4().hex
    real.conversations.tag(started, "T-99")
    assert real.conversations.get(started).external_tag == "T-99"
    real.conversations.tag(started, None)
    assert real.conversations.get(started).external_tag is None

    real.conversations.set_secure_attributes(started, {"card": "ends in 4242"})
    secure = real.conversations.secure_attributes(started)
    assert (secure.attributes, secure.version) == ({"card": "ends in 4242"}, 1)
    with pytest.raises(ConflictError) as refused:
        real.conversations.set_secure_attributes(started, {"card": "none"}, version=0)
    assert refused.value.code == "stale.secure.attributes"

    real.conversations.set_attributes(started, {"order": order})
    (found,) = real.conversations.search({"order": order})
    assert found.conversation_id == started.id
    assert found.participant_data[0].participant_attributes["order"] == order
    assert real.conversations.search({"order": "no such order"}) == []


def test_what_was_not_filed_is_not_found(real: Client, started: StartedCobrowse) -> None:
    with pytest.raises(NotFoundError) as refused:
        real.conversations.assigned_wrap_up(started)
    assert refused.value.code == "wrapup.not.set"


def test_the_same_key_gives_the_same_conversation(real: Client, real_server: RealServer) -> None:
    visitor, key = fresh(), str(uuid.uuid4())
    first, again = (
        real.cobrowse.start(agent=real_server.agent, visitor=visitor, idempotency_key=key) for _ in range(2)
    )
    assert first.id == again.id
    with pytest.raises(pillion.UnprocessableError) as refused:
        real.cobrowse.start(agent=real_server.agent, visitor=fresh(), idempotency_key=key)
    assert refused.value.code == "idempotency.key.reused"
    real.conversations.disconnect(first)


def test_a_refusal_tells_all_and_its_suggestion_works(real: Client, real_server: RealServer) -> None:
    with pytest.raises(pillion.BadRequestError) as refused:
        real.cobrowse.start(
            agent="agent@exmaple.test", visitor=fresh(), wrap_up_code="resolved", capabilities=["view", "Point"]
        )
    error = refused.value
    places = {fault.pointer: fault for fault in error.faults}
    assert set(places) == {"/participants/0/email", "/wrapUpCode", "/capabilities/1"}
    assert places["/capabilities/1"].nearest == "point"
    assert places["/participants/0/email"].nearest == real_server.agent
    for part in ("1. /", "2. /", "3. /", 'did you mean "point"?', "client.send(error.suggestion)"):
        assert part in str(error)
    assert error.suggestion is not None
    started = real.send(error.suggestion)
    assert isinstance(started, StartedConversation)
    real.conversations.disconnect(started)


def test_users_and_their_presence(real: Client, real_server: RealServer) -> None:
    users = real.users.list(expand=["presence", "routingStatus"])
    assert {real_server.agent, real_server.other_agent} <= {user.email for user in users}
    assert users[0].presence is not None and users[0].routing_status is not None
    assert [user.id for user in real.users.iterate()] == [user.id for user in users]
    other = real.users.find_by_email(real_server.other_agent.upper())
    assert other is not None and real.users.get(other).name == "Jordan Lee"
    assert real.users.find_by_email("nobody@example.test") is None

    meal = next(one for one in real.presence.definitions() if one.system_presence == "Meal")
    assert "Meal" in [one.name for one in real.presence.system()]
    for chosen, told in ((meal, "Meal"), ("Available", "Available")):
        presence = real.presence.set(other, chosen, message="back soon")
        assert presence.presence_definition is not None
        assert (presence.presence_definition.system_presence, presence.message) == (told, "back soon")
    assert real.presence.get(other).modified_date is not None
    assert real.presence.definition(meal).system_presence == "Meal"
    assert real.users.set_routing_status(other, "IDLE").status == "IDLE"
    assert real.users.routing_status(other).status == "IDLE"


def test_users_are_made_and_changed(real: Client) -> None:
    email = f"kim-{uuid.uuid4().hex[:8]}@example.test"
    kim = real.users.create(pillion.CreateUser(name="Kim Park", email=email, password="a long password"))
    assert (kim.state, kim.title) == ("active", None)
    titled = real.users.update(kim, {"title": "Support"})
    assert (titled.title, titled.version) == ("Support", (kim.version or 0) + 1)
    with pytest.raises(ConflictError) as refused:
        real.users.update(kim, pillion.UpdateUser(version=kim.version, title="Sales"))
    assert refused.value.code == "stale.version"
    real.users.set_password(kim, "another long password")
    assert real.users.update(kim, pillion.UpdateUser(state="inactive")).state == "inactive"
    assert email not in [user.email for user in real.users.list()]
    assert email in [user.email for user in real.users.list(state="inactive")]


def test_an_agent_who_is_offline_is_not_invited(real: Client, real_server: RealServer) -> None:
    real.presence.set(_id(real, real_server.other_agent), "Offline")
    with pytest.raises(pillion.BadRequestError) as refused:
        real.cobrowse.start(agent=real_server.other_agent, visitor=fresh())
    real.presence.set(_id(real, real_server.other_agent), "Available")
    assert refused.value.code == "agent.offline"


def test_a_client_is_no_user(real: Client) -> None:
    with pytest.raises(pillion.ApiError) as refused:
        real.users.me()
    assert refused.value.code == "not.a.user"


def test_wrap_up_codes(real: Client) -> None:
    name = f"Sold {uuid.uuid4().hex[:8]}"
    code = real.wrap_up_codes.create(name, description="A sale came of it")
    assert real.wrap_up_codes.get(code).description == "A sale came of it"
    assert [one.id for one in real.wrap_up_codes.list(name=name.lower())] == [code.id]
    assert code.id in [one.id for one in real.wrap_up_codes.iterate()]
    with pytest.raises(ConflictError) as refused:
        real.wrap_up_codes.create(name.upper())
    assert refused.value.code == "name.taken"
    renamed = real.wrap_up_codes.replace(code, f"{name} well", description="A good one")
    assert (renamed.id, renamed.name) == (code.id, f"{name} well")
    real.wrap_up_codes.delete(code)
    with pytest.raises(NotFoundError):
        real.wrap_up_codes.get(code)


def test_the_lobby_once_and_with_every_change(real: Client, real_server: RealServer) -> None:
    watching = real.lobby.watch()
    before = next(watching)
    assert before.truncated is False
    started = real.cobrowse.start(agent=real_server.agent, visitor=fresh(), subject="Seen in the lobby")
    # Every event is the whole lobby, so the first one with the conversation ends this.
    seen = next(found for lobby in watching for found in lobby.conversations if found.id == started.id)
    watching.close()  # type: ignore[attr-defined]
    assert (seen.subject, seen.state, seen.join_code) == ("Seen in the lobby", "waiting", started.join_code)
    assert started.session_id in [one.session_id for one in real.lobby.get().conversations]
    real.conversations.disconnect(started)


def test_the_token_and_what_it_is_for(real: Client) -> None:
    info = real.tokens.get()
    assert info.o_auth_client is not None and info.o_auth_client.id == "dev"
    assert "cobrowse" in info.authorized_scope
    organization = real.organization.get()
    assert info.organization is not None and organization.id == info.organization.id
    real.tokens.revoke()
    # The next call is refused once, gets itself a new token and works.
    assert real.tokens.get().authorized_scope == info.authorized_scope


def test_only_an_agent_looks_into_a_session(real: Client, started: StartedCobrowse) -> None:
    with pytest.raises(ForbiddenError):
        real.cobrowse.add_viewer(started.session_id)


def _id(real: Client, email: str) -> str:
    user = real.users.find_by_email(email)
    assert user is not None
    return user.id
