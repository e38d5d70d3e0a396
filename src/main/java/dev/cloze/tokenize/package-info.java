/**
 * From rendered template pieces to token ids with roles, and from these to a padded batch.
 *
 * <p>May import {@code template} and {@code data}, and of DJL only {@code
 * ai.djl.huggingface.tokenizers}. A model folder becomes a {@link
 * dev.cloze.tokenize.PretrainedTokenizer}; that, a template and a {@link
 * dev.cloze.tokenize.ModelKind} make a {@link dev.cloze.tokenize.PromptTokenizer}, which turns
 * examples into {@link dev.cloze.tokenize.EncodedPrompt}s; {@link
 * dev.cloze.tokenize.PromptBatch#collate} pads them. A soft prefix goes before the tokenizer's
 * first token here, and demonstrations are cut here; {@link dev.cloze.tokenize.TokenMasking} draws
 * tokens that a model is asked for. Truncation and padding happen here and nowhere else: what a
 * {@code tokenizer.json} says of them is switched off. {@link dev.cloze.tokenize.Reads} says where
 * a prompt is read.
 *
 * <pre>{@code
 * try (PretrainedTokenizer tokenizer = PretrainedTokenizer.load(folder)) {
 *   PromptTokenizer prompts =
 *       new PromptTokenizer(
 *           tokenizer, template, ModelKind.MASKED, PromptTokenizerOptions.defaults());
 *   PromptBatch batch =
 *       PromptBatch.collate(prompts.encodeAll(examples), tokenizer.padId(), PaddingSide.RIGHT);
 * }
 * }</pre>
 *
 * <p>To add a way of truncating: a constant of {@link dev.cloze.tokenize.Truncation}, which says
 * how many tokens each part loses and at which end. To add a kind of tokenizer file: a class that
 * makes a {@code tokenizer.json} tree of it, as {@code WordPieceFiles} does, and a line in {@code
 * TokenizerFolder}.
 */
package dev.cloze.tokenize;
