"""The documents tell the truth: their code runs, their links lead somewhere, every command is described."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [ROOT / "README.md", *sorted(ROOT.glob("[A-Z]*.md")), *sorted((ROOT / "docs").glob("*.md"))]
DOCUMENTS = list(dict.fromkeys(DOCUMENTS))


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _blocks(path: Path, language: str) -> list[str]:
    """Fenced blocks of a language. `bash` and `python` are run; a block that is only shown is `text` or `sh`."""
    return re.findall(rf"^```{language}\n(.*?)^```$", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("path", [p for p in DOCUMENTS if _blocks(p, "bash") or _blocks(p, "python")], ids=_name)
def test_code_blocks_run(path: Path, tmp_path: Path) -> None:
    """A document's blocks run in order, in one folder that holds the samples."""
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    env = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "HOME": str(tmp_path)}
    for block in _blocks(path, "bash"):
        run = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", block], cwd=tmp_path, env=env, capture_output=True, text=True
        )
        assert run.returncode == 0, f"{block}\n{run.stdout}\n{run.stderr}"
    for block in _blocks(path, "python"):
        command = [sys.executable, "-W", "error", "-c", block]
        run = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True)
        assert run.returncode == 0, f"{block}\n{run.stderr}"


@pytest.mark.parametrize("path", DOCUMENTS, ids=_name)
def test_links_inside_the_repository_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (path.parent / target).exists(), target


# --- every command and option ----------------------------------------------------------------------------------


def _commands() -> Iterator[tuple[str, click.Command]]:
    from onrecord.cli import main

    def walk(name: str, command: click.Command) -> Iterator[tuple[str, click.Command]]:
        yield name, command
        if isinstance(command, click.Group):
            context = click.Context(command)
            for child in command.list_commands(context):
                found = command.get_command(context, child)
                assert found is not None
                yield from walk(f"{name} {child}", found)

    yield from walk("onrecord", main)


def _section(name: str) -> str:
    """The part of docs/commands.md under the heading of a command."""
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    found = re.search(rf"^#+ `{re.escape(name)}`\n(.*?)(?=^#+ `|\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"docs/commands.md has no heading `{name}`"
    return found[1]


def test_every_command_and_option_is_documented() -> None:
    missing = []
    for name, command in _commands():
        section = _section(name)
        help_text = command.get_help(click.Context(command, info_name=name))
        assert command.help and command.help.strip(), f"{name} --help says nothing"
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                longest = max(parameter.opts, key=len)
                if f"`{longest}" not in section:
                    missing.append(f"{name} {longest}")
                assert longest in help_text and parameter.help, f"{name} {longest} has no help"
            elif f"`{parameter.human_readable_name}" not in section:
                missing.append(f"{name} {parameter.human_readable_name}")
    assert not missing


def test_no_option_is_documented_that_does_not_exist() -> None:
    for name, command in _commands():
        known = {opt for p in command.params for opt in (*p.opts, *p.secondary_opts)} | {"--help", "--version"}
        written = set(re.findall(r"^\| `(--[a-z-]+)", _section(name), re.MULTILINE))
        assert written <= known, name


def test_every_audit_rule_is_described() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/onrecord/audit").rglob("*.py"))
    rules = set(re.findall(r'\brule="([a-z_]+)"', sources)) | {"sum", "repeat"}
    described = set(re.findall(r"^\| `([a-z_]+)` \|", (ROOT / "METHODOLOGY.md").read_text(encoding="utf-8"), re.M))
    assert rules == described
