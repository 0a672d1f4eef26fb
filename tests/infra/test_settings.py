from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from miauflix.infra.settings import Settings, SettingsError, names_of

MakeSettings = Callable[..., Settings]
LONG = "thirty-two characters of secrecy!"

PLAIN: list[tuple[str, str, object]] = [
    ("HOST", "127.0.0.1", "127.0.0.1"),
    ("PORT", "8080", 8080),
    ("MIAUFLIX_DATA_DIR", "/srv/miauflix", Path("/srv/miauflix")),
    ("FRONTEND_URL", "https://films.example", "https://films.example"),
    ("TRUSTED_PROXIES", "10.0.0.1, 10.1.0.0/16,", ("10.0.0.1", "10.1.0.0/16")),
    ("SHUTDOWN_GRACE_S", "1.5", 1.5),
    ("LOG_FORMAT", "json", "json"),
    ("LOG_LEVEL", "debug", "debug"),
    ("JOBS_KEEP_DONE_DAYS", "0.5", 0.5),
    ("JOBS_KEEP_DEAD_DAYS", "30", 30.0),
    ("IMAGE_CACHE_GB", "0.5", 0.5),
    ("DEMO_FILMS", "0", 0),
    ("DISABLE_DISCOVERY", "true", True),
    ("POSTGRES_HOST", "db", "db"),
    ("POSTGRES_PORT", "6543", 6543),
    ("POSTGRES_DB", "films", "films"),
    ("POSTGRES_USER", "films", "films"),
    ("TMDB_API_URL", "https://api.tmdb.org/3", "https://api.tmdb.org/3"),
    ("TMDB_IMAGE_URL", "http://pictures.example/t/p", "http://pictures.example/t/p"),
    ("TRAKT_CLIENT_ID", "abc", "abc"),
    ("TRAKT_REDIRECT_URI", "https://films.example", "https://films.example"),
    ("TRAKT_API_URL", "http://127.0.0.1:9", "http://127.0.0.1:9"),
    ("TRAKT_AUTH_URL", "http://127.0.0.1:9", "http://127.0.0.1:9"),
    ("STREAM_TIMEOUT_MS", "5000", 5000),
    ("STREAM_CHUNK_SIZE", "65536", 65536),
    ("STREAM_MEMORY_LIMIT_MB", "512", 512),
    ("TORRENTS_DIR", "/srv/torrents", Path("/srv/torrents")),
    ("STORAGE_QUOTA_GB", "0.5", 0.5),
    ("TORRENT_PORT", "51413", 51413),
    ("TORRENT_DHT", "false", False),
    ("YTS_API_URL", "https://y.example", "https://y.example"),
    ("EZTV_API_URL", "https://e.example", "https://e.example"),
    ("THERARBG_API_URL", "https://t.example", "https://t.example"),
    ("TORZNAB_URL", "http://prowlarr:9696/1/api", "http://prowlarr:9696/1/api"),
    ("ARCHIVE_URL", "off", "off"),
    ("SOURCE_SEARCH_DEADLINE_MS", "900", 900),
    ("TORRENT_TRACKER_ANNOUNCE", " udp://a:1 ,, http://b/announce", ("udp://a:1", "http://b/announce")),
]
SECRETS = {
    name: attribute
    for attribute, field in Settings.model_fields.items()
    if field.annotation == SecretStr | None
    for name in names_of(attribute, field)
}


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> MakeSettings:
    """Settings of an environment that has nothing but what is given, in an empty working directory."""
    monkeypatch.chdir(tmp_path)
    for attribute, field in Settings.model_fields.items():
        for name in names_of(attribute, field):
            for spelling in (name, name.lower(), f"{name}_FILE"):
                monkeypatch.delenv(spelling, raising=False)

    def make(**environment: str) -> Settings:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        return Settings()

    return make


def test_the_program_starts_without_a_single_setting(settings: MakeSettings, tmp_path: Path) -> None:
    found = settings()
    assert (found.host, found.port) == ("0.0.0.0", 4000)  # noqa: S104  the default under test
    assert found.data_dir == tmp_path / "data"
    assert {attribute: getattr(found, attribute) for attribute in SECRETS.values()} == dict.fromkeys(SECRETS.values())


@pytest.mark.parametrize(("name", "text", "value"), PLAIN)
def test_a_setting_is_read_from_the_environment(settings: MakeSettings, name: str, text: str, value: object) -> None:
    assert getattr(settings(**{name: text}), name.lower()) == value


def test_the_table_above_leaves_no_setting_out() -> None:
    listed = {name.lower() for name, *_ in PLAIN} | {*SECRETS.values()}
    assert listed == {*Settings.model_fields}, "every setting has a row in PLAIN; a secret needs none"


@pytest.mark.parametrize("name", SECRETS)
def test_a_secret_is_read_from_the_environment_or_from_a_file_and_never_shown(
    settings: MakeSettings, tmp_path: Path, name: str
) -> None:
    file = tmp_path / "secret"
    file.write_text(f"{LONG} in a file\n", encoding="utf-8")
    for environment, value in (({name: LONG}, LONG), ({f"{name}_FILE": str(file)}, f"{LONG} in a file")):
        found = settings(**environment)
        secret = getattr(found, SECRETS[name])
        assert secret.get_secret_value() == value
        assert LONG not in repr(found)


def test_a_secret_in_a_file_outranks_one_in_the_environment(settings: MakeSettings, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("from the file")
    found = settings(JWT_SECRET="from the environment", JWT_SECRET_FILE=str(tmp_path / "secret"))
    assert found.jwt_secret == SecretStr("from the file")


@pytest.mark.parametrize("suffix", ["", "_FILE"])
def test_the_newer_name_of_the_source_key_outranks_the_older(
    settings: MakeSettings, tmp_path: Path, suffix: str
) -> None:
    names = {"SOURCE_SECURITY_KEY": "newer", "TORRENT_KEY": "older"}
    for name in names.values():
        (tmp_path / name).write_text(name)
    given = {f"{name}{suffix}": str(tmp_path / value) if suffix else value for name, value in names.items()}
    assert settings(**given).source_security_key == SecretStr("newer")


def test_a_secret_file_that_cannot_be_read_is_named(settings: MakeSettings, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"JWT_SECRET_FILE names .*absent, which cannot be read: No such file"):
        settings(JWT_SECRET_FILE=str(tmp_path / "absent"))


def test_a_secret_file_with_nothing_in_it_is_an_error_and_not_a_secret(settings: MakeSettings, tmp_path: Path) -> None:
    (tmp_path / "empty").write_text(" \n")
    with pytest.raises(SettingsError, match=r"JWT_SECRET_FILE names .*empty, which is empty"):
        settings(JWT_SECRET_FILE=str(tmp_path / "empty"))


@pytest.mark.parametrize("name", ["PORT", "JWT_SECRET", "DATABASE_URL", "TORRENT_TRACKER_ANNOUNCE", "TORRENTS_DIR"])
def test_a_name_without_a_value_counts_as_left_out(settings: MakeSettings, name: str) -> None:
    assert getattr(settings(**{name: ""}), name.lower()) == getattr(settings(), name.lower())


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("PORT", "65536"),
        ("PORT", "four thousand"),
        ("LOG_FORMAT", "xml"),
        ("STREAM_CHUNK_SIZE", "1"),
        ("STREAM_TIMEOUT_MS", "0"),
        ("STORAGE_QUOTA_GB", "0"),
        ("SHUTDOWN_GRACE_S", "-1"),
    ],
)
def test_a_value_out_of_range_is_refused_by_name(settings: MakeSettings, name: str, text: str) -> None:
    with pytest.raises(ValidationError, match=name.lower()):
        settings(**{name: text})


def test_settings_do_not_change_once_read(settings: MakeSettings) -> None:
    with pytest.raises(ValidationError, match="frozen"):
        settings().port = 1


def test_a_dot_env_file_counts_for_less_than_the_environment(settings: MakeSettings, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=5000\nLOG_LEVEL=warning\nSOMETHING_ELSE=1\nTORRENT_KEY=from dot env\n")
    found = settings(PORT="6000")
    assert (found.port, found.log_level) == (6000, "warning")
    assert found.source_security_key == SecretStr("from dot env")


def test_a_secret_file_may_be_named_in_a_dot_env_file(settings: MakeSettings, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("from the file")
    (tmp_path / ".env").write_text(f"JWT_SECRET_FILE={tmp_path / 'secret'}\n")
    assert settings().jwt_secret == SecretStr("from the file")


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ({}, "sqlite+aiosqlite:///{here}/data/miauflix.sqlite"),
        ({"MIAUFLIX_DATA_DIR": "elsewhere"}, "sqlite+aiosqlite:///{here}/elsewhere/miauflix.sqlite"),
        ({"DATABASE_URL": "sqlite:////var/films.sqlite"}, "sqlite+aiosqlite:////var/films.sqlite"),
        ({"DATABASE_URL": "postgres://u:p@h/films"}, "postgresql+asyncpg://u:p@h/films"),
        ({"DATABASE_URL": "postgresql://u:p@h:1/films?ssl=require"}, "postgresql+asyncpg://u:p@h:1/films?ssl=require"),
        ({"DATABASE_URL": "postgresql+psycopg://u:p%40@h/films"}, "postgresql+asyncpg://u:p%40@h/films"),
        ({"POSTGRES_HOST": "db"}, "postgresql+asyncpg://miauflix@db:5432/miauflix"),
        (
            {"POSTGRES_HOST": "db", "POSTGRES_PASSWORD": "p@:/ß", "POSTGRES_USER": "u", "POSTGRES_DB": "d"},
            "postgresql+asyncpg://u:p%40%3A%2F%C3%9F@db:5432/d",
        ),
        ({"DATABASE_URL": "sqlite:////x", "POSTGRES_HOST": "db"}, "sqlite+aiosqlite:////x"),
    ],
)
def test_where_the_database_is(settings: MakeSettings, tmp_path: Path, given: dict[str, str], url: str) -> None:
    found = settings(**given).database()
    assert found.render_as_string(hide_password=False) == url.format(here=tmp_path)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        (
            "mysql://u:hunter2@h/films",
            "DATABASE_URL names 'mysql'; use postgresql://user:password@host/name or sqlite:////",
        ),
        ("redis://h", "DATABASE_URL names 'redis'"),
        ("films.sqlite", "DATABASE_URL is no address; use postgresql://"),
        ("postgresql://u:hunter2@h:port/films", "DATABASE_URL is no address"),
        ("sqlite://", "DATABASE_URL names no file; use "),
        ("sqlite:///:memory:", "DATABASE_URL names no file"),
    ],
)
def test_a_database_address_that_cannot_work_says_what_would(settings: MakeSettings, url: str, message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        settings(DATABASE_URL=url).database()
    assert message in str(caught.value)
    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize(
    ("environment", "films"),
    [
        ({}, 9),
        ({"TMDB_API_ACCESS_TOKEN": "a token"}, 0),
        ({"TMDB_API_ACCESS_TOKEN": "a token", "DEMO_FILMS": "2"}, 2),
        ({"DEMO_FILMS": "0"}, 0),
    ],
)
def test_the_demo_world_is_for_a_house_with_nothing_else_to_show(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], films: int
) -> None:
    monkeypatch.delenv("TMDB_API_ACCESS_TOKEN", raising=False)
    monkeypatch.delenv("DEMO_FILMS", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert Settings(_env_file=None).demo_film_count() == films  # pyright: ignore[reportCallIssue]
