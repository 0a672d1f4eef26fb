"""Signing in at the real server: what only a real socket, a restart or the whole log can show."""

from pathlib import Path

from tests.services.server import Server

PASSWORD = "nine lives and a half"
FORWARDED = {"X-Forwarded-For": "198.51.100.7", "X-Forwarded-Proto": "https"}


async def test_a_program_on_the_same_machine_does_not_choose_its_address(tmp_path: Path) -> None:
    async with Server(tmp_path / "data") as server:
        admin = await server.set_up()
        answers: list[int] = []
        for number in range(40):
            guess = {"email": f"person{number}@house.example", "password": "wrong"}
            headers = {"X-Forwarded-For": f"198.51.100.{number}"}
            answers.append((await server.anyone.post("/api/auth/login", json=guess, headers=headers)).status_code)
        assert answers.count(401) == 31
        assert answers.count(429) == 9
        audit = (await admin.client.get("/api/admin/audit", params={"action": "login_failed"})).json()["items"]
        assert {line["address"] for line in audit} == {"127.0.0.1"}


async def test_a_configured_proxy_is_believed(tmp_path: Path) -> None:
    environment = {"TRUSTED_PROXIES": "127.0.0.1, 10.0.0.0/8"}
    async with Server(tmp_path / "data", environment=environment) as server:
        client = await server.client()
        body = {"email": "admin@house.example", "password": PASSWORD}
        answer = await client.post("/api/auth/setup", json=body, headers=FORWARDED)
        assert all("; Secure" in header for header in answer.headers.get_list("set-cookie"))
        client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
        [session] = (await client.get("/api/auth/sessions", headers=FORWARDED)).json()
        assert session["address"] == "198.51.100.7"


async def test_sessions_outlive_a_killed_server_and_ended_ones_stay_ended(tmp_path: Path) -> None:
    async with Server(tmp_path / "data") as server:
        stays = await server.set_up()
        goes = await server.log_in()
        spent = goes.client.cookies["miauflix_refresh"]
        assert (await goes.client.post("/api/auth/logout")).status_code == 204

        await server.kill()
        await server.start()

        assert (await stays.client.get("/api/auth/me")).json()["user"] == stays.user
        assert (await stays.client.post("/api/auth/refresh")).status_code == 200
        assert (await goes.client.get("/api/auth/me")).status_code == 401
        cookie = {"Cookie": f"miauflix_refresh={spent}"}
        assert (await server.anyone.post("/api/auth/refresh", headers=cookie)).status_code == 401
        assert (await server.anyone.post("/api/auth/setup", json={"email": "x@y", "password": PASSWORD})).is_error


async def test_neither_the_log_nor_the_database_file_holds_a_secret(tmp_path: Path) -> None:
    async with Server(tmp_path / "data", environment={"LOG_LEVEL": "debug"}) as server:
        admin = await server.set_up()
        invitation = (await admin.client.post("/api/invitations", json={"role": "user"})).json()
        joined = {"email": "tom@house.example", "password": "another long one"}
        await server.anyone.get(f"/api/invitations/{invitation['token']}")
        await server.anyone.get(invitation["url"])
        await server.anyone.post(f"/api/invitations/{invitation['token']}/accept", json=joined)
        await server.anyone.post("/api/auth/login", json={"email": "tom@house.example", "password": "a wrong guess"})
        await server.anyone.post("/api/auth/login", json={"email": "tom", "password": "an odd guess"})
        await server.anyone.get("/api/auth/me", headers={"Authorization": "Bearer a-bad-but-secret-token"})
        before = admin.client.cookies["miauflix_refresh"]
        await admin.client.post("/api/auth/refresh")
        secrets = [
            PASSWORD,
            "another long one",
            "a wrong guess",
            "an odd guess",
            "a-bad-but-secret-token",
            invitation["token"],
            before,
            admin.client.cookies["miauflix_refresh"],
            admin.client.cookies["miauflix_device"],
            admin.client.headers["Authorization"].removeprefix("Bearer "),
        ]
        await server.terminate()
        written = server.process.log().encode()
        for file in (tmp_path / "data").glob("miauflix.sqlite*"):
            written += file.read_bytes()
        assert b"tom@house.example" in written
        assert [secret for secret in secrets if secret.encode() in written] == []
