"""crosswire.toml: read, checked, written; and who wins."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest

import crosswire as cw
from crosswire import cli
from crosswire.cli.base import FROM_SETTINGS, commands
from crosswire.config import SETTINGS, Settings, files
from crosswire.errors import InputError, UsageError
from crosswire.store.database import open_record


@pytest.fixture(autouse=True)
def nowhere(tmp_path, monkeypatch) -> Path:
    """A working directory without settings, and no variables of the person who runs the tests."""
    for setting in SETTINGS.values():
        monkeypatch.delenv(setting.variable, raising=False)
    (tmp_path / "work" / "deep").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "work" / "deep")
    return tmp_path / "work"


def write(folder: Path, text: str) -> Path:
    path = folder / "crosswire.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_what_init_writes_says_the_defaults_and_explains_each(nowhere):
    path = files.write(nowhere)
    assert files.load() == Settings(file=path)
    text = path.read_text(encoding="utf-8")
    given = tomllib.loads(text)
    for name, setting in SETTINGS.items():
        assert setting.about in text
        assert setting.variable in text
        if setting.default is None:
            assert setting.key not in given[setting.section]
            assert f'# {setting.key} = "{setting.example}"' in text, name
        else:
            assert given[setting.section][setting.key] == setting.default


def test_init_overwrites_nothing_unasked(nowhere, capsys):
    kept = write(nowhere, "# mine\n")
    assert cli.run(["init", str(nowhere)]) == 1
    assert kept.read_text() == "# mine\n"
    assert "is there already" in capsys.readouterr().err
    assert cli.run(["init", str(nowhere), "--force"]) == 0
    assert "[build]" in kept.read_text()


def test_a_folder_that_may_not_be_looked_into_has_no_settings(nowhere, monkeypatch):
    def denied(*_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(nowhere), "is_file", denied)
    assert files.find(nowhere) is None
    with pytest.raises(InputError, match="cannot be read: Permission denied"), open_record(nowhere / "r.duckdb"):
        pass


def test_the_nearest_file_holds_then_that_beside_the_record(nowhere):
    beside = nowhere.parent / "records"
    beside.mkdir()
    write(beside, "[serve]\nport = 1")
    assert files.load(beside=beside).serve.port == 1
    write(nowhere, "[serve]\nport = 2")
    assert files.load(beside=beside).serve.port == 2
    write(Path(), "[serve]\nport = 3")
    assert files.load(beside=beside).serve.port == 3
    assert files.load(beside / "crosswire.toml").serve.port == 1


def test_paths_are_relative_to_the_file(nowhere):
    path = write(nowhere, '[build]\nmetadata = "data/m.csv"\n[wordlists]\nfolder = "lists"')
    found = files.load(path)
    assert found.build.metadata == nowhere / "data/m.csv"
    assert found.wordlists.folder == nowhere / "lists"


def test_the_environment_wins_over_the_file(nowhere, monkeypatch):
    write(nowhere, '[review]\nby = "Ana"\n[export]\nraw = false\n[limits]\nseconds = 3')
    monkeypatch.setenv("CROSSWIRE_BY", "Bea")
    monkeypatch.setenv("CROSSWIRE_EXPORT_RAW", "yes")
    found = files.load()
    assert (found.review.by, found.export.raw, found.limits.seconds) == ("Bea", True, 3.0)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[build]\nlanguge = "x"', "[build] has no setting 'languge'. Did you mean 'language'?"),
        ("[bild]\nworkers = 1", "there is no section [bild]. Did you mean 'build'?"),
        ("workers = 1", "'workers' stands outside a section; write it under [build]."),
        ("nothing = 1", "'nothing' stands outside a section; there are: [build], [limits]"),
        ('[build]\nworkers = "4"', "[build] workers is '4'; it is to be a whole number from 0 to 256."),
        ("[build]\nworkers = true", "[build] workers is 'true'; it is to be a whole number from 0 to 256."),
        ("[serve]\nport = 70000", "[serve] port is 70000; it is to be a whole number from 0 to 65535."),
        ("[export]\nraw = 1", "[export] raw is 1; it is to be true or false."),
        ('[wordlists]\nfolder = " "', "[wordlists] folder is ' '; it is to be a path in quote marks."),
        ("[build]\nlanguage = x", "line 2"),
    ],
)
def test_a_fault_is_one_line_with_file_section_and_key(nowhere, text, says):
    path = write(nowhere, text)
    with pytest.raises(UsageError) as error:
        files.load()
    assert str(error.value).startswith(f"{path}: ")
    assert says in str(error.value)
    assert "\n" not in str(error.value)


def test_a_fault_in_the_environment_names_the_variable(monkeypatch):
    monkeypatch.setenv("CROSSWIRE_SERVE_PORT", "many")
    with pytest.raises(UsageError, match=r"^CROSSWIRE_SERVE_PORT is 'many'"):
        files.load()
    with pytest.raises(InputError, match=r"nowhere\.toml cannot be read"):
        files.load(Path("nowhere.toml"))


def test_every_default_that_settings_give_belongs_to_a_command():
    parameters = {p.name for command in commands.commands.values() for p in command.params}
    assert {name for name in FROM_SETTINGS if name not in parameters} <= {"raw"}
    assert set(FROM_SETTINGS.values()) <= set(SETTINGS)


def test_a_command_takes_its_defaults_from_the_settings(nowhere, examples_record, own_copy, capsys):
    record = own_copy(examples_record)
    write(nowhere, '[review]\nby = "Ana"\n[export]\nformat = "parquet"')
    claim = cw.open(record).claims.limit(1).fetchall()[0][0]
    assert cli.run(["decide", str(record), "right", claim]) == 0
    assert cli.run(["decide", str(record), "wrong", claim, "--by", "Bea"]) == 0
    with cw.open(record) as opened:
        assert [r[0] for r in opened.sql('SELECT "by" FROM decisions ORDER BY "at"').fetchall()] == ["Ana", "Bea"]
        assert opened.settings.review.by == "Ana"
    assert cli.run(["export", str(record), "--to", "out"]) == 0
    assert Path("out/events.parquet").exists()
    write(nowhere, "[review]\nno = 1")
    assert cli.run(["status", str(record)]) == 2
    assert "[review] has no setting 'no'" in capsys.readouterr().err
    assert cli.run(["status", "--help"]) == 0
    assert cli.run(["--config", os.devnull, "status", str(record)]) == 0
