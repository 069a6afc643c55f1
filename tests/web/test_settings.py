"""What the environment changes of the pages."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.test import Client

SAYS = """
from fonds.web import settings
from django.conf import settings as used
used.configure(ALLOWED_HOSTS=["*"], SECURE_PROXY_SSL_HEADER=getattr(settings, "SECURE_PROXY_SSL_HEADER", None))
from django.test import RequestFactory
request = RequestFactory().get("/", headers={"Host": "papers.example", "X-Forwarded-Proto": "https"})
print(request.build_absolute_uri("/d/b1wfs30st"))
"""


@pytest.mark.parametrize(("proxy", "scheme"), [("1", "https"), ("0", "http"), (None, "http")])
def test_a_proxy_is_believed_only_where_there_is_one(proxy: str | None, scheme: str) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "FONDS_PROXY"}
    environment |= {"FONDS_PROXY": proxy} if proxy else {}
    said = subprocess.run(
        [sys.executable, "-c", SAYS], env=environment, capture_output=True, text=True, check=True
    )
    assert said.stdout == f"{scheme}://papers.example/d/b1wfs30st\n"


def test_a_client_cannot_change_permanent_addresses(client: Client, ids: dict[str, str]) -> None:
    page = client.get(f"/d/{ids['telegram']}", headers={"X-Forwarded-Proto": "https"}).content
    assert b"http://localhost/d/" in page
    assert b"https://localhost" not in page
