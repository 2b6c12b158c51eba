"""Sentences of general and technical English: what the word vectors are fitted on. None of the documents that the
benches ask about is among them."""
import glob
import gzip
import html
import json
import os
import random
import re

packages = [
    "dict-wn", "linux-doc-6.1", "vim-doc", "r-doc-html", "cppreference-doc-en-html",
    "debian-reference-en", "installation-guide-amd64",
]
asked_about = re.compile(r"/(git|sqlite|psql|pg_|python|apache|a2|django|gimp)")


def read_texts(corpora, data):
    """All texts, shuffled in the same way each time."""
    random.seed(7)
    kinds = [
        (26000, glosses(f"{corpora}/**/wn.dict.dz")),
        (14000, sentences_of([f"{corpora}/**/linux-doc*/**/*.rst.gz", f"{corpora}/**/linux-doc*/**/*.html"])),
        (4000, sentences_of([f"{corpora}/**/cppreference/**/*.html"], most=8)),
        (7000, sentences_of([f"{corpora}/**/{name}/**/*.html" for name in ("vim*", "R", "r-doc*", "debian-reference*")])),
        (4000, sentences_of([f"{corpora}/**/installation-guide*/**/en*/**/*.html"])),
        (10000, sentences_of(["node_modules/**/README*.md", "node_modules/**/docs/*.md"], skips=re.compile("/(next|ai)/"))),
        (12000, sentences_of(["/usr/share/man/man[1578]/*.gz"], most=30, skips=asked_about, clean=plain_man)),
        (11000, paragraphs(data)),
    ]
    texts = []
    for most, found in kinds:
        found = sorted(set(found))
        random.shuffle(found)
        texts += found[:most]
    random.shuffle(texts)
    return texts


def sentences(text):
    found = []
    for block in re.split(r"\n\s*\n|\n(?=\s*[-*•])|(?<=[.:])\n", text):
        block = re.sub(r"\s+", " ", block).strip()
        for sentence in re.split(r'(?<=[.!?])\s+(?=[A-Z`"(])', block):
            letters = sum(character.isalpha() for character in sentence)
            latin = sum(ord(character) < 0x250 for character in sentence)
            if 4 <= len(sentence.split()) <= 70 and letters > 0.6 * len(sentence) and latin > 0.9 * len(sentence):
                found.append(sentence.strip())
    return found


def sentences_of(patterns, most=60, skips=None, clean=None):
    files = sorted({file for pattern in patterns for file in glob.glob(pattern, recursive=True)})
    files = [file for file in files if os.path.isfile(file) and not (skips and skips.search(file))]
    random.shuffle(files)
    found = []
    for file in files[:2500]:
        text = read(file)
        text = plain_html(text) if ".htm" in file else clean(text) if clean else text
        own = sentences(text)
        random.shuffle(own)
        found += own[:most]
    return found


def read(file):
    opened = gzip.open(file) if file.endswith(("gz", "dz")) else open(file, "rb")
    with opened:
        return opened.read().decode("utf8", "ignore")


def plain_html(text):
    text = re.sub(r"(?is)<(script|style|head|nav|pre|table).*?</\1>", " ", text)
    text = re.sub(r"(?i)</?(p|li|div|h\d|tr|td|dt|dd|br)[^>]*>", "\n", text)
    return html.unescape(re.sub(r"<[^>]+>", " ", text))


def plain_man(text):
    text = "\n".join(line for line in text.split("\n") if not line.startswith(("'", ".\\")))
    text = re.sub(r"(?m)^\.(SH|SS|TP|PP|IP|P|Pp|It|LP|sp|br).*$", "\n\n", text)
    text = re.sub(r"(?m)^\..*$", "", re.sub(r"(?m)^\.[A-Z]{1,2} ", "", text))
    return re.sub(r"\\f.|\\(?=-)|\\&", "", text)


def glosses(pattern):
    """`headword: what it means`, from WordNet."""
    found = []
    for file in glob.glob(pattern, recursive=True):
        for entry in re.split(r"\n(?=\S)", read(file)):
            head, _, body = entry.partition("\n")
            for gloss in re.split(r"\n\s+(?:(?:n|v|adj|adv) )?(?:\d+)?: ", "\n" + body)[1:]:
                gloss = re.sub(r"\[.*?\]|[{}]", "", re.sub(r"\s+", " ", gloss)).strip()
                if len(gloss) > 10:
                    found.append(f"{head.strip()}: {gloss}")
    return found


def paragraphs(data):
    found = []
    for name in ("hotpotqa", "musique"):
        with open(f"{data}/{name}-paragraphs.jsonl") as lines:
            for line in lines:
                row = json.loads(line)
                found += [f"{row['title']}: {text}" if random.random() < 0.3 else text for text in sentences(row["text"])]
    return found
