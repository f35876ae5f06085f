"""Three browsers of Debian's, driven alike. `python -m tests.browser.webdriver` installs them.

Chromium and WebKitGTK have a program that takes the commands of WebDriver over HTTP; Firefox takes
the same by itself, over a socket (« Marionette »).
"""

import json
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from tests.browser.chromium import ARGUMENTS
from tests.servers import find_port, find_program, install, run_server

COMMANDS = {
    "chromium": ["chromedriver"],
    "firefox": ["firefox-esr", "--headless", "--marionette", "--remote-allow-system-access"],
    "webkit": ["xvfb-run", "WebKitWebDriver"],
}
_CAPABILITIES = {
    "chromium": {"goog:chromeOptions": {"args": ["--headless", *ARGUMENTS]}},
    "firefox": {},
    # The bar of its window is wider than a phone.
    "webkit": {"webkitgtk:browserOptions": {"args": ["--automation", "--full-screen"]}},
}
_PATHS = {
    "NewSession": "/session",
    "Navigate": "/session/{session}/url",
    "ExecuteScript": "/session/{session}/execute/sync",
    "SetWindowRect": "/session/{session}/window/rect",
    "FindElement": "/session/{session}/element",
    "ElementClick": "/session/{session}/element/{id}/click",
    "ElementSendKeys": "/session/{session}/element/{id}/value",
}
# Firefox makes no window narrower than 500 pixels, but a page in it.
_RESIZE = """
const {style} = gBrowser.selectedBrowser;
Object.assign(style, {flex: "none", minWidth: "0", width: `${arguments[0]}px`});
"""


class Driver:
    """A page open in a browser; over HTTP."""

    session = ""

    def __init__(self, port: int, name: str) -> None:
        self.connect(port)
        started = self.send("NewSession", capabilities={"alwaysMatch": _CAPABILITIES[name]})
        self.session = started["sessionId"]
        self.version = f"{name} {started['capabilities']['browserVersion']}"

    def connect(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.close = self._connection.close

    def send(self, command: str, **parameters: object) -> Any:
        """Send a command of WebDriver; return its value."""
        path = _PATHS[command].format(session=self.session, **parameters)
        self._connection.request("POST", path, json.dumps(parameters))
        answer = self._connection.getresponse()
        value = json.load(answer)["value"]
        assert answer.status == HTTPStatus.OK, value
        return value

    def resize(self, width: int) -> None:
        self.send("SetWindowRect", width=width, height=844)

    def open(self, address: str) -> None:
        self.send("Navigate", url=address)

    def run(self, expression: str, *arguments: object) -> Any:
        """Return the value of an expression of JavaScript."""
        return self.send("ExecuteScript", script=f"return {expression}", args=arguments)

    def wait(self, expression: str, *arguments: object) -> None:
        """Wait until an expression is true."""
        limit = time.monotonic() + 20
        while not self.run(expression, *arguments):
            assert time.monotonic() < limit, (expression, *arguments)
            time.sleep(0.05)

    def click(self, selector: str) -> None:
        self.send("ElementClick", id=self._find(selector))

    def type(self, selector: str, text: str) -> None:
        self.send("ElementSendKeys", id=self._find(selector), text=text)

    def _find(self, selector: str) -> str:
        return str(*self.send("FindElement", using="css selector", value=selector).values())


class _Firefox(Driver):
    def connect(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), 60)
        self._answers = self._socket.makefile("rb")
        self._receive()

    def close(self) -> None:
        self._answers.close()
        self._socket.close()

    def resize(self, width: int) -> None:
        super().resize(1280)
        self._call("Marionette:SetContext", {"value": "chrome"})
        self.send("ExecuteScript", script=_RESIZE, args=[width])
        self._call("Marionette:SetContext", {"value": "content"})

    def send(self, command: str, **parameters: object) -> Any:
        answer = self._call(f"WebDriver:{command}", parameters)
        return answer.get("value", answer)

    def _call(self, command: str, parameters: object) -> Any:
        message = json.dumps([0, 1, command, parameters]).encode()
        self._socket.sendall(b"%d:%s" % (len(message), message))
        *_, error, answer = self._receive()
        assert error is None, error
        return answer

    def _receive(self) -> Any:
        size = b""
        while (digit := self._answers.read(1)) != b":":
            size += digit
        return json.loads(self._answers.read(int(size)))


@contextmanager
def open_browser(name: str, folder: Path) -> Iterator[Driver]:
    """Open a browser on a profile of its own, in a folder."""
    port = find_port()
    (folder / "user.js").write_text(f'user_pref("marionette.port", {port});\n')
    last = ["--profile", str(folder)] if name == "firefox" else [f"--port={port}"]
    for program in _list_programs(name):
        find_program(program)
    make = _Firefox if name == "firefox" else Driver
    with (
        run_server([*COMMANDS[name], *last], port, folder / "log"),
        closing(make(port, name)) as driver,
    ):
        yield driver


def _list_programs(name: str) -> list[str]:
    return [word for word in COMMANDS[name] if not word.startswith("-")]


def main() -> int:
    """Install the three; return 1 after naming what is missing."""
    programs = [(name, program) for name in COMMANDS for program in _list_programs(name)]
    missing = [f"{name} : {why}\n" for name, program in programs if (why := install(program))]
    sys.stderr.writelines(missing)
    return int(bool(missing))


if __name__ == "__main__":
    sys.exit(main())
