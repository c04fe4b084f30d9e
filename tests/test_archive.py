"""Runs over archives: resumed byte for byte, nothing lost, faults told and survived."""

import errno
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from extractor.archive import Settings, run
from extractor.archive import running as run_module
from extractor.archive.work import Work
from extractor.cli import main
from extractor.errors import ExtractorError
from extractor.processes import answers
from extractor.readers import Options

RULES = {"statistics": False}
TOWNS = ("Cusco", "Puno", "Tacna", "Piura", "Ica", "Junín", "Áncash", "Loreto")


def text_of(i):
    return (
        f"Lima, 3 de mayo de 2024.- La ministra de Salud, Ana Pérez, anunció que {i + 2} hospitales"
        f" de {TOWNS[i % 8]} recibirán S/ {i + 1} millones para el programa. “Es una gran noticia"
        f" para las familias de la zona número {i}”, señaló la ministra."
    )


@pytest.fixture
def archive(tmp_path):
    """60 rows: one empty, one in English, one a copy; and beside them a few files."""
    home = tmp_path / "archive"
    home.mkdir()
    with (home / "rows.jsonl").open("w", encoding="utf-8") as file:
        for i in range(60):
            text = text_of(i)
            if i == 7:
                text = ""
            if i == 13:
                text = "The minister said that the works will begin in the next days of the month."
            if i == 21:
                text = text_of(3)
            file.write(json.dumps({"id": f"r{i}", "text": text}, ensure_ascii=False) + "\n")
    for i in range(5):
        (home / f"t{i}.txt").write_text(text_of(100 + i), encoding="utf-8")
    (home / "copy.text").write_text(text_of(100), encoding="utf-8")
    (home / "picture.png").write_bytes(b"\x89PNG")
    return home


def settings(**changes):
    options = Options(id_column=changes.pop("id_column", "id"))
    return Settings(options=options, extractor=RULES, **{"workers": 1, **changes})


def lines(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def tree(folder):
    """Every file with its bytes."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_run(archive, tmp_path, near):
    out = tmp_path / "out.jsonl"
    seen = []
    summary = run([archive], out, settings(), seen.append)
    assert (summary.records, summary.failures, summary.copies) == (62, 2, 2)
    assert summary.skipped == {".png": 1}
    records = lines(out)
    assert len(records) == 62
    assert [r["source"] for r in records[:3]] == [str(archive / "copy.text"), "r0", "r1"]
    errors = lines(tmp_path / "out.jsonl.errors.jsonl")
    assert errors == [
        {"id": "r7", "reason": "is empty (no 'text')", "reader": "jsonl"},
        {"id": "r13", "reason": "the text does not look Spanish but English", "reader": "jsonl"},
    ]
    copies = lines(tmp_path / "out.jsonl.copies.jsonl")
    assert [row["source"] for row in copies] == ["r21", str(archive / "t0.txt")]
    assert not (tmp_path / "out.jsonl.part").exists()
    assert seen


@pytest.fixture
def near(monkeypatch):
    """Work is done in this process, by one extractor for all tests."""

    def spread(recipe, batches, workers):
        work = Work(recipe, extractor())
        for batch in batches:
            yield from answers(work, batch)

    monkeypatch.setattr(run_module, "spread", spread)


@cache
def extractor():
    from extractor import Extractor

    return Extractor(**RULES)


TARGETS = ["out.jsonl", "out.sqlite", "out.csv", "out.parquet", "out.xlsx", "folder"]


def needs(name):
    if name in ("out.parquet", "folder"):
        pytest.importorskip("pyarrow")
    if name == "out.xlsx":
        pytest.importorskip("xlsxwriter")


@pytest.mark.parametrize("name", TARGETS)
def test_the_same_bytes_whatever_the_workers(archive, tmp_path, name):
    needs(name)
    found = []
    for workers in (1, 3):
        home = tmp_path / str(workers)
        home.mkdir()
        run([archive], home / name, settings(workers=workers))
        found.append(tree(home))
    assert found[0] == found[1]


class Stop(BaseException):
    """As Ctrl-C, at a chosen moment."""


@pytest.mark.parametrize("name", TARGETS)
def test_interrupted_and_resumed(archive, tmp_path, name, monkeypatch, near):
    """Stopped at several writes, and in the end phase, each time gone on with."""
    needs(name)
    whole = tmp_path / "whole"
    whole.mkdir()
    run([archive], whole / name, settings())
    parts = tmp_path / "parts"
    parts.mkdir()
    monkeypatch.setattr(run_module, "SECONDS", 0.0)
    commit, finish = run_module.Run._commit, run_module.Run._finish

    def stopping(after):
        left = [after]

        def wrapped(self, item, reply):
            left[0] -= 1
            if left[0] < 0:
                raise Stop
            commit(self, item, reply)

        return wrapped

    for after in (0, 1, 9, 17):
        monkeypatch.setattr(run_module.Run, "_commit", stopping(after))
        with pytest.raises(Stop):
            run([archive], parts / name, settings(resume=True))
    monkeypatch.setattr(run_module.Run, "_commit", commit)

    def failing(self):
        raise Stop

    monkeypatch.setattr(run_module.Run, "_finish", failing)
    with pytest.raises(Stop):
        run([archive], parts / name, settings(resume=True))
    monkeypatch.setattr(run_module.Run, "_finish", finish)
    summary = run([archive], parts / name, settings(resume=True))
    assert (summary.records, summary.failures, summary.copies) == (62, 2, 2)
    assert tree(parts) == tree(whole)
    again = run([archive], parts / name, settings(resume=True))
    assert again.complete
    assert tree(parts) == tree(whole)


def test_killed_while_the_target_takes_its_place(archive, tmp_path, monkeypatch, near):
    """Each step of the end can be the last of a process."""
    out = tmp_path / "out.jsonl"
    run([archive], tmp_path / "whole.jsonl", settings())
    remove = run_module.shutil.rmtree

    def stop(*_, **__):
        raise Stop

    for name in ("replace", "unlink", "rmtree"):
        with monkeypatch.context() as patch:
            patch.setattr(run_module.shutil, "rmtree", stop if name == "rmtree" else remove)
            if name == "replace":
                patch.setattr(run_module.os, "replace", stop)
            if name == "unlink":
                patch.setattr(Path, "unlink", stop)
            with pytest.raises(Stop):
                run([archive], out, settings(resume=True))
        summary = run([archive], out, settings(resume=True))
        assert out.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()
        assert not (tmp_path / "out.jsonl.part").exists()
        assert summary.complete == (name == "rmtree")
        out.unlink()


def command(archive, out, *more):
    return [
        *(sys.executable, "-m", "extractor", "batch", str(archive), "--out", str(out)),
        *("--id-column", "id", "--no-statistics", "--quiet", "--workers", "2", *more),
    ]


TIMES = int(os.environ.get("EXTRACTOR_KILLS", "3"))


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_killed_at_random_points(archive, tmp_path):
    """`EXTRACTOR_KILLS=20` for the long form."""
    with (archive / "more.jsonl").open("w", encoding="utf-8") as file:
        for i in range(200, 900):
            file.write(json.dumps({"id": f"m{i}", "text": text_of(i)}) + "\n")
    whole = tmp_path / "whole"
    whole.mkdir()
    begun = time.monotonic()
    subprocess.run(command(archive, whole / "out.sqlite"), check=False)
    spent = time.monotonic() - begun
    rng = random.Random(7)
    for turn in range(TIMES):
        home = tmp_path / str(turn)
        home.mkdir()
        process = subprocess.Popen(command(archive, home / "out.sqlite"))
        time.sleep(rng.uniform(0.1, spent))
        process.send_signal(signal.SIGKILL)
        process.wait()
        for _ in range(5):
            done = subprocess.run(command(archive, home / "out.sqlite", "--resume"), check=False)
            if done.returncode == 1:
                break
        assert tree(home) == tree(whole)


def test_what_changed_is_said(archive, tmp_path, monkeypatch, near):
    out = tmp_path / "out.jsonl"
    monkeypatch.setattr(run_module, "SECONDS", 0.0)

    def failing(self):
        raise Stop

    monkeypatch.setattr(run_module.Run, "_finish", failing)
    with pytest.raises(Stop):
        run([archive], out, settings())
    with pytest.raises(ExtractorError, match="--resume goes on"):
        run([archive], out, settings())
    with pytest.raises(ExtractorError, match="foreign was False and is True"):
        run([archive], out, settings(resume=True, foreign=True))
    monkeypatch.setattr(run_module, "__version__", "99")
    with pytest.raises(ExtractorError, match=r"version was '.*' and is '99'"):
        run([archive], out, settings(resume=True))


def test_changed_sources_are_said(archive, tmp_path, monkeypatch, near):
    out = tmp_path / "out.jsonl"
    monkeypatch.setattr(run_module, "SECONDS", 0.0)
    commit = run_module.Run._commit
    count = [0]

    def stopping(self, item, reply):
        count[0] += 1
        if count[0] > 20:
            raise Stop
        commit(self, item, reply)

    monkeypatch.setattr(run_module.Run, "_commit", stopping)
    with pytest.raises(Stop):
        run([archive], out, settings())
    monkeypatch.setattr(run_module.Run, "_commit", commit)
    (archive / "a-new.txt").write_text(text_of(500))
    with pytest.raises(ExtractorError, match="the sources changed"):
        run([archive], out, settings(resume=True))


def test_a_target_that_stands_is_kept(archive, tmp_path, near):
    out = tmp_path / "out.jsonl"
    out.write_text("mine")
    with pytest.raises(ExtractorError, match="--overwrite"):
        run([archive], out, settings())
    assert out.read_text() == "mine"
    run([archive], out, settings(overwrite=True))
    assert len(lines(out)) == 62


def test_limit_sample_copies_languages(archive, tmp_path, near):
    run([archive], tmp_path / "a.jsonl", settings(limit=5))
    assert len(lines(tmp_path / "a.jsonl")) == 5
    run([archive], tmp_path / "b.jsonl", settings(sample=0.3))
    some = lines(tmp_path / "b.jsonl")
    assert 5 < len(some) < 35
    run([archive], tmp_path / "c.jsonl", settings(copies=True, foreign=True))
    assert len(lines(tmp_path / "c.jsonl")) == 65
    run([archive], tmp_path / "d.sqlite", settings(copies=True))
    base = sqlite3.connect(tmp_path / "d.sqlite")
    try:
        assert base.execute("select count(*), count(distinct id) from documents").fetchone() == (
            64,
            64,
        )
        assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    finally:
        base.close()


def test_both_ids_of_a_copy_are_kept(archive, tmp_path, near):
    run([archive], tmp_path / "a.sqlite", settings())
    base = sqlite3.connect(tmp_path / "a.sqlite")
    try:
        found = base.execute(
            "select d.source, c.source from copies c join documents d on d.id = c.document_id"
        ).fetchall()
    finally:
        base.close()
    assert found == [("r3", "r21"), (str(archive / "copy.text"), str(archive / "t0.txt"))]


def test_strict_stops(archive, tmp_path, near):
    with pytest.raises(ExtractorError, match="--strict ends here"):
        run([archive], tmp_path / "a.jsonl", settings(strict=True))
    assert not (tmp_path / "a.jsonl").exists()


def test_the_target_is_no_source(archive, near):
    out = archive / "out.csv"
    run([archive], out, settings())
    first = tree(archive)
    run([archive], out, settings(overwrite=True))
    assert tree(archive) == first


def test_sources_by_pattern_once(archive, tmp_path, near):
    given = [str(archive / "t*.txt"), str(archive / "t1.txt"), "nowhere.txt", "no*where"]
    summary = run(given, tmp_path / "a.jsonl", settings())
    assert (summary.records, summary.failures) == (5, 2)
    reasons = [row["reason"] for row in lines(tmp_path / "a.jsonl.errors.jsonl")]
    assert reasons == ["no such file", "no file matches"]


# Faults


def test_disk_full_and_then_not(archive, tmp_path, monkeypatch, near):
    from extractor.archive.journal import Journal

    out = tmp_path / "out.jsonl"
    run([archive], tmp_path / "whole.jsonl", settings())
    append = Journal.append
    count = [0]

    def full(self, name, data):
        count[0] += 1
        if count[0] > 30:
            append(self, name, data[: len(data) // 2])
            raise OSError(errno.ENOSPC, "No space left on device")
        append(self, name, data)

    monkeypatch.setattr(run_module, "SECONDS", 0.0)
    monkeypatch.setattr(Journal, "append", full)
    with pytest.raises(ExtractorError, match=r"No space left on device.*--resume goes on"):
        run([archive], out, settings())
    monkeypatch.setattr(Journal, "append", append)
    run([archive], out, settings(resume=True))
    assert out.read_bytes() == (tmp_path / "whole.jsonl").read_bytes()


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
def test_a_device_that_is_full(tmp_path):
    from extractor.archive.journal import Checkpoint, Journal

    journal = Journal(tmp_path / "x.part", tmp_path / "x.errors.jsonl")
    journal.begin({})
    (tmp_path / "x.part" / "results").symlink_to("/dev/full")
    journal.append("results", b"x" * 100)
    with pytest.raises(OSError, match="No space left"):
        journal.checkpoint(Checkpoint())
    journal.close()


def test_a_folder_that_is_not_there_or_not_writable(archive, tmp_path):
    with pytest.raises(ExtractorError, match="no such folder"):
        run([archive], tmp_path / "nowhere" / "out.jsonl", settings())
    (tmp_path / "file").write_text("x")
    (tmp_path / "out.jsonl.part").write_text("in the way")
    with pytest.raises(ExtractorError, match="cannot be written"):
        run([archive], tmp_path / "out.jsonl", settings())


def test_two_runs_at_once(archive, tmp_path, monkeypatch, near):
    pytest.importorskip("fcntl")
    out = tmp_path / "out.jsonl"
    found = []

    def second(progress):
        if not found:
            with pytest.raises(ExtractorError, match="another run is writing") as error:
                run([archive], out, settings(resume=True))
            found.append(error)

    run([archive], out, settings(), second)
    assert found
    assert len(lines(out)) == 62


def test_a_corrupt_parquet_costs_itself(archive, tmp_path, near):
    pytest.importorskip("pyarrow")
    (archive / "bad.parquet").write_bytes(b"PAR1" + b"\x07" * 400 + b"PAR1")
    summary = run([archive], tmp_path / "a.jsonl", settings())
    assert (summary.records, summary.failures) == (62, 3)


def test_a_parser_that_crashes_costs_its_file(archive, tmp_path, monkeypatch):
    """The worker dies of a signal; its file is named, the run goes on with a new worker."""
    own = tmp_path / "own-0.dist-info"
    own.mkdir()
    (own / "METADATA").write_text("Metadata-Version: 2.1\nName: own\nVersion: 0\n")
    (own / "entry_points.txt").write_text("[extractor_readers]\npdf = crasher:read\n")
    (tmp_path / "crasher.py").write_text(
        "import os, signal\n"
        "def read(stream, name, options):\n"
        "    os.kill(os.getpid(), signal.SIGSEGV)\n"
        "    yield\n"
    )
    monkeypatch.syspath_prepend(str(tmp_path))
    from extractor import readers

    readers.own_readers.cache_clear()
    readers.reader_of.cache_clear()
    (archive / "m-crash.pdf").write_bytes(b"%PDF-")
    try:
        summary = run([archive], tmp_path / "a.jsonl", settings(workers=2))
    finally:
        monkeypatch.undo()
        readers.own_readers.cache_clear()
        readers.reader_of.cache_clear()
    assert (summary.records, summary.failures) == (62, 3)
    row = lines(tmp_path / "a.jsonl.errors.jsonl")[0]
    assert row["id"] == str(archive / "m-crash.pdf")
    assert "signal 11" in row["reason"]


def test_command(archive, tmp_path, near):
    out = tmp_path / "out.sqlite"
    arguments = ["batch", str(archive), "--out", str(out), "--no-statistics", "--workers", "1"]
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 1, done.output
    assert "62 records" in done.stderr
    assert "2 documents failed" in done.stderr
    assert ".png 1" in done.stderr
    assert done.stdout == ""
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 1
    assert "--overwrite replaces it" in done.stderr
    done = CliRunner().invoke(main, [*arguments, "--resume"])
    assert (done.exit_code, done.stderr) == (0, f"{out} is complete already\n")
    done = CliRunner().invoke(main, [*arguments, "--overwrite", "--quiet"])
    assert (done.exit_code, done.output) == (1, "")
    done = CliRunner().invoke(main, [*arguments, "--overwrite", "--resume"])
    assert done.exit_code == 2


def test_progress_in_words():
    from extractor.archive.settings import Progress
    from extractor.commands.batch import describe

    progress = Progress("reading", 1500, 3, 0.25)
    assert describe(progress, 60) == "1,500 documents, 25 a second, 25%, 3:00 left, 3 failed"
