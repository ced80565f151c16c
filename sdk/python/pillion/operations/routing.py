"""Wrap-up codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pillion._calls import Call, Names, operation
from pillion.models import WrapupCode, WrapupCodeEntityListing, WrapupCodeRequest

_PATH = "/api/v2/routing/wrapupcodes"


@operation("GET", _PATH)
def get_routing_wrapupcodes(
    *,
    page_size: int | None = None,
    page_number: int | None = None,
    sort_by: str | None = None,
    sort_order: str | None = None,
    name: str | None = None,
    id: Names = None,
) -> Call[WrapupCodeEntityListing]:
    """Wrap-up codes; ``name`` finds any part of one. ``sort_order`` is ``ascending`` or ``descending``."""
    return Call(
        params={
            "pageSize": page_size,
            "pageNumber": page_number,
            "sortBy": sort_by,
            "sortOrder": sort_order,
            "name": name,
            "id": id,
        }
    )


@operation("POST", _PATH)
def post_routing_wrapupcodes(body: WrapupCodeRequest | Mapping[str, Any]) -> Call[WrapupCode]:
    """Creates a wrap-up code."""
    return Call(body=body)


@operation("GET", f"{_PATH}/{{codeId}}")
def get_routing_wrapupcode(code_id: str) -> Call[WrapupCode]:
    """One wrap-up code."""
    return Call(ids=(code_id,))


@operation("PUT", f"{_PATH}/{{codeId}}")
def put_routing_wrapupcode(code_id: str, body: WrapupCodeRequest | Mapping[str, Any]) -> Call[WrapupCode]:
    """Renames a wrap-up code or describes it anew."""
    return Call(ids=(code_id,), body=body)


@operation("DELETE", f"{_PATH}/{{codeId}}")
def delete_routing_wrapupcode(code_id: str) -> Call[None]:
    """Deletes a wrap-up code; conversations that were filed under it keep its id and name."""
    return Call(ids=(code_id,))


@operation("GET", f"{_PATH}/divisionviews")
def get_routing_wrapupcodes_divisionviews(
    *,
    page_size: int | None = None,
    page_number: int | None = None,
    name: str | None = None,
    id: Names = None,
    include_state: bool | None = None,
) -> Call[WrapupCodeEntityListing]:
    """Wrap-up codes in short."""
    return Call(
        params={
            "pageSize": page_size,
            "pageNumber": page_number,
            "name": name,
            "id": id,
            "includeState": include_state,
        }
    )
