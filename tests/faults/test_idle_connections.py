"""Connections that send nothing keep nobody else waiting."""

from __future__ import annotations

import socket
import time
from contextlib import ExitStack

import pytest

from tests.faults.server import HOST, Server

SILENT = 80  # twenty for each thread of the server


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_connections_that_send_nothing_hold_no_page_up(server: Server) -> None:
    with ExitStack() as open_:
        for _connection in range(SILENT):
            open_.enter_context(socket.create_connection((HOST, server.port)))
        until = time.monotonic() + 60  # gunicorn left to itself takes twenty rounds of five seconds
        while not server.answers():
            assert time.monotonic() < until, "no page came"
