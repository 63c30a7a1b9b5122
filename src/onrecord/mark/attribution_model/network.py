"""The network: for the words of a text how likely each is a cue, and for a cue where its source and content stand.

Two graphs (training/attribution/graph.py) in whole numbers of eight bits, run one window at a time, so that what is
read in a window depends on nothing else. Windows are read by threads of their own, a block of them ahead of what is
made of them.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from importlib.resources import files
from itertools import groupby
from typing import NamedTuple

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from onrecord.mark.attribution_model.pieces import Words, marks

Floats = NDArray[np.float32]
_REACH = 64  # words to each side of a cue among which its source and content are looked for
_THREADS = 4  # windows read at the same time, at most
_NEAR, _STEPS = 8, 20  # distances up to _NEAR words are told exactly, further ones in _STEPS - _NEAR steps


@lru_cache(maxsize=1)
def network() -> Network:
    return Network()


class Seen:
    """What the encoder saw of some windows of a text. Row w - `base` of `cue` tells how likely word w is no cue, the
    first and a further word of one, the mean over the windows that show it; that row of `window` tells which of them
    shows the word best."""

    __slots__ = ("around", "base", "cue", "own", "window", "windows")

    def __init__(self, windows: Sequence[range]) -> None:
        self.base, count = windows[0].start, windows[-1].stop - windows[0].start
        self.windows = windows
        self.cue = np.zeros((count, 3), np.float32)
        self.window = np.zeros(count, int)
        self.around: list[Floats] = []
        self.own: list[Floats] = []

    def window_of(self, word: int) -> int:
        row = word - self.base
        return int(self.window[row]) if 0 <= row < len(self.window) else -1

    def together(self, first: int, last: int) -> bool:
        """Whether the words from `first` to before `last` stand in one window."""
        window = self.window_of(first)
        return window >= 0 and last <= self.windows[window].stop


class Started(NamedTuple):
    """Windows that are being read."""

    windows: Sequence[range]
    outcomes: list[Future[list[Floats]]]


class Network:
    __slots__ = ("_close", "_encoder", "_open", "_pool", "_roles")

    def __init__(self) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3

        def load(name: str) -> onnxruntime.InferenceSession:
            graph = (files(__package__) / "weights" / f"{name}.onnx").read_bytes()
            # Fused with the sum before it, a layer norm takes four times as long.
            return onnxruntime.InferenceSession(
                graph, options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
            )

        self._encoder, self._roles = load("encoder"), load("roles")
        self._open, self._close = marks()
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        self._pool = ThreadPoolExecutor(min(_THREADS, cores))

    def start(self, words: Words, windows: Sequence[range]) -> Started:
        """Starts to read `windows`, at least one, in the order of the text."""
        return Started(
            windows, [self._pool.submit(self._encoder.run, None, self._feed(words, window)) for window in windows]
        )

    def see(self, started: Started) -> Seen:
        """Waits for windows to be read."""
        seen = Seen(started.windows)
        weights, best = np.zeros(len(seen.window), np.float32), np.zeros(len(seen.window), int)
        for n, outcome in enumerate(started.outcomes):
            cue, around, own = outcome.result()
            count = len(seen.windows[n])
            inside = np.minimum(np.arange(count), np.arange(count)[::-1]) + 1  # words to the nearer edge
            rows = slice(seen.windows[n].start - seen.base, seen.windows[n].stop - seen.base)
            seen.cue[rows] += inside[:, None] * _softmax(cue[0])
            weights[rows] += inside
            seen.window[rows][inside > best[rows]] = n
            best[rows] = np.maximum(best[rows], inside)
            seen.around.append(around[0])
            seen.own.append(own[0])
        seen.cue /= weights[:, None]
        return seen

    def _feed(self, words: Words, window: range) -> dict[str, NDArray[np.generic]]:
        ids, cases, heads = [self._open], [0], []
        for word in window:
            heads.append(len(ids))
            ids += words.pieces[word]
            cases += [words.cases[word]] * len(words.pieces[word])
        return {
            "ids": np.asarray([[*ids, self._close]], np.int32),
            "case": np.asarray([[*cases, 0]], np.int32),
            "first": np.asarray([heads], np.int64)[..., None],
        }

    def roles(self, seen: Seen, cues: Sequence[tuple[int, int]]) -> list[tuple[NDArray[np.int64], Floats]]:
        """For each cue, a range of words that stand together: the words looked at and, for each, the probabilities of
        no role, first and further word of the source, first and further word of the content."""
        out: list[tuple[NDArray[np.int64], Floats]] = []
        for _, group in groupby(cues, key=lambda cue: seen.window_of(cue[0])):
            words, feed = self._around(seen, list(group))
            (found,) = self._roles.run(None, feed)
            found[feed["within"].astype(bool)] = (1, 0, 0, 0, 0)
            out += zip(words, found, strict=True)
        return out

    def _around(
        self, seen: Seen, cues: Sequence[tuple[int, int]]
    ) -> tuple[NDArray[np.int64], dict[str, NDArray[np.generic]]]:
        """The words around each of the cues of one window, and what the graph of roles takes in."""
        window = seen.window_of(cues[0][0])
        start, length = seen.windows[window].start, len(seen.windows[window])
        width = min(length, 2 * _REACH + 1)
        places = [(first - start, last - start) for first, last in cues]
        starts = [min(max((s + e - 1) // 2 - _REACH, 0), length - width) for s, e in places]
        at = np.asarray(starts)[:, None] + np.arange(width)[None]
        left, right = (np.asarray(side)[:, None] for side in zip(*places, strict=True))
        return start + at, {
            "around": seen.around[window][at],
            "own": np.stack([seen.own[window][s:e].mean(0) for s, e in places]),
            "distance": _steps(at - (left + right - 1) / 2),
            "within": ((at >= left) & (at < right)).astype(np.float32),
        }


def _steps(distance: NDArray[np.float64]) -> NDArray[np.int32]:
    far = np.abs(distance)
    steps = np.where(far < _NEAR, np.round(far), _NEAR + np.log2(np.maximum(far, _NEAR) / _NEAR) * 2.4)
    steps = np.minimum(steps, _STEPS)
    return np.where(distance < 0, _STEPS - steps.astype(np.int32), _STEPS + steps.astype(np.int32)).astype(np.int32)


def _softmax(x: Floats) -> Floats:
    powers: Floats = np.exp(x - x.max(-1, keepdims=True))
    powers /= powers.sum(-1, keepdims=True)
    return powers
