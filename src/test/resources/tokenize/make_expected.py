"""Records what the tokenizers of transformers make of difficult texts.

Run in this folder with transformers 4.30.2, the path of golden/openprompt as the argument. Writes
wordpiece/vocab.txt, wordpiece/tokenizer.json and expected.json.
"""

import json
import pathlib
import sys
import tempfile
import unicodedata

import transformers
from transformers import BertTokenizer, BertTokenizerFast, GPT2Tokenizer, GPT2TokenizerFast
from transformers import RobertaTokenizer, RobertaTokenizerFast

TEXTS = [
    "",
    " ",
    "plain words",
    " a space in front",
    "two at the end  ",
    "several    spaces   between",
    "a\ttab, a\nline break,\r\nand both",
    "The naïve résumé of Zoë Ångström, façade",
    "cafe\u0301 with a combining accent, Å as A\u030a",
    "CAPITALS, MiXed and ÉCOLE, İstanbul, STRASSE straße ẞ",
    "ŒUVRE ﬁne ﬂat ligatures ½ ² №",
    "東京 and 東京都, 漢字かな交じり文、句読点。",
    "한국어 문장 ไทย ตัวอย่าง हिन्दी में",
    "العربية مُشَكَّلَة עִבְרִית",
    "emoji 😀 family 👨‍👩‍👧‍👦 flag 🇳🇴 skin 👍🏽 heart ❤️",
    "rare plane 𐍈𝔘𝔫𠀀𠀁",
    "control \x00 \x01 \x07 \x7f \u0080 \u200b \u200d \ufeff \ufffd end",
    "no-break\u00a0space thin\u2009space ideographic\u3000space line\u2028separator",
    "soft\u00adhyphen and \u2028\u2029 ends",
    "don't we'll I'M they'Re it's '90s 'tis",
    "3.14, 1,000,000 and 7:45 p.m. -- 50% #7 a_b a-b",
    "\"quotes\" “curly” ‘single’ «guillemets» … — –",
    "symbols @ $ % ^ & * ( ) + = { } [ ] | \\ / < > ~ `",
    "mail me@example.org or https://example.org/a?b=c&d=e#f",
    "x" * 101 + " " + "y" * 100,
    "[MASK] [SEP]tight[CLS] [UNK] [PAD] [mask]",
    "<s> </s> <mask> <unk> <pad> <|endoftext|>",
    "##wordpiece ## # Ġ Ċ ▁",
    "\u0130\u0131 dotted \u01c5 title ΑΣ Σίσυφος",
    "a\u0301\u0302\u0303 stacked",
    "\n\n\n",
    "trailing newline\n",
]
WORDPIECE = {
    "lower": {"do_lower_case": True},
    "cased": {"do_lower_case": False},
    "cased-strip": {"do_lower_case": False, "strip_accents": True},
    "lower-keep": {"do_lower_case": True, "strip_accents": False},
    "no-chinese": {"do_lower_case": True, "tokenize_chinese_chars": False},
}
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


def characters():
    """Every character that any way of cleaning leaves of the texts, bar spaces and controls."""
    found = set()
    for text in TEXTS:
        for cased in (text, text.lower()):
            for form in (cased, unicodedata.normalize("NFD", cased), unicodedata.normalize("NFC", cased)):
                found.update(form)
    return sorted(c for c in found if not c.isspace() and unicodedata.category(c) != "Cc")


def write_vocabulary(path):
    words = ["plain", "the", "naive", "resume", "##s", "##ed", "capital", "tokyo", "##ing", "##wordpiece", "x" * 100]
    tokens = SPECIAL + words + characters()
    tokens += ["##" + c for c in characters()]
    path.write_text("".join(t + "\n" for t in dict.fromkeys(tokens)), encoding="utf-8")


def record(slow, fast):
    rows = []
    for text in TEXTS:
        rows.append(
            {
                "slow": slow.encode(text, add_special_tokens=False),
                "fast": fast.encode(text, add_special_tokens=False),
            }
        )
    around = slow.build_inputs_with_special_tokens([-1])
    at = around.index(-1)
    names = {k: getattr(slow, k + "_token_id") for k in ("mask", "eos", "bos", "sep", "cls", "pad", "unk")
             if getattr(slow, "_" + k + "_token") is not None}
    return {"prefix": around[:at], "suffix": around[at + 1 :], "special": names, "size": len(slow), "rows": rows}


def main():
    golden = pathlib.Path(sys.argv[1])
    folder = pathlib.Path("wordpiece")
    folder.mkdir(exist_ok=True)
    write_vocabulary(folder / "vocab.txt")
    cases = {}
    for name, options in WORDPIECE.items():
        with tempfile.TemporaryDirectory() as scratch:
            (pathlib.Path(scratch) / "vocab.txt").write_bytes((folder / "vocab.txt").read_bytes())
            slow = BertTokenizer.from_pretrained(scratch, **options)
            fast = BertTokenizerFast.from_pretrained(scratch, **options)
        if name == "lower":
            fast.backend_tokenizer.save(str(folder / "tokenizer.json"))
        cases["wordpiece/" + name] = {"options": options, **record(slow, fast)}
    for name, slow_class, fast_class in (
        ("gpt2", GPT2Tokenizer, GPT2TokenizerFast),
        ("roberta", RobertaTokenizer, RobertaTokenizerFast),
    ):
        for prefix in (False, True):
            with tempfile.TemporaryDirectory() as scratch:
                for file in ("vocab.json", "merges.txt"):
                    (pathlib.Path(scratch) / file).write_bytes((golden / name / file).read_bytes())
                options = {"add_prefix_space": prefix}
                slow = slow_class.from_pretrained(scratch, **options)
                fast = fast_class.from_pretrained(scratch, **options)
                cases[name + ("/prefix-space" if prefix else "")] = {"options": options, **record(slow, fast)}
    made_with = f"transformers {transformers.__version__}"
    with open("expected.json", "w", encoding="utf-8") as out:
        json.dump({"made_with": made_with, "texts": TEXTS, "cases": cases}, out, ensure_ascii=True, separators=(",", ":"))
        out.write("\n")


if __name__ == "__main__":
    main()
