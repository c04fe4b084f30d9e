"""`extractor schema`: what a record may hold, for programs that read records."""

from __future__ import annotations

import click

from extractor.commands.output import Output


@click.command()
def command() -> None:
    """Print the JSON Schema of a record."""
    import json

    from extractor.records import PressRelease

    with Output() as output:
        schema = PressRelease.model_json_schema(mode="serialization")
        output.write(json.dumps(schema, ensure_ascii=False, indent=2) + "\n")
