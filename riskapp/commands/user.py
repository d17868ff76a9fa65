"""`riskapp user add | list | disable`."""

from __future__ import annotations

import argparse

from sqlalchemy import Connection

from riskapp.accounts import queries, services
from riskapp.accounts.rules import Role
from riskapp.commands.asking import ask_password
from riskapp.commands.opening import Commands, opened
from riskapp.platform import audit
from riskapp.platform.runtime import Runtime


def add_to(commands: Commands) -> None:
    parser = commands.add_parser("user", help="add, list or disable users")
    acts = parser.add_subparsers(metavar="ACT", required=True)
    add = acts.add_parser("add", help="add a user; asks for a password, or reads it from a pipe")
    add.add_argument("email")
    add.add_argument("--name", required=True)
    add.add_argument("--role", action="append", required=True, help=", ".join(Role))
    add.add_argument("--team", action="append", default=[], help="made if it is not there yet")
    add.set_defaults(run=add_user)
    acts.add_parser("list", help="a line for each user").set_defaults(run=list_users)
    disable = acts.add_parser("disable", help="sign a user out, for good")
    disable.add_argument("email")
    disable.set_defaults(run=disable_user)


def add_user(given: argparse.Namespace) -> None:
    with opened() as runtime:
        password = ask_password()
        with runtime.db.write() as conn:
            services.add_user(
                conn,
                runtime,
                audit.COMMAND_LINE,
                email=given.email,
                name=given.name,
                roles=given.role,
                password=password,
                team_ids=[_team(conn, runtime, name) for name in given.team],
            )
    print(f"{given.name} can sign in as {given.email}.")


def _team(conn: Connection, runtime: Runtime, name: str) -> str:
    found = queries.find_team(conn, name)
    return found.id if found else services.add_team(conn, runtime, audit.COMMAND_LINE, name)


def list_users(_given: argparse.Namespace) -> None:
    with opened() as runtime, runtime.db.read() as conn:
        for user in queries.list_users(conn):
            print(describe(user))


def describe(user: queries.User) -> str:
    """One line, its parts apart by tabs: address, name, roles, teams, and "disabled"."""
    parts = [user.email, user.name, " ".join(user.roles), ", ".join(user.teams)]
    return "\t".join([*parts, *(["disabled"] if user.disabled_at else [])])


def disable_user(given: argparse.Namespace) -> None:
    with opened() as runtime, runtime.db.write() as conn:
        services.disable_user(conn, runtime, audit.COMMAND_LINE, given.email)
    print(f"{given.email} can no longer sign in.")
