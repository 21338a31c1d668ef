"""Notices by e-mail, over a line that is encrypted unless the clinic says otherwise.

The standard library's client is taken: one plain message, sent from a thread, needs nothing more.
"""

from __future__ import annotations

import asyncio
import smtplib
import ssl
from collections.abc import Sequence
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid

from bot.alerts.notice import Notice, NotSent
from bot.settings import Settings

SECONDS = 10
"""How long the server may take for each answer."""


class EmailWay:
    """Sends to the clinic's addresses, all in one message."""

    name = "email"

    def __init__(self, clinic: Settings) -> None:
        self._clinic = clinic

    async def send(self, notice: Notice) -> None:
        """Send a notice. Raises NotSent."""
        message = written(notice, str(self._clinic.alert_email_from), self._clinic.alert_email_to)
        try:
            await asyncio.get_running_loop().run_in_executor(None, self._deliver, message)
        except smtplib.SMTPResponseException as error:
            raise NotSent(f"The mail server says {error.smtp_code}") from error
        except smtplib.SMTPRecipientsRefused as error:
            codes = sorted({str(code) for code, _ in error.recipients.values()})
            raise NotSent(f"The mail server refuses the addresses ({', '.join(codes)})") from error
        except (smtplib.SMTPException, OSError) as error:
            raise NotSent(f"The mail server did not take it ({type(error).__name__})") from error

    def _deliver(self, message: EmailMessage) -> None:
        with self._connected() as server:
            if self._clinic.smtp_user and self._clinic.smtp_password:
                server.login(self._clinic.smtp_user, self._clinic.smtp_password.get_secret_value())
            server.send_message(message)

    def _connected(self) -> smtplib.SMTP:
        host, port, secure = str(self._clinic.smtp_host), self._clinic.smtp_port, self._clinic.smtp_security
        if secure == "tls":
            return smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=ssl.create_default_context())
        server = smtplib.SMTP(host, port, timeout=SECONDS)
        if secure == "starttls":
            try:
                server.starttls(context=ssl.create_default_context())
            except BaseException:
                server.close()
                raise
        return server


def written(notice: Notice, sender: str, to: Sequence[str]) -> EmailMessage:
    """A notice as a message: what happened and where to look, and nothing that says who."""
    message = EmailMessage()
    subject = " ".join(f"{notice.clinic}: {notice.says}".split())
    message["Subject"] = subject
    message["From"] = Address(addr_spec=sender)
    message["To"] = [Address(addr_spec=each) for each in to]
    message["Date"] = format_datetime(notice.at)
    message["Message-ID"] = make_msgid(notice.reference.replace("_", "-"), domain=sender.partition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(f"{notice.says}\n\n{notice.at:%Y-%m-%d %H:%M} UTC\n{_look(notice)}\n")
    return message


def _look(notice: Notice) -> str:
    return f"Open the conversation: {notice.link}" if notice.link else f"Reference: {notice.reference}"
