"""Records prototypes-and-rules.json; run in this folder."""
import json
import types

import torch
from openprompt.prompts import ProtoVerbalizer, PTRVerbalizer
from transformers import BertTokenizer

CLASSES, EXAMPLES, WIDTH = 3, 2, 4
WORDS = [["team", "quiet"], ["team", "broken"], ["match", "old"]]

torch.manual_seed(5)
instances = torch.randn(CLASSES, EXAMPLES, WIDTH)
prototypes = torch.randn(CLASSES, WIDTH)
verbalizer = types.SimpleNamespace(proto=prototypes, num_classes=CLASSES, sim=ProtoVerbalizer.sim)
loss = ProtoVerbalizer.pcl_loss(verbalizer, instances).item()

tokenizer = BertTokenizer.from_pretrained("../golden/openprompt/bert")
rules = PTRVerbalizer(tokenizer, classes=["a", "b", "c"], label_words=WORDS)
logits = torch.randn(2, 2, tokenizer.vocab_size)  # [example, mask, token]
ids = {word: tokenizer.encode(word, add_special_tokens=False)[0] for words in WORDS for word in words}
recorded = {
    "classes": CLASSES,
    "examples": EXAMPLES,
    "instances": instances.reshape(-1).tolist(),
    "prototypes": prototypes.reshape(-1).tolist(),
    "loss": loss,
    "rules": {
        "words": WORDS,
        "scores": [
            {word: [logits[example, mask, id].item() for mask in range(2)] for word, id in ids.items()}
            for example in range(2)
        ],
        "log_probabilities": rules.process_logits(logits, batch={}).tolist(),
    },
}
with open("prototypes-and-rules.json", "w") as file:
    json.dump(recorded, file, indent=1)
