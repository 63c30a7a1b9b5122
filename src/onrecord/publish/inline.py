"""Pages that need nothing else: styles, scripts and data that stand within them, and the hashes that allow them."""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files

# U+2028 and U+2029 end a line for old script readers; the others could end the element.
_UNSAFE = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


@lru_cache(maxsize=16)
def asset(name: str) -> str:
    """A file of the folder `page`."""
    return (files(__package__) / "page" / name).read_text(encoding="utf-8").strip()


def hashed(content: str) -> str:
    """The source expression that allows it in a Content-Security-Policy."""
    return "sha256-" + b64encode(sha256(content.encode()).digest()).decode()


def embed(content: bytes) -> str:
    """JSON that may stand in a script element."""
    return content.decode().translate(_UNSAFE)
