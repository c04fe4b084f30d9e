"""Writes what is shown of the samples: `make samples`.

For each `NAME.txt` of this folder its record, `NAME.json`, and in README.md the
output of the commands that stand above a block marked with `<!-- output -->`.
`tests/test_samples.py` fails when either is out of date.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from click.testing import CliRunner

from extractor.cli import main

HOME = Path(__file__).parent
ROOT = HOME.parent
README = ROOT / "README.md"
BLOCK = re.compile(
    r"(```console\n\$ extractor (?P<command>[^\n]+)\n)(?P<output>.*?)(```\n)", re.DOTALL
)
"""A shown command and what it prints; `…` on a line of its own ends an excerpt."""


def run(command: str) -> str:
    """What a command prints, run from the top folder."""
    done = CliRunner().invoke(main, shlex.split(command), catch_exceptions=False)
    if done.exit_code:
        raise SystemExit(f"extractor {command}: {done.output}")
    return done.stdout


def record(sample: Path) -> str:
    """The record of a sample, as the command line prints it."""
    return run(f"extract {sample.relative_to(ROOT).as_posix()}")


def shown(command: str, length: int | None) -> str:
    """The output as the README shows it: whole, or so many lines and `…`."""
    output = run(command)
    if length is None:
        return output
    return "".join(output.splitlines(keepends=True)[:length]) + "…\n"


def refreshed(text: str) -> str:
    """The README with the output that its commands print now; excerpts keep their length."""

    def replace(block: re.Match[str]) -> str:
        lines = block["output"].splitlines()
        length = len(lines) - 1 if lines[-1:] == ["…"] else None
        return f"{block[1]}{shown(block['command'], length)}{block[4]}"

    return BLOCK.sub(replace, text)


def samples() -> list[Path]:
    """The texts of this folder."""
    return sorted(HOME.glob("*.txt"))


if __name__ == "__main__":
    for path in samples():
        path.with_suffix(".json").write_text(record(path), encoding="utf-8")
    README.write_text(refreshed(README.read_text(encoding="utf-8")), encoding="utf-8")
