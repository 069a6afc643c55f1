"""HTML under a text's name: what a browser would show, and nothing else."""

from __future__ import annotations

import pytest

from fonds.importers import drafts
from fonds.importers.html_text import is_html, rendered
from fonds.model import Original


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<html><body>Lamp</body></html>", "Lamp\n"),
        ("<html><p>One</p><p>Two</p>", "One\n\nTwo\n"),
        ("<html><div>One</div><div>Two</div>", "One\n\nTwo\n"),
        ("<html><p>A <i>long</i>\n   line<br/>and another</p>", "A long line\nand another\n"),
        ("<html><table><tr><td>From<td>Orlov<tr><td>To<td>Demin</table>", "From\tOrlov\n\nTo\tDemin\n"),
        ("<html><pre>one\n  two</pre>", "one\ntwo\n"),
        ("<html><p>&lt;b&gt; &amp; &eacute;&#1105;&nbsp;x</p>", "<b> & éё x\n"),
        ("<html><head><title>T</title><style>p {}</style></head><script>s()</script><p>W</p>", "W\n"),
        ("<html><!-- hidden --><?php echo 1 ?><p>W</p>", "W\n"),
        ("<html><select><option>One</select><textarea>t</textarea><svg><text>v</text></svg>", ""),
        ("<html>", ""),
        ("<html><p>Lamp", "Lamp\n"),
        ("<html></p></div></b>Lamp</p><p>lit", "Lamp\n\nlit\n"),
        (
            "<html><body><p>One</body></html>\n<html><head><title>T</title></head><body><p>Two</body></html>",
            "One\n\nTwo\n",
        ),
    ],
)
def test_what_is_shown(html: str, text: str) -> None:
    assert rendered(html) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<!DOCTYPE html><p>x", True),
        ('\ufeff \n<?xml version="1.0"?>\n<!-- saved -->\n<HTML lang="en">', True),
        ("<body onload=x()>", True),
        ("<b>one</b> " * 6, True),
        ("He typed <b>lamp</b> and <i>lit</i>.", False),
        ("<htmlish>", False),
        ("The telegram of 3 May < 4 May.", False),
        ("<!-- " + "x" * 100_000, False),
    ],
)
def test_what_is_html(text: str, expected: bool) -> None:
    assert is_html(text) is expected


def test_elements_nested_very_deep_do_no_harm() -> None:
    assert "lamp" in rendered("<html><p>lamp</p>" + "<div>" * 20_000 + "lit" + "</div>" * 20_000)


def test_spans_count_in_what_is_rendered() -> None:
    page = b"<html><h1>Telegram No. 7, Orlov to Demin</h1><p>The lamp is lit.</p></html>"
    (draft,) = drafts(page, Original("page.txt", "0" * 64, "text/plain"))
    assert draft.reading == "Telegram No. 7, Orlov to Demin\n\nThe lamp is lit.\n"
    assert [problem.code for problem in draft.problems] == ["html-as-text"]
    assert [draft.words(block) for block in draft.of_kind("body")] == ["The lamp is lit."]
