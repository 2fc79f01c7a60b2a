"""The section on annotated mirrors: damage of every kind, undone, and honest pages left alone."""

from __future__ import annotations

import json
import multiprocessing
from collections.abc import Callable
from pathlib import Path

from benchmarks.evaluation.corpora import Corpora
from benchmarks.evaluation.lines import read_lines
from benchmarks.evaluation.mirror_ceiling import is_attested, lost
from benchmarks.evaluation.mirror_damage import ENGINES, MODES
from benchmarks.evaluation.mirrors import Score, bare, golds, measure, paragraphs, wrong
from benchmarks.evaluation.report import Check, Section, Table, share
from benchmarks.evaluation.run import Run
from newsarchive.items import FetchedPage
from newsarchive.stages import run_stages
from newsarchive.text.mirror import undo_mirror

EVERY = 2  # of paragraphs: they are a thousand, and each is damaged in eighteen ways
SAMPLED = 30
SAMPLED_ENGINES = 20  # of paragraphs: each is damaged by eight engines in fourteen ways
RIGHT, EXACT, REAL = 0.999, 0.97, 0.995
EACH, EACH_EXACT = 0.995, 0.95
_COLUMNS = ("passages", "damage", "characters right", "exact", "of", "untouched")
ABOUT = """The gold texts of the Chinese sets, whole and by paragraph, are damaged in every mode by a model of
these mirrors that shares no code with what undoes it; the repair function gets text and gives text.
Characters are counted after NFKC and without white space; *untouched* are passages not seen to be mirrors.
The same for every engine on one paragraph in twenty, of which those count that can be decided: not what lost
a sign, nor what was converted and bears no other damage where every character stands as OpenCC's standards
write it, or in a word that a dictionary made by hand (CC-CEDICT) spells so: that is Traditional text as good
as any. *Or by the standards alone* counts what only the dictionary spells so as decidable too.
Then mirrors collected in the wild, the seed page, and all pages that are no mirrors: there not one character
may change."""
# The kinds of repair of which only a mirror has need (newsarchive/text/mirror/repairs.py).
MIRROR = {"pinyin_note", "byte_wreckage", "cut_punctuation", "sown_controls", "script_conversion"}


def restored_section(run: Run) -> Section:
    """Return what came back of damaged texts, and whether honest ones were left alone."""
    scores = _damaged(run)
    total = _sum(list(scores.values()))
    wild, made = wild_score(run.corpora), wild_score(run.corpora, "made")
    sampled = sampled_score(run.corpora)
    seed_wrong, touched = _seed(run), _touched(run)
    engines = engine_scores(run.corpora, run.jobs)
    all_engines = _sum(list(engines.values()))
    by_standards = _sum([all_engines, attested_score(run.corpora, run.jobs)])
    rows = [_row(kind, mode, score) for (kind, mode), score in scores.items()]
    kinds = dict.fromkeys(kind for kind, _ in scores)
    rows += [_row(kind, "**all**", _sum([scores[key] for key in scores if key[0] == kind])) for kind in kinds]
    rows += [_row("texts and paragraphs", "**all**", total)]
    rows += [_row("mirrors found in the wild", "", wild), _row("made by hand", "", made)]
    return Section(
        "Annotated mirrors",
        ABOUT,
        (
            Table(_COLUMNS, tuple(rows)),
            Table(
                ("paragraphs that can be decided, by", *_COLUMNS[2:]),
                tuple(
                    _row(name, "", score)[:1] + _row(name, "", score)[2:]
                    for name, score in {
                        **engines,
                        "**all**": all_engines,
                        "or by the standards alone": by_standards,
                    }.items()
                ),
            ),
        ),
        after="\n".join(f"- changed though no mirror: `{name}`" for name in touched),
        checks=(
            _check(f"mirrors by the model: characters ≥ {share(RIGHT)}", total.share_right, RIGHT),
            _check(f"mirrors by the model: passages exact ≥ {share(EXACT)}", total.share_exact, EXACT),
            _check(f"mirrors by any engine: characters ≥ {share(EACH)}", all_engines.share_right, EACH),
            _check(
                f"mirrors by any engine: passages exact ≥ {share(EACH_EXACT)}",
                all_engines.share_exact,
                EACH_EXACT,
            ),
            _check(f"mirrors in the wild: characters ≥ {share(REAL)}", wild.share_right, REAL),
            Check("seed page: exact", f"{seed_wrong} wrong", not seed_wrong),
            Check("honest pages and texts changed: none", str(len(touched)), not touched),
        ),
        measures={
            "mirrors.characters": (total.share_right, total.passages),
            "mirrors.exact": (total.share_exact, total.passages),
            "mirrors.sampled": (sampled.share_right, sampled.passages),
            "mirrors.engines": (all_engines.share_right, all_engines.passages),
            "mirrors.engines_exact": (all_engines.share_exact, all_engines.passages),
            "mirrors.engines_by_standards": (by_standards.share_right, by_standards.passages),
            "mirrors.wild": (wild.share_right, wild.passages),
        },
    )


def _damaged(run: Run) -> dict[tuple[str, str], Score]:
    texts = golds(run.corpora.root)
    passages = {"texts": texts, "paragraphs": paragraphs(texts)[::EVERY]}
    work = [(kind, mode) for kind in passages for mode in MODES]
    with multiprocessing.get_context("fork").Pool(run.jobs) as pool:
        found = pool.starmap(measure, [(passages[kind], mode) for kind, mode in work], chunksize=1)
    return dict(zip(work, found, strict=True))


def engine_scores(corpora: Corpora, jobs: int, every: int = SAMPLED_ENGINES) -> dict[str, Score]:
    """Return for each engine what came back of the paragraphs that can be decided, over all modes."""
    return _by_engine(_is_decided, corpora, jobs, every)


def attested_score(corpora: Corpora, jobs: int, every: int = SAMPLED_ENGINES) -> Score:
    """Return what came back of the paragraphs that a dictionary spells so, though no standard does."""
    return _sum(list(_by_engine(is_attested, corpora, jobs, every).values()))


_Asked = Callable[[str, str, int, str], bool]


def _by_engine(asked: _Asked, corpora: Corpora, jobs: int, every: int) -> dict[str, Score]:
    passages = paragraphs(golds(corpora.root))[::every]
    modes = [mode for mode, plan in MODES.items() if plan.convert]
    work = [(asked, passages, mode, engine) for engine in ENGINES for mode in modes]
    with multiprocessing.get_context("fork").Pool(jobs) as pool:
        found = pool.starmap(_measured, work, chunksize=1)
    return {
        engine: _sum([score for (*_, by), score in zip(work, found, strict=True) if by == engine])
        for engine in ENGINES
    }


def _is_decided(passage: str, mode: str, seed: int, engine: str) -> bool:
    sign, _, script = lost(passage, mode, seed, engine)
    return not (sign or script)


def _measured(asked: _Asked, passages: list[str], mode: str, engine: str) -> Score:
    """What came back of the passages asked for; each keeps its number, which is its seed."""
    known = {seed: one for seed, one in enumerate(passages) if asked(one, mode, seed, engine)}
    return measure(known, mode, engine)


def wild_score(corpora: Corpora, name: str = "real") -> Score:
    """Return what comes back of collected passages, each by itself, spam spliced into it included."""
    rows = [row for row in read_lines(corpora.cases / "mirror" / f"{name}.jsonl") if "gold" in row]
    score = Score()
    for row in rows:
        found = undo_mirror(row["text"])
        lost = wrong(row["gold"], found.text)
        score.characters += len(bare(row["gold"]))
        score.wrong += lost
        score.passages += 1
        score.exact += not lost
        score.untouched += not found.is_mirror
    return score


def sampled_score(corpora: Corpora) -> Score:
    """Return what comes back of one paragraph in thirty over all modes: quick enough for every change."""
    passages = paragraphs(golds(corpora.root))[::SAMPLED]
    return _sum([measure(passages, mode) for mode in MODES])


def _seed(run: Run) -> int:
    """Return how many paragraphs and titles of the seed page are not the original's, over both its forms."""
    folder = run.corpora.cases / "seed"
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    wanted = [gold["title"], *gold["paragraphs"]]
    lost = 0
    for name in ("page.html", "page.txt"):
        kind = "text/html" if name.endswith("html") else "text/plain"
        article = run_stages(FetchedPage(url="", body=(folder / name).read_bytes(), content_type=kind))
        found = {bare(line) for line in (article.title or "", *article.text.split("\n"))}
        lost += sum(bare(line) not in found for line in wanted)
    return lost


def _touched(run: Run) -> list[str]:
    """Return the pages of the corpora, none of them a mirror, and the honest texts, in which one was seen."""
    pages = [row["id"] for row in read_lines(run.answers) if MIRROR & {r["kind"] for r in row["repairs"]}]
    texts = read_lines(Path(run.corpora.cases / "spam" / "clean.jsonl"))
    return pages + [row["id"] for row in texts if undo_mirror(row["text"]).text != row["text"]]


def _sum(scores: list[Score]) -> Score:
    names = ("characters", "wrong", "passages", "exact", "untouched")
    return Score(**{name: sum(getattr(score, name) for score in scores) for name in names})


def _row(kind: str, mode: str, score: Score) -> tuple[str, ...]:
    shares = (share(score.share_right, 4), share(score.share_exact))
    return (kind, mode, *shares, str(score.passages), str(score.untouched))


def _check(asked: str, value: float, least: float) -> Check:
    return Check(asked, share(value, 4), value >= least)
