"""OAI-PMH: the six verbs, the eight errors, and harvests while the archive changes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client
from lxml import etree

from fonds.services import withdrawing
from fonds.services.archive import Archive
from fonds.store import models
from fonds.web.machines import oai, tokens

O = "{http://www.openarchives.org/OAI/2.0/}"  # noqa: E741
RULES = etree.RelaxNG(etree.parse(Path(__file__).with_name("oai.rng")))
PREFIX = {"metadataPrefix": "oai_dc"}


def ask(client: Client, **arguments: object) -> etree._Element:
    answer = client.get("/oai", arguments)
    return read(answer)


def read(answer: object) -> etree._Element:
    assert answer.status_code == 200  # type: ignore[attr-defined]
    assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"  # type: ignore[attr-defined]
    tree = etree.fromstring(answer.content)  # type: ignore[attr-defined]
    RULES.assertValid(tree)
    return tree


def error(tree: etree._Element) -> str | None:
    found = tree.find(f"{O}error")
    return None if found is None else found.get("code")


def pages(
    client: Client, verb: str, between: Callable[[int], None] = lambda _: None, **arguments: str
) -> Iterator[etree._Element]:
    """Every header of a list, in the order given; ``between`` is called after each page with its number."""
    tree, number = ask(client, verb=verb, **arguments), 0
    while True:
        assert error(tree) is None, etree.tostring(tree)
        yield from tree.iter(f"{O}header")
        token = tree.find(f".//{O}resumptionToken")
        if token is None or not token.text:
            return
        number += 1
        between(number)
        tree = ask(client, verb=verb, resumptionToken=token.text)


def ids_of(headers: Iterator[etree._Element]) -> list[str]:
    return [(h.findtext(f"{O}identifier") or "").rpartition(":")[2] for h in headers]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(oai, "PAGE", 5)


def test_identify(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = ask(client, verb="Identify")
    assert tree.findtext(f"{O}Identify/{O}repositoryName") == "Ferry <papers>"
    assert tree.findtext(f"{O}Identify/{O}baseURL") == "http://localhost/oai"
    assert tree.findtext(f"{O}Identify/{O}deletedRecord") == "persistent"
    monkeypatch.setenv("FONDS_CONTACT", "archive@papers.example")
    assert ask(client, verb="Identify").findtext(f".//{O}adminEmail") == "archive@papers.example"


def test_formats(client: Client, ids: list[str], archive: Archive) -> None:
    tree = ask(client, verb="ListMetadataFormats")
    prefixes = [found.text for found in tree.iter(f"{O}metadataPrefix")]
    assert prefixes == list(oai.formats())
    assert "oai_dc" in prefixes
    one = {"verb": "ListMetadataFormats", "identifier": f"oai:localhost:{ids[0]}"}
    assert error(ask(client, **one)) is None
    withdrawing.withdraw(archive, ids[0], "Sold.")
    assert error(ask(client, **one)) == "noMetadataFormats"


@pytest.mark.parametrize("prefix", oai.formats())
def test_records_in_every_format(client: Client, ids: list[str], prefix: str) -> None:
    tree = ask(client, verb="GetRecord", metadataPrefix=prefix, identifier=f"oai:localhost:{ids[0]}")
    (metadata,) = tree.iter(f"{O}metadata")
    assert etree.QName(metadata[0]).namespace == oai.formats()[prefix].harvested.namespace  # type: ignore[union-attr]
    assert "Letter No. 1, Venn to Orlo" in "".join(metadata.itertext())
    assert len(list(ask(client, verb="ListRecords", metadataPrefix=prefix).iter(f"{O}metadata"))) == 12


def test_sets_are_collections(client: Client, small: None, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = ask(client, verb="ListSets")
    sets = {s.findtext(f"{O}setName"): s.findtext(f"{O}setSpec") for s in tree.iter(f"{O}set")}
    assert list(sets) == ["The Ferry", "The Ferry/Notes & <queries>", "Мост"]
    found = [
        len(ids_of(pages(client, "ListIdentifiers", **PREFIX, set=spec or ""))) for spec in sets.values()
    ]
    assert found == [8, 4, 4]
    monkeypatch.setattr(oai, "PAGE", 2)
    first = ask(client, verb="ListSets")
    token = first.findtext(f".//{O}resumptionToken")
    second = ask(client, verb="ListSets", resumptionToken=token)
    assert [s.text for tree in (first, second) for s in tree.iter(f"{O}setSpec")] == list(sets.values())


def test_an_archive_without_collections_has_no_sets(client: Client) -> None:
    models.Record.objects.update(collection=None)
    assert error(ask(client, verb="ListSets")) == "noSetHierarchy"
    assert error(ask(client, verb="ListRecords", **PREFIX, set="a")) == "noSetHierarchy"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({}, "badVerb"),
        ({"verb": "Steal"}, "badVerb"),
        ({"verb": ["Identify", "Identify"]}, "badVerb"),
        ({"verb": "Identify", "x": "1"}, "badArgument"),
        ({"verb": "Identify", "<\x00&\x1b": "\u202e"}, "badArgument"),
        ({"verb": "ListRecords"}, "badArgument"),
        ({"verb": "ListRecords", "metadataPrefix": ["oai_dc", "oai_dc"]}, "badArgument"),
        ({"verb": "ListRecords", **PREFIX, "resumptionToken": "x"}, "badArgument"),
        ({"verb": "ListRecords", **PREFIX, "from": "1952"}, "badArgument"),
        ({"verb": "ListRecords", **PREFIX, "from": "2020-02-31"}, "badArgument"),
        (
            {"verb": "ListRecords", **PREFIX, "from": "2020-01-01", "until": "2020-01-01T00:00:00Z"},
            "badArgument",
        ),
        ({"verb": "ListRecords", **PREFIX, "from": "2020-01-02", "until": "2020-01-01"}, "badArgument"),
        ({"verb": "ListRecords", **PREFIX, "set": "a b"}, "badArgument"),
        ({"verb": "ListRecords", **PREFIX, "set": "nothing:here"}, "noRecordsMatch"),
        ({"verb": "ListRecords", **PREFIX, "until": "1999-12-31"}, "noRecordsMatch"),
        ({"verb": "ListRecords", **PREFIX, "from": "9999-12-31"}, "noRecordsMatch"),
        ({"verb": "ListRecords", "metadataPrefix": "marc21"}, "cannotDisseminateFormat"),
        ({"verb": "ListRecords", "metadataPrefix": "../../etc"}, "badArgument"),
        ({"verb": "GetRecord", **PREFIX, "identifier": "oai:localhost:b1wfs30st"}, "idDoesNotExist"),
        ({"verb": "GetRecord", **PREFIX, "identifier": "oai:localhost:../../etc/passwd"}, "idDoesNotExist"),
        ({"verb": "GetRecord", **PREFIX, "identifier": 'bad"<id>'}, "badArgument"),
        ({"verb": "ListMetadataFormats", "identifier": "oai:elsewhere:b1wfs30st"}, "idDoesNotExist"),
        ({"verb": "ListRecords", "resumptionToken": "x" * 9000}, "badResumptionToken"),
        ({"verb": "ListRecords", "resumptionToken": "письмо"}, "badResumptionToken"),
        ({"verb": "ListRecords", "resumptionToken": tokens.make("sets", "a")}, "badResumptionToken"),
        ({"verb": "ListSets", "resumptionToken": tokens.make("sets", 1)}, "badResumptionToken"),
        (
            {
                "verb": "ListRecords",
                "resumptionToken": tokens.make("list", "oai_dc", None, None, None, "now", "b1wfs30st", 1, 1),
            },
            "badResumptionToken",
        ),
        (
            {
                "verb": "ListRecords",
                "resumptionToken": tokens.make(
                    "list", "no", None, None, None, "2020-01-01T00:00:00+00:00", "b1wfs30st", 1, 1
                ),
            },
            "badResumptionToken",
        ),
    ],
)
def test_mistakes(client: Client, arguments: dict[str, object], code: str) -> None:
    tree = ask(client, **arguments)
    assert error(tree) == code
    told = dict(tree.find(f"{O}request").attrib)  # type: ignore[union-attr]
    assert bool(told) == (code not in ("badVerb", "badArgument"))


def test_post_is_answered_like_get(client: Client) -> None:
    form = "application/x-www-form-urlencoded"
    tree = read(client.post("/oai", "verb=ListRecords&metadataPrefix=oai_dc", content_type=form))
    assert len(list(tree.iter(f"{O}record"))) == 12
    assert (
        error(read(client.post("/oai", "verb=Identify&x=" + "y" * 20_000, content_type=form)))
        == "badArgument"
    )
    assert error(read(client.post("/oai", {"verb": "Identify"}))) == "badArgument"  # a form with files
    assert client.post("/search", "q=x", content_type=form).status_code == 405
    assert client.put("/oai").status_code == 405


def test_every_record_once(client: Client, ids: list[str], small: None) -> None:
    for verb in ("ListRecords", "ListIdentifiers"):
        assert sorted(ids_of(pages(client, verb, **PREFIX))) == sorted(ids)
    first = ask(client, verb="ListRecords", **PREFIX).find(f".//{O}resumptionToken")
    assert first is not None
    assert (first.get("completeListSize"), first.get("cursor")) == ("12", "0")


def test_large_records_come_few_at_a_time(
    client: Client, ids: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(oai, "LARGEST", 2500)
    assert 1 <= len(list(ask(client, verb="ListRecords", **PREFIX).iter(f"{O}record"))) < 5
    assert sorted(ids_of(pages(client, "ListRecords", **PREFIX))) == sorted(ids)


def test_spans_of_time(client: Client, ids: list[str]) -> None:
    moments = [datetime(2021, 5, n, 12, 0, 0, 500_000, tzinfo=UTC) for n in range(1, 13)]
    for id, moment in zip(ids, moments, strict=True):
        models.Record.objects.filter(id=id).update(changed=moment)

    def found(**span: str) -> list[str]:
        tree = ask(client, verb="ListIdentifiers", **PREFIX, **span)
        return [] if error(tree) == "noRecordsMatch" else ids_of(tree.iter(f"{O}header"))

    assert found(**{"from": "2021-05-11"}) == ids[10:]
    assert found(until="2021-05-02") == ids[:2]
    assert found(**{"from": "2021-05-03T12:00:00Z", "until": "2021-05-03T12:00:00Z"}) == ids[2:3]
    assert found(**{"from": "2021-05-03T12:00:01Z", "until": "2021-05-04T11:59:59Z"}) == []


def test_nothing_is_lost_while_the_archive_changes(
    client: Client, archive: Archive, ids: list[str], add: Callable[..., None], small: None
) -> None:
    """Given a harvest of three pages; when between them documents are added, changed and withdrawn, some that
    were given before and some that were not; then each state of a document comes at most once, and the last one of
    every document comes."""
    known = ids_of(pages(client, "ListIdentifiers", **PREFIX))

    def between(number: int) -> None:
        if number == 1:
            number_of = {id: n for n, id in enumerate(ids, 1)}
            add(20, 21)
            add(number_of[known[0]], number_of[known[11]], more="\nA postscript.\n")
            withdrawing.withdraw(archive, known[1], "Sold.")
            withdrawing.withdraw(archive, known[10], "Sold.")

    headers = list(pages(client, "ListRecords", between, **PREFIX))
    states = [(h.findtext(f"{O}identifier"), h.findtext(f"{O}datestamp"), h.get("status")) for h in headers]
    given = ids_of(iter(headers))
    assert {given.count(id) for id in known[2:10]} == {1}
    assert [given.count(id) for id in (known[11], known[10])] == [1, 1]  # changed before they were reached
    assert [given.count(id) for id in (known[0], known[1])] == [2, 2]  # given, then changed
    assert set(given) == set(models.Record.objects.values_list("id", flat=True))
    last = {identifier: status for identifier, _, status in states}
    gone = {identifier for identifier, status in last.items() if status == "deleted"}
    assert gone == {f"oai:localhost:{known[1]}", f"oai:localhost:{known[10]}"}
    # Whoever comes again from then on gets what has changed, and no more.
    again = ids_of(pages(client, "ListRecords", **PREFIX, **{"from": max(str(at) for _, at, _ in states)}))
    assert set(again) <= set(given)


def test_deleted_records_have_no_metadata(client: Client, archive: Archive, ids: list[str]) -> None:
    withdrawing.withdraw(archive, ids[3], "Sold.")
    tree = ask(client, verb="GetRecord", **PREFIX, identifier=f"oai:localhost:{ids[3]}")
    (record,) = tree.iter(f"{O}record")
    assert [re.sub("{.*}", "", child.tag) for child in record] == ["header"]
    assert record[0].get("status") == "deleted"
    assert len(list(ask(client, verb="ListRecords", **PREFIX).iter(f"{O}metadata"))) == 11
