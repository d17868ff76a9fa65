"""`riskapp init`: keys, database, and the first administrator where one is asked for."""

from __future__ import annotations

import argparse
from pathlib import Path

from riskapp import config, migrations
from riskapp.accounts import services
from riskapp.accounts.rules import Role
from riskapp.commands.asking import ask, ask_password
from riskapp.commands.opening import Commands
from riskapp.core.clock import SystemClock
from riskapp.learning.services.showing import read_log_anew
from riskapp.platform import audit
from riskapp.platform.keys import make_keys
from riskapp.platform.runtime import Runtime, open_runtime
from riskapp.platform.versions.events import CERTIFICATE_RENEWED
from riskapp.platform.versions.keys import (
    CERTIFICATE,
    fingerprint,
    make_seal_key,
    renew_certificate,
)


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("init", help="make the keys and the database; safe to run again")
    parser.add_argument(
        "--ask-administrator", action="store_true", help="ask for the first administrator as well"
    )
    parser.add_argument(
        "--new-certificate",
        action="store_true",
        help="for a new organisation name: the same key, and PDFs sealed before are still checked",
    )
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> None:
    settings = config.load()
    settings.instance.mkdir(parents=True, exist_ok=True, mode=0o700)
    made = make_keys(settings.keys_folder)
    is_new = make_seal_key(settings.keys_folder, settings.organisation, SystemClock().now())
    runtime = open_runtime(settings)
    try:
        migrations.upgrade(runtime.db)
        with runtime.db.write() as conn:
            read_log_anew(conn)
        if is_new:
            made = [*made, "seal.key"]
        elif given.new_certificate:
            old = new_certificate(runtime)
            print(f"Made a certificate for {settings.organisation}. Publish it, and keep {old}")
        for name in made:
            print(f"Made {settings.keys_folder / name}")
        print(f"{settings.instance} is ready.")
        if given.ask_administrator:
            add_administrator(runtime)
    finally:
        runtime.db.close()


def new_certificate(runtime: Runtime) -> Path:
    """A certificate in the organisation's name, noted with the fingerprints `riskapp verify` prints.

    Returns where the old one is kept. Raises BadInput where the key cannot be loaded.
    """
    folder, name = runtime.config.keys_folder, runtime.config.organisation
    with runtime.db.write() as conn:
        old = renew_certificate(folder, name, runtime.clock.now())
        audit.note(
            conn,
            runtime.clock,
            runtime.keys.audit,
            audit.COMMAND_LINE,
            CERTIFICATE_RENEWED,
            old=fingerprint(old.read_bytes()),
            new=fingerprint((folder / CERTIFICATE).read_bytes()),
        )
    return old


def add_administrator(runtime: Runtime) -> None:
    """Asks until there is nothing left to ask. Raises BadInput for answers that will not do."""
    print("The first administrator:")
    name, email = ask("Name"), ask("E-mail address")
    password = ask_password()
    with runtime.db.write() as conn:
        services.add_user(
            conn,
            runtime,
            audit.COMMAND_LINE,
            email=email,
            name=name,
            roles=[Role.ADMINISTRATOR],
            password=password,
        )
    print(f"{name} can sign in as {email}.")
