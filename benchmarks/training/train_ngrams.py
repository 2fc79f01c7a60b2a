"""Train the n-gram model of injected spam: `python -m benchmarks.training.train_ngrams --sources DIR`.

DIR holds the unpacked sources of `honest_text.py` (help/, fortunes/, spacy/). Logistic regression by Adagrad
over hashed n-grams. The weights nearest to nothing
are dropped until the file is small. The file also says of which scripts and languages honest examples were
among the texts, and how many: on others the model has no say (`spam/ngrams.py`). Neither shared cases nor
evaluation pages are read.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.training.honest_text import (
    UNSPACED,
    WordSampler,
    figures,
    fortunes,
    help_sentences,
    own_lines,
    promotions,
    spacy_examples,
    subjects,
    word_lists,
)
from benchmarks.training.spam_generator import SpamGenerator, read_terms
from newsarchive.evidence import SPAM_TOPICS, SpamKind
from newsarchive.text.spam.ngrams import BITS, features, scripts_of
from newsarchive.text.spam.unmasking import fold_only

OUTPUT = Path(__file__).parents[2] / "newsarchive/text/spam/data/ngrams.npz"
# Texts, texts, times each own line and each subject is seen.
_SENTENCE = 20  # characters
_SHARE = 0.2  # of a text's letters, from which it is an example of their script
_SPAM, _BAGS, _OWN, _SUBJECTS = 200_000, 60_000, 30, 2
_KEPT = 130_000  # weights
_EPOCHS, _BATCH, _RATE, _HONEST_COUNTS, _DECAY = 5, 256, 0.5, 1.0, 2e-7

Rows = list[tuple[str, int]]  # text, and the index of its kind or -1 for honest


def honest_rows(sources: Path, rng: random.Random) -> Rows:
    """Every honest text, long ones also in part, own lines again and again in other company."""
    sampler = WordSampler(word_lists(), rng)
    texts = [text for _, text in help_sentences(sources / "help")]
    texts = (
        rng.sample(texts, min(len(texts), 60_000))
        + fortunes(sources / "fortunes")
        + spacy_examples(sources / "spacy")
    )
    texts += [text[: rng.randint(6, 40)] for text in rng.sample(texts, 15_000)]
    languages = [*sampler.words, *["zh", "en"] * 8]
    texts += [sampler.text(rng.choice(languages), rng.choice((1, 2, 3, 4, 6, 9, 14))) for _ in range(_BAGS)]
    texts += [figures(rng) for _ in range(6_000)]
    # Tag lists: lists are no spam because they are lists.
    for _ in range(_BAGS // 3):
        language, joint = rng.choice(languages), rng.choice((", ", ",", "|", " | ", "、", "_", "\n", " · "))
        texts.append(
            joint.join(sampler.text(language, rng.choice((1, 1, 2, 3))) for _ in range(rng.randint(2, 9)))
        )
    own = own_lines()
    for _ in range(_SUBJECTS):
        texts += subjects(read_terms(), rng)
        for language, words in promotions(read_terms(), rng):
            bag = sampler.text(language, rng.choice((1, 2, 4))) if language in sampler.words else ""
            texts.append(rng.choice((words, f"{words} {bag}", f"{bag} {words}")))
    for _ in range(_OWN):
        texts += own
        texts += [rng.choice(("\n", "。", ". ", " ")).join(rng.sample(own, 2)) for _ in range(len(own) // 4)]
    return [(text, -1) for text in texts]


def shown(sources: Path) -> tuple[Counter[str], Counter[str]]:
    """How many honest examples of each script and each language there are.

    Sentences of translated help pages; strings of words only where words stand apart in writing: how those of
    Thai join they do not show.
    """
    found = help_sentences(sources / "help")
    english = {text for language, text in found if language == "en"}
    examples = {
        (language, text)
        for language, text in found
        if len(text) >= _SENTENCE and (language == "en" or text not in english)
    }
    sampler = WordSampler(word_lists(), random.Random(0))
    for language in sampler.words.keys() - UNSPACED:
        examples |= {(language, sampler.text(language, 6)) for _ in range(_BAGS // 60)}
    scripts: Counter[str] = Counter()
    for _, text in examples:
        letters = scripts_of(fold_only(text))
        scripts.update(name for name, count in letters.items() if count >= _SHARE * letters.total())
    return scripts, Counter(language for language, _ in examples)


def spam_rows(seed: int, filler: dict[str, list[str]], held: int = -1) -> Rows:
    """Made-up spam with its kind, without the held-back part of the sentences."""
    generator = SpamGenerator(seed, held)
    made = (generator.text(filler) for _ in range(_SPAM))
    return [(text, SPAM_TOPICS.index(SpamKind(kind))) for _, kind, text in made]


def train(rows: Rows, rng: random.Random) -> tuple[npt.NDArray[np.float64], float]:
    """Weights and bias that tell spam from honest rows."""
    found = [features(fold_only(text)) for text, _ in rows]
    labels = np.array([float(kind >= 0) for _, kind in rows])
    weights, squares = np.zeros(1 << BITS), np.full(1 << BITS, 1e-3)
    bias, bias_squares = 0.0, 1e-3
    order = list(range(len(rows)))
    for epoch in range(_EPOCHS):
        rng.shuffle(order)
        loss = 0.0
        for start in range(0, len(order), _BATCH):
            batch = [at for at in order[start : start + _BATCH] if len(found[at])]
            sizes = np.array([len(found[at]) for at in batch])
            index = np.concatenate([found[at] for at in batch])
            share = 1 / np.sqrt(sizes)
            sums = (
                np.add.reduceat(weights[index], np.concatenate(([0], np.cumsum(sizes)[:-1]))) * share + bias
            )
            wanted = labels[batch]
            given = 1 / (1 + np.exp(-sums))
            counts = np.where(wanted > 0, 1.0, _HONEST_COUNTS)
            error = (given - wanted) * counts
            loss -= float((counts * np.log(np.maximum(1e-9, np.where(wanted > 0, given, 1 - given)))).sum())
            gradient = np.bincount(index, np.repeat(error * share, sizes), 1 << BITS)
            squares += gradient**2
            weights -= _RATE * gradient / np.sqrt(squares)
            weights = np.sign(weights) * np.maximum(0, np.abs(weights) - _DECAY * _BATCH)
            bias_squares += float(error.sum()) ** 2
            bias -= 0.1 * float(error.sum()) / bias_squares**0.5
        print(f"epoch {epoch}: loss {loss / len(rows):.4f}", flush=True)
    return weights, bias


def kinds_of(rows: Rows) -> npt.NDArray[np.uint8]:
    """For each hash the kind whose texts hold it most, for their number."""
    counts = np.zeros((len(SPAM_TOPICS), 1 << BITS))
    for text, kind in rows:
        if kind >= 0:
            np.add.at(counts[kind], features(fold_only(text)), 1)
    kinds: npt.NDArray[np.intp] = (counts / counts.sum(axis=1, keepdims=True)).argmax(axis=0)
    return kinds.astype(np.uint8)


def save(
    weights: npt.NDArray[np.float64],
    bias: float,
    kinds: npt.NDArray[np.uint8],
    examples: tuple[Counter[str], Counter[str]],
    output: Path = OUTPUT,
) -> None:
    """Drop small weights, round the rest to a byte, write; `examples` are what `shown` counted."""
    least = np.sort(np.abs(weights))[-_KEPT]
    weights = np.where(np.abs(weights) >= least, weights, 0)
    scale = float(np.quantile(np.abs(weights[weights != 0]), 0.999)) / 127
    rounded = np.clip(np.round(weights / scale), -127, 127).astype(np.int8)
    kinds = np.where(rounded > 0, kinds, 0).astype(np.uint8)
    scripts, languages = map(counted, examples)
    np.savez_compressed(
        output,
        weights=rounded,
        kinds=kinds,
        scale=np.float64(scale),
        bias=np.float64(bias),
        scripts=scripts,
        languages=languages,
    )
    print(f"{output}: {output.stat().st_size} bytes, {np.count_nonzero(rounded)} weights")


def counted(examples: Counter[str]) -> npt.NDArray[np.void]:
    """The names with their numbers, as the file holds them."""
    return np.array(sorted(examples.items()), dtype=[("name", "U16"), ("examples", np.int32)])


def main() -> None:
    """Read, train, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--held", type=int, default=-1, help="part of the adverts' sentences to leave out")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    honest = honest_rows(options.sources, rng)
    bags = WordSampler(word_lists(), rng)
    filler = {language: [bags.text(language, 2) for _ in range(500)] for language in bags.words}
    spam = spam_rows(options.seed, filler, options.held)
    print(f"{len(honest)} honest texts, {len(spam)} spam texts", flush=True)
    weights, bias = train([*honest, *spam], rng)
    save(weights, bias, kinds_of(spam), shown(options.sources), options.output)


if __name__ == "__main__":
    main()
