"""Editions: what is truth, what is shown to the reader, and that hostile XML is refused."""

import gzip
import hashlib
import json
from pathlib import Path

import pytest
from editions import FRUS, LETTER, MARKDOWN

from fonds.evaluation.editions import file as editions_file
from fonds.evaluation.editions import leaves_of
from fonds.evaluation.editions.file import File
from fonds.evaluation.paper import Paper, Pointer, Truth
from fonds.importers import tei
from fonds.model import codec
from fonds.services import reading

XML = '<?xml version="1.0"?>'


def papers(path: Path) -> list[Paper]:
    return [leaf.paper() for leaf in leaves_of(File(path))]


@pytest.fixture
def volume(tmp_path: Path) -> Path:
    path = tmp_path / "ardel1957.xml"
    path.write_text(FRUS, encoding="utf-8")
    return path


class TestFrus:
    def test_truth(self, volume: Path) -> None:
        truth = {paper.name: paper.truth for paper in papers(volume)}
        assert truth["ardel1957-d1.txt"] == Truth(
            date="1957-07-09",
            time="16:00",
            place="Port Regent",
            from_=("Wetherby",),
            to=("Secretary of State",),
            type="telegram",
            mark="secret",
        )
        # Names tagged in the running text are nobody's sender.
        assert truth["ardel1957-d2.txt"] == Truth(
            date="1957-07-12/1957-07-13",
            place="Lisse",
            type="memorandum of conversation",
            mark="top secret",
            # A side in italics is nobody; one that nothing marks is taken for a person.
            participants=("Ismara", "Ivo Orsei", "Mr. Lund", "The Secretary"),
        )

    def test_bounds_of_todays_encoding(self, volume: Path) -> None:
        dates = {paper.name: paper.truth.date for paper in papers(volume)}
        assert dates["ardel1957-d3.txt"] is None  # an editorial note has no date of its own
        assert dates["ardel1957-d4.txt"] == "1957-07-20"
        assert dates["ardel1957-d5.txt"] == "1957-08-01/1957-08-31"

    def test_the_words_are_those_of_the_page(self, volume: Path) -> None:
        first, second = (paper.data.decode() for paper in papers(volume)[:2])
        assert first.split("\n\n") == [
            "611.90/7–957: Telegram",
            "The Consul at Port Regent (Wetherby) to the Secretary of State[1]",
            "Port Regent, July 9, 1957—4 p.m.\nSecret",
            "57. I refer to your telegram No. 41 of July 1.[2] The strait is closed.",
            "Wetherby",
            "[1] Repeated to Lisse.\n[2] Not printed.",
        ]
        assert second.startswith("2. Memorandum of Conversation[1]\n\nLisse, July 12–13, 1957.")

    def test_nothing_of_the_mark_up_is_shown(self, volume: Path) -> None:
        for paper in papers(volume):
            shown = paper.data.decode()
            assert not set("<>") & set(shown)
            assert "1957-" not in shown
            assert "d1fn1" not in shown

    def test_pointers(self, volume: Path) -> None:
        pointed = [leaf.pointed() for leaf in leaves_of(File(volume)) if leaf.pointed]
        first, second = pointed[:2]
        (missing,), (printed,) = first.pointers, second.pointers
        assert missing.target is None
        assert first.data.decode()[: missing.at].endswith("telegram No. 41 of July 1.")
        assert printed == Pointer(second.data.decode().index("57 of July 9.") + 13, "ardel1957-d1.txt")
        assert "Not printed" not in first.data.decode()
        assert "[1]" not in first.data.decode()

    def test_gzip(self, tmp_path: Path, volume: Path) -> None:
        packed = tmp_path / "ardel1957.xml.gz"
        packed.write_bytes(gzip.compress(FRUS.encode()))
        assert papers(packed) == papers(volume)


class TestLetters:
    def test_truth_and_words(self, tmp_path: Path) -> None:
        path = tmp_path / "L1.xml"
        path.write_text(LETTER, encoding="utf-8")
        (paper,) = papers(path)
        assert paper.name == "L1.txt"
        assert paper.truth == Truth(
            date="1957-07-22/1957-07-23",
            place="Merrin",
            from_=("Kindersley, Nora",),
            to=("Verrin, Matis",),
            type="letter",
        )
        assert paper.data.decode() == (
            "Nora Kindersley an Matis Verrin, [22.? 7. 1957]\n\n"
            "Merrin, 22. Juli 57\nLieber Matis[1],\ndie Brücke steht.\nNora\n"
        )

    def test_a_list_of_letters_is_no_letter(self, tmp_path: Path) -> None:
        start, body = LETTER.index("<body>"), LETTER.index("</body>")
        path = tmp_path / "list.xml"
        path.write_text(LETTER[:start] + "<body><p/>" + LETTER[body:], encoding="utf-8")
        assert leaves_of(File(path)) == []


class TestFrontMatter:
    def test_truth_and_words(self, tmp_path: Path) -> None:
        path = tmp_path / "12-orsei.md"
        path.write_text(MARKDOWN, encoding="utf-8")
        (paper,) = papers(path)
        assert paper.truth == Truth(
            date="1947-10", from_=("Orsei",), to=("Penhallow's Office",), mark="secret"
        )
        assert paper.data.decode().startswith(
            "12 Cablegram from Mr Orsei to Lord Penhallow's Office\n\nCable"
        )
        assert "doc_date" not in paper.data.decode()

    def test_a_readme_is_no_paper(self, tmp_path: Path) -> None:
        path = tmp_path / "README.md"
        path.write_text("---\ntitle: About\n---\nWords.", encoding="utf-8")
        assert leaves_of(File(path)) == []


class TestCatalogue:
    HEAD = "source_file,cable_date,cable_from,cable_to,cable_tags,doc_number\n"

    def test_truth(self, tmp_path: Path) -> None:
        (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 nothing")
        rows = 'a.pdf,9 jul 1979,LEGATION MERRIN,SECSTATE LISSE NIACT IMMEDIATE 5432,"PFOR, OVIP (ORSEI, J)",1979M1\n'
        path = tmp_path / "metadata.csv"
        path.write_text(f"{self.HEAD}{rows}absent.pdf,na,na,na,na,na\n", encoding="utf-8")
        (paper,) = papers(path)
        assert paper.name == "a.pdf"
        assert paper.truth == Truth(
            date="1979-07-09",
            from_=("LEGATION MERRIN",),
            to=("SECSTATE LISSE",),
            type="telegram",
            number="1979M1",
            tags=("PFOR", "OVIP (ORSEI, J)"),
        )

    def test_a_row_cannot_name_a_file_elsewhere(self, tmp_path: Path) -> None:
        (tmp_path / "secret.txt").write_text("secret")
        inside = tmp_path / "inside"
        inside.mkdir()
        (inside / "m.csv").write_text(f"{self.HEAD}../secret.txt,,,,,\n")
        assert leaves_of(File(inside / "m.csv")) == []


class TestDocuments:
    @pytest.fixture
    def exported(self, tmp_path: Path, root: Path) -> Path:
        documents = list(reading.read([root / "demo" / "Port Regent Legation"]))
        path = tmp_path / "papers.jsonl"
        path.write_text("\n".join(map(codec.to_json, documents)), encoding="utf-8")
        return path

    def test_without_the_original_title_and_text_are_shown(self, exported: Path) -> None:
        first = json.loads(exported.read_text(encoding="utf-8").splitlines()[0])
        found = papers(exported)[0]
        assert found.name == f"{first['id']}.txt"
        assert found.data.decode() == f"{first['title']}\n\n{first['text']}\n"
        assert found.truth.type == first["type"]

    def test_the_original_is_taken_only_if_it_is_the_same(self, exported: Path, root: Path) -> None:
        folder = root / "demo" / "Port Regent Legation"
        names = [
            json.loads(line)["original"]["name"].split("/")[-1]
            for line in exported.read_text(encoding="utf-8").splitlines()
        ]
        same, other = (exported.parent / names[n] for n in (0, 1))
        same.write_bytes((folder / same.name).read_bytes())
        other.write_bytes(b"other words")
        found = papers(exported)
        assert hashlib.sha256(found[0].data).digest() == hashlib.sha256(same.read_bytes()).digest()
        assert b"other words" not in found[1].data

    @pytest.mark.parametrize("line", ["{", "[]", '{"id": 1}', '"words"'])
    def test_a_line_that_is_no_document(self, tmp_path: Path, line: str) -> None:
        path = tmp_path / "x.jsonl"
        path.write_text(line)
        with pytest.raises(tei.IllFormed, match="line 1"):
            leaves_of(File(path))


class TestHostileXml:
    def test_ill_formed(self) -> None:
        with pytest.raises(tei.IllFormed, match="line 1"):
            tei.parse(b"<TEI><p></TEI>")

    def test_no_entity_is_read_from_disk(self, tmp_path: Path) -> None:
        secret = tmp_path / "secret.txt"
        secret.write_text("PASSWORD")
        root = tei.parse(
            f'{XML}<!DOCTYPE p [<!ENTITY e SYSTEM "{secret.as_uri()}">]><p>a&e;b<i>&e;</i></p>'.encode()
        )
        assert tei.one_line(tei.text_of(root)) == "ab"

    def test_no_entity_grows(self) -> None:
        entities = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
        bomb = f'{XML}<!DOCTYPE p [<!ENTITY e0 "lol">{entities}]><p>a&e9;b</p>'
        with pytest.raises(tei.IllFormed, match="entity"):
            tei.parse(bomb.encode())

    def test_no_depth_without_end(self) -> None:
        with pytest.raises(tei.IllFormed):
            tei.parse(b"<p>" * 5000 + b"</p>" * 5000)

    def test_no_size_without_end(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(editions_file, "MAX_BYTES", 1000)
        path = tmp_path / "large.xml.gz"
        path.write_bytes(gzip.compress(b"<p>" + b"a" * 2000 + b"</p>"))
        with pytest.raises(tei.IllFormed, match="more than 1000 bytes"):
            leaves_of(File(path))

    def test_comments_and_instructions_are_no_words(self) -> None:
        root = tei.parse(b"<p>a<!-- not this --><?nor this?>b</p>")
        assert tei.text_of(root) == "ab"
