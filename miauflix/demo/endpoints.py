"""How far the demo world is."""

from typing import Annotated

from fastapi import APIRouter, Depends

from miauflix.accounts import current_user
from miauflix.demo.films import NAMES
from miauflix.demo.progress import FilmState
from miauflix.demo.schemas import Demo, DemoFilm
from miauflix.demo.world import DemoWorld
from miauflix.infra.parts import part

router = APIRouter(tags=["demo"], dependencies=[Depends(current_user)])


@router.get("/api/demo")
async def demo(world: Annotated[DemoWorld, Depends(part(DemoWorld))]) -> Demo:
    """The demo films in the order in which they are made, and how far each of them is."""
    return Demo(
        active=world.is_active,
        ready=sum(state.stage == "ready" for state in world.states),
        total=len(world.states),
        films=[_film_out(state) for state in world.states],
    )


def _film_out(state: FilmState) -> DemoFilm:
    title = " ".join(state.film.lines)
    return DemoFilm(
        ref=str(state.film.playable),
        title=title,
        titles=dict(NAMES.get(state.film.key, {})),
        stage=state.stage,
        percent=state.percent,
    )
