"""Every operation of the API, described once.

A function here is named after an operation id in snake_case, takes what the operation takes, and makes a
``Call``; its return type says what the answer is read into. Both faces of this package and both clients are made
from these. A ``body`` is a model or a plain dict, which goes out as it is. Dates in answers carry their zone.
"""

from pillion.operations import (
    cobrowse as cobrowse,
    conversations as conversations,
    media as media,
    notifications as notifications,
    organization as organization,
    presence as presence,
    routing as routing,
    sites as sites,
    users as users,
    webdeployments as webdeployments,
)
