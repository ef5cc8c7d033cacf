"""How is a desk run and looked after from the command line?"""

import logging
import sys

import typer


def say(sentence: str) -> None:
    typer.echo(sentence, file=sys.stderr)


def serve() -> None:
    """Run the whole desk in one process: database, web, worker and mail.

    Settings come from the environment: DESKBELL_DATA, DESKBELL_HOST, DESKBELL_PORT, DESKBELL_BASE_URL,
    DESKBELL_DATABASE_URL, DESKBELL_SMTP_LISTEN, DESKBELL_LMTP_LISTEN, DESKBELL_SMTP_TLS_CERT, DESKBELL_SMTP_TLS_KEY,
    DESKBELL_ALLOW_PRIVATE_HOSTS.
    """
    _run(web=True, work=True)


def web() -> None:
    """Run only the web part, beside a worker; any number of each, on one database."""
    _run(web=True, work=False)


def worker() -> None:
    """Run only the worker: mail in and out, and everything that may wait; any number, on one database."""
    _run(web=False, work=True)


def doctor() -> None:
    """Check database, storage, clock, jobs, mail in, mail out, the mail listener and live updates.

    Ends with 1 if anything is wrong.
    """
    from deskbell.wiring.doctor import examine
    from deskbell.wiring.holding import with_desk

    findings = with_desk(examine, say)
    for finding in findings:
        typer.echo(f"{finding.verdict:<8} {finding.part:<13} {finding.sentence}")
    if any(finding.verdict == "wrong" for finding in findings):
        raise typer.Exit(1)


def _run(*, web: bool, work: bool) -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for noisy in ("procrastinate", "uvicorn.error", "mail.log"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    from deskbell.kernel.config import Config
    from deskbell.wiring.serving import Roles
    from deskbell.wiring.serving import serve as run

    run(Config.load(), Roles(web=web, work=work), say)
