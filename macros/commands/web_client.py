"""Requests to addresses that strangers wrote in the data: public hosts, http(s) alone, few and slow."""

import socket
import ssl
import time
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import ip_address
from typing import IO, Any
from urllib import request
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

PAUSE = 2.0  # seconds between two requests to a host
TIMEOUT = 15.0
_AGENT = "plan-50-mesures (checks the sources that it cites)"


class _PrivateHostError(OSError):
    """A name leads to this machine, or into the network around it."""


_CAUSES = {
    _PrivateHostError: "adresse privée, refusée",
    socket.gaierror: "nom de site inconnu, ou pas d’accès à internet",
    TimeoutError: f"pas de réponse en {TIMEOUT:.0f} s",
    ssl.SSLError: "certificat ou chiffrement refusé",
    OSError: "connexion impossible ou coupée",
}


@dataclass(frozen=True, slots=True)
class Reply:
    """The beginning of an answer and where it came from; else `failure` says why there is none."""

    content: bytes = b""
    address: str = ""
    failure: str = ""
    status: int = 200


class WebClient:
    """Asks one thing at a time, and lets each host rest between two requests."""

    def __init__(self) -> None:
        self._free_at: dict[str | None, float] = {}
        # Without a proxy, which would look up by itself the host that is checked here.
        self._opener = request.OpenerDirector()
        self._opener.addheaders = [("User-Agent", _AGENT)]
        errors = (request.HTTPErrorProcessor(), request.HTTPDefaultErrorHandler())
        for handler in (_Http(), _Https(), _Redirects(), request.UnknownHandler(), *errors):
            self._opener.add_handler(handler)

    def ask(self, address: str, method: str = "GET", most: int = 0) -> Reply:
        """Return an answer, and `most` bytes of what it holds."""
        host = urlsplit(address).hostname
        time.sleep(max(0, self._free_at.get(host, 0) - time.monotonic()))
        try:
            asked = request.Request(address, method=method)  # noqa: S310 (no handler but http and https)
            with self._opener.open(asked, timeout=TIMEOUT) as response:
                return Reply(response.read(most), response.url)
        except HTTPError as error:
            error.close()
            cause = f"erreur {error.code}" if error.code >= 400 else "trop de redirections"
            return Reply(failure=cause, status=error.code)
        except (OSError, HTTPException, ValueError) as error:
            met = error.reason if isinstance(error, URLError) else error
            causes = (text for kind, text in _CAUSES.items() if isinstance(met, kind))
            return Reply(failure=next(causes, "réponse illisible"), status=0)
        finally:
            self._free_at[host] = time.monotonic() + PAUSE


def is_public(address: str) -> bool:
    return ip_address(address).is_global


class _PublicConnection(HTTPConnection):
    def connect(self) -> None:
        """Connect to the address that is checked: looked up again, a name may lead elsewhere."""
        found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        addresses = [str(each[4][0]) for each in found]
        if not all(map(is_public, addresses)):
            raise _PrivateHostError
        self.sock = socket.create_connection((addresses[0], self.port), self.timeout)


class _PublicSecureConnection(HTTPSConnection, _PublicConnection):
    """HTTPSConnection encrypts what the next class connects."""


class _Http(request.HTTPHandler):
    def http_open(self, req: request.Request) -> HTTPResponse:
        return self.do_open(_PublicConnection, req)


class _Https(request.HTTPSHandler):
    def https_open(self, req: request.Request) -> HTTPResponse:
        return self.do_open(_PublicSecureConnection, req)


class _Redirects(request.HTTPRedirectHandler):
    max_redirections = 5

    def redirect_request(
        self, req: request.Request, fp: IO[bytes], *rest: Any
    ) -> request.Request | None:
        fp.close()  # what it holds would be read to its end, if it has one
        return super().redirect_request(req, fp, *rest)
