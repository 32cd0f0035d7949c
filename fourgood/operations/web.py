"""The web server: one process that listens, and as many as wanted that answer."""

from __future__ import annotations

from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

from fourgood.environment import Environment
from fourgood.operations.lifeline import leave_with_parent


def serve(env: Environment) -> None:
    """Answer requests until told to stop (SIGTERM)."""
    leave_with_parent()
    Server(
        "fourgood.wsgi:application",
        address=env.listen,
        port=env.port,
        interface=Interfaces.WSGI,
        workers=env.web_processes,
        blocking_threads=env.web_threads,
        blocking_threads_idle_timeout=600,  # a thread keeps its connection to the database
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()
