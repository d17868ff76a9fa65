"""`riskapp demo`: the invented people, into an instance that holds nobody else."""

from __future__ import annotations

import argparse
from pathlib import Path

from riskapp.commands.opening import Commands, opened
from riskapp.config import FILE
from riskapp.demonstration import is_there, make_cast
from riskapp.demonstration.story import ORGANISATION, TELEPHONE
from riskapp.platform import settings


def add_to(commands: Commands) -> None:
    parser = commands.add_parser(
        "demo", help="add invented people to try riskapp with; safe to run again"
    )
    parser.set_defaults(run=run)


def name_organisation(instance: Path) -> None:
    """Pages say whose copy this is; an instance that was set up by hand keeps what it says."""
    settings_file = instance / FILE
    if not settings_file.exists():
        settings_file.write_text(
            f'organisation = "{ORGANISATION}"\ntelephone = "{TELEPHONE}"\n', "utf-8"
        )


def run(_given: argparse.Namespace) -> None:
    with opened() as runtime:
        was_there = is_there(runtime)
        everybody = make_cast(runtime)
        name_organisation(runtime.config.instance)
        with runtime.db.read() as conn:
            password = settings.get(conn, settings.DEMONSTRATION)
    if was_there:
        print("The invented people are here already. You can sign in as")
    else:
        print("The invented people are here: every one of them is made up. You can sign in as")
    for email, name, roles in everybody:
        print(f"  {email:<34}{name}, {roles}")
    print(f"each with the password: {password}")
