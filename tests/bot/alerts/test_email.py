"""Alerts by e-mail, to a mail server of our own: what is sent, over which line, and what if it fails."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timezone
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest

from bot.alerts.email import EmailWay, written
from bot.alerts.notice import Notice, NotSent
from bot.alerts.ways import ways
from bot.settings import Settings

NOTICE = Notice(
    "Elm\r\nStreet", "A patient was told.", datetime(2026, 3, 4, 5, 6, tzinfo=timezone.utc), "q1_w2", None
)
LINKED = Notice("Elm", "A patient was told.", NOTICE.at, "q1_w2", "https://staff.example/alerts/q1_w2")


@dataclass
class MailServer:
    """Takes mail as told: `says` are its answers to the commands that begin so."""

    says: dict[str, str] = field(default_factory=dict)
    commands: list[str] = field(default_factory=list)
    mail: list[bytes] = field(default_factory=list)
    port: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 ready\r\n")
        while line := await reader.readline():
            command = line.decode().strip()
            self.commands.append(command)
            verb = command.split()[0].upper() if command else ""
            answer = next(
                (said for begin, said in self.says.items() if command.upper().startswith(begin)), None
            )
            if verb == "DATA" and answer is None:
                writer.write(b"354 go on\r\n")
                self.mail.append(await reader.readuntil(b"\r\n.\r\n"))
            writer.write(
                (answer or {"EHLO": "250 mail", "QUIT": "221 bye"}.get(verb, "250 ok")).encode() + b"\r\n"
            )
            if verb == "QUIT":
                break
        writer.close()


@asynccontextmanager
async def serving(**says: str) -> AsyncIterator[MailServer]:
    mail = MailServer({begin.replace("_", " "): said for begin, said in says.items()})
    server = await asyncio.start_server(mail.serve, "127.0.0.1", 0)
    mail.port = server.sockets[0].getsockname()[1]
    async with server:
        yield mail


def clinic(port: int, **more: object) -> Settings:
    told = {
        "smtp_host": "127.0.0.1",
        "smtp_port": port,
        "smtp_security": "off",
        "alert_email_from": "triage@elm.example",
        "alert_email_to": "nora@elm.example olaf@elm.example",
    }
    return Settings.parse_obj({**told, **more})


async def test_all_addresses_get_one_message_that_names_nobody() -> None:
    async with serving() as server:
        await EmailWay(clinic(server.port)).send(NOTICE)
    (raw,) = server.mail
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert message["Subject"] == "Elm Street: A patient was told."
    assert message["To"] == "nora@elm.example, olaf@elm.example"
    assert "Reference: q1_w2" in message.get_content()
    assert [each for each in server.commands if each.startswith("rcpt")] == [
        "rcpt TO:<nora@elm.example>",
        "rcpt TO:<olaf@elm.example>",
    ]


def test_the_link_leads_to_the_console() -> None:
    message = written(LINKED, "triage@elm.example", ["nora@elm.example"])
    assert "Open the conversation: https://staff.example/alerts/q1_w2" in message.get_content()


async def test_a_server_without_encryption_gets_neither_mail_nor_password() -> None:
    async with serving(STARTTLS="502 no such thing") as server:
        settings = clinic(
            server.port, smtp_security="starttls", smtp_user="elm", smtp_password="s3cret-s3cret"
        )
        with pytest.raises(NotSent, match="did not take it"):
            await EmailWay(settings).send(NOTICE)
    assert server.mail == []
    assert not [each for each in server.commands if each.upper().startswith(("AUTH", "MAIL"))]


async def test_a_server_that_speaks_no_tls_is_not_sent_to_over_tls() -> None:
    async with serving() as server:
        with pytest.raises(NotSent, match="SSLError"):
            await EmailWay(clinic(server.port, smtp_security="tls")).send(NOTICE)


@pytest.mark.parametrize(
    ("says", "reason"),
    [
        ({"MAIL": "451 come back later"}, "451"),
        ({"RCPT": "550 nobody here"}, r"refuses the addresses \(550\)"),
        ({"DATA": "554 spam"}, "554"),
    ],
)
async def test_what_the_server_refuses_is_told_without_its_words(says: dict[str, str], reason: str) -> None:
    async with serving(**says) as server:
        with pytest.raises(NotSent, match=reason) as caught:
            await EmailWay(clinic(server.port)).send(NOTICE)
    assert "nora" not in str(caught.value)


async def test_no_server_is_told_too() -> None:
    with pytest.raises(NotSent, match="ConnectionRefusedError"):
        await EmailWay(clinic(9)).send(NOTICE)


def test_a_clinic_is_told_by_all_the_ways_it_has_set() -> None:
    slack = {"slack_bot_token": "xoxb-12345678-abcdefgh", "slack_alerts": "C0123ABCD"}
    assert [way.name for way in ways(clinic(25, **slack))] == ["slack", "email"]
    assert ways(Settings.parse_obj({})) == []
