"""What the demo's pages say that no title of its own says."""

from miauflix.kit.sentences import Sentence

MADE_HERE = str(Sentence("made_here", "Made on this machine by Miauflix. CC0: do with it what you like.")())
