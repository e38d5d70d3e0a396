"""Records what OpenPrompt makes of templates, examples and label words.

usage: record.py SPECIFICATION FOLDER
FOLDER holds checkpoints in Hugging Face layout (bert/, roberta/, gpt2/); FOLDER/cases.json is written.
SPECIFICATION is JSON: examples, label_words, and cases [{plm, kind, template, truncate, max_seq_length, score}];
a case may give soft_embedding, otherwise OpenPrompt draws it (seed 11).
"""
import json
import sys

import numpy
import torch
import transformers
from openprompt import PromptDataLoader, PromptForClassification
from openprompt.data_utils import InputExample
from openprompt.plms.lm import LMTokenizerWrapper
from openprompt.plms.mlm import MLMTokenizerWrapper
from openprompt.prompts import ManualTemplate, ManualVerbalizer, MixedTemplate

CLASSES = {
    "bert": (transformers.BertTokenizer, transformers.BertForMaskedLM, MLMTokenizerWrapper),
    "roberta": (transformers.RobertaTokenizer, transformers.RobertaForMaskedLM, MLMTokenizerWrapper),
    "gpt2": (transformers.GPT2Tokenizer, transformers.GPT2LMHeadModel, LMTokenizerWrapper),
}


def plain(piece):
    return {key: value for key, value in piece.items() if not callable(value)}


def record(case, loaded, specification, calibration):
    tokenizer, model, wrapper = loaded
    if case["kind"] == "mixed":
        template = MixedTemplate(model=model, tokenizer=tokenizer, text=case["template"])
    else:
        template = ManualTemplate(tokenizer=tokenizer, text=case["template"])
    made = {"parsed": [plain(piece) for piece in template.text]}
    if case["kind"] == "mixed":
        rows = case.get("soft_embedding")
        if rows is None:
            generator = torch.Generator().manual_seed(11)
            table = torch.randn(template.soft_embedding.weight.shape, generator=generator)
            weight = template.soft_embedding.weight.detach()
            words = (weight[:, None] == model.get_input_embeddings().weight[None]).all(-1).any(-1)
            rows = torch.where(words[:, None], weight, table).tolist()
        with torch.no_grad():
            template.soft_embedding.weight.copy_(torch.tensor(rows))
    examples = [InputExample(**example) for example in specification["examples"]]
    made["wrapped"] = [template.wrap_one_example(example)[0] for example in examples]
    loader = PromptDataLoader(
        dataset=examples,
        template=template,
        tokenizer=tokenizer,
        tokenizer_wrapper_class=wrapper,
        max_seq_length=case["max_seq_length"],
        truncate_method=case["truncate"],
        batch_size=len(examples),
    )
    keys = ["input_ids", "loss_ids"] + (["soft_token_ids"] if case["kind"] == "mixed" else [])
    for key in keys:
        made[key] = []
        for features in loader.tensor_dataset:
            length = int(features["attention_mask"].sum())
            made[key].append(features[key][:length].tolist())
    if case["kind"] == "mixed":
        made["soft_embedding"] = [[round(v, 7) for v in row] for row in template.soft_embedding.weight.tolist()]
    made["label_logits"] = {}
    if case["score"]:
        for name, words in specification["label_words"].items():
            for handler in ("first", "mean", "max"):
                verbalizer = ManualVerbalizer(
                    tokenizer, num_classes=len(words), label_words=words, multi_token_handler=handler
                )
                classifier = PromptForClassification(plm=model, template=template, verbalizer=verbalizer).eval()
                score = lambda: [classifier(batch).tolist() for batch in loader][0]
                with torch.no_grad():
                    made["label_logits"][f"{name}/{handler}"] = score()
                    if name == "several" and handler == "first":
                        verbalizer.register_calibrate_logits(torch.tensor(calibration))
                        made["label_logits"][f"{name}/{handler}/calibrated"] = score()
    return made


def main(specification_file, folder):
    specification = json.load(open(specification_file))
    calibrations = specification.get("calibrate_logits") or {}
    loaded, cases = {}, []
    for case in specification["cases"]:
        plm = case["plm"]
        if plm not in loaded:
            tokenizer_class, model_class, wrapper = CLASSES[plm]
            tokenizer = tokenizer_class.from_pretrained(f"{folder}/{plm}")
            tokenizer.pad_token = tokenizer.pad_token or tokenizer.eos_token
            model = model_class.from_pretrained(f"{folder}/{plm}").eval()
            loaded[plm] = tokenizer, model, wrapper
        if plm not in calibrations:
            draws = numpy.random.default_rng(len(plm)).normal(0, 1, loaded[plm][1].config.vocab_size)
            calibrations[plm] = numpy.round(draws, 6).tolist()
        head = {key: case[key] for key in ("plm", "kind", "template", "truncate", "max_seq_length")}
        try:
            cases.append({**head, **record(case, loaded[plm], specification, calibrations[plm])})
        except Exception as error:
            cases.append({**head, "error": f"{type(error).__name__}: {error}"[:160]})
    json.dump(
        {
            "made_with": f"OpenPrompt 1.0.1, transformers {transformers.__version__}, torch {torch.__version__}",
            "examples": specification["examples"],
            "label_words": specification["label_words"],
            "calibrate_logits": calibrations,
            "cases": cases,
        },
        open(f"{folder}/cases.json", "w"),
        ensure_ascii=False,
    )


main(*sys.argv[1:])
