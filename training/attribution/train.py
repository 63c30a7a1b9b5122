"""Trains the network of mark/attribution_model, and writes it into the package.

    pip install torch onnx onnxruntime safetensors numpy
    PYTHONPATH=src python training/attribution/train.py DATA --start MINILM   from the word vectors
    PYTHONPATH=src python training/attribution/train.py DATA                  further, from the weights in the package

DATA is described in data.py. MINILM is all-MiniLM-L6-v2 as it is published, a folder with its `model.safetensors`; from
there the network learns PolNeAR's train split first (NEWS), then texts about the war, of DATA and our own (WAR, AGAIN),
where nouns, headlines and those who speak within another's words are marked, which PolNeAR passes over. The word
vectors stay as they are. Runs on a GPU where there is one. Afterwards weigh.py fits what decides between the network
and the rules.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from data import OURS, ROLES, Labelled, lines, part_of, polnear
from graph import encoder, roles
from model import Net, unpacked, untrained

from onrecord.mark.attribution_model.network import _REACH, _steps
from onrecord.mark.attribution_model.pieces import marks, windows, words

PACKAGE = Path(__file__).parents[2] / "src/onrecord/mark/attribution_model/weights"
UNSURE = 0.2  # weight of "no cue" for a word that often is one, inside a content: nested attributions are not marked
SETS = ("dev", "more", "fresh", "later", "wide", "broad")  # of our own gold; what is set aside is not read
MOST = 24  # of windows of texts about the war in a step
NEWS_LOSS = 0.8  # of PolNeAR's part in a step that has texts about the war too
HEADS = ("case.", "cue.", "a.", "b.", "roles.")  # parts that MiniLM has not
CUE_LOSS, ROLE_LOSS = 4.0, 3.0


@dataclass(frozen=True, slots=True)
class Plan:
    """A stretch of training: its steps, the rate of the encoder and of the heads at the most, and what is in a step,
    windows of PolNeAR and pieces of words of texts about the war."""

    steps: int
    rate: float
    heads: float
    news: int
    war: int


NEWS = Plan(steps=2400, rate=2e-4, heads=5e-4, news=8, war=0)
WAR = Plan(steps=1000, rate=1e-4, heads=1e-4, news=2, war=800)
AGAIN = Plan(steps=360, rate=1e-4, heads=1e-4, news=3, war=800)


@dataclass(frozen=True, slots=True)
class Window:
    """One window as numbers; `cues` hold where a cue begins and ends in it, with the roles of all its words."""

    ids: list[int]
    cases: list[int]
    first: list[int]
    labels: np.ndarray
    weights: np.ndarray
    cues: list[tuple[int, int, np.ndarray]]


def read(documents: list[Labelled]) -> list[Window]:
    often = _cue_words(documents)
    return [window for document in documents for window in _windows(document, often)]


def _cue_words(documents: list[Labelled]) -> set[str]:
    """Words that are a cue of their own in a fifth of the places where they stand."""
    alone: Counter[str] = Counter()
    all_words: Counter[str] = Counter()
    for document in documents:
        all_words.update(word.lower() for word in document.text.split())
        for attribution in document.attributions:
            alone.update(document.text[a:b].lower() for a, b in attribution["cue"] if " " not in document.text[a:b])
    return {word for word, n in alone.items() if n >= 3 and n >= 0.2 * all_words[word]}


def _windows(document: Labelled, often: set[str]) -> list[Window]:
    text, found = document.text, words(document.text)
    count = len(found.starts)
    labels, weights = np.zeros(count, np.int64), np.ones(count, np.float32)
    cues = []
    for attribution in document.attributions:
        at = {role: _touched(found.starts, found.ends, attribution[role]) for role in ROLES}
        if not at["cue"]:
            continue
        of = np.zeros(count, np.int64)
        taken = set(at["cue"])
        for first, role in ((3, "content"), (1, "source")):
            for word in at[role]:
                if word not in taken:
                    of[word] = first + (word - 1 in at[role] and word - 1 not in taken)
        cues.append((at["cue"][0], at["cue"][-1] + 1, of))
        for n, word in enumerate(at["cue"]):
            labels[word] = 1 + (n > 0 and at["cue"][n - 1] == word - 1)
        for word in at["content"]:
            if text[found.starts[word] : found.ends[word]].lower() in often:
                weights[word] = UNSURE
    weights[labels > 0] = 1
    begin, end = marks()
    out = []
    for window in windows(found):
        ids, cases, heads = [begin], [0], []
        for word in window:
            heads.append(len(ids))
            ids += found.pieces[word]
            cases += [found.cases[word]] * len(found.pieces[word])
        lo, hi = window[0], window[-1] + 1
        inside = [(s - lo, e - lo, of[lo:hi]) for s, e, of in cues if lo <= s and e <= hi]
        out.append(Window([*ids, end], [*cases, 0], heads, labels[lo:hi], weights[lo:hi], inside))
    return out


def _touched(starts: list[int], ends: list[int], spans: list[list[int]]) -> list[int]:
    first = np.searchsorted(ends, [a for a, _ in spans], "right")
    last = np.searchsorted(starts, [b for _, b in spans], "left")
    return sorted({n for a, b in zip(first, last, strict=True) for n in range(int(a), int(b))})


def loss(net: Net, batch: list[Window], device: str) -> torch.Tensor:
    width, count = max(len(w.ids) for w in batch), max(len(w.first) for w in batch)

    def padded(rows: list[list[int]] | list[np.ndarray], to: int, dtype: torch.dtype = torch.long) -> torch.Tensor:
        return torch.tensor(
            np.stack([np.pad(np.asarray(row), (0, to - len(row))) for row in rows]), dtype=dtype, device=device
        )

    mask = padded([[1] * len(w.ids) for w in batch], width, torch.float32)
    ids, cases = padded([w.ids for w in batch], width), padded([w.cases for w in batch], width)
    cue, around, own = net(ids, cases, mask, padded([w.first for w in batch], count))
    weight = padded([w.weights for w in batch], count, torch.float32)
    there = padded([[1] * len(w.first) for w in batch], count, torch.float32)
    likely = F.log_softmax(cue.float(), -1)
    gold = padded([w.labels for w in batch], count)
    total = CUE_LOSS * -(likely.gather(-1, gold[..., None])[..., 0] * weight).sum() / there.sum()
    rows = [(n, s, e, of) for n, w in enumerate(batch) for s, e, of in w.cues]
    if not rows:
        return total
    span = 2 * _REACH + 1
    at = np.stack(
        [np.arange(span) + min(max((s + e - 1) // 2 - _REACH, 0), max(len(of) - span, 0)) for _, s, e, of in rows]
    )
    inside = np.stack([places < len(of) for places, (_, _, _, of) in zip(at, rows, strict=True)])
    left, right = np.array([s for _, s, _, _ in rows])[:, None], np.array([e for _, _, e, _ in rows])[:, None]
    within = (at >= left) & (at < right)
    target = np.stack([of[np.minimum(places, len(of) - 1)] for places, (_, _, _, of) in zip(at, rows, strict=True)])
    tensor = lambda x, t: torch.tensor(x, dtype=t, device=device)  # noqa: E731
    of_window = tensor([n for n, *_ in rows], torch.long)
    places = tensor(np.minimum(at, count - 1), torch.long)
    index = places[..., None].expand(-1, -1, around.shape[-1])
    near, mine = around[of_window].gather(1, index), own[of_window].gather(1, index)
    flags = tensor(within, torch.float32)
    mean = (mine * flags[..., None]).sum(1) / flags.sum(1, keepdim=True)
    steps = tensor(_steps(at - (left + right - 1) / 2), torch.long)
    told = F.log_softmax(net.roles(near, mean, steps, flags, tensor(inside, torch.float32)).float(), -1)
    counted = tensor(inside & ~within, torch.float32)
    return (
        total
        + ROLE_LOSS * -(told.gather(-1, tensor(target, torch.long)[..., None])[..., 0] * counted).sum() / counted.sum()
    )


def of_the_war(data: Path, left_out: str) -> list[Labelled]:
    """The texts of DATA and of our own gold, but those of a part of the gold, "k/n", by the sha256 of their ids."""
    part, parts = map(int, left_out.split("/"))
    texts = [json.loads(line) for name in SETS for line in (OURS / f"attributions.{name}.jsonl").open("rb")]
    read_ones = (text for text in texts if not parts or part_of(text["id"], parts) != part)
    gold = [Labelled(text["id"], text["text"], text["attributions"]) for text in read_ones]
    return gold + [document for path in sorted(data.glob("*.jsonl")) for document in lines(path)]


def grouped(texts: list[Labelled]) -> list[Window]:
    """The windows of one round: texts in some order, alone or a few of them together."""
    out: list[Window] = []
    together, attributions, room = "", list[dict[str, list[list[int]]]](), 0
    for text in random.sample(texts, len(texts)):
        at = len(together)
        together += text.text
        for one in text.attributions:
            attributions.append({role: [[a + at, b + at] for a, b in one[role]] for role in ROLES})
        if len(together) > room:
            out += _windows(Labelled("", together, attributions), set())
            together, attributions, room = "", [], random.choice((0, 200, 500, 900))
        else:
            together += random.choice(("\n", "\n\n", " "))
    random.shuffle(out)
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=PACKAGE)
    parser.add_argument("--start", type=Path, default=PACKAGE, help="folder of the weights to start from")
    parser.add_argument("--steps", type=int, default=AGAIN.steps, help="of the last stretch; 0 for none")
    parser.add_argument("--without", default="0/0", help="k/n: a part of our own gold that is left out")
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    random.seed(args.seed)
    torch.manual_seed(args.seed)
    if args.threads:
        torch.set_num_threads(args.threads)
    fresh = (args.start / "model.safetensors").exists()
    start = untrained(args.start, args.seed) if fresh else unpacked(args.start)
    net = Net(start).to("cuda" if torch.cuda.is_available() else "cpu")
    net.word.weight.requires_grad_(False)
    news = read(list(polnear(args.data / "polnear" / "train")))
    texts = of_the_war(args.data, args.without)
    args.out.mkdir(parents=True, exist_ok=True)
    for plan in (*((NEWS, WAR) if fresh else ()), replace(AGAIN, steps=args.steps)):
        train(net, plan, news, texts)
        encoder(net.weights(), args.out / "encoder.onnx")
        roles(net.weights(), args.out / "roles.onnx")


def train(net: Net, plan: Plan, news: list[Window], texts: list[Labelled]) -> None:
    """Takes the steps of a plan: rates rise over a tenth of them, then fall to nothing. Every window of PolNeAR is read
    before one is read again, as is every text about the war."""
    device = next(net.parameters()).device.type
    of_heads = [p for name, p in net.named_parameters() if p.requires_grad and name.startswith(HEADS)]
    others = [p for name, p in net.named_parameters() if p.requires_grad and not name.startswith(HEADS)]
    groups = [{"params": others, "most": plan.rate}, {"params": of_heads, "most": plan.heads}]
    optimizer = torch.optim.AdamW(groups, lr=plan.rate, weight_decay=0.01)
    began, running = time.monotonic(), 0.0
    left: list[Window] = []
    unread: list[Window] = []
    net.train()
    for step in range(plan.steps):
        batch: list[Window] = []
        while sum(len(window.ids) for window in batch) < plan.war and len(batch) < MOST:
            left = left or grouped(texts)
            batch.append(left.pop())
        batch.sort(key=lambda window: len(window.ids))  # so that little is padded
        half = len(batch) // 2
        parts = [(batch[:half], 0.5), (batch[half:], 0.5)]
        if len(unread) < plan.news:
            unread = random.sample(news, len(news))
        parts.append(([unread.pop() for _ in range(plan.news)], NEWS_LOSS if batch else 1.0))
        for group in optimizer.param_groups:
            group["lr"] = group["most"] * min(1, step / (0.1 * plan.steps)) * max(0.02, 1 - step / plan.steps)
        optimizer.zero_grad(set_to_none=True)
        value = 0.0
        for part, counts in parts:
            if part:
                with torch.autocast(device, torch.bfloat16):
                    one = counts * loss(net, part, device)
                one.backward()
                value += one.item()
        torch.nn.utils.clip_grad_norm_([*others, *of_heads], 1.0)
        optimizer.step()
        running += 0.05 * (value - running) if step else value
        if step % 10 == 0:
            print(f"step {step} of {plan.steps}, loss {running:.3f}, {time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    main()
