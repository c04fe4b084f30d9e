"""The command line: what it prints, where, and with which exit code."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import threading
from email.message import EmailMessage
from pathlib import Path
from types import SimpleNamespace

import click
import pytest
from click.testing import CliRunner, Result

from extractor import PressRelease, __version__, cli
from extractor.cli import COMMANDS, main
from extractor.commands import options, output, table
from extractor.errors import ExtractorError
from extractor.records import FIELDS

ROOT = Path(__file__).parents[1]
SAMPLE = "samples/andina-mimp-oim.txt"
SHORT = "La ministra de Salud, Ana Ruiz Soto, inauguró dos hospitales en Piura."


@pytest.fixture(autouse=True)
def _here(monkeypatch):
    monkeypatch.chdir(ROOT)


@pytest.fixture
def short(tmp_path) -> str:
    path = tmp_path / "corto.txt"
    path.write_text(SHORT, encoding="utf-8")
    return str(path)


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments], input=stdin)


# Every command


@pytest.mark.parametrize("name", COMMANDS)
def test_commands_have_help_and_a_place_in_the_readme(name):
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.help
    assert f"extractor {name}" in (ROOT / "README.md").read_text(encoding="utf-8")
    for parameter in command.params:
        assert isinstance(parameter, click.Argument) or parameter.help, parameter.name
    assert run(name, "--help").exit_code == 0


def test_help_lists_the_commands_and_imports_nothing_heavy():
    code = (
        "import sys; from extractor.cli import main; main(['--help'], standalone_mode=False);"
        "heavy = {'spacy', 'pydantic', 'numpy', 'dateparser', 'fastapi', 'jinja2', 'pyarrow'};"
        "print('heavy:', sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "heavy: []" in done.stdout
    for name in COMMANDS:
        assert f"\n  {name} " in done.stdout


def test_version():
    assert run("--version").output == f"extractor, version {__version__}\n"


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_has_a_short_form(flag):
    assert run(flag).output.startswith("Usage:")


def test_an_unknown_command_is_a_usage_error():
    assert run("extrude").exit_code == 2


def test_our_errors_become_messages_in_one_place(monkeypatch):
    @click.command()
    def command():
        raise ExtractorError("places.csv:3: no such code")

    monkeypatch.setitem(COMMANDS, "broken", "nowhere:command")
    monkeypatch.setattr(cli, "import_module", lambda name: SimpleNamespace(command=command))
    done = run("broken")
    assert (done.exit_code, done.stderr) == (1, "Error: places.csv:3: no such code\n")


# extractor schema


def test_schema_is_that_of_the_record():
    schema = json.loads(run("schema").stdout)
    assert schema["title"] == "PressRelease"
    assert set(schema["properties"]) == set(PressRelease.model_fields)


# extractor extract: formats


def test_one_file_is_one_indented_record(record):
    done = run("extract", SAMPLE)
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == record.model_dump_json(indent=2) + "\n"


def test_standard_input(record):
    done = run("extract", "-", stdin=(ROOT / SAMPLE).read_bytes())
    found = PressRelease.model_validate_json(done.stdout)
    assert found.source is None
    assert found == record.model_copy(update={"source": None})


def test_several_files_are_json_lines_in_their_order(short):
    done = run("extract", SAMPLE, short)
    sources = [json.loads(line)["source"] for line in done.stdout.splitlines()]
    assert sources == [SAMPLE, short]


def test_several_files_as_json_are_an_array(short):
    done = run("extract", "--format", "json", SAMPLE, short)
    assert [one["source"] for one in json.loads(done.stdout)] == [SAMPLE, short]


def test_one_file_as_json_lines_is_a_line(short):
    assert run("extract", "--format", "jsonl", short).stdout.count("\n") == 1


def test_a_table_shows_every_name_in_full(record):
    shown = " ".join(run("extract", "--format", "table", SAMPLE).stdout.split())
    for _, entity in record.entities():
        for word in (getattr(entity, "name", None) or entity.mentions[0].text).split():
            assert word in shown
    assert max(map(len, run("extract", "--format", "table", SAMPLE).stdout.splitlines())) <= 120


def test_every_field_has_its_table():
    assert tuple(table.TABLES) == FIELDS


def test_fields_may_be_chosen():
    done = run("extract", SAMPLE, "--field", "officials", "--field", "agency")
    assert list(json.loads(done.stdout)) == ["agency", "officials"]
    assert (
        "regions" not in run("extract", SAMPLE, "--field", "officials", "--format", "table").stdout
    )


def test_the_fields_offered_are_those_of_the_record():
    assert tuple(PressRelease.model_fields) == options.FIELDS


def test_a_publication_date_is_kept(short):
    done = run("extract", short, "--published", "2023-01-30")
    assert json.loads(done.stdout)["published"] == "2023-01-30"


# extractor extract: --explain


def test_explanations_name_rule_confidence_and_the_marked_sentence(short):
    done = run("extract", short, "--explain", "--field", "officials")
    assert done.stdout.startswith(f"{short}\n\nofficials: Ana Ruiz Soto\n  posts.")
    assert "confidence 0." in done.stdout
    assert f"  22-35  {SHORT.replace('Ana Ruiz Soto', '[[Ana Ruiz Soto]]')}\n" in done.stdout
    assert "regions:" not in done.stdout


def test_explanations_for_programs(record):
    explained = json.loads(run("extract", SAMPLE, "--explain", "--format", "json").stdout)
    assert explained["source"] == SAMPLE
    values = list(record.entities())
    assert len(explained["explanations"]) == len(values)
    for one, (field, entity) in zip(explained["explanations"], values, strict=True):
        assert (one["field"], one["rule"], one["confidence"]) == (
            field,
            entity.rule,
            entity.confidence,
        )
        for mention in one["mentions"]:
            assert f"[[{' '.join(mention['text'].split())}]]" in mention["sentence"]


# extractor extract: what goes wrong


@pytest.fixture
def bad_files(tmp_path):
    """Name of each file that cannot be read -> the reason that is given."""
    contents = {"vacio.txt": b"", "foto.jpg": b"\xff\xd8\xff\xe0", "datos.bin": b"a\0b" * 9}
    for name, data in contents.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "largo.txt").write_bytes(b"palabra " * 150_000)
    reasons = {
        "nada.txt": "no such file",
        ".": "is a folder; name the files in it",
        "vacio.txt": "is empty",
        "foto.jpg": "is a picture, not text",
        "datos.bin": "is a binary file, not text (or UTF-16 without its mark)",
        "largo.txt": "is longer than 1,000,000 characters; split it into its documents",
    }
    return {str(tmp_path / name): reason for name, reason in reasons.items()}


def test_bad_files_are_named_and_the_others_go_on(bad_files, short):
    done = run("extract", *bad_files, short)
    assert done.exit_code == 1
    assert done.stderr == "".join(f"{file}: {reason}\n" for file, reason in bad_files.items())
    assert json.loads(done.stdout)["source"] == short


@pytest.mark.parametrize("number", range(6))
def test_each_of_them_alone_prints_nothing_else(bad_files, number):
    file, reason = list(bad_files.items())[number]
    done = run("extract", file)
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", f"{file}: {reason}\n")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(short):
    os.chmod(short, 0)
    assert run("extract", short).stderr == f"{short}: may not be read (permission denied)\n"


def test_empty_standard_input():
    done = run("extract", "-", stdin=b"")
    assert (done.exit_code, done.stderr) == (1, "stdin: is empty\n")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252", "latin-1"])
def test_encodings_are_read_right(tmp_path, encoding):
    path = tmp_path / "a.txt"
    path.write_bytes("El señor José Núñez, alcalde de Áncash, habló.".encode(encoding))
    assert "El señor José Núñez" in json.loads(run("extract", path).stdout)["text"]


def test_an_encoding_may_be_named(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("El año".encode("cp850"))
    assert json.loads(run("extract", path, "--encoding", "cp850").stdout)["text"] == "El año"
    done = run("extract", path, "--encoding", "utf-8")
    assert (done.exit_code, done.stderr) == (1, f"{path}: is not utf-8 (byte 4)\n")


def test_another_language_is_a_warning_and_the_record_all_the_same(tmp_path):
    path = tmp_path / "en.txt"
    path.write_text("The minister said that the works of the road will begin in March.")
    done = run("extract", path)
    warning = "the text does not look Spanish but English"
    assert (done.exit_code, done.stderr) == (0, f"{path}: warning: {warning}\n")
    assert json.loads(done.stdout)["meta"]["warnings"] == [warning]


def test_an_error_of_ours_costs_one_file(short, monkeypatch):
    from extractor import Extractor

    def pipe(self, texts, **options):
        raise RuntimeError("boom")

    monkeypatch.setattr(Extractor, "pipe", pipe)
    done = run("extract", short)
    reason = "internal error, please report it: RuntimeError: boom"
    assert (done.exit_code, done.stderr) == (1, f"{short}: {reason}\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "Missing argument 'FILE...'"),
        ((SAMPLE, "--format", "yaml"), "'yaml' is not one of"),
        ((SAMPLE, "--field", "people"), "'people' is not one of"),
        ((SAMPLE, "--published", "30/1/2023"), "'30/1/2023' does not match"),
        ((SAMPLE, "--published", "2023-02-30"), "'2023-02-30' does not match"),
        ((SAMPLE, "--encoding", "utf-9"), "'utf-9' is no encoding"),
        ((SAMPLE, "--verbose"), "No such option"),
    ],
)
def test_usage_errors(arguments, message):
    done = run("extract", *arguments)
    assert done.exit_code == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


# extractor extract: where it writes


def test_output_is_what_would_be_printed(tmp_path, short):
    path = tmp_path / "salida.json"
    done = run("extract", short, "--output", path)
    assert (done.exit_code, done.output) == (0, "")
    assert path.read_bytes().decode() == run("extract", short).stdout
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~output._umask()


def test_a_dash_as_output_is_standard_output(short):
    assert run("extract", short, "-o", "-").stdout == run("extract", short).stdout


def test_output_that_fails_leaves_the_old_file(tmp_path):
    path = tmp_path / "salida.json"
    path.write_text("old")

    def interrupted():
        with output.Output(path) as out:
            out.write("new")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_output_without_a_record_makes_no_file(tmp_path):
    path = tmp_path / "salida.json"
    assert run("extract", "nada.txt", "-o", path).exit_code == 1
    assert not path.exists()


def test_output_keeps_what_the_file_had_of_permissions_and_links(tmp_path, short):
    path, link = tmp_path / "salida.json", tmp_path / "enlace.json"
    path.write_text("old")
    path.chmod(0o640)
    link.symlink_to(path)
    run("extract", short, "-o", link)
    assert link.is_symlink()
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert json.loads(path.read_text(encoding="utf-8"))["source"] == short


@pytest.mark.parametrize(
    ("target", "reason"),
    [
        ("nada/salida.json", "cannot be written (No such file or directory)"),
        (".", "is a folder; name a file"),
        ("/dev/full", "cannot be written (No space left on device)"),
    ],
)
def test_output_that_cannot_be_written_is_named(tmp_path, short, target, reason):
    path = tmp_path / target
    done = run("extract", short, "-o", path)
    assert (done.exit_code, done.stderr) == (1, f"Error: {path}: {reason}\n")


def test_output_into_a_pipe(tmp_path, short):
    pipe = tmp_path / "tubo"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text(encoding="utf-8")))
    reader.start()
    assert run("extract", short, "-o", pipe).exit_code == 0
    reader.join()
    assert json.loads(read[0])["source"] == short


def command(*arguments: str, **options) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "extractor", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **options,
    )


def test_a_closed_pipe_is_no_matter(short):
    process = command("extract", *[short] * 40)
    assert process.stdout is not None
    assert process.stdout.readline().startswith(b"{")
    process.stdout.close()
    assert process.wait() == 0
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.stderr.close()


def test_output_is_utf8_whatever_the_locale(short):
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    with command("extract", short, env=environment) as process:
        printed, said = process.communicate()
    assert "inauguró" in printed.decode("utf-8")
    assert said == b""


class Terminal:
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("no_color", "coloured"), [("", True), ("1", False)])
def test_colours_are_for_terminals_that_want_them(record, monkeypatch, no_color, coloured):
    monkeypatch.setenv("NO_COLOR", no_color)
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert ("\x1b" in table.table(record, (), to_terminal=True)) is coloured
    assert "\x1b" not in table.table(record, (), to_terminal=False)


# Documents that are no plain text

PAGE = (
    "<html><head><title>Salud en Cusco</title>"
    "<meta property='article:published_time' content='2024-03-03'></head><body><article>"
    "<h1>Salud llega a Cusco</h1><p>El ministro de Salud, César Vásquez, llegó ayer a Cusco con "
    "300 médicos para atender a la población de las provincias altas.</p></article></body></html>"
)


@pytest.mark.parametrize("command", ["extract", "view", "check"])
def test_a_web_page_is_read_with_its_day(tmp_path, command):
    pytest.importorskip("trafilatura")
    path = tmp_path / "nota.html"
    path.write_text(PAGE, encoding="utf-8")
    done = run(command, path)
    assert (done.exit_code, done.stderr) == (0, "")
    if command == "extract":
        record = json.loads(done.stdout)
        assert record["published"] == "2024-03-03"
        assert [d["value"] for d in record["dates"]] == ["2024-03-02"]
        assert record["officials"][0]["name"] == "César Vásquez"


def test_a_message_is_read_and_its_attachments_are_named(tmp_path):
    message = EmailMessage()
    message["Subject"] = "Nota"
    message["Date"] = "Sun, 03 Mar 2024 10:00:00 -0500"
    message.set_content("El ministro de Salud, César Vásquez, llegó a Cusco.\n")
    message.add_attachment("Otra nota.\n", filename="otra.txt")
    path = tmp_path / "nota.eml"
    path.write_bytes(bytes(message))
    done = run("extract", path)
    assert done.exit_code == 0
    assert "otra.txt: not read here, extractor batch reads all" in done.stderr
    assert json.loads(done.stdout)["published"] == "2024-03-03"


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.csv", b"text\nhola\n", "may hold many documents; extractor batch reads it"),
        ("a.pdf", b"nada", "PDF"),
        ("a.docx", b"nada", "is no readable DOCX"),
    ],
)
def test_a_file_that_is_no_document_is_named(tmp_path, name, data, reason):
    path = tmp_path / name
    path.write_bytes(data)
    done = run("extract", path)
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith(f"{path}: ")
    assert reason in done.stderr or "needs more" in done.stderr
