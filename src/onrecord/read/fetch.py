"""A URL into bytes: http and https only, within limits of time and size, tried again when a server stumbles."""

from __future__ import annotations

import time
from dataclasses import dataclass

from onrecord import __version__
from onrecord.model.errors import FetchError
from onrecord.read.records import MAX_BYTES

TIMEOUT = 20.0  # seconds, to connect and between two pieces of the answer
DEADLINE = 60.0  # seconds, for all of one answer
REDIRECTS = 5
TRIES = 3
_AGAIN = frozenset((429, 500, 502, 503, 504))
_PAUSE = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """The body of an answer, its media type and charset as declared ("" and None when not), the final address."""

    data: bytes
    media: str
    charset: str | None
    url: str


def fetch(url: str) -> Fetched:
    """What `url` answers with. Raises FetchError: no such host, an error status, too slow, too large, not http."""
    import httpx

    headers = {"User-Agent": f"Onrecord/{__version__}", "Accept": "text/html, application/xml, text/*, */*;q=0.5"}
    with httpx.Client(headers=headers, timeout=TIMEOUT, follow_redirects=True, max_redirects=REDIRECTS) as client:
        for n in range(1, TRIES + 1):
            try:
                return _answer(client, url)
            except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
                raise FetchError(f"{url}: {error}", "only http and https are fetched") from None
            except httpx.TooManyRedirects:
                raise FetchError(f"{url}: more than {REDIRECTS} redirects") from None
            except httpx.HTTPStatusError as error:
                status = error.response.status_code
                if status not in _AGAIN or n == TRIES:
                    said = f"{url}: the server answered {status} {error.response.reason_phrase}".rstrip()
                    raise FetchError(said, "save the page and read the file") from None
            except httpx.TransportError as error:
                if n == TRIES:
                    late = isinstance(error, httpx.TimeoutException)
                    what = "no answer in time" if late else str(error) or "no answer"
                    raise FetchError(f"{url}: {what}", "is the address right, and the network up?") from None
            except httpx.HTTPError as error:
                raise FetchError(f"{url}: {error}") from None
            time.sleep(_PAUSE * 2 ** (n - 1))
    raise AssertionError("unreachable")


def _answer(client: object, url: str) -> Fetched:
    import httpx

    assert isinstance(client, httpx.Client)
    started = time.monotonic()
    with client.stream("GET", url) as response:
        response.raise_for_status()
        pieces, size = [], 0
        for piece in response.iter_bytes():
            pieces.append(piece)
            size += len(piece)
            if size > MAX_BYTES:
                raise FetchError(f"{url}: the answer is larger than {MAX_BYTES >> 20} MiB")
            if time.monotonic() - started > DEADLINE:
                raise FetchError(f"{url}: the answer took longer than {DEADLINE:.0f} seconds")
        media = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        return Fetched(data=b"".join(pieces), media=media, charset=response.charset_encoding, url=str(response.url))
