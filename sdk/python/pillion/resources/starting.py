"""Starting conversations; these are methods of more than one group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pillion import operations
from pillion._calls import Call
from pillion.models import CreateConversationRequest, StartedConversation, User
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
) -> Call[StartedConversation]:
    """Invites a visitor to share their tab with an agent.

    ``agent`` is a ``User``, an id or an email address. ``visitor`` is the site's own id for them, an
    email address, Pillion's id or a join code that they read out; ``Who(external_id=...)`` says
    which. A visitor who is not on the site now is waited for, ``wait_seconds`` long (the site's own setting
    when left out, at most 604800). ``capabilities`` are among ``view point draw scroll click type navigate``.
    ``site`` (key or id) is needed only with more than one site.

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
    return operations.conversations.post_conversations(body).asking(idempotency_key=idempotency_key)
