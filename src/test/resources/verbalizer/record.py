"""Records what OpenPrompt's ManualVerbalizer makes of random scores at the mask.

usage: record.py FOLDER > openprompt.json
FOLDER holds tokenizers in Hugging Face layout, in bert/ and gpt2/.
"""
import json
import sys

import numpy
import torch
import transformers
from openprompt.prompts import ManualVerbalizer

SETS = {
    "single": [["good"], ["bad"], ["dull"]],
    "several": [["good", "wonderful"], ["bad", "waste of money", "never"], ["dull"]],
    "plain": ["wonderful", "never", "evening"],
    "no-prefix": [["<!>good"], ["<!>bad", "dull"], ["<!>evening"]],
}
HANDLERS = ("first", "mean", "max")

generator = numpy.random.default_rng(7)
rows = generator.normal(0, 3, (6, 480))
rows[4] *= 12  # far apart: the floor of 1e-15 under the logarithm is reached
rows[5] = 0  # all equal
rows = numpy.round(rows, 4)
support = numpy.round(generator.normal(0, 3, 480), 4)


def verbalizer(tokenizer, words, handler, post_log_softmax):
    count = len(words)
    return ManualVerbalizer(
        tokenizer,
        num_classes=count,
        label_words=words,
        multi_token_handler=handler,
        post_log_softmax=post_log_softmax,
    )


def scores(made):
    return made.process_logits(torch.tensor(rows, dtype=torch.float32)).tolist()


result = {
    "made_with": f"OpenPrompt 1.0.1, transformers {transformers.__version__}, torch {torch.__version__}",
    "logits": rows.tolist(),
    "calibrate_logits": support.tolist(),
    "label_words": SETS,
    "tokenizers": {},
}
for name in ("bert", "gpt2"):
    tokenizer = transformers.AutoTokenizer.from_pretrained(f"{sys.argv[1]}/{name}")
    ids, expected = {}, {}
    for key, words in SETS.items():
        for handler in HANDLERS:
            made = verbalizer(tokenizer, words, handler, True)
            for text in (word for group in made.label_words for word in group):
                ids[text] = tokenizer.encode(text, add_special_tokens=False)
            expected[f"{key}/{handler}"] = scores(made)
            expected[f"{key}/{handler}/raw"] = scores(verbalizer(tokenizer, words, handler, False))
            made.register_calibrate_logits(torch.tensor(support, dtype=torch.float32))
            expected[f"{key}/{handler}/calibrated"] = scores(made)
    result["tokenizers"][name] = {"ids": ids, "label_logits": expected}
json.dump(result, sys.stdout)
