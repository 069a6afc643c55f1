"""What people type, understood leniently."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.search.query import (
    MAX_CLAUSES,
    MAX_DEPTH,
    And,
    DateRange,
    Everything,
    Field,
    Not,
    Or,
    Parsed,
    Phrase,
    Prefix,
    Query,
    Term,
    parse,
)
from fonds.search.tree import EXACT_FIELDS, FIELDS
from fonds.search.widening import widen

A, B, C = Term("a"), Term("b"), Term("c")


@pytest.mark.parametrize(
    ("typed", "tree"),
    [
        ("", Everything()),
        ("  \t\n", Everything()),
        ("Korea", Term("Korea")),
        ("a b", And((A, B))),
        ("a AND b", And((A, B))),
        ("a && b", And((A, B))),
        ("a OR b", Or((A, B))),
        ("a | b || c", Or((A, B, C))),
        ("a OR b c", Or((A, And((B, C))))),
        ("(a OR b) c", And((Or((A, B)), C))),
        ("a and b or c", And((A, Term("and"), B, Term("or"), C))),
        ("a -b", And((A, Not(B)))),
        ("NOT a", Not(A)),
        ("NOT NOT a", A),
        ("a NOT (b OR c)", And((A, Not(Or((B, C)))))),
        ('"air force"', Phrase("air force")),
        ("“air force” „Luft“ «мир»", And((Phrase("air force"), Phrase("Luft"), Phrase("мир")))),
        ("「苏联大使」", Phrase("苏联大使")),
        ("Sino-Soviet", Term("Sino-Soviet")),
        ("gov*", Prefix("gov")),
        ("苏*", Prefix("苏")),
        ("title:korea", Field("title", Term("korea"))),
        ("Title: korea", Field("title", Term("korea"))),
        ('from:"Kim Il Sung"', Field("from", Phrase("Kim Il Sung"))),
        ("from:(a OR b)", Field("from", Or((A, B)))),
        ("-from:a", Not(Field("from", A))),
        ("1950..1953", DateRange("1950-01-01", "1953-12-31")),
        ("1952-07..1952-09", DateRange("1952-07-01", "1952-09-30")),
        ("1952-07..", DateRange("1952-07-01", None)),
        ("..1952-02", DateRange(None, "1952-02-29")),
        ("1953..1950", DateRange("1950-01-01", "1953-12-31")),
        ("after:1952-07", DateRange("1952-08-01", None)),
        ("before:1953", DateRange(None, "1952-12-31")),
        ("since:1952-07", DateRange("1952-07-01", None)),
        ("until:1953", DateRange(None, "1953-12-31")),
        ("on:1952-07-18", DateRange("1952-07-18", "1952-07-18")),
        ("on:18.7.1952", DateRange("1952-07-18", "1952-07-18")),
        ("year:1952", DateRange("1952-01-01", "1952-12-31")),
        ("year:1950s", DateRange("1950-01-01", "1959-12-31")),
        ("date:1950-1953", DateRange("1950-01-01", "1953-12-31")),
        ('date:"1950 .. 1953"', DateRange("1950-01-01", "1953-12-31")),
        ("-1950..1953", Not(DateRange("1950-01-01", "1953-12-31"))),
        ("12:15", Term("12:15")),
        ("1952-07-18", Term("1952-07-18")),
        ("a , — b", And((A, B))),
        ("()", Everything()),
    ],
)
def test_grammar(typed: str, tree: Query) -> None:
    assert parse(typed).tree == tree
    if tree != Everything() or not typed.strip():
        assert parse(typed).notes == ()


@pytest.mark.parametrize(
    ("typed", "tree", "note"),
    [
        ("foo:bar", And((Term("foo"), Term("bar"))), "no field “foo:”"),
        ("after:1952-13 a", A, "“1952-13” is no day"),
        ("on:1951-02-29 a", A, "“1951-02-29” is no day"),
        ("year: a", Everything(), "“a” is no day"),
        ("a before:", A, "no date follows"),
        ('"air force', Phrase("air force"), "not closed"),
        ("(a b", And((A, B)), "not closed"),
        ("a) b", And((A, B)), "not opened"),
        ("AND a", A, "“AND” stands beside nothing"),
        ("a OR", A, "“OR” stands beside nothing"),
        ("a AND AND b", And((A, B)), "“AND” stands beside nothing"),
        ("a from:", A, "“from:” stands beside nothing"),
        ("s*", Term("s"), "too short"),
        ("gov*ment", And((Term("gov"), Term("ment"))), "at its end only"),
        ('"air force"~5', Phrase("air force"), "“~5” has no meaning"),
        ("soviet^2", Term("soviet"), "“^2” has no meaning"),
        ("0000..1950 a", A, "no range of dates"),
        ("?!", Everything(), "no word"),
    ],
)
def test_what_is_not_understood_is_told(typed: str, tree: Query, note: str) -> None:
    parsed = parse(typed)
    assert parsed.tree == tree
    assert any(note in said for said in parsed.notes), parsed.notes


def test_bounds_are_kept_and_told() -> None:
    long = parse("word " * 50_000)
    assert "Only the first 1,000 characters" in long.notes[0]
    many = parse(" ".join(f"w{n}" for n in range(200)))
    assert isinstance(many.tree, And)
    assert len(many.tree.parts) == MAX_CLAUSES
    assert any("64" in note for note in many.notes)
    deep = parse("(" * 300 + "a" + ")" * 300)
    assert deep.tree == A
    assert any("8 deep" in note for note in deep.notes)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "all documents"),
        ("type:telegram", "all telegrams"),
        ('type:"memorandum of conversation" korea', "memoranda of conversation with “korea”"),
        (
            'type:telegram from:Roshchin 1950..1953 "air force" -navy',
            "telegrams from “Roshchin”, dated 1950 to 1953, with “air force”, without “navy”",
        ),
        ("to:(stalin OR mao) year:1952", "documents to “stalin” or “mao”, dated 1952"),
        ("a OR b c", "documents with “a” or (“b” and “c”)"),
        ("gov* after:1952-07", "documents dated since August 1952, with words beginning “gov”"),
        ("a b c", "documents with “a”, “b” and “c”"),
        ("-from:mao", "documents not from “mao”"),
        ("date:1952-07..1952-09", "documents dated July 1952 to September 1952"),
        ("type:diary OR type:speech", "documents of the type “diary” or of the type “speech”"),
    ],
)
def test_in_words(typed: str, said: str) -> None:
    assert parse(typed).words == said


WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=8).filter(
    lambda w: w not in ("AND", "OR", "NOT")
)
PIECES = st.one_of(
    st.sampled_from(
        ['"', "“", "”", "(", ")", "|", "-", "AND", "OR", "NOT", "*", "..", ":", "1952", "1950..", "~2"]
    ),
    st.sampled_from([f"{name}:" for name in (*FIELDS, "after", "on", "year", "nofield")]),
    st.text(max_size=4),
    WORDS,
)


def depth(tree: Query) -> int:
    match tree:
        case And(parts) | Or(parts):
            return 1 + max(map(depth, parts))
        case Not(part) | Field(_, part):
            return 1 + depth(part)
        case _:
            return 1


def leaves(tree: Query) -> list[Query]:
    match tree:
        case And(parts) | Or(parts):
            return [leaf for part in parts for leaf in leaves(part)]
        case Not(part) | Field(_, part):
            return leaves(part)
        case _:
            return [tree]


@given(
    st.one_of(
        st.text(max_size=200), st.lists(PIECES, max_size=40).map(" ".join), st.lists(PIECES).map("".join)
    )
)
def test_any_text_is_understood_somehow(typed: str) -> None:
    parsed = parse(typed)
    assert len(leaves(parsed.tree)) <= MAX_CLAUSES
    # A parenthesis may hold an Or of Ands, each part with a field and a NOT.
    assert depth(parsed.tree) <= 4 * (MAX_DEPTH + 1) + 1
    assert all(note.endswith(".") for note in parsed.notes)
    parsed.words.encode()
    for leaf in leaves(parsed.tree):
        if isinstance(leaf, Term | Phrase | Prefix):
            assert leaf.text in parsed.words


@given(st.binary(max_size=300))
def test_any_bytes_are_understood_somehow(data: bytes) -> None:
    assert isinstance(parse(data.decode("utf-8", "surrogateescape")), Parsed)
    assert isinstance(parse(data.decode("latin-1")), Parsed)


def typed_as(tree: Query) -> str:
    """The tree as somebody could type it."""
    match tree:
        case Term(text):
            return text
        case Phrase(text):
            return f'"{text}"'
        case Prefix(text):
            return f"{text}*"
        case DateRange(earliest, latest):
            return f"{earliest or ''}..{latest or ''}"
        case Field(name, part):
            return f"{name}:{typed_as(part)}"
        case Not(part):
            return f"NOT {typed_as(part)}"
        case And(parts):
            return "(" + " AND ".join(map(typed_as, parts)) + ")"
        case Or(parts):
            return "(" + " OR ".join(map(typed_as, parts)) + ")"
        case Everything():
            return ""


LEAVES = st.one_of(
    WORDS.map(Term),
    st.lists(WORDS, min_size=1, max_size=3).map(" ".join).map(Phrase),
    WORDS.filter(lambda w: len(w) > 1).map(Prefix),
    st.dates().map(lambda day: DateRange(day.isoformat(), None)),
)
FIELDED = st.builds(Field, st.sampled_from(sorted(FIELDS)), WORDS.map(Term))


def grown(parts: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    many = st.lists(parts, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        many.filter(lambda found: not any(isinstance(p, And) for p in found)).map(And),
        many.map(Or),
        parts.filter(lambda p: not isinstance(p, Not)).map(Not),
    )


@given(st.recursive(st.one_of(LEAVES, FIELDED), grown, max_leaves=8))
def test_a_tree_written_down_is_read_back(tree: Query) -> None:
    parsed = parse(typed_as(tree))
    if not any("deep" in note for note in parsed.notes):
        assert parsed == Parsed(tree)


# --- other names -------------------------------------------------------------------------------------

KNOWN = {"stalin": ("Filippov", "Сталин", "Stalin"), "kim il sung": ("김일성",)}


def forms(name: str) -> tuple[str, ...]:
    return KNOWN.get(name.lower(), ())


def test_names_are_widened_by_their_other_forms() -> None:
    tree, added = widen(parse("from:Stalin korea").tree, forms)
    stalin = Or((Term("Stalin"), Phrase("Filippov"), Phrase("Сталин")))
    assert tree == And((Field("from", stalin), Term("korea")))
    assert added == (("Stalin", ("Filippov", "Сталин")),)


def test_a_name_of_several_words_is_widened_as_one() -> None:
    tree, added = widen(parse("met Kim Il Sung").tree, forms)
    kim = And((Term("Kim"), Term("Il"), Term("Sung")))
    assert tree == And((Term("met"), Or((kim, Phrase("김일성")))))
    assert added == (("Kim Il Sung", ("김일성",)),)


@pytest.mark.parametrize("typed", ["-stalin", "id:stalin", "stal*", "mao"])
def test_what_is_excluded_or_exact_is_not_widened(typed: str) -> None:
    parsed = parse(typed)
    assert widen(parsed.tree, forms) == (parsed.tree, ())


def test_exact_fields_are_fields() -> None:
    assert set(FIELDS) >= EXACT_FIELDS
