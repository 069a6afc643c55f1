"""The years chart: bars as percentages of its width, so that one picture fits every screen.

Heights are pixels of an SVG without a view box; colours come from the style sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from fonds.services.views import YearCount
from fonds.web import addresses, wording

HEIGHT_PX = 84
LABELS_PX = 24
GAP = 0.16
"""Of a bar's place, between it and the next."""
MOST_BARS = 120
MOST_LABELS = 8


@dataclass(frozen=True, slots=True)
class Bar:
    """The documents of one year, or of ``years`` years from it on; ``x`` and ``width`` are percentages."""

    first: int
    years: int
    count: int
    x: float
    width: float
    height: float
    label: str | None

    @property
    def name(self) -> str:
        """ "1950", or "1950s" for ten years."""
        return str(self.first) if self.years == 1 else f"{self.first}s"

    @property
    def period(self) -> str:
        """The bar as a filter by year: "1950" or "1950..1959"."""
        return str(self.first) if self.years == 1 else f"{self.first}..{self.first + self.years - 1}"


def bars(years: Sequence[YearCount]) -> list[Bar]:
    """A bar a year; a bar a decade where there are too many years for that.

    >>> [(b.name, b.height) for b in bars([YearCount(1950, 2), YearCount(1951, 0), YearCount(1952, 1)])]
    [('1950', 84.0), ('1951', 0.0), ('1952', 42.0)]
    """
    if not years:
        return []
    step = 1 if len(years) <= MOST_BARS else 10
    counts: dict[int, int] = {}
    for year in years:
        first = year.year // step * step
        counts[first] = counts.get(first, 0) + year.count
    most = max(counts.values()) or 1
    slot = 100 / len(counts)
    every = next(n for n in (1, 2, 5, 10, 20, 50, 100, 1000) if len(counts) * step / n <= MOST_LABELS)
    return [
        Bar(
            first,
            step,
            count,
            x=round(n * slot, 3),
            width=round(slot, 3),
            # The smallest count stays visible beside the greatest.
            height=round(max(HEIGHT_PX * count / most, 2.0), 1) if count else 0.0,
            label=str(first) if first % every == 0 else None,
        )
        for n, (first, count) in enumerate(sorted(counts.items()))
    ]


def page(bar: Bar) -> str:
    """Where a bar leads outside of search results: the year's page, or a search for ten years."""
    return addresses.period(bar.period) if bar.years == 1 else addresses.search(year=[bar.period])


def figure(
    years: Sequence[YearCount],
    caption: str,
    link: Callable[[Bar], str],
    selected: Sequence[str] = (),
    rel: str | None = None,
) -> Markup:
    """The chart; nothing where there is only one bar. ``selected`` are the years in force, others are pale."""
    found = bars(years)
    if len(found) < 2:
        return Markup()
    said = escape(caption)
    follow = f' rel="{rel}"' if rel else ""
    out = [
        f'<figure class="years">\n<figcaption>{said}</figcaption>\n'
        f'<svg width="100%" height="{HEIGHT_PX + LABELS_PX}" role="group" aria-label="{said}">\n'
    ]
    for bar in found:
        if bar.count:
            name = f"{bar.name}: {wording.count(bar.count, 'document')}"
            off = ' class="off"' if selected and not {bar.name, bar.period} & set(selected) else ""
            out.append(
                f'<a href="{escape(link(bar))}"{follow}{off} aria-label="{name}"><title>{name}</title>'
                f'<rect class="hit" x="{bar.x}%" y="0" width="{bar.width}%" height="{HEIGHT_PX}"/>'
                f'<rect class="bar-of" x="{bar.x + bar.width * GAP / 2:.3f}%" y="{HEIGHT_PX - bar.height:.1f}"'
                f' width="{bar.width * (1 - GAP):.3f}%" height="{bar.height}" data-year="{bar.first}"/></a>\n'
            )
        if bar.label:
            out.append(
                f'<text x="{bar.x + bar.width / 2:.3f}%" y="{HEIGHT_PX + 17}" text-anchor="middle" aria-hidden="true">'
                f"{bar.label}</text>\n"
            )
    line = HEIGHT_PX + 0.5
    out.append(f'<line x1="0" x2="100%" y1="{line}" y2="{line}"/>\n</svg>\n</figure>\n')
    return Markup("".join(out))
