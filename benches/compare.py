#!/usr/bin/env python3
"""Whole runs of factlint side by side with other tools, in one go, on the same texts.

    benches/compare.py FACTLINT ARTICLES.jsonl [--runs N] [--facts PACK]...

ARTICLES.jsonl holds one article a line with its "text". Of the other tools those that are on the
PATH take part, each with its version in the table; the others are named below it. Every round runs each of them once, so that a busy moment of the machine falls on
all; the table gives the median of the rounds, by processor time and by the clock. Slow tools get
the first articles only, and their rates are of those.

Prints a table for the ledger, benches/README.md.
"""

import argparse
import datetime
import html
import json
import os
import pathlib
import platform
import re
import resource
import shutil
import statistics
import subprocess
import tempfile
import time

# Megabytes that a slow tool gets.
SLICE = 0.25
# Words that ripgrep looks for.
WORDS = 2000


def main():
    arguments = read_arguments()
    texts = [json.loads(line)["text"] for line in open(arguments.articles, encoding="utf-8")]
    with tempfile.TemporaryDirectory() as folder:
        corpus = Corpus(pathlib.Path(folder), texts)
        runs = list(all_runs(arguments, corpus))
        rounds = [[measure(run) for run in runs] for _ in range(arguments.runs)]
        report(arguments, corpus, runs, rounds)


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("factlint", type=pathlib.Path)
    parser.add_argument("articles", type=pathlib.Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--facts", action="append", default=[])
    return parser.parse_args()


class Corpus:
    """The articles as files of each format, and a slice of them for slow tools."""

    def __init__(self, folder, texts):
        self.bytes = sum(len(text.encode()) for text in texts)
        self.articles = len(texts)
        self.plain = self.write(folder / "plain", ".txt", texts)
        self.html = self.write(folder / "html", ".html", [page(text) for text in texts])
        self.lines = folder / "articles.jsonl"
        self.lines.write_text("".join(json.dumps({"text": text}) + "\n" for text in texts))
        some, size = [], 0
        for text in texts:
            if size < SLICE * 1e6:
                some.append(text)
                size += len(text.encode())
        self.slice_bytes = size
        self.slice = self.write(folder / "slice", ".txt", some)
        self.one = self.slice / "00000.txt"
        self.words = folder / "words.txt"
        self.words.write_text("\n".join(words_of(texts)) + "\n")

    @staticmethod
    def write(folder, suffix, texts):
        folder.mkdir()
        for number, text in enumerate(texts):
            (folder / f"{number:05}{suffix}").write_text(text, encoding="utf-8")
        return folder


def page(text):
    paragraphs = "".join(f"<p>{html.escape(part)}</p>\n" for part in text.split("\n") if part)
    return f"<!DOCTYPE html>\n<html><body><article>\n{paragraphs}</article></body></html>\n"


def words_of(texts):
    """Words of middling frequency, as a list of cues has them."""
    counts = {}
    for word in " ".join(texts[:500]).split():
        if word.isalpha() and len(word) > 5:
            counts[word.lower()] = counts.get(word.lower(), 0) + 1
    return sorted(counts, key=lambda word: (-counts[word], word))[500 : 500 + WORDS]


class Run:
    """A command over so many bytes."""

    def __init__(self, name, command, size):
        self.name, self.command, self.size = name, [str(part) for part in command], size


def all_runs(arguments, corpus):
    check = [arguments.factlint, "check", "--fail-on", "never", "--format", "json=/dev/null"]
    one_thread = [*check, "--threads", "1"]
    yield Run("factlint, plain text", [*check, corpus.plain], corpus.bytes)
    yield Run("factlint, plain text, one thread", [*one_thread, corpus.plain], corpus.bytes)
    yield Run("factlint, HTML", [*check, corpus.html], corpus.bytes)
    yield Run("factlint, JSON Lines", [*check, corpus.lines], corpus.bytes)
    for pack in arguments.facts:
        name = f"factlint, JSON Lines, facts of {pathlib.Path(pack).name}"
        yield Run(name, [*check, "--facts", pack, corpus.lines], corpus.bytes)
        name = f"factlint, one article, facts of {pathlib.Path(pack).name}"
        yield Run(name, [*check, "--facts", pack, corpus.one], corpus.one.stat().st_size)
    yield Run("factlint, one article", [*check, corpus.one], corpus.one.stat().st_size)
    for tool, what, command, size in others(corpus):
        if shutil.which(command[0]):
            yield Run(f"{tool} {version_of(command[0])}{what}", command, size)


def others(corpus):
    """Tool, what it does if its name does not say so, command, bytes."""
    slow = sorted(corpus.slice.iterdir())
    search = ["rg", "--count", "--ignore-case", "--fixed-strings", "--file", corpus.words]
    yield "ripgrep", f", {WORDS} words", [*search, corpus.plain], corpus.bytes
    yield "typos", "", ["typos", "--format", "silent", corpus.plain], corpus.bytes
    yield "proselint", "", ["proselint", "check", *slow], corpus.slice_bytes
    yield "write-good", "", ["write-good", *slow], corpus.slice_bytes
    yield "alex", "", ["alex", "--quiet", *slow], corpus.slice_bytes


def version_of(tool):
    """The version as the tool tells it: some have a flag for it, some a command."""
    for ask in ("--version", "version"):
        told = subprocess.run([tool, ask], capture_output=True, text=True, check=False)
        number = re.search(r"\d+(\.\d+)+", told.stdout)
        if told.returncode == 0 and number:
            return number[0]
    return "of unknown version"


def measure(run):
    """Seconds by the clock, and of processor time. Other tools tell by their exit code how much
    they found, which is their own affair."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    started = time.monotonic()
    ended = subprocess.run(run.command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    elapsed = time.monotonic() - started
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    own = run.name.startswith("factlint")
    if ended.returncode < 0 or own and ended.returncode != 0:
        raise SystemExit(f"{run.name} ended in {ended.returncode}: {ended.stderr[-500:]}")
    return elapsed, after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def report(arguments, corpus, runs, rounds):
    version = subprocess.run([arguments.factlint, "--version"], capture_output=True, text=True, check=True)
    print(f"{datetime.date.today()}, {version.stdout.strip()}, {machine()}; "
          f"{corpus.articles} articles, {corpus.bytes / 1e6:.1f} MB, median of {arguments.runs} rounds\n")
    print("| run | by the clock | processor | MB/s | MB/s per processor | factlint is |")
    print("|---|---|---|---|---|---|")
    middle = [[statistics.median(round[at][kind] for round in rounds) for kind in (0, 1)] for at in range(len(runs))]
    own = corpus.bytes / 1e6 / middle[0][1]
    for run, (clock, processor) in zip(runs, middle):
        size = run.size / 1e6
        ratio = "" if run.name.startswith("factlint") else f"{own / (size / processor):.2g} × as fast"
        print(f"| {run.name} | {seconds(clock)} | {seconds(processor)} | {size / clock:.2f} "
              f"| {size / processor:.2f} | {ratio} |")
    missing = [tool for tool, _, command, _ in others(corpus) if not shutil.which(command[0])]
    if missing:
        print(f"\nNot installed: {', '.join(missing)}.")


def seconds(value):
    return f"{value:.2f} s" if value >= 1 else f"{value * 1000:.0f} ms"


def machine():
    model = platform.processor() or platform.machine()
    try:
        lines = open("/proc/cpuinfo", encoding="utf-8").read().splitlines()
        model = next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        pass
    return f"{os.cpu_count()} × {model}"


if __name__ == "__main__":
    main()
