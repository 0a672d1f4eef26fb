"""Music as one FFmpeg source: pads that breathe with the chords, bells that walk through them, a bass below.

A score is worked out for one round of its chords and then repeated, which costs a tenth of computing it throughout.
Notes are MIDI numbers (69 is the A of 440 Hz); a bell of `None` is a rest.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

_SAMPLES_S = 24_000  # the highest bell partial used here stays under 8 kHz
_OUT_SAMPLES_S = 48_000

Chord = Sequence[int]

ROOM = "aecho=0.9:0.75:310|470|730:0.28|0.2|0.12"
QUIET_ROOM = "aecho=0.9:0.8:390|610|890:0.34|0.26|0.18"


@dataclass(frozen=True, slots=True)
class Score:
    """What is played. Levels are 0 to 1; a bell's `ratio` is its modulator's, whole for mellow, odd for metal."""

    chords: Sequence[Chord]
    chord_s: float
    beat_s: float
    bells: Sequence[int | None]  # steps through each chord in turn: 0 is its lowest note, beyond its last an octave up
    pad: float = 0.3
    bell: float = 0.3
    bass: float = 0.3
    ratio: float = 2.0
    bite: float = 1.2
    ring: float = 3.0  # how fast a bell dies away, per second
    octave: int = 1  # bells are played so many octaves above the chord
    room: str = ROOM

    @property
    def round_s(self) -> float:
        return len(self.chords) * self.chord_s


def source(score: Score, length_s: float) -> str:
    """The filter chain that plays `score` for `length_s`, in stereo, faded at both ends."""
    left, right = (_channel(score, detune) for detune in (0.9985, 1.0015))
    size = round(score.round_s * _SAMPLES_S)
    return (
        f"aevalsrc=exprs='{left}|{right}':s={_SAMPLES_S}:d={score.round_s:g},aloop=loop=-1:size={size}"
        f",{score.room},lowpass=f=6500,aresample={_OUT_SAMPLES_S},atrim=duration={length_s:g}"
        f",afade=t=in:d=2.5,afade=t=out:st={max(0, length_s - 6):g}:d=6,alimiter=limit=0.9:level=0"
    )


def _channel(score: Score, detune: float) -> str:
    """The expression of one side. Registers: 0 the chord's number, 1 seconds into it, 2 to 4 scratch."""
    parts: list[str] = []
    if score.pad:
        parts.append(f"{score.pad:g}*{_pad(score, detune)}")
    if score.bass:
        parts.append(f"{score.bass:g}*{_bass(score)}")
    if score.bell:
        parts += [f"{score.bell:g}*{_bells(score, turn, 1 if detune < 1 else 1.001)}" for turn in (0, 1)]
    length = f"{score.chord_s:g}"
    return f"st(0,floor(t/{length}));st(1,mod(t,{length}));{'+'.join(parts)}"


def _pad(score: Score, detune: float) -> str:
    """All notes of the chord, swelling and sinking once in each."""
    voices = max(len(chord) for chord in score.chords)
    tones: list[str] = []
    for voice in range(voices):
        pitches = [hertz(chord[voice]) * detune if voice < len(chord) else 0.0 for chord in score.chords]
        tones.append(f"sin(st(2,t*{pick(pitches, 'ld(0)')}*2*PI))+0.22*sin(2*ld(2))")
    return f"pow(sin(PI*ld(1)/{score.chord_s:g}),0.6)*({'+'.join(tones)})/{voices}"


def _bass(score: Score) -> str:
    length = score.chord_s
    roots = [hertz(min(chord) - 12) for chord in score.chords]
    tone = f"(sin(st(2,t*{pick(roots, 'ld(0)')}*2*PI))+0.3*sin(2*ld(2)))"
    return f"min(1,ld(1)*12)*min(1,({length:g}-ld(1))*8)*exp(-ld(1)*{1.6 / length:g})*{tone}"


def _bells(score: Score, turn: int, detune: float) -> str:
    """Every other note, so that each may ring while the next is struck."""
    beats = round(score.chord_s / score.beat_s)
    pitches: list[float] = []
    for number in range(len(score.chords) * beats):
        step = score.bells[number % len(score.bells)]
        pitches.append(0.0 if step is None else hertz(_note(score, number // beats, step)) * detune)
    slot = 2 * score.beat_s
    since = "t" if turn == 0 else f"max(0,t-{score.beat_s:g})"
    here = f"st(2,mod({since},{slot:g}))"
    envelope = f"min(1,{here}*250)*min(1,({slot:g}-ld(2))*40)*exp(-ld(2)*{score.ring:g})"
    pitch = pick(pitches[turn::2], "ld(4)")
    angle = f"st(3,2*PI*ld(2)*{pitch})"
    body = f"sin({angle}+{score.bite:g}*exp(-ld(2)*9)*sin({score.ratio:g}*ld(3)))"
    return f"{envelope}*(0*st(4,floor({since}/{slot:g}))+{body})"


def _note(score: Score, chord: int, step: int) -> int:
    notes = score.chords[chord]
    return notes[step % len(notes)] + 12 * (step // len(notes)) + 12 * score.octave


def hertz(note: int) -> float:
    return 440 * math.pow(2, (note - 69) / 12)


def pick(values: Sequence[float], index: str) -> str:
    """An expression for `values[index]`, as a tree of comparisons; equal neighbours are compared only once."""
    if all(value == values[0] for value in values):
        return f"{values[0]:.3f}"
    middle = len(values) // 2
    return _pick(values, 0, middle, index)


def _pick(values: Sequence[float], offset: int, middle: int, index: str) -> str:
    sides: list[str] = []
    for part, start in ((values[:middle], offset), (values[middle:], offset + middle)):
        if all(value == part[0] for value in part):
            sides.append(f"{part[0]:.3f}")
        else:
            sides.append(_pick(part, start, len(part) // 2, index))
    return f"if(lt({index},{offset + middle}),{sides[0]},{sides[1]})"
