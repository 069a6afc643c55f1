"""``fonds evaluate`` as one runs it, on small editions of our own."""

import json
import os
from pathlib import Path

import pytest
from editions import FRUS, LETTER, MARKDOWN

from fonds.cli import main
from fonds.errors import Unreadable
from fonds.evaluation import judging
from fonds.services import evaluating


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """A folder with a volume, letters, a Markdown paper, an ill-formed file, and one that is no edition."""
    folder = tmp_path / "edition"
    (folder / "letters").mkdir(parents=True)
    (folder / ".hidden").mkdir()
    (folder / "ardel1957.xml").write_text(FRUS, encoding="utf-8")
    (folder / "ill.xml").write_text(FRUS.replace("</head>", "", 1), encoding="utf-8")
    (folder / "other.xml").write_text("<other/>", encoding="utf-8")
    (folder / "paper.md").write_text(MARKDOWN, encoding="utf-8")
    (folder / "README.txt").write_text("About")
    (folder / ".hidden" / "L0.xml").write_text(LETTER, encoding="utf-8")
    for number in range(1, 9):
        (folder / "letters" / f"L{number}.xml").write_text(LETTER, encoding="utf-8")
    return folder


def run_json(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict:
    assert main(["evaluate", *map(str, arguments), "--format", "json"]) == 0
    found = json.loads(capsys.readouterr().out)
    # Time is the one thing that another run need not give again.
    for paper in found["papers"]:
        assert paper.pop("seconds") >= 0
    return found


def test_the_table(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(edition)]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("14 papers of 3 volumes (edition); reader ")
    for title in ("Fields:", "F1 by volume", "F1 by decade", "F1 by type", "Sure values:", "Slowest: "):
        assert title in out
    assert "The baseline dateparser is not installed." in out or "dateparser" in out
    assert err.startswith("ill.xml: ")


def test_an_ill_formed_file_is_told_and_the_rest_read(
    edition: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = run_json(capsys, edition)
    assert [fault["name"] for fault in found["faults"]] == ["ill.xml"]
    volumes = [paper["volume"] for paper in found["papers"]]
    assert {volume: volumes.count(volume) for volume in volumes} == {
        "ardel1957": 5,
        "letters": 8,
        "edition": 1,
    }
    assert found["figures"]["date"]["wanted"] == 5 + 8 - 1 + 1
    assert (
        sum(cells["date"]["wanted"] for cells in found["groups"]["decade"].values() if "date" in cells) == 13
    )


def test_processes_change_nothing(
    edition: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evaluating, "CHUNK", 4)
    assert run_json(capsys, edition, "--jobs", 2) == run_json(capsys, edition)


def test_a_sample_is_the_same_each_time(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = run_json(capsys, edition / "letters", "--limit", 3)
    assert found == run_json(capsys, edition / "letters", "--limit", 3)
    names = [paper["paper"] for paper in found["papers"]]
    assert len(names) == len(set(names)) == 3
    within = run_json(capsys, edition / "ardel1957.xml", "--limit", 2)
    assert [paper["paper"] for paper in within["papers"]] == ["ardel1957-d2.txt", "ardel1957-d4.txt"]


def test_noise_makes_it_worse(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clean, noisy, again = (run_json(capsys, edition, "--noise", percent) for percent in (0, 30, 30))
    assert noisy == again
    right = [sum(item["right"] for item in found["items"]) for found in (clean, noisy)]
    assert right[0] > right[1]


def test_mentions_in_an_archive_of_all(edition: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = run_json(capsys, edition / "ardel1957.xml", "--mentions")
    items = {(item["paper"], item["field"]): item for item in found["items"] if "at" in item}
    assert {key: item["truth"] for key, item in items.items()} == {
        ("ardel1957-d1.txt", "mention"): "not printed",
        ("ardel1957-d1.txt", "missing"): "not printed",
        ("ardel1957-d2.txt", "mention"): "ardel1957-d1.txt",
        ("ardel1957-d2.txt", "resolved"): "ardel1957-d1.txt",
    }
    assert items["ardel1957-d1.txt", "missing"]["right"] == 1
    # A sample judges fewer papers, but still among all of them.
    sample = run_json(capsys, edition / "ardel1957.xml", "--mentions", "--limit", 2)
    assert [item for item in sample["items"] if "at" in item] == [
        item for item in found["items"] if "at" in item and item["paper"] == "ardel1957-d2.txt"
    ]


def test_what_was_won_and_lost(
    edition: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    earlier = tmp_path / "earlier.json"
    earlier.write_text(json.dumps(run_json(capsys, edition)), encoding="utf-8")
    assert main(["evaluate", str(edition), "--diff", str(earlier)]) == 0
    assert "Won: 0\nLost: 0\n" in capsys.readouterr().out

    real = judging._read

    def without_l3(data: bytes, name: str) -> object:
        if name == "L3.txt":
            raise RuntimeError("lost")
        return real(data, name)

    monkeypatch.setattr(judging, "_read", without_l3)
    assert main(["evaluate", str(edition), "--diff", str(earlier)]) == 0
    out, err = capsys.readouterr()
    lost = out[out.index("Lost: ") :]
    assert "letters/L3.txt to: Verrin, Matis" in lost
    assert "before: Matis Verrin" in lost
    assert "now:    –" in lost
    assert "L4.txt" not in lost
    assert "L3.txt: the reader failed (RuntimeError: lost)" in err


def test_a_wrong_earlier_run(edition: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text('{"items": [{"paper": 1}]}')
    assert main(["evaluate", str(edition), "--diff", str(wrong)]) == 2
    assert main(["evaluate", str(edition), "--diff", str(tmp_path / "absent.json")]) == 6
    assert "holds no earlier run" in capsys.readouterr().err


def test_nothing_to_measure(tmp_path: Path, edition: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(Unreadable, match="No edition with truth"):
        evaluating.evaluate([tmp_path / "empty"])
    with pytest.raises(Unreadable, match="check the path"):
        evaluating.evaluate([tmp_path / "nowhere"])
    # Why the only file was not read stands in the sentence.
    with pytest.raises(Unreadable, match=r"ill\.xml: .*line"):
        evaluating.evaluate([edition / "ill.xml"])


def test_a_process_that_dies_takes_one_paper(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / f"L{number}.xml").write_text(LETTER, encoding="utf-8")
    papers = evaluating._gather([tmp_path], None, mentions=False).papers
    monkeypatch.setattr(evaluating, "CHUNK", 2)
    monkeypatch.setattr(evaluating, "partial", lambda *_: _die_of_l3)
    found = list(evaluating._judge_all(papers, 0.0, 2))
    assert [one.measured.paper for one in found] == [f"L{number}.txt" for number in range(6)]
    assert [one.measured.paper for one in found if one.fault] == ["L3.txt"]
    assert found[3].items
    assert not any(item.right for item in found[3].items)


def _die_of_l3(papers: list[evaluating.Placed]) -> list[judging.Judged]:
    if any(paper.name == "L3.txt" for _, paper in papers):
        os._exit(1)
    return evaluating._judge_chunk(0.0, papers)
