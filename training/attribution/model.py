"""The network as it is trained, and what it starts from: MiniLM's vectors and layers, or the package's graphs."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import onnx
import torch
from graph import HEADS
from onnx import numpy_helper
from safetensors.numpy import load_file
from torch import Tensor, nn
from torch.nn import functional as F

DROP = 0.1
POSITIONS, CASES = 260, 6  # pieces of a window with its two marks, and some; ways to write a word
NARROW, INNER, STEPS = 256, 512, 41  # width of the roles, of their inner layer, and distances that they tell apart
PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "o": "attention.output.dense",
    "ln1": "attention.output.LayerNorm",
    "f1": "intermediate.dense",
    "f2": "output.dense",
    "ln2": "output.LayerNorm",
}


def untrained(folder: Path, seed: int) -> dict[str, np.ndarray]:
    """The vectors and layers of a MiniLM as it is published (`model.safetensors`), with heads that know nothing yet."""
    given = load_file(folder / "model.safetensors")
    width = given["embeddings.word_embeddings.weight"].shape[1]
    random = np.random.default_rng(seed)
    out = {
        "enc.word.weight": given["embeddings.word_embeddings.weight"],
        # a text is one segment, so its vector is a part of every position's
        "enc.pos.weight": given["embeddings.position_embeddings.weight"][:POSITIONS]
        + given["embeddings.token_type_embeddings.weight"][0],
        "enc.case.weight": np.zeros((CASES, width)),
        "enc.ln.weight": given["embeddings.LayerNorm.weight"],
        "enc.ln.bias": given["embeddings.LayerNorm.bias"],
        "roles.incue": np.zeros(NARROW),
        "roles.dist.weight": random.normal(0, 0.02, (STEPS, NARROW)),
    }
    for n in range(1 + max(int(name.split(".")[2]) for name in given if name.startswith("encoder.layer."))):
        for part, theirs in PARTS.items():
            for kind in ("weight", "bias"):
                out[f"enc.layers.{n}.{part}.{kind}"] = given[f"encoder.layer.{n}.{theirs}.{kind}"]
    for name, to, of in (("cue", 3, width), ("a", NARROW, width), ("b", NARROW, width), ("roles.out", 5, NARROW)):
        out |= _line(random, name, to, of)
    for name in "qkvo":
        out |= _line(random, f"roles.{name}", NARROW, NARROW)
    out |= _line(random, "roles.f1", INNER, NARROW) | _line(random, "roles.f2", NARROW, INNER)
    for name in ("ln", "l1", "l2"):
        out |= {f"roles.{name}.weight": np.ones(NARROW), f"roles.{name}.bias": np.zeros(NARROW)}
    return {name: np.ascontiguousarray(value, np.float32) for name, value in out.items()}


def _line(random: np.random.Generator, name: str, to: int, of: int) -> dict[str, np.ndarray]:
    return {f"{name}.weight": random.uniform(-1, 1, (to, of)) / math.sqrt(of), f"{name}.bias": np.zeros(to)}


def unpacked(folder: Path) -> dict[str, np.ndarray]:
    """The weights of the two graphs in `folder`, as floats, by their names in training."""
    out: dict[str, np.ndarray] = {}
    for name in ("encoder", "roles"):
        kept = {t.name: numpy_helper.to_array(t) for t in onnx.load(folder / f"{name}.onnx").graph.initializer}
        for key in [key for key in kept if key.endswith("_quantized")]:
            of = key.removesuffix("_quantized")
            zero = kept[of + "_zero_point"].astype(np.float32)
            kept[of] = (kept[key].astype(np.float32) - zero) * kept[of + "_scale"]
        out |= {key: value for key, value in kept.items() if value.dtype == np.float32 and not key.endswith("_scale")}
    for key in [key for key in out if key.endswith(".weight.T")]:
        out[key.removesuffix(".T")] = out.pop(key).T
    for key in [key for key in out if key.endswith(".qkv")]:
        room, heads = key.removesuffix("q.qkv"), HEADS["roles" if key.startswith("roles") else "encoder"]
        weight, bias = out.pop(key), out.pop(key + ".bias")
        width = weight.shape[0]
        for n, part in enumerate("qkv"):
            scale = (width // heads) ** 0.5 if part == "q" else 1.0
            out[f"{room}{part}.weight"] = weight[:, n * width : (n + 1) * width].T * scale
            out[f"{room}{part}.bias"] = bias[n * width : (n + 1) * width] * scale
    out["enc.pos.weight"] = out.pop("enc.pos")
    return {key: np.ascontiguousarray(value, np.float32) for key, value in out.items()}


class Layer(nn.Module):
    def __init__(self, width: int, inner: int, heads: int, epsilon: float) -> None:
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v, self.o = (nn.Linear(width, width) for _ in range(4))
        self.f1, self.f2 = nn.Linear(width, inner), nn.Linear(inner, width)
        self.ln1, self.ln2 = nn.LayerNorm(width, epsilon), nn.LayerNorm(width, epsilon)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        rows, count, width = x.shape
        q, k, v = (part(x).view(rows, count, self.heads, -1).transpose(1, 2) for part in (self.q, self.k, self.v))
        spare = ((1 - mask) * -1e4)[:, None, None, :].to(q.dtype)
        seen = torch.softmax(q @ k.transpose(-1, -2) / math.sqrt(width // self.heads) + spare, -1)
        seen = F.dropout(seen, DROP, self.training) @ v
        x = self.ln1(x + F.dropout(self.o(seen.transpose(1, 2).reshape(rows, count, width)), DROP, self.training))
        return self.ln2(x + F.dropout(self.f2(F.gelu(self.f1(x))), DROP, self.training))


class Roles(nn.Module):
    def __init__(self, width: int, inner: int, steps: int) -> None:
        super().__init__()
        self.dist, self.incue, self.ln = (
            nn.Embedding(steps, width),
            nn.Parameter(torch.zeros(width)),
            nn.LayerNorm(width),
        )
        self.layer = Layer(width, inner, HEADS["roles"], 1e-5)
        self.out = nn.Linear(width, 5)

    def forward(self, around: Tensor, own: Tensor, distance: Tensor, within: Tensor, mask: Tensor) -> Tensor:
        cue = own[:, None]
        x = around + cue + self.dist(distance) + within[..., None] * self.incue + around * cue
        return self.out(F.dropout(self.layer(self.ln(F.gelu(x)), mask), DROP, self.training))


class Net(nn.Module):
    """Built to the shape of given weights, and holding them."""

    def __init__(self, weights: dict[str, np.ndarray]) -> None:
        super().__init__()
        (vocabulary, width), positions = weights["enc.word.weight"].shape, len(weights["enc.pos.weight"])
        narrow = len(weights["roles.incue"])
        count = 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("enc.layers."))
        self.word, self.pos, self.case = (nn.Embedding(n, width) for n in (vocabulary, positions, 6))
        self.ln = nn.LayerNorm(width, 1e-12)
        inner = len(weights["enc.layers.0.f1.bias"])
        self.layers = nn.ModuleList(Layer(width, inner, HEADS["encoder"], 1e-12) for _ in range(count))
        self.cue, self.a, self.b = nn.Linear(width, 3), nn.Linear(width, narrow), nn.Linear(width, narrow)
        self.roles = Roles(narrow, len(weights["roles.f1.bias"]), len(weights["roles.dist.weight"]))
        self.load_state_dict({self._mine(name): torch.tensor(value) for name, value in weights.items()})

    @staticmethod
    def _mine(name: str) -> str:
        """A weight's name in this module."""
        if name.startswith("enc."):
            return name.removeprefix("enc.")
        parts = name.split(".")
        if parts[0] == "roles" and parts[1] in ("q", "k", "v", "o", "f1", "f2", "l1", "l2"):
            return ".".join(("roles.layer", {"l1": "ln1", "l2": "ln2"}.get(parts[1], parts[1]), *parts[2:]))
        return name

    def weights(self) -> dict[str, np.ndarray]:
        own = {name: value.detach().float().cpu().numpy() for name, value in self.state_dict().items()}
        out = {}
        for name, value in own.items():
            if name.startswith("roles.layer."):
                part = name.removeprefix("roles.layer.")
                head, _, tail = part.partition(".")
                name = f"roles.{ {'ln1': 'l1', 'ln2': 'l2'}.get(head, head) }.{tail}"
            elif name.split(".")[0] in ("word", "pos", "case", "ln", "layers"):
                name = "enc." + name
            out[name] = value
        return out

    def forward(self, ids: Tensor, cases: Tensor, mask: Tensor, first: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        x = self.word(ids) + self.pos(torch.arange(ids.shape[1], device=ids.device))[None] + self.case(cases)
        x = F.dropout(self.ln(x), DROP, self.training)
        for layer in self.layers:
            x = layer(x, mask)
        x = x.gather(1, first[..., None].expand(-1, -1, x.shape[-1]))
        return self.cue(F.dropout(x, DROP, self.training)), self.a(x), self.b(x)
