package dev.cloze.verbalizer;

import dev.cloze.base.Seeds;
import dev.cloze.plm.LanguageModel;
import dev.cloze.tokenize.PretrainedTokenizer;

/**
 * What a verbalizer is made from beside its words.
 *
 * @param tokenizer the model's tokenizer
 * @param model the language model
 * @param seeds what is left to chance
 * @param support examples and what the model says of them
 * @param restored whether what was learned before is read in afterwards, so that nothing has to be
 *     learned now
 */
public record VerbalizerContext(
    PretrainedTokenizer tokenizer,
    LanguageModel model,
    Seeds seeds,
    Support support,
    boolean restored) {}
