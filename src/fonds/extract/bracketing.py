"""The parts of a text that are messages: the whole, and what is quoted or forwarded in it, to any depth.

Bracketed like parentheses: a message opens at a quoted or unquoted address line ("“To Comrade ORLO."), at a quotation
that its lead-in announces ("the text of my telegram ...:") or at "Begin text", and closes at its closing quotation mark,
at "End text" or, unquoted, at the next opening. Depth is data: a stack, no recursion.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from fonds.extract import foot_lines, head_lines
from fonds.extract.said import Said, addressed
from fonds.model import Problem
from fonds.model.problems import problem
from fonds.values import dates
from fonds.values.lines import Line

MAX_MESSAGES = 200
FAR = 16
"""Characters from a line's end within which its closing quotation mark stands."""

OPEN = re.compile(r"\s*[“\"«„]")
_OPENS = frozenset('“"«„tT')
"""First characters of a quotation and of an address."""
CLOSE = re.compile(r"\s*[”\"»]\s*[.,;]?\s*$")
_ADDRESS = re.compile(r"\s*(?:to|TO|To)\b\s*:?\s*(?P<who>\S.{1,180}?)\s*[.:!,;]*\s*[”\"»]?$")
_BEGINS = re.compile(r"\W*(?:\w+\s+){0,3}(?:begins?|begin text|text begins?)\W*", re.IGNORECASE)
_ENDS = re.compile(
    r"\W*(?:\w+\s+){0,3}(?:ends?|end text|text ends?|end of (?:text|telegram|message|quotation))\W*",
    re.IGNORECASE,
)
ENDS_LINE = re.compile(
    r"(?<=[\w.”\"])[\s.]+\(?end (?:of )?(?:text|message|letter|quote)\)?[.\s]*$", re.IGNORECASE
)
"""Behind the last words of what was announced: "Sincerely, Ivo Orlo. End Text."."""
_LEAD_IN = re.compile(
    r"\b(?:telegram|cable|letter|message|note|text|communication|answer|reply|following)s?\b", re.IGNORECASE
)


@dataclass
class Part:
    """A message while it is taken apart: its lines by index, depth by ``parent``."""

    first: int
    last: int
    parent: int | None
    quoted: bool
    closed: bool = False
    announced: bool = False
    said: list[Said] = field(default_factory=list)
    start: int = -1
    end: int = -1


def bracket(lines: list[Line]) -> tuple[list[Part], list[Problem]]:
    """The parts of the text: the whole, and what is quoted or forwarded in it."""
    parts = [Part(0, len(lines) - 1, None, False, True)]
    stack = [0]
    beyond: list[Line] = []  # where messages begin that are too many
    passed = 0  # of those, how many are still open
    for i, line in enumerate(lines):
        text = line.text
        begins = 0 < i < len(lines) - 1 and len(text) < 40 and _BEGINS.fullmatch(text) is not None
        if not begins and len(text) < 40 and len(stack) > 1 and _ENDS.fullmatch(text):
            if passed:
                passed -= 1
                continue
            part = parts[stack.pop()]
            part.last, part.closed = max(part.first, i - 1), True
            continue
        if begins or (i > 0 and parts[-1].first != i and _opens(lines, i)):
            quoted = begins or OPEN.match(text) is not None
            if len(parts) == MAX_MESSAGES:
                beyond.append(line)
                passed += quoted
            else:
                while not quoted and len(stack) > 1 and not parts[stack[-1]].quoted:
                    parts[stack.pop()].last = i - 1  # an unquoted message ends where its neighbour begins
                parts.append(Part(i + begins, len(lines) - 1, stack[-1], quoted, announced=begins))
                stack.append(len(parts) - 1)
        if len(stack) > 1 and not passed and parts[stack[-1]].announced and ENDS_LINE.search(text):
            part = parts[stack.pop()]
            part.last, part.closed = i, True
            continue
        if begins or (len(stack) == 1 and not passed):  # nothing is open that could close
            continue
        for _ in range(_closes(text)):
            if passed:
                passed -= 1
                continue
            while len(stack) > 1 and not parts[stack[-1]].quoted:
                parts[stack.pop()].last = i
            if len(stack) > 1:
                part = parts[stack.pop()]
                part.last, part.closed = i, True
    problems: list[Problem] = []
    if beyond:
        where = {"start": beyond[0].start, "end": beyond[0].end}
        problems.append(problem("too-many-messages", where, read=MAX_MESSAGES, further=len(beyond)))
    for n in stack[1:]:
        if parts[n].quoted:
            # Never closed: paragraphs up to the next message or to the end are its own.
            following = [p.first for p in parts[n + 1 :] if p.parent == parts[n].parent]
            parts[n].last = (following[0] - 1) if following else parts[n].last
            parts[n].last = _last_quoted(lines, parts[n])
            if parts[n].announced and not following and _signed(lines, parts[n]):
                parts[n].last -= 1  # the last name is that of the outer message
            problems.append(
                problem(
                    "unclosed-message",
                    {"start": lines[parts[n].first].start, "end": lines[parts[n].first].end},
                )
            )
    return parts, problems


def _last_quoted(lines: list[Line], part: Part) -> int:
    """Where every paragraph opens a quotation anew, the last of them; else the part's last line."""
    n = part.first
    while n <= part.last and OPEN.match(lines[n].text):
        n += 1
    return (
        n - 1
        if n - part.first > 2 and lines[n - 1].text.rstrip(" .").endswith(("”", '"', "»"))
        else part.last
    )


def _signed(lines: list[Line], part: Part) -> bool:
    """Whether a part's last line, not its only one, is a name alone."""
    said = foot_lines.closing(lines[part.last], dates.DateContext()) if part.last > part.first else None
    return bool(said) and all(one.key == "from" for one in said or ())


def _opens(lines: list[Line], i: int) -> bool:
    """Whether a message begins at line ``i``: a quoted address or announced quotation, or an address line after prose."""
    text = lines[i].text
    if text[:1] not in _OPENS and not text[:1].isspace():
        return False
    quote = OPEN.match(text)
    bare = text[quote.end() :] if quote else text
    address = _ADDRESS.match(bare)
    if address and addressed(address["who"]):
        if quote:
            return not text.rstrip().endswith(("”", '"', "»"))
        # Unquoted: only after prose, when heads of the outer message are over.
        return (
            any(len(line.text) > 120 for line in lines[max(0, i - 3) : i])
            and i + 1 < len(lines)
            and len(lines[i + 1].text) > 40
        )
    if quote is None or i == 0:
        return False
    lead = lines[i - 1].text
    if (
        not lead.rstrip().endswith(":")
        or not _LEAD_IN.search(lead[-200:])
        or (_balance(text) <= 0 and not text.rstrip().endswith(("”", '"', "»")))
    ):
        return False
    # Announced: it is a message of its own only if it shows a head, a salutation or a foot.
    end = next(
        (j for j in range(i, min(i + 400, len(lines))) if lines[j].text.rstrip().endswith(("”", '"', "»"))),
        None,
    )
    if end is None:
        return False
    first = Line(bare, lines[i].end - len(bare), lines[i].end, 0)
    foot = lines[end]
    context = dates.DateContext(year=None)
    return (
        head_lines.salutation(first) is not None
        or head_lines.head(first, context) is not None
        or (end > i and bool(foot_lines.closing(foot, context)))
    )


def _balance(text: str) -> int:
    """Opening minus closing quotation marks of a line; straight ones open at its beginning and close at its end."""
    count = text.count("“") + text.count("«") + text.count("„") - text.count("”") - text.count("»")
    straight = text.count('"')
    if straight % 2:
        count += 1 if text.lstrip().startswith('"') else -1 if text.rstrip(" .,;").endswith('"') else 0
    return count


def _closes(text: str) -> int:
    """How many open messages end with this line."""
    if CLOSE.search(text, max(0, len(text) - FAR)) is None:
        return 0
    return max(0, -_balance(text))
