"""What README and samples show is what the commands print; the README's code runs."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from extractor import PressRelease
from extractor.cli import COMMANDS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PYTHON = re.findall(r"```python\n(.*?)```", README, re.DOTALL)

sys.path.insert(0, str(ROOT / "samples"))
import update  # noqa: E402

HINT = "run `make samples`"


@pytest.fixture(autouse=True)
def _here(monkeypatch):
    monkeypatch.chdir(ROOT)


@pytest.mark.parametrize("sample", update.samples(), ids=lambda path: path.stem)
def test_the_record_beside_a_sample_is_its_record(sample):
    kept = sample.with_suffix(".json").read_text(encoding="utf-8")
    assert update.record(sample) == kept, HINT
    assert PressRelease.model_validate_json(kept).text == sample.read_bytes().decode()


def test_the_readme_shows_what_the_commands_print():
    assert len(update.BLOCK.findall(README)) >= 2
    assert update.refreshed(README) == README, HINT


@pytest.mark.parametrize("code", PYTHON, ids=range(len(PYTHON)))
def test_the_code_of_the_readme_runs(code, capsys):
    exec(compile(code, "README.md", "exec"), {})
    expected = [line for said in re.findall(r"\)((?:  # .+)+)$", code, re.MULTILINE)
                for line in said.split("  # ")[1:]]  # fmt: skip
    assert capsys.readouterr().out.splitlines() == expected


def test_links_of_the_readme_lead_somewhere():
    for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", README):
        assert (ROOT / target).exists(), target


def test_files_the_readme_names_exist():
    tree = re.search(r"```text\n(.*?)```", README, re.DOTALL)
    assert tree is not None
    folder = ROOT
    for line in tree[1].splitlines():
        name = line.split()[0]
        if not line.startswith(" "):
            folder = ROOT / name
            assert folder.exists(), name
        else:
            assert (folder / name).exists(), name


def test_every_option_in_the_readme_exists():
    text = "\n".join(re.findall(r"`(extractor [^`]+)`", README))
    for command in re.findall(r"extractor (\w+)", text):
        assert command in COMMANDS, command


def test_the_schema_version_is_shown_in_the_sample():
    kept = json.loads((ROOT / "samples" / "andina-mimp-oim.json").read_text(encoding="utf-8"))
    assert kept["schema_version"] == PressRelease.model_fields["schema_version"].default
