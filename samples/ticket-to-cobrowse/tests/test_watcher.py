"""What the watcher does about a change, in one process."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from fake_pillion import AVERY, REFUSAL, FakePillion
from pillion import Client, Retries
from ticket_to_cobrowse import CannotWork, Settings, Stop, Watcher, watch
from tickets import TicketStore


class Watching:
    def __init__(self, store: TicketStore, fake: FakePillion, settings: Settings = Settings()) -> None:
        self.said: list[str] = []
        self._pillion = Client(fake.url, "dev", "dev-secret", retries=Retries(attempts=1))
        self.watcher = Watcher(store, self._pillion, settings, self.said.append)

    def run_once(self) -> int:
        return self.watcher.run_once()

    def close(self) -> None:
        self._pillion.close()


@pytest.fixture
def watching(store: TicketStore, fake: FakePillion) -> Iterator[Watching]:
    watching = Watching(store, fake)
    yield watching
    watching.close()


def payment_fails(store: TicketStore, **changed: str | None) -> str:
    values: dict[str, str | None] = {
        "requester_name": "Robin Doe",
        "requester_email": "robin@example.test",
        "customer_id": "customer-17",
        "assignee_email": "agent@example.test",
    }
    return store.create("Payment fails", number=17, **{**values, **changed}).id  # type: ignore[arg-type]


def test_a_ticket_that_needs_it_gets_a_session(store: TicketStore, fake: FakePillion, watching: Watching) -> None:
    store.set_status(payment_fails(store), "needs-cobrowse")
    assert watching.run_once() == 0

    ((_, body),) = fake.posts
    assert body == {
        "type": "cobrowse",
        "participants": [{"userId": AVERY["id"], "role": "agent"}, {"externalId": "customer-17", "role": "user"}],
        "subject": "Ticket T-17: Payment fails",
        "waitSeconds": 900,
        "externalTag": "T-17",
        "attributes": {"ticket": "T-17"},
    }
    (said,) = watching.said
    assert said.startswith('T-17 "Payment fails" became needs-cobrowse\n  Session for Robin Doe with Avery Moss\n')
    for part in (
        "invitation    offered: The visitor is on the site now and has been asked.",
        "waits until   2026-11-22 ",
        "join code     482913",
        "visitor link  https://shop.test/#pillion=482913",
        "agent link    http://localhost:8080/console/conversations/c01",
        "conversation  c01",
    ):
        assert part in said


def test_other_changes_are_left_alone(store: TicketStore, fake: FakePillion, watching: Watching) -> None:
    for status in ("pending", "resolved"):
        store.set_status(payment_fails(store) if status == "pending" else "T-17", status)
    assert watching.run_once() == 0
    assert (fake.posts, watching.said) == ([], [])


def test_each_change_counts_once(store: TicketStore, fake: FakePillion, watching: Watching) -> None:
    payment_fails(store)
    for _ in range(2):
        store.set_status("T-17", "needs-cobrowse")
        watching.run_once()
        watching.run_once()
        store.set_status("T-17", "open")
        watching.run_once()
    assert len(fake.posts) == len(fake.sessions) == len(watching.said) == 2


def test_a_restart_neither_misses_nor_repeats(store: TicketStore, fake: FakePillion, watching: Watching, path: str) -> None:
    store.set_status(payment_fails(store), "needs-cobrowse")
    watching.run_once()
    # Nobody watches while the second ticket changes.
    store.create("Which rack?", requester_email="kim@example.test", assignee_email="agent@example.test")
    store.set_status("T-18", "needs-cobrowse")

    reopened = TicketStore(path)
    restarted = Watching(reopened, fake)
    restarted.run_once()
    assert [body["externalTag"] for _, body in fake.posts] == ["T-17", "T-18"]
    assert fake.posts[1][1]["participants"][1] == {"email": "kim@example.test", "role": "user"}
    restarted.close()
    reopened.close()


def test_an_answer_that_got_lost_does_not_start_a_second_session(
    store: TicketStore, fake: FakePillion, watching: Watching
) -> None:
    store.set_status(payment_fails(store), "needs-cobrowse")
    fake.lose_answers = 1
    with pytest.raises(CannotWork) as problem:
        watching.run_once()
    assert problem.value.passing
    assert len(fake.sessions) == 1

    restarted = Watching(store, fake)
    assert restarted.run_once() == 0
    assert len(fake.posts) == 2
    assert len(fake.sessions) == 1
    assert "conversation  c01" in restarted.said[0]
    restarted.close()


def test_two_watchers_on_one_store_start_one_session_and_tell_once(
    store: TicketStore, fake: FakePillion, watching: Watching, path: str
) -> None:
    other_store = TicketStore(path)
    other = Watching(other_store, fake)
    store.set_status(payment_fails(store), "needs-cobrowse")
    (seen,) = other_store.unanswered("needs-cobrowse")
    watching.run_once()
    # The other one read the change before the first one wrote its reaction down.
    other_store.unanswered = lambda _: [seen]  # type: ignore[method-assign]
    other.run_once()
    assert len(fake.posts) == 2
    assert len(fake.sessions) == 1
    assert (len(watching.said), other.said) == (1, [])
    other.close()
    other_store.close()


def test_two_stores_never_share_a_key(fake: FakePillion, tmp_path_factory: pytest.TempPathFactory) -> None:
    for name in ("a", "b"):
        store = TicketStore(str(tmp_path_factory.mktemp(name) / "tickets.db"))
        watching = Watching(store, fake)
        store.set_status(payment_fails(store), "needs-cobrowse")
        watching.run_once()
        watching.close()
        store.close()
    assert len(fake.sessions) == 2


def test_a_ticket_that_has_moved_on_gets_none(store: TicketStore, fake: FakePillion, watching: Watching) -> None:
    payment_fails(store)
    store.set_status("T-17", "needs-cobrowse")
    store.set_status("T-17", "resolved")
    assert watching.run_once() == 0
    assert fake.posts == []
    assert "moved on and is resolved now" in watching.said[0]
    assert [change.reaction for change in store.history("T-17")] == [None, "skipped", None]


def test_a_refusal_is_told_whole_and_not_repeated(store: TicketStore, fake: FakePillion, watching: Watching) -> None:
    store.set_status(payment_fails(store), "needs-cobrowse")
    fake.refusal = REFUSAL
    assert watching.run_once() == 1
    assert watching.run_once() == 0
    (said,) = watching.said
    for part in (
        "2 things are wrong with this request.",
        "1. /participants/1/externalId: No visitor has this id.",
        "2. /wrapUpCode: No such code.",
        'did you mean "Resolved"?',
        "This request works",
        '"wrapUpCode": "Resolved"',
    ):
        assert part in said
    assert len(fake.posts) == 1


def test_an_assignee_who_is_no_agent_is_told_with_those_who_are(
    store: TicketStore, fake: FakePillion, watching: Watching
) -> None:
    store.set_status(payment_fails(store, assignee_email="averie@example.test"), "needs-cobrowse")
    assert watching.run_once() == 1
    assert "averie@example.test is no agent here.\n  Agents: agent@example.test" in watching.said[0]
    assert fake.posts == []


def test_a_ticket_without_an_assignee_is_told(store: TicketStore, watching: Watching) -> None:
    store.set_status(payment_fails(store, assignee_email=None), "needs-cobrowse")
    assert watching.run_once() == 1
    assert "has no assignee" in watching.said[0]


@pytest.mark.parametrize(
    ("status", "code"), [(429, "too.many.requests"), (500, "x"), (503, "x"), (409, "idempotency.key.running")]
)
def test_a_server_in_trouble_costs_no_change(
    store: TicketStore, fake: FakePillion, watching: Watching, status: int, code: str
) -> None:
    store.set_status(payment_fails(store), "needs-cobrowse")
    fake.refusal = {"status": status, "message": "Not now.", "code": code}
    with pytest.raises(CannotWork, match="Not now") as problem:
        watching.run_once()
    assert problem.value.passing
    fake.refusal = None
    assert watching.run_once() == 0
    assert len(fake.sessions) == 1


def test_wrong_credentials_cost_no_change_and_are_not_tried_for_ever(
    store: TicketStore, fake: FakePillion, watching: Watching
) -> None:
    store.set_status(payment_fails(store), "needs-cobrowse")
    fake.secret_is_wrong = True
    with pytest.raises(CannotWork, match="The secret is wrong") as problem:
        watch(watching.watcher, Stop(), 0.05, watching.said.append)
    assert not problem.value.passing
    assert len(store.unanswered("needs-cobrowse")) == 1


def test_settings_reach_the_request(store: TicketStore, fake: FakePillion) -> None:
    watching = Watching(store, fake, Settings(site="shop", wrap_up_code="Resolved", wait_seconds=0))
    store.set_status(payment_fails(store), "needs-cobrowse")
    watching.run_once()
    body = fake.posts[0][1]
    assert (body["siteId"], body["wrapUpCode"], body["waitSeconds"]) == ("shop", "Resolved", 0)
    watching.close()


def test_times_are_told_in_the_zone_of_the_reader(store: TicketStore, fake: FakePillion, watching: Watching) -> None:
    store.set_status(payment_fails(store), "needs-cobrowse")
    watching.run_once()
    local = datetime(2026, 11, 22, 13, 10, tzinfo=UTC).astimezone()
    assert f"waits until   {local:%Y-%m-%d %H:%M %Z} (" in watching.said[0]
