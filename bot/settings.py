"""settings: the only place that reads the environment. All that is wrong is told at once.

Every setting is TAPERLINE_<NAME>; TAPERLINE_<NAME>_FILE names a file that holds the value (for secrets); `.env` in the
working directory is read too. Not here: what config/ says (house.py).
"""

import os
import re
from pathlib import Path
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import BaseModel, ConfigDict, HttpUrl, ValidationError, field_validator

from bot.errors import BadSettings, Problem

PREFIX = "TAPERLINE_"

_SECRET = re.compile(r"[A-Za-z0-9_-]{16,256}")
"""Source: core.telegram.org/bots/api, setWebhook: 1 to 256 of these characters. Shorter than 16 could be guessed."""

_ADDRESS = re.compile(r"[^@\s,]+@[^@\s,]+")

_HALF_A_MAIL = Problem(
    where="TAPERLINE_ALERT_SMTP_URL",
    message="E-mail for alerts is only half set up.",
    fix="Set TAPERLINE_ALERT_SMTP_URL, TAPERLINE_ALERT_MAIL_FROM and TAPERLINE_ALERT_MAIL_TO, or none of them.",
)

_NO_SECRET = Problem(
    where="TAPERLINE_WEBHOOK_SECRET",
    message="A webhook without a secret would believe anybody.",
    fix="Set it to 16 or more random letters, digits, _ or -.",
)
_NO_TOKEN = Problem(
    where="TAPERLINE_BOT_TOKEN",
    message="There is no bot token.",
    fix="Ask @BotFather in Telegram for one, or try `taperline demo`, which needs none.",
)


class Settings(BaseModel):
    """What the environment says. Frozen."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    bot_token: str | None = None
    data_dir: Path = Path("taperline-data")
    database_url: str | None = None
    api_base_url: str | None = None
    config_dir: Path | None = None
    encryption_key: str | None = None
    webhook_url: str | None = None
    webhook_listen: str = "127.0.0.1:8443"
    webhook_secret: str | None = None
    health_listen: str | None = None
    heartbeat_url: str | None = None
    log_format: str = "text"
    alert_smtp_url: str | None = None
    alert_mail_from: str | None = None
    alert_mail_to: str | None = None
    alert_webhook_url: str | None = None
    alert_webhook_secret: str | None = None

    @field_validator("bot_token")
    @classmethod
    def _token_shape(cls, token: str | None) -> str | None:
        if token is not None and (":" not in token or not token.split(":", 1)[0].isdigit()):
            raise ValueError("does not look like a bot token (123456:ABC…)")
        return token

    @field_validator("alert_smtp_url")
    @classmethod
    def _is_mail_server(cls, url: str | None) -> str | None:
        if url is not None and (urlsplit(url).scheme not in ("smtp", "smtps") or not urlsplit(url).hostname):
            raise ValueError("must be smtps://user:password@host:465 or smtp://user:password@host:587")
        return url

    @field_validator("alert_mail_from", "alert_mail_to")
    @classmethod
    def _are_addresses(cls, addresses: str | None) -> str | None:
        for one in (addresses or "").split(",") if addresses else ():
            if not _ADDRESS.fullmatch(one.strip()):
                raise ValueError("must be e-mail addresses with commas between")
        return addresses

    @field_validator("api_base_url", "webhook_url", "heartbeat_url", "alert_webhook_url")
    @classmethod
    def _is_url(cls, url: str | None) -> str | None:
        if url is not None:
            HttpUrl(url)
        return url.rstrip("/") if url else None

    @field_validator("webhook_secret")
    @classmethod
    def _is_secret(cls, secret: str | None) -> str | None:
        if secret is not None and not _SECRET.fullmatch(secret):
            raise ValueError("must be 16 to 256 letters, digits, _ or -")
        return secret

    @field_validator("webhook_listen", "health_listen")
    @classmethod
    def _is_place(cls, place: str | None) -> str | None:
        if place is not None:
            _host_and_port(place)
        return place

    @field_validator("log_format")
    @classmethod
    def _known_format(cls, word: str) -> str:
        if word not in ("text", "json"):
            raise ValueError("must be text or json")
        return word

    @property
    def url(self) -> str:
        """The database: TAPERLINE_DATABASE_URL, else SQLite in TAPERLINE_DATA_DIR."""
        return self.database_url or f"sqlite:///{self.data_dir / 'taperline.sqlite'}"

    @property
    def webhook_place(self) -> tuple[str, int]:
        """Host and port where the webhook is served."""
        return _host_and_port(self.webhook_listen)

    @property
    def health_place(self) -> tuple[str, int] | None:
        """Host and port where health is served; None: beside the webhook, if that is served."""
        return None if self.health_listen is None else _host_and_port(self.health_listen)


def _host_and_port(place: str) -> tuple[str, int]:
    read = urlsplit(f"//{place}")
    if read.hostname is None or read.port is None or read.path:
        raise ValueError("must be host:port, e.g. 127.0.0.1:8443")
    return read.hostname, read.port


def from_environment() -> Settings:
    """The settings. Raises BadSettings with everything that is wrong; values of secrets are never repeated."""
    settings, problems = read()
    if problems:
        raise BadSettings(problems)
    return settings


def needed_for_running(settings: Settings) -> tuple[Problem, ...]:
    """What is missing before the bot can run with `settings`."""
    problems = [] if settings.bot_token is not None else [_NO_TOKEN]
    if settings.webhook_url is not None and settings.webhook_secret is None:
        problems.append(_NO_SECRET)
    mail = (settings.alert_smtp_url, settings.alert_mail_from, settings.alert_mail_to)
    if any(mail) and not all(mail):
        problems.append(_HALF_A_MAIL)
    return tuple(problems)


def read() -> tuple[Settings, tuple[Problem, ...]]:
    """The settings, and everything that is wrong with them: what is wrong stands as if it were not set."""
    given = {name: value for name, value in dotenv_values(".env").items() if value is not None} | dict(os.environ)
    values: dict[str, str] = {}
    problems: list[Problem] = []
    for name in Settings.model_fields:
        variable = PREFIX + name.upper()
        if given.get(variable):
            values[name] = given[variable]
        elif file := given.get(variable + "_FILE"):
            try:
                values[name] = Path(file).read_text(encoding="utf-8").strip()
            except OSError:
                problems.append(
                    Problem(where=variable + "_FILE", message="The file cannot be read.", fix="Check path and rights.")
                )
    try:
        return Settings.model_validate(values), tuple(problems)
    except ValidationError as error:
        wrong = error.errors(include_input=False, include_url=False)
    problems += [
        Problem(where=PREFIX + str(one["loc"][0]).upper(), message=f"{one['msg']}.", fix="Mend the setting.")
        for one in wrong
    ]
    good = {name: value for name, value in values.items() if name not in {str(one["loc"][0]) for one in wrong}}
    return Settings.model_validate(good), tuple(problems)
