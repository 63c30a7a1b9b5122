"""Weights -> the two graphs that Onrecord runs, in whole numbers of eight bits.

`encoder` reads a window of word pieces: for each word how likely it is no cue, the first or a further word of one
(`cue`, before the softmax), and two projections that `roles` compares. `roles` labels the words around a cue: nothing,
first or further word of its source, first or further word of its content. Written node by node, so that nothing is
computed that is not needed: a window is read alone, without padding or a mask, and its three attention projections
are one product.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper, save
from onnxruntime.quantization import QuantType, quantize_dynamic

FLOAT, INT = TensorProto.FLOAT, TensorProto.INT32
HEADS = {"encoder": 12, "roles": 8}


class Graph:
    """Nodes and weights, collected one by one; each method returns the name of what it computes."""

    def __init__(self, weights: dict[str, np.ndarray]) -> None:
        self.weights, self.nodes, self.kept = weights, [], {}

    def constant(self, name: str, value: np.ndarray) -> str:
        self.kept[name] = np.ascontiguousarray(value)
        return name

    def weight(self, name: str) -> str:
        return self.constant(name, self.weights[name].astype(np.float32))

    def node(self, op: str, *inputs: str, domain: str = "", **attributes: object) -> str:
        out = f"{op.lower()}{len(self.nodes)}"
        self.nodes.append(helper.make_node(op, list(inputs), [out], domain=domain, **attributes))
        return out

    def fused(self, op: str, *inputs: str, **attributes: object) -> str:
        return self.node(op, *inputs, domain="com.microsoft", **attributes)

    def linear(self, x: str, name: str) -> str:
        weight = self.constant(name + ".weight.T", self.weights[name + ".weight"].T.astype(np.float32))
        return self.node("Add", self.node("MatMul", x, weight), self.weight(name + ".bias"))

    def norm(self, x: str, name: str, epsilon: float) -> str:
        scale, shift = self.weight(name + ".weight"), self.weight(name + ".bias")
        return self.node("LayerNormalization", x, scale, shift, axis=-1, epsilon=epsilon)

    def block(self, x: str, names: dict[str, str], heads: int, epsilon: float) -> str:
        """one layer of attention and its two linear layers; `names` say what its weights are called"""
        parts = names["qkv"].split()
        width = len(self.weights[parts[0] + ".bias"])
        weight = np.concatenate([self.weights[n + ".weight"].T for n in parts], 1).astype(np.float32)
        bias = np.concatenate([self.weights[n + ".bias"] for n in parts]).astype(np.float32)
        weight[:, :width] /= (width // heads) ** 0.5
        bias[:width] /= (width // heads) ** 0.5
        qkv = self.node("MatMul", x, self.constant(parts[0] + ".qkv", weight))
        qkv = self.node("Add", qkv, self.constant(parts[0] + ".qkv.bias", bias))
        apart = self.constant(f"heads{heads}", np.array([0, 0, 3 * heads, width // heads], np.int64))
        qkv = self.node("Transpose", self.node("Reshape", qkv, apart), perm=[0, 2, 1, 3])
        q, k, v = (f"{qkv}.{n}" for n in "qkv")
        self.nodes.append(helper.make_node("Split", [qkv], [q, k, v], axis=1))
        seen = self.node("MatMul", q, self.node("Transpose", k, perm=[0, 1, 3, 2]))
        seen = self.node("Softmax", seen, axis=-1)
        seen = self.node("Transpose", self.node("MatMul", seen, v), perm=[0, 2, 1, 3])
        seen = self.node("Reshape", seen, self.constant(f"width{width}", np.array([0, 0, width], np.int64)))
        x = self.norm(self.node("Add", x, self.linear(seen, names["o"])), names["ln1"], epsilon)
        inner = self.fused("Gelu", self.linear(x, names["f1"]))
        return self.norm(self.node("Add", x, self.linear(inner, names["f2"])), names["ln2"], epsilon)

    def write(self, path: Path, inputs: list[tuple[str, int, list[str | int]]], outputs: dict[str, str]) -> None:
        nodes = [*self.nodes, *(helper.make_node("Identity", [name], [out]) for out, name in outputs.items())]
        graph = helper.make_graph(
            nodes,
            path.stem,
            [helper.make_tensor_value_info(n, t, s) for n, t, s in inputs],
            [helper.make_tensor_value_info(out, FLOAT, [None] * 3) for out in outputs],
            [numpy_helper.from_array(v, n) for n, v in self.kept.items()],
        )
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
        model = helper.make_model(graph, opset_imports=opsets, ir_version=8)
        checker.check_model(model)
        with tempfile.TemporaryDirectory() as folder:
            whole = Path(folder) / "fp32.onnx"
            save(model, whole)
            quantize_dynamic(
                whole, path, weight_type=QuantType.QInt8, per_channel=True, extra_options={"DefaultTensorType": FLOAT}
            )


def encoder(weights: dict[str, np.ndarray], path: Path) -> None:
    g = Graph(weights)
    layers = 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("enc.layers."))
    length = g.node("Shape", "ids", start=1, end=2)
    zero, end = g.constant("zero", np.array([0], np.int64)), length
    positions = g.node("Slice", g.constant("enc.pos", weights["enc.pos.weight"].astype(np.float32)), zero, end, zero)
    x = g.node(
        "Add",
        g.node("Gather", g.weight("enc.word.weight"), "ids"),
        g.node("Gather", g.weight("enc.case.weight"), "case"),
    )
    x = g.norm(g.node("Add", x, positions), "enc.ln", 1e-12)
    for n in range(layers):
        at = f"enc.layers.{n}."
        names = {"qkv": f"{at}q {at}k {at}v"} | {k: at + k for k in ("o", "ln1", "f1", "f2", "ln2")}
        x = g.block(x, names, HEADS["encoder"], 1e-12)
    words = g.node("GatherND", x, "first", batch_dims=1)
    outputs = {"cue": g.linear(words, "cue"), "around": g.linear(words, "a"), "own": g.linear(words, "b")}
    inputs = [("ids", INT, ["b", "t"]), ("case", INT, ["b", "t"]), ("first", TensorProto.INT64, ["b", "w", 1])]
    g.write(path, inputs, outputs)


def roles(weights: dict[str, np.ndarray], path: Path) -> None:
    g = Graph(weights)
    axis = g.constant("axis1", np.array([1], np.int64))
    last = g.constant("axis2", np.array([2], np.int64))
    cue = g.node("Unsqueeze", "own", axis)
    x = g.node("Add", "around", cue)
    x = g.node("Add", x, g.node("Gather", g.weight("roles.dist.weight"), "distance"))
    x = g.node("Add", x, g.node("Mul", g.node("Unsqueeze", "within", last), g.weight("roles.incue")))
    x = g.node("Add", x, g.node("Mul", "around", cue))
    x = g.norm(g.fused("Gelu", x), "roles.ln", 1e-5)
    names = {
        "qkv": "roles.q roles.k roles.v",
        "o": "roles.o",
        "ln1": "roles.l1",
        "f1": "roles.f1",
        "f2": "roles.f2",
        "ln2": "roles.l2",
    }
    x = g.block(x, names, HEADS["roles"], 1e-5)
    width = len(weights["roles.incue"])
    inputs = [
        ("around", FLOAT, ["n", "w", width]),
        ("own", FLOAT, ["n", width]),
        ("distance", INT, ["n", "w"]),
        ("within", FLOAT, ["n", "w"]),
    ]
    g.write(path, inputs, {"role": g.node("Softmax", g.linear(x, "roles.out"), axis=-1)})
