/**
 * Verbalizers: from what a language model says at the mask to scores of the labels. The manual one
 * reads words that the user chose for each label, and its calibration; others read words that
 * knowledge bases or a search found.
 *
 * <p>May import {@code prompt}, {@code generate} and {@code knowledge}, and what they import. To
 * add a verbalizer: implement {@link dev.cloze.verbalizer.Verbalizer} in one file, with an options
 * record beside it; ask {@link dev.cloze.prompt.MaskStates} for the least that serves, which is a
 * few token ids for one that reads words and the hidden states for one that measures distances;
 * name what it trains in {@code parameters()}; one that reads the whole text and no mask says so in
 * {@code reads()}. The options record is a {@link dev.cloze.verbalizer.VerbalizerMaker}; a constant
 * of {@code run.VerbalizerKind} and a branch in {@code run.VerbalizerSettings} bring it into run
 * files, and {@code VerbalizerContractTest} then asks for the settings of its cells. A mistake of
 * the user is a code in {@link dev.cloze.verbalizer.VerbalizerError} with a page.
 *
 * <pre>{@code
 * LabelWords words = LabelWordsFile.read(Path.of("verbalizers/agnews.txt"));
 * Verbalizer verbalizer =
 *     ManualVerbalizer.of(words, tokenizer, ManualVerbalizerOptions.defaults());
 * Tensor scores = verbalizer.score(states); // [B,L]
 * }</pre>
 */
package dev.cloze.verbalizer;
