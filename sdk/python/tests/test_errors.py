"""A refusal tells a developer everything the server said."""

from __future__ import annotations

import pytest

from answers import REFUSAL, STARTED
from pillion import ApiError, Client, StartedConversation
from recording_server import RecordingServer, Reply


def refused_with(client: Client, server: RecordingServer, reply: Reply) -> ApiError:
    server.reply(reply)
    with pytest.raises(ApiError) as refused:
        client.conversations.start_cobrowse(agent="u1", visitor="robin")
    return refused.value


def test_every_part_of_a_refusal_is_at_hand(client: Client, server: RecordingServer) -> None:
    error = refused_with(
        client, server, Reply(status=400, json=REFUSAL, headers={"ININ-Correlation-Id": "from-the-header"})
    )
    assert (error.status, error.code, error.message) == (400, "bad.request", "2 things are wrong with this request.")
    first, second = error.faults
    assert (first.pointer, first.found, first.expected, first.nearest) == (
        "/type",
        "cobrowes",
        ["cobrowse"],
        "cobrowse",
    )
    assert (second.code, second.found, second.expected, second.nearest) == ("missing.value", None, [], None)
    assert error.suggestion is not None
    assert (error.suggestion.method, error.suggestion.path) == ("POST", "/api/v2/conversations")
    assert error.suggestion.body == REFUSAL["suggestion"]["body"]
    assert error.correlation_id == "from-the-header"
    assert error.docs == "/docs/starting"


def test_its_text_lists_every_fault_and_the_request_that_works(client: Client, server: RecordingServer) -> None:
    error = refused_with(client, server, Reply(status=400, json=REFUSAL))
    assert (
        str(error)
        == f"""400 bad.request: 2 things are wrong with this request.
  for POST {server.url}/api/v2/conversations

  1. /type: This type of conversation is not known.
     found "cobrowes"
     expected "cobrowse"
     did you mean "cobrowse"?

  2. /participants/0/userId: Say which agent is meant.

This request works; client.send(error.suggestion) sends it:

  POST /api/v2/conversations
  Content-Type: application/json

  {{
    "type": "cobrowse",
    "participants": [
      {{
        "userId": "5e2b",
        "role": "agent"
      }}
    ]
  }}

Read more: /docs/starting
Correlation id: from-the-body"""
    )


def test_a_single_fault_is_not_told_twice(client: Client, server: RecordingServer) -> None:
    fault = {"code": "unknown.code", "message": "No such code.", "pointer": "/wrapUpCode", "found": "Resolvd"}
    error = refused_with(client, server, Reply(status=400, json={"message": "No such code.", "errors": [fault]}))
    assert str(error).count("No such code.") == 1
    assert '  1. /wrapUpCode\n     found "Resolvd"' in str(error)


def test_the_suggestion_can_be_sent_as_it_is(client: Client, server: RecordingServer) -> None:
    error = refused_with(client, server, Reply(status=400, json=REFUSAL))
    assert error.suggestion is not None
    server.reply(Reply(status=201, json=STARTED))
    sent = client.send(error.suggestion)
    assert server.calls()[-1].json == REFUSAL["suggestion"]["body"]
    assert server.calls()[-1].headers["Authorization"] == "Bearer token-1"
    assert isinstance(sent, StartedConversation) and sent.join_code == "482913"


def test_no_token_is_ever_printed(client: Client, server: RecordingServer) -> None:
    error = refused_with(client, server, Reply(status=400, json=REFUSAL))
    assert "secret-token" not in str(error)
    assert "token-1" not in str(error)


def test_a_page_from_something_in_between_is_quoted_and_cut(client: Client, server: RecordingServer) -> None:
    page = "<html>\n  <h1>Bad gateway</h1>" + "x" * 5000
    error = refused_with(client, server, Reply(status=502, text=page, headers={"Content-Type": "text/html"}))
    assert error.code == "http.502"
    assert "not one of Pillion's: <html> <h1>Bad gateway</h1>xxx" in error.message
    assert len(str(error)) < 500
    assert error.body == page


def test_an_empty_refusal_still_says_what_it_is(client: Client, server: RecordingServer) -> None:
    error = refused_with(client, server, Reply(status=404))
    assert str(error).startswith("404 http.404: The answer is HTTP 404 Not Found.")
    assert (error.faults, error.suggestion, error.correlation_id) == ([], None, None)


def test_a_redirect_is_told_and_not_followed(client: Client, server: RecordingServer) -> None:
    error = refused_with(client, server, Reply(status=307, headers={"Location": "http://127.0.0.1:9/"}))
    assert error.code == "unexpected.redirect"
    assert len(server.calls()) == 1


@pytest.mark.parametrize(
    "odd",
    [
        [],
        "text",
        {"message": 5, "errors": {"a": 1}, "suggestion": "x"},
        {"errors": ["plain", {"found": {"a": ["b"]}, "expected": "one"}], "suggestion": {"method": "POST"}},
        {"suggestion": {"method": "POST", "path": "/x", "headers": ["a"], "body": None}},
    ],
)
def test_a_refusal_of_an_odd_shape_never_hides_behind_an_error_of_our_own(
    client: Client, server: RecordingServer, odd: object
) -> None:
    error = refused_with(client, server, Reply(status=400, json=odd))
    assert str(error).startswith("400 ")
