"""What can go wrong, and what the server says to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx

from pillion._refusal import Fault, Refusal, Suggestion, indented


class PillionError(Exception):
    """The base of everything that this package raises on purpose."""


class NoAnswerError(PillionError):
    """No answer came back: the server could not be reached, or the connection broke, after all retries."""


class AnswerError(PillionError):
    """An answer came back that does not have the documented shape."""


class ApiError(PillionError):
    """The server refused a request; nothing was changed. Its subclasses tell the status.

    ``status`` is the HTTP status, ``code`` the machine-readable reason (``bad.request``, ``not.found``, ...),
    ``message`` the same in words, ``faults`` everything that is wrong at once, ``suggestion`` a corrected request
    where the intent could be read (``client.send(error.suggestion)`` sends it), ``docs`` a page on it,
    ``correlation_id`` what to quote when you ask about it. ``body`` is the answer as it came, ``headers`` its
    headers, ``reason`` the words beside its status. ``str(error)`` is all of this for people.
    """

    def __init__(
        self, *, status: int, reason: str, body: str, headers: Mapping[str, str], method: str = "", url: str = ""
    ) -> None:
        self.status = status
        self.reason = reason
        self.body = body
        self.headers = headers
        self.method = method
        self.url = url
        refusal = Refusal.read(status, reason, body)
        self.code: str = refusal.code
        self.message: str = refusal.message
        self.faults: list[Fault] = refusal.faults
        self.suggestion: Suggestion | None = refusal.suggestion
        self.docs: str | None = refusal.docs
        self.correlation_id: str | None = headers.get("ININ-Correlation-Id") or refusal.context_id
        super().__init__(self.message)

    def __str__(self) -> str:
        lines = [f"{self.status} {self.code}: {self.message}"]
        if self.method:
            lines.append(f"  for {self.method} {self.url}")
        for number, fault in enumerate(self.faults, start=1):
            lines += ["", indented(f"{number}. {fault.told(self.message)}")]
        if self.suggestion:
            lines += [
                "",
                "This request works; client.send(error.suggestion) sends it:",
                "",
                indented(str(self.suggestion)),
            ]
        notes = [("Read more", self.docs), ("Correlation id", self.correlation_id)]
        known = [f"{name}: {value}" for name, value in notes if value]
        return "\n".join(lines + ([""] + known if known else []))


class BadRequestError(ApiError):
    """400: the request itself is wrong; see ``faults`` and ``suggestion``."""


class UnauthorizedError(ApiError):
    """401: the client or its token is not known, or not any more."""


class ForbiddenError(ApiError):
    """403: the token lacks a scope, or the conversation belongs to another agent."""


class NotFoundError(ApiError):
    """404: nothing has this id."""


class MethodNotAllowedError(ApiError):
    """405: the address takes other methods."""


class ConflictError(ApiError):
    """409: the request does not fit the state that things are in."""


class PreconditionFailedError(ApiError):
    """412: it was changed since the version that ``if_match`` names."""


class TooLargeError(ApiError):
    """413: the body is larger than is taken."""


class UnsupportedMediaTypeError(ApiError):
    """415: the body is declared as something else than JSON."""


class UnprocessableError(ApiError):
    """422: the idempotency key came with another request before."""


class TooManyRequestsError(ApiError):
    """429, after all retries, or when the wait that the server asks for is too long to wait here."""

    @property
    def retry_after(self) -> float | None:
        """Seconds to wait."""
        from pillion._exchange import retry_after

        return retry_after(httpx.Headers(dict(self.headers)))


class ServerError(ApiError):
    """5xx: this failed on the server's side; its log knows the ``correlation_id``."""


_BY_STATUS: dict[int, type[ApiError]] = {
    400: BadRequestError,
    401: UnauthorizedError,
    403: ForbiddenError,
    404: NotFoundError,
    405: MethodNotAllowedError,
    409: ConflictError,
    412: PreconditionFailedError,
    413: TooLargeError,
    415: UnsupportedMediaTypeError,
    422: UnprocessableError,
    429: TooManyRequestsError,
}


def error_of(answer: httpx.Response) -> ApiError:
    """The error that a refusing answer is."""
    status = answer.status_code
    kind: type[ApiError] = _BY_STATUS.get(status, ServerError if status >= 500 else ApiError)
    made: dict[str, Any] = {"method": answer.request.method, "url": str(answer.request.url)}
    return kind(status=status, reason=answer.reason_phrase, body=answer.text, headers=answer.headers, **made)
