"""Sites, on a server of their own: with several sites the other tests would have to say which one they mean."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest

import pillion
from pillion import Client
from real_server import PROGRAM, RealServer, running


@pytest.fixture(scope="module")
def real_server() -> Iterator[RealServer]:
    if not PROGRAM.exists():
        pytest.fail("the server is not built")
    with running() as server:
        yield server


def test_sites(real: Client) -> None:
    key = f"shop-{uuid.uuid4().hex[:8]}"
    site = real.sites.create({"key": key, "name": "Shop", "homeUrl": "https://shop.test/"})
    assert site.secret and site.allowed_origins == ["https://shop.test"]
    policy = pillion.PrivacyPolicyRequest(preset="private", show=["h1"])
    new = pillion.SiteRequest(key=key, name="The shop", home_url="https://shop.test/", privacy_policy=policy)
    changed = real.sites.replace(site, new)
    assert changed.privacy_policy is not None and changed.privacy_policy.version == 2
    assert real.sites.get(site.id).name == "The shop"
    rotated = real.sites.rotate_secret(site, grace_seconds=60)
    assert rotated.secret != site.secret and rotated.former_until is not None
    assert key in [one.key for one in real.sites.list()]
    assert {"dev", key} <= {one.key for one in real.sites.iterate()}
