"""The document-information panel as mark-up.

Written here and not in a template: a document page has a hundred or two of these small pieces, and with
them the template took 0.8 ms a page, without them 0.4 (1,504 documents, one core).
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from fonds.web.facts import EvidenceView, Fact, Group, Rest, Row

LONG = 160
"""Characters; a longer value, such as a rights statement, is folded."""
SHORT = 40


def groups(found: Iterable[Group], evidence: EvidenceView | None) -> Markup:
    """Each group as a list of labels and values, with the words they rest on where these are asked for."""
    out: list[str] = []
    for group in found:
        title = str(escape(group.title))
        if group.anchor:
            title = f'<a href="#{escape(group.anchor)}">{title}</a>'
        out.append(f"<section>\n<h2>{title}</h2>\n<dl>\n")
        out.extend(
            f"<div><dt>{escape(row.label)}</dt><dd>{_values(row, evidence)}</dd></div>\n"
            for row in group.rows
        )
        out.append("</dl>\n</section>\n")
    return Markup("".join(out))


def lists(found: Iterable[Group], evidence: EvidenceView | None) -> Markup:
    """Each group as a bare list under its title."""
    return Markup(
        "".join(
            f"<section>\n<h2>{escape(group.title)}</h2>\n{''.join(_values(row, evidence) for row in group.rows)}"
            "\n</section>\n"
            for group in found
        )
    )


def _values(row: Row, evidence: EvidenceView | None) -> str:
    facts = row.facts
    if row.steps:
        steps = "".join(f"<li>{_fact(fact)}</li>" for fact in facts)
        return f'<ol class="steps">{steps}</ol>{_rests(facts[0], evidence) if evidence else ""}'
    if len(facts) == 1 and len(facts[0].text) > LONG:
        whole = escape(facts[0].text)
        start = escape(facts[0].text[:SHORT].rsplit(" ", 1)[0])
        return f"<details><summary>{start} …</summary>{whole}</details>"
    items = "".join(
        f"<li>{_fact(fact)}{_below(fact)}{_rests(fact, evidence) if evidence else ''}</li>" for fact in facts
    )
    return f'<ul class="run">{items}</ul>' if row.run and not evidence else f"<ul>{items}</ul>"


def _fact(fact: Fact) -> str:
    text = escape(fact.text)
    return f'<a href="{escape(fact.href)}">{text}</a>' if fact.href else str(text)


def _below(fact: Fact) -> str:
    return f'<span class="sub">{escape(fact.below)}</span>' if fact.below else ""


def _rests(fact: Fact, evidence: EvidenceView) -> str:
    if not fact.path:
        return ""
    rests = evidence.of(fact)
    if not rests:
        return f'<span class="rests">{escape(fact.assumed or "not from words of the page")}</span>'
    return "".join(_rest(fact.kind, rest) for rest in rests)


def _rest(kind: str, rest: Rest) -> str:
    sure = f"{escape(rest.method)}, {rest.percent} %"
    if rest.mark is None:
        words = f'<span class="quote">“{escape(rest.quote)}”</span>, beside the text'
        return f'<span class="rests rests-{kind}">{words} · {sure}</span>'
    words = f'<a class="quote" href="#e{rest.mark}">“{escape(rest.quote)}”</a>, ¶ {rest.paragraph}'
    return f'<span class="rests rests-{kind}" data-e="{rest.mark}">{words} · {sure}</span>'
