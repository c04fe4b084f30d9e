"""Processes that do the work, so that the server answers meanwhile and can stop a slow one.

A worker that passes its time is ended and replaced. Nothing of a job stays in
a worker when it is done.
"""

from __future__ import annotations

import asyncio
import queue
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from extractor.web.problems import Problem
from extractor.web.settings import Settings

START_SECONDS = 120.0
"""A new process imports the pipeline and reads the lexicons."""
_context = get_context("spawn")


class Worker:
    """One process and the pipe to it. Used by one thread at a time."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.process: Any = None
        self.pipe: Connection

    def start(self) -> None:
        """Start the process, without waiting for it."""
        here, there = _context.Pipe()
        self.process = _context.Process(
            target=_serve, args=(there, self.settings), daemon=True, name="extractor-worker"
        )
        self.process.start()
        there.close()
        self.pipe = here
        self.ready = False

    def stop(self) -> None:
        """End the process, whatever it does."""
        if self.process is None:
            return
        self.pipe.close()
        self.process.terminate()
        self.process.join(2)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.process = None

    def wait(self) -> None:
        """Until the process takes jobs.

        Raises:
            RuntimeError: it did not start.
        """
        if self.process is None or not self.process.is_alive():
            self.stop()
            self.start()
        if self.ready:
            return
        try:
            if not self.pipe.poll(START_SECONDS):
                raise RuntimeError("a worker did not start in time")
            failure = self.pipe.recv()
        except (EOFError, OSError) as error:
            raise RuntimeError("a worker ended while starting") from error
        if failure:
            raise RuntimeError(failure)
        self.ready = True

    def call(self, job: str, arguments: tuple[Any, ...]) -> Any:
        """The result of a job.

        Raises:
            Problem: the job failed, ended the process, or took too long.
        """
        self.wait()
        try:
            self.pipe.send((job, arguments))
            if not self.pipe.poll(self.settings.time_limit):
                self.stop()
                raise Problem("too-slow", f"more than {self.settings.time_limit:g} seconds")
            problem, result = self.pipe.recv()
        except (EOFError, OSError) as error:
            self.stop()
            raise Problem("failed", "the document ended the process that read it") from error
        if problem is not None:
            raise Problem(**problem)
        return result


class Pool:
    """The workers of a server."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.workers = [Worker(settings) for _ in range(settings.workers)]
        self.idle: queue.SimpleQueue[Worker] = queue.SimpleQueue()
        self.threads = ThreadPoolExecutor(settings.workers, thread_name_prefix="extractor")
        self.waiting = 0

    def start(self) -> None:
        """Start all workers and wait until they take jobs."""
        for worker in self.workers:
            worker.start()
        for worker in self.workers:
            worker.wait()
            self.idle.put(worker)

    def stop(self) -> None:
        """End all workers."""
        for worker in self.workers:
            worker.stop()
        self.threads.shutdown(wait=False, cancel_futures=True)

    async def run(self, job: str, *arguments: Any) -> Any:
        """The result of a job, in the order in which jobs were asked for.

        Raises:
            Problem: too many jobs wait, or the job failed.
        """
        if self.waiting >= self.settings.max_waiting + self.settings.workers:
            raise Problem("busy", headers={"Retry-After": "2"})
        self.waiting += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self.threads, self._call, job, arguments)
        finally:
            self.waiting -= 1

    def _call(self, job: str, arguments: tuple[Any, ...]) -> Any:
        worker = self.idle.get()
        try:
            return worker.call(job, arguments)
        finally:
            self.idle.put(worker)


def _serve(pipe: Connection, settings: Settings) -> None:
    """The life of a worker: it ends when the server closes the pipe."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        from extractor.web.jobs import Jobs

        jobs = Jobs(settings)
    except Exception as error:
        pipe.send(f"{type(error).__name__}: {error}")
        return
    pipe.send(None)
    while True:
        try:
            name, arguments = pipe.recv()
        except (EOFError, OSError):
            return
        pipe.send(_result(getattr(jobs, name), arguments))


def _result(
    job: Callable[..., Any], arguments: tuple[Any, ...]
) -> tuple[dict[str, Any] | None, Any]:
    """Problem and result; one of them is None."""
    try:
        return None, job(*arguments)
    except Problem as problem:
        return {"kind": problem.kind, "detail": problem.detail, "errors": problem.errors}, None
    except Exception as error:
        # Only the type: a message could hold words of the text.
        return {"kind": "failed", "detail": type(error).__name__}, None
