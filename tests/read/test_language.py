from __future__ import annotations

import pytest

from onrecord.read.language import language_of


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("Russia lost 530 troops.", None, "en"),
        ("Russia lost 530 troops.", "uk", "en"),
        ("Rosja straciła 530 ludzi.", "pl-PL", "pl"),
        ("Ворог втратив 530 осіб, її втрати зростають", None, "uk"),
        ("Потери составили 530 человек, это рекорд за сутки, сообщил объект", "uk", "ru"),
        ("танки 530", "ru", "ru"),
        ("танки 530", None, "uk"),
        ("Знищено HIMARS, Leopard і Patriot: втрати 5 од.", None, "uk"),
        ("The list read: “втрати”. That is Ukrainian for losses, it said.", None, "en"),
        ("4306 (+8)", None, "en"),
    ],
)
def test_language(text: str, declared: str | None, language: str) -> None:
    assert language_of(text, declared) == language
