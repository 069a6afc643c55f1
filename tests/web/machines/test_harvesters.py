"""Two harvesters that others wrote, against a server: each gets every record once, also while the archive changes."""

from __future__ import annotations

import subprocess
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.test import Client
from oaipmh_scythe import Scythe

from fonds.services import withdrawing
from fonds.services.archive import Archive
from fonds.store import models
from fonds.web.machines import oai

Given = tuple[str, str]
"""Identifier and datestamp of a record."""

PERL = """
use HTTP::OAI;
my $harvester = HTTP::OAI::Harvester->new(baseURL => $ARGV[0]);
my $answer = $harvester->ListRecords(metadataPrefix => 'oai_dc', onRecord => sub {
    my $record = shift;
    print $record->identifier, " ", $record->datestamp, "\\n";
});
die $answer->message if $answer->is_error;
"""


class Quiet(WSGIRequestHandler):
    """Writes no log."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


class Site:
    """The archive, served three records a page; ``between`` is called before the third request is answered."""

    def __init__(self) -> None:
        self.address = ""
        self.requests = 0
        self.between: Callable[[], None] = lambda: None
        self._application = get_wsgi_application()

    def __call__(self, environ: Any, start: Any) -> Iterable[bytes]:
        self.requests += 1
        if self.requests == 3:
            self.between()
        return self._application(environ, start)


@pytest.fixture
def site(client: Client, monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr(oai, "PAGE", 3)
    served = Site()
    with make_server("127.0.0.1", 0, served, handler_class=Quiet) as server:
        served.address = f"http://127.0.0.1:{server.server_port}/oai"

        def run() -> None:
            server.serve_forever(poll_interval=0.05)
            connections.close_all()

        thread = Thread(target=run)
        thread.start()
        try:
            yield served
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture(params=["oaipmh-scythe", "HTTP::OAI"])
def harvest(request: pytest.FixtureRequest, site: Site) -> Callable[[], list[Given]]:
    """What a harvester gets."""

    def scythe() -> list[Given]:
        records = Scythe(site.address).list_records(metadata_prefix="oai_dc")
        return [(record.header.identifier, record.header.datestamp) for record in records]

    def perl() -> list[Given]:
        program = request.getfixturevalue("http_oai")
        done = subprocess.run([program, "-e", PERL, site.address], capture_output=True, text=True, check=True)
        return [(identifier, stamp) for identifier, stamp in map(str.split, done.stdout.splitlines())]

    return scythe if request.param == "oaipmh-scythe" else perl


def test_every_record_once(harvest: Callable[[], list[Given]], ids: list[str]) -> None:
    assert sorted(identifier.rpartition(":")[2] for identifier, _ in harvest()) == sorted(ids)


def test_none_is_lost_and_no_state_comes_twice(
    harvest: Callable[[], list[Given]],
    site: Site,
    archive: Archive,
    ids: list[str],
    add: Callable[..., None],
) -> None:
    def change() -> None:
        add(20, 21, 22)
        add(1, 12, more="\nA postscript.\n")
        withdrawing.withdraw(archive, ids[1], "Sold.")
        withdrawing.withdraw(archive, ids[10], "Sold.")

    site.between = change
    found = harvest()
    assert site.requests > 4
    assert set(Counter(found).values()) == {1}
    assert {identifier.rpartition(":")[2] for identifier, _ in found} == set(
        models.Record.objects.values_list("id", flat=True)
    )
    assert models.Record.objects.count() == 15
