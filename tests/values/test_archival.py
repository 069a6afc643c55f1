"""Shelfmarks by country, and what makes two spellings one file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fonds.data import table
from fonds.model import Source
from fonds.values import archival, repositories, shelfmarks

LEVELS = (
    "repository",
    "fond",
    "opis",
    "papka",
    "delo",
    "series",
    "box",
    "folder",
    "file",
    "item",
    "volume",
    "part",
    "listy",
    "pages",
    "year",
    "place",
)


def read(text: str) -> dict[str, str]:
    source = archival.parse(text)
    return {level: value for level in LEVELS if (value := getattr(source, level))}


def parts(repository: str | None = None, **levels: str) -> dict[str, str]:
    return ({"repository": repository} if repository else {}) | levels


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        # Russia: the same four words, in any script, order of papka and delo, with or without separators
        ("APRF, f. 41, op. 2, d. 343, ll. 72-75", parts("APRF", fond="41", opis="2", delo="343", listy="72-75")),
        ("AVPRF, f. 0102, op. 13, p. 72, d. 5, ll. 95-120", parts("AVPRF", fond="0102", opis="13", papka="72", delo="5", listy="95-120")),
        ("AVP RF, f. 059a, op. 5a, d. 5, p. 11, ll. 90-93", parts("AVP RF", fond="059a", opis="5a", papka="11", delo="5", listy="90-93")),
        ("AVPRF, fond 0102, opis 16, folder 85, file 7, pp. 1-15", parts("AVPRF", fond="0102", opis="16", papka="85", delo="7", pages="1-15")),
        ("АПРФ. Ф. 41. Оп. 2. Д. 343. Лл. 72–75", parts("АПРФ", fond="41", opis="2", delo="343", listy="72–75")),
        ("РГАНИ / RGANI. F. 3. Op. 66. D. 471. L. 46–48", parts("РГАНИ", fond="3", opis="66", delo="471", listy="46–48")),
        ("GARF. F.R-9478. Op.1. D 2. L.3-4", parts("GARF", fond="R-9478", opis="1", delo="2", listy="3-4")),
        ("TsA FSB RF. F. 5-os. Op. 10. D. 73. L. 361 - 368", parts("TsA FSB RF", fond="5-os", opis="10", delo="73", listy="361 - 368")),
        ("RGANI, F. 3, Op. 63, D. 65, L. 102-102ob.", parts("RGANI", fond="3", opis="63", delo="65", listy="102-102ob")),
        ("RGANI, f. 89, per. 38, dok. 57", parts("RGANI", fond="89", opis="38", item="57")),
        ("Archive of the President of the Russian Federation (APRF), F. 3, Op. 65, D. 7, List 1",
         parts("Archive of the President of the Russian Federation", fond="3", opis="65", delo="7", listy="1")),
        ("APRF, f. 3, op. 65, d. 7, p. 5", parts("APRF", fond="3", opis="65", delo="7", pages="5")),
        ("TsDAHOU, F. 1, Op. 24, Spr. 2990, Ark. 1-5", parts("TsDAHOU", fond="1", opis="24", delo="2990", listy="1-5")),
        ("LYA, f. K-1, ap. 58, b. 4461, l. 1", parts("LYA", fond="K-1", opis="58", delo="4461", listy="1")),
        # China, Mongolia, Korea, Japan
        ("PRC FMA 105-00001-01, 1-6", parts("PRC FMA", file="105-00001-01", pages="1-6")),
        ("Jiangsu Provincial Archives 3124-0145", parts("Jiangsu Provincial Archives", file="3124-0145")),
        ("Mongolian Foreign Ministry Archive, fond 3, dans 1, kh/n 111, pp. 1-10",
         parts("Mongolian Foreign Ministry Archive", fond="3", opis="1", delo="111", pages="1-10")),
        ("ROK Diplomatic Archives, Roll 2005-0021, File 12, Frame 1-5", parts("ROK Diplomatic Archives", box="2005-0021", file="12", pages="1-5")),
        ("Diplomatic Archives of the Ministry of Foreign Affairs of Japan, File A’0311 (Microfilm)",
         parts("Diplomatic Archives of the Ministry of Foreign Affairs of Japan", file="A’0311")),
        # Germany
        ("BArch, B 136/59748, 403-410", parts("BArch", series="B 136", file="59748", pages="403-410")),
        ("PA AA, B 130, Bd. 4567", parts("PA AA", series="B 130", volume="4567")),
        ("PA AA, MfAA, C 154/75, Bl. 3", parts("PA AA, MfAA", file="C 154/75", listy="3")),
        ("SAPMO-BArch, DY 30/IV 2/20/136, Bl. 5-6", parts("SAPMO-BArch", series="DY 30", file="IV 2/20/136", listy="5-6")),
        ("SAPMO-BA, Berlin, J IV 2/202/359", parts("SAPMO-BA", file="J IV 2/202/359", place="Berlin")),
        ("BStU, MfS, HA II, Nr. 123, S. 5", parts("BStU, MfS", series="HA II", file="123", pages="5")),
        # Central and southern Europe
        ("MOL, XIX-J-1-j Korea, 5. doboz, 5/b, 001234/1957",
         parts("MOL", series="XIX-J-1-j Korea", box="5", file="001234/1957", item="5/b")),
        ("Hungarian National Archives (Magyar Országos Levéltár, MOL). XIX-J-1-j Korea, 1964, 73. doboz, IV-103, 005477/1964",
         parts("Hungarian National Archives", series="XIX-J-1-j Korea", box="73", file="005477/1964", item="IV-103", year="1964")),
        ("MOL, M-KS 288. f. 5/123. ő.e.", parts("MOL", fond="288", delo="5/123", series="M-KS")),
        ("AMSZ, z. 10, w. 42, t. 360", parts("AMSZ", fond="10", box="42", folder="360")),
        ("NA, Prague, KSČ-ÚV-02/1, sv. 12, a.j. 13, b. 3", parts("NA", delo="13", series="KSČ-ÚV-02/1", box="12", item="3", place="Prague")),
        ("TsDA, f. 1B, op. 33, a.e. 1", parts("TsDA", fond="1B", opis="33", delo="1")),
        ("Central State Archive, Sofia (TsDA), Fond 1-B, Record 60, File 134",
         parts("Central State Archive, Sofia", fond="1-B", opis="60", delo="134")),
        ("ANIC, fond CC al PCR, Cancelarie, dosar no. 6/1958, f. 1-12",
         parts("ANIC", fond="CC al PCR", delo="6/1958", series="Cancelarie", listy="1-12")),
        ("Political Affairs Fond, Telegrams from Pyongyang, 1968, Archive of the Romanian Ministry of Foreign Affairs",
         parts("Archive of the Romanian Ministry of Foreign Affairs", series="Political Affairs Fond, Telegrams from Pyongyang", year="1968")),
        ("AQSH, F. 14/AP, M-PKK, V. 1964, D. 35, Fl. 1-10", parts("AQSH", fond="14/AP", delo="35", series="M-PKK", listy="1-10", year="1964")),
        ("AJ, CK SKJ, IX, 119/I-1", parts("AJ", series="CK SKJ, IX", file="119/I-1")),
        ("Istituto Luigi Sturzo, Archivio Giulio Andreotti, NATO Series, Box 174, Subseries 1, Folder 4",
         parts("Istituto Luigi Sturzo", series="Archivio Giulio Andreotti, NATO Series", box="174", folder="4", part="1")),
        # Britain, Australia, India
        ("TNA: PRO, FO 371/12345", parts("TNA: PRO", series="FO 371", item="12345")),
        ("AA : A1838/283, 759/1/7,i", parts("AA", series="A1838/283", item="759/1/7", part="i")),
        ("NAA: A1838, 935/2/4 part 3", parts("NAA", series="A1838", item="935/2/4", part="3")),
        ("AA: A981, GERMANY 83B, iii", parts("AA", series="A981", item="GERMANY 83B", part="iii")),
        ("AA : A4311/1, BOX 453", parts("AA", series="A4311/1", box="453")),
        ("Nehru Memorial Museum and Library, File No. ABCD, vol. 21-1", parts("Nehru Memorial Museum and Library", file="ABCD", volume="21-1")),
        # United States
        ("NARA, RG 59, Lot 66 D 487, Box 12", parts("NARA", fond="RG 59", box="12", file="Lot 66 D 487")),
        ("National Archives, RG 59, Central Files 1967-69, POL 27 ARAB-ISR",
         parts("National Archives", fond="RG 59", series="Central Files 1967-69", file="POL 27 ARAB-ISR")),
        ("Library of Congress, Manuscript Division, Ann Roe Papers, Box CL 101, Rivers, May 1974",
         parts("Library of Congress, Manuscript Division", series="Ann Roe Papers", box="CL 101", folder="Rivers, May 1974")),
        ("893.51/7717: Telegram", parts(file="893.51/7717")),
        # Nobody listed them
        ("XYZA, f. 3, op. 4, d. 5", parts("XYZA", fond="3", opis="4", delo="5")),
        ("Ports Archive, Box 12, Folder 3", parts("Ports Archive", box="12", folder="3")),
    ],
)  # fmt: skip
def test_each_keepers_habit(text, wanted):
    assert read(text) == wanted


def test_the_title_before_two_strokes():
    source = archival.parse("Letter on rivers, November 1963 // RGANI, F. 3, Op. 66, D. 7, L. 3")
    assert (source.title, source.repository, source.listy) == (
        "Letter on rivers, November 1963",
        "RGANI",
        "3",
    )


@pytest.mark.parametrize(
    "spellings",
    [
        ["APRF, f. 41, op. 2, d. 343, ll. 72-75", "АПРФ. Ф. 41. Оп. 2. Д. 343. Л. 1", "Archive of the President of the Russian Federation, fond 41, opis 2, delo 343"],
        ["AVP RF, f. 059a, op. 5a, d. 5, p. 11", "AVPRF, fond 059a, opis 5a, papka 11, delo 5", "АВП РФ. Ф. 059а. Оп. 5а. Д. 5"],
        ["TsDA, f. 1B, op. 33, a.e. 1", "Central State Archive, Sofia, Fond 1-B, Record 33, File 1"],
        ["GARF. F.R-9478. Op.1. D 2", "GA RF, f. R 9478, op. 1, d. 2"],
        ["AA: A1838, 935/2/4, iii", "NAA : A 1838, 935/2/4 part 3"],
        ["Ports Archive, Box 12", "PORTS ARCHIVE, box 12"],
    ],
)  # fmt: skip
def test_spellings_of_one_file_have_one_key(spellings):
    assert len({archival.key(archival.parse(spelling)) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("AVP RF, f. 059, op. 5, d. 5", "AVP RF, f. 59, op. 5, d. 5"),
        ("AVP RF, f. 059, op. 5a, d. 5", "AVP RF, f. 059, op. 5, d. 5"),
        ("RGANI, f. 3, op. 66", "RGANI, f. 3, d. 66"),
        ("RGANI, f. 3, op. 66, d. 5", "RGASPI, f. 3, op. 66, d. 5"),
        ("BArch, B 136/5", "BArch, B 13/65"),
        ("山河档案馆, Box 山", "山河档案馆, Box 河"),
    ],
)
def test_different_files_have_different_keys(one, other):
    assert archival.key(archival.parse(one)) != archival.key(archival.parse(other))


def test_no_keeper_or_no_file_no_key():
    assert archival.key(archival.parse("f. 3, op. 66, d. 5")) is None
    assert archival.key(archival.parse("RGANI")) is None


def test_a_key_begins_with_the_keys_of_what_holds_it():
    files = [
        archival.key(archival.parse(f"RGANI, f. 3{rest}")) for rest in ("", ", op. 66", ", op. 66, d. 5")
    ]
    assert files == ["rgani/fond-3", "rgani/fond-3/opis-66", "rgani/fond-3/opis-66/delo-5"]


def test_hierarchy_names_a_listed_keeper_in_one_way():
    wanted = (("repository", "APRF"), ("fond", "3"), ("opis", "66"), ("delo", "5"))
    assert archival.hierarchy(archival.parse("АП РФ. Ф. 3. Оп. 66. Д. 5. Л. 1")) == wanted
    assert archival.hierarchy(archival.parse("f. 3")) == ()


def test_no_name_of_a_repository_is_claimed_twice():
    names: dict[str, str] = {}
    for key, row in table("repositories").items():
        for form in {row["name"], row["short"], *row["forms"]}:
            assert names.setdefault(repositories.fold(form), key) == key, form


def test_every_habit_that_is_used_is_described():
    habits = {row["habit"] for row in table("repositories").values() if "habit" in row}
    assert habits <= set(table("shelfmarks")["habits"])


@given(
    repository=st.sampled_from(["APRF", "RGANI", "AVP RF", "GARF"]),
    numbers=st.lists(st.from_regex(r"[1-9][0-9]{0,3}[a-z]?", fullmatch=True), min_size=3, max_size=3),
    leaves=st.from_regex(r"[1-9][0-9]{0,2}(?:-[1-9][0-9]{3})?", fullmatch=True),
)
def test_what_is_written_out_reads_back(repository, numbers, leaves):
    fond, opis, delo = numbers
    source = Source("", "archival", repository=repository, fond=fond, opis=opis, delo=delo, listy=leaves)
    again = archival.parse(archival.format(source))
    assert (again.repository, again.fond, again.opis, again.delo, again.listy) == (
        repository,
        fond,
        opis,
        delo,
        leaves,
    )


@given(st.text())
def test_any_text_is_survived(text):
    source = archival.parse(text)
    assert source.as_written == text
    archival.key(source)
    archival.hierarchy(source)
    archival.format(source)
    for part in shelfmarks.parts(text):
        assert (
            text[part.value_start : part.end].endswith(part.value)
            or text[part.start : part.end] == part.value
        )
