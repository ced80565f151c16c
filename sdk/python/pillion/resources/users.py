from __future__ import annotations

from collections.abc import Sequence

from pillion._json import decode
from pillion._transport import segment
from pillion.models import User, UserEntityListing, UsersSearchResponse
from pillion.request_models import UserSearchCriteria, UserSearchRequest
from pillion.resources.session import Session


class Users:
    """The agents of this server. Needs scope ``users:read``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list(self, *, expand: Sequence[str] = (), state: str | None = None) -> list[User]:
        """All users. ``expand`` may name ``presence`` and ``routingStatus``."""
        params = {"expand": _names(expand), "state": state}
        pages = self._session.pages(UserEntityListing, "/api/v2/users", params)
        return [user for page in pages for user in page.entities]

    def get(self, user_id: str, *, expand: Sequence[str] = ()) -> User:
        path = f"/api/v2/users/{segment(user_id, 'user_id')}"
        return decode(User, self._session.send("GET", path, params={"expand": _names(expand)}))

    def find_by_email(self, email: str) -> User | None:
        """The user with this very address, in any case of letters; None when there is none."""
        query = UserSearchCriteria(fields=["email"], value=email, type="EXACT")
        found = self._session.send("POST", "/api/v2/users/search", body=UserSearchRequest(page_size=25, query=[query]))
        users = decode(UsersSearchResponse, found).results
        return next((user for user in users if (user.email or "").casefold() == email.casefold()), None)


def _names(expand: Sequence[str]) -> Sequence[str]:
    # A text is a sequence of letters, which nobody means here.
    return (expand,) if isinstance(expand, str) else tuple(expand)
