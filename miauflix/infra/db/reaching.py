"""Why a database server lets us not in, and what the operator does about it."""

from collections.abc import Iterator

from sqlalchemy import URL


def why_out_of_reach(error: BaseException, url: URL) -> str | None:
    """One line for what keeps us from the database at all; None for a fault that is not the operator's to mend."""
    address = url.render_as_string(hide_password=True)
    for cause in _causes(error):
        fix = _fix(getattr(cause, "sqlstate", None), url)
        if fix is not None:
            return f"the database {address} cannot be used ({cause}); {fix}"
        if isinstance(cause, OSError):
            return f"the database {address} cannot be reached ({cause.strerror or cause})"
    return None


def _fix(sqlstate: object, url: URL) -> str | None:
    """By PostgreSQL's own codes (its manual, appendix A)."""
    user, name = url.username or "miauflix", url.database or "miauflix"
    match sqlstate:
        case "3D000":  # invalid_catalog_name
            return f'create it with CREATE DATABASE "{name}" OWNER "{user}", or name another in DATABASE_URL'
        case "28000":  # invalid_authorization_specification: no such role, or pg_hba.conf does not let it in
            return f"create it with CREATE ROLE \"{user}\" LOGIN PASSWORD '…', or name another in DATABASE_URL"
        case "28P01":  # invalid_password; under a password a missing role is told no apart
            return "check user and password in DATABASE_URL"
        case "42501":  # insufficient_privilege
            return f'let it make tables with ALTER DATABASE "{name}" OWNER TO "{user}"'
        case "53300" | "57P03":  # too_many_connections, cannot_connect_now
            return "try again in a moment"
        case _:
            return None


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error, and what it was raised from: SQLAlchemy wraps the driver's."""
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        seen = seen.__cause__
