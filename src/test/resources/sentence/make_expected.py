"""Records sentence vectors of the small checkpoints: python make_expected.py ../golden/plm"""

import json
import sys
from pathlib import Path

import torch
import transformers

TEXTS = [
    "the ferry was late",
    "a boat came in after its time, and nobody on the pier knew why",
    "",
    "He paid the fare.",
]


def vectors(folder):
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    model = transformers.AutoModel.from_pretrained(folder).eval()
    batch = tokenizer(TEXTS, padding=True, return_tensors="pt")
    with torch.no_grad():
        hidden = model(**batch).last_hidden_state
    mask = batch["attention_mask"].unsqueeze(-1).float()
    mean = (hidden * mask).sum(1) / mask.sum(1)
    return torch.nn.functional.normalize(mean, dim=-1).double().tolist()


golden = Path(sys.argv[1])
print(json.dumps({
    "texts": TEXTS,
    "vectors": {family: vectors(golden / family) for family in ("bert", "roberta")},
}))
