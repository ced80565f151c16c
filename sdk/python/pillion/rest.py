"""The exception of the compatible face, where callers of the vendor's SDK look for it."""

from __future__ import annotations

from collections.abc import Mapping

from pillion._refusal import indented
from pillion.errors import ApiError, PillionError


class ApiException(PillionError):
    """``status`` (0 when no answer came), ``reason``, ``body`` (the JSON as text) and ``headers``.

    ``str()`` tells every fault in the terms of the Python call, and the call that works. The ``__cause__`` is
    the ``ApiError`` with the same refusal taken apart.
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
        if isinstance(error, ApiError):
            return cls(error.status, error.reason, error.body, error.headers, explained(error))
        return cls(0, str(error))

    def __str__(self) -> str:
        lines = [f"({self.status})", f"Reason: {self.reason}"]
        if self._explanation:
            lines += ["", self._explanation]
        else:
            lines += [f"HTTP response headers: {dict(self.headers)}"] if self.headers else []
            lines += [f"HTTP response body: {self.body}"] if self.body else []
        return "\n".join(lines) + "\n"


def explained(error: ApiError) -> str:
    """A refusal in the terms of the compatible face."""
    from pillion._python_form import call_of, place_of

    lines = [f"{error.code}: {error.message}"]
    for number, fault in enumerate(error.faults, start=1):
        place = place_of(fault.pointer, error.method, error.url)
        lines += ["", indented(f"{number}. {fault.told(error.message, place)}")]
    if error.suggestion:
        lines += ["", "This works:", "", indented(call_of(error.suggestion) or str(error.suggestion))]
    if error.correlation_id:
        lines += ["", f"Correlation id: {error.correlation_id}"]
    return "\n".join(lines)
