"""A URL into bytes: http and https only, within limits of time and size, tried again when a server stumbles."""

from __future__ import annotations

import time
from dataclasses import dataclass

from onrecord.model.errors import FetchError
from onrecord.read.cache import Cache, Kept
from onrecord.read.records import MAX_BYTES
from onrecord.version import __version__

TIMEOUT = 20.0  # seconds, to connect and between two pieces of the answer
DEADLINE = 60.0  # seconds, for all of one answer
REDIRECTS = 5
TRIES = 3
_AGAIN = frozenset((429, 500, 502, 503, 504))
_PAUSE = 0.5
_LONGEST_PAUSE = 30.0  # seconds that a server may ask us to wait (Retry-After)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """The body of an answer, its media type and charset as declared ("" and None when not), the final address.
    `missing` is the number of bytes that the server announced and did not send."""

    data: bytes
    media: str
    charset: str | None
    url: str
    missing: int = 0


class _Half(Exception):
    """The connection ended before the announced length."""

    def __init__(self, fetched: Fetched) -> None:
        super().__init__()
        self.fetched = fetched


def fetch(url: str, *, cache: Cache | None = None, half: bool = False) -> Fetched:
    """What `url` answers with; with a `cache`, the server is asked only whether what is kept there still holds.

    With `half`, an answer that ends too early every time is given as far as it came. Raises FetchError: no such host,
    an error status, too slow, too large, not http, or only half of it came."""
    import httpx

    headers = {"User-Agent": f"Onrecord/{__version__}", "Accept": "text/html, application/xml, text/*, */*;q=0.5"}
    kept = cache.get(url) if cache else None
    if kept:
        headers |= kept.conditions
    longest: Fetched | None = None
    with httpx.Client(headers=headers, timeout=TIMEOUT, follow_redirects=True, max_redirects=REDIRECTS) as client:
        for n in range(1, TRIES + 1):
            pause = _PAUSE * 2 ** (n - 1)
            try:
                return _answer(client, url, cache, kept)
            except (httpx.InvalidURL, httpx.UnsupportedProtocol) as error:
                raise FetchError(f"{url}: {error}", "only http and https are fetched") from None
            except httpx.TooManyRedirects:
                raise FetchError(f"{url}: more than {REDIRECTS} redirects") from None
            except httpx.HTTPStatusError as error:
                status = error.response.status_code
                if status not in _AGAIN or n == TRIES:
                    said = f"{url}: the server answered {status} {error.response.reason_phrase}".rstrip()
                    raise FetchError(said, "save the page and read the file") from None
                pause = max(pause, _asked(error.response.headers.get("retry-after", "")))
            except _Half as error:
                if longest is None or len(error.fetched.data) > len(longest.data):
                    longest = error.fetched
                if n == TRIES:
                    if half and longest.data:
                        return longest
                    what = f"only {len(longest.data):,} bytes came, {longest.missing:,} are missing"
                    raise FetchError(f"{url}: {what}", "try again later") from None
            except httpx.TransportError as error:
                if n == TRIES:
                    late = isinstance(error, httpx.TimeoutException)
                    what = "no answer in time" if late else str(error) or "no answer"
                    raise FetchError(f"{url}: {what}", "is the address right, and the network up?") from None
            except httpx.HTTPError as error:
                raise FetchError(f"{url}: {error}") from None
            time.sleep(pause)
    raise AssertionError("unreachable")


def _asked(written: str) -> float:
    """The seconds of a Retry-After header, as far as we are ready to wait; 0 where it names none."""
    return min(float(written), _LONGEST_PAUSE) if written.isascii() and written.isdigit() else 0.0


def _answer(client: object, url: str, cache: Cache | None, kept: Kept | None) -> Fetched:
    import httpx

    assert isinstance(client, httpx.Client)
    started = time.monotonic()
    with client.stream("GET", url) as response:
        if kept and response.status_code == 304:
            return Fetched(data=kept.data, media=kept.media, charset=kept.charset, url=kept.url)
        response.raise_for_status()
        media = response.headers.get("content-type", "").partition(";")[0].strip().lower()
        fetched = Fetched(data=b"", media=media, charset=response.charset_encoding, url=str(response.url))
        pieces: list[bytes] = []
        size = 0
        try:
            for piece in response.iter_bytes():
                pieces.append(piece)
                size += len(piece)
                if size > MAX_BYTES:
                    raise FetchError(f"{url}: the answer is larger than {MAX_BYTES >> 20} MiB")
                if time.monotonic() - started > DEADLINE:
                    raise FetchError(f"{url}: the answer took longer than {DEADLINE:.0f} seconds")
        except httpx.RemoteProtocolError:
            announced = response.headers.get("content-length", "")
            missing = int(announced) - response.num_bytes_downloaded if announced.isdigit() else 0
            if missing <= 0 or response.headers.get("content-encoding"):
                raise
            raise _Half(_with(fetched, b"".join(pieces), missing)) from None
        data = b"".join(pieces)
        if cache:
            etag, modified = response.headers.get("etag"), response.headers.get("last-modified")
            cache.put(
                url,
                Kept(data=data, media=media, charset=fetched.charset, url=fetched.url, etag=etag, modified=modified),
            )
        return _with(fetched, data, 0)


def _with(fetched: Fetched, data: bytes, missing: int) -> Fetched:
    return Fetched(data=data, media=fetched.media, charset=fetched.charset, url=fetched.url, missing=missing)
