"""Ids of claims: the same words in the same document give the same id."""

from __future__ import annotations

import hashlib
from functools import lru_cache

_OF_DOCUMENT, _OF_CLAIM = 5, 9  # hexadecimal digits


def claim_id(kind: str, document: str, *told: str) -> str:
    """An id made of the document's and of what tells the claim from the others in it. Ids of one document begin alike:
    a record of millions of claims is so kept in few places while a document is added, and a person sees what belongs
    together."""
    digest = _digest("\x1f".join((kind, document, *told)))
    return f"{kind}-{_of_document(document)}{digest[:_OF_CLAIM]}"


@lru_cache(maxsize=16)
def _of_document(id: str) -> str:
    return _digest(id)[:_OF_DOCUMENT]


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
