"""Starting conversations; these are methods of more than one group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import cast

from pillion import operations
from pillion._calls import Call
from pillion._json import decode
from pillion.models import CreateConversationRequest, StartedCobrowse, StartedConversation, User
from pillion.resources.naming import Ref, Who, agent_named, id_of, visitor_named


def start_cobrowse(
    _: object,
    *,
    agent: User | Who | str,
    visitor: Who | str,
    subject: str | None = None,
    wrap_up_code: str | None = None,
    wait_seconds: int | None = None,
    external_tag: str | None = None,
    attributes: Mapping[str, str] | None = None,
    capabilities: Sequence[str] | None = None,
    site: Ref | None = None,
    idempotency_key: str | None = None,
) -> Call[StartedCobrowse]:
    """Invites a visitor to share their tab with an agent.

    ``agent`` is a ``User``, an id or an email address. ``visitor`` is the site's own id for them, an
    email address, Pillion's id or a join code that they read out; ``Who(external_id=...)`` says
    which. A visitor who is not on the site now is waited for, ``wait_seconds`` long (the site's own setting
    when left out, at most 604800). ``capabilities`` are among ``view point draw scroll click type navigate``.
    ``site`` (key or id) is needed only with more than one site. The conversation is filed under ``wrap_up_code``
    unless the agent chooses another; ``attributes`` go to the visitor's participant.

    The same ``idempotency_key`` gives the same conversation however often you call; give one that
    follows from your own record, such as a ticket's change, when your program may be restarted
    between this call and writing down its answer.
    """
    body = CreateConversationRequest(
        participants=[agent_named(agent), visitor_named(visitor)],
        site_id=None if site is None else id_of(site),
        subject=subject,
        wrap_up_code=wrap_up_code,
        wait_seconds=wait_seconds,
        external_tag=external_tag,
        attributes=attributes,
        capabilities=capabilities,
    )
    call = operations.conversations.post_conversations(body).asking(idempotency_key=idempotency_key)
    return cast("Call[StartedCobrowse]", replace(call, reads=partial(decode, StartedCobrowse)))


def start_call(
    _: object,
    *,
    agent: User | Who | str,
    visitor: Who | str,
    direction: str | None = None,
    provider: str | None = None,
    subject: str | None = None,
    wrap_up_code: str | None = None,
    external_tag: str | None = None,
    attributes: Mapping[str, str] | None = None,
    site: Ref | None = None,
    idempotency_key: str | None = None,
) -> Call[StartedConversation]:
    """Registers a call that takes place elsewhere, with both ends connected; ``cobrowse`` goes beside it.

    ``direction`` is ``inbound`` (the default) or ``outbound``, ``provider`` names the telephone system. The rest is
    as in ``start_cobrowse``.
    """
    return _registered(
        CreateConversationRequest(
            type="call",
            participants=[agent_named(agent), visitor_named(visitor)],
            direction=direction,
            provider=provider,
            subject=subject,
            wrap_up_code=wrap_up_code,
            external_tag=external_tag,
            attributes=attributes,
            site_id=None if site is None else id_of(site),
        ),
        idempotency_key,
    )


def start_message(
    _: object,
    *,
    agent: User | Who | str,
    visitor: Who | str,
    messenger: str | None = None,
    direction: str | None = None,
    provider: str | None = None,
    subject: str | None = None,
    wrap_up_code: str | None = None,
    external_tag: str | None = None,
    attributes: Mapping[str, str] | None = None,
    site: Ref | None = None,
    idempotency_key: str | None = None,
) -> Call[StartedConversation]:
    """Registers an exchange of messages that takes place elsewhere; ``cobrowse`` goes beside it.

    ``messenger`` is ``sms``, ``webmessaging``, ``whatsapp``, ... The rest is as in ``start_call``.
    """
    return _registered(
        CreateConversationRequest(
            type="message",
            participants=[agent_named(agent), visitor_named(visitor)],
            message_type=messenger,
            direction=direction,
            provider=provider,
            subject=subject,
            wrap_up_code=wrap_up_code,
            external_tag=external_tag,
            attributes=attributes,
            site_id=None if site is None else id_of(site),
        ),
        idempotency_key,
    )


def _registered(body: CreateConversationRequest, idempotency_key: str | None) -> Call[StartedConversation]:
    return operations.conversations.post_conversations(body).asking(idempotency_key=idempotency_key)
