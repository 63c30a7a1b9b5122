"""Every command and option says what it is for, and the top says what the exit codes mean."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from onrecord import __version__
from onrecord.cli import main
from onrecord.cli.claims import KINDS
from onrecord.model import KINDS as CLAIM_KINDS
from onrecord.model import errors

from .conftest import Invoke

COMMANDS = [("onrecord", main), *((name, command) for name, command in main.commands.items())]


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=[name for name, _ in COMMANDS])
def test_every_command_and_option_has_help(name: str, command: click.Command) -> None:
    assert command.help
    assert command.get_short_help_str(80)
    assert command is main or not command.get_short_help_str(80).endswith("...")
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, parameter.name
            assert parameter.help.rstrip("] ").endswith((".", "own", "all")), parameter.help


@pytest.mark.parametrize("name", list(main.commands))
def test_every_command_shows_examples(name: str, invoke: Invoke) -> None:
    shown = invoke(name, "--help")
    assert shown.exit_code == 0
    assert f"  onrecord {name}" in shown.stdout
    assert "Examples:" in shown.stdout
    assert max(map(len, shown.stdout.splitlines())) <= 100


def test_the_exit_codes_of_the_error_tree_are_in_the_help(invoke: Invoke) -> None:
    listed = {int(code) for code in re.findall(r"^ +(\d+)  ", invoke("--help").stdout, re.MULTILINE)}
    tree = [errors.OnrecordError]
    for error in tree:
        tree.extend(error.__subclasses__())
    assert {error.exit_code for error in tree} <= listed
    assert listed == {0, 1, 2, 3, 4, 5, 130, 141}


def test_version_and_bare_call(invoke: Invoke) -> None:
    assert invoke("--version").stdout == f"onrecord {__version__}\n"
    bare = invoke()
    assert bare.exit_code == 0
    assert bare.stdout == invoke("--help").stdout


def test_the_package_runs_as_the_command_does() -> None:
    for program in ([sys.executable, "-m", "onrecord"], [str(Path(sys.executable).with_name("onrecord"))]):
        shown = subprocess.run([*program, "--help"], check=True, capture_output=True, text=True)
        assert shown.stdout.startswith("Usage: onrecord ")


def test_the_kinds_that_claims_filters_by_are_those_there_are() -> None:
    assert tuple(CLAIM_KINDS) == KINDS


def test_help_loads_nothing_heavy() -> None:
    """What makes a cold start slow, by name: a limit in seconds would fail on a busy machine."""
    code = (
        "import sys\nfrom onrecord.cli import main\ntry:\n    main(['read', '--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'sqlalchemy', 'trafilatura', 'lxml', 'feedparser', 'httpx', 'rich', 'jinja2', 'msgspec'}\n"
        "rooms = {f'onrecord.{room}' for room in ('mark', 'claim', 'audit', 'ledger', 'publish', 'read')}\n"
        "print(sorted((heavy | rooms) & set(sys.modules)))"
    )
    started = time.monotonic()
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert out.splitlines()[-1] == "[]"
    assert time.monotonic() - started < 3
