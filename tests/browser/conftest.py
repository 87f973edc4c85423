"""A real server, a real Chromium, and axe on every page that is opened."""

import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from urllib.request import urlopen

import pytest
from playwright.sync_api import sync_playwright

from tests.bench.server import free_port
from tests.browser.screen import Screen
from tests.browser.world import build

PATIENCE = 120  # seconds, for a browser and a server on a busy machine
PHONE = {"width": 360, "height": 740}
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory):
    """Where the running centre keeps its `site.sqlite`."""
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="session")
def site(site_folder):
    """The address of a running centre with a small catalogue, on SQLite."""
    folder = site_folder
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    env = os.environ | {
        "WORKFORCE_DATABASE_URL": f"sqlite:///{folder / 'site.sqlite'}",
        "WORKFORCE_INSTANCE_PATH": str(folder),
        "WORKFORCE_SECRET_KEY": "for tests only",
        "WORKFORCE_BASE_URL": address,
        "WORKFORCE_DEMO": "1",
    }
    workforce = [sys.executable, "-m", "workforce"]
    subprocess.run([*workforce, "upgrade"], env=env, check=True, capture_output=True)
    build(env)
    log = (folder / "server.log").open("w")
    server = subprocess.Popen([*workforce, "serve", "--port", str(port)], env=env, stdout=log, stderr=log)
    try:
        wait_for(address, server)
        yield address
    finally:
        server.terminate()
        server.wait(PATIENCE)
        log.close()


def wait_for(address, server):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        with suppress(OSError):
            urlopen(f"{address}/ja/", timeout=PATIENCE).close()
            return
        time.sleep(0.1)
    raise AssertionError("the site did not answer")


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        flags = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=flags, timeout=PATIENCE * 1000)
        yield browser
        browser.close()


@pytest.fixture
def screen(site, chromium):
    """`with screen(language="vi", script=False) as s:` somebody with a phone."""

    @contextmanager
    def open_screen(language="ja", script=True, size=PHONE, **options):
        options = {"base_url": site, "locale": "ja-JP"} | options
        context = chromium.new_context(viewport=size, java_script_enabled=script, **options)
        context.set_default_timeout(PATIENCE * 1000)
        try:
            yield Screen(context.new_page(), language)
        finally:
            context.close()

    return open_screen
