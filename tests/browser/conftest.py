"""A server and a real browser. Its tests are skipped where Playwright or a Chromium is missing.

`CHROMIUM` names the browser (`/usr/bin/chromium`), `AXE` the script of axe-core.
Nothing is sent to any other address than this computer's.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
AXE = Path(os.environ.get("AXE", ""))


@pytest.fixture(scope="module")
def server():
    """The address of `extractor serve`, started as a person starts it."""
    code = "from extractor.cli import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, "serve", "--port", "0"],
        stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    line = process.stderr.readline()
    address = re.search(r"http://\S+", line)
    assert address is not None, line
    yield address[0]
    process.terminate()
    process.wait(20)
    process.stderr.close()


@pytest.fixture(scope="module")
def browser():
    if not CHROMIUM:
        pytest.skip("needs Chromium: CHROMIUM=/usr/bin/chromium")
    playwright_api = pytest.importorskip("playwright.sync_api", reason="needs Playwright")
    with playwright_api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def page(browser, server):
    """An empty page that fails its test on errors of scripts and on requests to elsewhere."""
    context = browser.new_context(
        viewport={"width": 1400, "height": 900},
        permissions=["clipboard-read", "clipboard-write"],
        base_url=server,
    )
    found = context.new_page()
    found.set_default_timeout(15_000)
    wrong: list[str] = []
    found.on("pageerror", lambda error: wrong.append(str(error)))
    found.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    found.on(
        "request",
        lambda r: (
            None if r.url.startswith((server, "blob:", "file:", "data:")) else wrong.append(r.url)
        ),
    )
    yield found
    context.close()
    assert wrong == []


@pytest.fixture
def axe():
    """Runs axe-core on a page and gives the serious and critical violations."""
    if not AXE.is_file():
        pytest.skip("needs axe-core: AXE=…/axe.min.js")

    def violations(page) -> list[str]:
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("() => axe.run()")["violations"]
        return [
            f"{each['impact']} {each['id']}: {node['html'][:120]}"
            for each in found
            if each["impact"] in ("serious", "critical")
            for node in each["nodes"]
        ]

    return violations
