"""Work spread over processes of our own: in order, bounded, the answers of one process.

A worker is this module run by the same Python. It gets a recipe (any picklable
callable that makes a function from a batch to its results) and then batches,
and sends results back over a pipe. Compared with `multiprocessing`: the
program's own main module is not imported again, so that a script needs no
`if __name__ == "__main__"`; no process is forked under running threads; what a
worker prints goes to standard error. Texts go out and records come back, never
a `Doc`, which is dearer to send than to make.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import struct
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any, BinaryIO, Generic, TypeVar

from extractor.errors import ExtractorError

Item = TypeVar("Item")
Result = TypeVar("Result")
Work = Callable[[Sequence[Item]], Iterable[Result]]
"""From a batch to one result for each of its items, in order, as a stream."""

AHEAD = 2
"""Batches per worker that wait or are worked on; so much of the input is read ahead."""
SIZE = struct.Struct("<Q")
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""Matrix products stay in their process: the workers are what the cores are for."""


class WorkerError(ExtractorError):
    """A worker process ended over an item: out of memory, killed, a crash in native code."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Stands where a result would, for an item whose work raised."""

    error: Exception


def spread(
    recipe: Callable[[], Work[Item, Result]], batches: Iterable[Sequence[Item]], workers: int
) -> Generator[Result | Failure, None, None]:
    """The results of all items, in order, from `workers` processes.

    An item whose work raises, or ends its worker, gives a `Failure` in its
    place; the others of its batch are not lost, and a new worker goes on.
    Closing the generator ends the workers at once, whatever they do.

    Args:
        recipe: called once in each worker; pickled by reference, so a function
            of an importable module or a `functools.partial` of one.
        batches: read as needed, at most `AHEAD` per worker before their results are taken.
        workers: how many processes; they start at the first batches.

    Raises:
        ExtractorError: a worker cannot be started. What reading `batches`
            raises comes after the results of what was read before.
    """
    with _Pool(recipe, workers) as pool:
        waiting: deque[Future[list[Result | Failure]]] = deque()
        source = iter(batches)
        broken: Exception | None = None
        while True:
            try:
                batch = next(source, None)
            except Exception as error:
                broken, batch = error, None
            if batch is None:
                break
            waiting.append(pool.submit(batch))
            if len(waiting) >= AHEAD * workers:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
        if broken is not None:
            raise broken


class _Pool(Generic[Item, Result]):
    """Workers, and a thread for each that talks to it."""

    def __init__(self, recipe: Callable[[], Work[Item, Result]], workers: int) -> None:
        self._recipe = recipe
        self._threads = ThreadPoolExecutor(workers, thread_name_prefix="extractor")
        self._idle: SimpleQueue[_Worker | None] = SimpleQueue()
        for _ in range(workers):
            self._idle.put(None)
        self._alive: set[_Worker] = set()
        self._closed = False

    def __enter__(self) -> _Pool[Item, Result]:
        return self

    def __exit__(self, *_: object) -> None:
        """End all workers; their threads see it and end.

        The garbage collector may call this, in any thread and within the code
        of any lock, so that it waits for no thread.
        """
        self._closed = True
        for worker in tuple(self._alive):
            worker.kill()
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._clear()

    def submit(self, batch: Sequence[Item]) -> Future[list[Result | Failure]]:
        return self._threads.submit(self._answers, batch)

    def _answers(self, batch: Sequence[Item]) -> list[Result | Failure]:
        worker = self._idle.get()
        try:
            if worker is None:
                worker = self._start()
            try:
                return worker.ask(batch)
            except (EOFError, OSError) as error:
                code = worker.wait()
                self._forget(worker)
                worker = None
                if self._closed:
                    raise
                if len(batch) == 1:
                    return [Failure(_died(code, error))]
        finally:
            self._idle.put(worker)
            if self._closed:
                self._clear()
        half = len(batch) // 2
        return [*self._answers(batch[:half]), *self._answers(batch[half:])]

    def _start(self) -> _Worker:
        worker = _Worker()
        self._alive.add(worker)
        if self._closed:  # too late to be among those that `__exit__` ended
            worker.kill()
        try:
            worker.begin(self._recipe)
        except (EOFError, OSError) as error:
            code = worker.wait()
            self._forget(worker)
            raise ExtractorError(
                f"a worker process cannot be started: {sys.executable!r} ended with {code}"
            ) from error
        except Exception:
            worker.kill()
            self._forget(worker)
            raise
        return worker

    def _clear(self) -> None:
        """Forget the workers that no thread talks to."""
        found: list[_Worker | None] = []
        with suppress(Empty):
            while True:
                found.append(self._idle.get_nowait())
        for worker in found:
            if worker is not None:
                self._forget(worker)
            self._idle.put(None)  # a thread that still wants one must not wait for ever

    def _forget(self, worker: _Worker) -> None:
        worker.close()
        self._alive.discard(worker)


def _died(code: int | None, error: Exception) -> WorkerError:
    ended = f"was ended by signal {-code}" if code and code < 0 else f"ended with code {code}"
    problem = WorkerError(f"the worker process {ended} over this document")
    problem.__cause__ = error
    return problem


class _Worker:
    """One process at the other end of two pipes."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", "from extractor.processes import serve; serve()"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={
                **ONE_THREAD,
                **os.environ,
                "PYTHONPATH": os.pathsep.join(p or os.getcwd() for p in sys.path),
            },
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._to: BinaryIO = self._process.stdin  # type: ignore[assignment]
        self._from: BinaryIO = self._process.stdout  # type: ignore[assignment]

    def begin(self, recipe: Callable[[], Work[Any, Any]]) -> None:
        """Wait until the worker has made its function; raises what making it raised."""
        _send(self._to, recipe)
        if (problem := _receive(self._from)) is not None:
            raise problem

    def ask(self, batch: Sequence[Any]) -> list[Any]:
        """The results of this batch; `EOFError` or `OSError` where the worker ended over it."""
        _send(self._to, batch)
        answers: list[Any] = _receive(self._from)
        return answers

    def wait(self) -> int:
        """How the process ended; one that closed its pipe and lingers is ended."""
        try:
            return self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return self._process.wait()

    def kill(self) -> None:
        """End the process; there is nothing in it that would be lost."""
        self._process.kill()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(5)  # with a limit it never waits for a lock

    def close(self) -> None:
        """Close the pipes, once no thread reads or writes them."""
        for stream in (self._to, self._from):
            with suppress(OSError):
                stream.close()


def serve() -> None:
    """The life of a worker: a recipe, then batches until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent sees it and closes the pipe
    source = os.fdopen(os.dup(0), "rb")
    target = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    with suppress(EOFError, BrokenPipeError):
        try:
            work = _receive(source)()
        except EOFError:
            raise
        except Exception as error:
            _send(target, error)
            return
        gc.freeze()  # lexicons and patterns live as long as the process; collections skip them
        _send(target, None)
        while True:
            _send(target, answers(work, _receive(source)))


def answers(work: Work[Item, Result], batch: Sequence[Item]) -> list[Result | Failure]:
    """One answer for each item: its result, or the failure it met."""
    found: list[Result | Failure] = []
    while len(found) < len(batch):
        try:
            for result in work(batch[len(found) :]):
                found.append(result)
        except Exception as error:
            found.append(Failure(error))
    return found


def _send(stream: BinaryIO, message: Any) -> None:
    data = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    stream.write(SIZE.pack(len(data)))
    stream.write(data)
    stream.flush()


def _receive(stream: BinaryIO) -> Any:
    size = stream.read(SIZE.size)
    if len(size) < SIZE.size:
        raise EOFError
    data = stream.read(SIZE.unpack(size)[0])
    return pickle.loads(data)
