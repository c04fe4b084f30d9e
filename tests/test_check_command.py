"""`extractor check`: what it prints and its exit code."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from extractor.cli import main


@pytest.fixture
def slip(tmp_path) -> str:
    path = tmp_path / "nota.txt"
    path.write_text("El plan de de riego empezó ayer.", encoding="utf-8")
    return str(path)


def run(*arguments: str):
    return CliRunner().invoke(main, ["check", *arguments])


def test_an_error_is_one_line_and_exit_code_1(slip):
    result = run(slip)
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{slip}:1:9: error: ")
    assert result.stdout.endswith("[typos.repeated]\n")


def test_a_family_left_out_finds_nothing(slip):
    result = run(slip, "--without", "typos")
    assert (result.exit_code, result.stdout) == (0, "")


def test_a_rule_that_does_not_exist_is_said(slip):
    result = run(slip, "--without", "faltas")
    assert result.exit_code == 1
    assert "no rule 'faltas'" in result.stderr


def test_sarif_names_the_rule(slip):
    log = json.loads(run(slip, "--format", "sarif").stdout)
    assert [found["ruleId"] for found in log["runs"][0]["results"]] == ["typos.repeated"]


def test_a_missing_file_is_named_and_the_others_are_read(slip, tmp_path):
    result = run(str(tmp_path / "nada.txt"), slip)
    assert result.exit_code == 1
    assert "nada.txt" in result.stderr
    assert "typos.repeated" in result.stdout
