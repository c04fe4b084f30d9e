"""One run over an archive, from sources to target."""

from __future__ import annotations

import hashlib
import json
import os
import random
import shutil
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

from extractor import __version__
from extractor.archive.journal import Checkpoint, Journal
from extractor.archive.settings import Progress, Settings, Summary
from extractor.archive.sources import Documents, Files
from extractor.archive.work import Done, Failed, Recipe, Result
from extractor.errors import ExtractorError
from extractor.exports import Target, target_of
from extractor.exports.rows import document_id
from extractor.processes import Failure, spread
from extractor.readers import Problem, Raw, Source

BATCH = 32
CHARACTERS = 400_000
"""Documents that go to a worker together, and the characters that end a batch earlier."""
SECONDS = 1.0
"""Time between two checkpoints: what an interruption costs at most."""


class _Entry(NamedTuple):
    """A document or file on its way: what is known of it before it is worked on."""

    item: Source | Raw | Problem
    digest: str
    copy_of: str | None = None


def run(
    sources: Sequence[str | Path],
    target: str | Path,
    settings: Settings | None = None,
    report: Callable[[Progress], object] | None = None,
) -> Summary:
    """Read all documents of the sources into the target.

    Args:
        sources: files, folders, patterns.
        target: see `extractor.exports`. Failures go to `TARGET.errors.jsonl`.
        report: called now and then with the progress.

    Raises:
        ExtractorError: nothing could be begun, or the target cannot be written; what
            was done is kept and `resume` goes on from there.
    """
    return Run(
        list(map(str, sources)),
        target_of(target, (settings or Settings()).form),
        settings or Settings(),
        report,
    ).run()


class Run:
    """A run over its sources; see `run`."""

    def __init__(
        self,
        sources: list[str],
        target: Target,
        settings: Settings,
        report: Callable[[Progress], object] | None,
    ) -> None:
        self._sources = sources
        self._target = target
        self._settings = settings
        self._report = report or (lambda progress: None)
        beside = target.path.parent / target.path.name
        self._part = beside.with_name(beside.name + ".part")
        self._errors = beside.with_name(beside.name + ".errors.jsonl")
        self._copied = beside.with_name(beside.name + ".copies.jsonl")
        self._journal = Journal(self._part, self._errors)
        own = [target.path, self._part, self._errors, self._copied]
        if target.path.suffix.lower() == ".csv":
            own += target.path.parent.glob(f"{target.path.stem}.*.csv")
        self._documents = Documents(Files(sources, own), settings.options)
        self._recipe = Recipe(
            settings.options,
            settings.extractor,
            target.format.payload,
            not settings.foreign,
            settings.copies,
        )
        self._known: set[int] = set()
        self._failed: dict[int, str] = {}
        self._counts: Counter[str] = Counter()
        self._resumed = 0

    def run(self) -> Summary:
        """Do it all."""
        begun = time.monotonic()
        self._target.check()
        try:
            complete = not self._begin()
            if not complete:
                self._read()
                self._finish()
        except OSError as error:
            name = error.filename or self._part
            raise ExtractorError(
                f"{name}: cannot be written ({error.strerror or error});"
                " once that is mended, --resume goes on"
            ) from error
        finally:
            self._journal.close()
        return Summary(
            self._target.path,
            self._errors,
            self._counts["records"],
            self._counts["failures"],
            self._counts["copies"],
            self._counts["warned"],
            self._resumed,
            time.monotonic() - begun,
            dict(sorted(self._documents.files.skipped.items())),
            complete,
        )

    def _begin(self) -> bool:
        """Open the journal; whether anything is left to do."""
        settings = self._settings
        home = self._target.path.parent
        if not home.is_dir():
            raise ExtractorError(f"{home}: no such folder")
        stands = _stands(self._target)
        if self._journal.exists() and not settings.overwrite:
            if not settings.resume:
                raise ExtractorError(
                    f"{self._part}: is left of a run that did not end;"
                    " --resume goes on with it, --overwrite starts again"
                )
            point = self._journal.resume(self._described())
        elif settings.resume and stands:
            shutil.rmtree(self._part, ignore_errors=True)
            return False  # it was complete
        elif stands and not settings.overwrite:
            raise ExtractorError(f"{self._target.path}: is there already; --overwrite replaces it")
        else:
            self._journal.begin(self._described())
            point = Checkpoint()
        self._counts.update(
            records=point.records,
            failures=point.failures,
            copies=point.copies,
            warned=point.warned,
        )
        self._resumed = point.items
        if point.items:
            self._remember()
        return True

    def _described(self) -> dict[str, Any]:
        """What must be the same for a run to go on."""
        from extractor.archive.versions import lexicon_version, model_version
        from extractor.exports.schema import VERSION
        from extractor.records import SCHEMA_VERSION

        settings = self._settings
        return {
            "version": __version__,
            "model": model_version(settings.extractor),
            "schema_version": SCHEMA_VERSION,
            "tables_version": VERSION,
            "sources": self._sources,
            "format": self._target.format.name,
            "options": asdict(settings.options),
            "extractor": settings.extractor,
            "lexicon": lexicon_version(settings.extractor),
            **{n: getattr(settings, n) for n in ("excel", "copies", "foreign", "limit", "sample")},
        }

    def _remember(self) -> None:
        """The keys of the documents that are done."""
        if self._journal.keys.exists():
            with self._journal.keys.open(encoding="utf-8") as file:
                for line in file:
                    key, _, reason = line.rstrip("\n").partition("\t")
                    self._learn(key, json.loads(reason) if reason else None)

    def _learn(self, key: str, reason: str | None) -> None:
        number = int(key, 16)
        self._known.add(number)
        if reason is not None:
            self._failed[number] = reason

    # Reading: entries in order, those that are done left out.

    def _entries(self) -> Iterator[_Entry]:
        point = self._journal.last
        digest = b""
        sent: set[int] = set()
        for number, item in enumerate(self._chosen(), 1):
            key = None
            if isinstance(item, Source):
                key = document_id(item.text + self._salt(item.source))
            digest = _chained(digest, item, key)
            if number <= point.items:
                if number == point.items and digest.hex() != point.digest:
                    raise ExtractorError(
                        f"{self._part}: cannot go on, since the sources changed"
                        " before the place where it stopped; start again with --overwrite"
                    )
                continue
            copy = None
            if key is not None:
                if int(key, 16) in sent or int(key, 16) in self._known:
                    copy = key
                sent.add(int(key, 16))
                if len(sent) > 10_000:  # the older ones are known by now
                    sent = {int(key, 16)}
            yield _Entry(item, digest.hex(), copy)

    def _salt(self, source: str) -> str:
        return f"\0{source}" if self._settings.copies else ""

    def _chosen(self) -> Iterator[Source | Problem | Raw]:
        """The documents of the sample, up to the limit."""
        taken = 0
        limit, sample = self._settings.limit, self._settings.sample
        for item in self._documents:
            if limit is not None and taken >= limit:
                return
            if sample is None or random.Random(item.source).random() < sample:
                taken += 1
                yield item

    def _read(self) -> None:
        """Work on what is left, and write each result in its turn."""
        if self._journal.last.finished:
            return
        self._report(self._progress("counting"))
        if self._settings.limit is None and self._settings.sample is None:
            self._documents.measure()
        waiting: deque[_Entry] = deque()
        workers = self._settings.workers or os.cpu_count() or 1
        items, last = self._journal.last.items, time.monotonic()
        entry: _Entry | None = None
        batches = _batches(self._entries(), waiting)
        with closing(spread(self._recipe, batches, workers)) as replies:
            for reply in replies:
                while not _is_work(waiting[0]):
                    entry = waiting.popleft()
                    items += 1
                    self._settle(entry)
                entry = waiting.popleft()
                items += 1
                self._commit(entry.item, reply)
                if time.monotonic() - last > SECONDS:
                    self._checkpoint(items, entry.digest)
                    self._report(self._progress("reading"))
                    last = time.monotonic()
        for entry in waiting:
            items += 1
            self._settle(entry)
        digest = entry.digest if entry is not None else self._journal.last.digest
        self._checkpoint(items, digest, finished=True)

    def _progress(self, phase: str) -> Progress:
        counts = self._counts
        all_bytes = self._documents.bytes_all
        return Progress(
            phase,
            counts["records"] + counts["failures"] + counts["copies"],
            counts["failures"],
            self._documents.bytes_read / all_bytes if all_bytes else None,
            self._resumed,
        )

    def _checkpoint(self, items: int, digest: str, finished: bool = False) -> None:
        self._journal.checkpoint(
            Checkpoint(
                items=items,
                digest=digest,
                finished=finished,
                records=self._counts["records"],
                failures=self._counts["failures"],
                copies=self._counts["copies"],
                warned=self._counts["warned"],
                **self._journal.sizes(),
            )
        )

    # Writing: one of three things becomes of each document.

    def _settle(self, entry: _Entry) -> None:
        """A document that needs no work: unreadable, or seen before."""
        item = entry.item
        if isinstance(item, Problem):
            self._fail(Failed(item.source, item.reason, item.reader))
        elif isinstance(item, Source) and entry.copy_of is not None:
            day = item.published.isoformat() if item.published else None
            self._copy(entry.copy_of, item.source, day, item.reader)

    def _commit(self, item: Source | Raw | Problem, reply: list[Result] | Failure) -> None:
        if isinstance(reply, Failure):
            reader, key = "", None
            if isinstance(item, Source):
                reader, key = item.reader, document_id(item.text + self._salt(item.source))
            elif isinstance(item, Raw):
                reader = item.suffix.lstrip(".")
            self._fail(Failed(item.source, str(reply.error), reader, key))
            return
        for result in reply:
            known = result.key is not None and int(result.key, 16) in self._known
            if isinstance(result, Failed):
                self._fail(result)
            elif known:
                self._copy(result.key, result.source, result.published, "")
            else:
                self._done(result)

    def _done(self, result: Done) -> None:
        self._journal.append("results", result.line)
        self._journal.append("keys", f"{result.key}\n".encode())
        self._learn(result.key, None)
        self._counts["records"] += 1
        self._counts["warned"] += bool(result.warned)

    def _fail(self, result: Failed) -> None:
        line = {"id": result.source, "reason": result.reason, "reader": result.reader}
        data = json.dumps(line, ensure_ascii=False).encode("utf-8", "replace")
        self._journal.append("errors", data + b"\n")
        if result.key is not None and int(result.key, 16) not in self._known:
            reason = json.dumps(result.reason)
            self._journal.append("keys", f"{result.key}\t{reason}\n".encode())
            self._learn(result.key, result.reason)
        self._counts["failures"] += 1
        if self._settings.strict:
            raise ExtractorError(f"{result.source}: {result.reason} (--strict ends here)")

    def _copy(self, key: str, source: str, published: str | None, reader: str) -> None:
        reason = self._failed.get(int(key, 16))
        if reason is not None or int(key, 16) not in self._known:
            self._fail(Failed(source, reason or "is a copy of a text that failed", reader))
            return
        row = {"document_id": key, "source": source, "published": published}
        if self._target.format.payload == "rows":
            line = json.dumps({"copies": [[value] for value in row.values()]})
            self._journal.append("results", line.encode() + b"\n")
        else:
            data = json.dumps(row, ensure_ascii=False).encode("utf-8", "replace")
            self._journal.append("copied", data + b"\n")
        self._counts["copies"] += 1

    # The end: the target is made of the results, and takes its place whole.

    def _finish(self) -> None:
        self._journal.close()
        target = self._target
        home = target.path if target.folder else target.path.parent
        home.mkdir(exist_ok=True)
        if target.format.writer:
            made = self._part / "made"
            shutil.rmtree(made, ignore_errors=True)
            made.mkdir()
            for name in self._built(made):
                os.replace(made / name, home / name)
        elif self._journal.results.exists():
            os.replace(self._journal.results, target.path)
        elif not self._counts["records"]:
            target.path.write_bytes(b"")
        if self._journal.copied.exists():
            os.replace(self._journal.copied, self._copied)
        elif not self._counts["copies"] or target.format.payload == "rows":
            self._copied.unlink(missing_ok=True)
        self._journal.path.unlink()  # from here on the run is over, whatever is left
        shutil.rmtree(self._part)

    def _built(self, folder: Path) -> list[str]:
        writer = self._target.writer(folder, self._settings.excel)
        last = time.monotonic()
        if self._journal.results.exists():
            with self._journal.results.open("rb") as file:
                for number, line in enumerate(file):
                    writer.add(json.loads(line))
                    if not number % 64 and time.monotonic() - last > SECONDS:
                        self._report(self._progress("writing"))
                        last = time.monotonic()
        return writer.close()


def _stands(target: Target) -> bool:
    if not target.folder:
        return target.path.exists()
    return any(target.path.glob(f"documents.{target.format.name}"))


def _is_work(entry: _Entry) -> bool:
    return entry.copy_of is None and not isinstance(entry.item, Problem)


def _batches(entries: Iterator[_Entry], waiting: deque[_Entry]) -> Iterator[list[Source | Raw]]:
    """What the workers are given; all entries are laid down in `waiting`, in order."""
    batch: list[Source | Raw] = []
    characters = 0
    for entry in entries:
        waiting.append(entry)
        if _is_work(entry) and not isinstance(entry.item, Problem):
            batch.append(entry.item)
            characters += _weight(entry.item)
        if len(batch) >= BATCH or characters >= CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _weight(item: Source | Raw) -> int:
    """Characters of the text; a file counts for what it may hold."""
    if isinstance(item, Source):
        return len(item.text)
    return CHARACTERS // 8 + (len(item.data) if item.data is not None else 0)


def _chained(digest: bytes, item: Source | Problem | Raw, key: str | None) -> bytes:
    """A digest of this item and all before it."""
    if isinstance(item, Source):
        what = f"{key} {item.published}"
    elif isinstance(item, Problem):
        what = item.reason
    elif item.data is not None:
        what = hashlib.sha256(item.data).hexdigest()
    else:
        try:
            what = str(os.path.getsize(item.source))
        except OSError:
            what = "unreadable"
    return hashlib.sha256(digest + f"{item.source}\0{what}".encode("utf-8", "replace")).digest()[
        :16
    ]
