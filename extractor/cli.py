"""The command line: `extractor COMMAND`.

To add a command, write a module in `extractor/commands/` that defines a click
command named `command`, and add one line to `COMMANDS`. `--help` imports each
of these modules for its first line of help, so a module imports nothing but
click and `extractor.commands.*` at its top; what is heavy (spaCy, Pydantic, an
extra) is imported inside the function that needs it. `tests/test_cli.py`
checks both, and that the README describes every command.

An `ExtractorError` raised anywhere below becomes a line on standard error here,
once for all commands. Exit codes: 0 done, 1 some input failed, 2 usage.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

import click

from extractor import __version__
from extractor.errors import ExtractorError

COMMANDS = {
    "extract": "extractor.commands.extract:command",
    "view": "extractor.commands.view:command",
    "check": "extractor.commands.check:command",
    "serve": "extractor.commands.serve:command",
    "learn": "extractor.commands.learn:command",
    "batch": "extractor.commands.batch:command",
    "report": "extractor.commands.report:command",
    "schema": "extractor.commands.schema:command",
}
"""Name of each command -> where it is; listed by `--help` in this order."""


class Commands(click.Group):
    """A group that imports a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; the user's mistakes become messages, a closed pipe nothing at all."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except ExtractorError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:
            _forget_output()
            ctx.exit(0)


def _forget_output() -> None:
    """Nobody reads standard output any more (`| head`): let what is left go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="extractor")
def main() -> None:
    """Structured records from Spanish-language press releases."""
