"""The embedded database: real PostgreSQL from the first minute, started and stopped with the desk."""

from deskbell.kernel.postgres.server import EmbeddedPostgres

__all__ = ["EmbeddedPostgres"]
