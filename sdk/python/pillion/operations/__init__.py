"""Every operation of the API, described once.

A function here is named after an operation id in snake_case, takes what the operation takes, and makes a
``Call``; its return type says what the answer is read into. Both faces of this package and both clients are made
from these. A ``body`` is a model or a plain dict, which goes out as it is. Dates in answers carry their zone.
"""

from pillion.operations import (
    cobrowse,
    conversations,
    media,
    notifications,
    organization,
    presence,
    routing,
    sites,
    users,
    webdeployments,
)

__all__ = [
    "cobrowse",
    "conversations",
    "media",
    "notifications",
    "organization",
    "presence",
    "routing",
    "sites",
    "users",
    "webdeployments",
]
