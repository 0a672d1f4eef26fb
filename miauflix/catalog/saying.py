"""What the catalogue's tasks say of themselves; sentences that more than one of them has."""

from miauflix.kit.sentences import Said, Sentence

NOTHING = Sentence("nothing", "nothing: {why}")
_READ = Sentence("titles_read", "{read} read")
_GONE = Sentence("titles_gone", "{gone} no longer at TMDB")
_NOT_READ = Sentence("titles_not_read", "{failed} not read: {why}")


def what_came(read: int, gone: int, failed: int, why: str) -> list[Said]:
    """Of many questions asked of TMDB; what did not happen is left out."""
    said = [_READ(read=read)]
    if gone:
        said.append(_GONE(gone=gone))
    if failed:
        said.append(_NOT_READ(failed=failed, why=why))
    return said
