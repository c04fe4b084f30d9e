"""How fast, how flat and how straight `extractor batch` is.

    python benchmarks/archive.py throughput [--documents 3000]   batch beside the bare pipe
    python benchmarks/archive.py growth [--documents 50000]      time and memory along an archive
    python benchmarks/archive.py length                          time along one long document

The documents are varied releases (`documents.py`), so that the vocabulary
keeps growing. Ratios are of one run, in turns. On a machine that is shared the
clock says little: processor seconds of all processes are printed beside it.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice, pairwise
from pathlib import Path
from statistics import median

import click
from documents import varied

TICK = os.sysconf("SC_CLK_TCK")


@click.group()
def main() -> None:
    """What an archive costs."""


def archive(path: Path, documents: int, cut: int | None = None) -> None:
    """A JSONL file of so many documents, cut after so many characters."""
    with path.open("w", encoding="utf-8") as file:
        for text in islice(varied(), documents):
            file.write(json.dumps({"text": text[:cut]}, ensure_ascii=False) + "\n")


def bare(source: str) -> None:
    """What the pipe alone does with the same file."""
    from extractor import Extractor

    with open(source, encoding="utf-8") as file:
        for _ in Extractor().pipe(json.loads(line)["text"] for line in file):
            pass


def batch(source: str, target: str, workers: int) -> None:
    """What a run does with it."""
    from extractor.archive import Settings, run

    run([source], target, Settings(workers=workers))


def timed(call: str) -> tuple[float, float]:
    """Seconds by the clock and of the processor that a call takes in a fresh process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    code = f"import sys; sys.path.insert(0, {str(Path(__file__).parent)!r}); import archive; {call}"
    subprocess.run([sys.executable, "-c", code], check=True)
    spent = time.perf_counter() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@main.command()
@click.option("--documents", default=3000, show_default=True)
@click.option("--rounds", default=3, show_default=True)
@click.option("--target", default=".jsonl", show_default=True, help="Ending of the target.")
def throughput(documents: int, rounds: int, target: str) -> None:
    """Batch with one and two workers beside the bare pipe, starting included."""
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "archive.jsonl"
        archive(source, documents)
        found: dict[str, list[tuple[float, float]]] = {}
        for turn in range(rounds):
            calls = {"bare pipe": f"archive.bare({str(source)!r})"}
            for workers in (1, 2):
                out = str(Path(name) / f"out-{turn}-{workers}{target}")
                call = f"archive.batch({str(source)!r}, {out!r}, {workers})"
                calls[f"batch, {workers} workers"] = call
            for label, call in calls.items():
                found.setdefault(label, []).append(timed(call))
    base = median(clock for clock, _ in found["bare pipe"])
    click.echo(f"{documents} documents, medians of {rounds} rounds, target {target}")
    for label, times in found.items():
        clock, cpu = (median(column) for column in zip(*times, strict=True))
        rate = documents / clock
        click.echo(
            f"{label:18} {rate:7.1f} documents/s  {base / clock:5.2f} of the pipe  cpu {cpu:.1f} s"
        )


def processes(parent: int) -> Iterator[tuple[int, int, float]]:
    """Each child of a process: its id, resident bytes, processor seconds."""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rsplit(")", 1)[1].split()
            resident = int((path.parent / "statm").read_text().split()[1])
        except (OSError, IndexError):
            continue
        if int(fields[1]) == parent:
            cpu = (int(fields[11]) + int(fields[12])) / TICK
            yield int(path.parent.name), resident * resource.getpagesize(), cpu


@main.command()
@click.option("--documents", default=50_000, show_default=True)
@click.option("--workers", default=2, show_default=True)
@click.option("--step", default=5_000, show_default=True)
@click.option("--cut", type=int, help="Characters of each document, for a shorter run.")
def growth(documents: int, workers: int, step: int, cut: int | None) -> None:
    """Seconds and resident memory of the workers after each step of an archive."""
    from extractor.archive import Settings, run
    from extractor.archive.settings import Progress

    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "archive.jsonl"
        archive(source, documents, cut)
        rows: list[tuple[int, float, float, float, float]] = []
        begun = time.perf_counter()
        click.echo("documents  clock s    cpu s  MB per worker  MB parent")

        def watch(progress: Progress) -> None:
            due = (len(rows) + 1) * step
            if progress.documents < due or progress.phase != "reading":
                return
            found = list(processes(os.getpid()))
            own = resource.getrusage(resource.RUSAGE_SELF)
            cpu = sum(row[2] for row in found) + own.ru_utime + own.ru_stime
            size = max((row[1] for row in found), default=0) / 1e6
            here = int(Path("/proc/self/statm").read_text().split()[1])
            parent = here * resource.getpagesize() / 1e6
            clock = time.perf_counter() - begun
            rows.append((progress.documents, clock, cpu, size, parent))
            click.echo(
                f"{progress.documents:9}  {clock:7.1f}  {cpu:7.1f}  {size:13.0f}  {parent:9.0f}"
            )

        run([str(source)], Path(name) / "out.jsonl", Settings(workers=workers), watch)
        clock = time.perf_counter() - begun
        click.echo(f"{documents:9}  {clock:7.1f}  all of it")
    report(rows)


def report(rows: list[tuple[int, float, float, float, float]]) -> None:
    """How straight and how flat the rows are."""
    if len(rows) < 2:
        return
    first, last = rows[0], rows[-1]
    click.echo(f"documents: {last[0] / first[0]:.2f} times; cpu {last[2] / first[2]:.2f} times")
    click.echo(f"memory per worker: {last[3] / first[3]:.3f} times")
    rates = [(b[0] - a[0]) / (b[2] - a[2]) for a, b in pairwise(rows)]
    click.echo("documents per cpu second, step by step: " + " ".join(f"{r:.0f}" for r in rates))


@main.command()
@click.option("--rules-only", is_flag=True)
def length(rules_only: bool) -> None:
    """Microseconds a character, for one document of 1,000 characters up to a million."""
    from extractor import Extractor

    extractor = Extractor(statistics=not rules_only)
    release = next(varied(7))
    extractor.extract(release)
    click.echo("characters  seconds  µs/character  slowest components (share)")
    texts = varied(8)
    for size in (1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000):
        text = ""
        while len(text) < size:
            text += next(texts) + "\n\n"
        text = text[:size]
        shares: dict[str, float] = {}
        begun = time.process_time()
        doc = _stage(shares, "tokenizer", lambda text=text: extractor.nlp.make_doc(text))
        doc._.published, doc._.country = "2024-05-03", None
        for name, component in extractor.nlp.pipeline:
            doc = _stage(shares, name, lambda doc=doc, component=component: component(doc))
        _stage(shares, "record", lambda doc=doc: doc._.press_release)
        spent = time.process_time() - begun
        worst = sorted(shares.items(), key=lambda item: -item[1])[:4]
        said = ", ".join(f"{name} {share / spent:.0%}" for name, share in worst)
        click.echo(f"{size:10}  {spent:7.2f}  {1e6 * spent / size:12.2f}  {said}")


def _stage(shares: dict[str, float], name: str, call: Callable[[], object]) -> object:
    begun = time.process_time()
    found = call()
    shares[name] = time.process_time() - begun
    return found


if __name__ == "__main__":
    main()
