"""Start co-browsing sessions on a Pillion server.

``Client`` and ``AsyncClient`` are for new code. ``Configuration``, ``ApiClient`` and the ``...Api`` classes carry
the names of the vendor's Python SDK, for code that is written that way; ``pillion.compat`` has some more of them.
"""

import typing

from pillion._exports import exported
from pillion._listening import AsyncListening as AsyncListening, Event as Event, Listening as Listening
from pillion._refusal import Fault as Fault, Suggestion as Suggestion
from pillion._settings import VERSION as _version, Retries as Retries
from pillion.api_client import ApiClient as ApiClient, Configuration as Configuration
from pillion.api_client import default_configuration as _configuration
from pillion.apis import *
from pillion.client import AsyncClient as AsyncClient, Client as Client
from pillion.errors import (
    AnswerError as AnswerError,
    ApiError as ApiError,
    BadRequestError as BadRequestError,
    ConflictError as ConflictError,
    ForbiddenError as ForbiddenError,
    MethodNotAllowedError as MethodNotAllowedError,
    NoAnswerError as NoAnswerError,
    NotFoundError as NotFoundError,
    PillionError as PillionError,
    PreconditionFailedError as PreconditionFailedError,
    ServerError as ServerError,
    TooLargeError as TooLargeError,
    TooManyRequestsError as TooManyRequestsError,
    UnauthorizedError as UnauthorizedError,
    UnprocessableError as UnprocessableError,
    UnsupportedMediaTypeError as UnsupportedMediaTypeError,
)
from pillion.models import *
from pillion.resources.naming import Who as Who
from pillion.rest import ApiException as ApiException

__version__ = _version

configuration = _configuration

# A type checker reads the imports themselves.
if not typing.TYPE_CHECKING:
    __all__ = exported(globals())
