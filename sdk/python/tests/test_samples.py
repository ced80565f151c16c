"""The samples against the built server."""

from __future__ import annotations

import difflib
import re
import sqlite3
from pathlib import Path

import pytest

from pillion import Client
from real_server import ROOT, RealServer
from test_examples import run

SAMPLES = ROOT / "samples"
BY_TO = SAMPLES / "vendor-start-by-to"
BY_PARTICIPANTS = SAMPLES / "vendor-start-by-participants"


@pytest.fixture
def agent_id(real_server: RealServer) -> str:
    with Client(real_server.url, real_server.client_id, real_server.client_secret) as client:
        agent = client.users.find_by_email(real_server.agent)
    assert agent is not None
    return agent.id


def test_the_script_that_names_an_agent_only_is_told_what_to_change(
    real_server: RealServer, agent_id: str, tmp_path: Path
) -> None:
    done = run(BY_TO / "start_cobrowse.py", real_server, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    told = done.stdout
    assert told.startswith("Could not start a cobrowse session: (400)\nReason: Bad Request\n")
    assert "3 things are wrong with this request." in told
    faults = dict(re.findall(r"^  \d\. (\S+): (.*)$", told, re.MULTILINE))
    assert set(faults) == {"agent", "to[0]['id']", "wrap_up_code"}
    assert "Name them as the agent, and here the visitor" in faults["to[0]['id']"]
    (shown,) = re.findall(r"```\n(Could not.*?)```", (BY_TO / "README.md").read_text(), re.DOTALL)
    assert all(line.split("…")[0].rstrip() in told for line in shown.splitlines())
    assert "No help needed, Resolved" in faults["wrap_up_code"]
    assert f'found "{agent_id}"' in told and 'found "NoWrapUp"' in told


def test_the_cured_script_starts_a_session(real_server: RealServer, agent_id: str, tmp_path: Path) -> None:
    done = run(BY_TO / "start_cobrowse_cured.py", real_server, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    (conversation_id,) = re.findall(r"^Cobrowse session started, conversation id: (\S+)$", done.stdout, re.MULTILINE)
    with Client(real_server.url, real_server.client_id, real_server.client_secret) as client:
        conversation = client.conversations.get(conversation_id)
    agent, customer = conversation.participant("agent"), conversation.participant("customer")
    assert agent is not None and agent.user_id == agent_id
    assert customer is not None and customer.name == "robin@example.test"


def test_the_cure_is_what_the_readme_shows() -> None:
    before, after = (
        (BY_TO / name).read_text().splitlines() for name in ("start_cobrowse.py", "start_cobrowse_cured.py")
    )
    changed = {line for line in difflib.ndiff(before, after) if line[0] in "+-"}
    (shown,) = re.findall(r"```diff\n(.*?)```", (BY_TO / "README.md").read_text(), re.DOTALL)
    lines = {f"{line[0]} {line[1:]}" for line in shown.splitlines() if line[0] in "+-"}
    assert lines == changed - {"+ VISITOR = 'robin@example.test'"}


def test_the_script_that_names_participants_just_works(real_server: RealServer, agent_id: str, tmp_path: Path) -> None:
    done = run(BY_PARTICIPANTS / "start_conversation.py", real_server, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    conversation_id = done.stdout.removeprefix("Conversation started: ").strip()
    with Client(real_server.url, real_server.client_id, real_server.client_secret) as client:
        conversation = client.conversations.get(conversation_id)
    agent = conversation.participant("agent")
    assert agent is not None and agent.user_id == agent_id


@pytest.mark.parametrize("script", [*BY_TO.glob("*.py"), *BY_PARTICIPANTS.glob("*.py")], ids=lambda path: path.name)
def test_only_the_import_lines_are_pillions(script: Path) -> None:
    lines = script.read_text().splitlines()
    assert all(line.startswith("from pillion.compat import ") for line in lines if "pillion" in line)


def test_a_ticket_becomes_a_session(real_server: RealServer, tmp_path: Path) -> None:
    folder = SAMPLES / "ticket-to-cobrowse"
    database = str(tmp_path / "tickets.db")
    for arguments in (("demo",), ("set", "T-17", "needs-cobrowse")):
        assert run(folder / "tickets.py", real_server, tmp_path, "--db", database, *arguments).returncode == 0
    done = run(folder / "ticket_to_cobrowse.py", real_server, tmp_path, "--db", database, "--once")
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    (conversation_id,) = re.findall(r"conversation  (\S+)", done.stdout)
    with Client(real_server.url, real_server.client_id, real_server.client_secret) as client:
        assert client.conversations.get(conversation_id).external_tag == "T-17"
    with sqlite3.connect(database) as tickets:
        assert conversation_id in str(list(tickets.execute("SELECT * FROM reactions")))
