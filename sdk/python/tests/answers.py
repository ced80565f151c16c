"""Answers of the documented shapes."""

from __future__ import annotations

from typing import Any

CONVERSATION_ID = "c0ffee00-0000-4000-8000-000000000001"

AVERY: dict[str, Any] = {
    "id": "5e2b0000-0000-4000-8000-000000000001",
    "name": "Avery Moss",
    "email": "agent@example.test",
    "username": "agent@example.test",
    "state": "active",
    "version": 3,
    "presence": {
        "id": "p1",
        "source": "PURECLOUD",
        "primary": True,
        "presenceDefinition": {"id": "d1", "systemPresence": "Available", "selfUri": "/api/v2/presence/definitions/d1"},
        "modifiedDate": "2026-11-22T12:00:00.000Z",
    },
    "selfUri": "/api/v2/users/5e2b0000-0000-4000-8000-000000000001",
}

CONVERSATION: dict[str, Any] = {
    "id": CONVERSATION_ID,
    "startTime": "2026-11-22T12:55:00.250Z",
    "recordingState": "NONE",
    "externalTag": "T-17",
    "subject": "Ticket T-17: payment fails",
    "aFieldFromTheFuture": {"kept": True},
    "participants": [
        {"id": "p1", "name": "Robin Doe", "purpose": "customer", "attributes": {"ticket": "T-17"}},
        {
            "id": "p2",
            "name": "Avery Moss",
            "purpose": "agent",
            "userId": AVERY["id"],
            "wrapupRequired": True,
            "cobrowsesessions": [
                {
                    "id": "k2",
                    "state": "connected",
                    "cobrowseSessionId": "3f0c",
                    "cobrowseRole": "viewer",
                    "viewerUrl": "http://view.localhost:8080/",
                    "controlling": [],
                }
            ],
        },
    ],
    "selfUri": f"/api/v2/conversations/{CONVERSATION_ID}",
}

STARTED: dict[str, Any] = {
    "id": CONVERSATION_ID,
    "conversation": CONVERSATION,
    "sessionId": "3f0c0000-0000-4000-8000-000000000001",
    "joinCode": "482913",
    "invitation": {
        "id": "i1",
        "state": "offered",
        "expires": "2026-11-22T13:10:00.000Z",
        "message": "The visitor is on the site now and has been asked.",
    },
    "visitorLink": "https://shop.test/#pillion=482913",
    "agentLink": f"http://localhost:8080/console/conversations/{CONVERSATION_ID}",
    "selfUri": f"/api/v2/conversations/{CONVERSATION_ID}",
}

REFUSAL: dict[str, Any] = {
    "message": "2 things are wrong with this request.",
    "code": "bad.request",
    "status": 400,
    "contextId": "from-the-body",
    "details": [],
    "errors": [
        {
            "code": "invalid.value",
            "message": "This type of conversation is not known.",
            "pointer": "/type",
            "found": "cobrowes",
            "expected": ["cobrowse"],
            "nearest": "cobrowse",
        },
        {"code": "missing.value", "message": "Say which agent is meant.", "pointer": "/participants/0/userId"},
    ],
    "suggestion": {
        "method": "POST",
        "path": "/api/v2/conversations",
        "headers": {"Content-Type": "application/json", "Authorization": "Bearer secret-token"},
        "body": {"type": "cobrowse", "participants": [{"userId": "5e2b", "role": "agent"}]},
    },
    "docs": "/docs/starting",
}


def page(entities: list[dict[str, Any]], number: int = 1, count: int = 1) -> dict[str, Any]:
    return {"entities": entities, "pageSize": 100, "pageNumber": number, "pageCount": count, "total": 1}
