"""Load on `extractor serve`: concurrent clients for a while, their errors and times, its memory.

    python benchmarks/serve.py [--clients 20] [--seconds 60]

Starts a server of its own on 127.0.0.1 and sends to it alone. Linux, since it
reads memory from /proc.
"""

from __future__ import annotations

import http.client
import json
import re
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

import click

SAMPLE = Path(__file__).parents[1] / "samples" / "andina-mimp-oim.txt"
NAMES = ("Ana Ruiz", "Luis Paz", "Eva Soto", "Juan Mora")
EVERY = 10.0


def resident(pid: int) -> int:
    """Memory of a process and its children, in kB."""
    total = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
            status = (path.parent / "status").read_text()
        except OSError:
            continue
        if int(path.parent.name) == pid or int(fields[1]) == pid:
            found = re.search(r"VmRSS:\s+(\d+)", status)
            total += int(found[1]) if found else 0
    return total


class Client(threading.Thread):
    """Sends one document after the other, each with words that no other had."""

    def __init__(self, number: int, port: int, until: float) -> None:
        super().__init__(daemon=True)
        self.number, self.port, self.until = number, port, until
        self.times: list[float] = []
        self.errors: list[str] = []

    def run(self) -> None:
        """Until the time is over."""
        text = SAMPLE.read_bytes().decode()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = 0
        while time.monotonic() < self.until:
            sent += 1
            name = NAMES[sent % len(NAMES)]
            body = json.dumps({"text": f"{text}\nHabló {name} q{self.number}x{sent}."})
            began = time.monotonic()
            try:
                connection.request(
                    "POST", "/api/extract", body.encode(), {"Content-Type": "application/json"}
                )
                response = connection.getresponse()
                content = response.read()
            except OSError as error:
                self.errors.append(type(error).__name__)
                connection.close()
                continue
            if response.status != 200 or b"Nancy Tolentino" not in content:
                self.errors.append(str(response.status))
            self.times.append(time.monotonic() - began)
        connection.close()


@click.command()
@click.option("--clients", default=20, show_default=True, type=click.IntRange(1, 100))
@click.option("--seconds", default=60, show_default=True, type=click.IntRange(1, 600))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 8))
def main(clients: int, seconds: int, workers: int) -> None:
    """Measure; the exit code is 1 where a request failed."""
    code = "from extractor.cli import main; main()"
    server = subprocess.Popen(
        [sys.executable, "-c", code, "serve", "--port", "0", "--workers", str(workers)],
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stderr is not None
        port = int(server.stderr.readline().split(":")[2].partition("/")[0])
        began = time.monotonic()
        threads = [Client(n, port, began + seconds) for n in range(clients)]
        for thread in threads:
            thread.start()
        while time.monotonic() < began + seconds:
            time.sleep(min(EVERY, max(0.0, began + seconds - time.monotonic())))
            done = sum(len(thread.times) for thread in threads)
            click.echo(f"{time.monotonic() - began:5.0f} s  {done:6d} documents"
                       f"  {resident(server.pid) / 1024:6.0f} MB")  # fmt: skip
        for thread in threads:
            thread.join(35)
        times = sorted(t for thread in threads for t in thread.times)
        errors = [error for thread in threads for error in thread.errors]
        slow = times[len(times) * 99 // 100]
        click.echo(
            f"{clients} clients: {len(times) / seconds:.0f} documents a second, "
            f"median {statistics.median(times) * 1000:.0f} ms, 99 % {slow * 1000:.0f} ms, "
            f"{len(errors)} errors {sorted(set(errors))}"
        )
    finally:
        server.terminate()
        server.wait(20)
    sys.exit(1 if errors else 0)


if __name__ == "__main__":
    main()
