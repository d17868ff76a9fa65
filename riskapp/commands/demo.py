"""`riskapp demo`: the invented people, into an instance that holds nobody else."""

from __future__ import annotations

import argparse
from pathlib import Path

from riskapp.commands.init import new_certificate
from riskapp.commands.opening import Commands, opened
from riskapp.config import FILE
from riskapp.demonstration import is_there, make_cast
from riskapp.demonstration.story import ORGANISATION, TELEPHONE
from riskapp.platform import settings
from riskapp.platform.versions.keys import KEY


def add_to(commands: Commands) -> None:
    parser = commands.add_parser(
        "demo", help="add invented people to try riskapp with; safe to run again"
    )
    parser.set_defaults(run=run)


def name_organisation(instance: Path) -> bool:
    """Pages say whose copy this is; an instance that was set up by hand keeps what it says. Whether it
    was named now.
    """
    settings_file = instance / FILE
    if settings_file.exists():
        return False
    settings_file.write_text(
        f'organisation = "{ORGANISATION}"\ntelephone = "{TELEPHONE}"\n', "utf-8"
    )
    return True


def run(_given: argparse.Namespace) -> None:
    with opened() as runtime:
        was_there = is_there(runtime)
        everybody = make_cast(runtime)
        is_named = name_organisation(runtime.config.instance)
        with runtime.db.read() as conn:
            password = settings.get(conn, settings.DEMONSTRATION)
    if is_named:  # and sealed in that name, not in the one of an instance nobody has named yet
        with opened() as runtime:
            if (runtime.config.keys_folder / KEY).exists():
                new_certificate(runtime)
    if was_there:
        print("The invented people are here already. You can sign in as")
    else:
        print("The invented people are here: every one of them is made up. You can sign in as")
    for email, name, roles in everybody:
        print(f"  {email:<34}{name}, {roles}")
    print(f"each with the password: {password}")
