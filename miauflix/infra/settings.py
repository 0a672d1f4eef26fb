"""Everything an operator can set, in one typed class: name, default, and what it is for.

Each value comes from the environment, or from a file `.env` in the working directory. A secret `NAME` may also be
given as `NAME_FILE`, the path of a file that holds it, as container platforms hand secrets out; the file outranks
`NAME` itself.
`.env.example` is generated from this class (`make env-example`) and a test keeps the two equal.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AliasChoices, Field, SecretStr, model_validator
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)
from typing_extensions import override

if TYPE_CHECKING:  # the half of the program's start would be spent on it, for commands that need no database too
    from sqlalchemy import URL


_DEMO_FILMS = 9


class SettingsError(Exception):
    """A setting is missing, unreadable or contradicts another; the message names it and the fix."""


def _optional_secret(description: str, *names: str) -> SecretStr | None:
    alias = AliasChoices(*names) if names else None
    return Field(default=None, description=description, validation_alias=alias)


class Settings(BaseSettings):
    """The settings of one process. Attribute names are the environment names in lower case."""

    model_config = SettingsConfigDict(
        env_file=".env", extra="ignore", frozen=True, populate_by_name=True, env_ignore_empty=True
    )

    # Serving
    host: str = Field(default="0.0.0.0", description="Address to listen on")  # noqa: S104  the house is for the LAN
    port: int = Field(default=4000, ge=0, le=65535, description="Port to listen on")
    miauflix_data_dir: Path = Field(
        default=Path("data"), description="Folder of the database, secrets and downloaded pieces"
    )
    frontend_url: str | None = Field(
        default=None,
        description="Address people open, when it differs from the one served (https://films.example)",
    )
    trusted_proxies: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="Addresses or networks whose X-Forwarded-For is believed, separated by commas"
    )
    shutdown_grace_s: float = Field(
        default=2, ge=0, le=60, description="Seconds that open responses get on SIGTERM before they are cut"
    )
    log_format: Literal["auto", "console", "json"] = Field(
        default="auto", description="How log lines look; auto is console on a terminal and json elsewhere"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="The least severe line that is logged"
    )
    jobs_keep_done_days: float = Field(
        default=7, ge=0, description="How long jobs that are done are remembered, in days"
    )
    jobs_keep_dead_days: float = Field(
        default=90,
        ge=0,
        description="How long jobs that failed for good are remembered, and can be tried again, in days",
    )

    # The demo world
    demo_films: int | None = Field(
        default=None,
        ge=0,
        le=9,
        description="How many short films the demo world makes on first start; left out, 9 without a TMDB token and "
        "none with one",
    )

    # Database
    database_url: SecretStr | None = _optional_secret(
        "postgresql://user:password@host/name; left out, SQLite in the data folder is used"
    )
    postgres_host: str | None = Field(default=None, description="PostgreSQL server; sets the scaled-out database")
    postgres_port: int = Field(default=5432, description="Port of the PostgreSQL server")
    postgres_db: str = Field(default="miauflix", description="Name of the PostgreSQL database")
    postgres_user: str = Field(default="miauflix", description="User at the PostgreSQL server")
    postgres_password: SecretStr | None = _optional_secret("Password at the PostgreSQL server")

    # Secrets: generated once into the data folder when left out
    jwt_secret: SecretStr | None = _optional_secret("Signs access tokens; 32 characters or more")
    refresh_token_secret: SecretStr | None = _optional_secret("Derives refresh tokens; 32 characters or more")
    session_secret: SecretStr | None = _optional_secret("Signs stream tickets; 32 characters or more")
    source_security_key: SecretStr | None = _optional_secret(
        "Encrypts torrent locators at rest; losing it loses every stored source",
        "SOURCE_SECURITY_KEY",
        "TORRENT_KEY",
    )

    # TMDB
    tmdb_api_access_token: SecretStr | None = _optional_secret(
        "Read access token of a TMDB account (the long one); without it the catalogue is the demo world"
    )
    tmdb_api_url: str = Field(
        default="https://api.themoviedb.org/3",
        pattern="^https?://",
        description="Where TMDB's API is; https://api.tmdb.org/3 where a provider blocks the usual host",
    )
    tmdb_image_url: str = Field(
        default="https://image.tmdb.org/t/p",
        pattern=r"^https?://[^\s?#]+$",
        description="Where TMDB's pictures are; nothing else is ever asked for a picture",
    )
    image_cache_gb: float = Field(
        default=4, gt=0, description="Gigabytes of pictures to keep on disk; the least recently seen go first"
    )

    source_security_passphrase: SecretStr | None = _optional_secret(
        "Instead of SOURCE_SECURITY_KEY: 12 characters or more, from which the key is stretched"
    )
    source_security_key_previous: SecretStr | None = _optional_secret(
        "The key or passphrase before the present one, until everything is sealed anew"
    )

    disable_discovery: bool = Field(
        default=False,
        description="Do not look for sources in the background; a search that somebody waits for is made all the same",
    )

    # Trakt
    trakt_client_id: str | None = Field(
        default=None, description="Client ID of an application made at trakt.tv/oauth/applications; without it no Trakt"
    )
    trakt_client_secret: SecretStr | None = _optional_secret("Client secret of that application")
    trakt_redirect_uri: str = Field(
        default="https://localhost", description="The redirect URI given there; nothing is ever opened at it"
    )
    trakt_api_url: str = Field(default="https://api.trakt.tv", pattern="^https?://", description="Where Trakt's API is")
    trakt_auth_url: str = Field(
        default="https://auth.trakt.tv", pattern="^https?://", description="Where Trakt hands out tokens"
    )

    # Streaming
    stream_timeout_ms: int = Field(
        default=30_000, ge=100, description="Milliseconds to wait for the first byte before answering 408"
    )
    stream_chunk_size: int = Field(
        default=262_144, ge=16_384, le=4_194_304, description="Bytes handed to the socket at once"
    )
    stream_memory_limit_mb: int = Field(
        default=1024, ge=64, description="Resident megabytes above which new streams are answered 503"
    )
    torrents_dir: Path | None = Field(
        default=None,
        description="Folder of .torrent files that become titles; default torrents/ in the data folder",
    )
    storage_quota_gb: float = Field(
        default=50,
        gt=0,
        description="Gigabytes of downloaded pieces to keep; the least recently watched go first",
    )
    torrent_port: int = Field(default=0, ge=0, le=65535, description="Port for peers; 0 lets the system choose")
    torrent_dht: bool = Field(default=True, description="Find peers through the distributed hash table (BEP 5)")
    torrent_tracker_announce: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Trackers added to every torrent without the private flag, separated by commas",
    )

    # Providers: none but the free one looks anywhere before it is given an address, here or on the Settings page
    yts_api_url: str | None = Field(default=None, description="Base URL of a YTS-style service of your choice")
    eztv_api_url: str | None = Field(default=None, description="Base URL of an EZTV-style service of your choice")
    therarbg_api_url: str | None = Field(
        default=None, description="Base URL of a TheRARBG-style service of your choice"
    )
    torznab_url: str | None = Field(
        default=None, description="Torznab address of your Prowlarr or Jackett; it ends in /api"
    )
    torznab_api_key: SecretStr | None = _optional_secret("Key of your Prowlarr or Jackett")
    stremio_addon_url: SecretStr | None = _optional_secret(
        "Base URL of a Stremio add-on of your choice; many carry a key, so it is treated as one"
    )
    archive_url: str = Field(
        default="https://archive.org",
        description="Where openly licensed films are looked for without being set up; off switches it off",
    )
    source_search_deadline_ms: int = Field(
        default=1200,
        ge=50,
        le=30_000,
        description="Milliseconds that a waiting person gives a search before being shown what was found until then",
    )

    @classmethod
    @override
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What comes first outranks what comes later."""
        return init_settings, _SecretFiles(settings_cls, dotenv_settings, env_settings), env_settings, dotenv_settings

    @model_validator(mode="before")
    @classmethod
    def _split_lists(cls, values: dict[str, object]) -> dict[str, object]:
        for name in ("torrent_tracker_announce", "trusted_proxies"):
            text = values.get(name)
            if isinstance(text, str):
                values[name] = tuple(part.strip() for part in text.split(",") if part.strip())
        return values

    @property
    def data_dir(self) -> Path:
        return self.miauflix_data_dir.resolve()

    def demo_film_count(self) -> int:
        """The demo world is for a house that has nothing else to show."""
        if self.demo_films is not None:
            return self.demo_films
        return 0 if self.tmdb_api_access_token else _DEMO_FILMS

    def database(self) -> "URL":
        """Where the database is, with the asyncio driver named.

        Raises:
            SettingsError: DATABASE_URL is no address of a PostgreSQL database or an SQLite file.
        """
        from sqlalchemy import URL

        if self.database_url is not None:
            return _database_url(self.database_url.get_secret_value())
        if self.postgres_host is not None:
            password = self.postgres_password.get_secret_value() if self.postgres_password else None
            return URL.create(
                "postgresql+asyncpg",
                username=self.postgres_user,
                password=password,
                host=self.postgres_host,
                port=self.postgres_port,
                database=self.postgres_db,
            )
        return URL.create("sqlite+aiosqlite", database=str(self.data_dir / "miauflix.sqlite"))


class _SecretFiles(PydanticBaseSettingsSource):
    """Secrets whose `NAME_FILE` is set; where a secret has two names, the preferred one counts."""

    def __init__(self, settings_cls: type[BaseSettings], *environments: PydanticBaseSettingsSource) -> None:
        super().__init__(settings_cls)
        self._paths: dict[str, str | None] = {}
        for environment in environments:
            if isinstance(environment, EnvSettingsSource):
                self._paths |= environment.env_vars

    @override
    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[str | None, str, bool]:
        names = names_of(field_name, field)
        paths = [(name, path) for name in names if (path := self._paths.get(f"{name}_FILE".lower()))]
        key = field_name if field.validation_alias is None else names[0]
        return (_read(Path(paths[0][1]), f"{paths[0][0]}_FILE") if paths else None), key, False

    @override
    def __call__(self) -> dict[str, str]:
        secrets = [item for item in self.settings_cls.model_fields.items() if item[1].annotation == SecretStr | None]
        found = [self.get_field_value(field, attribute) for attribute, field in secrets]
        return {key: value for value, key, _ in found if value is not None}


def names_of(attribute: str, field: FieldInfo) -> list[str]:
    """The environment names of a setting, the preferred one first."""
    alias = field.validation_alias
    choices = alias.choices if isinstance(alias, AliasChoices) else [attribute]
    return [str(choice).upper() for choice in choices]


def _read(path: Path, name: str) -> str:
    try:
        text = path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SettingsError(f"{name} names {path}, which cannot be read: {error.strerror}") from error
    if not text:
        raise SettingsError(f"{name} names {path}, which is empty")
    return text


def _database_url(text: str) -> "URL":
    from sqlalchemy import make_url
    from sqlalchemy.exc import ArgumentError

    drivers = {"postgres": "asyncpg", "postgresql": "asyncpg", "sqlite": "aiosqlite"}
    use = "use postgresql://user:password@host/name or sqlite:////folder/file"
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise SettingsError(f"DATABASE_URL is no address; {use}") from None  # the cause would show the password
    backend = url.drivername.split("+")[0]
    if backend not in drivers:
        raise SettingsError(f"DATABASE_URL names {backend!r}; {use}")
    if backend == "sqlite" and url.database in {None, "", ":memory:"}:
        raise SettingsError(f"DATABASE_URL names no file; {use}")
    name = "postgresql" if backend.startswith("postgres") else backend
    return url.set(drivername=f"{name}+{drivers[backend]}")
