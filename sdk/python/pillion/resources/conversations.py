from __future__ import annotations

import builtins
from collections.abc import Mapping
from dataclasses import replace

from pillion import operations
from pillion._calls import Call, IfMatch
from pillion._methods import AsyncResource, Flow, SyncResource, all_of, answer_of, each, flow, method, starting
from pillion.models import (
    AssignedWrapupCode,
    CobrowseWebMessagingSession,
    Conversation,
    ConversationFound,
    ConversationParticipantSearchCriteria,
    ConversationParticipantSearchRequest,
    ConversationSecureAttributes,
    ConversationStateChange,
    ConversationTagsUpdate,
    ConversationUser,
    MediaParticipantRequest,
    Participant,
    ParticipantAttributes,
    TransferToAgentRequest,
    WrapupCode,
    WrapupInput,
)
from pillion.resources.naming import Ref, id_of
from pillion.resources.starting import start_call, start_cobrowse, start_message
from pillion.resources.users import PAGE_SIZE

_calls = operations.conversations


class _Conversations:
    """Needs scopes ``conversation:read``, ``conversation:write`` to change, ``cobrowse`` to start sessions.

    A conversation is named by its id or by what the API answered about it. A participant is named by their id,
    by themselves, or by their purpose: ``agent`` or ``customer``. With ``if_match`` (an answer to ``get``, or its
    ``etag``) a change is made to that version only; ``PreconditionFailedError`` says that there is a newer one.
    """

    start_cobrowse = starting(start_cobrowse)
    start_call = starting(start_call)
    start_message = starting(start_message)

    @starting
    def cobrowse(
        self, conversation: Ref, *, if_match: IfMatch = None, idempotency_key: str | None = None
    ) -> Call[CobrowseWebMessagingSession]:
        """Starts a cobrowse session in a live conversation; while one waits or runs, that one is the answer."""
        call = _calls.post_conversation_cobrowse(id_of(conversation))
        return call.asking(if_match=if_match, idempotency_key=idempotency_key)

    @method
    def cobrowse_session(self, conversation: Ref, session: Ref | None = None) -> Call[CobrowseWebMessagingSession]:
        """The session that waits or runs (404 ``no.live.session`` when none does), or any session of it by id."""
        if session is None:
            return _calls.get_conversation_cobrowse(id_of(conversation))
        return _calls.get_conversation_cobrowse_session(id_of(conversation), id_of(session))

    @method
    def end_cobrowse(self, conversation: Ref, *, if_match: IfMatch = None) -> Call[Conversation]:
        """Ends the cobrowse session; a call or message beside it goes on."""
        body = ConversationStateChange(state="disconnected")
        return operations.media.cobrowse.patch(id_of(conversation), body).asking(if_match=if_match)

    @each(Conversation)
    def iterate(self, *, communication_type: str | None = None) -> Call[object]:
        """The live conversations, newest first: an agent's own, or all of them for a client.

        ``communication_type`` is ``call``, ``message`` or ``cobrowse``.
        """
        return _calls.get_conversations(communication_type=communication_type, page_size=PAGE_SIZE)

    @flow
    def list(self, *, communication_type: str | None = None) -> Flow[builtins.list[Conversation]]:
        """The same as a list."""
        call = _calls.get_conversations(communication_type=communication_type, page_size=PAGE_SIZE)
        return (yield from all_of(call, Conversation))

    @method
    def get(self, conversation: Ref) -> Call[Conversation]:
        """One conversation as it is now, live or ended; its ``etag`` names this version."""
        return _calls.get_conversation(id_of(conversation))

    @flow
    def participants(self, conversation: Ref) -> Flow[builtins.list[Participant]]:
        """Its participants, with their communications."""
        read = yield from answer_of(_calls.get_conversation(id_of(conversation)))
        return read.participants

    @method
    def disconnect(self, conversation: Ref, *, if_match: IfMatch = None) -> Call[None]:
        """Ends the conversation for everybody in it. Ending twice is fine."""
        return _calls.post_conversation_disconnect(id_of(conversation)).asking(if_match=if_match)

    @flow
    def connect(self, conversation: Ref, *, participant: Ref = "agent", if_match: IfMatch = None) -> Flow[None]:
        """Accepts for an agent. A visitor connects by consent only (409 ``visitor.consent.needed``)."""
        yield from _change(conversation, participant, MediaParticipantRequest(state="connected"), if_match)

    @flow
    def leave(self, conversation: Ref, *, participant: Ref = "agent", if_match: IfMatch = None) -> Flow[None]:
        """Disconnects a participant; with two parties that ends the conversation."""
        yield from _change(conversation, participant, MediaParticipantRequest(state="disconnected"), if_match)

    @flow
    def transfer(
        self, conversation: Ref, to: Ref, *, participant: Ref = "agent", if_match: IfMatch = None
    ) -> Flow[None]:
        """Hands the conversation to another agent: ``to`` is a user, their id or their email address."""
        ids = yield from _ids(conversation, participant)
        name = id_of(to)
        body = TransferToAgentRequest(user_name=name) if "@" in name else TransferToAgentRequest(user_id=name)
        call = _calls.post_conversation_participant_replace_agent(*ids, body)
        yield from answer_of(call.asking(if_match=if_match))

    @method
    def assign(self, conversation: Ref, to: Ref, *, if_match: IfMatch = None) -> Call[None]:
        """Gives the conversation to an agent, whoever has it."""
        return _calls.post_conversation_assign(id_of(conversation), ConversationUser(id=id_of(to))).asking(
            if_match=if_match
        )

    @flow
    def set_attributes(
        self,
        conversation: Ref,
        attributes: Mapping[str, str],
        *,
        participant: Ref = "customer",
        if_match: IfMatch = None,
    ) -> Flow[None]:
        """Sets attributes of a participant; those that are not given stay."""
        ids = yield from _ids(conversation, participant)
        call = _calls.patch_conversation_participant_attributes(*ids, ParticipantAttributes(attributes=attributes))
        yield from answer_of(call.asking(if_match=if_match))

    @method
    def tag(self, conversation: Ref, external_tag: str | None, *, if_match: IfMatch = None) -> Call[None]:
        """Sets the external tag, such as a ticket's key; None removes it."""
        body = ConversationTagsUpdate(external_tag=external_tag or "")
        return _calls.put_conversation_tags(id_of(conversation), body).asking(if_match=if_match)

    @method
    def secure_attributes(self, conversation: Ref) -> Call[ConversationSecureAttributes]:
        """Attributes that the conversation's agent, admins and clients see, and nobody else."""
        return _calls.get_conversation_secureattributes(id_of(conversation))

    @method
    def set_secure_attributes(
        self, conversation: Ref, attributes: Mapping[str, str], *, version: int | None = None
    ) -> Call[None]:
        """Sets some of them; with ``version``, that version's only (409 ``stale.secure.attributes``)."""
        body = ConversationSecureAttributes(attributes=attributes, version=version)
        return _calls.patch_conversation_secureattributes(id_of(conversation), body)

    @flow
    def search(self, criteria: Mapping[str, str], *, most: int = 50) -> Flow[builtins.list[ConversationFound]]:
        """Conversations, live and ended, newest first, whose participants have exactly these attributes.

        At most ``most`` of them; the server looks through a bounded number for each answer, so this may be several.
        """
        query = [
            ConversationParticipantSearchCriteria(type="EXACT", fields=[name], value=value, operator="AND")
            for name, value in criteria.items()
        ]
        request = ConversationParticipantSearchRequest(query=query)
        found: builtins.list[ConversationFound] = []
        while True:
            page = yield from answer_of(_calls.post_conversations_participants_attributes_search(request))
            found += page.results
            if page.cursor is None or len(found) >= most:
                return found[:most]
            request = replace(request, cursor=page.cursor)

    @flow
    def wrap_up(
        self,
        conversation: Ref,
        code: Ref,
        *,
        notes: str | None = None,
        participant: Ref = "agent",
        if_match: IfMatch = None,
    ) -> Flow[None]:
        """Files an agent's part of the conversation; ``code`` is a wrap-up code, its id or its exact name."""
        wrapup = WrapupInput(code=id_of(code), notes=notes)
        yield from _change(conversation, participant, MediaParticipantRequest(wrapup=wrapup), if_match)

    @flow
    def skip_wrap_up(self, conversation: Ref, *, participant: Ref = "agent", if_match: IfMatch = None) -> Flow[None]:
        """Says that it is not going to be filed."""
        yield from _change(conversation, participant, MediaParticipantRequest(wrapup_skipped=True), if_match)

    @flow
    def assigned_wrap_up(self, conversation: Ref, *, participant: Ref = "agent") -> Flow[AssignedWrapupCode]:
        """How it was filed; ``NotFoundError`` with ``wrapup.not.set`` while it is not."""
        ids = yield from _ids(conversation, participant)
        return (yield from answer_of(_calls.get_conversation_participant_wrapup(*ids)))

    @flow
    def possible_wrap_ups(self, conversation: Ref, *, participant: Ref = "agent") -> Flow[builtins.list[WrapupCode]]:
        """The codes that it may be filed under."""
        ids = yield from _ids(conversation, participant)
        return (yield from answer_of(_calls.get_conversation_participant_wrapupcodes(*ids)))


class Conversations(_Conversations, SyncResource):
    __doc__ = _Conversations.__doc__


class AsyncConversations(_Conversations, AsyncResource):
    __doc__ = _Conversations.__doc__


def _change(conversation: Ref, participant: Ref, body: MediaParticipantRequest, if_match: IfMatch) -> Flow[None]:
    ids = yield from _ids(conversation, participant)
    yield from answer_of(_calls.patch_conversation_participant(*ids, body).asking(if_match=if_match))


def _ids(conversation: Ref, participant: Ref) -> Flow[tuple[str, str]]:
    """Ids of both; a purpose is looked up in the conversation as it is now."""
    if participant not in ("agent", "customer"):
        return id_of(conversation), id_of(participant)
    read = yield from answer_of(_calls.get_conversation(id_of(conversation)))
    found = read.participant(str(participant))
    if found is None:
        raise LookupError(f"The conversation {read.id} has no participant with the purpose {participant!r}.")
    return read.id, found.id
