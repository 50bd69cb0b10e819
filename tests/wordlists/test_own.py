"""A user's own word lists: they add, they never replace, and a fault names file and row."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import crosswire as cw
from crosswire import wordlists
from crosswire.errors import WordlistError
from crosswire.wordlists import own
from crosswire.wordlists.gazetteer import gazetteer

ACTORS = "# source: own list\nkey,name,kind,country,aliases\nhill-guard,Hill Guard,armed group,EC,Guard of the Hills|HGX\n"


@pytest.fixture
def mine(tmp_path) -> Iterator[Path]:
    """A folder for lists; afterwards the shipped ones alone are read again."""
    (tmp_path / "my-lists").mkdir()
    yield tmp_path / "my-lists"
    wordlists.use(None)


def lists(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return folder


def test_a_list_adds_and_takes_nothing_away(mine):
    before, words = wordlists.load_csv("actors.csv"), wordlists.words_of("agencies.toml", "agency")
    agencies = '[agency]\nsource = "own list"\nwords = ["Litoral Wire", "Reuters"]\n'
    wordlists.use(lists(mine, actors__csv=ACTORS, agencies__toml=agencies))
    assert wordlists.load_csv("actors.csv")[: len(before)] == before
    assert wordlists.load_csv("actors.csv")[len(before) :] == (
        {"key": "hill-guard", "name": "Hill Guard", "kind": "armed group", "country": "EC", "part_of": "", "aliases": "Guard of the Hills|HGX",
         "weak": "", "source": ""},
    )  # fmt: skip
    assert wordlists.words_of("agencies.toml", "agency") == words | {"Litoral Wire"}
    assert wordlists.load_toml("agencies.toml")["agency"]["source"].endswith("; own list")
    wordlists.use(None)
    assert wordlists.load_csv("actors.csv") == before
    assert wordlists.words_of("agencies.toml", "agency") == words


def test_a_known_row_gets_further_names(mine):
    wordlists.use(lists(mine, actors__csv="key,name,kind,aliases,source\nislamic-state,,,Daawla,own list\n"))
    (row,) = [r for r in wordlists.load_csv("actors.csv") if r["key"] == "islamic-state"]
    assert {"Daawla", "ISIS"} <= set(row["aliases"].split("|"))
    assert row["name"] == "Islamic State"


def test_what_is_read_changes_with_them_and_back(mine):
    text = "Fighters of the HGX took Puerto Nadal on Monday, residents said."
    plain = cw.read(text)
    places = "name,kind,country,lat,lon,radius_km,source\nPuerto Nadal,town,EC,-2.1,-79.9,8,own list\n"
    wordlists.use(lists(mine, actors__csv=ACTORS, places_overlay__csv=places))
    settings = cw.Settings(wordlists=type(cw.Settings().wordlists)(folder=mine))
    with_lists = cw.read(text, settings=settings)
    assert ("Hill Guard", "armed group") not in {(a.name, a.kind) for a in plain.actors}
    assert ("Hill Guard", "armed group") in {(a.name, a.kind) for a in with_lists.actors} or "HGX" in {a.name for a in with_lists.actors}
    assert [p.lat for p in with_lists.places if with_lists.text_of(p) == "Puerto Nadal"] == [-2.1]
    assert [e.name for e in gazetteer().find("Puerto Nadal")] == ["Puerto Nadal"]
    assert cw.read(text) == plain  # no settings, no lists


def test_the_fingerprint_tells_sets_of_lists_apart(mine):
    assert wordlists.fingerprint() == ""
    wordlists.use(lists(mine, actors__csv=ACTORS))
    first = wordlists.fingerprint()
    wordlists.use(None)
    wordlists.use(lists(mine, actors__csv=ACTORS.replace("HGX", "HGY")))
    assert len({first, wordlists.fingerprint(), ""}) == 3


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("actor.csv", "key\n", "actor.csv: there is no word list of this name. Did you mean actors.csv?"),
        ("word_frequencies.csv", "stem,documents\na,1\n", "nothing can be added to this list"),
        ("actors.csv", "key,name,kind\na,A,person\n", "actors.csv: row 1 has no source; begin the file with a line '# source: ...'"),
        ("actors.csv", "# source: own\nkey,name,kind\na,A,person\na,B,person\n", "row 2: key 'a' is in this list already; put the two"),
        ("actors.csv", "", "actors.csv is empty: write a header and at least one row"),
        ("agencies.toml", "# none yet\n", "agencies.toml is empty: write a group"),
        (
            "actors.csv",
            "# source: own\nkey,name,kind\na,A,person\nb,B,army\n",
            "actors.csv: row 2: kind is 'army'; it is to be one of person",
        ),
        ("actors.csv", "# source: own\nkey,name,kind\na,,person\n", "actors.csv: row 1 has no name"),
        ("actors.csv", "# source: own\nkey,name,kind,alias\na,A,person,x\n", "has a column 'alias'. Did you mean aliases?"),
        ("actors.csv", "# source: own\nkey,name,kind\nislamic-state,Other,\n", "name is 'Islamic State' in the shipped list"),
        (
            "actors.csv",
            "# source: own\nkey,name,kind,part_of\na,A,person,islamic-stat\n",
            "part of 'islamic-stat', which is no key. Did you",
        ),
        ("actors.csv", "# source: own\nkey,name,kind,country\na,A,person,ec\n", "country is 'ec'; it is to be a country code"),
        (
            "places_overlay.csv",
            "# source: own\nname,kind,lat,lon,radius_km\nA,town,95,0,3\n",
            "lat is '95'; it is to be a number of degrees",
        ),
        (
            "agencies.toml",
            '[agency]\nwords = ["x"]\n',
            "agencies.toml: group [agency] has no source; say where its words are from: source =",
        ),
        ("agencies.toml", '[agencies]\nsource = "own"\nwords = ["x"]\n', "group [agencies] is none of the list's. Did you mean agency?"),
        ("agencies.toml", '[agency]\nsource = "own"\nwords = ["x", "x"]\n', "has 'x' more than once"),
        ("agencies.toml", '[agency]\nsource = "own"\nwords = "x"\n', "words is to be a list of words in quote marks"),
        ("reporting.toml", '[says]\nsource = "own"\nwords = ["Insist"]\n', "write 'Insist' in small letters"),
        ("reporting.toml", '[voices]\nsource = "own"\nstance = "denies"\nwords = ["croak"]\n', "stance is 'says' in the shipped list"),
        ("times.toml", '[holidays]\nsource = "own"\nwords = ["x"]\n', "nothing can be added"),
        ("agencies.toml", "[agency\n", "agencies.toml: "),
    ],
)
def test_a_fault_names_the_file_and_the_row(mine, name, text, says):
    (mine / name).write_text(text, encoding="utf-8")
    with pytest.raises(WordlistError) as error:
        wordlists.use(mine)
    assert str(error.value).startswith(f"my-lists/{name}")
    assert says in str(error.value)
    assert own.folder() is None  # what was in use before stays


def test_a_folder_that_is_not_there_is_said(mine):
    with pytest.raises(WordlistError, match="no folder"):
        wordlists.use(mine / "nowhere")


def test_other_files_in_the_folder_are_left_alone(mine):
    wordlists.use(lists(mine, README__md="# Our lists", actors__csv="\ufeff" + ACTORS))
    assert wordlists.load_csv("actors.csv")[-1]["key"] == "hill-guard"
