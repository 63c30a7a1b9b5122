"""Every test of what a ledger does is done twice: on a file, and on a real server where one can be made to run."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest

from ledger.places import Place
from ledger.server import NoServer, Server
from onrecord.ledger import Ledger

BOTH = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Skips where no server can run, and says why; in CI that is a failure."""
    try:
        started = Server()
    except NoServer as error:
        if os.environ.get("CI"):
            pytest.fail(str(error))
        pytest.skip(str(error))
    yield started
    started.stop()


@pytest.fixture(scope="session", params=BOTH)
def new_place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Place]:
    """Makes empty places, one after the other, in files or on the server."""

    def make() -> Place:
        if request.param == "sqlite":
            return Place(str(tmp_path_factory.mktemp("ledger") / "l.db"))
        return Place(server.new_place())

    server: Server = request.getfixturevalue("server") if request.param == "postgresql" else None
    return make


@pytest.fixture
def place(new_place: Callable[[], Place]) -> Place:
    return new_place()


@pytest.fixture
def book(place: Place) -> Iterator[Ledger]:
    with place.open() as opened:
        yield opened
