"""The exception of the compatible face, where callers of the vendor's SDK look for it."""

from __future__ import annotations

from collections.abc import Mapping

from pillion.errors import PillionApiError, PillionError


class ApiException(PillionError):
    """``status`` (0 when no answer came), ``reason``, ``body`` (the JSON as text) and ``headers``.

    Its ``__cause__`` is the ``PillionApiError`` with the same refusal taken apart.
    """

    def __init__(
        self,
        status: int | None = None,
        reason: str | None = None,
        body: str | None = None,
        headers: Mapping[str, str] | None = None,
        explanation: str | None = None,
    ) -> None:
        self.status = status
        self.reason = reason
        self.body = body
        self.headers = headers
        self._explanation = explanation
        super().__init__(status, reason)

    @classmethod
    def of(cls, error: PillionError) -> ApiException:
        if isinstance(error, PillionApiError):
            return cls(error.status, error.reason, error.body, error.headers, str(error))
        return cls(0, str(error))

    def __str__(self) -> str:
        lines = [f"({self.status})", f"Reason: {self.reason}"]
        if self.headers:
            lines.append(f"HTTP response headers: {dict(self.headers)}")
        if self.body:
            lines.append(f"HTTP response body: {self.body}")
        if self._explanation:
            lines += ["", self._explanation]
        return "\n".join(lines) + "\n"
