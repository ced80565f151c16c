from __future__ import annotations

from pillion._json import decode
from pillion.models import WrapUpCode, WrapupCodeEntityListing
from pillion.request_models import WrapupCodeRequest
from pillion.resources.session import Session

_PATH = "/api/v2/routing/wrapupcodes"


class WrapUpCodes:
    """How conversations are filed. Needs scope ``conversation:read``, ``conversation:write`` to create."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list(self) -> list[WrapUpCode]:
        return [code for page in self._session.pages(WrapupCodeEntityListing, _PATH) for code in page.entities]

    def create(self, name: str, *, description: str | None = None) -> WrapUpCode:
        body = WrapupCodeRequest(name=name, description=description)
        return decode(WrapUpCode, self._session.send("POST", _PATH, body=body))
