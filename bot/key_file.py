"""The secret that what a browser holds is signed with: the clinic's own, or one made at the first start."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from bot.errors import SettingsError
from bot.settings import Settings

KEY_FILE = "secret.key"


def signing_key(clinic: Settings) -> str:
    """The key the settings name, else the one in the data folder. Raises SettingsError."""
    return clinic.secret_key.get_secret_value() if clinic.secret_key else key_in(clinic.data_folder)


def key_in(folder: Path) -> str:
    """The key kept in a folder, made there the first time. Raises SettingsError."""
    path = folder / KEY_FILE
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make(path)
        return path.read_text("ascii")
    except OSError as error:
        reason = f"The key file {path} cannot be used: {error.strerror}."
        raise SettingsError(f"{reason} RLS_SECRET_KEY can take its place.") from error


def _make(path: Path) -> None:
    """Write a new key unless there is one; of several processes at once, one wins whole."""
    draft = path.with_name(f".{path.name}-{secrets.token_hex(8)}")
    if path.exists():
        return
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(32))
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # another process was quicker: its key is the one
    finally:
        draft.unlink()
